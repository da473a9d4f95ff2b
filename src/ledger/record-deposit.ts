import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { addPence, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { depositTerms, type LockedAccount, type Place } from './journal-store.ts';
import { entriesOf, NEVER_OVERDRAWN, potOf } from './movement.ts';
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
import { NotDepositable, UnknownCode } from './refusals.ts';
import {
  inputHash,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseFuture,
  refuseTooMuch,
} from './request.ts';

/** Money that has come in, as it is said. */
export interface DepositSaid {
  readonly stream: string;
  readonly funder: string;
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
}

export interface DepositRequest extends DepositSaid, KeyedRequest {
  readonly account: string;
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
    const by = recordingBy(viewer, account, OPERATION, request.idempotencyKey);
    return postDeposit(tx, by, account, request);
  });
}

/** Posts a deposit to an account whose row is locked. Throws a MoneyRefused. */
export async function postDeposit(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  { stream, funder, amount, effectiveDay }: DepositSaid,
): Promise<Posted> {
  refuseCommissioned(account);
  const hash = inputHash([account.id, stream, funder, amount, effectiveDay]);
  const year = financialYearOf(effectiveDay);
  const terms = await depositTerms(tx, { ...by, account, year, stream, funder });
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
  refuseTooMuch(heldIn(terms.places), amount);
  const share = { stream: terms.stream.code, funder: terms.funder, amount };
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'DEPOSIT', effectiveDay, year, inputHash: hash },
      entries: entriesOf([share], 'FUNDING', potOf(account.mode)),
    },
    terms,
  );
}

/** Nobody holds money of commissioned care, so none comes in. */
export function refuseCommissioned({ mode }: LockedAccount): void {
  if (mode === 'COMMISSIONED') {
    throw new NotDepositable('account', 'is of care that its funder buys: no money is held in it');
  }
}

/** All that is there, whatever it is kept for. */
export function heldIn(places: readonly Place[]): Pence {
  const held = places.filter(({ kind }) => NEVER_OVERDRAWN.includes(kind));
  return addPence(...held.map(({ balance }) => balance));
}
