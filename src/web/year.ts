import { BadValue } from '../values/bad-value.ts';
import {
  type FinancialYear,
  financialYearOf,
  parseFinancialYear,
} from '../values/financial-year.ts';
import { addMonths, type PlainDate } from '../values/plain-date.ts';

/** The year that an address asks for; that of the day where it asks for none, null for no year. */
export function yearAsked(text: string | undefined, today: PlainDate): FinancialYear | null {
  if (text === undefined) return financialYearOf(today);
  try {
    return parseFinancialYear(text);
  } catch (error) {
    if (error instanceof BadValue) return null;
    throw error;
  }
}

/** The year before, this one and the next. */
export function yearsAround(today: PlainDate): FinancialYear[] {
  return [-12, 0, 12].map((months) => financialYearOf(addMonths(today, months)));
}
