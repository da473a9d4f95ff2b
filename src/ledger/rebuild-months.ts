import type { Database } from '../db/database.ts';
import { accountsAfter, rebuildMonths, rebuildSums } from './months-store.ts';

const AT_ONCE = 50;

/**
 * Adds up every month of spending anew from the entries, some accounts at a time, each locked as a
 * movement would lock it, and then the sums of everybody together: people are served meanwhile. Gives
 * how many accounts there are.
 */
export async function rebuildSpendingMonths(db: Database): Promise<number> {
  let count = 0;
  let after: string | null = null;
  for (;;) {
    const accounts: string[] = await accountsAfter(db, after, AT_ONCE);
    if (accounts.length === 0) break;
    await db.transaction((tx) => rebuildMonths(tx, accounts));
    count += accounts.length;
    after = accounts.at(-1) ?? null;
  }
  await db.transaction(rebuildSums);
  return count;
}
