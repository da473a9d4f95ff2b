import type { BudgetSums, IntegratedBudget } from '../../src/budgets/budget.ts';
import { budgetSumsOf, budgetsOf } from '../../src/budgets/service.ts';
import { sql } from '../../src/db/database.ts';
import type { VisiblePerson } from '../../src/people/visible.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import type { TestHub } from '../support/hub.ts';

/** Everybody's budget of a year, in order of their NHS number, else their NINO, else their tenancy. */
export const budgetsOfAll = (hub: TestHub, year: string): Promise<IntegratedBudget[]> =>
  readAll(hub, year, budgetsOf);

/** What those budgets come to, read by the shorter way. */
export const sumsOfAll = (hub: TestHub, year: string): Promise<BudgetSums[]> =>
  readAll(hub, year, budgetSumsOf);

async function readAll<Budget>(
  hub: TestHub,
  year: string,
  read: (...asked: Parameters<typeof budgetsOf>) => Promise<Budget[]>,
): Promise<Budget[]> {
  const found = await hub.db.rows<Omit<VisiblePerson, 'sharing'>>(
    'test.everybody',
    sql`select person_id as id, json_agg(id) as identities, '[]'::json as accounts,
          json_agg(distinct source) as sources from identities
        where person_id is not null group by person_id
        order by max(nhs_number) nulls last, max(nino) nulls last, max(local_id)`,
  );
  const sharing = { audience: 'SELF', gateways: [], wishes: [] } as const;
  const people = found.map((person) => ({ ...person, sharing }));
  const staleAfterDays = (code: string) => hub.adapters.get(code)?.staleAfterDays ?? 60;
  const settings = { today: hub.day, staleAfterDays };
  return read(hub.db, people, { year: year as FinancialYear, knownAt: null }, settings);
}

/** The sectors from which something is known of the person's money or care in the year. */
export function sectorsIn({ streams }: IntegratedBudget): Set<string> {
  const known = streams.filter(({ lines, ceilings }) => lines.length + ceilings.length > 0);
  return new Set(known.map(({ stream }) => stream.sector));
}
