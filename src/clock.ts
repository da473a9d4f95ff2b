import type { PlainDate } from './values/plain-date.ts';

const IN_LONDON = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });

/** Today where the money is: the day in London. Only the composition root asks the clock. */
export function dayInLondon(now: Date = new Date()): PlainDate {
  return IN_LONDON.format(now) as PlainDate;
}
