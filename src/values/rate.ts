import type { Brand } from './brand.ts';
import { financialYearOf, nextYear, startOf } from './financial-year.ts';
import { dayCount, type Span } from './period.ts';
import { addMonths, earlier, later, nextMonth, type PlainDate } from './plain-date.ts';
import { absolute, plus, type Ratio, ratio, times, ZERO } from './ratio.ts';

/** What one amount of a rate buys. HOUR, DAY and SESSION need the units planned a week. */
export const PERS = [
  'HOUR',
  'DAY',
  'SESSION',
  'WEEK',
  'FORTNIGHT',
  'FOUR_WEEKS',
  'MONTH',
  'QUARTER',
  'YEAR',
  'ONCE',
] as const;
export type Per = (typeof PERS)[number];

/** Exact pounds per `per`. Nothing adds across bases: turn each into pounds over days first. */
export interface Rate {
  readonly pounds: Ratio;
  readonly per: Exclude<Per, 'ONCE'>;
  /** Units a week, always at or above zero; null where `per` is a length of time. */
  readonly unitsPerWeek: Ratio | null;
}

/** Exact pounds, not yet rounded: a line sums these and rounds once. */
export type ExactPounds = Brand<Ratio, 'ExactPounds'>;

const DAYS_OF: Partial<Record<Per, bigint>> = { WEEK: 7n, FORTNIGHT: 14n, FOUR_WEEKS: 28n };

/**
 * What a rate comes to over days in force, exactly. A week counts a seventh per day, a fortnight a
 * fourteenth, four weeks a twenty-eighth; hours, days and sessions count units ÷ 7 per day; a
 * month counts once when wholly in force and by its own days when not, and so do the financial
 * quarter and the financial year: £1,000 a month is £12,000 a year.
 * Throws RangeError when units are needed and absent (the caller leaves such a line unpriced).
 */
export function amountOver(rate: Rate, days: Span): ExactPounds {
  return times(rate.pounds, unitsOver(rate, days)) as ExactPounds;
}

function unitsOver(rate: Rate, days: Span): Ratio {
  const weekLength = DAYS_OF[rate.per];
  if (weekLength) return ratio(dayCount(days), weekLength);
  if (rate.per === 'MONTH') return parts(days, monthAround);
  if (rate.per === 'QUARTER') return parts(days, quarterAround);
  if (rate.per === 'YEAR') return parts(days, yearAround);
  if (!rate.unitsPerWeek) throw new RangeError(`a rate per ${rate.per} needs units per week`);
  return times(absolute(rate.unitsPerWeek), ratio(dayCount(days), 7n));
}

function parts(days: Span, around: (day: PlainDate) => Span): Ratio {
  let sum = ZERO;
  let from = days.from;
  while (from < days.until) {
    const whole = around(from);
    const until = earlier(whole.until, days.until);
    sum = plus(sum, ratio(dayCount({ from: later(from, whole.from), until }), dayCount(whole)));
    from = until;
  }
  return sum;
}

function monthAround(day: PlainDate): Span {
  return { from: `${day.slice(0, 7)}-01` as PlainDate, until: nextMonth(day) };
}

function quarterAround(day: PlainDate): Span {
  const yearStart = startOf(financialYearOf(day));
  let from = yearStart;
  while (addMonths(from, 3) <= day) from = addMonths(from, 3);
  return { from, until: addMonths(from, 3) };
}

function yearAround(day: PlainDate): Span {
  const year = financialYearOf(day);
  return { from: startOf(year), until: startOf(nextYear(year)) };
}

const WEEKLY_SHARE: Partial<Record<Per, Ratio>> = {
  WEEK: ratio(1),
  FORTNIGHT: ratio(1, 2),
  FOUR_WEEKS: ratio(1, 4),
  MONTH: ratio(12, 52),
  QUARTER: ratio(4, 52),
  YEAR: ratio(1, 52),
};

/**
 * The weekly comparator used by analysts and in talk, exactly; never used to work out a year.
 * Source: the Client Level Data dashboard's cost rule (frequency beats planned units; a month is
 * 12/52 of a week's share, a quarter 4/52, a year 1/52; hours, days and sessions are planned units).
 */
export function weeklyComparator(rate: Rate): ExactPounds {
  const share = WEEKLY_SHARE[rate.per] ?? rate.unitsPerWeek;
  if (!share) throw new RangeError(`a rate per ${rate.per} needs units per week`);
  return times(absolute(rate.pounds), absolute(share)) as ExactPounds;
}
