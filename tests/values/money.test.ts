import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPence,
  MOST_PENCE,
  NO_PENCE,
  type Pence,
  parsePounds,
  pence,
  poundsText,
  splitByLargestRemainder,
  takePence,
  toPence,
  toPounds,
} from '../../src/values/money.ts';
import { decimal, ratio } from '../../src/values/ratio.ts';
import { refusal, refusalText } from './refusal.ts';

const anyPence = fc
  .oneof(fc.bigInt(-200n, 200n), fc.bigInt(-999_999_999_999_999n, 999_999_999_999_999n))
  .map((value) => pence(value));

describe('pence', () => {
  test('are whole', () => {
    expect(pence(1250)).toBe(1250n);
    expect(() => pence(12.5)).toThrow(RangeError);
  });

  test('are refused beyond 2^53 − 1 either way', () => {
    expect(MOST_PENCE).toBe(2n ** 53n - 1n);
    expect(pence(2n ** 53n - 1n)).toBe(9_007_199_254_740_991n);
    expect(pence(1n - 2n ** 53n)).toBe(-9_007_199_254_740_991n);
    expect(refusal(() => pence(2n ** 53n))).toBe('TOO_LARGE');
    expect(refusal(() => pence(-(2n ** 53n)))).toBe('TOO_LARGE');
  });

  test('a sum too large to carry is refused', () => {
    const most = pence(MOST_PENCE);
    expect(refusal(() => addPence(most, pence(1)))).toBe('TOO_LARGE');
    expect(refusal(() => takePence(NO_PENCE, most, pence(1)))).toBe('TOO_LARGE');
    expect(addPence(most, pence(1), pence(-1))).toBe(MOST_PENCE);
  });

  test('are added and taken away', () => {
    // 100 + 250 − 75 = 275; 100 − 250 − 75 = −225
    expect(addPence(pence(100), pence(250), pence(-75))).toBe(275n);
    expect(takePence(pence(100), pence(250), pence(75))).toBe(-225n);
    expect(addPence()).toBe(0n);
    expect(takePence(pence(5))).toBe(5n);
  });

  test('taking back what was added leaves the amount', () => {
    fc.assert(
      fc.property(anyPence, fc.array(anyPence, { maxLength: 5 }), (amount, others) => {
        expect(takePence(addPence(amount, ...others), ...others)).toBe(amount);
      }),
    );
  });
});

describe('pounds as text', () => {
  test('become whole pence', () => {
    expect(parsePounds('1234.50')).toBe(123_450n);
    expect(parsePounds('1234.5')).toBe(123_450n);
    expect(parsePounds('13')).toBe(1_300n);
    expect(parsePounds('13.01')).toBe(1_301n);
    expect(parsePounds('0.07')).toBe(7n);
    expect(parsePounds('-0.07')).toBe(-7n);
    expect(parsePounds('-0')).toBe(0n);
    expect(parsePounds('9999999999999.99')).toBe(999_999_999_999_999n);
  });

  test('with a part of a penny are refused, never rounded', () => {
    for (const text of ['13.001', '13.000', '0.005', '-13.001']) {
      expect([text, refusal(() => parsePounds(text))]).toEqual([text, 'BAD_MONEY']);
    }
  });

  test('in exponent form are refused as a spreadsheet number', () => {
    for (const text of ['9.99E+09', '1e3', '-2E2']) {
      expect([text, refusal(() => parsePounds(text))]).toEqual([text, 'SPREADSHEET_NUMBER']);
    }
  });

  test('in any other form are refused as money', () => {
    const texts = [
      '',
      '£13',
      '1,300.00',
      ' 13',
      '13 ',
      '13\n',
      '13.',
      '.50',
      '+13',
      '(13.00)',
      '13p',
      'free',
      'seven',
      'abc',
      '10000000000000',
    ];
    for (const text of texts) {
      expect([text, refusal(() => parsePounds(text))]).toEqual([text, 'BAD_MONEY']);
    }
  });

  test('the refusal does not repeat the value', () => {
    expect(refusalText(() => parsePounds('£98765.43'))).not.toContain('98765');
  });

  test('are written plainly with two decimals', () => {
    expect(poundsText(pence(1_234_567))).toBe('12345.67');
    expect(poundsText(pence(-5))).toBe('-0.05');
    expect(poundsText(pence(0))).toBe('0.00');
    expect(poundsText(pence(100))).toBe('1.00');
    expect(poundsText(pence(MOST_PENCE))).toBe('90071992547409.91');
  });

  test('survive being written and read', () => {
    fc.assert(
      fc.property(anyPence, (amount) => {
        expect(parsePounds(poundsText(amount))).toBe(amount);
      }),
      { numRuns: 500 },
    );
  });
});

