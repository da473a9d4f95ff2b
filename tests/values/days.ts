import fc from 'fast-check';
import type { Span } from '../../src/values/period.ts';
import { type PlainDate, parsePlainDate } from '../../src/values/plain-date.ts';

export const day = parsePlainDate;

/** First day and day after the last, as code holds a period. */
export function span(from: string, until: string): Span {
  return { from: day(from), until: day(until) };
}

const DAY_MS = 86_400_000;

/** The oracle: the day so many days after 1 January 1970, by the platform's own calendar. */
export function utcDay(number: number): PlainDate {
  return new Date(number * DAY_MS).toISOString().slice(0, 10) as PlainDate;
}

/** Days from 1 January 1970 to the day, by the platform's own calendar; months count from 1. */
export function utcNumber(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / DAY_MS;
}

export const FIRST = utcNumber(1800, 1, 1);
export const LAST = utcNumber(2299, 12, 31);

/** Any day from 1800 to 2299. */
export const anyDay = fc.integer({ min: FIRST, max: LAST }).map(utcDay);
