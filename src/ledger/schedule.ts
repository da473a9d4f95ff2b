import { standingOf } from '../awards/share.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { Period } from '../values/period.ts';
import { addDays, addMonths, daysBetween, earlier, type PlainDate } from '../values/plain-date.ts';
import { type Ratio, ratio, times } from '../values/ratio.ts';

/** How often money is paid, and what a rate is for. */
export const INTERVALS = ['WEEK', 'FOUR_WEEKS', 'MONTH'] as const;
export type Interval = (typeof INTERVALS)[number];

/** NET: the person's contribution is taken off what is paid. GROSS: all of it is paid. */
export const TERMS = ['NET', 'GROSS'] as const;
export type PaymentTerms = (typeof TERMS)[number];

/** ADVANCE: a payment is for the days that begin with it. ARREARS: for those that end before it. */
export const TIMINGS = ['ADVANCE', 'ARREARS'] as const;
export type Timing = (typeof TIMINGS)[number];

/** What a schedule says of the money, and when it is to come. */
export interface ScheduleTerms {
  readonly every: Interval;
  readonly terms: PaymentTerms;
  readonly timing: Timing;
  /** Exact pounds, gross. */
  readonly rate: { readonly pounds: Ratio; readonly per: Interval };
  /** What the person is to pay a week; null where the schedule does not say. */
  readonly weeklyContribution: Pence | null;
  readonly days: Period & { readonly from: PlainDate };
  /** The day of the first payment; the others follow it week by week or month by month. */
  readonly firstPaymentOn: PlainDate;
}

/** A payment that is expected again and again, of one source into one account. It posts nothing. */
export interface PaymentSchedule extends ScheduleTerms {
  readonly id: string;
  readonly accountId: string;
  readonly stream: string;
  readonly funder: OrganisationCode;
}

/** The day so many payments after one; below nought before it. */
export function paymentDay(first: PlainDate, every: Interval, count: number): PlainDate {
  if (every === 'MONTH') return addMonths(first, count);
  return addDays(first, count * DAYS_OF[every]);
}

const DAYS_OF: Readonly<Record<Exclude<Interval, 'MONTH'>, number>> = { WEEK: 7, FOUR_WEEKS: 28 };

/** When the first payment is due where nobody says: with the first days, or when they are over. */
export function usualFirstPayment(first: PlainDate, every: Interval, timing: Timing): PlainDate {
  return timing === 'ADVANCE' ? first : paymentDay(first, every, 1);
}

/** Which part of a schedule is at fault, a code, and why in words to act on. */
export interface ScheduleFault {
  readonly field: string;
  readonly code: 'BAD_AMOUNT' | 'BAD_DAYS';
  readonly reason: string;
}

/** The most that may lie between the first day and the first payment, so that no typing slip passes. */
const MOST_DAYS_BEFORE_PAYMENT = 366;

/** What is wrong with a schedule as such, or null. */
export function faultOfSchedule(schedule: ScheduleTerms): ScheduleFault | null {
  const { rate, weeklyContribution, terms, days } = schedule;
  const fault = (field: string, code: ScheduleFault['code'], reason: string) => ({
    ...{ field, code, reason },
  });
  if (rate.pounds.n <= 0n) return fault('ratePounds', 'BAD_AMOUNT', 'is not more than nothing');
  if (weeklyContribution === null && terms === 'NET') {
    const reason = 'is needed where it is taken off what is paid; 0 where nothing is to be paid';
    return fault('weeklyContribution', 'BAD_AMOUNT', reason);
  }
  if (weeklyContribution !== null && weeklyContribution < 0n) {
    return fault('weeklyContribution', 'BAD_AMOUNT', 'is below nothing');
  }
  if (weeklyContribution !== null && isMoreThanRate(weeklyContribution, rate)) {
    return fault('weeklyContribution', 'BAD_AMOUNT', 'is more than a week of the rate');
  }
  if (days.until !== null && days.until <= days.from) {
    return fault('lastDay', 'BAD_DAYS', 'is before the first day');
  }
  const reason = faultOfFirstPayment(schedule);
  return reason === null ? null : fault('firstPaymentOn', 'BAD_DAYS', reason);
}

/** A week as analysts compare it: a month is 12/52 of the year's share. */
const WEEKS_SHARE: Readonly<Record<Interval, Ratio>> = {
  ...{ WEEK: ratio(1), FOUR_WEEKS: ratio(1, 4), MONTH: ratio(12, 52) },
};

/** Exact pounds of a rate for a week. */
export const weekOf = ({ pounds, per }: ScheduleTerms['rate']): Ratio =>
  times(pounds, WEEKS_SHARE[per]);

function isMoreThanRate(weekly: Pence, rate: ScheduleTerms['rate']): boolean {
  const week = weekOf(rate);
  return weekly * week.d > week.n * 100n;
}

/** The first payment must be for some day, and not for days that are long over. */
function faultOfFirstPayment({ every, timing, days, firstPaymentOn }: ScheduleTerms) {
  const until = timing === 'ADVANCE' ? paymentDay(firstPaymentOn, every, 1) : firstPaymentOn;
  if (until <= days.from) return 'would be for no day: it is too long before the first day';
  if (daysBetween(days.from, firstPaymentOn) > MOST_DAYS_BEFORE_PAYMENT) {
    return 'is more than a year after the first day';
  }
  return null;
}

/** A schedule with the days on which it holds: not those after its end, nor those of a later one. */
export interface KeptSchedule extends PaymentSchedule {
  /** The day after its last one, as it was ended by an act of its own; null where it was not. */
  readonly endedUntil: PlainDate | null;
}

/**
 * Schedules cut to the days on which they hold. Of several of one account, stream and funder, given
 * in the order in which they were recorded, each replaces all before it from its first day on; one
 * that was ended before it began replaces none.
 */
export function standingSchedules<Kept extends KeptSchedule>(schedules: readonly Kept[]): Kept[] {
  const begun = schedules.map(toItsEnd).filter(({ days }) => holds(days));
  const places = new Set(begun.map(placeOf));
  return [...places].flatMap((place) =>
    standingOf(begun.filter((each) => placeOf(each) === place)).filter(({ days }) => holds(days)),
  );
}

function toItsEnd<Kept extends KeptSchedule>(schedule: Kept): Kept {
  const { days, endedUntil } = schedule;
  if (endedUntil === null) return schedule;
  const until = days.until === null ? endedUntil : earlier(days.until, endedUntil);
  return { ...schedule, days: { from: days.from, until } };
}

const holds = ({ from, until }: ScheduleTerms['days']) => until === null || until > from;

const placeOf = ({ accountId, stream, funder }: PaymentSchedule) =>
  `${accountId} ${stream} ${funder}`;
