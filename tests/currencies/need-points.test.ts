import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/values/ratio.ts';
import { book, needPoints, pricedBy, stepsOf, tariff, whyUnpriced } from './books.ts';

// R (Savva) v Kensington and Chelsea: 16 points were £82.91 a week, 22 points £112.21. The ends are
// this test's own.
const POINTS = [
  ['5', '30'],
  ['16', '82.91'],
  ['22', '112.21'],
  ['40', '220.21'],
] as const;
const TABLE = POINTS.map(([points, pounds]) => tariff('POINTS', { points, pounds }));
const PRICES = book('POINTS', TABLE);
const weekly = (points: string) => pricedBy(needPoints(points), PRICES);

describe('points of need', () => {
  it('on a point of the table are its sum', () => {
    expect(weekly('5').amount).toBe(3_000n);
    expect(weekly('16').amount).toBe(8_291n);
    expect(weekly('22').amount).toBe(11_221n);
    expect(weekly('40').amount).toBe(22_021n);
    expect(stepsOf(weekly('16'))).toEqual(['BASE']);
    expect(weekly('16').steps[0]?.words).toBe('16 points: 82.91 a week');
  });

  it('between two points are on the straight line', () => {
    // 82.91 + 3 ÷ 6 × 29.30 = 97.56; 112.21 + 9 ÷ 18 × 108 = 166.21; 112.21 + 0.5 × 6 = 115.21
    expect(weekly('19').exact).toEqual(decimal('97.56'));
    expect(weekly('31').exact).toEqual(decimal('166.21'));
    expect(weekly('22.5').exact).toEqual(decimal('115.21'));
    expect(weekly('19').steps.map(({ words }) => words)).toEqual([
      '16 points: 82.91 a week',
      'On the line to 22 points (112.21 a week), at 19 points',
    ]);
  });

  it('round once: 17 points are 82.91 + 29.30 ÷ 6 = 87.79333…', () => {
    expect(weekly('17').exact).toEqual({ n: 13_169n, d: 150n });
    expect(weekly('17').amount).toBe(8_779n);
  });

  it('beyond the ends have no price, and the ends are said', () => {
    const ends = 'the table of 2017-06-01 runs from 5 to 40 points';
    expect(whyUnpriced(needPoints('4.99'), PRICES)).toBe(ends);
    expect(whyUnpriced(needPoints('0'), PRICES)).toBe(ends);
    expect(whyUnpriced(needPoints('40.01'), PRICES)).toBe(ends);
  });

  it('on a day without a table have none', () => {
    expect(whyUnpriced(needPoints('16', '2018-04-01'), PRICES)).toBe(
      'no table of points is loaded for 2018-04-01',
    );
  });

  it('take the sum known last for the same points', () => {
    const later = tariff('POINTS', { points: '16', pounds: '90', knownFrom: '2017-05-01' });
    for (const tariffs of [
      [...TABLE, later],
      [later, ...TABLE],
    ]) {
      expect(pricedBy(needPoints('16'), book('POINTS', tariffs)).amount).toBe(9_000n);
    }
  });

  it('are illustrative where a point that was used is', () => {
    const shown = book(
      'POINTS',
      TABLE.map((each, index) => ({ ...each, illustrative: index === 2 })),
    );
    expect(pricedBy(needPoints('10'), shown).illustrative).toBe(false);
    expect(pricedBy(needPoints('17'), shown).illustrative).toBe(true);
    expect(pricedBy(needPoints('30'), shown).illustrative).toBe(true);
  });
});

describe('for any points of the table', () => {
  const hundredths = fc.integer({ min: 500, max: 4_000 });
  const at = (n: number) => weekly((n / 100).toFixed(2));

  it('more points are never fewer pounds, in whatever order the table arrived', () => {
    fc.assert(
      fc.property(
        hundredths,
        hundredths,
        fc.shuffledSubarray(TABLE, { minLength: TABLE.length }),
        (one, other, shuffled) => {
          const [less, more] = [Math.min(one, other), Math.max(one, other)];
          expect(at(less).amount).toBeLessThanOrEqual(at(more).amount);
          const points = needPoints((one / 100).toFixed(2));
          expect(pricedBy(points, book('POINTS', shuffled)).exact).toEqual(at(one).exact);
        },
      ),
    );
  });
});
