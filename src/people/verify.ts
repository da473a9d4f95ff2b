import { type Check, checkThat } from '../audit/check.ts';
import { type Queries, sql } from '../db/database.ts';

/** Who is who must be what the live identities say, and no person has two NHS numbers. */
export async function verifyPeople(queries: Queries): Promise<Check[]> {
  const twice = await queries.rows<{ person_id: string }>(
    'people.with-two-nhs-numbers',
    sql`select person_id from identities where person_id is not null
        group by person_id having count(distinct nhs_number) > 1`,
  );
  const misnamed = await queries.rows<{ id: string }>(
    'people.not-named-by-their-oldest',
    sql`select i.id from identities i
        join (select person_id, min(ordinal) as oldest from identities
              where person_id is not null group by person_id) p on p.person_id = i.person_id
        join identities first on first.ordinal = p.oldest
        where first.id <> i.person_id`,
  );
  const unsettled = await queries.rows<{ id: string }>(
    'people.live-without-a-person',
    sql`select i.id from identities i
        where (i.person_id is not null)
          <> exists (select 1 from sightings s where s.identity_id = i.id and s.live)`,
  );
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return [
    checkThat(
      'no person has two NHS numbers',
      twice.map((row) => row.person_id),
      'every person',
    ),
    checkThat('a person is named by their oldest identity', ids(misnamed), 'every identity'),
    checkThat(
      'an identity has a person while a source tells of it',
      ids(unsettled),
      'every identity',
    ),
  ];
}