describe('exact pounds to pence', () => {
  test('half a penny goes away from zero', () => {
    // £0.125 = 12.5p; £0.005 = 0.5p; £0.025 = 2.5p
    expect(toPence(decimal('0.125'))).toBe(13n);
    expect(toPence(decimal('-0.125'))).toBe(-13n);
    expect(toPence(decimal('0.005'))).toBe(1n);
    expect(toPence(decimal('-0.005'))).toBe(-1n);
    expect(toPence(decimal('0.025'))).toBe(3n);
  });

  test('less than half a penny is dropped', () => {
    // £0.0049 = 0.49p; £10 ÷ 3 = 333.33…p; £20 ÷ 3 = 666.66…p
    expect(toPence(decimal('0.0049'))).toBe(0n);
    expect(toPence(ratio(10, 3))).toBe(333n);
    expect(toPence(ratio(20, 3))).toBe(667n);
  });

  test('£168 × 1.0461 is £175.74', () => {
    // 168 × 1.0461 = 168 + 168 × 0.0461 = 168 + 7.7448 = 175.7448
    expect(toPence(ratio(168n * 10_461n, 10_000))).toBe(17_574n);
  });

  test('pence become exact pounds', () => {
    // 1234p = 1234/100 = 617/50
    expect(toPounds(pence(1234))).toEqual({ n: 617n, d: 50n });
    expect(toPounds(pence(-100))).toEqual({ n: -1n, d: 1n });
  });

  test('pence survive the way to pounds and back', () => {
    fc.assert(
      fc.property(anyPence, (amount) => {
        expect(toPence(toPounds(amount))).toBe(amount);
      }),
    );
  });

  test('an amount too large to carry is refused', () => {
    expect(refusal(() => toPence(ratio(2n ** 53n)))).toBe('TOO_LARGE');
  });
});

describe('splitting an amount', () => {
  const weights = fc
    .array(fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 10n ** 12n)), { minLength: 1, maxLength: 8 })
    .filter((all) => all.some((weight) => weight > 0n));
  const sum = (all: readonly bigint[]) => all.reduce((total, each) => total + each, 0n);

  test('£1 in three is 34p, 33p and 33p', () => {
    // 100 ÷ 3 = 33 each, 1p left for the earliest of equal remainders
    expect(splitByLargestRemainder(pence(100), [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  });

  test('left over pence go to the largest remainders', () => {
    // 10p by 15:25:60 of 100: 1.5, 2.5, 6.0 → 1, 2, 6 and 1p left; remainders equal: earlier first
    expect(splitByLargestRemainder(pence(10), [15n, 25n, 60n])).toEqual([2n, 2n, 6n]);
    // 10p by 14:25:61: 1.4, 2.5, 6.1 → 1, 2, 6 and 1p left for the .5
    expect(splitByLargestRemainder(pence(10), [14n, 25n, 61n])).toEqual([1n, 3n, 6n]);
    // 10p by 16:17:67: 1.6, 1.7, 6.7 → 1, 1, 6 and 2p left for the two .7
    expect(splitByLargestRemainder(pence(10), [16n, 17n, 67n])).toEqual([1n, 2n, 7n]);
  });

  test('a negative amount is split as the positive one', () => {
    expect(splitByLargestRemainder(pence(-100), [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    fc.assert(
      fc.property(anyPence, weights, (amount, by) => {
        const parts = splitByLargestRemainder(amount, by);
        const mirrored = splitByLargestRemainder(-amount as Pence, by);
        expect(mirrored).toEqual(parts.map((part) => -part));
      }),
    );
  });

  test('the parts add up to the amount', () => {
    fc.assert(
      fc.property(anyPence, weights, (amount, by) => {
        const parts = splitByLargestRemainder(amount, by);
        expect(parts).toHaveLength(by.length);
        expect(sum(parts)).toBe(amount);
      }),
      { numRuns: 500 },
    );
  });

  test('every part is within a penny of its exact share', () => {
    fc.assert(
      fc.property(anyPence, weights, (amount, by) => {
        const whole = sum(by);
        splitByLargestRemainder(amount, by).forEach((part, at) => {
          const off = part * whole - amount * (by[at] ?? 0n);
          expect(off < whole && off > -whole).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('a larger weight never gets less, and among equals the earlier never gets less', () => {
    fc.assert(
      fc.property(anyPence, weights, (amount, by) => {
        const sizes = splitByLargestRemainder(amount, by).map((part) => (part < 0n ? -part : part));
        by.forEach((weight, at) => {
          by.forEach((other, later) => {
            if (weight > other || (weight === other && at < later)) {
              expect((sizes[at] ?? -1n) >= (sizes[later] ?? -1n)).toBe(true);
            }
          });
        });
      }),
      { numRuns: 500 },
    );
  });

  test('no weight gets nothing', () => {
    fc.assert(
      fc.property(anyPence, weights, (amount, by) => {
        expect(splitByLargestRemainder(amount, [0n, ...by, 0n]).at(0)).toBe(0n);
        expect(splitByLargestRemainder(amount, [0n, ...by, 0n]).at(-1)).toBe(0n);
      }),
    );
  });

  test('weights that come to nothing are refused', () => {
    expect(() => splitByLargestRemainder(pence(100), [])).toThrow(RangeError);
    expect(() => splitByLargestRemainder(pence(100), [0n, 0n])).toThrow(RangeError);
  });
});
