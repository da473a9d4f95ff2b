import { join, list, type Queries, type Sql, sql } from '../db/database.ts';

/** By what an identity that no source tells of any more is known to have been the person's. */
const SAME_KEY: readonly Sql[] = [
  sql`nhs_number = own.nhs_number`,
  sql`nino = own.nino`,
  sql`local_id = own.local_id and source = own.source and namespace = own.namespace`,
];

/**
 * The identities whose restrictions are the person's: all of theirs, and those that no source tells
 * of any more but that had a key of theirs, for a restriction outlives the file that named them.
 * Whether any source tells of one is asked last: by an index it would be read of all that are gone.
 */
function identitiesOf(personId: Sql): Sql {
  const gone = SAME_KEY.map(
    (same) => sql`select gone.id from identity_keys own cross join lateral (
        select id, person_id from identity_keys where ${same} offset 0) gone
      where own.person_id = ${personId} and gone.person_id is null`,
  );
  return sql`select own.id from identity_keys own where own.person_id = ${personId}
    union all ${join(gone, ' union all ')}`;
}

/**
 * As one value, whether the record of the person of that id is restricted now. Asks of nobody where
 * no record is; else of each identity by itself, whatever the planner believes of the table.
 */
export function isRestricted(personId: Sql): Sql {
  return sql`(exists (select from record_restrictions where ended_at is null)
    and exists (select from (${identitiesOf(personId)}) told cross join lateral (
      select ended_at from record_restrictions where identity_id = told.id offset 0) kept
    where kept.ended_at is null))`;
}

export async function isRestrictedPerson(queries: Queries, personId: string): Promise<boolean> {
  const found = await queries.rows<{ restricted: boolean }>(
    'people.is-restricted',
    sql`select ${isRestricted(sql`${personId}::uuid`)} as restricted`,
  );
  return found.some(({ restricted }) => restricted);
}

/** A restriction that stands, with its reason in words. */
export interface Restriction {
  readonly id: string;
  readonly reason: string;
}

export async function restrictionsOf(queries: Queries, personId: string): Promise<Restriction[]> {
  return queries.rows<Restriction>(
    'people.restrictions-of-person',
    sql`select distinct kept.id, kept.reason
        from (${identitiesOf(sql`${personId}::uuid`)}) told
        join record_restrictions kept on kept.identity_id = told.id
        where kept.ended_at is null order by kept.id`,
  );
}

export interface NewRestriction {
  readonly identityId: string;
  readonly reason: string;
  readonly recordedBy: string;
}

export async function keepRestriction(queries: Queries, said: NewRestriction): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'people.keep-restriction',
    sql`insert into record_restrictions (identity_id, reason, recorded_by)
        values (${said.identityId}::uuid, ${said.reason}, ${said.recordedBy})
        returning id`,
  );
  return (row as { id: string }).id;
}

/** Ends restrictions from this moment on. */
export async function markRestrictionsEnded(
  queries: Queries,
  ids: readonly string[],
  by: string,
): Promise<void> {
  await queries.rows(
    'people.end-restrictions',
    sql`update record_restrictions set ended_at = now(), ended_by = ${by}
        where id = any(${list(ids)}::text::uuid[]) and ended_at is null`,
  );
}
