import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dayNumber,
  daysBetween,
  earlier,
  fromDayNumber,
  later,
  nextMonth,
  parseBritishDate,
  parsePlainDate,
} from '../../src/values/plain-date.ts';
import { anyDay, day, FIRST, LAST, utcDay, utcNumber } from './days.ts';
import { refusal, refusalText } from './refusal.ts';

const two = (value: number) => value.toString().padStart(2, '0');

describe('a day as text', () => {
  test('is read as it stands', () => {
    expect(parsePlainDate('2025-04-01')).toBe('2025-04-01');
  });

  test('31 February is refused', () => {
    expect(refusal(() => parsePlainDate('2025-02-31'))).toBe('BAD_DATE');
  });

  test('29 February is a day of leap years only', () => {
    for (const year of [1804, 2000, 2024, 2296]) {
      expect(parsePlainDate(`${year}-02-29`)).toBe(`${year}-02-29`);
    }
    for (const year of [1800, 1900, 2025, 2100, 2200]) {
      expect([year, refusal(() => parsePlainDate(`${year}-02-29`))]).toEqual([year, 'BAD_DATE']);
    }
  });

  test('exactly the days of the calendar are accepted', () => {
    const wrong: string[] = [];
    let accepted = 0;
    for (const year of [1800, 1900, 2000, 2024, 2025, 2100, 2299]) {
      for (let month = 0; month <= 13; month += 1) {
        for (let dayOfMonth = 0; dayOfMonth <= 32; dayOfMonth += 1) {
          const text = `${year}-${two(month)}-${two(dayOfMonth)}`;
          const real = utcDay(utcNumber(year, month, dayOfMonth)) === text;
          if ((refusal(() => parsePlainDate(text)) === 'accepted') !== real) wrong.push(text);
          if (real) accepted += 1;
        }
      }
    }
    expect(wrong).toEqual([]);
    // 7 × 365 and the leap days of 2000 and 2024
    expect(accepted).toBe(2557);
  });

  test('only 1800 to 2299 is taken', () => {
    expect(parsePlainDate('1800-01-01')).toBe('1800-01-01');
    expect(parsePlainDate('2299-12-31')).toBe('2299-12-31');
    for (const text of ['1799-12-31', '2300-01-01', '0000-01-01', '9999-12-31']) {
      expect([text, refusal(() => parsePlainDate(text))]).toEqual([text, 'BAD_DATE']);
    }
  });

  test('another way of writing a day is refused', () => {
    const texts = [
      '',
      '01-04-2025',
      '01/04/2025',
      '2025/04/01',
      '2025-4-1',
      '20250401',
      ' 2025-04-01',
      '2025-04-01 ',
      '2025-04-01\n',
      '2025-04-01T00:00:00Z',
      '1 April 2025',
      '12025-04-01',
      '-2025-04-01',
    ];
    for (const text of texts) {
      expect([text, refusal(() => parsePlainDate(text))]).toEqual([text, 'BAD_DATE']);
    }
  });

  test('a spreadsheet serial number is refused as one', () => {
    // 45748 is how a spreadsheet writes 1 April 2025
    for (const text of ['45748', '45748.5', '45748.0', '1000', '109575']) {
      expect([text, refusal(() => parsePlainDate(text))]).toEqual([text, 'SPREADSHEET_DATE']);
      expect([text, refusal(() => parseBritishDate(text))]).toEqual([text, 'SPREADSHEET_DATE']);
    }
  });

  test('the refusal does not repeat the value', () => {
    for (const text of ['2025-02-31', '45748', '31.12.1955']) {
      expect(refusalText(() => parsePlainDate(text))).not.toContain(text);
      expect(refusalText(() => parseBritishDate(text))).not.toContain(text);
    }
  });
});

describe('a day written the British way', () => {
  test('has the day before the month', () => {
    expect(parseBritishDate('05-04-2025')).toBe('2025-04-05');
    expect(parseBritishDate('05/04/2025')).toBe('2025-04-05');
    expect(parseBritishDate('29-02-2024')).toBe('2024-02-29');
  });

  test('gives back any day', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('-', '/'), (date, mark) => {
        const [year, month, dayOfMonth] = date.split('-');
        expect(parseBritishDate([dayOfMonth, month, year].join(mark))).toBe(date);
      }),
    );
  });

  test('is refused when it is not a day or not so written', () => {
    const texts = [
      '31-02-2025',
      '04-13-2025',
      '00-04-2025',
      '05-04/2025',
      '05/04-2025',
      '5/4/2025',
      '05/04/25',
      '2025-04-05',
      '05.04.2025',
      '05-04-2025 ',
      '05-04-1799',
      '',
    ];
    for (const text of texts) {
      expect([text, refusal(() => parseBritishDate(text))]).toEqual([text, 'BAD_DATE']);
    }
  });
});

