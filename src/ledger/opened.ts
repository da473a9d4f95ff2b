import type { Database, Queries, Transaction } from '../db/database.ts';

/**
 * Statements that see the money of these accounts, of which somebody was found to be told. A
 * transaction in which the check has found them has them open already.
 */
export function openedIn(
  db: Database | Transaction,
  accounts: readonly { readonly id: string }[],
): Queries {
  return 'inTransaction' in db ? db : db.under({ accounts: accounts.map(({ id }) => id) });
}
