import { SELF } from '../streams/stream.ts';
import {
  addPence,
  NO_PENCE,
  type Pence,
  splitByLargestRemainder,
  takePence,
} from '../values/money.ts';
import { contains } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { plus, type Ratio, ZERO } from '../values/ratio.ts';
import type { AttributionRule, CurrencyScope, FundedLine } from './pool.ts';

/** What of an amount falls to one scheme of a pool. */
export interface PoolPart {
  readonly pool: string;
  readonly scheme: string;
  readonly amount: Pence;
}

/** An amount by pool and scheme, in their order. The parts and what is unattributed add up to it. */
export interface Attributed {
  readonly parts: readonly PoolPart[];
  /** What no rule catches. */
  readonly unattributed: Pence;
}

/** Rules that give more of a line away than there is of it. */
export class CountedTwice extends Error {
  override readonly name = 'CountedTwice';
  constructor(line: FundedLine, day: PlainDate) {
    super(`rules attribute more than all of ${line.stream} of ${line.funder} on ${day}`);
  }
}

/**
 * The rules by which money of a line is attributed on a day, in order of pool and scheme. Of several
 * scopes that the line is in, the narrowest holds alone, whichever pools it is of (the funder before
 * the currency's code, that before its scheme), so that no part of the money is counted twice. Of one
 * pool and scope, what is known last stands instead of all that was known before.
 */
export function rulesFor(
  rules: readonly AttributionRule[],
  line: FundedLine,
  day: PlainDate,
): AttributionRule[] {
  const caught = rules.filter((rule) => catches(rule, line) && contains(rule.days, day));
  const narrowest = Math.max(...caught.map(narrowness));
  const inScope = caught.filter((rule) => narrowness(rule) === narrowest);
  return inScope
    .filter((rule) => inScope.every((other) => other.pool !== rule.pool || !isAfter(other, rule)))
    .sort((a, b) => compare(a.pool, b.pool) || compare(a.scheme, b.scheme));
}

/**
 * An amount by pool and scheme, to the penny: in proportion to the shares, pence by largest
 * remainder, ties to the pool and scheme first in the alphabet and to what is unattributed last.
 * Throws CountedTwice, which no rules that were judged can bring about.
 */
export function attribute(
  rules: readonly AttributionRule[],
  line: FundedLine,
  day: PlainDate,
  amount: Pence,
): Attributed {
  const shares = sharesOf(rules, line, day);
  return attributed(shares, splitByLargestRemainder(amount, shares.weights));
}

/** The rules that share a line on a day, with whole numbers in proportion to what each takes. */
interface Shares {
  readonly standing: readonly AttributionRule[];
  /** One for each rule, and one for what is unattributed. */
  readonly weights: readonly bigint[];
}

function sharesOf(rules: readonly AttributionRule[], line: FundedLine, day: PlainDate): Shares {
  const standing = rulesFor(rules, line, day);
  const shared = sumOfShares(standing);
  if (shared.n > shared.d) throw new CountedTwice(line, day);
  const bottom = standing.reduce((whole, { share }) => leastCommon(whole, share.d), shared.d);
  const weights = standing.map(({ share }) => share.n * (bottom / share.d));
  const left = weights.reduce((rest, weight) => rest - weight, bottom);
  return { standing, weights: [...weights, left] };
}

const attributed = ({ standing }: Shares, split: readonly Pence[]): Attributed => ({
  parts: standing
    .map(({ pool, scheme }, at) => ({ pool, scheme, amount: split[at] as Pence }))
    .filter((part) => part.amount !== 0n),
  unattributed: split.at(-1) as Pence,
});

/**
 * Several amounts of one line and day, such as those of several people, so that what falls to each
 * scheme is to the penny what falls to it of their sum. Each amount gets what the running sum gains
 * by it: within a penny of its own share, the earlier amounts unchanged by later ones.
 */
export function attributeEach(
  rules: readonly AttributionRule[],
  line: FundedLine,
  day: PlainDate,
  amounts: readonly Pence[],
): Attributed[] {
  const shares = sharesOf(rules, line, day);
  let sum = NO_PENCE;
  let before = splitByLargestRemainder(sum, shares.weights);
  return amounts.map((amount) => {
    sum = addPence(sum, amount);
    const after = splitByLargestRemainder(sum, shares.weights);
    const gained = after.map((part, at) => takePence(part, before[at] as Pence));
    before = after;
    return attributed(shares, gained);
  });
}

export const sumOfShares = (rules: readonly Pick<AttributionRule, 'share'>[]): Ratio =>
  rules.reduce((sum, { share }) => plus(sum, share), ZERO);

/** What a person pays from their own pocket is no partner’s, so that no rule catches it. */
function catches(rule: AttributionRule, { stream, funder, currency }: FundedLine): boolean {
  return (
    funder !== SELF &&
    rule.stream === stream &&
    (rule.funder === null || rule.funder === funder) &&
    (rule.currency === null || (currency !== null && isWithin(currency, rule.currency)))
  );
}

const isWithin = (currency: CurrencyScope, scope: CurrencyScope): boolean =>
  currency.scheme === scope.scheme && (scope.code === null || scope.code === currency.code);

/** A number for each shape of scope, so that of two that catch one line one is the narrower. */
export function narrowness({ funder, currency }: Pick<AttributionRule, 'funder' | 'currency'>) {
  return (funder === null ? 0 : 3) + (currency === null ? 0 : currency.code === null ? 1 : 2);
}

const isAfter = (a: AttributionRule, b: AttributionRule): boolean =>
  a.knownFrom > b.knownFrom || (a.knownFrom === b.knownFrom && a.days.from > b.days.from);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The least number that both divide. */
export function leastCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
