import { list, type Queries, records, type Sql, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Gateway, SharingSector } from './gateways.ts';
import type { WishKind } from './sharing.ts';

/** Adds or renews gateways from reference data; gives how many are new or have changed. */
export async function keepGateways(
  queries: Queries,
  gateways: readonly Gateway[],
): Promise<number> {
  const rows = gateways.map((each) => ({
    of_sector: each.ofSector,
    source: each.source,
    to_sector: each.toSector,
    basis: each.basis,
    regulation: each.regulation,
    purpose: each.purpose,
    first_day: each.firstDay,
    until_day: each.untilDay,
  }));
  const changed = await queries.rows(
    'access.keep-gateways',
    sql`insert into sharing_gateways as kept (of_sector, source, to_sector, basis, regulation,
          purpose, first_day, until_day)
        select of_sector, source, to_sector, basis, regulation, purpose, first_day, until_day
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (of_sector text,
          source text, to_sector text, basis text, regulation text, purpose text,
          first_day date, until_day date)
        on conflict (of_sector, source, to_sector, basis, first_day) do update
          set regulation = excluded.regulation, purpose = excluded.purpose,
            until_day = excluded.until_day, recorded_at = now()
          where (kept.regulation, kept.purpose, kept.until_day)
            is distinct from (excluded.regulation, excluded.purpose, excluded.until_day)
        returning id`,
  );
  return changed.length;
}

/** As one JSON value, the gateways in force on a day; null where there is none. */
export function gatewaysJson(today: PlainDate): Sql {
  return sql`(select json_agg(json_build_object('ofSector', g.of_sector, 'source', g.source,
      'toSector', g.to_sector))
    from sharing_gateways g
    where g.first_day <= ${today}::date and (g.until_day is null or g.until_day > ${today}::date))`;
}

/**
 * The identities whose wishes are the person's: their own, and those that no source tells of any
 * more but that had their NHS number, for what somebody said outlives the file that named them.
 * These are looked up by the number: a file taken back may leave many that no source tells of.
 */
export const speakingFor = (isPerson: Sql): Sql => sql`(
  select own.id, own.person_id from identities own where own.person_id ${isPerson}
  union
  select gone.id, own.person_id from identities own
  cross join lateral (
    select id from identities where nhs_number = own.nhs_number and person_id is null offset 0) gone
  where own.person_id ${isPerson})`;

/** As one JSON value, what the person of that id wishes on a day; null where they said nothing. */
export function wishesJson(personId: Sql, today: PlainDate): Sql {
  return sql`(select json_agg(json_build_object('kind', w.kind, 'stream', w.stream,
      'ofSector', s.sector, 'toSector', w.to_sector))
    from ${speakingFor(sql`= ${personId}`)} told
    join personal_wishes w on w.identity_id = told.id
    left join streams s on s.code = w.stream
    where w.ended_at is null
      and w.first_day <= ${today}::date and (w.until_day is null or w.until_day > ${today}::date))`;
}

/** Who may give a person's agreement or objection. */
export const GIVERS = ['self', 'attorney', 'deputy', 'appointee'] as const;
export type GivenBy = (typeof GIVERS)[number];

export interface NewWish {
  readonly identityId: string;
  readonly kind: WishKind;
  readonly stream: string | null;
  readonly toSector: SharingSector | null;
  readonly purpose: string;
  readonly givenBy: GivenBy;
  readonly evidence: string;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
  readonly recordedBy: string;
}

/** A wish as it was recorded, with its stream in full. */
export interface RecordedWish extends Omit<NewWish, 'stream' | 'identityId' | 'recordedBy'> {
  readonly id: string;
  readonly personId: string;
  readonly stream: (NamedStream & { readonly sector: SharingSector }) | null;
  readonly recordedAt: Date;
  /** When it was taken back; null while it stands. */
  readonly endedAt: Date | null;
}

interface NamedStream {
  readonly code: string;
  readonly name: string;
  readonly nature: string;
}

interface WishRow {
  id: string;
  person_id: string;
  kind: WishKind;
  stream: RecordedWish['stream'];
  to_sector: SharingSector | null;
  purpose: string;
  given_by: GivenBy;
  evidence: string;
  first_day: PlainDate;
  until_day: PlainDate | null;
  recorded_at: Date;
  ended_at: Date | null;
}

const wish = (row: WishRow): RecordedWish => ({
  id: row.id,
  personId: row.person_id,
  kind: row.kind,
  stream: row.stream,
  toSector: row.to_sector,
  purpose: row.purpose,
  givenBy: row.given_by,
  evidence: row.evidence,
  firstDay: row.first_day,
  untilDay: row.until_day,
  recordedAt: row.recorded_at,
  endedAt: row.ended_at,
});

const SAID = sql`w.id, w.kind, w.to_sector, w.purpose, w.given_by, w.evidence, w.first_day,
  w.until_day, w.recorded_at, w.ended_at,
  case when s.code is not null then json_build_object('code', s.code, 'name', s.name,
    'sector', s.sector, 'nature', s.nature) end as stream`;

/** Everything that people have said, those taken back too, in the order in which it was recorded. */
export async function wishesOfPeople(
  queries: Queries,
  personIds: readonly string[],
): Promise<RecordedWish[]> {
  const rows = await queries.rows<WishRow>(
    'access.wishes-of-people',
    sql`select ${SAID}, told.person_id
        from ${speakingFor(sql`= any(${list(personIds)}::text::uuid[])`)} told
        join personal_wishes w on w.identity_id = told.id
        left join streams s on s.code = w.stream
        order by w.recorded_at, w.id`,
  );
  return rows.map(wish);
}

/** A wish of somebody who is known now. */
export async function findWish(queries: Queries, id: string): Promise<RecordedWish | undefined> {
  const [row] = await queries.rows<WishRow>(
    'access.find-wish',
    sql`select ${SAID}, coalesce(i.person_id, (
          select live.person_id from identities live
          where live.nhs_number = i.nhs_number and live.person_id is not null limit 1)) as person_id
        from personal_wishes w join identities i on i.id = w.identity_id
        left join streams s on s.code = w.stream
        where w.id = ${id}::uuid`,
  );
  return row?.person_id ? wish(row) : undefined;
}

/** Whether a stream has that code. */
export async function isStream(queries: Queries, code: string): Promise<boolean> {
  const found = await queries.rows(
    'access.is-stream',
    sql`select code from streams where code = ${code}`,
  );
  return found.length > 0;
}

export async function keepWish(queries: Queries, said: NewWish): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'access.keep-wish',
    sql`insert into personal_wishes (identity_id, kind, stream, to_sector, purpose, given_by,
          evidence, first_day, until_day, recorded_by)
        values (${said.identityId}::uuid, ${said.kind}, ${said.stream}, ${said.toSector},
          ${said.purpose}, ${said.givenBy}, ${said.evidence}, ${said.firstDay}::date,
          ${said.untilDay}::date, ${said.recordedBy})
        returning id`,
  );
  return (row as { id: string }).id;
}

/** Takes wishes back from this moment on. */
export async function markEnded(
  queries: Queries,
  ids: readonly string[],
  by: string,
): Promise<void> {
  await queries.rows(
    'access.end-wishes',
    sql`update personal_wishes set ended_at = now(), ended_by = ${by}
        where id = any(${list(ids)}::text::uuid[]) and ended_at is null`,
  );
}
