import type { PlainDate } from '../values/plain-date.ts';

const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** A day as people write it: `15 January 2026`. */
export function dayInWords(day: PlainDate): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}
