import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { SELF } from '../streams/stream.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { depositTerms, type LockedAccount } from './journal-store.ts';
import { entriesOf } from './movement.ts';
import {
  lockAccount,
  moving,
  type Posted,
  post,
  type Recording,
  recordingBy,
  refuseClosed,
  replayOf,
} from './posting.ts';
import { heldIn } from './record-deposit.ts';
import { NotDepositable, UnknownCode } from './refusals.ts';
import { refuseOwnBesideNhs } from './refuse-own-money.ts';
import {
  daysCovered,
  given,
  inputHash as hashOf,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseFuture,
  refuseTooMuch,
} from './request.ts';

/** What the person paid, as it is said, and for which days. */
export interface ContributionSaid {
  readonly stream: string;
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
  /** Both included. */
  readonly firstDay?: PlainDate | null | undefined;
  readonly lastDay?: PlainDate | null | undefined;
  readonly scheduleId?: string | null;
  readonly dueDay?: PlainDate | null;
}

export interface ContributionRequest extends ContributionSaid, KeyedRequest {
  readonly account: string;
}

/**
 * Records what the person has paid towards their care: their own money in the account, beside that
 * of the stream; of care that its funder buys it is collected by the council. Beside NHS money only
 * where a rule of the account's host allows it. Throws a MoneyRefused.
 */
export async function recordContribution(
  db: Database,
  viewer: Viewer,
  request: ContributionRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseFuture(request.effectiveDay, today);
  return moving(db, async (tx) => {
    const account = await lockAccount(tx, viewer, 'record-money', request.account);
    const by = recordingBy(viewer, account, 'recordContribution', request.idempotencyKey);
    return postContribution(tx, by, account, { ...request, knownOn: today });
  });
}

/**
 * Posts what the person paid to an account whose row is locked. `knownOn` is the day by which a rule
 * has to be known. Throws a MoneyRefused, which has written nothing.
 */
export async function postContribution(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  said: ContributionSaid & { readonly knownOn: PlainDate },
): Promise<Posted> {
  const { stream, amount, effectiveDay, firstDay, lastDay, scheduleId, dueDay, knownOn } = said;
  const covers = daysCovered(firstDay, lastDay);
  const words = [account.id, stream, amount, effectiveDay, ...given(firstDay, lastDay)];
  const inputHash = hashOf([...words, ...given(scheduleId, dueDay)]);
  const year = financialYearOf(effectiveDay);
  const terms = await depositTerms(tx, { ...by, account, year, stream, funder: null });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseClosed(terms);
  if (!terms.stream) throw new UnknownCode('stream', 'is not a stream known here');
  const { code, undepositable } = terms.stream;
  const isHeld = account.mode !== 'COMMISSIONED';
  if (isHeld && undepositable !== null) {
    throw new NotDepositable('stream', `is never held in an account: ${undepositable}`);
  }
  refuseTooMuch(heldIn(terms.places), amount);
  const own = { stream: code, funder: SELF, amount };
  const days = { day: effectiveDay, knownOn };
  if (isHeld) await refuseOwnBesideNhs(tx, account, [own], { ...days, field: 'account' });
  const place = account.mode === 'COMMISSIONED' ? 'COLLECTED' : account.mode;
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'CONTRIBUTION', effectiveDay, year, inputHash, covers },
      ...{ scheduleId: scheduleId ?? null, dueDay: dueDay ?? null },
      entries: entriesOf([own], 'CONTRIBUTION', place),
    },
    terms,
  );
}
