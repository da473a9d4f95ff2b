import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOf, parseFinancialYear } from '../../src/values/financial-year.ts';
import { toPence } from '../../src/values/money.ts';
import { fromFirstToLast, type Span } from '../../src/values/period.ts';
import { amountOver, type Per, type Rate, weeklyComparator } from '../../src/values/rate.ts';
import { decimal, plus, type Ratio, ratio, times, ZERO } from '../../src/values/ratio.ts';
import { day, utcDay, utcNumber } from './days.ts';

function rate(pounds: string, per: Rate['per'], unitsPerWeek: string | null = null): Rate {
  return {
    pounds: decimal(pounds),
    per,
    unitsPerWeek: unitsPerWeek === null ? null : decimal(unitsPerWeek),
  };
}

const year = (name: string) => daysOf(parseFinancialYear(name));
const from = (first: string, last: string) => fromFirstToLast(day(first), day(last));
const pounds = (text: string) => decimal(text);

describe('a rate per week', () => {
  test('counts a seventh a day, both ends included', () => {
    // 1 to 7 April is 7 days: £70; 1 to 10 April is 10 days: 70 ÷ 7 × 10 = £100
    expect(amountOver(rate('70', 'WEEK'), from('2025-04-01', '2025-04-07'))).toEqual(pounds('70'));
    expect(amountOver(rate('70', 'WEEK'), from('2025-04-01', '2025-04-10'))).toEqual(pounds('100'));
    expect(amountOver(rate('70', 'WEEK'), from('2025-04-01', '2025-04-01'))).toEqual(pounds('10'));
  });

  test('comes to 365 or 366 days in a year, not 52 weeks', () => {
    // 70 ÷ 7 × 365 = £3,650; × 366 = £3,660
    expect(amountOver(rate('70', 'WEEK'), year('2025-26'))).toEqual(pounds('3650'));
    expect(amountOver(rate('70', 'WEEK'), year('2023-24'))).toEqual(pounds('3660'));
  });
});

describe('a rate per fortnight', () => {
  test('counts a fourteenth a day', () => {
    // 14 days: £140; 21 days: 140 ÷ 14 × 21 = £210; a year: 140 ÷ 14 × 365 = £3,650
    const fortnightly = rate('140', 'FORTNIGHT');
    expect(amountOver(fortnightly, from('2025-04-01', '2025-04-14'))).toEqual(pounds('140'));
    expect(amountOver(fortnightly, from('2025-04-01', '2025-04-21'))).toEqual(pounds('210'));
    expect(amountOver(fortnightly, year('2025-26'))).toEqual(pounds('3650'));
  });
});

describe('a rate per four weeks', () => {
  test('counts a twenty-eighth a day', () => {
    // 28 days: £280; 31 days: 280 ÷ 28 × 31 = £310
    const fourWeekly = rate('280', 'FOUR_WEEKS');
    expect(amountOver(fourWeekly, from('2025-04-01', '2025-04-28'))).toEqual(pounds('280'));
    expect(amountOver(fourWeekly, from('2025-04-01', '2025-05-01'))).toEqual(pounds('310'));
  });

  test('stays exact until it is rounded once', () => {
    // 100 ÷ 28 × 365 = 36500 ÷ 28 = 9125 ÷ 7 = 1303.571…
    const exact = amountOver(rate('100', 'FOUR_WEEKS'), year('2025-26'));
    expect(exact).toEqual({ n: 9125n, d: 7n });
    expect(toPence(exact)).toBe(130_357n);
  });
});

