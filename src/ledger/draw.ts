import type { OrganisationCode } from '../values/ids.ts';
import { addPence, type Pence, splitByLargestRemainder } from '../values/money.ts';

/** Whose money: a stream, and the funder who pays it. */
export interface Source {
  readonly stream: string;
  readonly funder: OrganisationCode;
}

/** Money of one source. */
export interface Share extends Source {
  readonly amount: Pence;
}

/** Sources in order of their stream's code, then their funder's: the order in which ties fall. */
export function bySource(a: Source, b: Source): number {
  return compare(a.stream, b.stream) || compare(a.funder, b.funder);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What each source gives of a payment: in proportion to what it has left, in pence by largest
 * remainder, ties to the stream code first in the alphabet (contract, money). `left` holds what each
 * source that may fund the purpose has left; null where that is less than the payment. No source
 * gives more than it has, and one that gives nothing is left out.
 */
export function draw(amount: Pence, left: readonly Share[]): Share[] | null {
  if (amount <= 0n) throw new RangeError('a payment is more than nothing');
  const sources = left.filter((source) => source.amount > 0n).sort(bySource);
  if (addPence(...sources.map((source) => source.amount)) < amount) return null;
  const weights = sources.map((source) => source.amount as bigint);
  const parts = splitByLargestRemainder(amount, weights);
  return sources
    .map(({ stream, funder }, at) => ({ stream, funder, amount: parts[at] as Pence }))
    .filter((part) => part.amount > 0n);
}
