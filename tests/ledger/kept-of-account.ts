import { noticeReclaim } from '../../src/ledger/notice-reclaim.ts';
import { recordReclaim } from '../../src/ledger/record-reclaim.ts';
import { withdrawReclaim } from '../../src/ledger/withdraw-reclaim.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import type { TestHub } from '../support/hub.ts';
import { ADULTS, COUNCIL, deposit, depositInput, finance, newKey } from './money.ts';
import { endSchedule, offsetSurplus, scheduleInput, setSchedule } from './scheduling.ts';

/** The ids of what was recorded of an account beside its movements. */
export interface KeptOfAccount {
  readonly schedule: string;
  readonly notice: string;
  /** The movement that gave some of it back. */
  readonly givenBack: string;
}

/**
 * Records everything of an account that is kept beside its movements, as requests do, on 15 January
 * 2026: £3 of the year before, expected payments with an end and an offset, and a notice of £1 of
 * which 40p was given back before it was withdrawn.
 */
export async function keepOfAccount(hub: TestHub, account: string): Promise<KeptOfAccount> {
  await deposit(hub, depositInput(account, { amount: 300, effectiveDate: '2025-03-20' }));
  const { schedule } = await setSchedule(hub, scheduleInput(account));
  // Every four weeks from 1 December: the next is on 26 January.
  const surplus = { schedule: schedule.id, dueOn: '2026-01-26', amount: 50, reason: 'unspent' };
  await offsetSurplus(hub, surplus);
  const end = { schedule: schedule.id, lastDay: '2026-06-30', reason: 'moves away' };
  await endSchedule(hub, end);
  const by = { ...finance(COUNCIL), nhsNumber: null };
  const asked = {
    ...{ account, stream: ADULTS, funder: COUNCIL, amount: pence(100n), reasons: 'unspent' },
    ...{ dueBy: '2026-02-28' as PlainDate, idempotencyKey: newKey() },
  };
  const { notice } = await noticeReclaim(hub.serving, by, asked, hub.day);
  const part = { notice: notice.id, amount: pence(40n), effectiveDay: hub.day };
  const given = { ...part, idempotencyKey: newKey() };
  const { movement } = await recordReclaim(hub.serving, by, given, hub.day);
  const wrong = { notice: notice.id, reason: 'counted wrongly', idempotencyKey: newKey() };
  await withdrawReclaim(hub.serving, by, wrong, hub.day);
  return { schedule: schedule.id, notice: notice.id, givenBack: movement };
}
