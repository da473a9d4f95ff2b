import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { accountsOfMovement, type LockedAccount } from '../ledger/journal-store.ts';
import { lockAccount, moving, type Recording, recordingBy } from '../ledger/posting.ts';
import { IdempotencyMismatch, NotFound } from '../ledger/refusals.ts';
import { inputHash, type KeyedRequest, refuseBadKey, refuseBadWords } from '../ledger/request.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { isUuid, type MovementId } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { NotWaiting, WrongWay } from './line-refusals.ts';
import { postSettled } from './post-settled.ts';
import type { SettledAs } from './settled-as.ts';
import {
  accountOfLine,
  decidedByKey,
  keepDecision,
  type LineToSettle,
  lineToSettle,
} from './waiting-store.ts';

export interface SettleRequest extends KeyedRequest {
  readonly line: string;
  readonly as: SettledAs;
}

export interface Settled {
  /** What it was found to be; null where it was none of this account's. */
  readonly movement: MovementId | null;
  readonly replayed: boolean;
}

const OPERATION = 'settleWaitingMovement';

/**
 * Decides what a waiting line was, by the finance role of its account's host, once. Its money is in
 * question no longer, and is recorded on its own day, or today where the host has closed that day's
 * year. Throws a MoneyRefused.
 */
export async function settleLine(
  db: Database,
  viewer: Viewer,
  request: SettleRequest,
  today: PlainDate,
): Promise<Settled> {
  refuseBadKey(request);
  const { as, line } = request;
  if (as.as === 'SPENDING') refuseBadWords('payee', as.payee);
  if (as.as === 'NOT_OURS') refuseBadWords('reason', as.reason);
  if (!isUuid(line)) throw unknownLine();
  return moving(db, async (tx) => {
    const account = await lockedAccountOf(tx, viewer, line);
    const by = recordingBy(viewer, account, OPERATION, request.idempotencyKey);
    return settle(tx, by, account, request, today);
  });
}

const unknownLine = () => new NotFound('line', 'is none by that id that you may decide about');

async function lockedAccountOf(
  tx: Transaction,
  viewer: Viewer,
  line: string,
): Promise<LockedAccount> {
  const id = await accountOfLine(tx, line);
  if (!id) throw unknownLine();
  try {
    return await lockAccount(tx, viewer, 'record-money', id);
  } catch (error) {
    if (error instanceof NotFound) throw unknownLine();
    throw error;
  }
}

async function settle(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  { line, as }: SettleRequest,
  today: PlainDate,
): Promise<Settled> {
  const hash = inputHash([line, ...Object.values(as)]);
  const { scope, key, actor } = by;
  const earlier = await decidedByKey(tx, { scope, key });
  if (earlier) {
    if (earlier.inputHash === hash) return { movement: earlier.movement, replayed: true };
    throw new IdempotencyMismatch('idempotencyKey', 'was used before for something else');
  }
  const found = await lineToSettle(tx, line);
  if (!found.isWaiting)
    throw new NotWaiting('line', 'waits no longer: it was decided, or taken back');
  refuseWrongWay(found, as);
  if (as.as === 'HOLD') await refuseForeign(tx, account, 'hold', as.hold);
  if (as.as === 'REFUND') await refuseForeign(tx, account, 'movement', as.movement);
  const days = { today, ...dayOf(found, today) };
  const movement = await postSettled(tx, by, account, { ...found, as, ...days });
  const reason = as.as === 'NOT_OURS' ? as.reason.trim() : null;
  await keepDecision(tx, {
    ...{ line, account: account.id, settledAs: as.as, movement, reason, by: actor },
    ...{ scope, key, inputHash: hash },
  });
  await note(tx, actor, { action: 'line-settled', line, account: account.id, as: as.as });
  return { movement, replayed: false };
}

/** Refuses a movement that is not of the account of the line. */
async function refuseForeign(
  tx: Transaction,
  { id }: LockedAccount,
  field: 'hold' | 'movement',
  movement: string,
): Promise<void> {
  const accounts = isUuid(movement) ? await accountsOfMovement(tx, movement) : [];
  if (!accounts.includes(id)) {
    throw new NotFound(field, 'is none by that id in the account of the line');
  }
}

function refuseWrongWay({ amount }: LineToSettle, { as }: SettledAs): void {
  const isIn = amount > 0n;
  if (isIn && (as === 'SPENDING' || as === 'HOLD')) {
    throw new WrongWay('as', 'is money that went out, and the line is money that came in');
  }
  if (!isIn && (as === 'DEPOSIT' || as === 'CONTRIBUTION' || as === 'REFUND')) {
    throw new WrongWay('as', 'is money that came in, and the line is money that went out');
  }
}

/** Its own day; of a closed year the day of the decision. */
function dayOf({ day, closedYears }: LineToSettle, today: PlainDate) {
  return { effectiveDay: closedYears.includes(financialYearOf(day)) ? today : day };
}
