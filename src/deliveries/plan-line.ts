import type { FinancialYear } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { Ratio } from '../values/ratio.ts';

/** What a row of a plan says is to be spent on a scheme of a pooled fund, from one source in one year. */
export interface PlanLineDraft {
  /** Null where the file does not say: then the one pool that its sender hosts. */
  readonly pool: string | null;
  readonly year: FinancialYear;
  readonly scheme: string;
  readonly name: string;
  readonly type: string;
  readonly subType: string | null;
  readonly description: string | null;
  readonly areaOfSpend: string | null;
  readonly commissioner: string;
  /** Of a scheme commissioned jointly, how much is the NHS’s; null where it is not. */
  readonly nhsShare: Ratio | null;
  readonly provider: string | null;
  readonly source: string;
  readonly nature: 'REVENUE' | 'CAPITAL';
  readonly planned: Pence;
  /** How much is to be delivered, in `units`; null where the plan does not say. */
  readonly outputs: Ratio | null;
  readonly units: string | null;
}
