import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ALWAYS,
  contains,
  dayCount,
  fromFirstToLast,
  intersect,
  lastDay,
  type Period,
  type Span,
  union,
  without,
} from '../../src/values/period.ts';
import { day, span, utcDay, utcNumber } from './days.ts';

// Brute force: periods are drawn inside a short stretch of days and compared with plain sets of day
// numbers over a wider one, so that an open end reaches past every drawn end.
const BASE = utcNumber(2024, 2, 10);
const DRAWN = 40;
const WINDOW = Array.from({ length: DRAWN + 20 }, (_, at) => at - 10);

interface Drawn {
  readonly period: Period;
  readonly days: ReadonlySet<number>;
}

function drawn(from: number | null, until: number | null): Drawn {
  return {
    period: {
      from: from === null ? null : utcDay(BASE + from),
      until: until === null ? null : utcDay(BASE + until),
    },
    days: new Set(
      WINDOW.filter((at) => (from === null || at >= from) && (until === null || at < until)),
    ),
  };
}

const bounded = fc
  .tuple(fc.integer({ min: 0, max: DRAWN - 1 }), fc.integer({ min: 1, max: 15 }))
  .map(([from, length]): readonly [number, number] => [from, Math.min(from + length, DRAWN)]);

const anySpan = bounded.map(([from, until]) => {
  const made = drawn(from, until);
  return { days: made.days, span: made.period as Span };
});

const anyPeriod = fc
  .tuple(bounded, fc.integer({ min: 0, max: 7 }))
  .map(([[from, until], open]) =>
    drawn(open === 1 || open === 3 ? null : from, open === 2 || open === 3 ? null : until),
  );

/** The days of a result, read from its ends with the platform's calendar; the ends must not cross. */
function daysIn(period: Period): number[] {
  const at = (date: string) => Date.parse(date) / 86_400_000 - BASE;
  const from = period.from === null ? Number.NEGATIVE_INFINITY : at(period.from);
  const until = period.until === null ? Number.POSITIVE_INFINITY : at(period.until);
  expect(from).toBeLessThan(until);
  return WINDOW.filter((each) => each >= from && each < until);
}

const runs = { numRuns: 1000 };

describe('a period', () => {
  test('includes its first and its last day', () => {
    const week = fromFirstToLast(day('2025-04-01'), day('2025-04-07'));
    expect(week).toEqual({ from: '2025-04-01', until: '2025-04-08' });
    expect(dayCount(week)).toBe(7);
    expect(lastDay(week)).toBe('2025-04-07');
    expect(contains(week, day('2025-04-01'))).toBe(true);
    expect(contains(week, day('2025-04-07'))).toBe(true);
    expect(contains(week, day('2025-04-08'))).toBe(false);
    expect(contains(week, day('2025-03-31'))).toBe(false);
  });

  test('of one day has one day', () => {
    const only = fromFirstToLast(day('2024-02-29'), day('2024-02-29'));
    expect(only).toEqual({ from: '2024-02-29', until: '2024-03-01' });
    expect(dayCount(only)).toBe(1);
  });

  test('without a last day runs on', () => {
    const open = fromFirstToLast(day('2025-04-01'), null);
    expect(open).toEqual({ from: '2025-04-01', until: null });
    expect(contains(open, day('2299-12-31'))).toBe(true);
    expect(contains(open, day('2025-03-31'))).toBe(false);
  });

  test('always holds every day', () => {
    expect(contains(ALWAYS, day('1800-01-01'))).toBe(true);
    expect(contains(ALWAYS, day('2299-12-31'))).toBe(true);
  });

  test('contains exactly its days', () => {
    fc.assert(
      fc.property(anyPeriod, ({ period, days }) => {
        const held = WINDOW.filter((at) => contains(period, utcDay(BASE + at)));
        expect(held).toEqual([...days]);
      }),
    );
  });
});