describe('counting days', () => {
  test('every day from 1800 to 2299 has its own number, one after the other', () => {
    const wrong: string[] = [];
    const offset = dayNumber(utcDay(FIRST)) - FIRST;
    let count = 0;
    for (let number = FIRST; number <= LAST; number += 1) {
      const date = utcDay(number);
      const counted = dayNumber(date);
      if (counted !== number + offset || fromDayNumber(counted) !== date) wrong.push(date);
      count += 1;
    }
    expect(wrong).toEqual([]);
    // 500 × 365 + 125 fourth years − 1800, 1900, 2100 and 2200
    expect(count).toBe(182_621);
  });

  test('the count starts on 1 March 0000', () => {
    // five times 400 years of 146,097 days = 730,485
    expect(dayNumber(day('2000-03-01'))).toBe(730_485);
    expect(dayNumber(day('2000-02-29'))).toBe(730_484);
    expect(fromDayNumber(730_485)).toBe('2000-03-01');
  });

  test('adding days agrees with the calendar', () => {
    const range = fc.integer({ min: FIRST, max: LAST });
    fc.assert(
      fc.property(range, range, (from, to) => {
        expect(addDays(utcDay(from), to - from)).toBe(utcDay(to));
        expect(daysBetween(utcDay(from), utcDay(to))).toBe(to - from);
      }),
      { numRuns: 500 },
    );
  });

  test('days lie between as they do on paper', () => {
    expect(daysBetween(day('2025-04-01'), day('2026-04-01'))).toBe(365);
    expect(daysBetween(day('2023-04-01'), day('2024-04-01'))).toBe(366);
    expect(daysBetween(day('2025-04-02'), day('2025-04-01'))).toBe(-1);
    expect(addDays(day('2024-02-28'), 2)).toBe('2024-03-01');
    expect(addDays(day('2025-03-01'), -1)).toBe('2025-02-28');
  });
});

describe('counting months', () => {
  test('the next month starts on its first day', () => {
    expect(nextMonth(day('2025-04-01'))).toBe('2025-05-01');
    expect(nextMonth(day('2025-12-31'))).toBe('2026-01-01');
    fc.assert(
      fc.property(anyDay, (date) => {
        const [year, month] = date.split('-').map(Number) as [number, number];
        expect(nextMonth(date)).toBe(utcDay(utcNumber(year, month + 1, 1)));
      }),
    );
  });

  test('a month later is the same day, or the last where there is none', () => {
    expect(addMonths(day('2025-01-15'), 1)).toBe('2025-02-15');
    expect(addMonths(day('2025-01-31'), 1)).toBe('2025-02-28');
    expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29');
    expect(addMonths(day('2025-03-31'), 1)).toBe('2025-04-30');
    expect(addMonths(day('2024-02-29'), 12)).toBe('2025-02-28');
    expect(addMonths(day('2025-12-31'), 2)).toBe('2026-02-28');
  });

  test('months may be taken back', () => {
    expect(addMonths(day('2025-03-31'), -1)).toBe('2025-02-28');
    expect(addMonths(day('2025-01-15'), -1)).toBe('2024-12-15');
    expect(addMonths(day('2025-04-01'), -12)).toBe('2024-04-01');
    expect(addMonths(day('2025-04-30'), 0)).toBe('2025-04-30');
  });

  test('adding months agrees with the calendar', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1200, max: 1200 }), (date, months) => {
        const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
        const target = utcNumber(year, month + months, 1);
        // Day 0 of the month after is the last day of the target month.
        const last = utcNumber(year, month + months + 1, 0);
        expect(addMonths(date, months)).toBe(utcDay(Math.min(target + dayOfMonth - 1, last)));
      }),
      { numRuns: 1000 },
    );
  });
});

test('the earlier and the later of two days', () => {
  const [first, second] = [day('2025-09-30'), day('2025-10-01')];
  expect([earlier(first, second), earlier(second, first)]).toEqual([first, first]);
  expect([later(first, second), later(second, first)]).toEqual([second, second]);
  expect([earlier(first, first), later(first, first)]).toEqual([first, first]);
});
