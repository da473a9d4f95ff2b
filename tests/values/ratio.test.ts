import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  absolute,
  decimal,
  isZero,
  minus,
  plus,
  ratio,
  roundHalfAway,
  times,
  toDecimal,
  ZERO,
} from '../../src/values/ratio.ts';
import { refusal } from './refusal.ts';

const BIG = 10n ** 20n;
const top = fc.oneof(fc.bigInt(-30n, 30n), fc.bigInt(-BIG, BIG));
const bottom = fc.oneof(fc.bigInt(-30n, 30n), fc.bigInt(-BIG, BIG)).filter((value) => value !== 0n);
const runs = { numRuns: 500 };

describe('a fraction', () => {
  test('is kept in lowest terms with the sign above the line', () => {
    expect(ratio(6, 4)).toEqual({ n: 3n, d: 2n });
    expect(ratio(6, -4)).toEqual({ n: -3n, d: 2n });
    expect(ratio(-6, -4)).toEqual({ n: 3n, d: 2n });
    expect(ratio(0, -7)).toEqual({ n: 0n, d: 1n });
    expect(ratio(5)).toEqual({ n: 5n, d: 1n });
  });

  test('has one form however it is written', () => {
    fc.assert(
      fc.property(top, bottom, bottom, (n, d, k) => {
        const value = ratio(n, d);
        expect(ratio(n * k, d * k)).toEqual(value);
        expect(value.d > 0n).toBe(true);
        expect(value.n * d).toBe(n * value.d);
      }),
      runs,
    );
  });

  test('has no zero below the line', () => {
    expect(() => ratio(1, 0)).toThrow(RangeError);
    expect(() => ratio(0n, 0n)).toThrow(RangeError);
  });

  test('is not made from a broken number', () => {
    expect(() => ratio(0.5)).toThrow(RangeError);
    expect(() => ratio(Number.NaN)).toThrow(RangeError);
  });
});

describe('arithmetic', () => {
  test('agrees with cross-multiplication', () => {
    fc.assert(
      fc.property(top, bottom, top, bottom, (an, ad, bn, bd) => {
        const [a, b] = [ratio(an, ad), ratio(bn, bd)];
        const sum = plus(a, b);
        const difference = minus(a, b);
        const product = times(a, b);
        expect(sum.n * (ad * bd)).toBe((an * bd + bn * ad) * sum.d);
        expect(difference.n * (ad * bd)).toBe((an * bd - bn * ad) * difference.d);
        expect(product.n * (ad * bd)).toBe(an * bn * product.d);
      }),
      runs,
    );
  });

  test('gives lowest terms', () => {
    // 1/6 + 1/3 = 3/6 = 1/2; 1/6 + 1/6 = 1/3; 5/6 − 1/3 = 3/6 = 1/2; 2/3 × 3/4 = 6/12 = 1/2
    expect(plus(ratio(1, 6), ratio(1, 3))).toEqual({ n: 1n, d: 2n });
    expect(plus(ratio(1, 6), ratio(1, 6))).toEqual({ n: 1n, d: 3n });
    expect(minus(ratio(5, 6), ratio(1, 3))).toEqual({ n: 1n, d: 2n });
    expect(times(ratio(2, 3), ratio(3, 4))).toEqual({ n: 1n, d: 2n });
  });

  test('taking a fraction from itself leaves zero', () => {
    fc.assert(
      fc.property(top, bottom, (n, d) => {
        expect(minus(ratio(n, d), ratio(n, d))).toEqual(ZERO);
      }),
    );
  });

  test('the size of a fraction has no sign', () => {
    expect(absolute(ratio(-3, 2))).toEqual({ n: 3n, d: 2n });
    expect(absolute(ratio(3, 2))).toEqual({ n: 3n, d: 2n });
    expect(absolute(ZERO)).toEqual(ZERO);
  });

  test('only nothing is zero', () => {
    expect(isZero(ratio(0, 5))).toBe(true);
    expect(isZero(ratio(1, 1_000_000))).toBe(false);
    expect(isZero(ratio(-1, 1_000_000))).toBe(false);
  });
});

