import { addDays, type PlainDate } from '../values/plain-date.ts';

/** The last day of what holds until a day; null where it is open. */
export function lastDayOf(until: PlainDate | null): PlainDate | null {
  return until && addDays(until, -1);
}
