import { reachOf, type Viewer } from '../access/viewer.ts';
import { list, type Queries, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { DeliveryStatus, Reject } from './delivery.ts';

/** A delivery as an operator sees it; nothing of it is about a person. */
export interface DeliveryRow {
  readonly id: string;
  readonly adapter: string;
  readonly sender: string;
  readonly senderName: string;
  readonly status: DeliveryStatus;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly asOf: PlainDate | null;
  readonly receivedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
  readonly notes: readonly { field: string; code: string; rows: number }[];
}

export type RejectRow = Reject;

/** A page of deliveries, in order of id; undefined where the viewer may not see deliveries. */
export async function deliveriesFor(
  queries: Queries,
  viewer: Viewer,
  page: { readonly after: string | null; readonly count: number },
): Promise<DeliveryRow[] | undefined> {
  if (reachOf(viewer, 'read-deliveries') !== 'everyone') return undefined;
  return queries.rows<DeliveryRow>(
    'deliveries.page',
    sql`select d.id, d.adapter, d.sender, o.name as "senderName", d.status, d.rows, d.accepted,
          d.rejected, d.as_of as "asOf", d.received_at as "receivedAt",
          d.withdrawn_at as "withdrawnAt", d.withdrawn_reason as "withdrawnReason", d.notes
        from deliveries d join organisations o on o.code = d.sender
        where d.status <> 'STAGING' and d.adapter <> 'recorded-by-hand'
          and (${page.after}::uuid is null or d.id > ${page.after}::uuid)
        order by d.id limit ${page.count}::int`,
  );
}

/** The first rejects of each delivery, read together. */
export async function firstRejectsOf(
  queries: Queries,
  deliveries: readonly string[],
  first: number,
): Promise<RejectRow[][]> {
  const rows = await queries.rows<RejectRow & { delivery_id: string }>(
    'deliveries.first-rejects',
    sql`select r.delivery_id, r.row, r.field, r.code, r.reason
        from unnest(${list(deliveries)}::text::uuid[]) as wanted (id)
        cross join lateral (
          select * from rejects where delivery_id = wanted.id order by row, position
          limit ${first}::int) r`,
  );
  const found = new Map<string, RejectRow[]>();
  for (const { delivery_id, ...reject } of rows) {
    found.set(delivery_id, [...(found.get(delivery_id) ?? []), reject]);
  }
  return deliveries.map((id) => found.get(id) ?? []);
}

/** All rejects of a delivery after a place, a page at a time, in the file's order. */
export function rejectsAfter(
  queries: Queries,
  delivery: string,
  after: { readonly row: number; readonly position: number },
  count: number,
): Promise<(RejectRow & { position: number })[]> {
  return queries.rows(
    'deliveries.rejects-after',
    sql`select row, position, field, code, reason from rejects
        where delivery_id = ${delivery}::uuid
          and (row, position) > (${after.row}::int, ${after.position}::int)
        order by row, position limit ${count}::int`,
  );
}
