import { NO_PENCE, type Pence, pence } from '../values/money.ts';

/** What one person brings to one cell of a table: an amount, under one code of each dimension. */
export interface Fact {
  /** Whose it is, by anything that tells people apart; it leaves in no answer. */
  readonly person: string;
  /** In pence; nothing where somebody is counted for whom nothing was spent. */
  readonly amount: Pence;
  /** One code for each dimension of the table, in its order. */
  readonly codes: readonly string[];
}

/** What each person brings to a cell, in pence. */
export type ByPerson = ReadonlyMap<string, bigint>;

/** Why the figures of a cell are not shown. */
export const UNSAFE = ['FEW_PEOPLE', 'NEGATIVE', 'DOMINATED', 'ROUNDS_TO_NOTHING'] as const;
export type Unsafe = (typeof UNSAFE)[number];

/** Fewer people than this are not counted in public; OpenSAFELY and NHS England suppress 1 to 7. */
export const FEWEST_PEOPLE = 8;
/** Counts of people are shown to the nearest of these. */
export const COUNT_BASE = 5;
/** The two who bring most may not bring this share of a cell or more, in per cent (ACRO’s default). */
const DOMINANT_PERCENT = 90n;
/** What all but the two largest bring is at least this share of the largest, in per cent: the p % rule. */
const P_PERCENT = 10n;

export function joinedByPerson(cells: readonly ByPerson[]): ByPerson {
  const [first, ...others] = cells;
  if (first === undefined || others.length === 0) return first ?? new Map();
  const sums = new Map(first);
  for (const cell of others) {
    for (const [person, amount] of cell) sums.set(person, (sums.get(person) ?? 0n) + amount);
  }
  return sums;
}

export const sumOf = (cell: ByPerson): bigint =>
  [...cell.values()].reduce((sum, amount) => sum + amount, 0n);

/** Why a count of people may not be shown, or null where it may. */
export const tooFew = ({ size }: ByPerson): Unsafe | null =>
  size < FEWEST_PEOPLE ? 'FEW_PEOPLE' : null;

/**
 * Why a cell may not be shown, or null where it may. The second largest contributor must not come
 * near to the largest (p % rule), and two must not be nearly all of it (dominance). Somebody below
 * nothing is a correction that a person looks at first.
 */
export function unsafe(cell: ByPerson): Unsafe | null {
  if (cell.size < FEWEST_PEOPLE) return 'FEW_PEOPLE';
  const amounts = [...cell.values()];
  if (amounts.some((amount) => amount < 0n)) return 'NEGATIVE';
  const sum = sumOf(cell);
  if (sum === 0n) return null;
  const [largest, second] = twoLargest(amounts);
  if ((largest + second) * 100n >= sum * DOMINANT_PERCENT) return 'DOMINATED';
  if ((sum - largest - second) * 100n < largest * P_PERCENT) return 'DOMINATED';
  return nearest(sum, baseFor(largest)) === 0n ? 'ROUNDS_TO_NOTHING' : null;
}

function twoLargest(amounts: readonly bigint[]): [bigint, bigint] {
  let [largest, second] = [0n, 0n];
  for (const amount of amounts) {
    if (amount > largest) [largest, second] = [amount, largest];
    else if (amount > second) second = amount;
  }
  return [largest, second];
}

/** A count as it is shown: to the nearest 5. */
export const shownCount = (people: number): number => Math.round(people / COUNT_BASE) * COUNT_BASE;

/** Money as it is shown, and to what it is rounded: no less than what the largest contributor brings. */
export function shownMoney(cell: ByPerson): { readonly amount: Pence; readonly base: Pence } {
  const [largest] = twoLargest([...cell.values()]);
  if (largest === 0n) return { amount: NO_PENCE, base: pence(1n) };
  const base = baseFor(largest);
  return { amount: pence(nearest(sumOf(cell), base)), base: pence(base) };
}

/** The least of 1, 2, 5, 10, 20, 50 … pounds that is not below an amount of pence. */
export function baseFor(largest: bigint): bigint {
  for (let power = 100n; ; power *= 10n) {
    for (const step of [power, power * 2n, power * 5n]) if (step >= largest) return step;
  }
}

/** To the nearest multiple, a half up; for amounts of nothing or more. */
export const nearest = (amount: bigint, base: bigint): bigint =>
  ((amount + base / 2n) / base) * base;