describe('a rate per hour, day or session', () => {
  test('an hour counts planned hours ÷ 7 a day', () => {
    // £20 × 10.5 = £210 a week; ÷ 7 × 30 days of April = £900
    const hourly = rate('20', 'HOUR', '10.5');
    expect(amountOver(hourly, from('2025-04-01', '2025-04-30'))).toEqual(pounds('900'));
  });

  test('a day counts planned days ÷ 7 a day', () => {
    // £60 × 3 = £180 a week; 14 days: £360
    const daily = rate('60', 'DAY', '3');
    expect(amountOver(daily, from('2025-04-01', '2025-04-14'))).toEqual(pounds('360'));
  });

  test('a session counts planned sessions ÷ 7 a day', () => {
    // £45 × 2 = £90 a week; 90 × 365 ÷ 7 = 32850 ÷ 7 = 4692.857…
    const exact = amountOver(rate('45', 'SESSION', '2'), year('2025-26'));
    expect(exact).toEqual({ n: 32_850n, d: 7n });
    expect(toPence(exact)).toBe(469_286n);
  });

  test('planned units below zero count by their size', () => {
    expect(amountOver(rate('20', 'HOUR', '-10.5'), from('2025-04-01', '2025-04-30'))).toEqual(
      pounds('900'),
    );
  });

  test('no planned units is refused, nought planned units is nothing', () => {
    for (const per of ['HOUR', 'DAY', 'SESSION'] as const) {
      expect(() => amountOver(rate('20', per), year('2025-26'))).toThrow(RangeError);
      expect(amountOver(rate('20', per, '0'), year('2025-26'))).toEqual(ZERO);
    }
  });
});

describe('a rate per month', () => {
  test('£1,000 a month is £12,000 a year', () => {
    expect(amountOver(rate('1000', 'MONTH'), year('2025-26'))).toEqual(pounds('12000'));
    expect(amountOver(rate('1000', 'MONTH'), year('2023-24'))).toEqual(pounds('12000'));
  });

  test('counts once for a whole month, short or long', () => {
    expect(amountOver(rate('1000', 'MONTH'), from('2025-02-01', '2025-02-28'))).toEqual(
      pounds('1000'),
    );
    expect(amountOver(rate('1000', 'MONTH'), from('2025-03-01', '2025-03-31'))).toEqual(
      pounds('1000'),
    );
  });

  test('counts a part month by the days of that month', () => {
    // 15 to 30 June is 16 of 30 days: 16/30 × 1000 = 533.33…; July whole: 1000; 4600/3 in all
    const exact = amountOver(rate('1000', 'MONTH'), from('2025-06-15', '2025-07-31'));
    expect(exact).toEqual({ n: 4600n, d: 3n });
    expect(toPence(exact)).toBe(153_333n);
  });

  test('knows the length of February', () => {
    // 10 of 28 days × £280 = £100; 10 of 29 days × £290 = £100
    expect(amountOver(rate('280', 'MONTH'), from('2025-02-01', '2025-02-10'))).toEqual(
      pounds('100'),
    );
    expect(amountOver(rate('290', 'MONTH'), from('2024-02-20', '2024-02-29'))).toEqual(
      pounds('100'),
    );
  });

  test('two part months are each counted by their own days', () => {
    // 30 April is 1/30 × £930 = £31; 1 May is 1/31 × £930 = £30
    expect(amountOver(rate('930', 'MONTH'), from('2025-04-30', '2025-05-01'))).toEqual(
      pounds('61'),
    );
    // 16 to 31 December is 16/31, 1 to 15 January is 15/31: one month
    expect(amountOver(rate('930', 'MONTH'), from('2025-12-16', '2026-01-15'))).toEqual(
      pounds('930'),
    );
  });
});

describe('a rate per quarter', () => {
  test('£300 a quarter is £1,200 a year', () => {
    expect(amountOver(rate('300', 'QUARTER'), year('2025-26'))).toEqual(pounds('1200'));
  });

  test('counts once for each financial quarter, from 1 April', () => {
    for (const [first, last] of [
      ['2025-04-01', '2025-06-30'],
      ['2025-07-01', '2025-09-30'],
      ['2025-10-01', '2025-12-31'],
      ['2026-01-01', '2026-03-31'],
    ] as const) {
      expect(amountOver(rate('300', 'QUARTER'), from(first, last))).toEqual(pounds('300'));
    }
  });

  test('counts a part by the days of that quarter', () => {
    // April to June 30 + 31 + 30 = 91 days; July to September 31 + 31 + 30 = 92;
    // October to December 31 + 30 + 31 = 92; January to March 31 + 28 + 31 = 90, leap 91
    const tenDays = (amount: string, first: string, last: string) =>
      amountOver(rate(amount, 'QUARTER'), from(first, last));
    expect(tenDays('910', '2025-05-01', '2025-05-10')).toEqual(pounds('100'));
    expect(tenDays('920', '2025-08-01', '2025-08-10')).toEqual(pounds('100'));
    expect(tenDays('920', '2025-12-22', '2025-12-31')).toEqual(pounds('100'));
    expect(tenDays('900', '2025-01-01', '2025-01-10')).toEqual(pounds('100'));
    expect(tenDays('910', '2024-03-01', '2024-03-10')).toEqual(pounds('100'));
  });

  test('two part quarters are each counted by their own days', () => {
    // 91 × 92 = 8372: 30 June is 8372/91 = £92, 1 July is 8372/92 = £91
    expect(amountOver(rate('8372', 'QUARTER'), from('2025-06-30', '2025-07-01'))).toEqual(
      pounds('183'),
    );
  });
});

