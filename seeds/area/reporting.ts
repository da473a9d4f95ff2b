import {
  type FinancialYear,
  financialYearOf,
  monthOf,
  previousYear,
  startOf,
} from '../../src/values/financial-year.ts';
import { lastDay } from '../../src/values/period.ts';
import { addDays, addMonths, earlier, type PlainDate } from '../../src/values/plain-date.ts';
import type { AreaPlan } from './plan.ts';

/** A period that a file speaks for, both days included. */
export interface Reported {
  readonly first: PlainDate;
  readonly last: PlainDate;
}

/** Months of one financial year, sent as one file. */
export interface ReportedMonths {
  readonly label: string;
  readonly year: FinancialYear;
  readonly months: readonly number[];
}

const monthStart = (day: PlainDate) => `${day.slice(0, 7)}-01` as PlainDate;

/**
 * Client Level Data: twelve months up to the last quarter that ended a month ago or longer, and
 * before it the submissions of earlier quarters that are needed to know last year from its start.
 */
export function socialCarePeriods({ day }: AreaPlan): Reported[] {
  const quarterStart = startOfQuarter(addDays(day, -31));
  const wanted = startOf(previousYear(financialYearOf(day)));
  const periods: Reported[] = [];
  let until = quarterStart;
  do {
    periods.unshift({ first: addMonths(until, -12), last: addDays(until, -1) });
    until = addMonths(until, -3);
  } while (periods.length < 2 || (periods[0] as Reported).first > wanted);
  return periods;
}

function startOfQuarter(day: PlainDate): PlainDate {
  let from = startOf(financialYearOf(day));
  while (addMonths(from, 3) <= day) from = addMonths(from, 3);
  return from;
}

/** Continuing healthcare: the snapshot of the last month reported, and of half a year before it. */
export function continuingCarePeriods(plan: AreaPlan): Reported[] {
  const last = plan.continuingCareUntil ?? addDays(monthStart(plan.day), -1);
  const first = monthStart(last);
  const before = addMonths(first, -6);
  return [
    { first: before, last: addDays(addMonths(before, 1), -1) },
    { first, last },
  ];
}

/** Contract monitoring: last year closed and sent whole, then this year month by month. */
export function activityPeriods({ day }: AreaPlan): ReportedMonths[] {
  const year = financialYearOf(day);
  const last = previousYear(year);
  const all = Array.from({ length: 12 }, (_, index) => index + 1);
  const over = all.filter((month) => lastDay(monthOf(year, month)) < day);
  return [
    { label: last, year: last, months: all },
    ...over.map((month) => ({
      label: `${year}-month-${String(month).padStart(2, '0')}`,
      year,
      months: [month],
    })),
  ];
}

/** Hospital spells: a file a month, from the last month of last year on. */
export function spellMonths({ day }: AreaPlan): Reported[] {
  const months: Reported[] = [];
  let first = addMonths(startOf(financialYearOf(day)), -1);
  for (let next = addMonths(first, 1); next <= day; next = addMonths(first, 1)) {
    months.push({ first, last: addDays(next, -1) });
    first = next;
  }
  return months;
}

/** The last months that are over, the earliest first. */
export function lastMonths({ day }: AreaPlan, count: number): Reported[] {
  const until = monthStart(day);
  return Array.from({ length: count }, (_, index) => {
    const first = addMonths(until, index - count);
    return { first, last: addDays(addMonths(first, 1), -1) };
  });
}

/**
 * Housing benefit: of the monthly scans the one before last year began, the one in its last month,
 * the one after this year's uprating and the latest.
 */
export function scanDays({ day }: AreaPlan): PlainDate[] {
  const year = financialYearOf(day);
  const days = [
    addDays(startOf(previousYear(year)), -1),
    addMonths(startOf(year), -1),
    earlier(addDays(startOf(year), 5), day),
    monthStart(day),
  ];
  return [...new Set(days)].sort();
}
