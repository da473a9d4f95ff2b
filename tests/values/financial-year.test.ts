import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysOf,
  type FinancialYear,
  financialYearOf,
  financialYearStarting,
  monthOf,
  nextYear,
  parseFinancialYear,
  previousYear,
  startOf,
} from '../../src/values/financial-year.ts';
import { dayCount } from '../../src/values/period.ts';
import { anyDay, day, span, utcDay, utcNumber } from './days.ts';
import { refusal } from './refusal.ts';

const starting = fc.integer({ min: 1900, max: 2198 });

describe('the name of a financial year', () => {
  test('is two years in a row', () => {
    for (const text of ['2025-26', '1999-00', '2099-00', '2009-10', '1900-01', '2199-00']) {
      expect(parseFinancialYear(text)).toBe(text);
    }
  });

  test('2025-27 is refused', () => {
    expect(refusal(() => parseFinancialYear('2025-27'))).toBe('BAD_YEAR');
  });

  test('2025-2026 is refused', () => {
    expect(refusal(() => parseFinancialYear('2025-2026'))).toBe('BAD_YEAR');
  });

  test('in any other form is refused', () => {
    const texts = [
      '',
      '2025',
      '2025/26',
      '25-26',
      '2025-25',
      '2025-24',
      '2025-6',
      '202526',
      ' 2025-26',
      '2025-26 ',
      '2025-26\n',
      '2025–26',
      '1899-00',
      '2200-01',
    ];
    for (const text of texts) {
      expect([text, refusal(() => parseFinancialYear(text))]).toEqual([text, 'BAD_YEAR']);
    }
  });

  test('one ending of a hundred is accepted', () => {
    fc.assert(
      fc.property(starting, (year) => {
        const accepted = Array.from({ length: 100 }, (_, at) => at.toString().padStart(2, '0'))
          .map((ending) => `${year}-${ending}`)
          .filter((text) => refusal(() => parseFinancialYear(text)) === 'accepted');
        expect(accepted).toEqual([`${year}-${String(year + 1).slice(2)}`]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the financial year of a day', () => {
  test('turns on 1 April', () => {
    expect(financialYearOf(day('2025-03-31'))).toBe('2024-25');
    expect(financialYearOf(day('2025-04-01'))).toBe('2025-26');
    expect(financialYearOf(day('2026-01-01'))).toBe('2025-26');
    expect(financialYearOf(day('2025-12-31'))).toBe('2025-26');
    expect(financialYearOf(day('2000-03-31'))).toBe('1999-00');
    expect(financialYearOf(day('2000-04-01'))).toBe('2000-01');
  });

  test('holds the day and has a start from April to March', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        // Three months earlier by the platform's calendar lies in the year of the start.
        const [year, month] = date.split('-').map(Number) as [number, number];
        const start = utcDay(utcNumber(year, month - 3, 1)).slice(0, 4);
        const name = financialYearOf(date);
        expect(name.slice(0, 4)).toBe(start);
        expect(date >= daysOf(name).from && date < daysOf(name).until).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the days of a financial year', () => {
  test('are 1 April to 31 March', () => {
    const year = parseFinancialYear('2025-26');
    expect(startOf(year)).toBe('2025-04-01');
    expect(daysOf(year)).toEqual(span('2025-04-01', '2026-04-01'));
    expect(dayCount(daysOf(year))).toBe(365);
  });

  test('are 366 when 29 February falls inside', () => {
    expect(dayCount(daysOf(parseFinancialYear('2023-24')))).toBe(366);
    expect(dayCount(daysOf(parseFinancialYear('2024-25')))).toBe(365);
    expect(dayCount(daysOf(parseFinancialYear('1999-00')))).toBe(366);
    expect(dayCount(daysOf(parseFinancialYear('2099-00')))).toBe(365);
  });

  test('end where the next year begins', () => {
    fc.assert(
      fc.property(starting, (start) => {
        const year = financialYearStarting(start);
        expect(daysOf(year).until).toBe(`${start + 1}-04-01`);
        expect(daysOf(nextYear(year)).from).toBe(daysOf(year).until);
        expect(previousYear(nextYear(year))).toBe(year);
      }),
    );
  });

  test('the years beside 1999-00 cross the century', () => {
    const year = '1999-00' as FinancialYear;
    expect(previousYear(year)).toBe('1998-99');
    expect(nextYear(year)).toBe('2000-01');
    expect(financialYearStarting(2099)).toBe('2099-00');
  });

  test('month 1 is April and month 12 is March', () => {
    const year = parseFinancialYear('2023-24');
    expect(monthOf(year, 1)).toEqual(span('2023-04-01', '2023-05-01'));
    expect(monthOf(year, 9)).toEqual(span('2023-12-01', '2024-01-01'));
    expect(monthOf(year, 10)).toEqual(span('2024-01-01', '2024-02-01'));
    expect(monthOf(year, 11)).toEqual(span('2024-02-01', '2024-03-01'));
    expect(monthOf(year, 12)).toEqual(span('2024-03-01', '2024-04-01'));
  });

  test('twelve months fill the year without a gap', () => {
    fc.assert(
      fc.property(starting, (start) => {
        const year = financialYearStarting(start);
        let at = daysOf(year).from;
        for (let month = 1; month <= 12; month += 1) {
          expect(monthOf(year, month).from).toBe(at);
          at = monthOf(year, month).until;
        }
        expect(at).toBe(daysOf(year).until);
      }),
    );
  });
});