describe('a rate per year', () => {
  test('£10,000 a year is £10,000', () => {
    expect(amountOver(rate('10000', 'YEAR'), year('2025-26'))).toEqual(pounds('10000'));
    expect(amountOver(rate('10000', 'YEAR'), year('2023-24'))).toEqual(pounds('10000'));
  });

  test('counts a part by the days of that financial year', () => {
    // 10 of 365 days × £3,650 = £100; 10 of 366 days × £3,660 = £100
    expect(amountOver(rate('3650', 'YEAR'), from('2025-12-27', '2026-01-05'))).toEqual(
      pounds('100'),
    );
    expect(amountOver(rate('3660', 'YEAR'), from('2023-04-01', '2023-04-10'))).toEqual(
      pounds('100'),
    );
  });

  test('two part years are each counted by their own days', () => {
    // 366 × 365 = 133590: 31 March 2024 is 133590/366 = £365, 1 April 2024 is 133590/365 = £366
    expect(amountOver(rate('133590', 'YEAR'), from('2024-03-31', '2024-04-01'))).toEqual(
      pounds('731'),
    );
  });
});

describe('any rate', () => {
  test('planned units do not change a rate that has a frequency', () => {
    expect(amountOver(rate('70', 'WEEK', '5'), from('2025-04-01', '2025-04-07'))).toEqual(
      pounds('70'),
    );
    expect(amountOver(rate('1000', 'MONTH', '5'), year('2025-26'))).toEqual(pounds('12000'));
  });

  test('that changes inside the dates is summed exactly and rounded once', () => {
    // £100 a week for a day, then £107 for a day: 100/7 = 14.285… and 107/7 = 15.285…;
    // together 207/7 = 29.571…, £29.57; rounded apart they would be 14.29 + 15.29 = £29.58
    const first = amountOver(rate('100', 'WEEK'), from('2025-04-01', '2025-04-01'));
    const dearer = amountOver(rate('107', 'WEEK'), from('2025-04-02', '2025-04-02'));
    expect(plus(first, dearer)).toEqual({ n: 207n, d: 7n });
    expect(toPence(plus(first, dearer))).toBe(2_957n);
    expect([toPence(first), toPence(dearer)]).toEqual([1_429n, 1_529n]);
  });

  test('half a penny of a line goes away from zero', () => {
    // £0.35 a week for 1 day is 5p; £0.07 per fortnight for 1 day is 0.5p → 1p; owed back → −1p
    const one = from('2025-04-01', '2025-04-01');
    expect(toPence(amountOver(rate('0.35', 'WEEK'), one))).toBe(5n);
    expect(toPence(amountOver(rate('0.07', 'FORTNIGHT'), one))).toBe(1n);
    expect(toPence(amountOver(rate('-0.07', 'FORTNIGHT'), one))).toBe(-1n);
  });
});

