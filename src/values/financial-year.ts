import { BadValue } from './bad-value.ts';
import type { Brand } from './brand.ts';
import type { Span } from './period.ts';
import { addMonths, type PlainDate } from './plain-date.ts';

/** A public-sector year, 1 April to 31 March, named `2025-26`. */
export type FinancialYear = Brand<string, 'FinancialYear'>;

const NAME = /^(\d{4})-(\d{2})$/;

/** `2025-27` and `2025-2026` are refused. */
export function parseFinancialYear(text: string): FinancialYear {
  const parts = NAME.exec(text);
  const start = Number(parts?.[1]);
  if (!parts || start < 1900 || start > 2199 || (start + 1) % 100 !== Number(parts[2])) {
    throw new BadValue('BAD_YEAR', 'is not a financial year such as 2025-26');
  }
  return text as FinancialYear;
}

export function financialYearStarting(year: number): FinancialYear {
  return `${year}-${((year + 1) % 100).toString().padStart(2, '0')}` as FinancialYear;
}

/** The year that holds the day. */
export function financialYearOf(day: PlainDate): FinancialYear {
  const year = Number(day.slice(0, 4));
  return financialYearStarting(day.slice(5) >= '04-01' ? year : year - 1);
}

export function startOf(year: FinancialYear): PlainDate {
  return `${year.slice(0, 4)}-04-01` as PlainDate;
}

export function daysOf(year: FinancialYear): Span {
  return { from: startOf(year), until: startOf(nextYear(year)) };
}

export function nextYear(year: FinancialYear): FinancialYear {
  return financialYearStarting(Number(year.slice(0, 4)) + 1);
}

export function previousYear(year: FinancialYear): FinancialYear {
  return financialYearStarting(Number(year.slice(0, 4)) - 1);
}

/** The days of month 1 (April) to 12 (March) of the year. */
export function monthOf(year: FinancialYear, month: number): Span {
  const from = addMonths(startOf(year), month - 1);
  return { from, until: addMonths(from, 1) };
}
