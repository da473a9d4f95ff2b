import type { Transaction } from '../db/database.ts';
import { type LockedAccount, lockAccounts } from '../ledger/journal-store.ts';
import { BuiltUpon, InsufficientFunds, MoneyRefused } from '../ledger/refusals.ts';
import { postReversal } from '../ledger/reverse-movement.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  accountsOfDelivery,
  keepTakenBack,
  type LineToTakeBack,
  linesToTakeBack,
} from './lines-store.ts';

/** Lines that cannot be taken back; says which row, and why. */
export class LinesStand extends Error {
  override readonly name = 'LinesStand';
}

export interface TakingBack {
  readonly delivery: string;
  /** Who sent it: the host of all the accounts. */
  readonly host: string;
  readonly reason: string;
  readonly actor: string;
  readonly today: PlainDate;
}

/**
 * Takes back what a delivery alone has told, by reversing movements with the reason, the latest
 * first, under the locks of all its accounts; its waiting lines wait no longer. Throws LinesStand
 * where the ledger refuses one: nothing is taken back then.
 */
export async function takeBackLines(tx: Transaction, taking: TakingBack): Promise<void> {
  const { delivery, host, reason, actor } = taking;
  const ids = await accountsOfDelivery(tx, delivery);
  if (ids.length === 0) return;
  const accounts = await lockAccounts(tx, ids, { organisation: host, nhsNumber: null });
  const lines = await linesToTakeBack(tx, delivery);
  for (const line of lines) {
    const account = accounts.find(({ id }) => id === line.accountId) as LockedAccount;
    await reverseAll(tx, taking, account, line).catch((error: unknown) => {
      throw asRefusal(error, line.row);
    });
  }
  await keepTakenBack(tx, lines, { reason, by: actor });
}

async function reverseAll(
  tx: Transaction,
  { host, reason, actor, today }: TakingBack,
  account: LockedAccount,
  { journals }: LineToTakeBack,
): Promise<void> {
  for (const movement of journals) {
    const by = { operation: 'withdraw', scope: host, key: movement, actor };
    await postReversal(tx, by, account, null, { movement, reason, effectiveDay: today });
  }
}

function asRefusal(error: unknown, row: number): unknown {
  if (!(error instanceof MoneyRefused)) return error;
  if (error instanceof InsufficientFunds) {
    return new LinesStand(`the money of row ${row} has been spent since: take that back first`);
  }
  if (error instanceof BuiltUpon) {
    return new LinesStand(`a later movement is about row ${row}: take that back first`);
  }
  return new LinesStand(`row ${row} cannot be taken back: ${error.message}`);
}
