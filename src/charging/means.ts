import type { ChargeableThing } from '../awards/charge.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { NO_PENCE, type Pence, toPounds } from '../values/money.ts';
import type { Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type ExactPounds, weeklyComparator } from '../values/rate.ts';
import { type AgeBand, birthday } from './age.ts';

/** A care home keeps the personal expenses allowance; everywhere else the income guarantee holds. */
export const SETTINGS = ['NON_RESIDENTIAL', 'CARE_HOME'] as const;
export type CareSetting = (typeof SETTINGS)[number];

/**
 * ASSESSED by income and capital; LIGHT_TOUCH: treated as assessed, at a sum the council states;
 * FULL_COST: the person agrees to pay all; NOT_DISCLOSED: they refuse to say, and pay all
 * (SI 2014/2672 reg 10).
 */
export const MANNERS = ['ASSESSED', 'LIGHT_TOUCH', 'FULL_COST', 'NOT_DISCLOSED'] as const;
export type Manner = (typeof MANNERS)[number];

/** Under which law the support is given, as far as it decides whether it may be charged for. */
export const LEGAL_BASES = [
  'ADULT',
  'CARER',
  'AFTERCARE',
  'CONTINUING_HEALTHCARE',
  'NURSING',
  'NHS_SHARE',
  'REABLEMENT',
] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

const COUNCIL = { nature: 'BUDGET', streamMayCharge: true, funderKind: 'council' } as const;
const NHS = { nature: 'BUDGET', streamMayCharge: false, funderKind: 'icb' } as const;

/** What `whyFree` asks of each. */
export const CHARGED_AS: Readonly<Record<LegalBasis, ChargeableThing>> = {
  ADULT: { ...COUNCIL, legalBasis: 'Care Act 2014 s18-19' },
  CARER: { ...COUNCIL, legalBasis: 'Care Act 2014 s20' },
  AFTERCARE: { ...COUNCIL, legalBasis: 'Mental Health Act 1983 s117' },
  CONTINUING_HEALTHCARE: { ...NHS, legalBasis: 'SI 2012/2996 reg 21' },
  NURSING: { ...NHS, legalBasis: 'SI 2012/2996 reg 28' },
  NHS_SHARE: { ...NHS, legalBasis: 'joint package, the NHS share' },
  REABLEMENT: { ...COUNCIL, streamMayCharge: false, legalBasis: 'SI 2014/2672 reg 3' },
};

export const MEANS_PERS = ['WEEK', 'FORTNIGHT', 'FOUR_WEEKS', 'MONTH', 'YEAR'] as const;

/** A sum that comes again and again. */
export interface Regular {
  readonly amount: Pence;
  readonly per: (typeof MEANS_PERS)[number];
}

/** Earnings are left out whole (SI 2014/2672 reg 14); of the others what the assessor says. */
export const INCOME_KINDS = ['EARNINGS', 'PENSION', 'BENEFIT', 'OTHER'] as const;
export type IncomeKind = (typeof INCOME_KINDS)[number];

export interface Income extends Regular {
  readonly kind: IncomeKind;
  /** The part of the amount that Schedule 1 of the regulations leaves out. */
  readonly disregarded: Pence;
}

export const CAPITAL_KINDS = ['SAVINGS', 'PROPERTY', 'OTHER'] as const;
export type CapitalKind = (typeof CAPITAL_KINDS)[number];

export interface Capital {
  readonly kind: CapitalKind;
  readonly amount: Pence;
  /** The part that Schedule 2 of the regulations leaves out. */
  readonly disregarded: Pence;
}

/** The home of somebody who has moved into a care home for good. */
export interface FormerHome {
  readonly value: Pence;
  /** The day they first moved in: twelve weeks from then on it is left out (Sch 2 para 2). */
  readonly residentFrom: PlainDate;
}

export const PREMIUMS = [
  'DISABILITY_PREMIUM',
  'ENHANCED_DISABILITY_PREMIUM',
  'CARER_PREMIUM',
] as const;
export type Premium = (typeof PREMIUMS)[number];

/**
 * What a council asks for arranging care that somebody pays for in full, beside the cost of the care
 * (Care Act 2014 s14(1)(b)); at most what arranging it costs the council (SI 2014/2672 reg 5).
 */
export interface ArrangementFee extends Regular {
  /** What arranging costs the council, as often. */
  readonly costToCouncil: Pence;
}

export const HOUSEHOLDS = ['SINGLE', 'COUPLE'] as const;

/** What a council has found out of somebody's means, and what their care costs it. */
export interface Means {
  readonly council: OrganisationCode;
  readonly legalBasis: LegalBasis;
  readonly setting: CareSetting;
  readonly manner: Manner;
  /** The sum that LIGHT_TOUCH asks for, a week; null for the others. */
  readonly agreedWeekly: Pence | null;
  readonly age: { readonly birthDate: PlainDate } | { readonly band: AgeBand };
  readonly household: (typeof HOUSEHOLDS)[number];
  /** In the household, for whom the adult is responsible. */
  readonly children: number;
  readonly incomes: readonly Income[];
  readonly capital: readonly Capital[];
  readonly formerHome: FormerHome | null;
  readonly premiums: readonly Premium[];
  readonly housingCosts: readonly Regular[];
  readonly disabilityExpenses: readonly Regular[];
  /** The council's own share of the cost, gross: the NHS part of a package is never charged. */
  readonly costOfCare: Regular;
  /** Left out where none is charged. */
  readonly arrangementFee?: ArrangementFee | null;
}

/** Exact pounds a week; a month is 12/52 of a year's weeks, a year 1/52. */
export function weeklyOf({ amount, per }: Regular): ExactPounds {
  return weeklyComparator({ pounds: toPounds(amount), per, unitsPerWeek: null });
}

