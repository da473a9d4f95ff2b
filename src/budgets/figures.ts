import { NO_PENCE, type Pence, takePence } from '../values/money.ts';

/**
 * What was agreed and what became of it. Null is "not known", never nothing. With nulls counted as
 * nothing, awarded = contribution + paid + remaining + unreported.
 */
export interface Figures {
  readonly awarded: Pence | null;
  /** What the person is asked to pay; null where it can be charged for and nobody says how much. */
  readonly contribution: Pence | null;
  /** The public share known to have gone out; null where the source reports no payments. */
  readonly paid: Pence | null;
  /** Awarded less contribution and paid; below zero when more went out than was agreed. */
  readonly remaining: Pence | null;
  /** Of what was awarded, the part that no known contribution or payment accounts for. */
  readonly unreported: Pence | null;
}

/** Of a stream that its source is silent of. */
export const NOTHING_KNOWN: Figures = {
  awarded: null,
  contribution: null,
  paid: null,
  remaining: null,
  unreported: null,
};

/** One line's part in the figures; `amount` null where it has no price. */
export interface FigureParts {
  readonly amount: Pence | null;
  readonly contribution: Pence | null;
  readonly paid: Pence | null;
}

/** A sum of what is known; null when nothing is. */
export function sumOfKnown(amounts: readonly (Pence | null)[]): Pence | null {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, each) => (sum + each) as Pence, NO_PENCE);
}

/** A sum that is not known as soon as one part is not. */
function sumOfAll(amounts: readonly (Pence | null)[]): Pence | null {
  return amounts.includes(null) ? null : (sumOfKnown(amounts) ?? NO_PENCE);
}

/**
 * The figures of one stream and funder from its lines. Where a line has no price, what remains is
 * not known either, and what is known to be asked for or paid of it stands in `unreported`.
 */
export function figuresOf(lines: readonly FigureParts[]): Figures {
  const awarded = sumOfKnown(lines.map((line) => line.amount));
  const contribution = sumOfAll(lines.map((line) => line.contribution));
  const paid = sumOfAll(lines.map((line) => line.paid));
  const left = takePence(awarded ?? NO_PENCE, contribution ?? NO_PENCE, paid ?? NO_PENCE);
  if (awarded === null && left === NO_PENCE) {
    return { awarded, contribution, paid, remaining: null, unreported: null };
  }
  const isPriced = lines.every((line) => line.amount !== null);
  const known = isPriced && contribution !== null && paid !== null;
  return {
    awarded,
    contribution,
    paid,
    remaining: known ? left : null,
    unreported: known ? NO_PENCE : left,
  };
}

/** The total over streams: each figure adds what is known of it. */
export function totalOf(streams: readonly Figures[]): Figures {
  const add = (figure: keyof Figures) => sumOfKnown(streams.map((each) => each[figure]));
  return {
    awarded: add('awarded'),
    contribution: add('contribution'),
    paid: add('paid'),
    remaining: add('remaining'),
    unreported: add('unreported'),
  };
}
