import type { Check } from '../../src/audit/check.ts';
import { type Database, raw, sql, type Transaction } from '../../src/db/database.ts';

/** Thrown so that what was planted is taken out again. */
const TAKEN_OUT = new Error('what was planted is taken out');

/**
 * Changes rows of a table as the owner of the database can, with its triggers and references off,
 * and gives the names of the checks that find it. Nothing of it is left afterwards.
 */
export async function foundWhere(
  db: Database,
  table: string,
  change: string,
  verify: (db: Database) => Promise<readonly Check[]>,
): Promise<string[]> {
  let found: string[] = [];
  const planting = db.transaction(async (tx) => {
    await tx.rows('test.triggers-off', sql`${raw(`alter table ${table} disable trigger all`)}`);
    const changed = await tx.rows('test.plant', sql`${raw(`${change} returning 1`)}`);
    if (changed.length === 0) throw new Error(`nothing was planted by: ${change}`);
    const checks = await verify(seenBy(db, tx));
    found = checks.filter(({ ok }) => !ok).map(({ name }) => name);
    throw TAKEN_OUT;
  });
  await planting.catch((error: unknown) => {
    if (error !== TAKEN_OUT) throw error;
  });
  return found;
}

/** The database as a transaction of its owner sees it. */
const seenBy = (db: Database, tx: Transaction): Database => ({
  ...db,
  rows: (...args) => tx.rows(...args),
  together: (...args) => tx.together(...args),
  under: () => tx,
});
