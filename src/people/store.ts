import { list, type Queries, records, sql } from '../db/database.ts';
import { fingerprintOf, type IdentityDraft } from './identity.ts';
import type { Joinable } from './joining.ts';

/** Keeps the identities and notes that this delivery (not yet live) described them. */
export async function noteIdentities(
  queries: Queries,
  seenIn: string,
  drafts: readonly IdentityDraft[],
): Promise<Map<string, string>> {
  const byFingerprint = new Map(drafts.map((draft) => [fingerprintOf(draft), draft]));
  const rows = [...byFingerprint].map(([fingerprint, draft]) => ({
    fingerprint,
    source: draft.source,
    namespace: draft.namespace,
    local_id: draft.localId,
    nhs_number: draft.nhsNumber,
    nino: draft.nino,
    surname: draft.surname,
    given_names: draft.givenNames,
    birth_date: draft.birthDate,
    death_date: draft.deathDate,
    postcode: draft.postcode,
  }));
  await queries.rows(
    'people.note-identities',
    sql`insert into identities (fingerprint, source, namespace, local_id, nhs_number, nino, surname,
          given_names, birth_date, death_date, postcode)
        select fingerprint, source, namespace, local_id, nhs_number, nino, surname, given_names,
          birth_date, death_date, postcode
        from jsonb_to_recordset(${records(rows)}::jsonb) as said (fingerprint text, source text,
          namespace text, local_id text, nhs_number text, nino text, surname text,
          given_names text, birth_date date, death_date date, postcode text)
        on conflict (fingerprint) do nothing`,
  );
  const seen = await queries.rows<{ id: string; fingerprint: string }>(
    'people.note-sightings',
    sql`with said as (
          select id, fingerprint from identities
          where fingerprint = any(${list([...byFingerprint.keys()])}::text::text[])
        ), noted as (
          insert into sightings (identity_id, seen_in) select id, ${seenIn}::uuid from said
          on conflict do nothing
        )
        select id, fingerprint from said`,
  );
  return new Map(seen.map((row) => [row.fingerprint, row.id]));
}

/** Makes what a delivery or link said of people count, or count no longer. */
export async function setLive(queries: Queries, seenIn: string, live: boolean): Promise<void> {
  await queries.rows(
    'people.set-live',
    sql`update sightings set live = ${live} where seen_in = ${seenIn}::uuid and live <> ${live}`,
  );
}

export async function forgetSightings(queries: Queries, seenIn: string): Promise<void> {
  await queries.rows(
    'people.forget-sightings',
    sql`delete from sightings where seen_in = ${seenIn}::uuid`,
  );
}

interface JoinableRow {
  id: string;
  ordinal: bigint;
  nhs_number: string | null;
  nino: string | null;
  source: string;
  namespace: string;
  local_id: string | null;
  person_id: string | null;
  live: boolean;
}

export interface StoredJoinable extends Joinable {
  readonly personId: string | null;
  readonly live: boolean;
}

const joinable = (row: JoinableRow): StoredJoinable => ({
  id: row.id,
  ordinal: row.ordinal,
  nhsNumber: row.nhs_number,
  nino: row.nino,
  source: row.source,
  namespace: row.namespace,
  localId: row.local_id,
  personId: row.person_id,
  live: row.live,
});

/** A page of the identities that a delivery or link described, in the order of their ids. */
export async function identitiesSeenIn(
  queries: Queries,
  seenIn: string,
  after: string | null,
  count: number,
): Promise<string[]> {
  const rows = await queries.rows<{ identity_id: string }>(
    'people.identities-seen-in',
    sql`select identity_id from sightings
        where seen_in = ${seenIn}::uuid and (${after}::uuid is null or identity_id > ${after}::uuid)
        order by identity_id limit ${count}::int`,
  );
  return rows.map((row) => row.identity_id);
}

/** The given identities and every other that shares a key with one of them, or its person. */
export async function neighboursOf(
  queries: Queries,
  ids: readonly string[],
): Promise<StoredJoinable[]> {
  const rows = await queries.rows<JoinableRow>(
    'people.neighbours',
    sql`with given as (
          select id, nhs_number, nino, source, namespace, local_id, person_id from identities
          where id = any(${list(ids)}::text::uuid[])
        ), near as (
          select id from given
          union select i.id from identities i join given g on i.nhs_number = g.nhs_number
          union select i.id from identities i join given g on i.nino = g.nino
          union select i.id from identities i join given g
            on i.local_id = g.local_id and i.source = g.source and i.namespace = g.namespace
          union select i.id from identities i join given g on i.person_id = g.person_id
        )
        select i.id, i.ordinal, i.nhs_number, i.nino, i.source, i.namespace, i.local_id, i.person_id,
          exists (select 1 from sightings s where s.identity_id = i.id and s.live) as live
        from near join identities i on i.id = near.id`,
  );
  return rows.map(joinable);
}

/** Writes whose person each identity is; null takes it out of every person. */
export async function setPeople(
  queries: Queries,
  changes: readonly { id: string; personId: string | null }[],
): Promise<void> {
  await queries.rows(
    'people.set-people',
    sql`update identities i set person_id = said.person_id
        from jsonb_to_recordset(${records(changes.map(({ id, personId }) => ({ id, person_id: personId })))}::jsonb)
          as said (id uuid, person_id uuid)
        where i.id = said.id`,
  );
}
