import { type Pence, toPence } from '../values/money.ts';
import type { Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { minus, type Ratio } from '../values/ratio.ts';
import type { InterestRate } from './deferred.ts';
import { type DatedFigure, daysWhereRatesChange, rateOn } from './rates.ts';

/**
 * What a council may charge for a deferred payment agreement itself, no more than it costs the
 * council. Source: Care Act 2014 s35; SI 2014/2671.
 */
export const PERMITTED_CHARGES = [
  'SET_UP',
  'YEARLY',
  'VALUATION',
  'STATEMENT',
  'ENDING',
  'OTHER',
] as const;
export type PermittedCharge = (typeof PERMITTED_CHARGES)[number];

/** INTEREST in per cent a year; each charge in pounds, each time it is made. */
export const DEFERRED_RATE_KINDS = ['INTEREST', ...PERMITTED_CHARGES] as const;
export type DeferredRateKind = (typeof DEFERRED_RATE_KINDS)[number];

export const DEFERRED_RATE_NAMES: Readonly<Record<DeferredRateKind, string>> = {
  INTEREST: 'interest on deferred payments',
  SET_UP: 'charge for setting an agreement up',
  YEARLY: 'yearly charge for an agreement',
  VALUATION: 'charge for a valuation',
  STATEMENT: 'charge for a statement',
  ENDING: 'charge for ending an agreement',
  OTHER: 'other charge for an agreement',
};

/** In force over days and known from a day. Never changed: a correction is known later. */
export interface DeferredRate extends DatedFigure<DeferredRateKind> {
  /** Null: of INTEREST, the most that any council may ask for. */
  readonly authority: string | null;
  readonly figure: Ratio;
  readonly source: string;
}

/** The lower capital limit of days, in pounds, beside what is charged for agreements. */
export interface DeferredBook {
  readonly rates: readonly DeferredRate[];
  readonly lowerLimits: readonly (DatedFigure<'CAPITAL_LOWER_LIMIT'> & {
    readonly figure: Ratio;
  })[];
}

/** NATIONAL_MAXIMUM or the council's OWN_RATE, each as it changes; NONE where it asks for none. */
export const INTEREST_TERMS = ['NATIONAL_MAXIMUM', 'OWN_RATE', 'NONE'] as const;
export type InterestTerm = (typeof INTEREST_TERMS)[number];

/** The rates that an agreement bears, without overlap; null where it bears none. */
export function interestRatesOf(
  { rates }: Pick<DeferredBook, 'rates'>,
  term: InterestTerm,
  council: string,
): InterestRate[] | null {
  if (term === 'NONE') return null;
  const authority = term === 'OWN_RATE' ? council : null;
  const own = rates.filter((each) => each.kind === 'INTEREST' && each.authority === authority);
  const bounds = own.flatMap(({ days }) => [days.from, days.until ?? []].flat());
  const starts = [...new Set(bounds)].sort();
  return starts.flatMap((from, at) => {
    const rate = rateOn({ rates: own }, 'INTEREST', authority, from);
    const days = { from, until: starts[at + 1] ?? null };
    return rate ? [{ days, percent: rate.figure, source: rate.source }] : [];
  });
}

/** What the council may ask for this on a day; null where nothing is loaded. */
export function permittedOn(
  { rates }: Pick<DeferredBook, 'rates'>,
  charge: PermittedCharge,
  council: string,
  day: PlainDate,
): Pence | null {
  const rate = rateOn({ rates }, charge, council, day);
  return rate ? toPence(rate.figure) : null;
}

/** Why a rate is none that may be loaded beside the others, or null. */
export function faultOfDeferredRate(
  rate: Pick<DeferredRate, 'kind' | 'authority' | 'figure'> & {
    readonly days: Period & { readonly from: PlainDate };
  },
  book: Pick<DeferredBook, 'rates'>,
): string | null {
  const { kind, authority, days, figure } = rate;
  if (authority === null) {
    return kind === 'INTEREST' ? null : 'is each council’s own: no national figure is held';
  }
  if (kind !== 'INTEREST') return null;
  const most = { rates: book.rates.filter((each) => isNationalInterest(each)) };
  for (const day of daysWhereRatesChange(most, days)) {
    const maximum = rateOn(most, 'INTEREST', null, day);
    if (!maximum) return `has no national maximum on ${day} that it could be held against`;
    if (minus(figure, maximum.figure).n > 0n) return `is above the national maximum on ${day}`;
  }
  return null;
}

const isNationalInterest = ({ kind, authority }: DeferredRate): boolean =>
  kind === 'INTEREST' && authority === null;
