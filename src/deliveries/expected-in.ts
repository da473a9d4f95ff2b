import type { Transaction } from '../db/database.ts';
import type { LockedAccount } from '../ledger/journal-store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { ExpectedPayment } from './match-lines.ts';

/** What is to be paid into an account by a day, and has not come. */
export async function expectedIn(
  _tx: Transaction,
  _account: LockedAccount,
  _asked: { readonly by: PlainDate; readonly today: PlainDate },
): Promise<ExpectedPayment[]> {
  return [];
}
