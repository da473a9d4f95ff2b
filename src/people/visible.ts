import { type ActingFor, reachOf, type Viewer } from '../access/viewer.ts';
import { type Queries, type Sql, sql } from '../db/database.ts';
import { isUuid, type PersonId } from '../values/ids.ts';
import type { NhsNumber } from '../values/nhs-number.ts';
import type { Nino } from '../values/nino.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** How a person is asked for. */
export type PersonKey =
  | { readonly nhsNumber: NhsNumber }
  | { readonly nino: Nino }
  | { readonly id: string };

/**
 * A person whom the viewer may see: only this file makes one, after asking the map of actions, so
 * that to hold one is the permission to read that person's money.
 */
export interface VisiblePerson {
  readonly id: PersonId;
  readonly nhsNumber: string | null;
  readonly surname: string | null;
  readonly givenNames: string | null;
  readonly birthDate: PlainDate | null;
  /** The organisations that have told of this person. */
  readonly sources: readonly string[];
  /** What kind of organisation the viewer acts for; null where it is not known. */
  readonly seenBy: ActingFor | null;
}

interface PersonRow {
  id: PersonId;
  nhs_number: string | null;
  surname: string | null;
  given_names: string | null;
  birth_date: PlainDate | null;
  sources: string[];
  seen_by: ActingFor | null;
}

/** The person, or null: not known and not allowed are the same answer. */
export async function visiblePerson(
  queries: Queries,
  viewer: Viewer,
  key: PersonKey,
  today: PlainDate,
): Promise<VisiblePerson | null> {
  const allowed = allowedPeople(viewer, today);
  if (!allowed || ('id' in key && !isUuid(key.id))) return null;
  const rows = await queries.rows<PersonRow>(
    'people.visible-person',
    describe(
      viewer,
      sql`select person_id from identities
        where ${keyed(key)} and person_id is not null and person_id in (${allowed})`,
    ),
  );
  return rows.length === 1 ? person(rows[0] as PersonRow) : null;
}

/** No id of a person: one made by chance has its version in it. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** A page of the people the viewer may see, in order of id, after the given one. */
export async function visiblePeople(
  queries: Queries,
  viewer: Viewer,
  page: { readonly after: string | null; readonly count: number },
  today: PlainDate,
): Promise<VisiblePerson[]> {
  const allowed = allowedPeople(viewer, today);
  if (!allowed) return [];
  const rows = await queries.rows<PersonRow>(
    'people.visible-people',
    describe(
      viewer,
      sql`select person_id from (${allowed}) allowed
        where person_id > coalesce(${page.after}::uuid, ${BEFORE_ALL}::uuid)
        group by person_id order by person_id limit ${page.count}::int`,
    ),
  );
  return rows.map(person);
}

function keyed(key: PersonKey): Sql {
  if ('nhsNumber' in key) return sql`nhs_number = ${key.nhsNumber}`;
  if ('nino' in key) return sql`nino = ${key.nino}`;
  return sql`id = ${key.id}::uuid`;
}

/** The ids of the people in the viewer's reach; null where they reach nobody. */
function allowedPeople(viewer: Viewer, today: PlainDate): Sql | null {
  switch (reachOf(viewer, 'read-person')) {
    case 'self':
      return viewer.nhsNumber === null
        ? null
        : sql`select person_id from identities where nhs_number = ${viewer.nhsNumber}
            and person_id is not null`;
    case 'related':
      return sql`select i.person_id from relationships r join identities i on i.id = r.identity_id
        where r.subject = ${viewer.subject} and i.person_id is not null
          and (r.from_day is null or r.from_day <= ${today}::date)
          and (r.until_day is null or r.until_day > ${today}::date)`;
    default:
      return null;
  }
}

/** The newest name and birth date that any source gives. */
function describe(viewer: Viewer, ids: Sql): Sql {
  return sql`select i.person_id as id, max(i.nhs_number) as nhs_number,
      (array_agg(i.surname order by (i.surname is null), i.ordinal desc))[1] as surname,
      (array_agg(i.given_names order by (i.surname is null), i.ordinal desc))[1] as given_names,
      (array_agg(i.birth_date order by (i.birth_date is null), i.ordinal desc))[1] as birth_date,
      json_agg(distinct i.source) as sources,
      (select kind from organisations where code = ${viewer.organisation}) as seen_by
    from identities i where i.person_id in (${ids})
    group by i.person_id order by i.person_id`;
}

const person = (row: PersonRow): VisiblePerson => ({
  id: row.id,
  nhsNumber: row.nhs_number,
  surname: row.surname,
  givenNames: row.given_names,
  birthDate: row.birth_date,
  sources: row.sources,
  seenBy: row.seen_by,
});
