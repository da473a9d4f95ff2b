import { BadValue } from './bad-value.ts';
import type { Brand } from './brand.ts';
import { decimal, type Ratio, roundHalfAway, times, toDecimal } from './ratio.ts';

/** Whole pence, exact. One hundred to the pound; below zero where money is owed back. */
export type Pence = Brand<bigint, 'Pence'>;

export const NO_PENCE = 0n as Pence;

/** Largest amount that JSON integers carry exactly, in pence (2^53 − 1, about £90 trillion). */
export const MOST_PENCE = 9_007_199_254_740_991n;

export function pence(amount: bigint | number): Pence {
  const whole = BigInt(amount);
  if (whole > MOST_PENCE || whole < -MOST_PENCE) {
    throw new BadValue('TOO_LARGE', 'is more pence than can be carried exactly');
  }
  return whole as Pence;
}

export function addPence(...amounts: readonly Pence[]): Pence {
  return pence(amounts.reduce<bigint>((sum, each) => sum + each, 0n));
}

export function takePence(from: Pence, ...amounts: readonly Pence[]): Pence {
  return pence(amounts.reduce<bigint>((left, each) => left - each, from));
}

const POUNDS = /^-?\d{1,13}(\.\d{1,2})?$/;

/** Pence from a text in pounds with at most two decimals; `13.001` is refused, never rounded. */
export function parsePounds(text: string): Pence {
  if (!POUNDS.test(text)) {
    if (/^-?\d+(\.\d+)?[eE]/.test(text)) decimal(text);
    throw new BadValue('BAD_MONEY', 'is not pounds with at most two decimals, such as 1234.50');
  }
  return pence(times(decimal(text), { n: 100n, d: 1n }).n);
}

/** Plain pounds, `12345.67`, a minus in front when negative; no symbol, no separators. */
export function poundsText(amount: Pence): string {
  return toDecimal({ n: amount, d: 100n }, 2);
}

/** The rule by which an exact amount becomes whole pence. Every line rounds once, by this rule. */
export type Rounding = 'half-away-from-zero';

/** Whole pence from an exact amount in pounds. */
export function toPence(pounds: Ratio, _rule: Rounding = 'half-away-from-zero'): Pence {
  return pence(roundHalfAway({ n: pounds.n * 100n, d: pounds.d }));
}

/** Exact pounds from whole pence. */
export function toPounds(amount: Pence): Ratio {
  return times({ n: amount, d: 1n }, { n: 1n, d: 100n });
}

/**
 * Splits an amount by weights so that the parts add up to it exactly: each part is rounded down
 * and the pence left over go to the largest remainders, the earlier part first among equals.
 */
export function splitByLargestRemainder(amount: Pence, weights: readonly bigint[]): Pence[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole <= 0n) throw new RangeError('weights must add up to more than nothing');
  const sign = amount < 0n ? -1n : 1n;
  const size = amount * sign;
  const parts = weights.map((weight, index) => ({
    index,
    part: (size * weight) / whole,
    rest: (size * weight) % whole,
  }));
  let left = size - parts.reduce((sum, each) => sum + each.part, 0n);
  for (const each of [...parts].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  )) {
    if (left === 0n) break;
    each.part += 1n;
    left -= 1n;
  }
  return parts.map((each) => pence(each.part * sign));
}
