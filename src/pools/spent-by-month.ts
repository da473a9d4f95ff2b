import { addPence, type Pence, splitByLargestRemainder } from '../values/money.ts';
import { contains, dayCount, type Span } from '../values/period.ts';
import { addMonths, earlier, later, type PlainDate } from '../values/plain-date.ts';
import type { Books } from './books.ts';
import type { AccountsBasis, SchemePlan } from './pool.ts';

/** What was spent of a pool in a month, beside an even part of what was planned. */
export interface PoolMonth {
  /** Its first day. */
  readonly month: PlainDate;
  /** Null for a month that has not begun. */
  readonly spend: Pence | null;
  /**
   * Plans are of whole years: each month's part of them by its days, as a forecast counts. Null where
   * nobody planned.
   */
  readonly planned: Pence | null;
}

/** What falls to a month, named by its first day. */
interface OfMonth {
  readonly month: PlainDate;
  readonly amount: Pence;
}

export interface SpentSaid {
  /** What people's money of the year's months came to, and bills that count as spent. */
  readonly ofPeople: readonly OfMonth[];
  readonly books: Books;
  readonly accounts: AccountsBasis;
  readonly plans: readonly Pick<SchemePlan, 'planned'>[];
  /** The days of the year that an agreement has. */
  readonly days: Span;
  readonly all: Span;
  readonly asOf: PlainDate | null;
}

/** Every month of a pool's year in order; what is spent adds up to what the year's account says. */
export function spentByMonth(said: SpentSaid): PoolMonth[] {
  const { ofPeople, books, accounts, plans, days, all, asOf } = said;
  const counted = accounts === 'ACCRUED' ? books.incurred : books.paid;
  const ofNobody = counted
    .filter(({ day }) => asOf !== null && day <= asOf && contains(all, day))
    .map(({ day, amount }) => ({ month: monthOf(day), amount }));
  const sums = [...ofPeople, ...ofNobody];
  const months = monthsIn(days, sums);
  const planned = evenly(plans, days, months);
  return months.map((month, at) => {
    const own = sums.filter((each) => each.month === month).map(({ amount }) => amount);
    const isBegun = (asOf !== null && month <= asOf) || own.length > 0;
    return { month, spend: isBegun ? addPence(...own) : null, planned: planned?.[at] ?? null };
  });
}

const monthOf = (day: PlainDate): PlainDate => `${day.slice(0, 8)}01` as PlainDate;

/** The months of the days, and those before or after in which something was spent all the same. */
function monthsIn(days: Span, sums: readonly OfMonth[]): PlainDate[] {
  const found = new Set(sums.map(({ month }) => month));
  for (let month = monthOf(days.from); month < days.until; month = addMonths(month, 1)) {
    found.add(month);
  }
  return [...found].sort();
}

function evenly(
  plans: SpentSaid['plans'],
  days: Span,
  months: readonly PlainDate[],
): Pence[] | null {
  if (plans.length === 0) return null;
  const weights = months.map((month) => {
    const own = { from: later(month, days.from), until: earlier(addMonths(month, 1), days.until) };
    return BigInt(Math.max(0, dayCount(own)));
  });
  return splitByLargestRemainder(addPence(...plans.map(({ planned }) => planned)), weights);
}
