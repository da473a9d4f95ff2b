import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { type AccountId, isUuid, type MovementId, type OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  accountsOfMovement,
  type KeyScope,
  type LockedAccount,
  lockAccounts,
  type Terms,
} from './journal-store.ts';
import { type DeliveredRow, keepJournal, type NewJournal } from './posting-store.ts';
import {
  BeforeOriginal,
  ClosedYear,
  IdempotencyMismatch,
  InsufficientFunds,
  NotFound,
} from './refusals.ts';

/** A movement that is recorded; `replayed` where it had been before, by the same key. */
export interface Posted {
  readonly movement: MovementId;
  readonly replayed: boolean;
}

/** Whose key it is, who records it and, where an import brought it, in which row. */
export interface Recording extends KeyScope {
  readonly actor: string;
  readonly source?: DeliveredRow | null;
}

/** Two that wait for each other, a snapshot that no longer holds, and a key that two brought. */
const TRY_AGAIN = new Set(['40P01', '40001', '23505']);
const MOST_TRIES = 5;

/**
 * Runs a transaction that moves money. Where the database chose to end it for another's sake it is
 * run anew, so that no deadlock reaches a caller; nothing of the first attempt is left.
 */
export async function moving<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (tries === MOST_TRIES || typeof code !== 'string' || !TRY_AGAIN.has(code)) throw error;
    }
  }
}

export type MoneyAction = 'record-money' | 'record-spending';

/** An account in which the viewer may record this, its row locked; refused where there is none. */
export async function lockAccount(
  tx: Transaction,
  viewer: Viewer,
  action: MoneyAction,
  id: string,
): Promise<LockedAccount> {
  const [account] = await lockAll(tx, viewer, action, [id]);
  return account as LockedAccount;
}

/** All of these accounts, as one; in the order in which they are named. */
export async function lockAll(
  tx: Transaction,
  viewer: Viewer,
  action: MoneyAction,
  ids: readonly string[],
): Promise<LockedAccount[]> {
  const reach = reachOf(viewer, action);
  const organisation = reach === 'hosted' ? viewer.organisation : null;
  const nhsNumber = reach === 'self' ? viewer.nhsNumber : null;
  if (!ids.every(isUuid) || (organisation === null && nhsNumber === null)) throw unknownAccount();
  const locked = await lockAccounts(tx, ids, { organisation, nhsNumber });
  return ids.map((id) => {
    const account = locked.find((each) => each.id === id.toLowerCase());
    // The holder themself directs a direct payment, and no other money.
    if (!account || (reach === 'self' && account.mode !== 'DIRECT_PAYMENT')) throw unknownAccount();
    return account;
  });
}

/**
 * The account of a movement and, of a transfer, the other; their rows locked. `field` names the
 * movement where it is refused: not known and not allowed are the same.
 */
export async function lockOf(
  tx: Transaction,
  viewer: Viewer,
  action: MoneyAction,
  { field, movement }: { readonly field: string; readonly movement: string },
): Promise<LockedAccount[]> {
  const unknown = () => new NotFound(field, 'is none by that id about which you may record this');
  const ids = isUuid(movement) ? await accountsOfMovement(tx, movement) : [];
  if (ids.length === 0) throw unknown();
  try {
    return await lockAll(tx, viewer, action, ids);
  } catch (error) {
    if (error instanceof NotFound) throw unknown();
    throw error;
  }
}

/** An account that an organisation hosts, its row locked; null where it hosts none by that id. */
export async function lockHosted(
  tx: Transaction,
  host: OrganisationCode,
  id: AccountId,
): Promise<LockedAccount | null> {
  const [account] = await lockAccounts(tx, [id], { organisation: host, nhsNumber: null });
  return account ?? null;
}

export const unknownAccount = () =>
  new NotFound('account', 'is none by that id in which you may record this');

/** What a viewer records by a key of theirs. */
export const recordingBy = (
  viewer: Viewer,
  account: Pick<LockedAccount, 'id'>,
  operation: string,
  key: string,
): Recording => ({ ...keyScope(viewer, account, operation, key), actor: viewer.subject });

/** Whose the key is: the acting organisation's or, where the holder acts, of this account alone. */
export function keyScope(
  viewer: Viewer,
  account: Pick<LockedAccount, 'id'>,
  operation: string,
  key: string,
): KeyScope {
  const isHolder = viewer.role === 'holder' || viewer.organisation === null;
  return { operation, key, scope: isHolder ? `holder of ${account.id}` : viewer.organisation };
}

/** The same answer as before, where the key stands for the same input; refused for another. */
export function replayOf({ earlier }: Terms, hash: string): Posted | null {
  if (!earlier) return null;
  if (earlier.inputHash !== hash) {
    throw new IdempotencyMismatch('idempotencyKey', 'was used before for something else');
  }
  return { movement: earlier.id, replayed: true };
}

/** Nothing happens before what it is about. */
export function refuseBefore(day: PlainDate, earlier: { readonly effectiveDay: PlainDate }): void {
  if (day < earlier.effectiveDay) {
    throw new BeforeOriginal('effectiveDate', 'is before the day of what this is about');
  }
}

export function refuseClosed({ isClosed }: Terms): void {
  if (isClosed) {
    const reason = 'is in a financial year that the host of the account has closed';
    throw new ClosedYear('effectiveDate', reason);
  }
}

/** Writes the journal; what would overdraw is refused, and nothing of it is left. */
export async function post(
  tx: Transaction,
  journal: NewJournal,
  { places }: Terms,
): Promise<Posted> {
  const movement = await keepJournal(tx, journal, places);
  if (movement === null) throw insufficient('amount');
  return { movement, replayed: false };
}

export const insufficient = (field: string) =>
  new InsufficientFunds(field, 'is more than is left of the money that may be used for it');
