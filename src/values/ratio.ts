import { BadValue } from './bad-value.ts';

/** An exact fraction. `d` is always positive; the fraction is kept in lowest terms. */
export interface Ratio {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Ratio = { n: 0n, d: 1n };

/** The fraction n/d in lowest terms. Throws RangeError when `d` is 0. */
export function ratio(n: bigint | number, d: bigint | number = 1n): Ratio {
  let top = BigInt(n);
  let bottom = BigInt(d);
  if (bottom === 0n) throw new RangeError('a ratio has no zero below the line');
  if (bottom < 0n) {
    top = -top;
    bottom = -bottom;
  }
  if (bottom === 1n) return { n: top, d: 1n };
  const shared = gcd(top < 0n ? -top : top, bottom);
  return shared > 1n ? { n: top / shared, d: bottom / shared } : { n: top, d: bottom };
}

const SAFE = 9_007_199_254_740_991n;

function gcd(a: bigint, b: bigint): bigint {
  // Nearly every amount is small, and machine numbers divide ten times as fast.
  if (a <= SAFE && b <= SAFE) return BigInt(smallGcd(Number(a), Number(b)));
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function smallGcd(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

export function plus(a: Ratio, b: Ratio): Ratio {
  return a.d === b.d ? ratio(a.n + b.n, a.d) : ratio(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function minus(a: Ratio, b: Ratio): Ratio {
  return plus(a, { n: -b.n, d: b.d });
}

export function times(a: Ratio, b: Ratio): Ratio {
  return ratio(a.n * b.n, a.d * b.d);
}

export function absolute(a: Ratio): Ratio {
  return a.n < 0n ? { n: -a.n, d: a.d } : a;
}

export function isZero(a: Ratio): boolean {
  return a.n === 0n;
}

/** Whole number nearest to the fraction; a half goes away from zero (2.5 → 3, −2.5 → −3). */
export function roundHalfAway(a: Ratio): bigint {
  const size = a.n < 0n ? -a.n : a.n;
  const rounded = (size * 2n + a.d) / (a.d * 2n);
  return a.n < 0n ? -rounded : rounded;
}

const DECIMAL = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/;

/** The exact value of a decimal text such as `12.5`; no exponent, no thousands separator. */
export function decimal(text: string): Ratio {
  const parts = DECIMAL.exec(text);
  if (!parts) {
    if (/^-?\d+(\.\d+)?[eE][+-]?\d+$/.test(text)) {
      throw new BadValue(
        'SPREADSHEET_NUMBER',
        'is a number in exponent form, as a spreadsheet writes it; send the digits',
      );
    }
    throw new BadValue('BAD_NUMBER', 'is not a plain decimal number such as 12.50');
  }
  const [, sign, whole = '0', fraction = ''] = parts;
  const digits = BigInt(whole + fraction);
  return ratio(sign ? -digits : digits, 10n ** BigInt(fraction.length));
}

/** Decimal text with exactly `places` digits after the point, a half rounded away from zero. */
export function toDecimal(a: Ratio, places: number): string {
  const scaled = roundHalfAway(times(a, { n: 10n ** BigInt(places), d: 1n }));
  const size = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const cut = size.length - places;
  const text = places === 0 ? size : `${size.slice(0, cut)}.${size.slice(cut)}`;
  return scaled < 0n ? `-${text}` : text;
}
