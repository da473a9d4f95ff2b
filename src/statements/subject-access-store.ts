import { OPENED_BECAUSE } from '../audit/read.ts';
import { list, type Queries, type Sql, sql } from '../db/database.ts';
import type { PersonKey } from '../people/visible.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type {
  HeldAllocation,
  HeldComparison,
  HeldDelivery,
  HeldEvent,
  HeldIdentity,
  HeldLink,
  HeldOpening,
  HeldRelationship,
} from './held.ts';

/** Who is asked about: a person known now, or a key by which nothing is told any more. */
export interface Asked {
  readonly personId: string | null;
  readonly key: PersonKey;
}

type Ids = readonly string[];
const uuids = (ids: Ids): Sql => sql`any(${list(ids)}::text::uuid[])`;

function keyed(key: PersonKey): Sql {
  if ('nhsNumber' in key) return sql`nhs_number = ${key.nhsNumber}`;
  if ('nino' in key) return sql`nino = ${key.nino}`;
  return sql`id = ${key.id}::uuid`;
}

/** Two identities with a NINO or a local id in common. */
const SAME_KEY = sql`(o.nino = i.nino
  or (o.local_id = i.local_id and o.source = i.source and o.namespace = i.namespace))`;

/**
 * Every way in which the person is or has been described: by the identities that are theirs, and by
 * those taken back that carry their NHS number, or carry none but a NINO or local id of theirs that
 * never stood beside another's NHS number. A load under way counts for nothing yet.
 */
export function identitiesHeld(
  queries: Queries,
  { personId, key }: Asked,
): Promise<HeldIdentity[]> {
  const mine = personId
    ? sql`person_id = ${personId}::uuid`
    : sql`person_id is null and ${keyed(key)}`;
  return queries.rows<HeldIdentity>(
    'statements.identities-held',
    sql`with mine as materialized (select * from identities where ${mine}),
        near as (
          select id from mine
          union select g.id from mine m cross join lateral (
            select id from identities where nhs_number = m.nhs_number and person_id is null
            offset 0) g
          union select g.id from mine m cross join lateral (
            select id from identities where nino = m.nino and nhs_number is null
              and person_id is null offset 0) g
          union select g.id from mine m cross join lateral (
            select id from identities where local_id = m.local_id and source = m.source
              and namespace = m.namespace and nhs_number is null and person_id is null offset 0) g
        ), judged as (
          select i.*,
            i.person_id is null and exists (select from identities o
              where o.person_id is not null and o.person_id is distinct from ${personId}::uuid
                and (o.nhs_number = i.nhs_number or ${SAME_KEY})) as doubtful,
            i.person_id is null and i.nhs_number is null and exists (select from identities o
              where ${SAME_KEY} and o.nhs_number is not null
                and not exists (select from mine m where m.nhs_number = o.nhs_number)) as beside
          from near join identities i on i.id = near.id
          where exists (select from sightings s where s.identity_id = i.id
            and not exists (select from deliveries d where d.id = s.seen_in and d.status = 'STAGING'))
        )
        select id, person_id is not null as "isLive", doubtful as "isDoubtful", source, namespace,
          local_id as "localId", nhs_number as "nhsNumber", nino, surname,
          given_names as "givenNames", birth_date as "birthDate", death_date as "deathDate",
          postcode, recorded_at as "recordedAt"
        from judged where not beside and not (doubtful and nhs_number is null) order by ordinal`,
  );
}

/** The deliveries that told of any of the identities, in the order in which they came. */
export function deliveriesHeld(queries: Queries, ids: Ids): Promise<HeldDelivery[]> {
  return queries.rows<HeldDelivery>(
    'statements.deliveries-held',
    sql`select d.id, d.adapter, d.sender, d.basis, d.received_on as "receivedOn",
          d.received_at as "receivedAt", d.as_of as "asOf", d.status,
          d.withdrawn_at as "withdrawnAt", json_agg(s.identity_id) as "identityIds"
        from (select seen_in, identity_id from sightings
          union select t.delivery_id, a.identity_id
            from told_lines t join accounts a on a.id = t.account_id) s
        join deliveries d on d.id = s.seen_in
        where s.identity_id = ${uuids(ids)} and d.status <> 'STAGING'
        group by d.id order by d.received_at, d.id`,
  );
}

export function linksHeld(queries: Queries, ids: Ids): Promise<HeldLink[]> {
  return queries.rows<HeldLink>(
    'statements.links-held',
    sql`select l.id, s.identity_id as "identityId", l.evidence, l.made_by as "madeBy",
          l.made_at as "madeAt", l.undone_by as "undoneBy", l.undone_at as "undoneAt"
        from sightings s join recorded_links l on l.id = s.seen_in
        where s.identity_id = ${uuids(ids)} order by l.made_at, l.id`,
  );
}

