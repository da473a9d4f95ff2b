import type { Step } from '../awards/working.ts';
import { list, type Queries, type Sql, sql } from '../db/database.ts';
import { STANDS } from '../people/reach.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { AssessedDays } from './assess.ts';
import {
  type AmountCell,
  amountOf,
  amountsToJson,
  meansToJson,
  type RecordedAssessment,
  type StandingAssessment,
} from './assessment.ts';
import type { CareSetting, LegalBasis, Manner, Means } from './means.ts';

export interface NewAssessment {
  readonly identityId: string;
  readonly means: Means;
  readonly days: AssessedDays['days'];
  readonly amounts: readonly AssessedDays[];
  readonly key: string;
  readonly request: string;
  readonly recordedBy: string;
}

export async function keepAssessment(queries: Queries, said: NewAssessment): Promise<string> {
  const { outcome, working } = amountsToJson(said.amounts);
  const json = (value: unknown) => JSON.stringify(value);
  const [row] = await queries.rows<{ id: string }>(
    'charging.keep-assessment',
    sql`insert into financial_assessments (identity_id, council, first_day, until_day, inputs,
          outcome, working, key, request, recorded_by)
        values (${said.identityId}::uuid, ${said.means.council}, ${said.days.from}::date,
          ${said.days.until}::date, ${json(meansToJson(said.means))}::text::jsonb,
          ${json(outcome)}::text::jsonb, ${json(working)}::text::jsonb, ${said.key},
          ${said.request}, ${said.recordedBy})
        returning id`,
  );
  if (!row) throw new Error('an assessment that is kept has an id');
  return row.id;
}

/** What was recorded under a key before. */
export async function assessmentOfKey(
  queries: Queries,
  key: string,
): Promise<{ id: string; request: string } | undefined> {
  const [row] = await queries.rows<{ id: string; request: string }>(
    'charging.assessment-of-key',
    sql`select id, request from assessment_keys where key = ${key}`,
  );
  return row;
}

/**
 * The identity of a person by which a council knows them: one that it tells of itself, or under
 * which it funds something that stands now; undefined where it knows nothing of them.
 */
export async function identityOfCouncil(
  queries: Queries,
  personId: string,
  council: string,
): Promise<string | undefined> {
  const [row] = await queries.rows<{ id: string }>(
    'charging.identity-of-council',
    sql`select i.id from identity_keys i
        where i.person_id = ${personId}::uuid and (i.source = ${council} or exists (
          select from award_keys a
          where a.identity_id = i.id and a.funder = ${council} and ${STANDS}))
        order by i.ordinal limit 1`,
  );
  return row?.id;
}

interface AssessmentRow {
  id: string;
  person_id: string;
  council: OrganisationCode;
  council_name: string | null;
  first_day: PlainDate;
  until_day: PlainDate | null;
  setting: CareSetting;
  legal_basis: LegalBasis;
  manner: Manner;
  outcome: AmountCell[];
  working: Step[][];
  superseded_from: PlainDate | null;
  recorded_at: Date;
}

/** All that is recorded of people, of every council, in the order in which it was. */
export async function assessmentsOfPeople(
  queries: Queries,
  personIds: readonly string[],
): Promise<RecordedAssessment[]> {
  const rows = await queries.rows<AssessmentRow>(
    'charging.assessments-of-people',
    sql`with own as materialized (
          select f.*, i.person_id from financial_assessments f
          join identities i on i.id = f.identity_id
          where i.person_id = any(${list(personIds)}::text::uuid[])
        )
        select f.id, f.person_id, f.council, o.name as council_name, f.first_day, f.until_day,
          f.inputs ->> 'setting' as setting, f.inputs ->> 'legalBasis' as legal_basis,
          f.inputs ->> 'manner' as manner, f.outcome, f.working, f.recorded_at,
          (select min(next.first_day) from own next
           where next.person_id = f.person_id and next.council = f.council
             and next.ordinal > f.ordinal
             and (f.until_day is null or next.first_day < f.until_day)) as superseded_from
        from own f left join organisations o on o.code = f.council
        order by f.ordinal`,
  );
  return rows.map(recorded);
}

function recorded(row: AssessmentRow): RecordedAssessment {
  return {
    id: row.id,
    personId: row.person_id,
    council: { code: row.council, name: row.council_name ?? row.council },
    days: { from: row.first_day, until: row.until_day },
    setting: row.setting,
    legalBasis: row.legal_basis,
    manner: row.manner,
    amounts: row.outcome.map((cell, at) => ({ ...amountOf(cell), steps: row.working[at] ?? [] })),
    supersededFrom: row.superseded_from,
    recordedAt: row.recorded_at,
  };
}

/** One assessment as JSON: nothing of the means it was made from. */
export interface StandingCell {
  person: string;
  council: OrganisationCode;
  from: PlainDate;
  until: PlainDate | null;
  outcome: AmountCell[];
}

/**
 * The assessments of people as one JSON value, in the order in which they were recorded, as known
 * then; null reads all.
 */
export function assessmentsJson(personIds: readonly string[], knownAt: Date | null): Sql {
  const known = knownAt ? sql`f.recorded_at <= ${knownAt}` : sql`true`;
  return sql`(select json_agg(json_build_object('person', i.person_id, 'council', f.council,
      'from', f.first_day, 'until', f.until_day, 'outcome', f.outcome) order by f.ordinal)
    from financial_assessments f join identities i on i.id = f.identity_id
    where i.person_id = any(${list(personIds)}::text::uuid[]) and ${known})`;
}

export function standingOfCell({
  council,
  from,
  until,
  outcome,
}: StandingCell): StandingAssessment {
  return { council, days: { from, until }, amounts: outcome.map(amountOf) };
}