export interface MeansFault {
  readonly field: string;
  readonly code: string;
  readonly reason: string;
}

const MOST_CHILDREN = 20;
const MOST_ENTRIES = 50;
/** A hundred million pounds: a slip of the keyboard, and more than sums of such can carry. */
const MOST_AMOUNT = 10_000_000_000n;

const isAmount = (amount: Pence): boolean => amount >= 0n && amount <= MOST_AMOUNT;
const NO_AMOUNT = 'is below nothing, or above £100,000,000';

/** What is wrong with means over days from `from` on, in words to act on; null where nothing is. */
export function faultOfMeans(
  means: Means,
  days: Period & { readonly from: PlainDate },
): MeansFault | null {
  if (days.until !== null && days.until <= days.from) {
    return fault('lastDay', 'END_BEFORE_START', 'is before the first day');
  }
  return (
    faultOfPerson(means, days.from) ??
    faultOfSums(means) ??
    faultOfSetting(means) ??
    faultOfFee(means)
  );
}

const fault = (field: string, code: string, reason: string): MeansFault => ({
  field,
  code,
  reason,
});

function faultOfPerson({ age, children }: Means, from: PlainDate): MeansFault | null {
  if ('birthDate' in age && birthday(age.birthDate, 18) > from) {
    return fault('birthDate', 'UNDER_18', 'is of somebody who is not 18 on the first day');
  }
  if (!Number.isInteger(children) || children < 0 || children > MOST_CHILDREN) {
    return fault('children', 'BAD_NUMBER', `is not a number from 0 to ${MOST_CHILDREN}`);
  }
  return null;
}

function faultOfSums(means: Means): MeansFault | null {
  const { incomes, capital, housingCosts, disabilityExpenses, costOfCare } = means;
  const lists = { incomes, capital, housingCosts, disabilityExpenses };
  for (const [field, entries] of Object.entries(lists)) {
    if (entries.length > MOST_ENTRIES) {
      return fault(field, 'TOO_MANY', `holds more than ${MOST_ENTRIES} entries`);
    }
    if (!entries.every(({ amount }) => isAmount(amount))) {
      return fault(field, 'BAD_AMOUNT', `holds an amount that ${NO_AMOUNT}`);
    }
  }
  for (const [field, entries] of Object.entries({ incomes, capital })) {
    if (entries.some(({ amount, disregarded }) => disregarded < 0n || disregarded > amount)) {
      return fault(field, 'BAD_AMOUNT', 'leaves out more than the amount, or less than nothing');
    }
  }
  if (!isAmount(costOfCare.amount)) return fault('costOfCare', 'BAD_AMOUNT', NO_AMOUNT);
  const value = means.formerHome?.value ?? NO_PENCE;
  return isAmount(value) ? null : fault('formerHome', 'BAD_AMOUNT', NO_AMOUNT);
}

function faultOfSetting(means: Means): MeansFault | null {
  const { setting, manner, agreedWeekly } = means;
  if ((manner === 'LIGHT_TOUCH') !== (agreedWeekly !== null)) {
    const reason = 'is for a light-touch assessment, which needs it, and for no other';
    return fault('agreedWeekly', 'CONTRADICTION', reason);
  }
  if (agreedWeekly !== null && !isAmount(agreedWeekly)) {
    return fault('agreedWeekly', 'BAD_AMOUNT', NO_AMOUNT);
  }
  if (new Set(means.premiums).size < means.premiums.length) {
    return fault('premiums', 'TWICE', 'name one premium twice');
  }
  if (setting === 'NON_RESIDENTIAL' && means.formerHome !== null) {
    const reason = 'is for a care home: the home that somebody lives in does not count';
    return fault('formerHome', 'CONTRADICTION', reason);
  }
  const kept = means.housingCosts.length + means.disabilityExpenses.length;
  if (setting === 'CARE_HOME' && kept > 0) {
    const reason = 'and disability expenses are not for a care home, where the allowance is kept';
    return fault('housingCosts', 'CONTRADICTION', reason);
  }
  return null;
}

const PAYING_ALL: readonly Manner[] = ['FULL_COST', 'NOT_DISCLOSED'];

/** Of an ASSESSED one only its outcome tells whether it is at full cost: see `faultOfFeeIn`. */
function faultOfFee({ arrangementFee, setting, manner }: Means): MeansFault | null {
  if (!arrangementFee) return null;
  const { amount, costToCouncil } = arrangementFee;
  if (!isAmount(amount) || amount === NO_PENCE || !isAmount(costToCouncil)) {
    return fault('arrangementFee', 'BAD_AMOUNT', 'is nothing, below it, or above £100,000,000');
  }
  if (setting === 'CARE_HOME') {
    const reason = 'is not for a care home: the council arranges that without a fee';
    return fault('arrangementFee', 'NOT_IN_CARE_HOME', reason);
  }
  if (manner !== 'ASSESSED' && !PAYING_ALL.includes(manner)) {
    return fault('arrangementFee', 'NOT_FULL_COST', NO_FEE);
  }
  if (amount > costToCouncil) {
    const reason = 'is more than arranging the care costs the council';
    return fault('arrangementFee', 'ABOVE_COST', reason);
  }
  return null;
}

const NO_FEE = 'is for those alone who pay the full cost of their care';

/** The same of an outcome, of whose days none is at full cost. */
export function faultOfFeeIn(
  { arrangementFee }: Means,
  kinds: readonly string[],
): MeansFault | null {
  if (!arrangementFee || kinds.includes('WHOLE_COST')) return null;
  return fault('arrangementFee', 'NOT_FULL_COST', NO_FEE);
}
