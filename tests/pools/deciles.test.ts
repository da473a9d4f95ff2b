import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decilesOf } from '../../src/pools/deciles.ts';

const pounds = (...amounts: number[]) => amounts.map((each) => BigInt(Math.round(each * 100)));

describe('deciles', () => {
  it('are told by rank, between two amounts in proportion, to 1 % of the median or a little more', () => {
    // Of 100, 200 … 800 the median is 450, the third 310 and the seventh 590: to whole fives.
    const [first, second, third, , median, , seventh, eighth] = decilesOf(
      pounds(800, 100, 700, 300, 400, 200, 600, 500),
    );
    expect([first, second, third, median, seventh, eighth]).toEqual([
      ...[null, null, 310_00n, 450_00n, 590_00n, null],
    ]);
  });

  it('round to the base', () => {
    // The median of 806 and 813 is 809.50: a hundredth of it is under £10.
    expect(decilesOf(pounds(1, 2, 3, 806, 813, 900, 901, 902))[4]).toBe(810_00n);
  });

  it('of twenty-one people are all told, and of twenty the outermost are not', () => {
    const up = (count: number) => pounds(...Array.from({ length: count }, (_, at) => at * 10));
    expect(decilesOf(up(21)).includes(null)).toBe(false);
    expect(decilesOf(up(20)).map((each) => each === null)).toEqual([
      ...[true, ...Array(7).fill(false), true],
    ]);
  });

  it('never go down, and whatever the two at either end bring changes none of them', () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), {
      ...{ minLength: 8, maxLength: 60 },
    });
    fc.assert(
      fc.property(amounts, (each) => {
        const deciles = decilesOf(each);
        const told = deciles.filter((decile) => decile !== null);
        for (const [at, decile] of told.slice(1).entries()) {
          expect(decile >= (told[at] as bigint)).toBe(true);
        }
        const inOrder = [...each].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        const ends = [inOrder[1], inOrder[1], ...inOrder.slice(2, -2)] as bigint[];
        const other = [...ends, 9_000_000n, 8_000_000n];
        expect(decilesOf(other)).toEqual(deciles);
      }),
    );
  });
});