describe('the days two periods share', () => {
  test('are the days that are in both', () => {
    fc.assert(
      fc.property(anyPeriod, anyPeriod, (a, b) => {
        const shared = intersect(a.period, b.period);
        const expected = [...a.days].filter((at) => b.days.has(at));
        expect(shared === null ? [] : daysIn(shared)).toEqual(expected);
      }),
      runs,
    );
  });

  test('are none where one ends as the other begins', () => {
    expect(
      intersect(span('2025-04-01', '2025-05-01'), span('2025-05-01', '2025-06-01')),
    ).toBeNull();
  });

  test('are the whole of the one inside the other', () => {
    const april = span('2025-04-01', '2025-05-01');
    expect(intersect(ALWAYS, april)).toEqual(april);
    expect(intersect(april, ALWAYS)).toEqual(april);
    expect(intersect(ALWAYS, ALWAYS)).toEqual(ALWAYS);
  });

  test('may run on or reach back', () => {
    const after = { from: day('2025-04-01'), until: null };
    const later = { from: day('2025-06-01'), until: null };
    const before = { from: null, until: day('2025-05-01') };
    expect(intersect(after, later)).toEqual(later);
    expect(intersect(before, after)).toEqual(span('2025-04-01', '2025-05-01'));
    expect(intersect(before, later)).toBeNull();
  });
});

describe('a period without others', () => {
  test('keeps the days that are in none of them, in order', () => {
    fc.assert(
      fc.property(anyPeriod, fc.array(anyPeriod, { maxLength: 5 }), (whole, others) => {
        const left = without(
          whole.period,
          others.map((other) => other.period),
        );
        const expected = [...whole.days].filter((at) => others.every((o) => !o.days.has(at)));
        // Joined as they come: out of order or twice the same day would show.
        expect(left.flatMap(daysIn)).toEqual(expected);
      }),
      runs,
    );
  });

  test('loses a middle and keeps both ends', () => {
    // April without 10 to 19 April: 1 to 9 and 20 to 30 April
    expect(without(span('2025-04-01', '2025-05-01'), [span('2025-04-10', '2025-04-20')])).toEqual([
      span('2025-04-01', '2025-04-10'),
      span('2025-04-20', '2025-05-01'),
    ]);
  });

  test('is nothing when all of it is taken', () => {
    const april = span('2025-04-01', '2025-05-01');
    expect(without(april, [april])).toEqual([]);
    expect(without(april, [ALWAYS])).toEqual([]);
    expect(without(ALWAYS, [april])).toEqual([
      { from: null, until: '2025-04-01' },
      { from: '2025-05-01', until: null },
    ]);
  });

  test('is itself when nothing is taken', () => {
    const april = span('2025-04-01', '2025-05-01');
    expect(without(april, [])).toEqual([april]);
    expect(without(april, [span('2025-05-01', '2025-06-01')])).toEqual([april]);
  });
});

describe('spans joined', () => {
  test('hold the same days, each once, in as few spans as possible', () => {
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 8 }), (spans) => {
        const joined = union(spans.map((each) => each.span));
        const expected = WINDOW.filter((at) => spans.some((each) => each.days.has(at)));
        expect(joined.flatMap(daysIn)).toEqual(expected);
        const runsOfDays = expected.filter((at) => !expected.includes(at - 1)).length;
        expect(joined).toHaveLength(runsOfDays);
      }),
      runs,
    );
  });

  test('are one where they touch or overlap and two where a day is missing', () => {
    expect(union([span('2025-05-01', '2025-06-01'), span('2025-04-01', '2025-05-01')])).toEqual([
      span('2025-04-01', '2025-06-01'),
    ]);
    expect(union([span('2025-04-01', '2025-05-01'), span('2025-04-10', '2025-04-20')])).toEqual([
      span('2025-04-01', '2025-05-01'),
    ]);
    expect(union([span('2025-04-01', '2025-05-01'), span('2025-05-02', '2025-06-01')])).toEqual([
      span('2025-04-01', '2025-05-01'),
      span('2025-05-02', '2025-06-01'),
    ]);
    expect(union([])).toEqual([]);
  });

  test('leave the given spans as they were', () => {
    const given = [span('2025-05-01', '2025-06-01'), span('2025-04-01', '2025-05-10')];
    union(given);
    expect(given).toEqual([span('2025-05-01', '2025-06-01'), span('2025-04-01', '2025-05-10')]);
  });
});