describe('rounding', () => {
  test('a half goes away from zero', () => {
    expect(roundHalfAway(ratio(5, 2))).toBe(3n);
    expect(roundHalfAway(ratio(-5, 2))).toBe(-3n);
    expect(roundHalfAway(ratio(1, 2))).toBe(1n);
    expect(roundHalfAway(ratio(-1, 2))).toBe(-1n);
    expect(roundHalfAway(ratio(3, 2))).toBe(2n);
  });

  test('less than a half goes towards zero and more goes away', () => {
    expect(roundHalfAway(ratio(249, 100))).toBe(2n);
    expect(roundHalfAway(ratio(-249, 100))).toBe(-2n);
    expect(roundHalfAway(ratio(251, 100))).toBe(3n);
    expect(roundHalfAway(ratio(-251, 100))).toBe(-3n);
    expect(roundHalfAway(ratio(-1, 3))).toBe(0n);
    expect(roundHalfAway(ZERO)).toBe(0n);
  });

  test('is symmetric about zero', () => {
    fc.assert(
      fc.property(top, bottom, (n, d) => {
        expect(roundHalfAway(ratio(-n, d))).toBe(-roundHalfAway(ratio(n, d)));
      }),
      runs,
    );
  });

  test('is never more than a half away, and a half itself moves outwards', () => {
    // Small denominators make halves common.
    const near = fc.oneof(fc.bigInt(1n, 6n), fc.bigInt(1n, BIG));
    fc.assert(
      fc.property(top, near, (n, d) => {
        const rounded = roundHalfAway(ratio(n, d));
        const twiceOff = 2n * (rounded * d - n);
        expect(twiceOff <= d && twiceOff >= -d).toBe(true);
        if (twiceOff === d) expect(n > 0n).toBe(true);
        if (twiceOff === -d) expect(n < 0n).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('decimal text', () => {
  test('is read exactly', () => {
    // 12.5 = 125/10 = 25/2; 0.1 = 1/10; −0.125 = −125/1000 = −1/8
    expect(decimal('12.5')).toEqual({ n: 25n, d: 2n });
    expect(decimal('0.1')).toEqual({ n: 1n, d: 10n });
    expect(decimal('-0.125')).toEqual({ n: -1n, d: 8n });
    expect(decimal('007')).toEqual({ n: 7n, d: 1n });
    expect(decimal('-0')).toEqual(ZERO);
  });

  test('eight decimals of a priced row are all kept', () => {
    // 1234.56780001 = 123456780001 / 10^8 (odd and not ending in 5: lowest terms)
    expect(decimal('1234.56780001')).toEqual({ n: 123_456_780_001n, d: 100_000_000n });
  });

  test('a number survives being written and read', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 17n), 10n ** 17n), fc.integer({ min: 0, max: 10 }), (x, p) => {
        const value = ratio(x, 10n ** BigInt(p));
        expect(decimal(toDecimal(value, p))).toEqual(value);
      }),
      runs,
    );
  });

  test('a text survives being read and written', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 18n - 1n),
        fc.stringMatching(/^[0-9]{1,18}$/),
        fc.boolean(),
        (whole, fraction, below) => {
          const text = `${below ? '-' : ''}${whole}.${fraction}`;
          expect(toDecimal(decimal(text), fraction.length)).toBe(text);
        },
      ),
      runs,
    );
  });

  test('has exactly the places asked for', () => {
    expect(toDecimal(ratio(5), 2)).toBe('5.00');
    expect(toDecimal(ratio(1, 20), 2)).toBe('0.05');
    expect(toDecimal(ratio(-1, 20), 2)).toBe('-0.05');
    expect(toDecimal(ratio(1, 3), 6)).toBe('0.333333');
    expect(toDecimal(ratio(2, 3), 0)).toBe('1');
  });

  test('rounds a half away from zero', () => {
    // 0.125 and 0.135 lie halfway between hundredths
    expect(toDecimal(ratio(125, 1000), 2)).toBe('0.13');
    expect(toDecimal(ratio(-125, 1000), 2)).toBe('-0.13');
    expect(toDecimal(ratio(135, 1000), 2)).toBe('0.14');
  });

  test('nothing is never minus nothing', () => {
    expect(toDecimal(ratio(-1, 1000), 2)).toBe('0.00');
    expect(toDecimal(ratio(-1, 3), 0)).toBe('0');
  });

  test('exponent form is refused as a spreadsheet number', () => {
    for (const text of ['9.99E+09', '1e5', '-1.5E-3', '1E05']) {
      expect([text, refusal(() => decimal(text))]).toEqual([text, 'SPREADSHEET_NUMBER']);
    }
  });

  test('what is not plain digits is refused', () => {
    const texts = [
      '',
      ' ',
      ' 1',
      '1 ',
      '1\n',
      '+1',
      '--1',
      '1.',
      '.5',
      '1,000',
      '£1',
      '1.2.3',
      '0x10',
      '1_000',
      'NaN',
      'Infinity',
      'one',
      '١',
      '1'.repeat(19),
      `1.${'1'.repeat(19)}`,
    ];
    for (const text of texts) {
      expect([text, refusal(() => decimal(text))]).toEqual([text, 'BAD_NUMBER']);
    }
  });
});
