import { randomUUID } from 'node:crypto';
import type { AwardDraft, Basis, Mode } from '../awards/award.ts';
import { keepAwards } from '../awards/write.ts';
import { list, type Queries, type Sql, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Per } from '../values/rate.ts';
import type { Sector } from '../values/sector.ts';
import type { RecordedCell } from './recorded.ts';
import { RECORDED_BY_HAND } from './recorded-award.ts';
import type { Recorder } from './recorder.ts';
import type { Marks } from './request.ts';

export interface NewRecordedAward extends Marks {
  readonly draft: AwardDraft;
  readonly evidence: string;
  readonly recorder: Recorder;
  readonly today: PlainDate;
}

/**
 * Keeps an award that its funder records itself: a delivery of one row, whose one submission speaks
 * for all days, so that everything that reads what files tell reads it too.
 */
export async function keepRecordedAward(queries: Queries, said: NewRecordedAward): Promise<string> {
  const { draft, evidence, recorder, today, key, request } = said;
  const [delivery, submission, award] = [randomUUID(), randomUUID(), randomUUID()];
  await queries.rows(
    'decisions.keep-delivery-by-hand',
    sql`with received as (
          insert into deliveries (id, adapter, sender, basis, sha256, status, rows, accepted,
            rejected, streams, as_of, speaks_from, received_on, loaded_at)
          values (${delivery}::uuid, ${RECORDED_BY_HAND}, ${recorder.organisation.code},
            'statutory', ${key}, 'LOADED', 1, 1, 0,
            ${JSON.stringify([draft.stream])}::text::jsonb, ${today}::date, null, ${today}::date,
            now())
        ), told as (
          insert into submissions (id, delivery_id, scope, as_of)
          values (${submission}::uuid, ${delivery}::uuid, ${`${RECORDED_BY_HAND} ${award}`},
            ${today}::date)
        )
        insert into submission_windows (submission_id) values (${submission}::uuid)`,
  );
  const { identityId } = recorder;
  const told = { id: award, submissionId: submission, identityId, row: 1, draft };
  await keepAwards(queries, [{ ...told, hasMovements: false }]);
  await queries.rows(
    'decisions.keep-recorded-award',
    sql`insert into recorded_awards (award_id, submission_id, identity_id, evidence, key, request,
          recorded_by, recorded_as)
        values (${award}::uuid, ${submission}::uuid, ${identityId}::uuid, ${evidence}, ${key},
          ${request}, ${recorder.subject}, ${recorder.role})`,
  );
  return award;
}

/** Whose award it is, and who awarded it; undefined where none of that id was recorded. */
export async function findRecordedAward(
  queries: Queries,
  id: string,
): Promise<{ personId: string; identityId: string; funder: string } | undefined> {
  const [row] = await queries.rows<{ personId: string; identityId: string; funder: string }>(
    'decisions.find-recorded-award',
    sql`select i.person_id as "personId", r.identity_id as "identityId", a.funder
        from recorded_award_keys r join award_keys a on a.id = r.award_id
        join identity_keys i on i.id = r.identity_id
        where r.award_id = ${id}::uuid and i.person_id is not null`,
  );
  return row;
}

export interface NewEnd extends Marks {
  readonly award: string;
  readonly identityId: string;
  readonly untilDay: PlainDate;
  readonly reason: string;
  readonly evidence: string;
  readonly recordedBy: string;
}

export async function keepEnd(queries: Queries, said: NewEnd): Promise<void> {
  await queries.rows(
    'decisions.keep-award-end',
    sql`insert into award_ends (award_id, identity_id, until_day, reason, evidence, key, request,
          recorded_by)
        values (${said.award}::uuid, ${said.identityId}::uuid, ${said.untilDay}::date,
          ${said.reason}, ${said.evidence}, ${said.key}, ${said.request}, ${said.recordedBy})`,
  );
}

/** The first day of a recorded award whose person is open. */
export async function firstDayOf(queries: Queries, award: string): Promise<PlainDate> {
  const [row] = await queries.rows<{ firstDay: PlainDate }>(
    'decisions.first-day-of-award',
    sql`select first_day as "firstDay" from awards where id = ${award}::uuid`,
  );
  if (!row) throw new Error('an award whose person is opened is there');
  return row.firstDay;
}

/** Days as the database compares them; a single sum is of its first day. */
const daysOf = (from: Sql, until: Sql): Sql =>
  sql`daterange(${from}, greatest(${from}, coalesce(${until}, 'infinity'::date)))`;
