import { BadValue } from './bad-value.ts';
import type { Brand } from './brand.ts';

/** A calendar day, `2025-04-01`. Compared as text; has no time and no time zone. */
export type PlainDate = Brand<string, 'PlainDate'>;

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day written year-month-day. 31 February is refused, and so is a spreadsheet's serial number. */
export function parsePlainDate(text: string): PlainDate {
  if (ISO_DAY.test(text)) {
    const day = text as PlainDate;
    if (text >= '1800-01-01' && text < '2300-01-01' && fromDayNumber(dayNumber(day)) === day) {
      return day;
    }
    throw new BadValue('BAD_DATE', 'is not a day of the calendar');
  }
  refuseSerial(text);
  throw new BadValue('BAD_DATE', 'is not a day written as YYYY-MM-DD');
}

const BRITISH_DAY = /^(\d{2})([/-])(\d{2})\2(\d{4})$/;

/** A day written day-month-year with `-` or `/`, as British extracts do (`05-04-2025`). */
export function parseBritishDate(text: string): PlainDate {
  const parts = BRITISH_DAY.exec(text);
  if (!parts) {
    refuseSerial(text);
    throw new BadValue('BAD_DATE', 'is not a day written as DD-MM-YYYY');
  }
  return parsePlainDate(`${parts[4]}-${parts[3]}-${parts[1]}`);
}

function refuseSerial(text: string): void {
  if (/^\d{4,6}(\.\d+)?$/.test(text)) {
    throw new BadValue(
      'SPREADSHEET_DATE',
      'is a serial number, as a spreadsheet writes a date; send the day itself',
    );
  }
}

/** Days since 1 March 0000 of the Gregorian calendar: consecutive days differ by one. */
export function dayNumber(day: PlainDate): number {
  const year = digits(day, 0, 4);
  const month = digits(day, 5, 7);
  const shifted = month > 2 ? year : year - 1;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  return (
    365 * shifted +
    Math.trunc(shifted / 4) -
    Math.trunc(shifted / 100) +
    Math.trunc(shifted / 400) +
    Math.trunc((153 * monthFromMarch + 2) / 5) +
    digits(day, 8, 10) -
    1
  );
}

function digits(text: string, from: number, until: number): number {
  let value = 0;
  for (let at = from; at < until; at += 1) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}

export function fromDayNumber(number: number): PlainDate {
  let year = Math.trunc((10_000 * number + 14_780) / 3_652_425);
  let rest = number - daysBefore(year);
  if (rest < 0) {
    year -= 1;
    rest = number - daysBefore(year);
  }
  const monthFromMarch = Math.trunc((100 * rest + 52) / 3060);
  const day = rest - Math.trunc((monthFromMarch * 306 + 5) / 10) + 1;
  const month = ((monthFromMarch + 2) % 12) + 1;
  const civilYear = year + Math.trunc((monthFromMarch + 2) / 12);
  return `${pad(civilYear, 4)}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate;
}

function daysBefore(year: number): number {
  return 365 * year + Math.trunc(year / 4) - Math.trunc(year / 100) + Math.trunc(year / 400);
}

function pad(value: number, width: number): string {
  return value.toString().padStart(width, '0');
}

export function addDays(day: PlainDate, days: number): PlainDate {
  return fromDayNumber(dayNumber(day) + days);
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** First day of the month that follows the month of `day`. */
export function nextMonth(day: PlainDate): PlainDate {
  const year = digits(day, 0, 4);
  const month = digits(day, 5, 7);
  return (
    month === 12 ? `${pad(year + 1, 4)}-01-01` : `${pad(year, 4)}-${pad(month + 1, 2)}-01`
  ) as PlainDate;
}

/** The same day so many months later, or the month's last day where it has no such day. */
export function addMonths(day: PlainDate, months: number): PlainDate {
  const count = digits(day, 0, 4) * 12 + digits(day, 5, 7) - 1 + months;
  const first = `${pad(Math.trunc(count / 12), 4)}-${pad((count % 12) + 1, 2)}-01` as PlainDate;
  const length = daysBetween(first, nextMonth(first));
  return addDays(first, Math.min(digits(day, 8, 10), length) - 1);
}

export function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return a < b ? a : b;
}

export function later(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b;
}
