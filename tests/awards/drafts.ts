import type { AwardDraft, Payment, ToldAward } from '../../src/awards/award.ts';
import { type Line, linesIn, type PricedLine } from '../../src/awards/line.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { parsePounds } from '../../src/values/money.ts';
import { fromFirstToLast, type Period } from '../../src/values/period.ts';
import { type PlainDate, parsePlainDate } from '../../src/values/plain-date.ts';
import type { Per } from '../../src/values/rate.ts';
import { decimal } from '../../src/values/ratio.ts';

export const year = parseFinancialYear;
export const day = parsePlainDate;

/** The days from the first to the last, both included; without a last day they run on. */
export function days(first: string, last?: string): Period & { readonly from: PlainDate } {
  return { from: day(first), until: fromFirstToLast(day(first), last ? day(last) : null).until };
}

const COUNCIL_CARE: AwardDraft = {
  stream: 'adult-social-care',
  funder: 'E08000039' as OrganisationCode,
  basis: 'RECURRING',
  mode: 'NOTIONAL',
  legalBasis: 'Care Act 2014 s18-19',
  reference: null,
  service: null,
  serviceRank: null,
  days: days('2020-01-01'),
  year: null,
  completedOn: null,
  amount: decimal('70.00'),
  per: 'WEEK',
  unitsPerWeek: null,
  unpricedReason: null,
  contribution: { kind: 'NONE', reason: 'the council says it funds this fully' },
  reportsPayments: false,
  currency: null,
  description: 'Home support',
  rawFigures: 'Unit Cost 70.00',
  element: null,
  ceiling: null,
  currencyShare: null,
  activity: null,
  provider: null,
  careKey: null,
  reported: null,
};

/** £70 a week of council care since 2020, nothing to pay and no payments reported, but for `differs`. */
export function care(differs: Partial<AwardDraft> = {}): AwardDraft {
  return { ...COUNCIL_CARE, ...differs };
}

/** A rate in pounds, and the units planned a week where it needs them. */
export function rate(pounds: string, per: Per, units: string | null = null): Partial<AwardDraft> {
  return { amount: decimal(pounds), per, unitsPerWeek: units === null ? null : decimal(units) };
}

/** A grant of one sum in the year given, its payments reported. */
export function grant(pounds: string, inYear: string, differs: Partial<AwardDraft> = {}) {
  const first = `${inYear.slice(0, 4)}-06-02`;
  return care({
    ...{ stream: 'disabled-facilities-grant', basis: 'ONE_OFF', legalBasis: 'HGCRA 1996 s23' },
    ...{ days: days(first, first), year: year(inYear), completedOn: null },
    ...{ amount: decimal(pounds), per: 'ONCE', reportsPayments: true },
    ...differs,
  });
}

/** Care already given, in the year that the source says. */
export function given(pounds: string, inYear: string, differs: Partial<AwardDraft> = {}) {
  const first = `${inYear.slice(0, 4)}-08-04`;
  return care({
    ...{ stream: 'nhs-tariff', basis: 'ACTIVITY', legalBasis: 'NHS Act 2006 s3' },
    ...{ days: days(first, first), year: year(inYear) },
    ...{ amount: decimal(pounds), per: 'ONCE' },
    ...differs,
  });
}

/** £21,840.00 that may be claimed for a support worker from 12 May 2025 to 11 May 2026. */
export function ceiling(differs: Partial<AwardDraft> = {}): AwardDraft {
  return care({
    ...{ stream: 'access-to-work', funder: 'DWP' as OrganisationCode, basis: 'CEILING' },
    ...{
      legalBasis: 'Employment and Training Act 1973 s2',
      days: days('2025-05-12', '2026-05-11'),
    },
    ...{ amount: null, per: null, reportsPayments: true },
    ...{ element: 'Support Worker', ceiling: parsePounds('21840.00') },
    contribution: { kind: 'NONE', reason: 'Access to Work has no means test' },
    ...differs,
  });
}

/** A claim for support from the first to the last day; unpaid when `paid` is null. */
export function claim(first: string, last: string, claimed: string, paid: string | null) {
  return {
    ...{ reference: `${first} ${claimed}`, form: 'DP222JP' },
    ...{ supportFrom: day(first), supportUntil: fromFirstToLast(day(first), day(last)).until },
    ...{ claimed: parsePounds(claimed), paid: paid === null ? null : parsePounds(paid) },
    ...{ paidOn: paid === null ? null : day('2026-06-01'), paidTo: null },
    ...{ employerShare: null, customerShare: null },
  };
}

/** A payment for the days from the first to the last. */
export function payment(
  kind: 'GROSS' | 'NET',
  pounds: string,
  first: string,
  last: string,
): Payment {
  return {
    reference: `${kind} ${first} ${pounds}`,
    amount: parsePounds(pounds),
    gross: kind === 'GROSS',
    paidOn: day(last),
    covers: days(first, last),
  };
}

/** The one line that the awards come to in the year; fails where there is none or another. */
export function onlyLine(inYear: string, ...awards: readonly ToldAward[]): Line {
  const [line, another] = linesIn(year(inYear), awards);
  if (!line || another) throw new Error('not one line');
  return line;
}

/** As `onlyLine`, of a line with a price. */
export function pricedLine(inYear: string, ...awards: readonly ToldAward[]): PricedLine {
  const line = onlyLine(inYear, ...awards);
  if (line.kind !== 'PRICED') throw new Error(`not priced: ${line.reason}`);
  return line;
}
