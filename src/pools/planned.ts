import type { Queries } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { addPence, NO_PENCE, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AgreementRecord, agreementsKnown } from './agreements-store.ts';
import { isSamePlan } from './fresh-pool.ts';
import { plansTold, type ToldPlan } from './months-store.ts';
import type { SchemePlan } from './pool.ts';

/** As the host sent it, where it did; else what the agreements planned, the plan known last. */
export function plansOf(
  agreements: readonly AgreementRecord[],
  told: readonly ToldPlan[],
  year: FinancialYear,
): SchemePlan[] {
  const sent = told.filter((plan) => plan.year === year);
  if (sent.length > 0) return sent;
  return agreements.flatMap(({ plans }) =>
    plans.filter(
      (plan, at) =>
        plan.year === year && !plans.slice(at + 1).some((later) => isSamePlan(later, plan)),
    ),
  );
}

/** What a pool's schemes are planned to come to in a year, as known today; null where nobody planned. */
export async function plannedByScheme(
  queries: Queries,
  pool: string,
  year: FinancialYear,
  today: PlainDate,
): Promise<ReadonlyMap<string, Pence> | null> {
  const told = await plansTold(queries, pool, null);
  const plans = plansOf(await agreementsKnown(queries, today, pool), told, year);
  const sums = new Map<string, Pence>();
  for (const { scheme, planned } of plans) {
    sums.set(scheme, addPence(sums.get(scheme) ?? NO_PENCE, planned));
  }
  return sums.size === 0 ? null : sums;
}
