import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { keptOfSource } from './expected-store.ts';
import { moving } from './posting.ts';
import { inputHash, type KeyedRequest, refuseBadKey, refuseBadWords } from './request.ts';
import { NotEarlier } from './schedule-refusals.ts';
import { endByKey, keepEnd } from './schedules-store.ts';
import { isReplay, keyOf, lockSchedule } from './scheduling.ts';
import { type Scheduled, scheduleIn } from './set-schedule.ts';

export interface EndRequest extends KeyedRequest {
  readonly schedule: string;
  /** The last day for which anything is paid; before its first day it never began. */
  readonly lastDay: PlainDate;
  readonly reason: string;
}

/**
 * Ends a schedule sooner than it says itself, with a reason, by the finance role of the account's
 * host or of the funder. What was recorded stays. Throws a MoneyRefused.
 */
export async function endPaymentSchedule(
  db: Database,
  viewer: Viewer,
  request: EndRequest,
): Promise<Scheduled> {
  refuseBadKey(request);
  refuseBadWords('reason', request.reason);
  return moving(db, (tx) => end(tx, viewer, request));
}

async function end(
  tx: Transaction,
  viewer: Viewer,
  { schedule: id, lastDay, reason, idempotencyKey }: EndRequest,
): Promise<Scheduled> {
  const { account, source } = await lockSchedule(tx, viewer, id);
  const key = keyOf(viewer, idempotencyKey, inputHash([id, lastDay, reason]));
  const replayed = isReplay(await endByKey(tx, key), key);
  if (!replayed) {
    const { schedules } = await keptOfSource(tx, account, source);
    const { until } = scheduleIn(schedules, id).days;
    const untilDay = addDays(lastDay, 1);
    if (until !== null && untilDay >= until) {
      throw new NotEarlier('lastDay', 'is not before the last day on which it holds already');
    }
    const about = { scheduleId: id, accountId: account.id };
    await keepEnd(tx, { ...key, ...about, untilDay, reason: reason.trim() });
    const event = { action: 'payment-schedule-ended', schedule: id } as const;
    await note(tx, viewer.subject, { ...event, account: account.id });
  }
  const { schedules } = await keptOfSource(tx, account, source);
  return { schedule: scheduleIn(schedules, id), replayed };
}
