import { priceActivity } from '../currencies/price.ts';
import { type Pence, takePence, toPence } from '../values/money.ts';
import { plus, type Ratio, ZERO } from '../values/ratio.ts';
import type { ToldAward } from './award.ts';
import type { Segment } from './segment.ts';

/**
 * A line's amount beside another source's figure for the same: reported, never hidden and never
 * counted. Either may be right.
 */
export interface Check {
  /** SENDER: the price in the sender's file. TARIFF: the tariff of the currency that it names. */
  readonly against: 'SENDER' | 'TARIFF';
  /** Null where the other source has no figure either. */
  readonly expected: Pence | null;
  /** The line's amount less the other figure. */
  readonly difference: Pence | null;
}

/** The price in the sender's own file, where it gave one. */
export function checkAgainstSender({ reported }: ToldAward, amount: Pence): Check | null {
  if (!reported) return null;
  const expected = toPence(reported);
  return { against: 'SENDER', expected, difference: takePence(amount, expected) };
}

/**
 * The tariff over the same days, where an award names a weekly currency (nursing care): the
 * sender's own cost stays the line. Source: domain rule, a feed's cost before a tariff.
 */
export function checkAgainstTariff(segments: readonly Segment[], amount: Pence): Check | null {
  let exact: Ratio = ZERO;
  for (const { award, days } of segments) {
    const { book, currency } = award;
    if (!book || !currency || book.scheme.measure !== 'WEEK') return null;
    if (book.currency?.code !== currency.code || book.currency.unusable !== null) return null;
    for (const span of days) {
      const pricing = priceActivity({ kind: 'WEEKLY_DAYS', ...currency, days: span }, book);
      if (pricing.kind === 'UNPRICED')
        return { against: 'TARIFF', expected: null, difference: null };
      exact = plus(exact, pricing.exact);
    }
  }
  const expected = toPence(exact);
  return { against: 'TARIFF', expected, difference: takePence(amount, expected) };
}
