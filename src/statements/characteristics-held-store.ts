import { list, type Queries, sql } from '../db/database.ts';

/** What a row of a file said of the person, kept for totals of everybody alone. */
export interface HeldCharacteristic {
  readonly deliveryId: string;
  readonly row: number;
  readonly kind: string;
  readonly code: string;
  /** False where the file was taken back or another stands in its place. */
  readonly stands: boolean;
}

/** In the order of the kinds, the latest day that is spoken for first. */
export function characteristicsHeld(
  queries: Queries,
  ids: readonly string[],
): Promise<HeldCharacteristic[]> {
  return queries.rows<HeldCharacteristic>(
    'statements.characteristics-held',
    sql`select s.delivery_id as "deliveryId", c.row, c.kind, c.code,
          exists (select from submission_windows w
            where w.submission_id = s.id and w.known_until is null) as stands
        from characteristics c join submissions s on s.id = c.submission_id
        join deliveries d on d.id = s.delivery_id
        where c.identity_id = any(${list(ids)}::text::uuid[]) and d.status <> 'STAGING'
        order by c.kind, s.as_of desc, d.received_at desc, s.id, c.row`,
  );
}
