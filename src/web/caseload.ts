import type { BudgetSums } from '../budgets/budget.ts';
import { streamsIn } from '../budgets/budget.ts';
import type { SourceStatus } from '../budgets/freshness.ts';
import { budgetSumsOf } from '../budgets/service.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { reviewsDueFor } from '../plans/read-reviews.ts';
import type { DueReview } from '../plans/review.ts';
import { isOpen } from '../queries/query.ts';
import { queriesFor } from '../queries/read-queries.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { nameOf } from './name.ts';
import type { Page } from './page.ts';

export interface CaseloadRow {
  readonly person: VisiblePerson;
  readonly id: string;
  readonly name: string | null;
  readonly budget: BudgetSums;
  /** The worst of the sources behind the budget; null where nothing is told. */
  readonly status: SourceStatus | null;
  /** Questions that wait for an answer, and of them those whose day is past. */
  readonly waiting: number;
  readonly late: number;
  /** The earliest review that has a day; null where none has. */
  readonly review: { readonly dueOn: PlainDate; readonly late: boolean } | null;
  /** Streams of which the row tells beside those of the budget. */
  readonly beside: readonly string[];
}

/** A review is of interest so many days before it is due. */
const SOON = 28;

/** Which of the caseload is shown; says nothing of anybody, so an address may say it. */
export const ONLY = {
  all: () => true,
  gaps: ({ budget }) => !budget.complete,
  old: ({ status }) => status !== 'FRESH',
  overpaid: ({ budget }) => (budget.total.remaining ?? 0n) < 0n,
  questions: ({ waiting }) => waiting > 0,
  reviews: ({ review }, today) => review !== null && review.dueOn <= addDays(today, SOON),
} as const satisfies Record<string, (row: CaseloadRow, today: PlainDate) => boolean>;

export type Only = keyof typeof ONLY;

export const onlyIn = (text: string | undefined): Only =>
  text !== undefined && Object.hasOwn(ONLY, text) ? (text as Only) : 'all';

/** What is known of people, and asked and due of them; in as many statements for one as for many. */
export async function caseloadOf(
  page: Page,
  people: readonly VisiblePerson[],
): Promise<CaseloadRow[]> {
  if (people.length === 0) return [];
  const { db, viewer, today } = page;
  const asked = { year: financialYearOf(today), knownAt: null };
  const budgets = await budgetSumsOf(db, people, asked, page.budgetSettings());
  const queries = await queriesFor(db, viewer, people);
  const reviews = await reviewsDueFor(db, viewer, people, today);
  return people.map((person, at) => {
    const budget = budgets[at] as BudgetSums;
    const open = (queries[at] ?? []).filter(isOpen);
    const due = reviews[at] ?? [];
    return {
      ...{ person, id: person.id, name: nameOf(person), budget, status: worstIn(budget) },
      waiting: open.length,
      late: open.filter(({ answerBy }) => answerBy < today).length,
      review: earliestOf(due, today),
      beside: [
        ...open.flatMap(({ streams }) => streams.map(({ code }) => code)),
        ...due.map(({ stream }) => stream.code),
      ],
    };
  });
}

/** Notes that the page tells of these people. */
export function tellOf(page: Page, rows: readonly CaseloadRow[]): void {
  for (const { person, budget, beside } of rows) {
    page.saw(person);
    page.tells(person, [...streamsIn(budget), ...beside]);
  }
}

/** They come with the earliest first. */
function earliestOf(due: readonly DueReview[], today: PlainDate): CaseloadRow['review'] {
  const dueOn = due[0]?.dueOn ?? null;
  return dueOn === null ? null : { dueOn, late: dueOn < today };
}

const SEVERITY: readonly SourceStatus[] = ['FRESH', 'STALE', 'MISSING'];

function worstIn({ streams }: BudgetSums): SourceStatus | null {
  const told = streams.filter(({ stream }) => stream.nature === 'BUDGET');
  const worst = Math.max(-1, ...told.map(({ source }) => SEVERITY.indexOf(source.status)));
  return SEVERITY[worst] ?? null;
}
