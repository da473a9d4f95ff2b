import { speakingFor } from '../access/sharing-store.ts';
import type { Mode } from '../awards/award.ts';
import { list, type Sql, sql } from '../db/database.ts';
import { isKnown } from '../ledger/store.ts';
import { SELF } from '../streams/stream.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { pence } from '../values/money.ts';
import type { Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { DirectedMoney, KnownToLedger, LedgerMoney } from './ledger-paid.ts';
import type { KnownAt } from './sources.ts';

/** Money of one source, as one cell of a JSON list. */
interface LedgerCell {
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
 * What an entry adds to the money known to have gone out, where `l` is its place, `a` its account and
 * `o` what was recorded first. What the person or a third party holds has gone out when it was paid
 * in, or came over from money that the funder keeps; else when it is spent. A recharge counts with
 * the funder that bears it.
 */
const GONE_OUT = sql`case
    when a.mode in ('DIRECT_PAYMENT', 'THIRD_PARTY') then case
      when l.kind in ('FUNDING', 'RECLAIM') then -e.amount_pence
      when l.kind = a.mode and o.kind = 'TRANSFER' then e.amount_pence
      else 0 end
    when l.kind in ('PROVIDER', 'RECHARGE') then e.amount_pence
    else 0 end`;

/** Whether all of it counts in the year, where `b` is the movement that it counts with. */
const WHOLE = (days: Span): Sql => sql`(not coalesce(b.gross, false)
  and (b.covers_from is null or b.covers_from >= ${days.from}::date
    and b.covers_until <= ${days.until}::date))`;

/**
 * What the ledger knows of people's money in a year, as one JSON value; as known then, null reads
 * all. The year is that of the days covered, else of the day of the movement; what takes back, gives
 * back or decides an earlier movement counts with that one. A source of which the ledger knows any
 * movement in the year has a cell, if only of nothing. The person's own money is left out.
 */
function moneyJson(personIds: readonly string[], year: FinancialYear, knownAt: KnownAt): Sql {
  const days = daysOf(year);
  const known = isKnown(sql`j.recorded_at`, knownAt);
  return sql`(select json_agg(json_build_object('person', k.person_id, 'stream', k.stream,
      'funder', k.funder, 'name', (select o.name from organisations o where o.code = k.funder),
      'host', k.host, 'mode', k.mode, 'amount', k.amount::text, 'gross', k.gross,
      'from', k.covers_from, 'until', k.covers_until))
    from (
      select told.person_id, l.stream, l.funder, a.host, a.mode, sum(${GONE_OUT}) as amount,
        coalesce(b.gross, false) as gross,
        case when not ${WHOLE(days)} then coalesce(b.covers_from, b.effective_day) end
          as covers_from,
        case when not ${WHOLE(days)} then coalesce(b.covers_until, b.effective_day + 1) end
          as covers_until
      from ${speakingFor(sql`= any(${list(personIds)}::text::uuid[])`)} told
      join accounts a on a.identity_id = told.id
      join ledger_accounts l on l.account_id = a.id and l.funder <> ${SELF}
      join entries e on e.ledger_account_id = l.id
      join journals j on j.id = e.journal_id and j.year = e.year and ${known}
      join journals o on o.id = coalesce(j.reverses, j.id)
      join journals b on b.id =
        case when o.kind in ('REFUND', 'ATTRIBUTION') then o.about else o.id end
      where case when b.covers_from is null then b.year = ${year}
        else b.covers_from < ${days.until}::date and b.covers_until > ${days.from}::date end
      group by told.person_id, l.stream, l.funder, a.host, a.mode, 7, 8, 9
    ) k)`;
}

/** What one source has free in an account that the person directs, as one cell of a JSON list. */
interface DirectedCell {
  person: string;
  account: string;
  host: string;
  /** Null of payments that nobody answers for yet, which are below nothing. */
  stream: string | null;
  funder: string | null;
  left: string;
}

/**
 * What is free in the accounts that people direct, as one JSON value: neither promised nor set aside.
 * As known then; null reads what is there now.
 */
function directedJson(personIds: readonly string[], knownAt: KnownAt): Sql {
  const left = knownAt
    ? sql`(select coalesce(sum(e.amount_pence), 0) from entries e
        join journals j on j.id = e.journal_id and j.year = e.year
        where e.ledger_account_id = l.id and ${isKnown(sql`j.recorded_at`, knownAt)})`
    : sql`l.balance_pence`;
  return sql`(select json_agg(json_build_object('person', told.person_id, 'account', a.id,
      'host', a.host, 'stream', l.stream, 'funder', l.funder, 'left', ${left}::text))
    from ${speakingFor(sql`= any(${list(personIds)}::text::uuid[])`)} told
    join accounts a on a.identity_id = told.id and a.mode = 'DIRECT_PAYMENT'
    join ledger_accounts l on l.account_id = a.id and l.kind in (a.mode, 'IN_QUESTION')
    where ${
      knownAt
        ? sql`exists (select from entries e join journals j on j.id = e.journal_id
      and j.year = e.year where e.ledger_account_id = l.id and ${isKnown(sql`j.recorded_at`, knownAt)})`
        : sql`true`
    })`;
}

export interface LedgerCells {
  money: LedgerCell[] | null;
  directed: DirectedCell[] | null;
}

/** What the ledger knows of people in a year, as one JSON value; as known then, null reads all. */
export const ledgerJson = (
  personIds: readonly string[],
  year: FinancialYear,
  knownAt: KnownAt,
): Sql => sql`json_build_object('money', ${moneyJson(personIds, year, knownAt)},
  'directed', ${directedJson(personIds, knownAt)})`;

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
  cells: LedgerCells | null,
  funderNames: Map<string, string>,
): Map<string, KnownToLedger> {
  const known = new Map<string, { money: LedgerMoney[]; directed: DirectedMoney[] }>();
  const of = (person: string) => {
    const own = known.get(person) ?? { money: [], directed: [] };
    known.set(person, own);
    return own;
  };
  for (const cell of cells?.money ?? []) {
    of(cell.person).money.push(ledgerMoneyOf(cell));
    funderNames.set(cell.funder, cell.name ?? cell.funder);
  }
  for (const { person, left, ...cell } of cells?.directed ?? []) {
    of(person).directed.push({ ...cell, left: pence(BigInt(left)) });
  }
  return known;
}
