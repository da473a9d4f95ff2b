import { type Queries, type Sql, sql } from '../db/database.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { decimal } from '../values/ratio.ts';
import type { Promised } from './counted.ts';
import type { MonthSum } from './drawn.ts';
import type { NatureOfSpend, SchemePlan } from './pool.ts';

/** The last day of which it counts what was recorded; null counts all that is known now. */
export type KnownOn = PlainDate | null;

interface SumRow {
  stream: string;
  funder: OrganisationCode;
  month: PlainDate;
  scheme: string | null;
  currency: string | null;
  amount_pence: bigint;
}

const sumOf = ({ amount_pence, scheme, currency, ...row }: SumRow): MonthSum => ({
  ...{ ...row, amount: pence(amount_pence) },
  currency: scheme === null ? null : { scheme, code: currency },
});

const SUMMED = sql`select stream, funder, month, scheme, currency,
  sum(amount_pence)::bigint as amount_pence`;

const spentBy = (from: PlainDate, knownOn: KnownOn): Sql =>
  knownOn === null
    ? sql`select stream, funder, month, scheme, currency, amount_pence from spent_by_month
          where month >= ${from}::date
        union all select stream, funder, month, scheme, currency, amount_pence from reported_by_month
          where month >= ${from}::date`
    : sql`select stream, funder, month, scheme, currency, amount_pence from spent_by_recording
          where month >= ${from}::date and recorded_on <= ${knownOn}::date
        union all select stream, funder, month, scheme, currency, amount_pence
          from reported_by_recording where month >= ${from}::date and known_on <= ${knownOn}::date
            and (known_until is null or known_until > ${knownOn}::date)`;

/**
 * What was spent for everybody together, by stream, funder, currency and month, from a day on: out of
 * accounts, and as sources report it of money that no account holds. As known at the end of a day the
 * ledger itself is added up. Under the task POOLING; else nothing.
 */
export async function spentSince(
  queries: Queries,
  from: PlainDate,
  knownOn: KnownOn = null,
): Promise<MonthSum[]> {
  const rows = await queries.rows<SumRow>(
    'pools.spent-since',
    sql`${SUMMED} from (${spentBy(from, knownOn)}) spent
        group by 1, 2, 3, 4, 5 having sum(amount_pence) <> 0 order by 1, 2, 3, 4, 5`,
  );
  return rows.map(sumOf);
}

/**
 * What is promised to be paid for everybody together: now, or at the end of a day that has passed, as
 * known then. Under the task POOLING; else nothing.
 */
export async function promisedOn(
  queries: Queries,
  past: { readonly day: PlainDate; readonly knownOn: KnownOn } | null,
): Promise<Promised[]> {
  const from =
    past === null
      ? sql`promised_by_month`
      : sql`promised_by_recording where effective_on <= ${past.day}::date
          and (${past.knownOn}::date is null or recorded_on <= ${past.knownOn}::date)`;
  const rows = await queries.rows<SumRow & { billed: boolean }>(
    'pools.promised-on',
    sql`${SUMMED}, billed from ${from} group by 1, 2, 3, 4, 5, billed
        having sum(amount_pence) <> 0 order by 1, 2, 3, 4, 5, billed`,
  );
  return rows.map(({ billed, ...row }) => ({ ...sumOf(row), billed }));
}

/** A scheme's plan as a file told it, with the scheme's name in it. */
export interface ToldPlan extends SchemePlan {
  readonly name: string;
}

/** What plans that its host sent, and that stand, say of a pool: of it by name, or as the host’s only one. */
export async function plansTold(
  queries: Queries,
  pool: string,
  knownOn: KnownOn,
): Promise<ToldPlan[]> {
  const standing =
    knownOn === null
      ? sql`w.known_until is null`
      : sql`(w.known_from at time zone 'UTC')::date <= ${knownOn}::date
          and (w.known_until is null or (w.known_until at time zone 'UTC')::date > ${knownOn}::date)`;
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
        join submission_windows w on w.submission_id = s.id and ${standing}
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
