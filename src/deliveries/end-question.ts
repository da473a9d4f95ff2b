import type { Transaction } from '../db/database.ts';
import type { LockedAccount } from '../ledger/journal-store.ts';
import type { Posted, Recording } from '../ledger/posting.ts';
import { postReversal } from '../ledger/reverse-movement.ts';
import type { MovementId } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** A movement in question that somebody has decided about. */
export interface EndedQuestion {
  readonly movement: MovementId;
  readonly effectiveDay: PlainDate;
  /** What was decided, in words. */
  readonly reason: string;
}

/** Takes money out of question, so that it can be recorded as what it was. Throws a MoneyRefused. */
export function endQuestion(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  question: EndedQuestion,
): Promise<Posted> {
  const own = { ...by, operation: `${by.operation} ends` };
  return postReversal(tx, own, account, null, question);
}
