import type { AgreementRecord } from './agreements-store.ts';
import { isSamePlan, stands } from './fresh-pool.ts';
import type { PoolFault } from './judge-agreement.ts';
import type { SaidPool } from './said-pool.ts';

/** Plans from a source that nobody contributes, or that would change twice on one day. */
export function faultsOfPlans(
  { plans, contributions }: SaidPool,
  before: AgreementRecord | undefined,
): PoolFault[] {
  const sources = [...contributions, ...(before?.contributions ?? [])];
  return plans.flatMap((plan): PoolFault[] => {
    const where = `scheme ${plan.scheme}, ${plan.year}, ${plan.source}`;
    if (!sources.some(({ year, source }) => year === plan.year && source === plan.source)) {
      const reason = 'is planned from a source from which nobody contributes in that year';
      return [{ where, code: 'UNKNOWN_CODE', reason }];
    }
    const last = before?.plans.filter((each) => isSamePlan(each, plan)).at(-1);
    if (!last || stands(plan, before?.plans ?? []) || last.knownFrom < plan.knownFrom) return [];
    const reason = `was planned otherwise on ${last.knownFrom}: a plan changes once a day`;
    return [{ where, code: 'OTHER_AGREEMENT', reason }];
  });
}

/** What a file says more than once. */
export function faultsOfRepeats(said: SaidPool): PoolFault[] {
  return [
    ...repeated(said.agreement.partners, ({ organisation }) => ['partner', organisation]),
    ...repeated(said.totals, ({ year, variation }) => ['total', year, variation]),
    ...repeated(said.contributions, ({ partner, source, year, variation }) => [
      ...['contribution', partner, source, year, variation],
    ]),
    ...repeated(said.schemes, ({ code }) => ['scheme', code]),
    ...repeated(said.plans, ({ scheme, year, source, nature }) => [
      ...['plan of scheme', scheme, year, source, nature],
    ]),
    ...repeated(said.rules, ({ stream, funder, currency, scheme, days }) => [
      ...['rule', stream, funder, currency?.scheme, currency?.code, scheme, days.from],
    ]),
    ...repeated(said.grants, ({ reference }) => ['grant', reference]),
  ];
}

function repeated<Each>(
  all: readonly Each[],
  nameOf: (each: Each) => readonly (string | null | undefined)[],
): PoolFault[] {
  const names = all.map((each) => nameOf(each).filter(Boolean).join(' '));
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [...twice].map((where) => ({
    ...{ where, code: 'TWICE' as const, reason: 'stands more than once in the file' },
  }));
}