/** Pairs of which both are among the identities: one of somebody else's is about them too. */
export function comparisonsHeld(queries: Queries, ids: Ids): Promise<HeldComparison[]> {
  return queries.rows<HeldComparison>(
    'statements.comparisons-held',
    sql`select id, left_id as "leftId", right_id as "rightId", weight::float8 as weight, evidence,
          model_version as "modelVersion", outcome, found_at as "foundAt", decision,
          decided_by as "decidedBy", decided_at as "decidedAt", reason
        from match_pairs
        where left_id = ${uuids(ids)} and right_id = ${uuids(ids)} order by found_at, id`,
  );
}

/** How many pairs of one of the identities and somebody else's wait for a decision. */
export async function questionsWaiting(queries: Queries, ids: Ids): Promise<number> {
  const [row] = await queries.rows<{ waiting: bigint }>(
    'statements.questions-waiting',
    sql`select count(*) as waiting
        from match_pairs p join identities l on l.id = p.left_id join identities r on r.id = p.right_id
        where (p.left_id = ${uuids(ids)} or p.right_id = ${uuids(ids)})
          and p.outcome = 'REVIEW' and p.decision is null and l.person_id <> r.person_id`,
  );
  return Number(row?.waiting ?? 0n);
}

export function relationshipsHeld(queries: Queries, ids: Ids): Promise<HeldRelationship[]> {
  return queries.rows<HeldRelationship>(
    'statements.relationships-held',
    sql`select subject, from_day as "fromDay", until_day as "untilDay", recorded_at as "recordedAt"
        from relationships where identity_id = ${uuids(ids)} order by recorded_at, subject`,
  );
}

export function allocationsHeld(queries: Queries, ids: Ids): Promise<HeldAllocation[]> {
  return queries.rows<HeldAllocation>(
    'statements.allocations-held',
    sql`select s.delivery_id as "deliveryId", a.row, a.subject, a.team, a.first_day as "firstDay",
          a.until_day as "untilDay", exists (select from submission_windows w
            where w.submission_id = s.id and w.known_until is null) as stands
        from allocations a join submissions s on s.id = a.submission_id
        where a.identity_id = ${uuids(ids)} order by a.first_day, a.subject, s.id, a.row`,
  );
}

/**
 * Records that workers opened, but for those behind an entry that the Caldicott Guardian holds back
 * from the list of who looked: the opening would tell of the look. A look stands under the id that
 * the person had then, which the note of the opening names.
 */
export function openingsHeld(queries: Queries, ids: Ids, today: PlainDate): Promise<HeldOpening[]> {
  return queries.rows<HeldOpening>(
    'statements.openings-held',
    sql`select o.id, o.subject, o.organisation, o.kind, o.reason, o.opened_at as "openedAt",
          o.until_at as "untilAt", o.reviewed_by as "reviewedBy", o.reviewed_at as "reviewedAt",
          o.review
        from openings o
        where o.identity_id = ${uuids(ids)} and not exists (
          select from read_holds h join reads r on r.id = h.read_id
          where h.until_day > ${today}::date and r.subject = o.subject
            and r.organisation is not distinct from o.organisation
            and r.reason = case o.kind when 'WORK' then ${OPENED_BECAUSE.WORK}
              else ${OPENED_BECAUSE.BREAK_GLASS} end
            and r.at >= o.opened_at and r.at < o.until_at
            and (r.person_id = ${uuids(ids)} or exists (select from audit_events e
              where e.details ->> 'opening' = o.id::text
                and e.details ->> 'person' = r.person_id::text)))
        order by o.opened_at, o.id`,
  );
}

/**
 * What was noted of changes that name one of the ids: a person's, or that of something recorded of
 * them. Of an opening, only where it is among those that are told.
 */
export function eventsHeld(queries: Queries, ids: Ids, openings: Ids): Promise<HeldEvent[]> {
  return queries.rows<HeldEvent>(
    'statements.events-held',
    sql`select e.at, e.actor, e.action, e.details ->> 'subject' as subject
        from audit_events e
        where exists (select from jsonb_path_query(e.details, '$.**') said
            where said #>> '{}' = any(${list(ids)}::text::text[]))
          and (e.details ->> 'opening' is null
            or e.details ->> 'opening' = any(${list(openings)}::text::text[]))
        order by e.id`,
  );
}
