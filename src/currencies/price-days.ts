import { dayCount, intersect, lastDay, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { toDecimal } from '../values/ratio.ts';
import type { ClusterPeriod, WeeklyDays } from './activity.ts';
import { type Pricing, priced, unpriced } from './pricing.ts';
import { Working } from './steps.ts';
import { type PriceBook, type Tariff, type TariffKind, tariffOn } from './tariff.ts';

/** Each day at the price per day of its cluster and setting; the assessment on the first, if any. */
export function priceCluster(period: ClusterPeriod, book: PriceBook): Pricing {
  const working = new Working();
  const used: Tariff[] = [];
  const { days, provider } = period;
  if (period.initialAssessment) {
    const assessment = tariffOn(book, 'INITIAL_ASSESSMENT', provider, days.from);
    if (!assessment?.pounds) {
      return unpriced(`no price of an initial assessment is loaded for ${days.from}`);
    }
    used.push(assessment);
    working.add({ type: 'BASE', pounds: assessment.pounds }, 'Initial assessment');
  }
  const admitted = period.setting === 'ADMITTED';
  const kind = admitted ? 'ADMITTED_DAY' : 'NON_ADMITTED_DAY';
  return priceEachDay(book, { kind, provider, days, per: 1 }, working, used);
}

/** A seventh of the weekly rate for each day, both ends included. */
export function priceWeeks({ days }: WeeklyDays, book: PriceBook): Pricing {
  return priceEachDay(book, { kind: 'WEEK', provider: null, days, per: 7 }, new Working(), []);
}

interface DaysToPrice {
  readonly kind: TariffKind;
  readonly provider: string | null;
  readonly days: Span;
  readonly per: 1 | 7;
}

/** A rate that changes inside the dates: the exact sum of its parts, rounded once. */
function priceEachDay(
  book: PriceBook,
  { kind, provider, days, per }: DaysToPrice,
  working: Working,
  used: Tariff[],
): Pricing {
  for (const part of partsOf(book, kind, days)) {
    const tariff = tariffOn(book, kind, provider, part.from);
    if (!tariff?.pounds) {
      return unpriced(`no ${WORDS[kind] ?? 'price'} is loaded for ${part.from}`);
    }
    if (!used.includes(tariff)) used.push(tariff);
    const count = dayCount(part);
    working.add(
      { type: 'DAYS', days: count, pounds: tariff.pounds, per },
      `${count} days, ${part.from} to ${lastDay(part)}, at ${toDecimal(tariff.pounds, 2)} ${per === 7 ? 'a week ÷ 7' : 'a day'}`,
    );
  }
  return priced(working, used);
}

const WORDS: Partial<Record<TariffKind, string>> = {
  ADMITTED_DAY: 'price of an admitted day',
  NON_ADMITTED_DAY: 'price of a day without admission',
  WEEK: 'weekly rate',
};

/** The days cut wherever a price begins or ends. */
function partsOf({ tariffs }: PriceBook, kind: TariffKind, days: Span): Span[] {
  const cuts = new Set<PlainDate>([days.from]);
  for (const tariff of tariffs) {
    if (tariff.kind !== kind || !intersect(days, tariff.days)) continue;
    for (const day of [tariff.days.from, tariff.days.until]) {
      if (day !== null && day > days.from && day < days.until) cuts.add(day);
    }
  }
  const starts = [...cuts].sort();
  return starts.map((from, index) => ({ from, until: starts[index + 1] ?? days.until }));
}
