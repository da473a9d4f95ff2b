import { list, type Queries, records, sql } from '../db/database.ts';
import type { IdentityPair } from './linked-pairs.ts';
import type { Comparable, Comparison, Evidence } from './match.ts';
import type { Probe } from './match-blocking.ts';
import { isRestricted } from './restrictions-store.ts';

/** An identity as the model compares it. `ordinal` tells which of two was seen first. */
export interface StoredComparable extends Comparable {
  readonly id: string;
  readonly ordinal: bigint;
  readonly source: string;
  readonly namespace: string;
  readonly localId: string | null;
}

interface ComparableRow {
  id: string;
  ordinal: bigint;
  source: string;
  namespace: string;
  local_id: string | null;
  nhs_number: string | null;
  nino: string | null;
  surname: string | null;
  given_names: string | null;
  birth_date: string | null;
  postcode: string | null;
}

const comparable = (row: ComparableRow): StoredComparable => ({
  id: row.id,
  ordinal: row.ordinal,
  source: row.source,
  namespace: row.namespace,
  localId: row.local_id,
  nhsNumber: row.nhs_number,
  nino: row.nino,
  surname: row.surname,
  givenNames: row.given_names,
  birthDate: row.birth_date,
  postcode: row.postcode,
});

/** Those of the identities that say a birth date or a postcode: others are compared with nobody. */
export async function comparablesOf(
  queries: Queries,
  ids: readonly string[],
): Promise<StoredComparable[]> {
  const rows = await queries.rows<ComparableRow>(
    'people.comparables',
    sql`select i.id, i.ordinal, i.source, i.namespace, i.local_id, i.nhs_number, i.nino, i.surname,
          i.given_names, i.birth_date, i.postcode
        from unnest(${list(ids)}::text::uuid[]) as wanted (id)
        cross join lateral (select * from identities where id = wanted.id limit 1) i
        where i.birth_date is not null or i.postcode is not null`,
  );
  return rows.map(comparable);
}

/** A look-up on behalf of an identity. */
export interface StoredProbe extends Probe {
  readonly id: string;
  readonly hasNhsNumber: boolean;
}

export interface Found extends StoredComparable {
  /** Whom it is to be compared with. */
  readonly foundFor: string;
}

/** A subquery and no join, so that it stays a look-up by index whatever the planner believes. */
const LIVE = sql`coalesce((select s.live from sightings s where s.identity_id = b.id and s.live
  limit 1), false)`;

/**
 * The live identities that each look-up finds, one look-up by index each. One that finds more than
 * `mostInBlock` finds nobody; two that both have NHS numbers need no comparing.
 */
export async function candidatesFor(
  queries: Queries,
  probes: readonly StoredProbe[],
  mostInBlock: number,
): Promise<Found[]> {
  const rows = probes.map(({ id, birthDate, postcode, initial, hasNhsNumber }, number) => ({
    ...{ number, id, birth_date: birthDate, postcode, has_nhs_number: hasNhsNumber },
    initials: initial === null ? null : initial + initial.toLowerCase(),
  }));
  const found = await queries.rows<ComparableRow & { found_for: string }>(
    'people.match-candidates',
    sql`with probes as materialized (
          select * from jsonb_to_recordset(${records(rows)}::text::jsonb) as p (number int, id uuid,
            birth_date date, postcode text, initials text, has_nhs_number boolean)
        ), found as materialized (
          select p.number, p.id as found_for, p.initials, p.has_nhs_number, i.id
          from probes p cross join lateral (
            select id from identities b where b.birth_date = p.birth_date and ${LIVE}
            limit ${mostInBlock + 1}::int) i
          where p.birth_date is not null
          union all
          select p.number, p.id, p.initials, p.has_nhs_number, i.id
          from probes p cross join lateral (
            select id from identities b where b.postcode = p.postcode and ${LIVE}
            limit ${mostInBlock + 1}::int) i
          where p.postcode is not null
        ), counted as materialized (
          select *, count(*) over (partition by number) as in_block from found
        )
        select c.found_for, i.id, i.ordinal, i.source, i.namespace, i.local_id, i.nhs_number, i.nino,
          i.surname, i.given_names, i.birth_date, i.postcode
        from counted c cross join lateral (select * from identities where id = c.id limit 1) i
        where c.in_block <= ${mostInBlock}::int and c.id <> c.found_for
          and not (c.has_nhs_number and i.nhs_number is not null)
          and (c.initials is null or strpos(c.initials, left(i.surname, 1)) > 0)`,
  );
  return found.map((row) => ({ ...comparable(row), foundFor: row.found_for }));
}

