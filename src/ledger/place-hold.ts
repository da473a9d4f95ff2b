import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { isInvoiced } from './about-store.ts';
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
import { AlreadyInvoiced } from './refusals.ts';
import {
  given,
  inputHash as hashOf,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseBadWords,
  refuseFuture,
} from './request.ts';

/** Money that is promised, as it is said; of a bill its number and the days of service too. */
export interface HoldSaid extends NamedSource {
  readonly amount: Pence;
  readonly payee: string;
  readonly purpose: string;
  readonly effectiveDay: PlainDate;
  readonly dueDay?: PlainDate | null | undefined;
  readonly invoice?: string | null;
  readonly covers?: { readonly from: PlainDate; readonly until: PlainDate } | null;
}

export interface HoldRequest extends HoldSaid, KeyedRequest {
  readonly account: string;
}

/**
 * Promises money of an account to somebody: it counts against what is left until it is settled or
 * released. By the host's finance role or the holder of a direct payment. Throws a MoneyRefused.
 */
export async function placeHold(
  db: Database,
  viewer: Viewer,
  request: HoldRequest,
  today: PlainDate,
  operation = 'placeHold',
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseBadWords('payee', request.payee);
  refuseFuture(request.effectiveDay, today);
  refuseHalfSource(request);
  return moving(db, async (tx) => {
    const account = await lockAccount(tx, viewer, 'record-spending', request.account);
    const by = recordingBy(viewer, account, operation, request.idempotencyKey);
    return postHold(tx, by, account, request);
  });
}

/** Posts a promise of money in an account whose row is locked. Throws a MoneyRefused. */
export async function postHold(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  said: HoldSaid,
): Promise<Posted> {
  const { amount, purpose, effectiveDay, dueDay, stream, funder } = said;
  const [payee, invoice, covers] = [
    said.payee.trim(),
    said.invoice?.trim() ?? null,
    said.covers ?? null,
  ];
  const words = [account.id, amount, said.payee, purpose, effectiveDay];
  const bill = given(dueDay, invoice, covers?.from, covers?.until);
  const inputHash = hashOf([...words, ...given(stream, funder), ...bill]);
  const year = financialYearOf(effectiveDay);
  const named = { stream: stream ?? null, funder: funder ?? null };
  const terms = await spendingTerms(tx, { ...by, account, year, purpose, ...named });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseClosed(terms);
  if (invoice && (await isInvoiced(tx, account.id, { provider: payee, number: invoice }))) {
    throw new AlreadyInvoiced('number', 'is that of a bill of this provider recorded here before');
  }
  const parts = fundedBy(account, withNamed(account, said, terms), amount);
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'HOLD', effectiveDay, year, inputHash, payee, purpose },
      ...{ invoice, covers, dueDay: dueDay ?? null },
      entries: entriesOf(parts, potOf(account.mode), 'COMMITTED'),
    },
    terms,
  );
}
