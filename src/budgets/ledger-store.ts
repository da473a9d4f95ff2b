import { speakingFor } from '../access/sharing-store.ts';
import type { Mode } from '../awards/award.ts';
import { list, type Sql, sql } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { LedgerMoney } from './ledger-paid.ts';
import type { KnownAt } from './sources.ts';

/** Money of one source, as one cell of a JSON list. */
export interface LedgerCell {
  person: string;
  stream: string;
  funder: OrganisationCode;
  name: string | null;
  host: string;
  mode: Mode;
  amount: string;
  gross: boolean;
  from: PlainDate | null;
  until: PlainDate | null;
}

/**
 * What an entry adds to the money known to have gone out, where `l` is its place and `a` its account.
 * What the person or a third party holds has gone out when it was paid in; else when it is spent.
 */
const GONE_OUT = sql`case
    when a.mode in ('DIRECT_PAYMENT', 'THIRD_PARTY')
      then case when l.kind in ('FUNDING', 'RECLAIM') then -e.amount_pence else 0 end
    else case when l.kind in ('PROVIDER', 'RECHARGE') then e.amount_pence else 0 end
  end`;

/**
 * What the ledger knows of people's money in a year, as one JSON value; as known then, null reads
 * all. A source of which it knows any movement in the year has a cell, if only of nothing. What
 * takes back an earlier movement counts where that one counts.
 */
export function ledgerJson(
  personIds: readonly string[],
  year: FinancialYear,
  knownAt: KnownAt,
): Sql {
  const known = knownAt ? sql`j.recorded_at <= ${knownAt}` : sql`true`;
  return sql`(select json_agg(json_build_object('person', k.person_id, 'stream', k.stream,
      'funder', k.funder, 'name', (select o.name from organisations o where o.code = k.funder),
      'host', k.host, 'mode', k.mode, 'amount', k.amount::text, 'gross', false,
      'from', null, 'until', null))
    from (
      select told.person_id, l.stream, l.funder, a.host, a.mode, sum(${GONE_OUT}) as amount
      from ${speakingFor(sql`= any(${list(personIds)}::text::uuid[])`)} told
      join accounts a on a.identity_id = told.id
      join journals j on j.account_id = a.id and ${known}
      join journals b on b.id = coalesce(j.reverses, j.id) and b.year = ${year}
      join entries e on e.year = j.year and e.journal_id = j.id
      join ledger_accounts l on l.id = e.ledger_account_id
      group by told.person_id, l.stream, l.funder, a.host, a.mode
    ) k)`;
}

function ledgerMoneyOf(cell: LedgerCell): LedgerMoney {
  const { stream, funder, mode, host, gross, from, until } = cell;
  return {
    ...{ stream, funder, mode, host, gross },
    amount: pence(BigInt(cell.amount)),
    covers: from === null || until === null ? null : { from, until },
  };
}

/** By person; a funder may be named by the ledger alone. */
export function ledgerIn(
  cells: readonly LedgerCell[],
  funderNames: Map<string, string>,
): Map<string, LedgerMoney[]> {
  const ledger = new Map<string, LedgerMoney[]>();
  for (const cell of cells) {
    const own = ledger.get(cell.person);
    if (own) own.push(ledgerMoneyOf(cell));
    else ledger.set(cell.person, [ledgerMoneyOf(cell)]);
    funderNames.set(cell.funder, cell.name ?? cell.funder);
  }
  return ledger;
}
