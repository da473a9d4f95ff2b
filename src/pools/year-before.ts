import { type FinancialYear, previousYear } from '../values/financial-year.ts';
import type { Publication } from './publication.ts';
import type { Usage, UsageAsked, UsageCell, UsageFigures, UsageKey } from './usage.ts';

/** A month as it is coded, a year earlier; any other code is the same every year. */
const yearEarlier = ({ dimension, code }: UsageKey): string => {
  const [, year, month] = dimension === 'MONTH' ? (/^(\d{4})-(\d{2})$/.exec(code) ?? []) : [];
  return year && month ? `${Number(year) - 1}-${month}` : code;
};

/** The same question of the year before: months that it names are those of that year. */
export function askedOfYearBefore<Asked extends UsageAsked & { readonly year: FinancialYear }>(
  asked: Asked,
): Asked {
  const filter = asked.filter.map(({ dimension, codes }) => ({
    ...{ dimension, codes: codes.map((code) => yearEarlier({ dimension, code })) },
  }));
  return { ...asked, filter, year: previousYear(asked.year) };
}

/** Those of its parts that are published of this year too, so that like is beside like. */
export const sameParts = (
  before: readonly Publication[],
  now: readonly Publication[],
): Publication[] => before.filter(({ part }) => now.some((each) => each.part === part));

/** The cell of the year before that stands for a cell of this year; null where nobody was in it. */
export function sameCell(before: Usage, { keys }: UsageCell): UsageFigures | null {
  const wanted = JSON.stringify(keys.map(yearEarlier));
  const found = before.cells.find(
    (cell) => JSON.stringify(cell.keys.map(({ code }) => code)) === wanted,
  );
  return found ?? null;
}
