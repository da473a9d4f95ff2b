import { list, type Queries, records, sql, type Transaction } from '../db/database.ts';
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
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (fingerprint text, source text,
          namespace text, local_id text, nhs_number text, nino text, surname text,
          given_names text, birth_date date, death_date date, postcode text)
        on conflict (fingerprint) do nothing`,
  );
  const seen = await queries.rows<{ id: string; fingerprint: string }>(
    'people.note-sightings',
    // The lateral joins here and below keep to an index look-up for each row, whatever the
    // planner believes of tables that have just been filled.
    sql`with said as materialized (
          select known.id, known.fingerprint
          from unnest(${list([...byFingerprint.keys()])}::text::text[]) as wanted (fingerprint)
          cross join lateral (
            select id, fingerprint from identities i where i.fingerprint = wanted.fingerprint
            limit 1) known
        ), noted as (
          insert into sightings (identity_id, seen_in) select id, ${seenIn}::uuid from said
          on conflict do nothing
        )
        select id, fingerprint from said`,
  );
  return new Map(seen.map((row) => [row.fingerprint, row.id]));
}

/**
 * Waits until every other transaction that settles who is who, or who speaks for which days, has
 * ended: each must see what the one before it settled. First in its transaction, held to its end.
 */
export async function waitToSettle(tx: Transaction): Promise<void> {
  await tx.rows(
    'people.wait-to-settle',
    sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ':settle', 0))::text`,
  );
}

/** Makes what a delivery or link said of people count, or count no longer. */
export async function setLive(queries: Queries, seenIn: string, live: boolean): Promise<void> {
  await queries.rows(
    'people.set-live',
    sql`update sightings set live = ${live} where seen_in = ${seenIn}::uuid and live <> ${live}`,
  );
}

/** Forgets what a delivery that never counted said of people, and whom nobody else has described. */
export async function forgetSightings(queries: Queries, seenIn: string): Promise<void> {
  await queries.rows(
    'people.forget-sightings',
    sql`with gone as (delete from sightings where seen_in = ${seenIn}::uuid returning identity_id)
        delete from identities i using gone
        where i.id = gone.identity_id and not exists (
          select 1 from sightings s where s.identity_id = i.id and s.seen_in <> ${seenIn}::uuid)`,
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

/**
 * The identities that a delivery or link alone describes: with it they begin to count, and without
 * it they end. Those of one key stand together.
 */
export async function identitiesOnlySeenIn(queries: Queries, seenIn: string): Promise<string[]> {
  const rows = await queries.rows<{ id: string }>(
    'people.identities-only-seen-in',
    sql`select i.id from sightings s join identities i on i.id = s.identity_id
        where s.seen_in = ${seenIn}::uuid and not exists (
          select 1 from sightings other
          where other.identity_id = s.identity_id and other.live and other.seen_in <> s.seen_in)
        order by coalesce(i.nhs_number, i.nino, i.local_id), i.id`,
  );
  return rows.map((row) => row.id);
}

/** The given identities and every other that shares a key with one of them, its person, or a linked pair. */
export async function neighboursOf(
  queries: Queries,
  ids: readonly string[],
): Promise<StoredJoinable[]> {
  const rows = await queries.rows<JoinableRow>(
    'people.neighbours',
    sql`with given as materialized (
          select i.* from unnest(${list(ids)}::text::uuid[]) as wanted (id)
          cross join lateral (select id, nhs_number, nino, source, namespace, local_id, person_id
            from identities where id = wanted.id limit 1) i
        ), near as materialized (
          select id from given
          union select i.id from given g cross join lateral (
            select id from identities where nhs_number = g.nhs_number offset 0) i
          union select i.id from given g cross join lateral (
            select id from identities where nino = g.nino offset 0) i
          union select i.id from given g cross join lateral (
            select id from identities where local_id = g.local_id and source = g.source
              and namespace = g.namespace offset 0) i
          union select i.id from given g cross join lateral (
            select id from identities where person_id = g.person_id offset 0) i
          union select p.right_id from given g cross join lateral (
            select right_id, decision, evidence from match_pairs where left_id = g.id offset 0) p
            where p.decision = 'LINK'
              or (p.decision is null and (p.evidence ->> 'automatic')::boolean)
          union select p.left_id from given g cross join lateral (
            select left_id, decision, evidence from match_pairs where right_id = g.id offset 0) p
            where p.decision = 'LINK'
              or (p.decision is null and (p.evidence ->> 'automatic')::boolean)
        )
        select i.id, i.ordinal, i.nhs_number, i.nino, i.source, i.namespace, i.local_id, i.person_id,
          seen.live
        from near
        cross join lateral (select * from identities where id = near.id limit 1) i
        cross join lateral (
          select exists (select 1 from sightings where identity_id = near.id and live) as live) seen`,
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
        from jsonb_to_recordset(${records(changes.map(({ id, personId }) => ({ id, person_id: personId })))}::text::jsonb)
          as said (id uuid, person_id uuid)
        where i.id = said.id`,
  );
}
