import { NO_PENCE, type Pence, takePence, toPence } from '../values/money.ts';
import { contains } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  type KeptSchedule,
  type PaymentSchedule,
  type ScheduleTerms,
  standingSchedules,
  weekOf,
} from './schedule.ts';

/**
 * What a schedule pays a week, in pence rounded once, a month as 12/52 of a year: its rate, less what
 * the person is to pay where that is taken off.
 */
export function weeklyPay({
  rate,
  terms,
  weeklyContribution,
}: Pick<ScheduleTerms, 'rate' | 'terms' | 'weeklyContribution'>): Pence {
  const gross = toPence(weekOf(rate));
  const net = takePence(gross, terms === 'NET' ? (weeklyContribution ?? NO_PENCE) : NO_PENCE);
  // A contribution of the whole week may be a part of a penny more than it, once that is rounded.
  return net > 0n ? net : NO_PENCE;
}

/**
 * What is paid a week on a day by the schedule that stands then, of one source in one account. Null
 * where none tells.
 */
export function weeklyOn(
  schedules: readonly KeptSchedule[],
  { accountId, stream, funder }: Pick<PaymentSchedule, 'accountId' | 'stream' | 'funder'>,
  day: PlainDate,
): Pence | null {
  const found = standingSchedules(schedules).find(
    (each) =>
      each.accountId === accountId &&
      each.stream === stream &&
      each.funder === funder &&
      contains(each.days, day),
  );
  return found ? weeklyPay(found) : null;
}
