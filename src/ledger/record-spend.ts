import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { draw, type Share } from './draw.ts';
import {
  type LockedAccount,
  type SpendingTerms,
  sharesAt,
  spendingTerms,
} from './journal-store.ts';
import { entriesOf, potOf } from './movement.ts';
import {
  insufficient,
  keyScope,
  lockAccount,
  moving,
  type Posted,
  post,
  refuseClosed,
  replayOf,
} from './posting.ts';
import { NotFundable, UnknownCode } from './refusals.ts';
import {
  inputHash,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseBadWords,
  refuseFuture,
} from './request.ts';

export interface SpendRequest extends KeyedRequest {
  readonly account: string;
  readonly amount: Pence;
  readonly payee: string;
  readonly purpose: string;
  readonly effectiveDay: PlainDate;
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
  return moving(db, async (tx) => {
    const account = await lockAccount(tx, viewer, 'record-spending', request.account);
    return spend(tx, viewer, account, request);
  });
}

async function spend(
  tx: Transaction,
  viewer: Viewer,
  account: LockedAccount,
  { amount, payee, purpose, effectiveDay, idempotencyKey }: SpendRequest,
): Promise<Posted> {
  const hash = inputHash([account.id, amount, payee, purpose, effectiveDay]);
  const year = financialYearOf(effectiveDay);
  const key = keyScope(viewer, account, OPERATION, idempotencyKey);
  const terms = await spendingTerms(tx, { ...key, account, year, purpose });
  const replay = replayOf(terms, hash);
  if (replay) return replay;
  refuseClosed(terms);
  const parts = draw(amount, sourcesFor(account, terms));
  if (!parts) throw insufficient('amount');
  return post(
    tx,
    {
      ...{ ...key, account, kind: 'SPENDING', effectiveDay, year, inputHash: hash },
      ...{ actor: viewer.subject, payee: payee.trim(), purpose },
      entries: entriesOf(parts, potOf(account.mode), 'PROVIDER'),
    },
    terms,
  );
}

/**
 * What each source that may fund the purpose has left. Refused where the account has money of
 * sources that may not; an account that never had money has too little, whatever it is for.
 */
function sourcesFor({ mode }: LockedAccount, { funding, places }: SpendingTerms): Share[] {
  if (!funding) throw new UnknownCode('purpose', 'is not a purpose known here');
  const held = sharesAt(places, potOf(mode));
  const sources = held.filter(({ stream }) => funding.includes(stream));
  if (held.length > 0 && sources.length === 0) {
    throw new NotFundable('purpose', 'is nothing that a source in this account may pay for');
  }
  return sources;
}
