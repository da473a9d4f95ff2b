import { type Database, type Queries, sql } from '../db/database.ts';
import { recordedAwardsOf } from '../decisions/awards-store.ts';
import { recordedOf } from '../decisions/recorded.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import type { IntegratedBudget } from './budget.ts';
import { type RestatedLine, restate } from './restatement.ts';
import { type BudgetSettings, budgetsOf } from './service.ts';

export interface Restatement {
  readonly before: IntegratedBudget;
  readonly after: IntegratedBudget;
  readonly changes: readonly RestatedLine[];
}

/** The two moments that are compared: what was known by the end of each day; null is now. */
export interface AskedRestatement {
  readonly year: FinancialYear;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

/** What changed of a person's year between two answers; two budgets and two statements more. */
export async function restatementOf(
  db: Database,
  person: VisiblePerson,
  { year, from, to }: AskedRestatement,
  settings: BudgetSettings,
): Promise<Restatement> {
  const [start, end] = [endOf(from), to === null ? null : endOf(to)];
  const opened = openedFor(db, [person]);
  const [[before], [after], withdrawn, awards] = await Promise.all([
    budgetsOf(db, [person], { year, knownAt: start }, settings),
    budgetsOf(db, [person], { year, knownAt: end }, settings),
    withdrawnBetween(db, start, end),
    recordedAwardsOf(opened, [person.id], end),
  ]);
  if (!before || !after) throw new Error('a budget is read for each person asked for');
  const recorded = new Map(awards.map((each) => [each.id, recordedOf(each.recorded)]));
  return { before, after, changes: restate(before, after, { from, withdrawn, recorded }) };
}

/** The first instant after a day, in UTC. */
export function endOf(day: PlainDate): Date {
  return new Date(`${addDays(day, 1)}T00:00:00Z`);
}

async function withdrawnBetween(
  queries: Queries,
  start: Date,
  end: Date | null,
): Promise<Set<string>> {
  const rows = await queries.rows<{ id: string }>(
    'budgets.withdrawn-between',
    sql`select id from deliveries where withdrawn_at > ${start}
          and (${end}::timestamptz is null or withdrawn_at <= ${end}::timestamptz)`,
  );
  return new Set(rows.map((row) => row.id));
}
