import { speakingFor } from '../access/sharing-store.ts';
import { COUNCIL_CARE } from '../charging/contribution.ts';
import { empty, list, type Queries, records, type Sql, sql } from '../db/database.ts';
import { momentText } from '../db/moment.ts';
import { REVIEW_RULES } from '../plans/read-reviews.ts';
import type { Moment } from '../values/moment.ts';
import type { Happened, Happening } from './happenings.ts';
import type { ToldAccount } from './store.ts';

interface HappenedRow {
  person_id: string;
  money: Moment[] | null;
  others: Happening[] | null;
  rules: Moment[] | null;
}

/** Of one kind: `place` is an account, null where it is of none. */
const happening = (
  kind: Happening['kind'],
  { stream, by, funder, account }: Readonly<Record<'stream' | 'by' | 'funder' | 'account', Sql>>,
): Sql => sql`${kind}::text as kind, ${stream} as stream, ${by} as by, ${funder} as funder,
    ${account} as account`;

const NONE = sql`null::text`;
const OF_SCHEDULE = {
  ...{ stream: sql`p.stream`, by: sql`own.host`, funder: sql`p.funder` },
  account: sql`own.account_id`,
};

/** That schedules `p` of the accounts `own` were set, ended, and surplus taken off. */
const SCHEDULES = sql`select own.person_id, ${happening('SCHEDULE', OF_SCHEDULE)}, x.at
  from own join payment_schedules p on p.account_id = own.account_id
  cross join lateral (select p.recorded_at as at
    union all select e.recorded_at from payment_schedule_ends e where e.schedule_id = p.id
    union all select f.recorded_at from surplus_offsets f where f.schedule_id = p.id) x`;

/** Money that came into accounts whoever hosts them, and that was taken back of it. */
const MOVED = sql`select own.person_id, ${happening('MOVED', {
  ...{ stream: sql`l.stream`, by: sql`own.host`, funder: sql`l.funder` },
  account: sql`own.account_id`,
})}, j.recorded_at
  from own join journals j on j.account_id = own.account_id
  left join journals o on o.id = j.reverses
  join entries e on e.year = j.year and e.journal_id = j.id
  join ledger_accounts l on l.id = e.ledger_account_id and l.stream is not null
  where coalesce(o.kind, j.kind) in ('DEPOSIT', 'CONTRIBUTION')`;

/** Awards that run over dates as the submissions told them, with all of it that a statement reads. */
const TOLD = sql`select asked.person_id, a.stream, i.source, a.funder, said.is_care,
    jsonb_build_array(a.first_day, a.until_day, a.mode = 'DIRECT_PAYMENT',
      case when said.is_care or said.is_by_hand
        then jsonb_build_array(w.from_day, w.until_day, a.mode, a.reference) end) as fact,
    w.known_from, w.known_until
  from asked join identities i on i.person_id = asked.person_id
  join awards a on a.identity_id = i.id and a.counts and a.basis = 'RECURRING'
  join streams s on s.code = a.stream and s.nature = 'BUDGET'
  join submission_windows w on w.submission_id = a.submission_id
  cross join lateral (select
    a.contribution = 'UNKNOWN' and a.stream = any(${list(COUNCIL_CARE)}::text::text[]) as is_care,
    asked.person_id in (select by_hand.person_id from recorded_awards r
      join identities by_hand on by_hand.id = r.identity_id) as is_by_hand) said`;

/** A file that tells again what was told changes nothing: the one fact ends as the other begins. */
const AWARDS = sql`select x.person_id, kind.kind, x.stream, x.source, x.funder, ${NONE}::uuid, x.at
  from (
    (select person_id, stream, source, funder, is_care, fact, known_from as at from facts
      except select person_id, stream, source, funder, is_care, fact, known_until from facts)
    union
    (select person_id, stream, source, funder, is_care, fact, known_until from facts
      where known_until is not null
      except select person_id, stream, source, funder, is_care, fact, known_from from facts)) x
  cross join lateral (select 'AWARD'::text as kind
    union all select 'CARE' where x.is_care) kind`;

const OF_PERSON = sql`asked join identities i on i.person_id = asked.person_id`;

