import { dayCount, type Span } from '../values/period.ts';
import { type Ratio, times } from '../values/ratio.ts';

/** Exact pounds of a weekly sum over days: a seventh for each day. */
export function weeklyOver(pounds: Ratio, days: readonly Span[]): Ratio {
  const count = days.reduce((total, span) => total + dayCount(span), 0);
  return times(pounds, { n: BigInt(count), d: 7n });
}
