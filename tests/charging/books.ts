import { referenceChargingRates, referencePensionAges } from '../../seeds/reference/charging.ts';
import { type AssessedDays, assess } from '../../src/charging/assess.ts';
import type { Means } from '../../src/charging/means.ts';
import type { ChargingBook, ChargingRate, RateKind } from '../../src/charging/rates.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { parsePounds, poundsText } from '../../src/values/money.ts';
import { day, days } from '../awards/drafts.ts';

/** The rates that every installation has. */
export const BOOK: ChargingBook = {
  rates: referenceChargingRates(),
  pensionAges: referencePensionAges(),
};

const MEANS: Means = {
  council: 'E08000039' as OrganisationCode,
  legalBasis: 'ADULT',
  setting: 'NON_RESIDENTIAL',
  manner: 'ASSESSED',
  agreedWeekly: null,
  age: { band: '25_TO_PENSION' },
  household: 'SINGLE',
  children: 0,
  incomes: [],
  capital: [],
  formerHome: null,
  premiums: [],
  housingCosts: [],
  disabilityExpenses: [],
  costOfCare: { amount: parsePounds('1000.00'), per: 'WEEK' },
};

/** Somebody of 25 or over with nothing, whose care at home costs £1,000 a week; give what differs. */
export const means = (differs: Partial<Means> = {}): Means => ({ ...MEANS, ...differs });

export const savings = (pounds: string): Means['capital'] => [
  { kind: 'SAVINGS', amount: parsePounds(pounds), disregarded: parsePounds('0') },
];

export const income = (
  pounds: string,
  differs: Partial<Means['incomes'][number]> = {},
): Means['incomes'][number] => ({
  ...{ kind: 'BENEFIT', amount: parsePounds(pounds), per: 'WEEK', disregarded: parsePounds('0') },
  ...differs,
});

export const weekly = (pounds: string) => ({ amount: parsePounds(pounds), per: 'WEEK' }) as const;

/** A council's own rate over days. */
export function ownRate(
  kind: RateKind,
  pounds: string,
  first: string,
  last?: string,
): ChargingRate {
  return {
    ...{ kind, authority: 'E08000039', days: days(first, last), knownFrom: day(first) },
    ...{ amount: parsePounds(pounds), deduced: false, source: 'the council’s charging policy' },
  };
}

/** Each entry as `first day, kind, pounds a week`. */
export function told(found: readonly AssessedDays[]): string[] {
  return found.map(({ days: on, kind, weekly: sum }) =>
    [on.from, kind, sum === null ? 'not known' : poundsText(sum)].join(' '),
  );
}

/** What somebody pays a week on one day. */
export function payOn(on: string, differs: Partial<Means>, book = BOOK): string {
  const [found] = assess(means(differs), book, days(on, on));
  return found?.weekly == null ? `${found?.kind}: ${found?.reason}` : poundsText(found.weekly);
}
