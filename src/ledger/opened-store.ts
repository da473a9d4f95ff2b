import { type Database, type Queries, type Sql, sql, type Transaction } from '../db/database.ts';

/**
 * Opens these accounts to the rest of the transaction, besides what it has open already; the
 * database shows the money of no others. `ids` is a query of one column, `id`.
 */
export const openingAccounts = (ids: Sql): Sql =>
  sql`select set_config('onepot.accounts', (
      coalesce(nullif(current_setting('onepot.accounts', true), '')::uuid[], '{}')
      || coalesce(array_agg(checked.id), '{}'))::text, true)
    from (${ids}) checked`;

/** The ids of the accounts that are open. */
export const OPENED_ACCOUNTS = sql`any ((
  select nullif(current_setting('onepot.accounts', true), '')::uuid[])::uuid[])`;

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
