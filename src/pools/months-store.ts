import { type Queries, sql } from '../db/database.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { decimal } from '../values/ratio.ts';
import type { MonthSum } from './drawn.ts';
import type { NatureOfSpend, SchemePlan } from './pool.ts';
import type { Promised } from './pool-year.ts';

interface SumRow {
  stream: string;
  funder: OrganisationCode;
  month: PlainDate;
  amount_pence: bigint;
}

const sumOf = ({ amount_pence, ...row }: SumRow): MonthSum => ({
  ...{ ...row, amount: pence(amount_pence) },
});

/**
 * What was spent for everybody together, by stream, funder and month, from a day on: out of accounts,
 * and as sources report it of money that no account holds. Under the task POOLING; else nothing.
 */
export async function spentSince(queries: Queries, from: PlainDate): Promise<MonthSum[]> {
  const rows = await queries.rows<SumRow>(
    'pools.spent-since',
    sql`select stream, funder, month, sum(amount_pence)::bigint as amount_pence
        from (select * from spent_by_month where month >= ${from}::date
          union all select * from reported_by_month where month >= ${from}::date) spent
        group by 1, 2, 3 order by 1, 2, 3`,
  );
  return rows.map(sumOf);
}

/** What is promised to be paid for everybody together. Under the task POOLING; else nothing. */
export async function promisedNow(queries: Queries): Promise<Promised[]> {
  const rows = await queries.rows<SumRow & { billed: boolean }>(
    'pools.promised-now',
    sql`select stream, funder, month, billed, amount_pence from promised_by_month
        order by stream, funder, month, billed`,
  );
  return rows.map(({ billed, ...row }) => ({ ...sumOf(row), billed }));
}

/** A scheme's plan as a file told it, with the scheme's name in it. */
export interface ToldPlan extends SchemePlan {
  readonly name: string;
}

/** What plans that its host sent, and that stand, say of a pool: of it by name, or as the host’s only one. */
export async function plansTold(queries: Queries, pool: string): Promise<ToldPlan[]> {
  const rows = await queries.rows<{
    scheme: string;
    name: string;
    year: string;
    source: string;
    nature: NatureOfSpend;
    planned: bigint;
    outputs: string | null;
    units: string | null;
    known_from: PlainDate;
  }>(
    'pools.plans-told',
    sql`select l.scheme, min(l.name) as name, l.year, l.source, l.nature,
          sum(l.planned_pence)::bigint as planned, sum(l.outputs)::text as outputs,
          min(l.units) as units, max(s.as_of) as known_from
        from plan_lines l join submissions s on s.id = l.submission_id
        join submission_windows w on w.submission_id = s.id and w.known_until is null
        join deliveries d on d.id = s.delivery_id
        join pools p on p.host = d.sender and p.code = ${pool}
        where l.pool = p.code or (l.pool is null and 1 = (select count(*) from pools other
          where other.host = p.host))
        group by l.scheme, l.year, l.source, l.nature
        order by l.scheme, l.year, l.source, l.nature`,
  );
  return rows.map(({ outputs, planned, known_from, ...row }) => ({
    ...{ ...row, planned: pence(planned), knownFrom: known_from },
    outputs: outputs === null ? null : decimal(outputs),
  }));
}
