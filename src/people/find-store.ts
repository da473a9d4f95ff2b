import { codesOf } from '../access/organisation-codes.ts';
import type { SharedStream } from '../access/sharing.ts';
import type { Viewer } from '../access/viewer.ts';
import { join, list, type Queries, type Sql, sql, toSend } from '../db/database.ts';
import type { PersonId } from '../values/ids.ts';
import type { NhsNumber } from '../values/nhs-number.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { waysOfRelation } from './reach.ts';
import { describe, opening, type PersonRow } from './visible.ts';

/** Who asks, for which organisation: only its own people are looked through. */
export type Searching = Viewer & { readonly organisation: string };

/** A name that the organisation's own sources give to somebody. */
export interface NamedIdentity {
  readonly personId: PersonId;
  readonly surname: string;
  readonly givenNames: string | null;
}

/** The names of everybody to whom an organisation's own sources give that birth date. */
export async function namesOfBirthDate(
  queries: Queries,
  { organisation }: Searching,
  birthDate: PlainDate,
): Promise<NamedIdentity[]> {
  const rows = await queries.rows<{
    person_id: PersonId;
    surname: string;
    given_names: string | null;
  }>(
    'people.names-of-birth-date',
    sql`with codes as materialized (${codesOf(organisation)}),
        born as materialized (
          select distinct person_id from identities
          where birth_date = ${birthDate}::date and person_id is not null
            and source in (select code from codes))
        select own.person_id, own.surname, own.given_names
        from born cross join lateral (
          select * from identities where person_id = born.person_id offset 0) own
        where own.surname is not null and own.source in (select code from codes)`,
  );
  return rows.map((row) => ({
    personId: row.person_id,
    surname: row.surname,
    givenNames: row.given_names,
  }));
}

/** Somebody whom a search may tell of, and what decides whether it does. */
export interface SoughtRow extends PersonRow {
  /** Every code of the organisation that searches. */
  codes: string[];
  /** The area's streams. */
  streams: SharedStream[] | null;
  /** Whether the viewer sees the record already. */
  works_with: boolean;
}

/** The person with that NHS number, where the organisation tells of them too. */
export function numbered({ organisation }: Searching, nhsNumber: NhsNumber): Sql {
  return sql`select distinct asked.person_id from identity_keys asked
    where asked.nhs_number = ${nhsNumber} and asked.person_id is not null
      and exists (select from identity_keys own
        where own.person_id = asked.person_id and own.source in (${codesOf(organisation)}))`;
}

export function chosen(ids: readonly PersonId[]): Sql {
  return sql`select * from unnest(${list(ids)}::text::uuid[]) as wanted (person_id)`;
}

/** Everything that sources say of these people, as of those whom the viewer may see, in order of id. */
export function soughtPeople(
  queries: Queries,
  viewer: Searching,
  ids: Sql,
  today: PlainDate,
): Promise<SoughtRow[]> {
  const related = waysOfRelation(viewer, today).map(
    (way) => sql`exists (select from (${way}) way where way.person_id = told.id)`,
  );
  const statement = sql`select told.*, (select json_agg(code) from (${codesOf(viewer.organisation)}) of_one) as codes,
          (select json_agg(json_build_object('code', code, 'sector', sector)) from streams) as streams,
          (${join(related, ' or ')}) as works_with
        from (${describe(viewer, today)}) told
        order by told.id`;
  return queries.together<SoughtRow>(
    toSend('people.open-sought', opening(ids)),
    toSend('people.sought-people', statement),
  );
}
