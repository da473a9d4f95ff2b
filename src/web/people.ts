import type { BudgetSums } from '../budgets/budget.ts';
import { streamsIn } from '../budgets/budget.ts';
import type { SourceStatus } from '../budgets/freshness.ts';
import { budgetSumsOf } from '../budgets/service.ts';
import { type VisiblePerson, visiblePeople } from '../people/visible.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { isUuid } from '../values/ids.ts';
import { nameOf } from './name.ts';
import type { Page } from './page.ts';
import type { PageRoute } from './route.ts';

/** As many as one page of the API holds; who has more turns the page. */
const PEOPLE_ON_A_PAGE = 100;

/** Which of the caseload is shown: told in the address, for it says nothing of anybody. */
const ONLY = {
  all: () => true,
  gaps: ({ budget }) => !budget.complete,
  old: ({ status }) => status !== 'FRESH',
  overpaid: ({ budget }) => (budget.total.remaining ?? 0n) < 0n,
} as const satisfies Record<string, (row: CaseloadRow) => boolean>;

interface CaseloadRow {
  readonly id: string;
  readonly name: string | null;
  readonly budget: BudgetSums;
  /** The worst of the sources behind the budget; null where nothing is told. */
  readonly status: SourceStatus | null;
}

/** A team's people, with their money and how far it can be relied on. */
export const people: PageRoute = {
  path: '/people',
  get: async (page, { query }) => {
    if (page.viewer.role !== 'care-team' && page.viewer.role !== 'finance') return null;
    const after = query.after ?? null;
    if (after !== null && !isUuid(after)) return null;
    const found = await visiblePeople(
      page.db,
      page.viewer,
      { after, count: PEOPLE_ON_A_PAGE + 1 },
      page.today,
    );
    const shown = found.slice(0, PEOPLE_ON_A_PAGE);
    const rows = await caseloadOf(page, shown);
    const only = query.only !== undefined && query.only in ONLY ? query.only : 'all';
    const next = found.length > shown.length ? (shown.at(-1)?.id ?? null) : null;
    const model = { year: financialYearOf(page.today), asOf: page.today, only, next };
    const kept = rows.filter(ONLY[only as keyof typeof ONLY]);
    return {
      view: 'people',
      model: { ...model, rows: kept, all: rows.length, choices: Object.keys(ONLY) },
    };
  },
};

async function caseloadOf(page: Page, shown: readonly VisiblePerson[]): Promise<CaseloadRow[]> {
  if (shown.length === 0) return [];
  const asked = { year: financialYearOf(page.today), knownAt: null };
  const budgets = await budgetSumsOf(page.db, shown, asked, page.budgetSettings());
  return shown.map((person, at) => {
    const budget = budgets[at] as BudgetSums;
    page.saw(person);
    page.tells(person, streamsIn(budget));
    return { id: person.id, name: nameOf(person), budget, status: worstIn(budget) };
  });
}

const SEVERITY: readonly SourceStatus[] = ['FRESH', 'STALE', 'MISSING'];

function worstIn({ streams }: BudgetSums): SourceStatus | null {
  const told = streams.filter(({ stream }) => stream.nature === 'BUDGET');
  const worst = Math.max(-1, ...told.map(({ source }) => SEVERITY.indexOf(source.status)));
  return SEVERITY[worst] ?? null;
}
