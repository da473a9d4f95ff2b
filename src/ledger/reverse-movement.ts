import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { AccountId } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type LockedAccount, type ReversalTerms, reversalTerms } from './journal-store.ts';
import { entriesOfReversal } from './movement.ts';
import {
  lockOf,
  moving,
  type Posted,
  post,
  type Recording,
  recordingBy,
  refuseClosed,
  replayOf,
} from './posting.ts';
import { AlreadyReversed, BeforeOriginal, BuiltUpon, ReversalOfReversal } from './refusals.ts';
import {
  inputHash,
  type KeyedRequest,
  refuseBadKey,
  refuseBadWords,
  refuseFuture,
} from './request.ts';

export interface ReversalRequest extends KeyedRequest {
  readonly movement: string;
  readonly reason: string;
  readonly effectiveDay: PlainDate;
}

/**
 * Takes a movement back by one that is its exact opposite, with a reason and a date of its own. What
 * was recorded stays. Throws a MoneyRefused.
 */
export async function reverseMovement(
  db: Database,
  viewer: Viewer,
  request: ReversalRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadWords('reason', request.reason);
  refuseFuture(request.effectiveDay, today);
  return moving(db, async (tx) => {
    const [account, other] = await lockOf(tx, viewer, 'record-money', {
      ...{ field: 'movement', movement: request.movement },
    });
    const own = account as LockedAccount;
    const by = recordingBy(viewer, own, 'reverseMovement', request.idempotencyKey);
    return postReversal(tx, by, own, other?.id ?? null, request);
  });
}

/** Posts a reversal; the row of the movement's account is locked. Throws a MoneyRefused. */
export async function postReversal(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  other: AccountId | null,
  { movement, reason, effectiveDay }: Omit<ReversalRequest, keyof KeyedRequest>,
): Promise<Posted> {
  const hash = inputHash([movement, reason, effectiveDay]);
  const year = financialYearOf(effectiveDay);
  const terms = await reversalTerms(tx, { ...by, account, other, year, movement });
  const replay = replayOf(terms, hash);
  if (replay) return replay;
  refuseContradictions(terms, effectiveDay);
  refuseClosed(terms);
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'REVERSAL', effectiveDay, year, inputHash: hash },
      ...{ reverses: movement, reason: reason.trim() },
      otherAccountId: terms.original.otherAccountId,
      entries: entriesOfReversal(terms.original.entries),
    },
    terms,
  );
}

function refuseContradictions({ original }: ReversalTerms, effectiveDay: PlainDate): void {
  if (original.kind === 'REVERSAL') {
    const reason = 'is a reversal itself: record the movement anew instead';
    throw new ReversalOfReversal('movement', reason);
  }
  if (original.isReversed) throw new AlreadyReversed('movement', 'was reversed before');
  if (original.isBuiltUpon) {
    throw new BuiltUpon('movement', 'is what a later movement is about: take that back first');
  }
  if (effectiveDay < original.effectiveDay) {
    throw new BeforeOriginal('effectiveDate', 'is before the day of what is reversed');
  }
}