const FILE_DAYS = sql`(${daysOf(
  sql`f.first_day`,
  sql`case when f.basis = 'ONE_OFF' then f.first_day + 1 else f.until_day end`,
)} * ${daysOf(sql`coalesce(w.from_day, '-infinity'::date)`, sql`w.until_day`)})`;
const OWN_DAYS = daysOf(
  sql`a.first_day`,
  sql`case when a.basis = 'ONE_OFF' then a.first_day + 1
    else least(a.until_day, ended.until_day) end`,
);

/**
 * Of a recorded award `a`, as JSON: who recorded it, what ended it, and which file's award stands in
 * its place from which day on; as known then, null is now, or by a column that says when. A file's award does that which tells the
 * same person's money of the same stream from the same funder: of the same reference where both have
 * one, else of the same mode and kind on days in common. It begins to count where its submission
 * speaks for its days.
 */
export function recordedJson(knownAt: Date | Sql | null): Sql {
  const known = (column: Sql) => (knownAt ? sql`${column} <= ${knownAt}` : sql`true`);
  const window = knownAt
    ? sql`w.known_from <= ${knownAt} and (w.known_until is null or w.known_until > ${knownAt})`
    : sql`w.known_until is null`;
  return sql`(select json_build_object('as', r.recorded_as, 'at', r.recorded_at,
      'evidence', r.evidence, 'ended', ended.told, 'superseded', superseded.told,
      'until', least(ended.until_day, case when a.basis = 'ONE_OFF' and superseded.told is not null
        then a.first_day else superseded.from_day end))
    from recorded_awards r
    join identities own on own.id = r.identity_id
    left join lateral (
      select e.until_day, json_build_object('until', e.until_day, 'reason', e.reason,
        'evidence', e.evidence, 'at', e.recorded_at) as told
      from award_ends e where e.award_id = r.award_id and ${known(sql`e.recorded_at`)}
      order by e.ordinal desc limit 1) ended on true
    left join lateral (
      select lower(${FILE_DAYS}) as from_day, json_build_object(
        'from', lower(${FILE_DAYS}), 'delivery', d.id, 'sender', d.sender,
        'receivedOn', d.received_on, 'row', f.row,
        'byReference', coalesce(f.reference = a.reference, false)) as told
      from identities i
      join awards f on f.identity_id = i.id and f.counts
      join submission_windows w on w.submission_id = f.submission_id and ${window}
      join submissions s on s.id = f.submission_id
      join deliveries d on d.id = s.delivery_id and d.adapter <> ${RECORDED_BY_HAND}
      where i.person_id = own.person_id and f.stream = a.stream and f.funder = a.funder
        and not isempty(${FILE_DAYS})
        and case when f.reference is not null and a.reference is not null
          then f.reference = a.reference
          else f.mode = a.mode and f.basis = a.basis and ${FILE_DAYS} && ${OWN_DAYS} end
      order by 1, d.received_at, f.row limit 1) superseded on true
    where r.award_id = a.id)`;
}

export interface RecordedAwardRow {
  id: string;
  person_id: string;
  stream: string;
  stream_name: string;
  sector: Sector;
  nature: 'BUDGET';
  funder: string;
  funder_name: string;
  basis: Basis;
  mode: Mode;
  legal_basis: string;
  reference: string | null;
  description: string;
  amount: string;
  per: Per;
  units_per_week: string | null;
  first_day: PlainDate;
  until_day: PlainDate | null;
  recorded: RecordedCell;
}

/** The awards that were recorded of people, in the order in which they were. */
export function recordedAwardsOf(
  queries: Queries,
  personIds: readonly string[],
  knownAt: Date | null,
): Promise<RecordedAwardRow[]> {
  return queries.rows<RecordedAwardRow>(
    'decisions.recorded-awards',
    sql`select a.id, i.person_id, a.stream, s.name as stream_name, s.sector, s.nature, a.funder,
          coalesce(o.name, a.funder) as funder_name, a.basis, a.mode, a.legal_basis, a.reference,
          a.description, a.amount, a.per, a.units_per_week, a.first_day, a.until_day,
          ${recordedJson(knownAt)} as recorded
        from identities i join recorded_awards r on r.identity_id = i.id
        join awards a on a.id = r.award_id join streams s on s.code = a.stream
        left join organisations o on o.code = a.funder
        where i.person_id = any(${list(personIds)}::text::uuid[])
          and ${knownAt ? sql`r.recorded_at <= ${knownAt}` : sql`true`}
        order by r.recorded_at, a.id`,
  );
}
