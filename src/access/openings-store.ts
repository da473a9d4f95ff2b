import { type Queries, type Sql, sql } from '../db/database.ts';
import { codesOf } from './organisation-codes.ts';
import type { SharedStream } from './sharing.ts';
import type { Viewer } from './viewer.ts';

/** WORK: with a reason, for a caseload of one's own. BREAK_GLASS: in an emergency, reviewed. */
export const OPENING_KINDS = ['WORK', 'BREAK_GLASS'] as const;
export type OpeningKind = (typeof OPENING_KINDS)[number];

type Opener = Pick<Viewer, 'subject' | 'organisation'>;

/** A record opened without a relationship, as those who review it are told: nothing of the person. */
export interface Opening {
  readonly id: string;
  readonly kind: OpeningKind;
  readonly subject: string;
  readonly organisation: { readonly code: string; readonly name: string } | null;
  readonly openedAt: Date;
  /** From this moment on it is shut again. */
  readonly untilAt: Date;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  readonly review: string | null;
}

interface OpeningRow {
  id: string;
  kind: OpeningKind;
  subject: string;
  organisation: Opening['organisation'];
  opened_at: Date;
  until_at: Date;
  reviewed_by: string | null;
  reviewed_at: Date | null;
  review: string | null;
}

const opening = (row: OpeningRow): Opening => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  organisation: row.organisation,
  openedAt: row.opened_at,
  untilAt: row.until_at,
  reviewedBy: row.reviewed_by,
  reviewedAt: row.reviewed_at,
  review: row.review,
});

const TOLD = sql`select o.id, o.kind, o.subject, o.opened_at, o.until_at, o.reviewed_by,
    o.reviewed_at, o.review,
    case when o.organisation is not null then json_build_object('code', o.organisation,
      'name', coalesce(g.name, o.organisation)) end as organisation
  from openings o left join organisations g on g.code = o.organisation`;

/**
 * What a worker has open now, as a query of identities. By the clock and not the area's day, for it
 * lasts hours; and for the organisation that they opened it for, not another of theirs.
 */
export function openedIdentities({ subject, organisation }: Opener): Sql {
  return sql`select o.identity_id from openings o
    where o.subject = ${subject} and o.organisation is not distinct from ${organisation}
      and o.until_at > now()`;
}

/** As one value, how a worker has the record of the person of that id open now; null: not so. */
export function openedAs({ subject, organisation }: Opener, personId: Sql): Sql {
  return sql`(select o.kind from openings o join identity_keys i on i.id = o.identity_id
    where o.subject = ${subject} and o.organisation is not distinct from ${organisation}
      and o.until_at > now() and i.person_id = ${personId}
    order by o.opened_at desc limit 1)`;
}

/** What this worker has open of a person now, of that kind. */
export async function findOpen(
  queries: Queries,
  { subject, organisation }: Opener,
  personId: string,
  kind: OpeningKind,
): Promise<Opening | undefined> {
  const [row] = await queries.rows<OpeningRow>(
    'access.find-open',
    sql`${TOLD} join identity_keys i on i.id = o.identity_id
        where i.person_id = ${personId}::uuid and o.kind = ${kind} and o.subject = ${subject}
          and o.organisation is not distinct from ${organisation} and o.until_at > now()
        order by o.opened_at desc limit 1`,
  );
  return row && opening(row);
}

export async function findOpening(queries: Queries, id: string): Promise<Opening | undefined> {
  const [row] = await queries.rows<OpeningRow>(
    'access.find-opening',
    sql`${TOLD} where o.id = ${id}::uuid`,
  );
  return row && opening(row);
}

/** How long a record stays open: to the end of tomorrow in London; four hours in an emergency. */
const UNTIL: Readonly<Record<OpeningKind, Sql>> = {
  WORK: sql`(date_trunc('day', now() at time zone 'Europe/London') + interval '2 days')
    at time zone 'Europe/London'`,
  BREAK_GLASS: sql`now() + interval '4 hours'`,
};

export interface NewOpening extends Opener {
  readonly identityId: string;
  readonly kind: OpeningKind;
  readonly reason: string;
}

export async function keepOpening(queries: Queries, said: NewOpening): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'access.keep-opening',
    sql`insert into openings (identity_id, subject, organisation, kind, reason, until_at)
        values (${said.identityId}::uuid, ${said.subject}, ${said.organisation}, ${said.kind},
          ${said.reason}, ${UNTIL[said.kind]})
        returning id`,
  );
  return (row as { id: string }).id;
}

/**
 * Shuts at once what workers have open of a person for their work. By the clock and not the start of
 * the transaction, for it may have waited while another opened the record.
 */
export async function shutForWork(queries: Queries, personId: string): Promise<void> {
  await queries.rows(
    'access.shut-for-work',
    sql`update openings o
        set until_at = greatest(clock_timestamp(), o.opened_at + interval '1 microsecond')
        from identity_keys i
        where i.id = o.identity_id and i.person_id = ${personId}::uuid and o.kind = 'WORK'
          and o.until_at > clock_timestamp()`,
  );
}

/** Whether an organisation has itself told of a person. */
export async function isToldBy(
  queries: Queries,
  organisation: string,
  personId: string,
): Promise<boolean> {
  const found = await queries.rows(
    'access.is-told-by',
    sql`select from identity_keys
        where person_id = ${personId}::uuid and source in (${codesOf(organisation)}) limit 1`,
  );
  return found.length > 0;
}

/** The area's streams, each with its sector. */
export function sharedStreams(queries: Queries): Promise<SharedStream[]> {
  return queries.rows<SharedStream>(
    'access.shared-streams',
    sql`select code, sector from streams order by code`,
  );
}

export interface AskedOpenings {
  /** OPEN: what is open now. TO_REVIEW: emergencies that nobody has reviewed. */
  readonly which: 'OPEN' | 'TO_REVIEW';
  readonly after: string | null;
  readonly count: number;
}

/** Openings in order of id. */
export async function openingsIn(
  queries: Queries,
  { which, after, count }: AskedOpenings,
): Promise<Opening[]> {
  const rows = await queries.rows<OpeningRow>(
    'access.openings',
    sql`${TOLD}
        where (${after}::uuid is null or o.id > ${after}::uuid)
          and case when ${which === 'OPEN'}::boolean then o.until_at > now()
            else o.kind = 'BREAK_GLASS' and o.reviewed_at is null end
        order by o.id limit ${count}::int`,
  );
  return rows.map(opening);
}

/** How many emergencies nobody has reviewed yet. */
export async function unreviewedEmergencies(queries: Queries): Promise<number> {
  const [row] = await queries.rows<{ count: bigint }>(
    'access.unreviewed-emergencies',
    sql`select count(*) as count from openings
        where kind = 'BREAK_GLASS' and reviewed_at is null`,
  );
  return Number(row?.count ?? 0);
}

export async function keepReview(
  queries: Queries,
  { id, by, review }: { id: string; by: string; review: string },
): Promise<void> {
  await queries.rows(
    'access.review-opening',
    sql`update openings set reviewed_by = ${by}, reviewed_at = now(), review = ${review}
        where id = ${id}::uuid and reviewed_at is null`,
  );
}
