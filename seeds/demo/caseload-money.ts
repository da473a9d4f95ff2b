import type { Line } from '../../src/awards/line.ts';
import type { IntegratedBudget } from '../../src/budgets/budget.ts';
import { budgetsOf } from '../../src/budgets/service.ts';
import type { Hub } from '../../src/hub.ts';
import { visiblePerson } from '../../src/people/visible.ts';
import { recordReview } from '../../src/plans/record-review.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import { type Pence, pence, poundsText } from '../../src/values/money.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { addDays, parsePlainDate } from '../../src/values/plain-date.ts';
import { caseload } from './access.ts';
import { PERSONAS } from './area.ts';
import { DEMO_DAY, DEMO_YEAR } from './bodies.ts';
import { financeOf, MoneyBook } from './money-book.ts';

/** Money of a line that somebody holds for the person, or they themselves. */
export interface HeldLine {
  readonly stream: string;
  readonly funder: string;
  readonly mode: 'DIRECT_PAYMENT' | 'THIRD_PARTY';
  readonly weekly: Pence;
  readonly isPartUnknown: boolean;
}

const FIRST = parsePlainDate('2026-04-06');
const PAYEES = { DIRECT_PAYMENT: 'Peak Payroll', THIRD_PARTY: 'Northway Trust' } as const;

/**
 * Accounts of those on the care worker's caseload whose lines say that money is held, by what these
 * lines say, paid every four weeks: the first of them with a payment in question, the last with one
 * that is late. Gives how many accounts.
 */
export async function recordCaseloadMoney(hub: Hub): Promise<number> {
  const held = await heldLines(hub, caseload().slice(PERSONAS.length));
  for (const [at, each] of held.entries()) {
    const book = await recordAccount(hub, each, at === held.length - 1 ? 2 : 3);
    await recordLastReviews(hub, each);
    if (at === 0) await book.found('2026-06-03', '74.99', 'Card payment 4417');
  }
  return held.length;
}

export interface Holding {
  readonly nhsNumber: string;
  readonly lines: readonly HeldLine[];
}

/** Of these people, those of whose lines money is held this year. */
export async function heldLines(hub: Hub, numbers: readonly string[]): Promise<Holding[]> {
  const found = await Promise.all(
    numbers.map((number) => {
      const nhsNumber = parseNhsNumber(number);
      const themself = { role: 'holder', subject: 'demonstration', organisation: null } as const;
      return visiblePerson(hub.db, { ...themself, nhsNumber }, { nhsNumber }, DEMO_DAY);
    }),
  );
  const people = found.flatMap((person) => person ?? []);
  const asked = { year: parseFinancialYear(DEMO_YEAR), knownAt: null };
  const budgets = await budgetsOf(hub.db, people, asked, {
    today: DEMO_DAY,
    staleAfterDays: (adapter) => hub.adapters.get(adapter)?.staleAfterDays ?? 60,
  });
  return people.flatMap(({ nhsNumber }, at) => {
    const lines = (budgets[at] as IntegratedBudget).streams.flatMap((each) =>
      each.lines.flatMap(heldLine),
    );
    return nhsNumber === null || lines.length === 0 ? [] : [{ nhsNumber, lines }];
  });
}

function heldLine(line: Line): HeldLine[] {
  const { award, contribution } = line;
  const { stream, funder, mode } = award;
  if (line.kind === 'UNPRICED' || line.weekly === null) return [];
  if (mode !== 'DIRECT_PAYMENT' && mode !== 'THIRD_PARTY') return [];
  return [{ stream, funder, mode, weekly: line.weekly, isPartUnknown: contribution === null }];
}

/** Paid in every four weeks; of what comes in on two of these days three quarters are spent. */
async function recordAccount(
  { db }: Hub,
  { nhsNumber, lines }: Holding,
  payments: number,
): Promise<MoneyBook> {
  const [{ mode, funder: host }] = lines as [HeldLine];
  const book = await MoneyBook.open(db, { nhsNumber, mode, host });
  for (const line of lines) {
    const { stream, funder, weekly, isPartUnknown } = line;
    const purse = { stream, funder };
    const regular = { pounds: poundsText(weekly), per: 'WEEK', every: 'FOUR_WEEKS' } as const;
    await book.expect(purse, { ...regular, from: FIRST, isPartUnknown });
    for (let count = 0; count < payments; count += 1) {
      await book.receive(purse, addDays(FIRST, 28 * count), poundsText(times(weekly, 4)));
    }
  }
  const spent = poundsText(times(lines[0]?.weekly as Pence, 3));
  for (const day of ['2026-04-24', '2026-05-22']) {
    await book.pay(day, spent, { payee: PAYEES[mode], purpose: 'employment' });
  }
  return book;
}

/** What was looked at last winter; of all others on the caseload nobody says that it was. */
async function recordLastReviews({ db }: Hub, { nhsNumber, lines }: Holding): Promise<void> {
  for (const { stream, funder, mode } of lines) {
    const kinds =
      mode === 'DIRECT_PAYMENT' ? (['PLAN', 'DIRECT_PAYMENT_AUDIT'] as const) : (['PLAN'] as const);
    for (const kind of kinds) {
      const review = {
        ...{ nhsNumber: parseNhsNumber(nhsNumber), stream, kind },
        heldOn: parsePlainDate('2025-12-03'),
        idempotencyKey: `demonstration review ${nhsNumber} ${stream} ${kind}`,
      };
      await recordReview(db, financeOf(funder), review, DEMO_DAY);
    }
  }
}

const times = (amount: Pence, count: number): Pence => pence(amount * BigInt(count));
