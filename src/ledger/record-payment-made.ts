import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { fundedBy, type NamedSource, refuseHalfSource, withNamed } from './free-money.ts';
import { type LockedAccount, type SpendingTerms, spendingTerms } from './journal-store.ts';
import { type Entry, entriesInQuestion, entriesOf, potOf } from './movement.ts';
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
import { BadSource, InsufficientFunds, NotFundable, UnknownCode } from './refusals.ts';
import {
  given,
  inputHash as hashOf,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseBadWords,
  refuseFuture,
} from './request.ts';

/** A payment that has been made, as it is said; null for a purpose that is not known. */
export interface MadeSaid extends NamedSource {
  readonly amount: Pence;
  readonly payee: string;
  readonly purpose?: string | null | undefined;
  readonly effectiveDay: PlainDate;
  readonly invoice?: string | null;
}

export interface MadeRequest extends MadeSaid, KeyedRequest {
  readonly account: string;
}

/**
 * Records a payment that has already been made: the hub refuses no fact. Where no source may fund
 * it, or too little is left, or nobody says what it was for, it is in question: attributed to nobody
 * until that is decided. Throws a MoneyRefused.
 */
export async function recordPaymentMade(
  db: Database,
  viewer: Viewer,
  request: MadeRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseBadWords('payee', request.payee);
  refuseFuture(request.effectiveDay, today);
  refuseHalfSource(request);
  return moving(db, async (tx) => {
    const account = await lockAccount(tx, viewer, 'record-spending', request.account);
    const by = recordingBy(viewer, account, 'recordPaymentMade', request.idempotencyKey);
    return postPaymentMade(tx, by, account, request);
  });
}

/** Posts a payment that was made from an account whose row is locked. Throws a MoneyRefused. */
export async function postPaymentMade(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  said: MadeSaid,
): Promise<Posted> {
  const { amount, effectiveDay, stream, funder } = said;
  const purpose = said.purpose ?? null;
  const words = [account.id, amount, said.payee, effectiveDay];
  const inputHash = hashOf([...words, ...given(purpose), ...given(stream, funder, said.invoice)]);
  const year = financialYearOf(effectiveDay);
  const named = { stream: stream ?? null, funder: funder ?? null };
  const terms = await spendingTerms(tx, { ...by, account, year, purpose, ...named });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseClosed(terms);
  if (purpose !== null && !terms.funding) {
    throw new UnknownCode('purpose', 'is not a purpose known here');
  }
  const answered = purpose === null ? null : answeredFor(account, said, terms);
  const kind = answered ? 'SPENDING' : 'IN_QUESTION';
  return post(
    tx,
    {
      ...{ ...by, account, kind, effectiveDay, year, inputHash, payee: said.payee.trim() },
      ...{ purpose, invoice: said.invoice ?? null },
      entries: answered ?? entriesInQuestion(amount),
    },
    terms,
  );
}

/** Null where no source answers for it. */
function answeredFor(account: LockedAccount, said: MadeSaid, terms: SpendingTerms): Entry[] | null {
  try {
    const parts = fundedBy(account, withNamed(account, said, terms), said.amount);
    return entriesOf(parts, potOf(account.mode), 'PROVIDER');
  } catch (error) {
    const isOpen =
      error instanceof NotFundable ||
      error instanceof InsufficientFunds ||
      (error instanceof BadSource && !said.stream);
    if (isOpen) return null;
    throw error;
  }
}
