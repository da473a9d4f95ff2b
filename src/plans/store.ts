import { speakingFor } from '../access/sharing-store.ts';
import { list, type Queries, type Sql, sql } from '../db/database.ts';
import { momentText } from '../db/moment.ts';
import { recordedJson } from '../decisions/awards-store.ts';
import { standsAt } from '../ledger/expected-store.ts';
import { type AskedAt, askedRows, stoodAt } from '../ledger/known.ts';
import type { ReviewKind } from '../streams/money-rule.ts';
import type { Stream } from '../streams/stream.ts';
import type { Moment } from '../values/moment.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { HeldReview } from './review.ts';

/** What an award, or the deposits in one account, tell of the support that a stream gives. */
export interface SupportTold {
  /** Which of the questions it answers. */
  readonly number: number;
  readonly stream: Stream;
  readonly funder: string;
  /** Who told of it, or who hosts the account. */
  readonly sender: string;
  readonly isAward: boolean;
  readonly since: PlainDate;
  readonly directSince: PlainDate | null;
  /** The day from which an award runs no longer; null where it has no end, and of deposits. */
  readonly until: PlainDate | null;
}

interface SupportRow extends Omit<SupportTold, 'isAward' | 'directSince'> {
  is_award: boolean;
  direct_since: PlainDate | null;
}

/** Awards that run over dates and stood then; one that its funder recorded ends where it was ended. */
const AWARDS = sql`select asked.number, a.stream, a.funder, i.source as sender, true as is_award,
    a.first_day as since, case when a.mode = 'DIRECT_PAYMENT' then a.first_day end as direct_since,
    least(a.until_day, (by_hand.recorded ->> 'until')::date) as until
  from asked join identities i on i.person_id = asked.person_id
  join awards a on a.identity_id = i.id and a.counts and a.basis = 'RECURRING'
  left join lateral (select ${recordedJson(sql`asked.at`)} as recorded
    from recorded_awards own where own.award_id = a.id) by_hand on true
  where exists (select from submission_windows w
      where w.submission_id = a.submission_id and ${stoodAt(sql`asked.at`)})
    and a.first_day
      < coalesce(least(a.until_day, (by_hand.recorded ->> 'until')::date), 'infinity'::date)`;

const DEPOSITS = (personIds: string): Sql => sql`select asked.number, l.stream, l.funder, c.host,
    false, min(j.effective_day),
    case when c.mode = 'DIRECT_PAYMENT' then min(j.effective_day) end, null::date
  from ${speakingFor(sql`= any(${personIds}::text::uuid[])`)} own
  join asked on asked.person_id = own.person_id
  join accounts c on c.identity_id = own.id
  join journals j on j.account_id = c.id and j.kind = 'DEPOSIT' and ${standsAt(sql`asked`)}
  join entries e on e.year = j.year and e.journal_id = j.id
  join ledger_accounts l on l.id = e.ledger_account_id and l.kind = c.mode
  group by asked.number, l.stream, l.funder, c.host, c.mode`;

/**
 * What awards that run over dates, and deposits, tell of people’s support as each question asks; in
 * no order. The people’s rows are opened.
 */
export async function supportsOfPeople(
  queries: Queries,
  asked: readonly AskedAt[],
): Promise<SupportTold[]> {
  const ids = list([...new Set(asked.map(({ personId }) => personId))]);
  const rows = await queries.rows<SupportRow>(
    'plans.supports-of-people',
    sql`with asked as materialized (select * from ${askedRows(asked)}),
        told as (${AWARDS} union all ${DEPOSITS(ids)})
        select told.number, told.funder, told.sender, told.is_award, told.since,
          told.direct_since, told.until,
          json_build_object('code', s.code, 'name', s.name, 'sector', s.sector,
            'nature', s.nature) as stream
        from told join streams s on s.code = told.stream and s.nature = 'BUDGET'`,
  );
  return rows.map(({ is_award, direct_since, ...row }) => ({
    ...row,
    isAward: is_award,
    directSince: direct_since,
  }));
}

interface ReviewRow {
  id: string;
  person_id: string;
  stream: string;
  kind: ReviewKind;
  held_on: PlainDate;
  organisation: string;
  recorded_at: Date;
  recorded: Moment;
}

/** The reviews of people that were held, in the order in which they were recorded. */
export async function reviewsOfPeople(
  queries: Queries,
  personIds: readonly string[],
): Promise<HeldReview[]> {
  const rows = await queries.rows<ReviewRow>(
    'plans.reviews-of-people',
    sql`select r.id, i.person_id, r.stream, r.kind, r.held_on, r.organisation, r.recorded_at,
          ${momentText(sql`r.recorded_at`)} as recorded
        from support_reviews r join identities i on i.id = r.identity_id
        where i.person_id = any(${list(personIds)}::text::uuid[])
        order by r.ordinal`,
  );
  return rows.map(({ person_id, held_on, recorded_at, ...row }) => ({
    ...row,
    personId: person_id,
    heldOn: held_on,
    recordedAt: recorded_at,
  }));
}

export interface NewReview {
  readonly identityId: string;
  readonly stream: string;
  readonly kind: ReviewKind;
  readonly heldOn: PlainDate;
  readonly organisation: string;
  readonly recordedBy: string;
  readonly key: string;
  readonly request: string;
}

export async function keepReview(queries: Queries, said: NewReview): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'plans.keep-review',
    sql`insert into support_reviews (identity_id, stream, kind, held_on, organisation, recorded_by,
          key, request)
        values (${said.identityId}::uuid, ${said.stream}, ${said.kind}, ${said.heldOn}::date,
          ${said.organisation}, ${said.recordedBy}, ${said.key}, ${said.request})
        returning id`,
  );
  return (row as { id: string }).id;
}

/** What was recorded under a key before. */
export async function reviewOfKey(
  queries: Queries,
  key: string,
): Promise<{ id: string; request: string } | undefined> {
  const [row] = await queries.rows<{ id: string; request: string }>(
    'plans.review-of-key',
    sql`select id, request from support_review_keys where key = ${key}`,
  );
  return row;
}
