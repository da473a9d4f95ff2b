import { weeklyOver } from '../awards/weekly.ts';
import { NO_PENCE, type Pence, takePence, toPence, toPounds } from '../values/money.ts';
import { dayCount, intersect, type Period, type Span } from '../values/period.ts';
import { addDays, daysBetween, earlier, later, type PlainDate } from '../values/plain-date.ts';
import { amountOver } from '../values/rate.ts';
import { minus, plus, type Ratio, ratio, times, ZERO } from '../values/ratio.ts';
import { paymentDay, type ScheduleTerms } from './schedule.ts';

/** One payment that a schedule expects, in whole pence. */
export interface DuePayment {
  readonly dueOn: PlainDate;
  /** The days that it is for. */
  readonly days: Span;
  readonly gross: Pence;
  /** What the person is to pay for these days; null where the schedule does not say. */
  readonly contribution: Pence | null;
  /** What is to be paid in: gross, less the contribution where the schedule is net. */
  readonly amount: Pence;
}

export interface DueBy {
  /** The last day on which a payment that is wanted is due. */
  readonly by: PlainDate;
  /** The earliest that a source tells: no payment is for a day after it. Null where none does. */
  readonly diedOn: PlainDate | null;
}

/**
 * The payments of a schedule due by a day, in order. Whole periods run from payment day to payment
 * day; the first and the last are by days where they are less. Each is the difference of the totals
 * so far, rounded once, so that over whichever periods they add up to the whole to the penny. None
 * is for a day after the schedule's last, or after the person's death; what is due in arrears for
 * days before it stays due.
 */
export function paymentsDue(schedule: ScheduleTerms, { by, diedOn }: DueBy): DuePayment[] {
  const parts = periodsDue(schedule, { by, diedOn });
  const gross = roundedTogether(parts.map(({ exact }) => exact));
  const { weeklyContribution: weekly, terms } = schedule;
  const contributions = weekly === null ? null : contributionsOf(parts, weekly, gross);
  return parts.map(({ dueOn, days }, at) => {
    const all = gross[at] as Pence;
    const contribution = contributions?.[at] ?? null;
    const isNet = terms === 'NET' && contribution !== null;
    return {
      ...{ dueOn, days, gross: all, contribution },
      amount: isNet ? takePence(all, contribution) : all,
    };
  });
}

/** What a schedule pays for a whole period: the first that runs from payment day to payment day. */
export function wholePayment(schedule: ScheduleTerms): Pence {
  const { every, timing, firstPaymentOn } = schedule;
  const from = timing === 'ADVANCE' ? firstPaymentOn : paymentDay(firstPaymentOn, every, -1);
  const whole = { ...schedule, days: { from, until: null } };
  const [first] = paymentsDue(whole, { by: firstPaymentOn, diedOn: null });
  return (first as DuePayment).amount;
}

interface PeriodDue {
  readonly dueOn: PlainDate;
  readonly days: Span;
  /** Exact pounds of the rate over the days. */
  readonly exact: Ratio;
}

function periodsDue(schedule: ScheduleTerms, { by, diedOn }: DueBy): PeriodDue[] {
  const held = beforeDeath(schedule.days, diedOn);
  const found: PeriodDue[] = [];
  if (!held) return found;
  for (let count = 0; ; count += 1) {
    const dueOn = paymentDay(schedule.firstPaymentOn, schedule.every, count);
    const whole = periodOf(schedule, count);
    if (dueOn > by || (held.until !== null && whole.from >= held.until)) return found;
    const days = intersect(held, whole);
    if (days) found.push({ dueOn, days, exact: exactOver(schedule, days) });
  }
}

/** The days of a schedule up to that of the person's death; null where none are left. */
function beforeDeath(days: ScheduleTerms['days'], diedOn: PlainDate | null): Period | null {
  if (diedOn === null) return days;
  const after = addDays(diedOn, 1);
  const until = days.until === null ? after : earlier(days.until, after);
  return until > days.from ? { from: days.from, until } : null;
}

/** What the payment of that number is for; the first also for the days before its period. */
function periodOf({ every, timing, days, firstPaymentOn }: ScheduleTerms, count: number): Span {
  const at = timing === 'ADVANCE' ? count : count - 1;
  const from = paymentDay(firstPaymentOn, every, at);
  const until = paymentDay(firstPaymentOn, every, at + 1);
  return { from: count === 0 ? days.from : later(from, days.from), until: later(until, days.from) };
}

const DAYS_OF = { WEEK: 7n, FOUR_WEEKS: 28n } as const;

/**
 * Exact pounds of the rate over days. A week counts a seventh for each day, four weeks a
 * twenty-eighth. A rate per month that is paid by the month counts one for each whole month from
 * payment day to payment day, and by the days of that month for a part; paid otherwise it goes by
 * months of the calendar.
 */
export function exactOver(
  { rate: { pounds, per }, every, firstPaymentOn }: ScheduleTerms,
  days: Span,
): Ratio {
  if (per !== 'MONTH') return times(pounds, ratio(dayCount(days), DAYS_OF[per]));
  if (every !== 'MONTH') return amountOver({ pounds, per, unitsPerWeek: null }, days);
  return times(pounds, monthsOver(firstPaymentOn, days));
}

/** How many months from payment day to payment day the days are, a part by the days of its month. */
function monthsOver(firstPaymentOn: PlainDate, days: Span): Ratio {
  const month = (count: number): Span => ({
    from: paymentDay(firstPaymentOn, 'MONTH', count),
    until: paymentDay(firstPaymentOn, 'MONTH', count + 1),
  });
  // A month has 28 days at least and 31 at most, so this is at or before that of the first day.
  const ahead = daysBetween(firstPaymentOn, days.from);
  let count = Math.floor(ahead / (ahead < 0 ? 28 : 31));
  let sum = ZERO;
  for (let whole = month(count); whole.from < days.until; whole = month(count)) {
    const part = intersect(days, whole);
    if (part) sum = plus(sum, ratio(dayCount(part), dayCount(whole)));
    count += 1;
  }
  return sum;
}

/**
 * Pence of exact pounds, each the difference of the totals so far rounded once: however they are cut,
 * they add up to the whole.
 */
export function roundedTogether(parts: readonly Ratio[]): Pence[] {
  let exact = ZERO;
  let before = NO_PENCE;
  return parts.map((part) => {
    exact = plus(exact, part);
    const total = toPence(exact);
    const own = takePence(total, before);
    before = total;
    return own;
  });
}

/** What the person pays for each period; a penny that the period has no room for waits for the next. */
function contributionsOf(
  parts: readonly PeriodDue[],
  weekly: Pence,
  gross: readonly Pence[],
): Pence[] {
  const asked = parts.map(({ days, exact }) => {
    const sum = weeklyOver(toPounds(weekly), [days]);
    return minus(sum, exact).n > 0n ? exact : sum;
  });
  let waiting = NO_PENCE;
  return roundedTogether(asked).map((part, at) => {
    const owed = (waiting + part) as Pence;
    const room = gross[at] as Pence;
    const paid = owed > room ? room : owed;
    waiting = takePence(owed, paid);
    return paid;
  });
}
