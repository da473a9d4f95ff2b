import { ActivityRefused, type Setting } from '../currencies/activity.ts';
import type { PriceBook } from '../currencies/tariff.ts';
import type { Stream } from '../streams/stream.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { Span } from '../values/period.ts';
import type { Ratio } from '../values/ratio.ts';
import type { Item } from './in-force.ts';
import { type Quote, quoteCluster, quoteHours, quoteNeed, quoteWeeks } from './quote.ts';

/** Something to assume instead of what is in force; never stored. */
export type WhatIf =
  /** Instead of the current cluster, or added where there is none. */
  | {
      readonly kind: 'CLUSTER';
      readonly code: string;
      readonly setting: Setting;
      /** Whose own prices; null for the price of every provider. */
      readonly provider: string | null;
    }
  /** The weekly sum of a table instead of the rates of adult social care. */
  | { readonly kind: 'NEED_POINTS'; readonly scheme: string; readonly points: Ratio }
  /** Instead of what names a currency of the scheme, or added; the stream where nothing tells it. */
  | {
      readonly kind: 'WEEKLY_RATE';
      readonly scheme: string;
      readonly code: string;
      readonly stream: string | null;
    }
  /** Hours at the price of an hour instead of the rates of a stream. */
  | {
      readonly kind: 'HOURS';
      readonly stream: string;
      readonly scheme: string;
      readonly code: string;
      readonly hoursPerWeek: Ratio;
    }
  /** Without the lines of a stream. */
  | { readonly kind: 'WITHOUT'; readonly stream: string };

export const CLUSTERS = 'mental-health-cluster';
const COUNCIL_CARE = 'adult-social-care';
/** Of the one code that a table of points has. */
export const POINTS = 'points';
/** More than sixty people at work all day and night: a slip of the keyboard. */
const MOST_HOURS_PER_WEEK = 10_000n;

/** A what-if with the prices it needs; null where it needs none. */
export interface PricedWhatIf {
  readonly whatIf: WhatIf;
  readonly book: PriceBook | null;
}

/**
 * What would be in force instead, one assumption after the other. Throws ActivityRefused where a
 * stream, scheme or code is none, or a number cannot be.
 */
export function assume(
  items: readonly Item[],
  whatIfs: readonly PricedWhatIf[],
  { days, streams }: { readonly days: Span; readonly streams: readonly Stream[] },
): Item[] {
  return whatIfs.reduce<Item[]>(
    (before, asked) => assumeOne(before, asked, { days, streams }),
    [...items],
  );
}

type Where = { readonly days: Span; readonly streams: readonly Stream[] };

function assumeOne(items: Item[], { whatIf, book }: PricedWhatIf, where: Where): Item[] {
  const replace = (isReplaced: (item: Item) => boolean, by: Assumed) =>
    replaced(items, isReplaced, by, where.days);
  switch (whatIf.kind) {
    case 'WITHOUT': {
      const { code } = streamOf(where, whatIf.stream);
      return items.filter(({ stream }) => stream.code !== code);
    }
    case 'CLUSTER': {
      const stream = streamOf(where, CLUSTERS);
      return replace((item) => item.basis === 'ACTIVITY', clusterOf(whatIf, bookOf(book), stream));
    }
    case 'NEED_POINTS': {
      const stream = streamOf(where, COUNCIL_CARE);
      return replace(isRateOf(stream), needOf(whatIf, bookOf(book), stream));
    }
    case 'HOURS': {
      const stream = budgetStream(where, whatIf.stream);
      return replace(isRateOf(stream), hoursOf(whatIf, bookOf(book), stream));
    }
    case 'WEEKLY_RATE': {
      const isNamed = ({ currency }: Item) => currency?.scheme === whatIf.scheme;
      const stream = streamOfRate(whatIf, items.find(isNamed), where);
      return replace(isNamed, weeksOf(whatIf, bookOf(book), stream));
    }
  }
}

type Assumed = Pick<Item, 'basis' | 'stream' | 'description' | 'currency' | 'quote'>;