export interface NewPair {
  readonly left: string;
  readonly right: string;
  readonly comparison: Comparison;
}

/** Keeps what the model made of pairs; one that is known stays as it is, with what was decided. */
export async function keepPairs(
  queries: Queries,
  version: number,
  pairs: readonly NewPair[],
): Promise<void> {
  const rows = pairs.map(({ left, right, comparison }) => ({
    ...{ left_id: left, right_id: right, weight: comparison.weight, outcome: comparison.outcome },
    evidence: { automatic: comparison.outcome === 'LINKED', fields: comparison.evidence },
  }));
  await queries.rows(
    'people.keep-match-pairs',
    sql`insert into match_pairs (left_id, right_id, weight, evidence, model_version, outcome)
        select left_id, right_id, weight, evidence, ${version}::int, outcome
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as found (left_id uuid, right_id uuid,
          weight numeric, evidence jsonb, outcome text)
        on conflict (left_id, right_id) do nothing`,
  );
}

/** A pair that has a say in who is who, and how it is shown now. */
export interface StoredPair extends IdentityPair {
  readonly id: string;
  readonly outcome: 'LINKED' | 'REVIEW';
}

interface PairRow {
  id: string;
  left_id: string;
  right_id: string;
  weight: string;
  says: StoredPair['says'];
  outcome: StoredPair['outcome'];
}

/** The pairs among the identities that join or part them; those for review do neither. */
export async function pairsAmong(queries: Queries, ids: readonly string[]): Promise<StoredPair[]> {
  const rows = await queries.rows<PairRow>(
    'people.match-pairs-among',
    sql`with given as materialized (select unnest(${list(ids)}::text::uuid[]) as id)
        select p.id, p.left_id, p.right_id, p.weight, p.outcome, coalesce(p.decision, 'AUTOMATIC') as says
        from given cross join lateral (
          select * from match_pairs where left_id = given.id offset 0) p
        where p.right_id in (select id from given)
          and (p.decision in ('LINK', 'NOT_SAME')
            or (p.decision is null and (p.evidence ->> 'automatic')::boolean))`,
  );
  return rows.map((row) => ({
    id: row.id,
    leftId: row.left_id,
    rightId: row.right_id,
    weight: Number(row.weight),
    says: row.says,
    outcome: row.outcome,
  }));
}

