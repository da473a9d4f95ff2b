import { randomUUID } from 'node:crypto';
import type { PersonRead } from '../../src/audit/read.ts';
import { keepReads, note } from '../../src/audit/store.ts';
import { type Queries, raw, sql } from '../../src/db/database.ts';

/** A read as a care team's, with these differences. */
export const readOf = (more: Partial<PersonRead> = {}): PersonRead => ({
  ...{ subject: 'worker', role: 'care-team', organisation: 'QF7', personId: randomUUID() },
  ...{ streams: ['adult-social-care'], reason: 'direct care', requestId: null, ...more },
});

/** Writes so many reads in one statement. */
export const someReads = (queries: Queries, count: number): Promise<void> =>
  keepReads(
    queries,
    Array.from({ length: count }, () => readOf()),
  );

/** Writes so many audit events, one after the other. */
export async function someEvents(queries: Queries, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    await note(queries, 'test', { action: 'organisation-added', organisation: `X${at}` });
  }
}

export interface StoredBlock {
  readonly kind: string;
  readonly ordinal: bigint;
  readonly first_id: bigint;
  readonly last_id: bigint;
  readonly rows: number;
}

export function blocksIn(queries: Queries, kind: string): Promise<StoredBlock[]> {
  return queries.rows(
    'test.blocks',
    sql`select kind, ordinal, first_id, last_id, rows from audit_blocks
        where kind = ${kind} order by ordinal`,
  );
}

/** The ids of a table's rows, in order. */
export async function idsIn(queries: Queries, table: 'reads' | 'audit_events'): Promise<bigint[]> {
  const rows = await queries.rows<{ id: bigint }>(
    'test.ids',
    sql`select id from ${raw(table)} order by id`,
  );
  return rows.map(({ id }) => id);
}

/** Runs a statement with the table's triggers off, as the owner of the database can. */
export async function behindTriggers(
  queries: Queries,
  table: string,
  statement: string,
): Promise<void> {
  await queries.rows('test.triggers-off', sql`${raw(`alter table ${table} disable trigger user`)}`);
  await queries.rows('test.behind-triggers', sql`${raw(statement)}`);
  await queries.rows('test.triggers-on', sql`${raw(`alter table ${table} enable trigger user`)}`);
}
