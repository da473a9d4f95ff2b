import type { FinancialYear } from '../values/financial-year.ts';
import { addPence, NO_PENCE, type Pence, takePence, toPence, toPounds } from '../values/money.ts';
import { plus, type Ratio, times } from '../values/ratio.ts';

/**
 * How a commissioner pays a provider. BLOCK and LOW_VOLUME_BLOCK pay a fixed sum, and what the
 * tariff would have paid is only a shadow beside it; ACTIVITY pays each spell by tariff;
 * ALIGNED_PAYMENT pays a fixed sum and a percentage of the price of elective activity.
 */
export const CONTRACT_FORMS = ['BLOCK', 'ACTIVITY', 'ALIGNED_PAYMENT', 'LOW_VOLUME_BLOCK'] as const;
export type ContractForm = (typeof CONTRACT_FORMS)[number];

/** What the percentage is taken of: the difference of elective activity from plan, or all of it. */
export const VARIABLE_BASES = ['DIFFERENCE', 'ACTUAL'] as const;
export type VariableBasis = (typeof VARIABLE_BASES)[number];

/** What a contract plans for a month of its year. */
export interface PlannedMonth {
  /** 1 is April. */
  readonly month: number;
  /** Paid whatever the activity. */
  readonly fixed: Pence;
  /** Planned value of elective activity, at the prices that pay it. */
  readonly elective: Pence;
  /** Planned value of all other activity. */
  readonly other: Pence;
}

/** What the two parties agreed for a year. */
export interface ContractTerms {
  readonly code: string;
  readonly commissioner: string;
  readonly provider: string;
  readonly year: FinancialYear;
  readonly form: ContractForm;
  /** ALIGNED_PAYMENT only; the percentage, 0 to 100, is each year's own. */
  readonly variable: { readonly percent: Ratio; readonly basis: VariableBasis } | null;
  /**
   * Emergency activity of the year above the baseline is paid at a percentage, 0 to 100; the
   * baseline is before the market forces factor. Null where all of it is paid in full.
   */
  readonly marginal: { readonly baseline: Pence; readonly percent: Ratio } | null;
  /** LOW_VOLUME_BLOCK: the highest annual value at which the form is allowed. */
  readonly limit: Pence | null;
  readonly source: string;
  /** One for each month, in order. */
  readonly months: readonly PlannedMonth[];
}

/** One version of a contract; the latest recorded stands. */
export interface Contract extends ContractTerms {
  readonly id: string;
  /** From 1. */
  readonly version: number;
  readonly recordedAt: Date;
}

/** How many spells have no price, by what admitted them. */
export interface SpellCounts {
  readonly elective: number;
  readonly emergency: number;
  readonly other: number;
}

/** What a month's activity comes to by tariff, for a month of which activity has been told. */
export interface MonthActivity {
  readonly month: number;
  readonly elective: Pence;
  /** With the marginal share, where the contract has one. */
  readonly emergency: Pence;
  readonly other: Pence;
  /** Spells that are in none of the sums. */
  readonly unpriced: SpellCounts;
}

/** Null is not known: nothing of the month's activity has been told. */
export interface ReconciledMonth {
  readonly month: number;
  /** Paid in advance. */
  readonly plan: Pence;
  /** What the month's activity makes due in the end; at least, where it is not complete. */
  readonly actual: Pence | null;
  /** What all of the month's activity comes to by tariff, whatever is paid for it. */
  readonly shadow: Pence | null;
  /** Actual less plan; below zero when money goes back to the commissioner. */
  readonly variance: Pence | null;
  /** The variances up to this month. */
  readonly cumulativeVariance: Pence | null;
  /** Spells that the shadow is without. */
  readonly unpriced: number;
  /** Whether nothing is missing from actual. */
  readonly complete: boolean;
  /** Whether nothing is missing from the shadow. */
  readonly shadowComplete: boolean;
}

export interface ReconciledYear {
  /** The twelve months in order. */
  readonly months: readonly ReconciledMonth[];
  /** Sums of the months; null where no month is known. */
  readonly totals: Omit<ReconciledMonth, 'month' | 'cumulativeVariance'>;
}

/** The months of a contract's year, 1 is April. */
export const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

const HUNDREDTH: Ratio = { n: 1n, d: 100n };

/** Whether activity moves no money under the contract: its tariff value is a shadow only. */
export function isBlock({ form }: Pick<ContractTerms, 'form'>): boolean {
  return form === 'BLOCK' || form === 'LOW_VOLUME_BLOCK';
}