/** Who pays is who pays for what it replaces, where that is one. */
function replaced(
  items: readonly Item[],
  isReplaced: (item: Item) => boolean,
  by: Assumed,
  days: Span,
): Item[] {
  const funders = new Set(items.filter(isReplaced).map(({ funder }) => funder));
  const [funder] = funders.size === 1 ? funders : [null as OrganisationCode | null];
  const assumed: Item = { ...by, origin: 'WHAT_IF', funder: funder ?? null, days, toldBy: [] };
  return [...items.filter((item) => !isReplaced(item)), assumed];
}

function isRateOf({ code }: Stream): (item: Item) => boolean {
  return ({ basis, stream }) => basis === 'RECURRING' && stream.code === code;
}

function clusterOf(
  { code, setting, provider }: Extract<WhatIf, { kind: 'CLUSTER' }>,
  book: PriceBook,
  stream: Stream,
): Assumed {
  return {
    ...{ basis: 'ACTIVITY', stream, description: 'mental health support' },
    currency: { scheme: book.scheme.code, code: book.currency?.code ?? code },
    quote: (days): Quote => {
      const period = { kind: 'CLUSTER_PERIOD', scheme: book.scheme.code, code, setting } as const;
      return quoteCluster({ ...period, days, provider, initialAssessment: false }, book, days);
    },
  };
}

function needOf(
  { points }: Extract<WhatIf, { kind: 'NEED_POINTS' }>,
  book: PriceBook,
  stream: Stream,
): Assumed {
  return {
    ...{ basis: 'RECURRING', stream, description: 'support by points of need' },
    currency: { scheme: book.scheme.code, code: book.currency?.code ?? POINTS },
    quote: (days) => quoteNeed(book, points, days),
  };
}

function hoursOf(
  { code, hoursPerWeek: perWeek }: Extract<WhatIf, { kind: 'HOURS' }>,
  book: PriceBook,
  stream: Stream,
): Assumed {
  if (perWeek.n <= 0n || perWeek.n > MOST_HOURS_PER_WEEK * perWeek.d) {
    throw new ActivityRefused('hoursPerWeek', 'BAD_NUMBER', 'is not a number of hours of a week');
  }
  return {
    ...{ basis: 'RECURRING', stream, description: 'hours of support' },
    currency: { scheme: book.scheme.code, code: book.currency?.code ?? code },
    quote: (days) => quoteHours(book, { code, perWeek }, days),
  };
}

function weeksOf(
  { code }: Extract<WhatIf, { kind: 'WEEKLY_RATE' }>,
  book: PriceBook,
  stream: Stream,
): Assumed {
  return {
    ...{ basis: 'RECURRING', stream, description: book.scheme.name },
    currency: { scheme: book.scheme.code, code: book.currency?.code ?? code },
    quote: (days) => quoteWeeks(book, code, days),
  };
}

function streamOfRate(
  { scheme, stream }: Extract<WhatIf, { kind: 'WEEKLY_RATE' }>,
  named: Item | undefined,
  where: Where,
): Stream {
  if (stream !== null) return budgetStream(where, stream);
  if (named) return named.stream;
  if (where.streams.some(({ code }) => code === scheme)) return budgetStream(where, scheme);
  throw new ActivityRefused('stream', 'BLANK', 'is needed: nothing in force names the scheme');
}

function streamOf({ streams }: Where, code: string): Stream {
  const stream = streams.find((each) => each.code === code);
  if (!stream) throw new ActivityRefused('stream', 'UNKNOWN_CODE', 'is not a stream known here');
  return stream;
}

function budgetStream(where: Where, code: string): Stream {
  const stream = streamOf(where, code);
  if (stream.nature === 'BUDGET') return stream;
  throw new ActivityRefused('stream', 'NOT_A_BUDGET', 'is no budget: its money is not awarded');
}

function bookOf(book: PriceBook | null): PriceBook {
  if (book) return book;
  throw new ActivityRefused('scheme', 'UNKNOWN_CODE', 'is not a scheme known here');
}
