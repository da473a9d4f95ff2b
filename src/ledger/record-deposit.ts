import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { addPence, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Source } from './draw.ts';
import { depositTerms, type LockedAccount, type Place } from './journal-store.ts';
import { entriesOf, NEVER_OVERDRAWN, potOf } from './movement.ts';
import {
  coveredDays,
  type DepositPlace,
  type PlacedDeposit,
  placeDeposit,
  unknownSchedule,
} from './place-deposit.ts';
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
export interface DepositSaid extends DepositPlace {
  readonly stream: string;
  readonly funder: string;
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
}

export interface DepositRequest extends Omit<DepositSaid, 'covers'>, KeyedRequest {
  readonly account: string;
  /** The first and the last of the days that it is for: both or neither. */
  readonly firstDay?: PlainDate | null | undefined;
  readonly lastDay?: PlainDate | null | undefined;
}

const OPERATION = 'recordDeposit';

/**
 * Records money of one source that has come into an account, as the payment that it is among those
 * that are expected. Throws a MoneyRefused.
 */
export async function recordDeposit(
  db: Database,
  viewer: Viewer,
  request: DepositRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseFuture(request.effectiveDay, today);
  const covers = coveredDays(request.firstDay, request.lastDay);
  return moving(db, async (tx) => {
    const account = await lockAccount(tx, viewer, 'record-money', request.account);
    const by = recordingBy(viewer, account, OPERATION, request.idempotencyKey);
    return postDeposit(tx, by, account, { ...request, covers });
  });
}

/** Posts a deposit to an account whose row is locked. Throws a MoneyRefused. */
export async function postDeposit(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  said: DepositSaid,
): Promise<Posted> {
  refuseCommissioned(account);
  const { stream, funder, amount, effectiveDay } = said;
  const hash = inputHash([account.id, stream, funder, amount, effectiveDay, ...placeSaid(said)]);
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
  const source = { stream: terms.stream.code, funder: terms.funder };
  const place = await placeOf(tx, account, source, { said, isScheduled: terms.isScheduled });
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'DEPOSIT', effectiveDay, year, inputHash: hash, ...place },
      entries: entriesOf([{ ...source, amount }], 'FUNDING', potOf(account.mode)),
    },
    terms,
  );
}

/** What is said of its place, where anything is: a key of before it could be said holds as it did. */
function placeSaid({ schedule, covers, gross }: DepositPlace): string[] {
  const said = [schedule, covers?.from, covers?.until, gross].map((each) => each ?? null);
  return said.every((each) => each === null) ? [] : [JSON.stringify(said)];
}

/** Where nothing is expected there is nothing to look among. */
async function placeOf(
  tx: Transaction,
  account: LockedAccount,
  source: Source,
  { said, isScheduled }: { readonly said: DepositSaid; readonly isScheduled: boolean },
): Promise<PlacedDeposit> {
  if (isScheduled) return placeDeposit(tx, account, source, said);
  if (said.schedule) throw unknownSchedule();
  return {
    ...{ scheduleId: null, dueDay: null },
    ...{ covers: said.covers ?? null, gross: said.gross ?? null },
  };
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
