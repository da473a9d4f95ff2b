import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { addPence, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { depositTerms, type LockedAccount, type Place } from './journal-store.ts';
import { entriesOfDeposit } from './movement.ts';
import {
  keyScope,
  lockAccount,
  moving,
  type Posted,
  post,
  refuseClosed,
  replayOf,
} from './posting.ts';
import { NotDepositable, UnknownCode } from './refusals.ts';
import {
  inputHash,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseFuture,
  refuseTooMuch,
} from './request.ts';

export interface DepositRequest extends KeyedRequest {
  readonly account: string;
  readonly stream: string;
  readonly funder: string;
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
}

const OPERATION = 'recordDeposit';

/** Records money of one source that has come into an account. Throws a MoneyRefused. */
export async function recordDeposit(
  db: Database,
  viewer: Viewer,
  request: DepositRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseFuture(request.effectiveDay, today);
  return moving(db, async (tx) => {
    const account = await lockAccount(tx, viewer, 'record-money', request.account);
    return deposit(tx, viewer, account, request);
  });
}

async function deposit(
  tx: Transaction,
  viewer: Viewer,
  account: LockedAccount,
  { stream, funder, amount, effectiveDay, idempotencyKey }: DepositRequest,
): Promise<Posted> {
  const hash = inputHash([account.id, stream, funder, amount, effectiveDay]);
  const year = financialYearOf(effectiveDay);
  const key = keyScope(viewer, account, OPERATION, idempotencyKey);
  const terms = await depositTerms(tx, { ...key, account, year, stream, funder });
  const replay = replayOf(terms, hash);
  if (replay) return replay;
  refuseClosed(terms);
  if (!terms.stream) throw new UnknownCode('stream', 'is not a stream known here');
  if (terms.stream.undepositable !== null) {
    throw new NotDepositable(
      'stream',
      `is never held in an account: ${terms.stream.undepositable}`,
    );
  }
  if (!terms.funder) throw new UnknownCode('funder', 'is not a funder known here');
  refuseTooMuch(heldIn(account, terms.places), amount);
  const share = { stream: terms.stream.code, funder: terms.funder, amount };
  return post(
    tx,
    {
      ...{ ...key, account, kind: 'DEPOSIT', effectiveDay, year, inputHash: hash },
      ...{ actor: viewer.subject, entries: entriesOfDeposit(account.mode, share) },
    },
    terms,
  );
}

function heldIn({ mode }: LockedAccount, places: readonly Place[]): Pence {
  const held = places.filter(({ kind }) => kind === mode);
  return addPence(...held.map(({ balance }) => balance));
}
