import type { ToldAward } from '../awards/award.ts';
import type { FundingDecision } from '../awards/share.ts';
import type { StandingAssessment } from '../charging/assessment.ts';
import type { Database, Transaction } from '../db/database.ts';
import { lastTold, type Told } from '../decisions/told.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  type AreaInYear,
  type BudgetSums,
  type IntegratedBudget,
  integrate,
  integrateSums,
} from './budget.ts';
import type { KnownToLedger } from './ledger-paid.ts';
import { areaShown, toldOf } from './shown.ts';
import { type AskedYear, type Grain, type ToldInYear, toldInYear } from './store.ts';

export interface BudgetSettings {
  readonly today: PlainDate;
  /** After how many days a format's data is stale. */
  staleAfterDays(adapter: string): number;
}

/** Of which year; the ledger is read too unless it is said that nothing of it is asked for. */
export interface AskedBudgetYear extends AskedYear {
  readonly withLedger?: boolean;
}

/** The budgets of people whom the viewer may see, in their order; one statement for any number. */
export async function budgetsOf(
  db: Database | Transaction,
  people: readonly VisiblePerson[],
  asked: AskedBudgetYear,
  settings: BudgetSettings,
): Promise<IntegratedBudget[]> {
  return await read(db, people, asked, settings, 'LINES', integrate);
}

/** What those budgets come to, for less work than with their lines. */
export async function budgetSumsOf(
  db: Database | Transaction,
  people: readonly VisiblePerson[],
  asked: AskedBudgetYear,
  settings: BudgetSettings,
): Promise<BudgetSums[]> {
  return await read(db, people, asked, settings, 'SUMS', integrateSums);
}

async function read<Budget extends BudgetSums>(
  db: Database | Transaction,
  people: readonly VisiblePerson[],
  asked: AskedBudgetYear,
  settings: BudgetSettings,
  grain: Grain,
  join: (
    area: AreaInYear,
    awards: readonly ToldAward[],
    toldBy: ReadonlySet<string>,
    decisions: readonly FundingDecision[],
    assessments: readonly StandingAssessment[],
    ledger: KnownToLedger,
  ) => Budget,
): Promise<Budget[]> {
  const personIds = people.map((person) => person.id);
  const withLedger = asked.withLedger ?? true;
  const told = await toldInYear(openedFor(db, people), { ...asked, personIds, withLedger }, grain);
  const area = areaIn(asked.year, told, settings);
  return people.map((person) => {
    const { awards, decisions, assessments, ledger, told: said } = toldOf(person, told);
    const toldBy = new Set(person.sources);
    const shown = areaShown(area, person);
    const budget = join(shown, awards, toldBy, decisions, assessments, ledger);
    return said.length === 0 ? budget : withTold(budget, said);
  });
}

/** The budget with what was said last of each stream's money. */
function withTold<Budget extends BudgetSums>(budget: Budget, told: readonly Told[]): Budget {
  const streams = budget.streams.map((entry) => {
    const of = { stream: entry.stream.code, funder: entry.funder.code };
    const same = budget.streams.filter(({ stream }) => stream.code === of.stream);
    const funders = same.map(({ funder }) => funder.code);
    return { ...entry, told: lastTold(told, of, funders) };
  });
  return { ...budget, streams };
}

function areaIn(
  year: FinancialYear,
  { sources, funderNames }: ToldInYear,
  settings: BudgetSettings,
): AreaInYear {
  const names = new Map([
    ...sources.expected.map((source) => [source.organisation, source.organisationName] as const),
    ...funderNames,
  ]);
  const funderName = (code: string) => names.get(code) ?? code;
  return { ...sources, ...settings, year, funderName };
}
