import type { ToldAward } from '../awards/award.ts';
import { segmentOf } from '../awards/segment.ts';
import { rateSteps, type Step, sentBy } from '../awards/working.ts';
import { ActivityRefused, type ClusterPeriod } from '../currencies/activity.ts';
import { priceActivity } from '../currencies/price.ts';
import { type Priced, plainNumber, priceText } from '../currencies/pricing.ts';
import { type PriceBook, type Tariff, type TariffKind, tariffOn } from '../currencies/tariff.ts';
import { contains, dayCount, lastDay, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { plus, type Ratio, ratio, times, toDecimal, ZERO } from '../values/ratio.ts';

/** What something comes to over days, before it is rounded. */
export interface Quoted {
  readonly kind: 'QUOTED';
  readonly exact: Ratio;
  readonly steps: readonly Step[];
  /** The versions of the prices that were used; none where an award's own rate was. */
  readonly tariffs: readonly Tariff[];
  readonly illustrative: boolean;
  /** What a reader must be told of it. */
  readonly notes: readonly string[];
}

export interface NotQuoted {
  readonly kind: 'NOT_QUOTED';
  readonly reason: string;
}

export type Quote = Quoted | NotQuoted;

const notQuoted = (reason: string): NotQuoted => ({ kind: 'NOT_QUOTED', reason });

/**
 * An award over days: by the weekly tariff of the currency it names where one is loaded, in its
 * share of it; on days without one, and where it names none, at its own rate.
 */
export function quoteAward(award: ToldAward, days: Span): Quote {
  const book = weeklyBook(award);
  if (!book) return quoteRate(award, days);
  const runs = runsOf(book, days).map((run) =>
    run.isPriced ? quoteShare(award, book, run.days) : quoteRateInstead(award, book, run.days),
  );
  return together(runs);
}

/** The prices of a weekly currency that the award names; null where it names none. */
function weeklyBook({ book, currency }: ToldAward): PriceBook | null {
  if (!book || !currency || book.scheme.measure !== 'WEEK') return null;
  const named = book.currency?.code === currency.code && book.currency.unusable === null;
  return named ? book : null;
}

function quoteRate(award: ToldAward, days: Span): Quote {
  const segment = segmentOf(award, [days]);
  if (segment.exact === null) {
    return notQuoted(award.unpricedReason ?? 'no price can be worked out from what was sent');
  }
  return quoted(segment.exact, rateSteps(segment), []);
}

function quoteRateInstead(award: ToldAward, { scheme }: PriceBook, days: Span): Quote {
  const quote = quoteRate(award, days);
  if (quote.kind === 'NOT_QUOTED') return quote;
  const note = `no tariff of ${scheme.name} is loaded for ${days.from} to ${lastDay(days)}: the award’s own rate stands in for it`;
  return { ...quote, notes: [note] };
}

function quoteShare(award: ToldAward, book: PriceBook, days: Span): Quote {
  const code = award.currency?.code ?? '';
  const pricing = priceActivity(
    { kind: 'WEEKLY_DAYS', scheme: book.scheme.code, code, days },
    book,
  );
  if (pricing.kind === 'UNPRICED') return notQuoted(pricing.reason);
  const steps = [sentBy(award), ...stepsOf(pricing)];
  const share = award.currencyShare;
  if (share === null) return quoted(pricing.exact, steps, pricing.tariffs);
  const exact = times(pricing.exact, { n: share.n, d: share.d * 100n });
  const step = `This award pays ${plainNumber(share)} per cent of it`;
  return quoted(exact, [...steps, { step, result: toDecimal(exact, 6) }], pricing.tariffs);
}

/** Days by a weekly tariff. Throws ActivityRefused where the code is none of the scheme's. */
export function quoteWeeks(book: PriceBook, code: string, days: Span): Quote {
  const activity = { kind: 'WEEKLY_DAYS', scheme: book.scheme.code, code, days } as const;
  return fromPricing(priceActivity(activity, book));
}

/** Days in a mental health cluster. Throws ActivityRefused as `quoteWeeks` does. */
export function quoteCluster(period: ClusterPeriod, book: PriceBook, days: Span): Quote {
  return fromPricing(priceActivity({ ...period, days, initialAssessment: false }, book));
}

/** As `quoteCluster`, of a cluster that was told: what is wrong with it leaves it without a price. */
export function quoteToldCluster(period: ClusterPeriod, book: PriceBook | null, days: Span): Quote {
  if (!book) return notQuoted(`there is no scheme ${period.scheme} to price this by`);
  try {
    return quoteCluster(period, book, days);
  } catch (error) {
    if (!(error instanceof ActivityRefused)) throw error;
    return notQuoted(`its ${error.field} ${error.message}`);
  }
}

/**
 * Hours a week by the price of an hour, a seventh of them for each day. Throws ActivityRefused where
 * the code is none of the scheme's or the scheme has no price of an hour.
 */
export function quoteHours(
  book: PriceBook,
  { code, perWeek }: { readonly code: string; readonly perWeek: Ratio },
  days: Span,
): Quote {
  const { scheme } = book;
  if (scheme.measure !== 'HOUR') {
    throw new ActivityRefused('scheme', 'WRONG_SCHEME', 'has no price of one hour');
  }
  const parts = partsOf(book, 'HOUR', days).map((part): Quote => {
    const count = times(perWeek, ratio(dayCount(part), 7));
    const units = { kind: 'UNITS', scheme: scheme.code, code, provider: null } as const;
    const pricing = priceActivity({ ...units, count, on: part.from }, book);
    if (pricing.kind === 'UNPRICED') return notQuoted(pricing.reason);
    const step = `${plainNumber(perWeek)} hours a week ÷ 7 for each day, ${inWords(part)}`;
    const hours = { step, result: `${plainNumber(count)} hours` };
    return quoted(pricing.exact, [hours, ...stepsOf(pricing)], pricing.tariffs);
  });
  return together(parts);
}

/** The weekly sum for points of need, a seventh for each day. Throws ActivityRefused likewise. */
export function quoteNeed(book: PriceBook, points: Ratio, days: Span): Quote {
  const { scheme, currency } = book;
  const parts = partsOf(book, 'POINTS', days).map((part): Quote => {
    const need = { kind: 'NEED_POINTS', scheme: scheme.code, code: currency?.code ?? '' } as const;
    const pricing = priceActivity({ ...need, points, on: part.from }, book);
    if (pricing.kind === 'UNPRICED') return notQuoted(pricing.reason);
    const exact = times(pricing.exact, ratio(dayCount(part), 7));
    const step = `${priceText(pricing.exact)} a week ÷ 7 for each day, ${inWords(part)}`;
    const steps = [...stepsOf(pricing), { step, result: toDecimal(exact, 6) }];
    return quoted(exact, steps, pricing.tariffs);
  });
  return together(parts);
}

function fromPricing(pricing: ReturnType<typeof priceActivity>): Quote {
  if (pricing.kind === 'UNPRICED') return notQuoted(pricing.reason);
  return quoted(pricing.exact, stepsOf(pricing), pricing.tariffs);
}

function quoted(exact: Ratio, steps: readonly Step[], tariffs: readonly Tariff[]): Quoted {
  const illustrative = tariffs.some((tariff) => tariff.illustrative);
  return { kind: 'QUOTED', exact, steps, tariffs, illustrative, notes: [] };
}

function stepsOf({ steps }: Priced): Step[] {
  return steps.map(({ words, after }) => ({ step: words, result: toDecimal(after, 6) }));
}

function inWords(span: Span): string {
  return `${dayCount(span)} days from ${span.from} to ${lastDay(span)}`;
}

/** The exact sum of parts; not quoted as soon as one is not. */
function together(parts: readonly Quote[]): Quote {
  const known: Quoted[] = [];
  for (const part of parts) {
    if (part.kind === 'NOT_QUOTED') return part;
    known.push(part);
  }
  const exact = known.reduce<Ratio>((sum, part) => plus(sum, part.exact), ZERO);
  const sum = { step: 'Together, before rounding', result: toDecimal(exact, 6) };
  const steps = known.flatMap((part) => part.steps);
  return {
    ...quoted(exact, known.length > 1 ? [...steps, sum] : steps, [
      ...new Set(known.flatMap((part) => part.tariffs)),
    ]),
    notes: known.flatMap((part) => part.notes),
  };
}

/** The days cut wherever a price of the kind may begin or end. */
function partsOf({ tariffs, scheme, currency }: PriceBook, kind: TariffKind, days: Span): Span[] {
  const ofKind = tariffs.filter((tariff) => tariff.kind === kind);
  const bounds = [scheme, ...(currency ? [currency] : []), ...ofKind].flatMap((each) => [
    each.days.from,
    each.days.until,
  ]);
  const inside = bounds.filter(
    (day): day is PlainDate => day !== null && day > days.from && day < days.until,
  );
  const cuts = [...new Set([days.from, ...inside])].sort();
  return cuts.map((from, at) => ({ from, until: cuts[at + 1] ?? days.until }));
}

/** The longest runs of days that all have a weekly price, or all have none. */
function runsOf(book: PriceBook, days: Span): { days: Span; isPriced: boolean }[] {
  const runs: { days: Span; isPriced: boolean }[] = [];
  for (const part of partsOf(book, 'WEEK', days)) {
    const isPriced = hasWeeklyPrice(book, part.from);
    const last = runs.at(-1);
    if (last?.isPriced === isPriced) last.days = { from: last.days.from, until: part.until };
    else runs.push({ days: part, isPriced });
  }
  return runs;
}

function hasWeeklyPrice(book: PriceBook, day: PlainDate): boolean {
  if (!contains(book.scheme.days, day)) return false;
  if (book.currency && !contains(book.currency.days, day)) return false;
  return (tariffOn(book, 'WEEK', null, day)?.pounds ?? null) !== null;
}
