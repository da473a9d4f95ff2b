import type { RegularPayment, ScheduleChange } from '../ledger/changed-schedules.ts';
import type { Interval } from '../ledger/schedule.ts';
import { type Pence, poundsText } from '../values/money.ts';
import type { ReviewMoved } from './ahead-change.ts';

const EVERY: Readonly<Record<Interval, string>> = {
  ...{ WEEK: 'a week', FOUR_WEEKS: 'every four weeks', MONTH: 'a month' },
};

const paid = (payment: RegularPayment | null): string =>
  payment === null ? 'nothing' : `${poundsText(payment.amount)} ${EVERY[payment.every]}`;

/** What was recorded of payments that are expected, and why, in plain words. */
export function scheduleInWords(change: ScheduleChange): string {
  const { kind, schedule, from, before, after, takenOff, reason } = change;
  const whose = `${schedule.ofStream.name} from ${schedule.ofFunder.name}`;
  const why = reason === null ? '' : ` (${reason})`;
  switch (kind) {
    case 'SCHEDULE_SET':
      return `Expected from ${from} of ${whose}: ${paid(after)}${why}`;
    case 'SCHEDULE_CHANGED':
      return `Expected from ${from} of ${whose}: ${paid(after)} in place of ${paid(before)}${why}`;
    case 'SCHEDULE_ENDED':
      return `No longer expected from ${from} of ${whose}: ${paid(before)}${why}`;
    default:
      return `Taken off the payment of ${from} of ${whose}: ${poundsText(takenOff as Pence)} left over from before${why}`;
  }
}

const REVIEWS: Readonly<Record<ReviewMoved['review'], string>> = {
  PLAN: 'the plan',
  DIRECT_PAYMENT_AUDIT: 'how the direct payment was used',
  ELIGIBILITY: 'who is eligible',
};

/** Which review is due on another day, and why. */
export function reviewInWords(moved: Omit<ReviewMoved, 'words'>): string {
  const { review, source, before, after } = moved;
  const what = `Review of ${REVIEWS[review]} of ${source.name}`;
  const when = after === null ? 'no longer due' : `due ${after}`;
  return `${what}: ${when} in place of ${before} (${reasonOf(moved)})`;
}

function reasonOf({ because, lastHeld }: Omit<ReviewMoved, 'words'>): string {
  switch (because) {
    case 'HELD':
      return lastHeld === null ? 'none was held' : `one was held ${lastHeld}`;
    case 'RULE':
      return 'another rule says when';
    default:
      return 'what is told of the support has changed';
  }
}
