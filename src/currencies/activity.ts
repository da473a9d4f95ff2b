import { BadValue } from '../values/bad-value.ts';
import type { Span } from '../values/period.ts';
import { daysBetween, type PlainDate } from '../values/plain-date.ts';
import { isZero, type Ratio } from '../values/ratio.ts';
import { codeOf, type Measure } from './scheme.ts';
import type { PriceBook } from './tariff.ts';

/** NHS Data Dictionary, admission method: elective, emergency, maternity, other. */
export const ADMISSION_METHODS = {
  ELECTIVE: ['11', '12', '13'],
  EMERGENCY: ['21', '22', '23', '24', '25', '28', '2A', '2B', '2C', '2D'],
  MATERNITY: ['31', '32'],
  OTHER: ['81', '82', '83'],
} as const;

export type AdmissionType = keyof typeof ADMISSION_METHODS;

const TYPE_OF = new Map<string, AdmissionType>(
  Object.entries(ADMISSION_METHODS).flatMap(([type, codes]) =>
    codes.map((code) => [code, type as AdmissionType] as const),
  ),
);

/** Undefined where the NHS Data Dictionary has no such admission method. */
export function admissionTypeOf(method: string): AdmissionType | undefined {
  return TYPE_OF.get(method);
}

/** NHS Data Dictionary: 1 ordinary, 2 day case, 3 and 4 regular attenders, 5 birth facilities only. */
export const PATIENT_CLASSIFICATIONS = ['1', '2', '3', '4', '5'] as const;
export type PatientClassification = (typeof PATIENT_CLASSIFICATIONS)[number];

/** A hospital spell grouped to an HRG. Its price year is the year in which it ended. */
export interface HrgSpell {
  readonly kind: 'SPELL';
  readonly scheme: string;
  readonly code: string;
  readonly admissionMethod: string;
  readonly patientClassification: PatientClassification;
  /** Years; null where the source does not say. */
  readonly ageOnAdmission: number | null;
  readonly admittedOn: PlainDate;
  readonly dischargedOn: PlainDate;
  readonly provider: string;
  readonly bestPracticeEvidenced: boolean;
  /** Stands in for the provider's own; null where the provider's own is meant. */
  readonly marketForcesFactor: Ratio | null;
}

export const SETTINGS = ['ADMITTED', 'NON_ADMITTED'] as const;
export type Setting = (typeof SETTINGS)[number];

/** Days in a mental health cluster, in one setting. */
export interface ClusterPeriod {
  readonly kind: 'CLUSTER_PERIOD';
  readonly scheme: string;
  readonly code: string;
  readonly setting: Setting;
  readonly days: Span;
  readonly provider: string | null;
  /** Whether the initial assessment fell on the first of the days. */
  readonly initialAssessment: boolean;
}

/** Days at a weekly rate. */
export interface WeeklyDays {
  readonly kind: 'WEEKLY_DAYS';
  readonly scheme: string;
  readonly code: string;
  readonly days: Span;
}

/** Hours or contacts given on a day. */
export interface Units {
  readonly kind: 'UNITS';
  readonly scheme: string;
  readonly code: string;
  readonly count: Ratio;
  readonly on: PlainDate;
  readonly provider: string | null;
}

/** Points of need from a resource-allocation questionnaire. */
export interface NeedPoints {
  readonly kind: 'NEED_POINTS';
  readonly scheme: string;
  readonly code: string;
  readonly points: Ratio;
  readonly on: PlainDate;
}

/** Something done or due that a payment system can put a price on. */
export type Activity = HrgSpell | ClusterPeriod | WeeklyDays | Units | NeedPoints;

/** Nights between admission and discharge. */
export function lengthOfStay({
  admittedOn,
  dischargedOn,
}: Pick<HrgSpell, 'admittedOn' | 'dischargedOn'>): number {
  return daysBetween(admittedOn, dischargedOn);
}

/** Something that no price can be asked for, and which field makes it so. */
export class ActivityRefused extends Error {
  override readonly name = 'ActivityRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(reason);
  }
}

/**
 * The activity with its code as its scheme writes it. Throws ActivityRefused where the scheme prices
 * something else, does not have the code or bars it, and where dates or codes contradict each other.
 */
export function accept<Kind extends Activity>(
  activity: Kind,
  { scheme, currency }: Pick<PriceBook, 'scheme' | 'currency'>,
): Kind {
  const { measure } = scheme;
  if (measure !== 'NONE' && !MEASURES_OF[activity.kind].includes(measure)) {
    throw new ActivityRefused('scheme', 'WRONG_SCHEME', 'prices another kind of activity');
  }
  const code = currency?.code === activity.code ? activity.code : inForm(scheme, activity.code);
  if (!currency || currency.code !== code) {
    throw new ActivityRefused('code', 'UNKNOWN_CODE', 'is not a code of this scheme');
  }
  if (currency.unusable !== null) {
    throw new ActivityRefused('code', 'UNUSABLE_CODE', `must not be used: ${currency.unusable}`);
  }
  if (activity.kind === 'SPELL') refuseContradictions(activity);
  if ('days' in activity && activity.days.until <= activity.days.from) {
    throw new ActivityRefused('lastDay', 'END_BEFORE_START', 'is before the first day');
  }
  if (activity.kind === 'UNITS' && (activity.count.n < 0n || isZero(activity.count))) {
    throw new ActivityRefused('count', 'BAD_NUMBER', 'is not above nothing');
  }
  if (activity.kind === 'NEED_POINTS' && activity.points.n < 0n) {
    throw new ActivityRefused('points', 'BAD_NUMBER', 'is below nothing');
  }
  return code === activity.code ? activity : { ...activity, code };
}

/** What a scheme prices by; one without prices yet (NONE) leaves the activity unpriced. */
const MEASURES_OF: Readonly<Record<Activity['kind'], readonly Measure[]>> = {
  SPELL: ['SPELL'],
  CLUSTER_PERIOD: ['CLUSTER_DAY'],
  WEEKLY_DAYS: ['WEEK'],
  UNITS: ['HOUR', 'CONTACT'],
  NEED_POINTS: ['POINTS'],
};

function inForm(scheme: PriceBook['scheme'], text: string): string {
  try {
    return codeOf(scheme, text);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new ActivityRefused('code', error.code, error.message);
  }
}

function refuseContradictions(spell: HrgSpell): void {
  if (spell.dischargedOn < spell.admittedOn) {
    throw new ActivityRefused('dischargeDate', 'END_BEFORE_START', 'is before the admission');
  }
  if (!admissionTypeOf(spell.admissionMethod)) {
    throw new ActivityRefused('admissionMethod', 'UNKNOWN_CODE', 'is not an admission method');
  }
  const age = spell.ageOnAdmission;
  if (age !== null && (age < 0 || age > 130)) {
    throw new ActivityRefused('ageOnAdmission', 'BAD_NUMBER', 'is not an age in years');
  }
  if (spell.marketForcesFactor !== null && spell.marketForcesFactor.n <= 0n) {
    throw new ActivityRefused('marketForcesFactor', 'BAD_NUMBER', 'is not above nothing');
  }
}