const AWARDS_ENDED = sql`select asked.person_id, ${happening('AWARD', {
  ...{ stream: sql`a.stream`, by: sql`i.source`, funder: sql`a.funder`, account: sql`null::uuid` },
})}, e.recorded_at
  from ${OF_PERSON} join award_ends e on e.identity_id = i.id
  join awards a on a.id = e.award_id`;

const ASSESSED = sql`select asked.person_id, ${happening('ASSESSMENT', {
  stream: sql`case f.inputs ->> 'legalBasis' when 'CARER' then 'carer-support'
    else 'adult-social-care' end`,
  ...{ by: sql`f.council`, funder: sql`f.council`, account: sql`null::uuid` },
})}, f.recorded_at
  from ${OF_PERSON} join financial_assessments f on f.identity_id = i.id`;

const REVIEWED = sql`select asked.person_id, ${happening('REVIEW', {
  ...{ stream: sql`r.stream`, by: sql`r.organisation`, funder: NONE, account: sql`null::uuid` },
})}, r.recorded_at
  from ${OF_PERSON} join support_reviews r on r.identity_id = i.id`;

const DIED = sql`select asked.person_id, ${happening('DEATH', {
  ...{ stream: NONE, by: sql`i.source`, funder: NONE, account: sql`null::uuid` },
})}, i.recorded_at
  from ${OF_PERSON} where i.death_date is not null`;

/**
 * When anything was recorded that statements of people follow from, in one statement for any number;
 * the movements of the accounts and streams that are told, and of the people all else; for whoever
 * pays into accounts that others host, what moved there. Their rows are opened.
 */
export async function happenedTo(
  queries: Queries,
  personIds: readonly string[],
  accounts: readonly ToldAccount[],
  isFunder: boolean,
): Promise<Map<string, Happened>> {
  const ids = list([...new Set(personIds)]);
  const held = accounts.map(({ personId, accountId, streams, isWhole }) => ({
    ...{ person_id: personId, account_id: accountId, streams, is_whole: isWhole },
  }));
  const rows = await queries.rows<HappenedRow>(
    'statements.happened-to',
    sql`with asked as materialized (
          select unnest(${ids}::text::uuid[]) as person_id
        ), own as materialized (
          select told.person_id, a.id as account_id, a.host
          from ${speakingFor(sql`= any(${ids}::text::uuid[])`)} told
          join accounts a on a.identity_id = told.id
        ), facts as materialized (${TOLD}), happened as (
          ${SCHEDULES} ${isFunder ? sql`union ${MOVED}` : empty} union ${AWARDS} union ${AWARDS_ENDED} union ${ASSESSED}
          union ${REVIEWED} union ${DIED}
        ), moved as (
          select held.person_id, json_agg(distinct ${momentText(sql`j.recorded_at`)}) as money
          from jsonb_to_recordset(${records(held)}::text::jsonb) as held (person_id uuid,
            account_id uuid, streams jsonb, is_whole boolean)
          join ledger_accounts l on l.account_id = held.account_id
            and (jsonb_exists(held.streams, l.stream) or (l.stream is null and held.is_whole))
          join entries e on e.ledger_account_id = l.id
          join journals j on j.id = e.journal_id and j.year = e.year
          group by held.person_id
        )
        select asked.person_id, (
            select moved.money from moved where moved.person_id = asked.person_id) as money, (
            select json_agg(json_build_object('kind', h.kind, 'stream', (
                select json_build_object('code', s.code, 'sector', s.sector)
                from streams s where s.code = h.stream),
              'by', h.by, 'funder', h.funder, 'account', h.account,
              'at', ${momentText(sql`h.at`)}))
            from happened h where h.person_id = asked.person_id) as others, (
            select json_agg(distinct ${momentText(sql`r.recorded_at`)}) from money_rules r
            where r.kind = any(${list(REVIEW_RULES)}::text::text[])) as rules
        from asked`,
  );
  return new Map(
    rows.map(({ person_id, money, others, rules }) => [
      person_id,
      { money: money ?? [], others: others ?? [], rules: rules ?? [] },
    ]),
  );
}