/** What the contract pays over the year whatever the activity. */
export function fixedOf({ months }: Pick<ContractTerms, 'months'>): Pence {
  return addPence(...months.map((each) => each.fixed));
}

/** What is paid in advance for each month of the year, as if activity went by plan. */
export function planOf(contract: ContractTerms): { month: number; payment: Pence }[] {
  return contract.months.map((planned) => ({
    month: planned.month,
    payment: payment(contract, planned, planned),
  }));
}

/** What a month comes to; rounded once, half away from zero. */
function payment(
  { form, variable }: ContractTerms,
  planned: PlannedMonth,
  activity: { readonly elective: Pence; readonly other: Pence },
): Pence {
  if (form === 'ACTIVITY') return addPence(planned.fixed, activity.elective, activity.other);
  if (form !== 'ALIGNED_PAYMENT' || variable === null) return planned.fixed;
  const { percent, basis } = variable;
  const counted =
    basis === 'ACTUAL' ? activity.elective : takePence(activity.elective, planned.elective);
  const share = times(toPounds(counted), times(percent, HUNDREDTH));
  return toPence(plus(toPounds(planned.fixed), share));
}

/**
 * The plan of each month against what its activity makes due. Under a block the fixed sum is due
 * and nothing else; under the other forms a month of which no activity has been told is not known.
 * Source: NHS payment scheme (aligned payment and incentive, low-volume block) and its forerunner.
 */
export function reconcile(
  contract: ContractTerms,
  activity: readonly MonthActivity[],
): ReconciledYear {
  const told = new Map(activity.map((each) => [each.month, each]));
  const months: ReconciledMonth[] = [];
  let cumulative = NO_PENCE;
  let emergencyMissing = false;
  for (const planned of contract.months) {
    const found = told.get(planned.month);
    // Above the baseline a spell is paid by what came before it, so a gap reaches later months.
    emergencyMissing ||= contract.marginal !== null && (found?.unpriced.emergency ?? 1) > 0;
    const month = reconcileMonth(contract, planned, found, emergencyMissing);
    if (month.variance !== null) cumulative = addPence(cumulative, month.variance);
    months.push({ ...month, cumulativeVariance: month.variance === null ? null : cumulative });
  }
  return { months, totals: totalsOf(months) };
}

function reconcileMonth(
  contract: ContractTerms,
  planned: PlannedMonth,
  found: MonthActivity | undefined,
  emergencyMissing: boolean,
): Omit<ReconciledMonth, 'cumulativeVariance'> {
  const plan = payment(contract, planned, planned);
  const actual = isBlock(contract)
    ? plan
    : found
      ? payment(contract, planned, {
          elective: found.elective,
          other: addPence(found.emergency, found.other),
        })
      : null;
  const unpriced = found ? countOf(found.unpriced) : 0;
  const shadowComplete = found !== undefined && unpriced === 0 && !emergencyMissing;
  return {
    month: planned.month,
    plan,
    actual,
    shadow: found ? addPence(found.elective, found.emergency, found.other) : null,
    variance: actual === null ? null : takePence(actual, plan),
    unpriced,
    complete: isDueKnown(contract, found) || shadowComplete,
    shadowComplete,
  };
}

/** Whether no spell without a price could change what is due. */
function isDueKnown(contract: ContractTerms, found: MonthActivity | undefined): boolean {
  if (isBlock(contract)) return true;
  return contract.form === 'ALIGNED_PAYMENT' && found?.unpriced.elective === 0;
}

function countOf({ elective, emergency, other }: SpellCounts): number {
  return elective + emergency + other;
}

function totalsOf(months: readonly ReconciledMonth[]): ReconciledYear['totals'] {
  const sum = (amounts: readonly (Pence | null)[]): Pence | null => {
    const known = amounts.filter((amount) => amount !== null);
    return known.length === 0 ? null : addPence(...known);
  };
  return {
    plan: addPence(...months.map((each) => each.plan)),
    actual: sum(months.map((each) => each.actual)),
    shadow: sum(months.map((each) => each.shadow)),
    variance: sum(months.map((each) => each.variance)),
    unpriced: months.reduce((count, each) => count + each.unpriced, 0),
    complete: months.every((each) => each.complete),
    shadowComplete: months.every((each) => each.shadowComplete),
  };
}
