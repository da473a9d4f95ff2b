import type { AwardDraft, Currency } from '../awards/award.ts';
import type { Activity } from '../currencies/activity.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { Ratio } from '../values/ratio.ts';
import type { PatientAsSent } from './patient-sent.ts';

/** Care given to one patient, or a sum of a contract that is no patient's. */
export const COMMISSIONED_KINDS = ['CARE', 'CONTRACT_SUM'] as const;
export type CommissionedKind = (typeof COMMISSIONED_KINDS)[number];

/**
 * What a row of a commissioning extract says, without whom it is about: it feeds analysts' totals and
 * reaches no person. Source: `docs/decisions/0028`.
 */
export interface CommissionedDraft {
  readonly kind: CommissionedKind;
  /** Kept only as a mark that cannot be undone; see `patientMark`. */
  readonly patient: PatientAsSent;
  readonly provider: string;
  readonly commissioner: string;
  readonly stream: string;
  readonly currency: Currency | null;
  /** What the hub prices by tariff when it is read; null where the row does not say enough. */
  readonly activity: Activity | null;
  readonly year: FinancialYear;
  /** Of the financial year: 1 is April. */
  readonly month: number;
  /** In the unit of what is paid for: spells, days of a cluster, or the sender's own count. */
  readonly quantity: Ratio;
  /** The sender's own price, in pounds. */
  readonly reported: Ratio | null;
  readonly careKey: string | null;
}

/** What remains of an award once nobody is to be found in it. */
export function withoutPerson(
  award: AwardDraft,
  told: Pick<
    CommissionedDraft,
    'kind' | 'patient' | 'year' | 'month' | 'quantity' | 'commissioner'
  >,
): CommissionedDraft {
  const { stream, currency, activity, provider, careKey } = award;
  return {
    ...told,
    ...{ stream, currency, activity, careKey, provider: provider ?? '' },
    reported: award.reported ?? award.amount,
  };
}
