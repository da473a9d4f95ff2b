import { list, type Queries, records, sql, type Transaction } from '../db/database.ts';
import type { Stream } from '../streams/stream.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { AccountId, OrganisationCode } from '../values/ids.ts';
import { pence } from '../values/money.ts';
import { addDays } from '../values/plain-date.ts';
import type { NamedOrganisation } from './account.ts';
import type { Carried, CarryForwardRecord, YearEnd } from './carry-forward.ts';
import { schedulesOfAccounts } from './expected-store.ts';
import { organisationJson, STREAM_JSON } from './store.ts';
import { weeklyOn } from './weekly-pay.ts';

interface YearEndRow {
  account_id: AccountId;
  stream: string;
  funder: OrganisationCode;
  free: bigint;
  set_aside: bigint;
}

/**
 * What each source has in each account of a host when a year ends, and what its schedule pays a week
 * on the last day; those with nothing left out.
 */
export async function yearEnds(
  tx: Transaction,
  host: string,
  year: FinancialYear,
): Promise<YearEnd[]> {
  const rows = await tx.rows<YearEndRow>(
    'ledger.year-ends',
    sql`select * from (
          select l.account_id, l.stream, l.funder,
            coalesce(sum(e.amount_pence) filter (where l.kind = a.mode), 0)::bigint as free,
            coalesce(sum(e.amount_pence) filter (where l.kind = 'CONTINGENCY'), 0)::bigint
              as set_aside
          from accounts a join ledger_accounts l on l.account_id = a.id
          join entries e on e.ledger_account_id = l.id and e.year <= ${year}
          join journals j on j.id = e.journal_id and j.effective_day < ${daysOf(year).until}::date
          where a.host = ${host} and l.stream is not null and l.kind in (a.mode, 'CONTINGENCY')
          group by l.account_id, l.stream, l.funder) ends
        where free > 0 or set_aside > 0
        order by account_id, stream collate "C", funder collate "C"`,
  );
  const schedules = await schedulesOfAccounts(tx, [...new Set(rows.map((row) => row.account_id))]);
  const lastDay = addDays(daysOf(year).until, -1);
  return rows.map(({ account_id: accountId, stream, funder, free, set_aside }) => ({
    ...{ accountId, stream, funder },
    weekly: weeklyOn(schedules, { accountId, stream, funder }, lastDay),
    ...{ free: free > 0n ? pence(free) : pence(0n), setAside: pence(set_aside) },
  }));
}

export interface NewCarryForward extends Carried {
  readonly accountId: string;
  readonly stream: string;
  readonly funder: string;
}

export async function keepCarryForwards(
  tx: Transaction,
  year: FinancialYear,
  carried: readonly NewCarryForward[],
): Promise<void> {
  const rows = carried.map(({ accountId, toReturn, ...rest }) => ({
    ...rest,
    account_id: accountId,
    to_return: toReturn,
  }));
  await tx.rows(
    'ledger.keep-carry-forwards',
    sql`insert into carry_forwards (account_id, year, stream, funder, kept_pence, return_pence,
          contingency_pence, rule)
        select account_id, ${year}, stream, funder, kept, to_return, contingency, rule
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (account_id uuid,
          stream text, funder text, kept bigint, to_return bigint, contingency bigint, rule text)`,
  );
}

interface CarryRow {
  account_id: AccountId;
  year: FinancialYear;
  stream: Stream;
  funder: NamedOrganisation;
  kept: bigint;
  to_return: bigint;
  contingency: bigint;
  rule: string;
}

const carryOf = ({
  account_id,
  kept,
  to_return,
  contingency,
  ...row
}: CarryRow): CarryForwardRecord => ({
  ...row,
  accountId: account_id,
  ...{ kept: pence(kept), toReturn: pence(to_return), contingency: pence(contingency) },
});

const TOLD = sql`c.account_id, c.year, ${STREAM_JSON} as stream,
  ${organisationJson(sql`c.funder`)} as funder, c.kept_pence as kept,
  c.return_pence as to_return, c.contingency_pence as contingency, c.rule`;
const IN_ORDER = sql`c.year, c.account_id, c.stream collate "C", c.funder collate "C"`;

/** What was carried forward in accounts, the oldest year first. */
export async function carryForwardsOf(
  queries: Queries,
  ids: readonly string[],
): Promise<CarryForwardRecord[]> {
  const rows = await queries.rows<CarryRow>(
    'ledger.carry-forwards-of-accounts',
    sql`select ${TOLD} from carry_forwards c join streams s on s.code = c.stream
        where c.account_id = any(${list(ids)}::text::uuid[]) order by ${IN_ORDER}`,
  );
  return rows.map(carryOf);
}

/** What was carried forward in all accounts of a host when it closed a year. */
export async function carryForwardsIn(
  queries: Queries,
  host: string,
  year: FinancialYear,
): Promise<CarryForwardRecord[]> {
  const rows = await queries.rows<CarryRow>(
    'ledger.carry-forwards-in-year',
    sql`select ${TOLD} from carry_forwards c join streams s on s.code = c.stream
        join accounts a on a.id = c.account_id
        where a.host = ${host} and c.year = ${year} order by ${IN_ORDER}`,
  );
  return rows.map(carryOf);
}
