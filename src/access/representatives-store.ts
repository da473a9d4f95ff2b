import { list, type Queries, type Sql, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** By which power somebody acts for a person. */
export const REPRESENTATIVE_KINDS = [
  'nominee',
  'authorised-person',
  'suitable-person',
  'attorney-money',
  'attorney-welfare',
  'deputy',
  'appointee',
  'advocate',
  'personal-representative',
] as const;
export type RepresentativeKind = (typeof REPRESENTATIVE_KINDS)[number];

/**
 * Powers that a person's death ends: attorneys and deputies (Mental Capacity Act 2005), nominees,
 * and appointees (Social Security (Claims and Payments) Regulations 1987, regulation 33).
 */
const ENDED_BY_DEATH: readonly RepresentativeKind[] = [
  'nominee',
  'attorney-money',
  'attorney-welfare',
  'deputy',
  'appointee',
];

/** The one that a death begins: an executor or administrator. */
const BEGUN_BY_DEATH: RepresentativeKind = 'personal-representative';

export interface NewRepresentative {
  readonly identityId: string;
  readonly subject: string;
  /** What the person calls them; null where nobody said. */
  readonly name: string | null;
  readonly kind: RepresentativeKind;
  readonly evidence: string;
  /** Codes of streams, sorted; null for every stream. */
  readonly streams: readonly string[] | null;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
  readonly recordedBy: string;
}

export interface NamedStream {
  readonly code: string;
  readonly name: string;
  readonly sector: string;
  readonly nature: string;
}

/** A grant as it was recorded, with its streams in full. */
export interface Representative
  extends Omit<NewRepresentative, 'identityId' | 'streams' | 'recordedBy'> {
  readonly id: string;
  readonly personId: string;
  /** Null for every stream. */
  readonly streams: readonly NamedStream[] | null;
  readonly recordedAt: Date;
  /** When the person suspended it; null while they have not. */
  readonly suspendedAt: Date | null;
  readonly endedAt: Date | null;
}

/**
 * Whose grant it is: the person of its identity or, where no source tells of that identity any
 * more, of another with its NHS number, for a grant outlives the file that named the person.
 */
const PERSON_OF_GRANT = sql`coalesce(i.person_id, (
  select live.person_id from identity_keys live
  where live.nhs_number = i.nhs_number and live.person_id is not null limit 1))`;

/** The grants that let a subject see people on a day; a suspended or ended one lets them see no more. */
function inForce(subject: string, today: PlainDate): Sql {
  return sql`(select granted.person_id, granted.streams
    from (select r.kind, r.streams, ${PERSON_OF_GRANT} as person_id
      from representatives r join identity_keys i on i.id = r.identity_id
      where r.subject = ${subject} and r.suspended_at is null and r.ended_at is null
        and r.first_day <= ${today}::date
        and (r.until_day is null or r.until_day > ${today}::date)) granted
    cross join lateral (select exists (select from identity_keys died
        where died.person_id = granted.person_id and died.death_date is not null) as dead) life
    where granted.person_id is not null
      and (not life.dead or granted.kind <> all(${list(ENDED_BY_DEATH)}::text::text[]))
      and (life.dead or granted.kind <> ${BEGUN_BY_DEATH}))`;
}

/** The ids of the people whom the subject represents on a day, as a query. */
export function representedPeople(subject: string, today: PlainDate): Sql {
  return sql`select person_id from ${inForce(subject, today)} represented`;
}

/** As one JSON value, the streams of each grant for the person of that id; null is every stream. */
export function grantsJson(personId: Sql, subject: string, today: PlainDate): Sql {
  return sql`(select json_agg(represented.streams) from ${inForce(subject, today)} represented
    where represented.person_id = ${personId})`;
}

interface RepresentativeRow {
  id: string;
  person_id: string;
  subject: string;
  name: string | null;
  kind: RepresentativeKind;
  evidence: string;
  streams: NamedStream[] | null;
  first_day: PlainDate;
  until_day: PlainDate | null;
  recorded_at: Date;
  suspended_at: Date | null;
  ended_at: Date | null;
}

const representative = (row: RepresentativeRow): Representative => ({
  id: row.id,
  personId: row.person_id,
  subject: row.subject,
  name: row.name,
  kind: row.kind,
  evidence: row.evidence,
  streams: row.streams,
  firstDay: row.first_day,
  untilDay: row.until_day,
  recordedAt: row.recorded_at,
  suspendedAt: row.suspended_at,
  endedAt: row.ended_at,
});

const TOLD = sql`select r.id, r.subject, r.name, r.kind, r.evidence, r.first_day, r.until_day,
    r.recorded_at, r.suspended_at, r.ended_at, ${PERSON_OF_GRANT} as person_id,
    case when r.streams is not null then (
      select coalesce(json_agg(json_build_object('code', s.code, 'name', s.name,
        'sector', s.sector, 'nature', s.nature) order by s.code), '[]'::json)
      from streams s where jsonb_exists(r.streams, s.code)) end as streams
  from representatives r join identity_keys i on i.id = r.identity_id`;

/** Everybody who acts or has acted for a person, in the order in which it was recorded. */
export async function representativesOf(
  queries: Queries,
  personId: string,
): Promise<Representative[]> {
  const rows = await queries.rows<RepresentativeRow>(
    'access.representatives-of-person',
    sql`select * from (${TOLD}) told where told.person_id = ${personId}::uuid
        order by told.recorded_at, told.id`,
  );
  return rows.map(representative);
}

/** A grant for somebody who is known now. */
export async function findRepresentative(
  queries: Queries,
  id: string,
): Promise<Representative | undefined> {
  const [row] = await queries.rows<RepresentativeRow>(
    'access.find-representative',
    sql`${TOLD} where r.id = ${id}::uuid`,
  );
  return row?.person_id ? representative(row) : undefined;
}

/** Those of the codes that are no stream's. */
export async function unknownStreams(
  queries: Queries,
  codes: readonly string[],
): Promise<string[]> {
  const rows = await queries.rows<{ code: string }>(
    'access.unknown-streams',
    sql`select wanted.code from unnest(${list(codes)}::text::text[]) as wanted (code)
        where not exists (select from streams s where s.code = wanted.code)`,
  );
  return rows.map(({ code }) => code);
}

export async function keepRepresentative(
  queries: Queries,
  said: NewRepresentative,
): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'access.keep-representative',
    sql`insert into representatives (identity_id, subject, name, kind, evidence, streams, first_day,
          until_day, recorded_by)
        values (${said.identityId}::uuid, ${said.subject}, ${said.name}, ${said.kind}, ${said.evidence},
          ${said.streams && JSON.stringify(said.streams)}::text::jsonb, ${said.firstDay}::date,
          ${said.untilDay}::date, ${said.recordedBy})
        returning id`,
  );
  return (row as { id: string }).id;
}

/** Ends grants from this moment on. */
export async function markRepresentativesEnded(
  queries: Queries,
  ids: readonly string[],
  by: string,
): Promise<void> {
  await queries.rows(
    'access.end-representatives',
    sql`update representatives set ended_at = now(), ended_by = ${by}
        where id = any(${list(ids)}::text::uuid[]) and ended_at is null`,
  );
}

/** Suspends a grant from this moment on. */
export async function markSuspended(queries: Queries, id: string): Promise<void> {
  await queries.rows(
    'access.suspend-representative',
    sql`update representatives set suspended_at = now()
        where id = ${id}::uuid and suspended_at is null and ended_at is null`,
  );
}
