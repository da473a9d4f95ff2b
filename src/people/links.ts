import { type Queries, sql } from '../db/database.ts';
import type { PersonKey } from './visible.ts';

/** Any live identity under a key, with its person; undefined when nobody is known by it. */
export async function findIdentity(
  queries: Queries,
  key: PersonKey,
): Promise<{ id: string; personId: string } | undefined> {
  const where =
    'nhsNumber' in key
      ? sql`nhs_number = ${key.nhsNumber}`
      : 'nino' in key
        ? sql`nino = ${key.nino}`
        : sql`id = ${key.id}::uuid`;
  const [row] = await queries.rows<{ id: string; person_id: string }>(
    'people.find-identity',
    sql`select id, person_id from identity_keys where ${where} and person_id is not null
        order by ordinal limit 1`,
  );
  return row && { id: row.id, personId: row.person_id };
}

/** NHS numbers that live identities carry beside the NINO. */
export async function nhsNumbersBeside(queries: Queries, nino: string): Promise<string[]> {
  const rows = await queries.rows<{ nhs_number: string }>(
    'people.nhs-numbers-beside',
    sql`select distinct nhs_number from identities
        where nino = ${nino} and nhs_number is not null and person_id is not null`,
  );
  return rows.map((row) => row.nhs_number);
}

/** NHS numbers that live identities carry beside a landlord's tenancy. */
export async function nhsNumbersOfTenancy(
  queries: Queries,
  landlord: string,
  tenancy: string,
): Promise<string[]> {
  const rows = await queries.rows<{ nhs_number: string }>(
    'people.nhs-numbers-of-tenancy',
    sql`select distinct nhs_number from identities
        where local_id = ${tenancy} and source = ${landlord} and namespace = 'tenancy'
          and nhs_number is not null and person_id is not null`,
  );
  return rows.map((row) => row.nhs_number);
}

/** The id of the link that stands for this identity, if one does. */
export async function findLink(queries: Queries, fingerprint: string): Promise<string | undefined> {
  const [row] = await queries.rows<{ id: string }>(
    'people.find-link',
    sql`select l.id from recorded_links l
        join sightings s on s.seen_in = l.id
        join identities i on i.id = s.identity_id
        where i.fingerprint = ${fingerprint} and l.undone_at is null`,
  );
  return row?.id;
}

export async function keepLink(
  queries: Queries,
  { evidence, madeBy }: { evidence: string; madeBy: string },
): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'people.keep-link',
    sql`insert into recorded_links (evidence, made_by) values (${evidence}, ${madeBy})
        returning id`,
  );
  return (row as { id: string }).id;
}

export async function undoLink(queries: Queries, id: string, by: string): Promise<void> {
  await queries.rows(
    'people.undo-link',
    sql`update recorded_links set undone_at = now(), undone_by = ${by} where id = ${id}::uuid`,
  );
}
