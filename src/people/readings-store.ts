import { list, type Queries, sql } from '../db/database.ts';
import type { ChosenReading, Reading } from './reading.ts';

interface ReadingRow extends ChosenReading {
  readonly personId: string;
}

/** What each of these people, whose rows are opened, chose last. */
export async function readingsOfPeople(
  queries: Queries,
  personIds: readonly string[],
): Promise<Map<string, ChosenReading>> {
  const rows = await queries.rows<ReadingRow>(
    'people.readings-of-people',
    sql`select distinct on (i.person_id) i.person_id as "personId", r.language, r.size, r.format,
          r.recorded_at as "at"
        from readings r join identities i on i.id = r.identity_id
        where i.person_id = any(${list(personIds)}::text::uuid[])
        order by i.person_id, r.ordinal desc`,
  );
  return new Map(rows.map(({ personId, ...chosen }) => [personId, chosen]));
}

export async function keepReading(
  queries: Queries,
  identityId: string,
  { language, size, format }: Reading,
  by: string,
): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'people.keep-reading',
    sql`insert into readings (identity_id, language, size, format, recorded_by)
        values (${identityId}::uuid, ${language}, ${size}, ${format}, ${by}) returning id`,
  );
  return (row as { id: string }).id;
}
