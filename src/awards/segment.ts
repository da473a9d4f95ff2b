import type { Span } from '../values/period.ts';
import { amountOver, type Rate } from '../values/rate.ts';
import { plus, type Ratio, ZERO } from '../values/ratio.ts';
import type { ToldAward } from './award.ts';

/** One rate of a line and the days of the year on which it is in force. */
export interface Segment {
  readonly award: ToldAward;
  readonly days: readonly Span[];
  /** Exact pounds, before the line's one rounding; null where it cannot be priced. */
  readonly exact: Ratio | null;
}

/** The award over days of the year, priced exactly where it can be. */
export function segmentOf(award: ToldAward, days: readonly Span[]): Segment {
  const rate = rateOf(award);
  if (award.unpricedReason !== null || !rate) return { award, days, exact: null };
  return {
    award,
    days,
    exact: days.reduce<Ratio>((total, span) => plus(total, amountOver(rate, span)), ZERO),
  };
}

/** The award's rate, or null where it has none that days could be priced by. */
export function rateOf(award: ToldAward): Rate | null {
  const { amount, per, unitsPerWeek } = award;
  if (amount === null || per === null || per === 'ONCE') return null;
  if ((per === 'HOUR' || per === 'DAY' || per === 'SESSION') && unitsPerWeek === null) return null;
  return { pounds: amount, per, unitsPerWeek };
}
