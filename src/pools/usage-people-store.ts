import { list, type Queries, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** When people were born, as the source that says the earliest day does; null where none says it. */
export async function birthDatesOf(
  queries: Queries,
  people: readonly string[],
): Promise<Map<string, PlainDate | null>> {
  const rows = await queries.rows<{ person: string; birthDate: PlainDate | null }>(
    'pools.birth-dates-of',
    sql`select coalesce(person_id, id)::text as person, min(birth_date) as "birthDate"
        from identities
        where coalesce(person_id, id) = any(${list(people)}::text::uuid[]) group by 1`,
  );
  return new Map(rows.map(({ person, birthDate }) => [person, birthDate]));
}
