import { type Pence, pence } from '../values/money.ts';
import { baseFor, nearest } from './cell.ts';

/** The nine deciles, the fifth being the median; null is one that would rest on too few people. */
export type Deciles = readonly (Pence | null)[];

const TENTHS = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n] as const;

/** So many people are below and above the amounts that a decile is worked out from. */
const BESIDE = 2n;

/**
 * The deciles of what people bring, in pence, by linear interpolation between the two amounts nearest
 * in rank, rounded to the least of 1, 2, 5, 10 … pounds that is 1 % of the median or more. One that
 * rests on the two lowest or the two highest amounts is not told: the median needs five people, the
 * third and seventh eight, the second and eighth eleven, the first and ninth twenty-one.
 */
export function decilesOf(amounts: readonly bigint[]): Deciles {
  const inOrder = [...amounts].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  const [n, d] = decileOf(inOrder, 5n);
  const base = baseFor(n / (d * 100n));
  return TENTHS.map((tenth) => {
    const rank = (BigInt(inOrder.length) - 1n) * tenth;
    const [below, above] = [rank / 10n, (rank + 9n) / 10n];
    if (below < BESIDE || above > BigInt(inOrder.length) - 1n - BESIDE) return null;
    const [amount, of] = decileOf(inOrder, tenth);
    return pence(nearest(amount, base * of) / of);
  });
}

/** Exactly, as a numerator and its denominator. */
function decileOf(inOrder: readonly bigint[], tenth: bigint): [n: bigint, d: bigint] {
  const rank = BigInt(inOrder.length - 1) * tenth;
  const below = inOrder[Number(rank / 10n)] ?? 0n;
  const above = inOrder[Number((rank + 9n) / 10n)] ?? 0n;
  return [below * 10n + (above - below) * (rank % 10n), 10n];
}
