import { standingOf } from '../awards/share.ts';
import type { Step } from '../awards/working.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { AssessedDays, AssessedKind } from './assess.ts';
import type { CareSetting, LegalBasis, Manner, Means, Regular } from './means.ts';

/**
 * What a council asks a person to pay a week, and on which days. How it came to that is left out: a
 * reason may tell of their means. So is a fee for arranging: it pays for no care.
 */
export interface StandingAssessment {
  readonly council: OrganisationCode;
  readonly days: Period & { readonly from: PlainDate };
  readonly amounts: readonly Omit<AssessedDays, 'steps' | 'reason' | 'arrangementFee'>[];
}

/** An assessment as it was recorded, with its working. */
export interface RecordedAssessment {
  readonly id: string;
  readonly personId: string;
  readonly council: { readonly code: OrganisationCode; readonly name: string };
  readonly days: Period & { readonly from: PlainDate };
  readonly setting: CareSetting;
  readonly legalBasis: LegalBasis;
  readonly manner: Manner;
  readonly amounts: readonly AssessedDays[];
  /** From this day on a later one of the same council stands instead; null where none does. */
  readonly supersededFrom: PlainDate | null;
  readonly recordedAt: Date;
}

/**
 * The assessments of each council that stand, cut to the days on which they do: of several, given in
 * the order in which they were recorded, each replaces all before it from its first day on.
 */
export function standingByCouncil(
  assessments: readonly StandingAssessment[],
): ReadonlyMap<OrganisationCode, readonly StandingAssessment[]> {
  const councils = new Set(assessments.map(({ council }) => council));
  return new Map(
    [...councils].map((council) => [
      council,
      standingOf(assessments.filter((each) => each.council === council)),
    ]),
  );
}

/** The means as JSON that gives the same text for the same means; amounts are pence as text. */
export function meansToJson(means: Means): Readonly<Record<string, unknown>> {
  const regular = ({ amount, per }: Regular) => ({ pence: String(amount), per });
  const { age, formerHome, arrangementFee: fee } = means;
  return {
    council: means.council,
    legalBasis: means.legalBasis,
    setting: means.setting,
    manner: means.manner,
    agreedWeekly: means.agreedWeekly === null ? null : String(means.agreedWeekly),
    age: 'band' in age ? { band: age.band } : { birthDate: age.birthDate },
    household: means.household,
    children: means.children,
    incomes: means.incomes.map((each) => ({
      ...{ kind: each.kind, ...regular(each), disregarded: String(each.disregarded) },
    })),
    capital: means.capital.map(({ kind, amount, disregarded }) => ({
      ...{ kind, pence: String(amount), disregarded: String(disregarded) },
    })),
    formerHome: formerHome && {
      ...{ pence: String(formerHome.value), residentFrom: formerHome.residentFrom },
    },
    premiums: [...means.premiums].sort(),
    housingCosts: means.housingCosts.map(regular),
    disabilityExpenses: means.disabilityExpenses.map(regular),
    costOfCare: regular(means.costOfCare),
    ...(fee && {
      arrangementFee: { ...regular(fee), costToCouncil: String(fee.costToCouncil) },
    }),
  };
}

/** One entry of an outcome as it is kept. */
export interface AmountCell {
  readonly from: PlainDate;
  readonly until: PlainDate | null;
  readonly kind: AssessedKind;
  readonly weekly: string | null;
  readonly reason: string;
  readonly fee?: { readonly pence: string; readonly per: Regular['per'] };
}

export function amountsToJson(amounts: readonly AssessedDays[]): {
  readonly outcome: readonly AmountCell[];
  readonly working: readonly (readonly Step[])[];
} {
  return {
    outcome: amounts.map(({ days, kind, weekly, reason, arrangementFee: fee }) => ({
      ...{ from: days.from, until: days.until, kind },
      ...{ weekly: weekly === null ? null : String(weekly), reason },
      ...(fee && { fee: { pence: String(fee.amount), per: fee.per } }),
    })),
    working: amounts.map(({ steps }) => steps),
  };
}

export function amountOf({ from, until, kind, weekly, reason, fee }: AmountCell) {
  const sum: Pence | null = weekly === null ? null : pence(BigInt(weekly));
  const arrangementFee = fee && { amount: pence(BigInt(fee.pence)), per: fee.per };
  const found = { days: { from, until }, kind, weekly: sum, reason };
  return { ...found, ...(arrangementFee && { arrangementFee }) };
}
