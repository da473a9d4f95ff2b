import { NO_PENCE, type Pence, pence, takePence, toPence, toPounds } from '../values/money.ts';
import { dayCount, intersect, type Period } from '../values/period.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { plus, type Ratio, ratio, times, ZERO } from '../values/ratio.ts';

/**
 * The most that may be deferred against a property: 90 per cent of its value, less the lower capital
 * limit and what others have secured on it before, never below nothing. Source: SI 2014/2671;
 * £165,000 gives £134,250.
 */
export function equityLimit(
  value: Pence,
  lowerCapitalLimit: Pence,
  securedBefore: Pence = NO_PENCE,
): Pence {
  const share = toPence(times(toPounds(value), ratio(9, 10)));
  const kept = pence(lowerCapitalLimit + securedBefore);
  return share > kept ? takePence(share, kept) : NO_PENCE;
}

/** The council looks at the agreement again once the debt has come to 70 per cent of the value. */
export function isReviewDue(debt: Pence, value: Pence): boolean {
  return debt * 100n >= value * 70n;
}

/** A charge that is not asked for until later: a debt from that day on, and no money paid. */
export interface Deferral {
  readonly on: PlainDate;
  readonly amount: Pence;
  /** ADMINISTRATION is what the council charges for the agreement itself. */
  readonly kind: 'CARE' | 'ADMINISTRATION';
}

/** The yearly rate of interest that an agreement bears on days, in per cent. */
export interface InterestRate {
  readonly days: Period & { readonly from: PlainDate };
  readonly percent: Ratio;
  readonly source: string;
}

/** Paid towards the debt by the person or out of their home. */
export interface Repayment {
  readonly on: PlainDate;
  readonly amount: Pence;
}

/**
 * When interest is added to what is owed, and bears interest from then on: never, or on the first day
 * of each of these. Source: SI 2014/2671 reg 9(2); councils differ.
 */
export const INTEREST_ADDED = ['NEVER', 'DAILY', 'MONTHLY', 'QUARTERLY', 'HALF_YEARLY'] as const;
export type InterestAdded = (typeof INTEREST_ADDED)[number];

export interface DeferredAgreement {
  readonly deferrals: readonly Deferral[];
  readonly repayments: readonly Repayment[];
  /** Null where the agreement bears no interest. */
  readonly rates: readonly InterestRate[] | null;
  readonly interestAdded: InterestAdded;
}

interface Sums {
  readonly deferred: Pence;
  readonly administration: Pence;
  readonly repaid: Pence;
}

/** What is owed under an agreement on a day. */
export type DeferredDebt = Sums &
  (
    | {
        readonly kind: 'KNOWN';
        /** By the day on what is owed, a 365th of the year's rate; rounded where it is added. */
        readonly interest: Pence;
        readonly debt: Pence;
      }
    | { readonly kind: 'NOT_KNOWN'; readonly reason: string }
  );

/**
 * What is owed on a day: charges deferred, the council's own charge, and the interest of the days
 * before it, less what was repaid. Days without a rate leave the debt not known: another half-year's
 * rate is never taken.
 */
export function debtAt(agreement: DeferredAgreement, until: PlainDate): DeferredDebt {
  const moves = movesUntil(agreement, until);
  const sums = sumsOf(moves);
  const first = moves[0]?.on ?? until;
  const adding = daysOfAdding(agreement.interestAdded, first, until);
  const days = [...new Set([...moves.map(({ on }) => on), ...adding])].sort();
  let [owed, added, open] = [NO_PENCE, NO_PENCE, ZERO];
  for (const [at, day] of days.entries()) {
    if (adding.has(day)) {
      const rounded = toPence(open);
      [owed, added, open] = [pence(owed + rounded), pence(added + rounded), ZERO];
    }
    for (const move of moves) if (move.on === day) owed = pence(owed + signed(move));
    const bearing = { from: day, until: days[at + 1] ?? until };
    if (bearing.from >= bearing.until || owed <= 0n) continue;
    const found = interestOver(agreement.rates, bearing, owed);
    if (found === null) return { kind: 'NOT_KNOWN', ...sums, reason: lacking(day, until) };
    open = plus(open, found);
  }
  const rounded = toPence(open);
  const [interest, debt] = [pence(added + rounded), pence(owed + rounded)];
  return { kind: 'KNOWN', ...sums, interest, debt };
}

const lacking = (from: PlainDate, until: PlainDate): string =>
  `interest not known: a rate is lacking between ${from} and ${until}`;

const signed = ({ of, amount }: Move): bigint => (of === 'repaid' ? -amount : amount);

function sumsOf(moves: readonly Move[]): Sums {
  const sums = { deferred: NO_PENCE, administration: NO_PENCE, repaid: NO_PENCE };
  for (const { of, amount } of moves) sums[of] = pence(sums[of] + amount);
  return sums;
}

const FIRST_MONTHS: Readonly<Record<'MONTHLY' | 'QUARTERLY' | 'HALF_YEARLY', number>> = {
  ...{ MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6 },
};

/** The days after the first and before the last on which interest is added. */
function daysOfAdding(added: InterestAdded, first: PlainDate, until: PlainDate): Set<PlainDate> {
  const days = new Set<PlainDate>();
  if (added === 'NEVER') return days;
  for (let day = addDays(first, 1); day < until; day = addDays(day, 1)) {
    const isFirst = day.endsWith('-01');
    const isDue =
      added === 'DAILY' || (isFirst && (Number(day.slice(5, 7)) - 1) % FIRST_MONTHS[added] === 0);
    if (isDue) days.add(day);
  }
  return days;
}

interface Move {
  readonly on: PlainDate;
  readonly amount: Pence;
  readonly of: 'deferred' | 'administration' | 'repaid';
}

function movesUntil({ deferrals, repayments }: DeferredAgreement, until: PlainDate): Move[] {
  const moves: Move[] = [
    ...deferrals.map(({ on, amount, kind }): Move => {
      return { on, amount, of: kind === 'CARE' ? 'deferred' : 'administration' };
    }),
    ...repayments.map(({ on, amount }): Move => ({ on, amount, of: 'repaid' })),
  ];
  return moves.filter(({ on }) => on <= until).sort((a, b) => (a.on < b.on ? -1 : 1));
}

function interestOver(
  rates: readonly InterestRate[] | null,
  days: { readonly from: PlainDate; readonly until: PlainDate },
  owed: Pence,
): Ratio | null {
  if (rates === null) return ZERO;
  const found = rates.flatMap((rate) => {
    const span = intersect(days, rate.days);
    return span ? [{ days: dayCount(span), percent: rate.percent }] : [];
  });
  const covered = found.reduce((sum, each) => sum + each.days, 0);
  if (covered !== dayCount(days)) return null;
  return found.reduce<Ratio>(
    (sum, each) => plus(sum, times(toPounds(owed), times(each.percent, ratio(each.days, 36_500)))),
    ZERO,
  );
}

/** How much of a charge may still be deferred, the rest being asked for at once. */
export function deferrable(charge: Pence, debt: Pence, limit: Pence): Pence {
  const room = debt >= limit ? NO_PENCE : takePence(limit, debt);
  return charge < room ? charge : room;
}
