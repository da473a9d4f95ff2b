import { contains, type Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Ratio } from '../values/ratio.ts';
import type { CurrencyCode, Scheme } from './scheme.ts';

/**
 * What a tariff prices. ELECTIVE and NON_ELECTIVE are per spell, with a trim point and a price per
 * day beyond it; SHORT_STAY is the percentage of the price paid for an emergency stay under two
 * days, TOP_UP the percentage added for specialised care, BEST_PRACTICE the pounds added where its
 * evidence is there; the days of a cluster are ADMITTED_DAY and NON_ADMITTED_DAY; POINTS is the
 * weekly sum from so many points of need on.
 */
export const TARIFF_KINDS = [
  'ELECTIVE',
  'NON_ELECTIVE',
  'SHORT_STAY',
  'TOP_UP',
  'BEST_PRACTICE',
  'ADMITTED_DAY',
  'NON_ADMITTED_DAY',
  'INITIAL_ASSESSMENT',
  'WEEK',
  'HOUR',
  'CONTACT',
  'POINTS',
] as const;
export type TariffKind = (typeof TARIFF_KINDS)[number];

/** A price of a currency, in force over days and known from a day. Never changed. */
export interface Tariff {
  readonly scheme: string;
  readonly code: string;
  readonly kind: TariffKind;
  /** Null: the price of every provider that has none of its own. */
  readonly provider: string | null;
  readonly days: Period & { readonly from: PlainDate };
  readonly knownFrom: PlainDate;
  /** Null where the kind is a percentage. */
  readonly pounds: Ratio | null;
  /** 0 to 100; null where the kind is a sum. */
  readonly percent: Ratio | null;
  /** Longest stay, in days, that the price covers; null where it covers any. */
  readonly trimPoint: number | null;
  readonly longStayPounds: Ratio | null;
  /** POINTS: from so many points on. */
  readonly points: Ratio | null;
  /** Not a price that anybody pays: every line priced by it says so. */
  readonly illustrative: boolean;
  readonly source: string;
}

/** Days on which a kind of care has no unit price at all, and why. */
export interface UnpricedKind {
  readonly scheme: string;
  readonly kind: TariffKind;
  readonly days: Period & { readonly from: PlainDate };
  readonly reason: string;
  readonly source: string;
}

/** What a provider's prices are multiplied by for the unavoidable costs of its place. */
export interface MarketForcesFactor {
  readonly provider: string;
  readonly days: Period & { readonly from: PlainDate };
  readonly knownFrom: PlainDate;
  readonly factor: Ratio;
  readonly source: string;
}

/** All that pricing one activity may look at, as known at one moment. */
export interface PriceBook {
  readonly scheme: Scheme;
  /** Undefined where the scheme does not have the code. */
  readonly currency: CurrencyCode | undefined;
  readonly tariffs: readonly Tariff[];
  readonly unpricedKinds: readonly UnpricedKind[];
  readonly factors: readonly MarketForcesFactor[];
}

interface Dated {
  readonly days: Period;
  readonly knownFrom: PlainDate;
}

/**
 * The price in force on a day: a provider's own before everybody's, and of several the one known
 * last, in whatever order they arrived.
 */
export function tariffOn(
  { tariffs }: Pick<PriceBook, 'tariffs'>,
  kind: TariffKind,
  provider: string | null,
  day: PlainDate,
): Tariff | undefined {
  let own: Tariff | undefined;
  let everybodys: Tariff | undefined;
  for (const each of tariffs) {
    if (each.kind !== kind || !contains(each.days, day)) continue;
    if (each.provider === null) everybodys = lastKnown(everybodys, each);
    else if (each.provider === provider) own = lastKnown(own, each);
  }
  return own ?? everybodys;
}

export function factorOn(
  { factors }: Pick<PriceBook, 'factors'>,
  provider: string,
  day: PlainDate,
): MarketForcesFactor | undefined {
  let best: MarketForcesFactor | undefined;
  for (const each of factorsOf(factors, provider)) {
    if (each.provider === provider && contains(each.days, day)) best = lastKnown(best, each);
  }
  return best;
}

type Factors = PriceBook['factors'];

/** The books of a scheme share one long list of factors: it is put in order once. */
const BY_PROVIDER = new WeakMap<Factors, ReadonlyMap<string, Factors>>();
const NO_FACTORS: Factors = [];
const SHORT = 8;

function factorsOf(factors: Factors, provider: string): Factors {
  if (factors.length <= SHORT) return factors;
  let byProvider = BY_PROVIDER.get(factors);
  if (!byProvider) {
    const sorted = new Map<string, MarketForcesFactor[]>();
    for (const each of factors) {
      const own = sorted.get(each.provider);
      if (own) own.push(each);
      else sorted.set(each.provider, [each]);
    }
    byProvider = sorted;
    BY_PROVIDER.set(factors, byProvider);
  }
  return byProvider.get(provider) ?? NO_FACTORS;
}

function lastKnown<Item extends Dated>(best: Item | undefined, next: Item): Item {
  return best && best.knownFrom >= next.knownFrom ? best : next;
}
