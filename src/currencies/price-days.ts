import { dayCount, intersect, lastDay, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { ClusterPeriod, WeeklyDays } from './activity.ts';
import { type Pricing, priced, priceText, unpriced } from './pricing.ts';
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
    working.add({ type: 'BASE', pounds: assessment.pounds }, () => 'Initial assessment');
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
  for (const { part, tariff } of partsOf(book, { kind, provider, days })) {
    const pounds = tariff?.pounds;
    if (!pounds) return unpriced(`no ${WORDS[kind] ?? 'price'} is loaded for ${part.from}`);
    if (!used.includes(tariff)) used.push(tariff);
    const count = dayCount(part);
    working.add(
      { type: 'DAYS', days: count, pounds, per },
      () =>
        `${count} ${count === 1 ? 'day' : 'days'}, ${part.from} to ${lastDay(part)}, at ${priceText(pounds)} ${per === 7 ? 'a week ÷ 7' : 'a day'}`,
    );
  }
  return priced(working, used);
}

const WORDS: Partial<Record<TariffKind, string>> = {
  ADMITTED_DAY: 'price of an admitted day',
  NON_ADMITTED_DAY: 'price of a day without admission',
  WEEK: 'weekly rate',
};

interface Part {
  readonly part: Span;
  readonly tariff: Tariff | undefined;
}

/** The days cut wherever the price that stands for them changes. */
function partsOf(
  book: PriceBook,
  { kind, provider, days }: Pick<DaysToPrice, 'kind' | 'provider' | 'days'>,
): Part[] {
  const cuts = new Set<PlainDate>([days.from]);
  for (const tariff of book.tariffs) {
    if (tariff.kind !== kind || !intersect(days, tariff.days)) continue;
    for (const day of [tariff.days.from, tariff.days.until]) {
      if (day !== null && day > days.from && day < days.until) cuts.add(day);
    }
  }
  const parts: Part[] = [];
  for (const from of [...cuts].sort()) {
    const tariff = tariffOn(book, kind, provider, from);
    const before = parts.at(-1);
    if (before && before.tariff === tariff) continue;
    if (before) parts[parts.length - 1] = { ...before, part: { ...before.part, until: from } };
    parts.push({ part: { from, until: days.until }, tariff });
  }
  return parts;
}
