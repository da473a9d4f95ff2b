import { list, type Queries, sql } from '../db/database.ts';
import { type Pence, pence } from '../values/money.ts';
import type { HeldNeed } from './held-needs.ts';

interface Row extends Omit<HeldNeed, 'assessed' | 'unmet'> {
  readonly assessed: bigint | null;
  readonly unmet: bigint | null;
}

const orNone = (amount: bigint | null): Pence | null => (amount === null ? null : pence(amount));

/** The identities' needs that were recorded as not met. */
export async function needsHeld(queries: Queries, ids: readonly string[]): Promise<HeldNeed[]> {
  const rows = await queries.rows<Row>(
    'statements.needs-held',
    sql`select n.id, n.identity_id as "identityId", n.outcome, n.need, n.stream,
          n.assessed_pence as assessed, n.unmet_pence as unmet, n.per, n.reason,
          n.reason_words as "reasonWords", n.first_day as "firstDay", n.organisation,
          n.recorded_by as "recordedBy", n.recorded_at as "recordedAt", e.reason as "endReason",
          e.ended_on as "endedOn", e.recorded_by as "endedBy", e.recorded_at as "endedAt"
        from unmet_needs n left join unmet_need_ends e on e.need_id = n.id
        where n.identity_id = any(${list(ids)}::text::uuid[]) order by n.ordinal`,
  );
  return rows.map((row) => ({
    ...row,
    assessed: orNone(row.assessed),
    unmet: orNone(row.unmet),
  }));
}
