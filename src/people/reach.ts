import { allocatedIdentities } from '../access/allocations-store.ts';
import { hostedPeople } from '../access/hosted-store.ts';
import { openedIdentities } from '../access/openings-store.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Sql, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';

/**
 * The ways by which a worker has a legitimate relationship with people on a day, each a query of
 * their ids: noted by hand, an allocation that their case system sent, a record that they have open
 * now. Apart, so that the database can follow each by its own index.
 */
export function waysOfRelation(viewer: Viewer, today: PlainDate): Sql[] {
  const { subject } = viewer;
  const noted = sql`select r.identity_id from relationships r
    where r.subject = ${subject}
      and (r.from_day is null or r.from_day <= ${today}::date)
      and (r.until_day is null or r.until_day > ${today}::date)`;
  return [noted, allocatedIdentities(subject, today), openedIdentities(viewer)].map(
    (way) => sql`select i.person_id from (${way}) known
      join identity_keys i on i.id = known.identity_id where i.person_id is not null`,
  );
}

/**
 * Of an award `a`: that it counts, that what told it stands now, and that it is no care given. Who
 * pays for care is settled under contracts, where nobody is named, and providers tell it by person
 * for individual care alone.
 */
export const STANDS = sql`a.counts and exists (select from submission_windows w
    where w.submission_id = a.submission_id and w.known_until is null)
  and a.stream not in (select code from streams where nature = 'CARE_GIVEN')`;

/** The decisions that stand by which an organisation carries a part of a stream's cost. */
const sharedBy = (organisation: string): Sql => sql`select d.identity_id, d.stream
  from funding_shares s join funding_keys d on d.id = s.decision_id
  where s.funder = ${organisation} and d.ended_at is null and d.state <> 'PROPOSED'
    and (d.interim_payer is null or d.interim_payer = ${organisation})`;

/**
 * The ways by which an organisation pays for people, each a query of their ids: an award names it,
 * a decision shares a cost with it, or it hosts an account of theirs. In any year: a payer accounts
 * for what it paid.
 */
export function waysOfFinance(organisation: string, asked: 'ONE' | 'PAGE'): Sql[] {
  const shared = sql`select i.person_id from (${sharedBy(organisation)}) part
    join identity_keys i on i.id = part.identity_id
    where i.person_id is not null and exists (
      select from identity_keys own join award_keys a on a.identity_id = own.id
      where own.person_id = i.person_id and a.stream = part.stream and ${STANDS})`;
  const paid = asked === 'ONE' ? [awarded(organisation)] : awardedInOrder(organisation);
  return [...paid, shared, hostedPeople(organisation)];
}

const awarded = (organisation: string): Sql => sql`select i.person_id
  from award_keys a join identity_keys i on i.id = a.identity_id
  where a.funder = ${organisation} and ${STANDS} and i.person_id is not null`;

/** Up to so many awards a funder's people are found from its awards. */
const FEW = 5000;

/**
 * As `awarded`, for the first of many: the people in their order until enough of them are found,
 * which for a funder of few would try nearly everybody, so theirs are all found first. The database
 * plans without knowing who asks; only one of the two runs.
 */
function awardedInOrder(organisation: string): Sql[] {
  const first = sql`select identity_id, submission_id, stream, counts from award_keys
    where funder = ${organisation} and counts order by identity_id limit ${FEW + 1}::int`;
  const isFew = sql`(select count(*) from (${first}) counted) <= ${FEW}::int`;
  const fromAwards = sql`select i.person_id
    from (select distinct a.identity_id from (${first}) a where ${STANDS} and ${isFew} offset 0) paid
    cross join lateral (select person_id from identity_keys where id = paid.identity_id offset 0) i
    where i.person_id is not null`;
  const inOrder = sql`select i.person_id from identity_keys i
    cross join lateral (select from award_keys a
      where a.identity_id = i.id and a.funder = ${organisation} and ${STANDS} limit 1) paid
    where i.person_id is not null and not (${isFew})`;
  return [fromAwards, inOrder];
}

/**
 * As one value, whether an organisation pays for anything that the awards of identity `i` tell. What
 * an organisation recorded itself tells it nothing of who somebody is.
 */
export function isFundedBy(organisation: string): Sql {
  return sql`exists (select from awards a where a.identity_id = i.id and ${STANDS}
    and a.id not in (select r.award_id from recorded_award_keys r where r.identity_id = i.id)
    and (a.funder = ${organisation} or a.stream in (
      select part.stream from (${sharedBy(organisation)}) part
      join identity_keys decided on decided.id = part.identity_id
      where decided.person_id = i.person_id)))`;
}
