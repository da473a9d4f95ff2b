import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import type { Pence } from '../values/money.ts';
import { later, type PlainDate } from '../values/plain-date.ts';
import { type ExpectedPayment, expectedPayments, type Kept } from './expected.ts';
import { type KeptOfSource, keptOfSource, type RecordedSchedule } from './expected-store.ts';
import { moving } from './posting.ts';
import { inputHash, type KeyedRequest, refuseBadKey, refuseBadWords } from './request.ts';
import { paymentDay } from './schedule.ts';
import { NotExpected } from './schedule-refusals.ts';
import { freeMoneyOf, keepOffset, offsetByKey } from './schedules-store.ts';
import { isReplay, keyOf, lockSchedule } from './scheduling.ts';
import { refuseOffset } from './surplus.ts';

export interface OffsetRequest extends KeyedRequest {
  readonly schedule: string;
  readonly dueOn: PlainDate;
  readonly amount: Pence;
  readonly reason: string;
}

export interface Offset {
  /** As it is expected now. */
  readonly payment: ExpectedPayment<RecordedSchedule>;
  readonly replayed: boolean;
}

/**
 * Takes surplus that one source has in an account off its next payment, by the finance role of the
 * account's host or of the funder. It moves no money: less is expected. Throws a MoneyRefused.
 */
export async function offsetSurplus(
  db: Database,
  viewer: Viewer,
  request: OffsetRequest,
  today: PlainDate,
): Promise<Offset> {
  refuseBadKey(request);
  refuseBadWords('reason', request.reason);
  return moving(db, (tx) => offset(tx, viewer, request, today));
}

async function offset(
  tx: Transaction,
  viewer: Viewer,
  request: OffsetRequest,
  today: PlainDate,
): Promise<Offset> {
  const { schedule: scheduleId, dueOn, amount, reason, idempotencyKey } = request;
  const { account, source } = await lockSchedule(tx, viewer, scheduleId);
  const key = keyOf(viewer, idempotencyKey, inputHash([scheduleId, dueOn, amount, reason]));
  const replayed = isReplay(await offsetByKey(tx, key), key);
  const facts = await keptOfSource(tx, account, source);
  if (!replayed) {
    const money = await freeMoneyOf(tx, account, source);
    const said = { schedule: scheduleId, dueOn, amount };
    refuseOffset(said, paymentsFrom(facts, request, today), money, today);
    const about = { scheduleId, accountId: account.id, dueDay: dueOn };
    await keepOffset(tx, { ...key, ...about, amount, reason: reason.trim() });
    const event = { action: 'surplus-offset', schedule: scheduleId, dueOn } as const;
    await note(tx, viewer.subject, { ...event, account: account.id });
  }
  const added = replayed ? [] : [{ scheduleId, dueOn, amount }];
  const now = { ...facts, offsets: [...facts.offsets, ...added] };
  return { payment: paymentOf(paymentsFrom(now, request, today), request), replayed };
}

/** All payments up to the one that is asked for, and at least the next of each schedule. */
function paymentsFrom(
  facts: Kept<RecordedSchedule> & Pick<KeptOfSource, 'diedOn'>,
  { dueOn }: OffsetRequest,
  today: PlainDate,
): ExpectedPayment<RecordedSchedule>[] {
  const starts = facts.schedules.map(({ firstPaymentOn }) => firstPaymentOn);
  const from = starts.reduce(later, later(today, dueOn));
  const by = paymentDay(from, 'MONTH', MONTHS_AHEAD);
  return expectedPayments(facts, { by, diedOn: facts.diedOn }, today);
}

/** Some payments may be met already, or come to nothing. */
const MONTHS_AHEAD = 12;

/** That of the first request; its schedule may have been ended since, and expects it no longer. */
function paymentOf(
  payments: readonly ExpectedPayment<RecordedSchedule>[],
  { schedule, dueOn }: OffsetRequest,
): ExpectedPayment<RecordedSchedule> {
  const found = payments.find((each) => each.schedule.id === schedule && each.dueOn === dueOn);
  if (!found) throw noLonger();
  return found;
}

const noLonger = () => new NotExpected('dueOn', 'was that of a payment that is expected no longer');
