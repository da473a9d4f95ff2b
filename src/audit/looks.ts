import { reachOf, type Viewer } from '../access/viewer.ts';
import { list, type Queries, type Sql, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { OPENED_BECAUSE } from './read.ts';

/** One time that a person was looked at, as that person is told of it. */
export interface Look {
  readonly id: string;
  readonly at: Date;
  readonly role: string;
  /** Null where the reader acted for none. */
  readonly organisation: { readonly code: string; readonly name: string } | null;
  /** Codes of the streams that were looked at. */
  readonly streams: readonly string[];
  readonly reason: string;
}

interface LookRow {
  id: bigint;
  at: Date;
  role: string;
  organisation: string | null;
  organisation_name: string | null;
  streams: string[];
  reason: string;
}

/** Looks older than the one named, at most `count` of them. */
export interface LookPage {
  readonly after: string | null;
  readonly count: number;
}

/**
 * Who looked at a person, newest first, for that person alone; null for anybody else. Their own
 * looks are among them: one that was not theirs tells that somebody else can sign in as them. What
 * is held back is left out until its day. Reads stand under the id that the person had then, which
 * is the id of one of their identities still; also one that no source tells of any more, where it
 * carries their NHS number.
 */
export async function looksFor(
  queries: Queries,
  viewer: Viewer,
  person: { readonly id: string; readonly nhsNumber: string | null },
  page: LookPage,
  today: PlainDate,
): Promise<Look[] | null> {
  const own = viewer.nhsNumber !== null && viewer.nhsNumber === person.nhsNumber;
  if (!own || reachOf(viewer, 'read-person') !== 'self') return null;
  const whose = sql`select id from identity_keys where person_id = ${person.id}::uuid
    union select id from identity_keys
        where nhs_number = ${person.nhsNumber} and person_id is null`;
  return looksUnder(queries, whose, page, today);
}

/** The same for a copy of all that is held about a person, by the ids of their identities. */
export function looksAbout(
  queries: Queries,
  viewer: Viewer,
  identityIds: readonly string[],
  page: LookPage,
  today: PlainDate,
): Promise<Look[]> {
  if (reachOf(viewer, 'export-person') !== 'everyone') return Promise.resolve([]);
  const whose = sql`select unnest(${list(identityIds)}::text::uuid[]) as id`;
  return looksUnder(queries, whose, page, today);
}

async function looksUnder(
  queries: Queries,
  whose: Sql,
  page: LookPage,
  today: PlainDate,
): Promise<Look[]> {
  const rows = await queries.rows<LookRow>(
    'audit.looks',
    sql`with whose as materialized (${whose})
        select r.id, r.at, r.role, r.organisation, o.name as organisation_name, r.streams,
          r.reason || coalesce(': ' || said.reason, '') as reason
        from whose i
        cross join lateral (
          select * from reads
          where person_id = i.id and (${page.after}::bigint is null or id < ${page.after}::bigint)
            and not exists (select from read_holds h
              where h.read_id = reads.id and h.until_day > ${today}::date)
          order by id desc limit ${page.count}::int) r
        left join organisations o on o.code = r.organisation
        left join lateral (
          select opened.reason from openings opened
          where r.reason = any(${list(Object.values(OPENED_BECAUSE))}::text::text[])
            and opened.subject = r.subject and opened.organisation is not distinct from r.organisation
            and opened.opened_at <= r.at and opened.until_at > r.at
            and opened.kind = case when r.reason = ${OPENED_BECAUSE.WORK} then 'WORK'
              else 'BREAK_GLASS' end
            and opened.identity_id in (select id from whose)
          order by opened.opened_at desc limit 1) said on true
        order by r.id desc limit ${page.count}::int`,
  );
  return rows.map(look);
}

const look = (row: LookRow): Look => ({
  id: String(row.id),
  at: row.at,
  role: row.role,
  organisation:
    row.organisation === null
      ? null
      : { code: row.organisation, name: row.organisation_name ?? row.organisation },
  streams: row.streams,
  reason: row.reason,
});