/** Writes which pairs the model’s weight links, and which of those wait because others contest them. */
export async function setOutcomes(
  queries: Queries,
  changes: readonly Pick<StoredPair, 'id' | 'outcome'>[],
): Promise<void> {
  const rows = changes.map(({ id, outcome }) => ({ id, outcome }));
  await queries.rows(
    'people.set-match-outcomes',
    sql`update match_pairs p set outcome = said.outcome
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (id uuid, outcome text)
        where p.id = said.id`,
  );
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** A pair that the model linked by itself, and nobody has decided since. */
export interface AutomaticPair {
  readonly id: string;
  /** In bits. */
  readonly weight: number;
  readonly evidence: readonly Evidence[];
  readonly modelVersion: number;
  /** Whether its outcome is what its two records have come to, where both are told of now. */
  readonly asShown: boolean;
}

/** A page of the pairs that were linked without anybody's decision, in order of id. */
export async function automaticPairs(
  queries: Queries,
  after: string | null,
  count: number,
): Promise<AutomaticPair[]> {
  const rows = await queries.rows<{
    id: string;
    weight: string;
    fields: Evidence[];
    model_version: number;
    as_shown: boolean;
  }>(
    'people.automatic-match-pairs',
    sql`select p.id, p.weight, p.evidence -> 'fields' as fields, p.model_version,
          coalesce((p.outcome = 'LINKED') = (l.person_id = r.person_id), true) as as_shown
        from match_pairs p join identities l on l.id = p.left_id join identities r on r.id = p.right_id
        where p.decision is null and (p.evidence ->> 'automatic')::boolean
          and p.id > coalesce(${after}::uuid, ${BEFORE_ALL}::uuid)
        order by p.id limit ${count}::int`,
  );
  return rows.map((row) => ({
    id: row.id,
    weight: Number(row.weight),
    evidence: row.fields,
    modelVersion: row.model_version,
    asShown: row.as_shown,
  }));
}

/**
 * Pairs decided not to be the same whose records are one person all the same. Where both carry one
 * NHS number they are, whatever was decided.
 */
export async function notSameAndTogether(queries: Queries): Promise<string[]> {
  const rows = await queries.rows<{ id: string }>(
    'people.not-same-and-together',
    sql`select p.id from match_pairs p
        join identities l on l.id = p.left_id join identities r on r.id = p.right_id
        where p.decision = 'NOT_SAME' and l.person_id = r.person_id
          and coalesce(l.nhs_number <> r.nhs_number, true)
        order by p.id`,
  );
  return rows.map(({ id }) => id);
}

export type MatchDecision = 'LINK' | 'NOT_SAME' | 'CANNOT_TELL';

/** One side of a pair, as its source tells of it. */
export interface ReviewSide {
  readonly source: string;
  readonly localId: string | null;
  readonly surname: string | null;
  readonly givenNames: string | null;
  readonly birthDate: string | null;
  readonly postcode: string | null;
}

export interface MatchReview {
  readonly id: string;
  /** In bits. */
  readonly weight: number;
  readonly evidence: readonly Evidence[];
  readonly left: ReviewSide;
  readonly right: ReviewSide;
  readonly decision: MatchDecision | null;
  readonly reason: string | null;
  /** Whom each side belongs to now; null where no source tells of it any more. */
  readonly leftPerson: string | null;
  readonly rightPerson: string | null;
}

interface ReviewRow {
  id: string;
  weight: string;
  evidence: { fields: Evidence[] };
  decision: MatchDecision | null;
  reason: string | null;
  left_person: string | null;
  right_person: string | null;
  left_side: ReviewSide;
  right_side: ReviewSide;
}

const review = (row: ReviewRow): MatchReview => ({
  id: row.id,
  weight: Number(row.weight),
  evidence: row.evidence.fields,
  left: row.left_side,
  right: row.right_side,
  decision: row.decision,
  reason: row.reason,
  leftPerson: row.left_person,
  rightPerson: row.right_person,
});

/**
 * Neither side's postcode is shown where one of them is a restricted record: the evidence says
 * whether they agree, so that either would tell the other. Nor where it is not known any more whose.
 */
const SHOWN = sql`p.id, p.weight, p.evidence, p.decision, p.reason, l.person_id as left_person,
  r.person_id as right_person,
  json_build_object('source', l.source, 'localId', l.local_id, 'surname', l.surname, 'givenNames',
    l.given_names, 'birthDate', l.birth_date, 'postcode',
    case when address.shown then l.postcode end) as left_side,
  json_build_object('source', r.source, 'localId', r.local_id, 'surname', r.surname, 'givenNames',
    r.given_names, 'birthDate', r.birth_date, 'postcode',
    case when address.shown then r.postcode end) as right_side
  from match_pairs p join identities l on l.id = p.left_id join identities r on r.id = p.right_id
  cross join lateral (select l.person_id is not null and r.person_id is not null
    and not ${isRestricted(sql`l.person_id`)} and not ${isRestricted(sql`r.person_id`)} as shown
    offset 0) address`;

export interface AskedReviews {
  /** Null: those that wait for a decision. */
  readonly decision: MatchDecision | null;
  readonly after: string | null;
  readonly count: number;
}

/** A page of pairs in order of id: both sides told of now and, of those that wait, not yet joined. */
export async function reviewsOf(queries: Queries, asked: AskedReviews): Promise<MatchReview[]> {
  const which =
    asked.decision === null
      ? sql`p.decision is null and p.outcome = 'REVIEW' and l.person_id <> r.person_id`
      : sql`p.decision = ${asked.decision} and l.person_id is not null and r.person_id is not null`;
  const rows = await queries.rows<ReviewRow>(
    'people.match-reviews',
    sql`select ${SHOWN} where ${which} and p.id > coalesce(${asked.after}::uuid, ${BEFORE_ALL}::uuid)
        order by p.id limit ${asked.count}::int`,
  );
  return rows.map(review);
}

export interface DecidedPair extends MatchReview {
  readonly leftId: string;
  readonly rightId: string;
}

export async function findPair(queries: Queries, id: string): Promise<DecidedPair | undefined> {
  const [row] = await queries.rows<ReviewRow & { left_id: string; right_id: string }>(
    'people.find-match-pair',
    sql`select p.left_id, p.right_id, ${SHOWN} where p.id = ${id}::uuid`,
  );
  return row && { ...review(row), leftId: row.left_id, rightId: row.right_id };
}

export interface Decided {
  readonly id: string;
  readonly decision: MatchDecision;
  readonly reason: string;
  readonly by: string;
}

export async function keepDecision(queries: Queries, decided: Decided): Promise<void> {
  const { id, decision, reason, by } = decided;
  await queries.rows(
    'people.keep-match-decision',
    sql`update match_pairs set decision = ${decision}, reason = ${reason}, decided_by = ${by},
          decided_at = now()
        where id = ${id}::uuid`,
  );
}
