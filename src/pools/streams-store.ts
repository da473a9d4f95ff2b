import { list, type Queries, sql } from '../db/database.ts';
import { ACCOUNT_MODES } from '../ledger/account.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { standingOn } from './standing-store.ts';
import type { StreamsHad } from './streams-had.ts';

/** Where money is that is in an account. */
const IN_ACCOUNT = [...ACCOUNT_MODES, 'COMMITTED', 'CONTINGENCY'];

/** Everybody who has a stream on a day, with how many streams and sectors; of budgets alone. */
export function streamsHadOn(queries: Queries, day: PlainDate): Promise<StreamsHad[]> {
  return queries.rows<StreamsHad>(
    'pools.streams-had',
    // What is in a place on the day is what is in it now, less what took effect since.
    sql`with since as materialized (
          select e.ledger_account_id, sum(e.amount_pence) as amount
          from journals j join entries e on e.journal_id = j.id and e.year = j.year
          where j.year >= ${financialYearOf(day)} and j.effective_day > ${day}::date
          group by 1
        ), held as (
          select a.identity_id, l.stream
          from ledger_accounts l join accounts a on a.id = l.account_id
          left join since on since.ledger_account_id = l.id
          where l.kind = any(${list(IN_ACCOUNT)}::text::text[]) and l.funder <> 'SELF'
          group by a.id, l.stream, l.funder
          having sum(l.balance_pence - coalesce(since.amount, 0)) > 0
        ), had as (
          select person, stream from (${standingOn(day)}) standing
          union
          select coalesce(i.person_id, i.id), h.stream
          from held h join identities i on i.id = h.identity_id
        )
        select h.person::text as person, count(*)::int as streams,
          count(distinct s.sector)::int as sectors
        from had h join streams s on s.code = h.stream and s.nature = 'BUDGET'
        group by h.person`,
  );
}
