import type { Pence } from '../values/money.ts';
import { contains, type Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';

/**
 * What the charging regulations put a figure on (SI 2014/2672): pounds of capital for the limits and
 * for the step that counts as £1 a week, pounds a week for all others.
 */
export const RATE_KINDS = [
  'CAPITAL_LOWER_LIMIT',
  'CAPITAL_UPPER_LIMIT',
  'TARIFF_INCOME_STEP',
  'GUARANTEE_18_TO_24',
  'GUARANTEE_25_TO_PENSION',
  'GUARANTEE_PENSION',
  'PERSONAL_EXPENSES',
  'DISABILITY_PREMIUM',
  'ENHANCED_DISABILITY_PREMIUM',
  'CHILD',
  'CARER_PREMIUM',
] as const;
export type RateKind = (typeof RATE_KINDS)[number];

export const RATE_NAMES: Readonly<Record<RateKind, string>> = {
  CAPITAL_LOWER_LIMIT: 'lower capital limit',
  CAPITAL_UPPER_LIMIT: 'upper capital limit',
  TARIFF_INCOME_STEP: 'step of tariff income',
  GUARANTEE_18_TO_24: 'minimum income guarantee from 18 to 24',
  GUARANTEE_25_TO_PENSION: 'minimum income guarantee from 25 to pension age',
  GUARANTEE_PENSION: 'minimum income guarantee from pension age',
  PERSONAL_EXPENSES: 'personal expenses allowance',
  DISABILITY_PREMIUM: 'disability premium',
  ENHANCED_DISABILITY_PREMIUM: 'enhanced disability premium',
  CHILD: 'amount for a child',
  CARER_PREMIUM: 'carer premium',
};

/** A figure in force over days and known from a day. Never changed: a correction is known later. */
export interface ChargingRate {
  readonly kind: RateKind;
  /** A council that guarantees more than the national floor; null is the national figure. */
  readonly authority: string | null;
  readonly days: Period & { readonly from: PlainDate };
  readonly knownFrom: PlainDate;
  readonly amount: Pence;
  /** Worked out from figures that were read, not read itself. */
  readonly deduced: boolean;
  readonly source: string;
}

/** Somebody born on these days reaches pension age on a day, or at an age. */
export interface PensionAge {
  readonly born: Period & { readonly from: PlainDate };
  readonly reached:
    | { readonly on: PlainDate }
    | { readonly years: number; readonly months: number };
  readonly source: string;
}

/** All that an assessment looks up, as known at one moment. */
export interface ChargingBook {
  readonly rates: readonly ChargingRate[];
  readonly pensionAges: readonly PensionAge[];
}

/**
 * Without every one of these a year is not loaded, and nothing of it is known: another year's figure
 * is never taken. The carer premium was not found for every year: it is asked for by those who have it.
 */
const NEEDED = RATE_KINDS.filter((kind) => kind !== 'CARER_PREMIUM');

/** A figure of a kind that holds over days and is known from one. */
export interface DatedFigure<Kind> {
  readonly kind: Kind;
  readonly authority: string | null;
  readonly days: Period & { readonly from: PlainDate };
  readonly knownFrom: PlainDate;
}

/** The figure in force on a day: of several the one known last, then the one that began last. */
export function rateOn<Kind, Rate extends DatedFigure<Kind>>(
  { rates }: { readonly rates: readonly (Rate & DatedFigure<Kind>)[] },
  kind: Kind,
  authority: string | null,
  day: PlainDate,
): Rate | undefined {
  let best: Rate | undefined;
  for (const each of rates) {
    if (each.kind !== kind || each.authority !== authority || !contains(each.days, day)) continue;
    if (!best || isLater(each, best)) best = each;
  }
  return best;
}

function isLater(a: DatedFigure<unknown>, b: DatedFigure<unknown>): boolean {
  if (a.knownFrom !== b.knownFrom) return a.knownFrom > b.knownFrom;
  return a.days.from > b.days.from;
}

/** What a rate of a day is called, which tells where nobody published it. */
export function nameOn(book: ChargingBook, kind: RateKind, day: PlainDate): string {
  const isDeduced = rateOn(book, kind, null, day)?.deduced ?? false;
  return isDeduced ? `${RATE_NAMES[kind]}, deduced from published figures` : RATE_NAMES[kind];
}

/** Why the rates of a day cannot be used, with these besides; null where all are there. */
export function lackOn(
  book: ChargingBook,
  day: PlainDate,
  besides: readonly RateKind[],
): string | null {
  const wanted = [...new Set([...NEEDED, ...besides])];
  const lacking = wanted.filter((kind) => !rateOn(book, kind, null, day));
  if (lacking.length === 0) return null;
  if (lacking.length === wanted.length) return 'rate not known: no charging rates are loaded';
  const names = lacking.map((kind) => RATE_NAMES[kind]).join(', ');
  return `rate not known: the charging rates are not all loaded: ${names}`;
}

/** The guarantee may be more than the national figure by a council's own rate, never less. */
export const MAY_BE_RAISED: readonly RateKind[] = [
  'GUARANTEE_18_TO_24',
  'GUARANTEE_25_TO_PENSION',
  'GUARANTEE_PENSION',
];

/** Why a council may not have this rate of its own, beside the national ones; or null. */
export function faultOfOwnRate(
  { kind, days, amount }: Pick<ChargingRate, 'kind' | 'days' | 'amount'>,
  book: Pick<ChargingBook, 'rates'>,
): string | null {
  if (!MAY_BE_RAISED.includes(kind)) return `is a national figure: no council sets its own`;
  for (const day of daysWhereRatesChange(book, days)) {
    const floor = rateOn(book, kind, null, day);
    if (!floor) return `has no national figure on ${day} that it could be held against`;
    if (amount < floor.amount) return `is below the national floor on ${day}`;
  }
  return null;
}

/** The first day, and each later one of these on which a rate begins or ends. */
export function daysWhereRatesChange(
  { rates }: { readonly rates: readonly Pick<DatedFigure<unknown>, 'days'>[] },
  days: Period & { readonly from: PlainDate },
): PlainDate[] {
  const bounds = rates.flatMap((each) => [each.days.from, each.days.until ?? []].flat());
  const inside = bounds.filter((day) => day > days.from && contains(days, day));
  return [days.from, ...new Set(inside)].sort();
}
