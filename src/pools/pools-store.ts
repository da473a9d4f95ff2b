import { type Queries, records, sql } from '../db/database.ts';
import type { Pool } from './pool.ts';

/** Every pool, in order of its code. */
export function allPools(queries: Queries): Promise<Pool[]> {
  return queries.rows<Pool>(
    'pools.all-pools',
    sql`select code, name, host from pools order by code`,
  );
}

/** Adds a pool; gives false where one of that code is there. */
export async function keepPool(queries: Queries, pool: Pool): Promise<boolean> {
  const added = await queries.rows(
    'pools.keep-pool',
    sql`insert into pools (code, name, host)
        select code, name, host
        from jsonb_to_recordset(${records([pool])}::text::jsonb) as said (code text, name text,
          host text)
        on conflict do nothing returning code`,
  );
  return added.length > 0;
}
