import { list, type Queries, type Sql, sql } from '../db/database.ts';
import { type Pence, pence } from '../values/money.ts';
import type { HeldAwardEnd, HeldRecordedAward, HeldTold } from './recorded-held.ts';

type Ids = readonly string[];
const uuids = (ids: Ids): Sql => sql`any(${list(ids)}::text::uuid[])`;

/** Who recorded which of the identities' awards, and on what. */
export function recordedAwardsHeld(queries: Queries, ids: Ids): Promise<HeldRecordedAward[]> {
  return queries.rows<HeldRecordedAward>(
    'statements.recorded-awards-held',
    sql`select award_id as id, evidence, recorded_by as "recordedBy", recorded_as as "recordedAs",
          recorded_at as "recordedAt"
        from recorded_awards where identity_id = ${uuids(ids)} order by recorded_at, award_id`,
  );
}

/** What was recorded of their ends, also where a later one holds. */
export function awardEndsHeld(queries: Queries, ids: Ids): Promise<HeldAwardEnd[]> {
  return queries.rows<HeldAwardEnd>(
    'statements.award-ends-held',
    sql`select id, award_id as "awardId", until_day as "untilDay", reason, evidence,
          recorded_by as "recordedBy", recorded_at as "recordedAt"
        from award_ends where identity_id = ${uuids(ids)} order by ordinal`,
  );
}

/** What they were told of their money. */
export async function toldHeld(queries: Queries, ids: Ids): Promise<HeldTold[]> {
  const rows = await queries.rows<Omit<HeldTold, 'amount'> & { readonly amount: bigint }>(
    'statements.told-held',
    sql`select id, identity_id as "identityId", stream, year, amount_pence as amount,
          told_on as "toldOn", how, told_by as "toldBy", evidence, organisation,
          recorded_by as "recordedBy", recorded_at as "recordedAt"
        from told_amounts where identity_id = ${uuids(ids)} order by ordinal`,
  );
  return rows.map((row) => ({ ...row, amount: pence(row.amount) as Pence }));
}