describe('an amount over days, however they are cut', () => {
  const START = utcNumber(2022, 1, 1);
  const stretch = fc.record({
    first: fc.integer({ min: 0, max: 1500 }),
    length: fc.integer({ min: 1, max: 800 }),
    cut: fc.integer({ min: 0, max: 800 }),
  });
  const amount = fc
    .tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.integer({ min: 0, max: 8 }))
    .map(([n, places]) => ratio(n, 10n ** BigInt(places)));
  const units = ratio(21, 2);
  const span = (first: number, until: number): Span => ({
    from: utcDay(START + first),
    until: utcDay(START + until),
  });

  /** How many days the month, financial quarter or financial year of the day has. */
  function lengthAround(number: number, months: number): number {
    const [y, m] = utcDay(number).split('-').map(Number) as [number, number];
    const back = (m - 4 + 12) % months;
    return utcNumber(y, m - back + months, 1) - utcNumber(y, m - back, 1);
  }

  const ONE_DAY: Record<Rate['per'], (number: number) => Ratio> = {
    WEEK: () => ratio(1, 7),
    FORTNIGHT: () => ratio(1, 14),
    FOUR_WEEKS: () => ratio(1, 28),
    HOUR: () => ratio(21, 14),
    DAY: () => ratio(21, 14),
    SESSION: () => ratio(21, 14),
    MONTH: (number) => ratio(1, lengthAround(number, 1)),
    QUARTER: (number) => ratio(1, lengthAround(number, 3)),
    YEAR: (number) => ratio(1, lengthAround(number, 12)),
  };

  for (const per of Object.keys(ONE_DAY) as Rate['per'][]) {
    test(`per ${per} is the sum of its days, cut anywhere`, () => {
      fc.assert(
        fc.property(amount, stretch, (each, { first, length, cut }) => {
          const made: Rate = { pounds: each, per, unitsPerWeek: units };
          const until = first + length;
          const middle = first + (cut % length);
          const whole = amountOver(made, span(first, until));

          let shares = ZERO;
          let apart = ZERO;
          for (let at = first; at < until; at += 1) {
            shares = plus(shares, ONE_DAY[per](START + at));
            apart = plus(apart, amountOver(made, span(at, at + 1)));
          }
          expect(whole).toEqual(times(each, shares));
          expect(apart).toEqual(whole);
          const parts = plus(
            amountOver(made, span(first, middle)),
            amountOver(made, span(middle, until)),
          );
          expect(parts).toEqual(whole);
        }),
        { numRuns: 60 },
      );
    });
  }
});

describe('the weekly comparator', () => {
  test('a week counts once', () => {
    expect(weeklyComparator(rate('100', 'WEEK'))).toEqual(pounds('100'));
  });

  test('a fortnight counts a half', () => {
    expect(weeklyComparator(rate('100', 'FORTNIGHT'))).toEqual(pounds('50'));
  });

  test('four weeks count a quarter', () => {
    expect(weeklyComparator(rate('100', 'FOUR_WEEKS'))).toEqual(pounds('25'));
  });

  test('a month counts 12/52', () => {
    // 52 × 12/52 = 12; 1000 × 12/52 = 12000/52 = 3000/13 = 230.769…
    expect(weeklyComparator(rate('52', 'MONTH'))).toEqual(pounds('12'));
    expect(weeklyComparator(rate('1000', 'MONTH'))).toEqual({ n: 3000n, d: 13n });
    expect(toPence(weeklyComparator(rate('1000', 'MONTH')))).toBe(23_077n);
  });

  test('a quarter counts 4/52', () => {
    expect(weeklyComparator(rate('52', 'QUARTER'))).toEqual(pounds('4'));
  });

  test('a year counts 1/52', () => {
    // 10000 ÷ 52 = 192.307…
    expect(weeklyComparator(rate('52', 'YEAR'))).toEqual(pounds('1'));
    expect(toPence(weeklyComparator(rate('10000', 'YEAR')))).toBe(19_231n);
  });

  test('hours, days and sessions count the planned units', () => {
    // £20 × 10.5 = £210
    for (const per of ['HOUR', 'DAY', 'SESSION'] as const) {
      expect(weeklyComparator(rate('20', per, '10.5'))).toEqual(pounds('210'));
    }
  });

  test('cost and planned units count by their size', () => {
    expect(weeklyComparator(rate('-20', 'HOUR', '-10.5'))).toEqual(pounds('210'));
    expect(weeklyComparator(rate('-100', 'FORTNIGHT'))).toEqual(pounds('50'));
  });

  test('frequency beats planned units', () => {
    expect(weeklyComparator(rate('100', 'WEEK', '5'))).toEqual(pounds('100'));
    expect(weeklyComparator(rate('52', 'MONTH', '5'))).toEqual(pounds('12'));
  });

  test('no planned units is refused', () => {
    for (const per of ['HOUR', 'DAY', 'SESSION'] as const) {
      expect(() => weeklyComparator(rate('20', per))).toThrow(RangeError);
    }
  });

  test('a one-off has none', () => {
    const once: Per = 'ONCE';
    // @ts-expect-error a rate is never per ONCE: the types refuse it before the program does
    expect(() => weeklyComparator({ pounds: ratio(100), per: once, unitsPerWeek: null })).toThrow(
      RangeError,
    );
  });
});
