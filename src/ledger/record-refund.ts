import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { SELF } from '../streams/stream.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AboutTerms, aboutTerms } from './about-store.ts';
import { draw } from './draw.ts';
import { sharesIn } from './end-hold.ts';
import type { LockedAccount } from './journal-store.ts';
import {
  type Entry,
  entriesInQuestion,
  entriesOf,
  entriesOfReversal,
  type MovementKind,
  potOf,
} from './movement.ts';
import {
  lockOf,
  moving,
  type Posted,
  post,
  type Recording,
  recordingBy,
  refuseBefore,
  refuseClosed,
  replayOf,
} from './posting.ts';
import { leftInQuestion } from './questioned.ts';
import { AlreadyReversed, MoreThanPaid, NotRefundable } from './refusals.ts';
import {
  inputHash as hashOf,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseFuture,
} from './request.ts';
import { without } from './settle-hold.ts';

/** Money of a payment that came back, as it is said. */
export interface RefundSaid {
  readonly movement: string;
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
}

export interface RefundRequest extends RefundSaid, KeyedRequest {}

const PAYMENTS: readonly MovementKind[] = ['SPENDING', 'SETTLEMENT', 'ATTRIBUTION', 'IN_QUESTION'];

/**
 * Records that money of a payment came back: to the sources that paid it, in proportion to what each
 * paid and has not got back. Throws a MoneyRefused.
 */
export async function recordRefund(
  db: Database,
  viewer: Viewer,
  request: RefundRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseFuture(request.effectiveDay, today);
  return moving(db, async (tx) => {
    const which = { field: 'movement', movement: request.movement };
    const [account] = await lockOf(tx, viewer, 'record-money', which);
    const key = request.idempotencyKey;
    const by = recordingBy(viewer, account as LockedAccount, 'recordRefund', key);
    return postRefund(tx, by, account as LockedAccount, request);
  });
}

/** Posts a refund in an account whose row is locked. Throws a MoneyRefused. */
export async function postRefund(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  { movement, amount, effectiveDay }: RefundSaid,
): Promise<Posted> {
  const inputHash = hashOf([movement, amount, effectiveDay]);
  const year = financialYearOf(effectiveDay);
  const none = { purpose: null, stream: null, funder: null };
  const terms = await aboutTerms(tx, { ...by, account, year, movement, ...none });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseUnpaid(terms);
  refuseBefore(effectiveDay, terms.about);
  refuseClosed(terms);
  const { payee, purpose } = terms.about;
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'REFUND', effectiveDay, year, inputHash, about: movement },
      ...{ payee: payee as string, purpose, entries: backFrom(account, terms, amount) },
    },
    terms,
  );
}

function refuseUnpaid({ about }: AboutTerms): void {
  if (!PAYMENTS.includes(about.kind)) throw new NotRefundable('movement', 'is no payment');
  if (about.isReversed) throw new AlreadyReversed('movement', 'was reversed: nothing was paid');
  if (about.kind === 'IN_QUESTION' && about.later.some(({ kind }) => kind === 'ATTRIBUTION')) {
    throw new NotRefundable('movement', 'was decided: name the movement of the decision instead');
  }
}

function backFrom(account: LockedAccount, { about }: AboutTerms, amount: Pence): Entry[] {
  if (about.kind === 'IN_QUESTION') {
    if (amount > leftInQuestion(about)) throw moreThanPaid();
    return entriesOfReversal(entriesInQuestion(amount));
  }
  const back = about.later.flatMap(({ entries }) =>
    sharesIn({ entries: entries.map(opposite) }, 'PROVIDER'),
  );
  const parts = draw(amount, without(sharesIn(about, 'PROVIDER'), back));
  if (!parts) throw moreThanPaid();
  // Of care that its funder buys, the person's own comes back to where the council collected it.
  return parts.flatMap((part) => {
    const isOwn = account.mode === 'COMMISSIONED' && part.funder === SELF;
    return entriesOf([part], 'PROVIDER', isOwn ? 'COLLECTED' : potOf(account.mode));
  });
}

const opposite = (entry: Entry): Entry => ({ ...entry, amount: pence(-entry.amount) });

const moreThanPaid = () =>
  new MoreThanPaid('amount', 'is more than was paid and has not come back yet');
