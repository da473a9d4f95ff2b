import type { Moment } from '../values/moment.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { RecordedKept, RecordedSchedule } from './expected-store.ts';
import { wholePayment } from './payments-due.ts';
import { type Interval, standingSchedules } from './schedule.ts';

/** What is paid again and again: how much for a whole period, and how long that is. */
export interface RegularPayment {
  readonly amount: Pence;
  readonly every: Interval;
}

/**
 * SCHEDULE_SET: payments are expected where none were. SCHEDULE_CHANGED: others in the place of those
 * that were expected. SCHEDULE_ENDED: none any more. OFFSET: surplus is taken off one of them.
 */
export const SCHEDULE_CHANGES = [
  'SCHEDULE_SET',
  'SCHEDULE_CHANGED',
  'SCHEDULE_ENDED',
  'OFFSET',
] as const;

/** Something that was recorded of what is expected. */
export interface ScheduleChange {
  readonly kind: (typeof SCHEDULE_CHANGES)[number];
  readonly schedule: RecordedSchedule;
  /** The first day that it acts on; of surplus the day of the payment that it is taken off. */
  readonly from: PlainDate;
  readonly recorded: Moment;
  /** What was expected until then; null where nothing was. */
  readonly before: RegularPayment | null;
  /** What is expected from then on; null where nothing is. */
  readonly after: RegularPayment | null;
  /** The surplus taken off; null of all else. */
  readonly takenOff: Pence | null;
  /** In the words of whoever recorded it; null where they gave none. */
  readonly reason: string | null;
}

/** What was recorded of schedules after a moment, in the order of recording. */
export function scheduleChanges(
  { schedules, offsets }: Pick<RecordedKept, 'schedules' | 'offsets'>,
  since: Moment,
): ScheduleChange[] {
  const set = schedules.flatMap((schedule, at) =>
    schedule.recorded > since ? [setIn(schedule, schedules.slice(0, at))] : [],
  );
  const ended = schedules.flatMap((schedule) => endsOf(schedule, since));
  const taken = schedules.flatMap((schedule) => offsetsOf(schedule, offsets, since));
  return [...set, ...ended, ...taken].sort((a, b) =>
    a.recorded < b.recorded ? -1 : a.recorded > b.recorded ? 1 : 0,
  );
}

const regular = (schedule: RecordedSchedule): RegularPayment => ({
  amount: wholePayment(schedule),
  every: schedule.every,
});

function setIn(schedule: RecordedSchedule, earlier: readonly RecordedSchedule[]): ScheduleChange {
  const { days, recorded, reason } = schedule;
  const replaced = standingSchedules(earlier.map((each) => asOf(each, recorded))).find(
    (each) =>
      isSamePlace(each, schedule) &&
      each.days.from <= days.from &&
      (each.days.until === null || each.days.until > days.from),
  );
  return {
    ...{ schedule, from: days.from, recorded, reason, takenOff: null },
    ...{ kind: replaced ? 'SCHEDULE_CHANGED' : 'SCHEDULE_SET' },
    ...{ before: replaced ? regular(replaced) : null, after: regular(schedule) },
  };
}

/** With no more ends than had been recorded by then. */
function asOf(schedule: RecordedSchedule, by: Moment): RecordedSchedule {
  const [end] = schedule.ends.filter(({ recorded }) => recorded <= by);
  return { ...schedule, endedUntil: end?.until ?? null };
}

const isSamePlace = (a: RecordedSchedule, b: RecordedSchedule): boolean =>
  a.accountId === b.accountId && a.stream === b.stream && a.funder === b.funder;

function endsOf(schedule: RecordedSchedule, since: Moment): ScheduleChange[] {
  return schedule.ends
    .filter(({ recorded }) => recorded > since)
    .map(({ until, recorded, reason }) => ({
      ...{ kind: 'SCHEDULE_ENDED', schedule, from: until, recorded, reason },
      ...{ before: regular(schedule), after: null, takenOff: null },
    }));
}

function offsetsOf(
  schedule: RecordedSchedule,
  offsets: RecordedKept['offsets'],
  since: Moment,
): ScheduleChange[] {
  return offsets
    .filter(({ scheduleId, recorded }) => scheduleId === schedule.id && recorded > since)
    .map(({ dueOn, amount, recorded, reason }) => ({
      ...{ kind: 'OFFSET', schedule, from: dueOn, recorded, reason },
      ...{ before: null, after: null, takenOff: amount },
    }));
}
