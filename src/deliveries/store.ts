import { list, type Queries, records, sql } from '../db/database.ts';
import type { Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { DeliveryStatus, Note, Reject } from './delivery.ts';
import type { Replacement, Submitted } from './windows.ts';

export interface NewDelivery {
  readonly adapter: string;
  readonly sender: string;
  readonly basis: string;
  readonly sha256: string;
  /** The day it was received, by the area's own calendar. */
  readonly receivedOn: PlainDate;
}

export async function startDelivery(queries: Queries, delivery: NewDelivery): Promise<string> {
  const { adapter, sender, basis, sha256, receivedOn } = delivery;
  const [row] = await queries.rows<{ id: string }>(
    'deliveries.start',
    sql`insert into deliveries (adapter, sender, basis, sha256, received_on, status)
        values (${adapter}, ${sender}, ${basis}, ${sha256}, ${receivedOn}::date, 'STAGING')
        returning id`,
  );
  return (row as { id: string }).id;
}

export async function findLoaded(
  queries: Queries,
  { adapter, sender, sha256 }: Omit<NewDelivery, 'basis' | 'receivedOn'>,
): Promise<{ id: string; rows: number; accepted: number; rejected: number } | undefined> {
  const [row] = await queries.rows<{
    id: string;
    rows: number;
    accepted: number;
    rejected: number;
  }>(
    'deliveries.find-loaded',
    sql`select id, rows, accepted, rejected from deliveries
        where adapter = ${adapter} and sender = ${sender} and sha256 = ${sha256}
          and status = 'LOADED'`,
  );
  return row;
}

/** Loads of this sender that were cut off before they counted. */
export async function findAbandoned(
  queries: Queries,
  adapter: string,
  sender: string,
): Promise<string[]> {
  const rows = await queries.rows<{ id: string }>(
    'deliveries.find-abandoned',
    sql`select id from deliveries
        where adapter = ${adapter} and sender = ${sender} and status = 'STAGING'`,
  );
  return rows.map((row) => row.id);
}

export async function dropDelivery(queries: Queries, id: string): Promise<void> {
  await queries.rows(
    'deliveries.drop',
    sql`with a as (delete from rejects where delivery_id = ${id}::uuid),
          b as (delete from submissions where delivery_id = ${id}::uuid)
        delete from deliveries where id = ${id}::uuid and status = 'STAGING'`,
  );
}

export interface NewSubmission {
  readonly id: string;
  readonly deliveryId: string;
  readonly scope: string;
  readonly periodFrom: PlainDate | null;
  readonly periodUntil: PlainDate | null;
  readonly createdBySender: string | null;
  readonly asOf: PlainDate;
}

export async function keepSubmissions(
  queries: Queries,
  submissions: readonly NewSubmission[],
): Promise<void> {
  const rows = submissions.map((each) => ({
    id: each.id,
    delivery_id: each.deliveryId,
    scope: each.scope,
    period_from: each.periodFrom,
    period_until: each.periodUntil,
    created_by_sender: each.createdBySender,
    as_of: each.asOf,
  }));
  await queries.rows(
    'deliveries.keep-submissions',
    sql`insert into submissions (id, delivery_id, scope, period_from, period_until,
          created_by_sender, as_of)
        select id, delivery_id, scope, period_from, period_until, created_by_sender, as_of
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (id uuid, delivery_id uuid,
          scope text, period_from date, period_until date, created_by_sender text, as_of date)`,
  );
}

export async function submissionsOf(queries: Queries, deliveryId: string): Promise<string[]> {
  const rows = await queries.rows<{ id: string }>(
    'deliveries.submissions-of',
    sql`select id from submissions where delivery_id = ${deliveryId}::uuid`,
  );
  return rows.map((row) => row.id);
}

export async function keepRejects(
  queries: Queries,
  deliveryId: string,
  rejects: readonly (Reject & { position: number })[],
): Promise<void> {
  await queries.rows(
    'deliveries.keep-rejects',
    sql`insert into rejects (delivery_id, row, position, field, code, reason)
        select ${deliveryId}::uuid, row, position, field, code, reason
        from jsonb_to_recordset(${records(rejects)}::text::jsonb)
          as said (row int, position int, field text, code text, reason text)`,
  );
}

export interface DeliveryTotals {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly notes: readonly (Note & { rows: number })[];
  readonly streams: readonly string[];
}

/**
 * Makes the delivery count, and says which days it speaks for: from its first period on where
 * nothing is known before it, and only until its last where its activity ends there.
 */
export async function finishDelivery(
  queries: Queries,
  id: string,
  replacement: Replacement,
  totals: DeliveryTotals,
): Promise<void> {
  const hasBeginning = replacement !== 'FROM_FIRST_DAY';
  const hasEnd = replacement === 'WHOLE';
  const finished = await queries.rows(
    'deliveries.finish',
    sql`update deliveries d set status = 'LOADED', loaded_at = now(), rows = ${totals.rows}::int,
          accepted = ${totals.accepted}::int, rejected = ${totals.rejected}::int,
          notes = ${JSON.stringify(totals.notes)}::text::jsonb,
          streams = ${JSON.stringify(totals.streams)}::text::jsonb,
          as_of = said.as_of,
          speaks_from = case when ${hasBeginning}::boolean then said.speaks_from end,
          speaks_until = case when ${hasEnd}::boolean then said.speaks_until end
        from (select max(as_of) as as_of, min(period_from) as speaks_from,
                max(period_until) as speaks_until
              from submissions where delivery_id = ${id}::uuid) said
        where d.id = ${id}::uuid and d.status = 'STAGING'
        returning d.id`,
  );
  if (finished.length === 0) throw new Error('the load was taken out while it was under way');
}

export async function markWithdrawn(queries: Queries, id: string, reason: string): Promise<void> {
  await queries.rows(
    'deliveries.mark-withdrawn',
    sql`update deliveries set status = 'WITHDRAWN', withdrawn_at = now(), withdrawn_reason = ${reason}
        where id = ${id}::uuid`,
  );
}

export interface FoundDelivery {
  readonly id: string;
  readonly adapter: string;
  readonly sender: string;
  readonly status: DeliveryStatus;
}

export async function findDelivery(
  queries: Queries,
  id: string,
): Promise<FoundDelivery | undefined> {
  const [row] = await queries.rows<FoundDelivery>(
    'deliveries.find',
    sql`select id, adapter, sender, status from deliveries where id = ${id}::uuid`,
  );
  return row;
}

interface SubmittedRow {
  id: string;
  scope: string;
  period_from: PlainDate | null;
  period_until: PlainDate | null;
  created_by_sender: string | null;
  as_of: PlainDate;
  arrival: bigint;
}

/** Scopes that a delivery speaks in, in order, a page at a time. */
export async function scopesOf(
  queries: Queries,
  deliveryId: string,
  after: string,
  count: number,
): Promise<string[]> {
  const rows = await queries.rows<{ scope: string }>(
    'deliveries.scopes',
    sql`select distinct scope from submissions
        where delivery_id = ${deliveryId}::uuid and scope > ${after}
        order by scope limit ${count}::int`,
  );
  return rows.map((row) => row.scope);
}

/** Every submission that counts in the scopes, by scope. */
export async function submittedIn(
  queries: Queries,
  scopes: readonly string[],
): Promise<Map<string, Submitted[]>> {
  const rows = await queries.rows<SubmittedRow>(
    'deliveries.submitted-in-scopes',
    sql`select s.id, s.scope, s.period_from, s.period_until, s.created_by_sender, s.as_of,
          (extract(epoch from d.received_at) * 1000000)::bigint as arrival
        from submissions s join deliveries d on d.id = s.delivery_id
        where s.scope = any(${list(scopes)}::text::text[]) and d.status = 'LOADED'`,
  );
  const found = new Map<string, Submitted[]>(scopes.map((scope) => [scope, []]));
  for (const row of rows) {
    found.get(row.scope)?.push({
      id: row.id,
      periodFrom: row.period_from,
      periodUntil: row.period_until,
      createdBySender: row.created_by_sender,
      asOf: row.as_of,
      arrival: row.arrival,
    });
  }
  return found;
}

export interface Window {
  readonly submissionId: string;
  readonly days: Period;
}

/** Replaces what is known of the scopes' windows from now on; what was known before stays. */
export async function replaceWindows(
  queries: Queries,
  scopes: readonly string[],
  windows: readonly Window[],
): Promise<void> {
  const rows = windows.map(({ submissionId, days }) => ({
    submission_id: submissionId,
    from_day: days.from,
    until_day: days.until,
  }));
  await queries.rows(
    'deliveries.close-windows',
    sql`update submission_windows w set known_until = now()
        from submissions s
        where s.id = w.submission_id and w.known_until is null
          and s.scope = any(${list(scopes)}::text::text[])`,
  );
  await queries.rows(
    'deliveries.open-windows',
    sql`insert into submission_windows (submission_id, from_day, until_day)
        select submission_id, from_day, until_day
        from jsonb_to_recordset(${records(rows)}::text::jsonb)
          as said (submission_id uuid, from_day date, until_day date)`,
  );
}

/** Tells the planner what a large load has put into the tables it will be read from. */
export async function refreshStatistics(queries: Queries): Promise<void> {
  await queries.rows(
    'deliveries.refresh-statistics',
    sql`analyze identities, sightings, submissions, awards, characteristics`,
  );
}

/** Every scope that any delivery speaks in, in order, with its format; a page at a time. */
export function allScopes(
  queries: Queries,
  after: string,
  count: number,
): Promise<{ scope: string; adapter: string }[]> {
  return queries.rows(
    'deliveries.all-scopes',
    sql`select s.scope, min(d.adapter) as adapter
        from submissions s join deliveries d on d.id = s.delivery_id
        where d.status <> 'STAGING' and s.scope > ${after}
        group by s.scope order by s.scope limit ${count}::int`,
  );
}

/** The windows that stand now, by scope and submission. */
export async function standingWindows(
  queries: Queries,
  scopes: readonly string[],
): Promise<Map<string, Map<string, Period[]>>> {
  const rows = await queries.rows<{
    scope: string;
    id: string;
    from_day: PlainDate | null;
    until_day: PlainDate | null;
  }>(
    'deliveries.standing-windows',
    sql`select s.scope, s.id, w.from_day, w.until_day
        from submissions s join submission_windows w on w.submission_id = s.id
        where w.known_until is null and s.scope = any(${list(scopes)}::text::text[])`,
  );
  const found = new Map<string, Map<string, Period[]>>();
  for (const { scope, id, from_day, until_day } of rows) {
    const own = found.get(scope) ?? new Map<string, Period[]>();
    own.set(id, [...(own.get(id) ?? []), { from: from_day, until: until_day }]);
    found.set(scope, own);
  }
  return found;
}
