import { type Sql, sql } from '../db/database.ts';
import { recordedJson } from '../decisions/awards-store.ts';
import { RECORDED_BY_HAND } from '../decisions/recorded-award.ts';
import { daysOf, financialYearOf } from '../values/financial-year.ts';
import { addMonths, type PlainDate } from '../values/plain-date.ts';

/**
 * The awards of everybody that stand on a day, as a budget of that day's year reads them and as they
 * are known now: they count, they are in force on the day, and a submission that nothing has replaced
 * speaks for it. An award of one sum stands from its first day to the end of its year, and on until it
 * is completed. One that its funder recorded itself ends where that was recorded, or a file tells it.
 * None stands in a year that begins more than twelve months after the day its data speaks for.
 * Columns: `person` (the same of all identities that are linked) and what the award itself says.
 */
export function standingOn(day: PlainDate): Sql {
  const year = financialYearOf(day);
  const { from } = daysOf(year);
  return sql`select coalesce(i.person_id, i.id) as person, a.id, a.stream, a.funder, a.basis,
      a.description, a.service, a.amount, a.per, a.units_per_week, a.unpriced_reason, s.as_of
    from awards a join identities i on i.id = a.identity_id
    join submissions s on s.id = a.submission_id join deliveries d on d.id = s.delivery_id
    join submission_windows w on w.submission_id = a.submission_id and w.known_until is null
      and coalesce(w.from_day, '-infinity') <= case when a.basis = 'ONE_OFF' then a.first_day
        else ${day}::date end
      and coalesce(w.until_day, 'infinity') > case when a.basis = 'ONE_OFF' then a.first_day
        else ${day}::date end
    cross join lateral (select case when d.adapter = ${RECORDED_BY_HAND}
      then (${recordedJson(null)} ->> 'until')::date end as until_day) recorded
    where a.counts and a.first_day <= ${day}::date
      and a.relevant_from <= ${day}::date
      and (a.relevant_until is null or a.relevant_until > ${from}::date)
      and case when a.basis = 'ONE_OFF'
        then a.first_day < coalesce(recorded.until_day, 'infinity') and (a.year = ${year}
          or (a.year < ${year} and (a.completed_on is null or a.completed_on >= ${from}::date)))
        else ${day}::date < coalesce(a.until_day, 'infinity')
          and ${day}::date < coalesce(recorded.until_day, 'infinity') end
      and (s.as_of >= ${addMonths(from, -12)}::date or exists (
        select from submission_windows ended where ended.submission_id = a.submission_id
          and ended.known_until is null and ended.until_day is not null))`;
}
