import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { fundedBy, type NamedSource, refuseHalfSource, withNamed } from './free-money.ts';
import { type LockedAccount, spendingTerms } from './journal-store.ts';
import { entriesOf, potOf } from './movement.ts';
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
import {
  given,
  inputHash as hashOf,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseBadWords,
  refuseFuture,
} from './request.ts';

/** A payment, as it is said; from the source named or, without one, by the rule of its purpose. */
export interface SpendSaid extends NamedSource {
  readonly amount: Pence;
  readonly payee: string;
  readonly purpose: string;
  readonly effectiveDay: PlainDate;
}

export interface SpendRequest extends SpendSaid, KeyedRequest {
  readonly account: string;
}

const OPERATION = 'recordSpend';

/**
 * Records a payment out of an account, by the host's finance role or the holder of a direct payment,
 * drawn on the sources that may fund its purpose. Throws a MoneyRefused.
 */
export async function recordSpend(
  db: Database,
  viewer: Viewer,
  request: SpendRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseBadWords('payee', request.payee);
  refuseFuture(request.effectiveDay, today);
  refuseHalfSource(request);
  return moving(db, async (tx) => {
    const account = await lockAccount(tx, viewer, 'record-spending', request.account);
    const by = recordingBy(viewer, account, OPERATION, request.idempotencyKey);
    return postSpend(tx, by, account, request);
  });
}

/** Posts a payment out of an account whose row is locked. Throws a MoneyRefused. */
export async function postSpend(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  said: SpendSaid,
): Promise<Posted> {
  const { amount, purpose, effectiveDay, stream, funder } = said;
  const words = [account.id, amount, said.payee, purpose, effectiveDay];
  const inputHash = hashOf([...words, ...given(stream, funder)]);
  const year = financialYearOf(effectiveDay);
  const named = { stream: stream ?? null, funder: funder ?? null };
  const terms = await spendingTerms(tx, { ...by, account, year, purpose, ...named });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseClosed(terms);
  const parts = fundedBy(account, withNamed(account, said, terms), amount);
  const entries = entriesOf(parts, potOf(account.mode), 'PROVIDER');
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'SPENDING', effectiveDay, year, inputHash },
      ...{ payee: said.payee.trim(), purpose, entries },
    },
    terms,
  );
}
