import { type Queries, sql } from '../db/database.ts';

/** What was recorded under a key before; of an award and its ends the award. */
export async function recordedUnder(
  queries: Queries,
  key: string,
): Promise<{ id: string; request: string } | undefined> {
  const [row] = await queries.rows<{ id: string; request: string }>(
    'decisions.recorded-under-key',
    sql`select id, request from recorded_keys where key = ${key}`,
  );
  return row;
}
