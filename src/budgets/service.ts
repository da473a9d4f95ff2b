import type { Queries } from '../db/database.ts';
import type { VisiblePerson } from '../people/visible.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type IntegratedBudget, integrate } from './budget.ts';
import { type KnownAt, sourcesIn, toldAwards } from './store.ts';

export interface BudgetSettings {
  readonly today: PlainDate;
  /** After how many days a format's data is stale. */
  staleAfterDays(adapter: string): number;
}

/** The budgets of people whom the viewer may see, in their order; two statements for any number. */
export async function budgetsOf(
  queries: Queries,
  people: readonly VisiblePerson[],
  year: FinancialYear,
  knownAt: KnownAt,
  settings: BudgetSettings,
): Promise<IntegratedBudget[]> {
  const ids = people.map((person) => person.id);
  const [told, sources] = await Promise.all([
    toldAwards(queries, ids, year, knownAt),
    sourcesIn(queries, year, knownAt),
  ]);
  const names = new Map([
    ...sources.expected.map((source) => [source.organisation, source.organisationName] as const),
    ...told.funderNames,
  ]);
  const area = {
    ...sources,
    ...settings,
    year,
    funderName: (code: string) => names.get(code) ?? code,
  };
  return people.map((person) =>
    integrate(area, told.awards.get(person.id) ?? [], new Set(person.sources)),
  );
}
