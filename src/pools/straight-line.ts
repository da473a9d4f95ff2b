import { type Pence, pence } from '../values/money.ts';
import type { Span } from '../values/period.ts';
import { dayCount } from '../values/period.ts';
import { daysBetween, type PlainDate } from '../values/plain-date.ts';
import { roundHalfAway } from '../values/ratio.ts';

/**
 * What amounts will come to by the end of the days, if they go on as until a day, that day included:
 * × all days ÷ days gone by. Their sum is rounded once, half away from zero; each of them gets what the
 * running sum gains by it. Null before the first day.
 */
export function straightLine(
  amounts: readonly Pence[],
  days: Span,
  asOf: PlainDate,
): Pence[] | null {
  const all = dayCount(days);
  const gone = Math.min(daysBetween(days.from, asOf) + 1, all);
  if (gone <= 0) return null;
  const grown = (sum: bigint) => roundHalfAway({ n: sum * BigInt(all), d: BigInt(gone) });
  let sum = 0n;
  return amounts.map((amount) => {
    const before = grown(sum);
    sum += amount;
    return pence(grown(sum) - before);
  });
}
