import { NO_PENCE, type Pence, pence, takePence, toPence, toPounds } from '../values/money.ts';
import { dayCount, intersect, type Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { plus, type Ratio, ratio, times, ZERO } from '../values/ratio.ts';

/**
 * The most that may be deferred against a property: 90 per cent of its value less the lower capital
 * limit, never below nothing. Source: SI 2014/2671; £165,000 gives £134,250.
 */
export function equityLimit(value: Pence, lowerCapitalLimit: Pence): Pence {
  const share = toPence(times(toPounds(value), ratio(9, 10)));
  return share > lowerCapitalLimit ? takePence(share, lowerCapitalLimit) : NO_PENCE;
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

export interface DeferredAgreement {
  readonly deferrals: readonly Deferral[];
  readonly repayments: readonly Repayment[];
  readonly rates: readonly InterestRate[];
}

/** What is owed under an agreement on a day. */
export type DeferredDebt =
  | {
      readonly kind: 'KNOWN';
      readonly deferred: Pence;
      readonly administration: Pence;
      /** By the day on what is owed of the charges, a 365th of the year's rate; rounded once. */
      readonly interest: Pence;
      readonly repaid: Pence;
      readonly debt: Pence;
    }
  | { readonly kind: 'NOT_KNOWN'; readonly reason: string };

/**
 * What is owed on a day: charges deferred, the council's own charge, and the interest of the days
 * before it, which itself bears none, less what was repaid. Repayments count against the charges first. Days without
 * a rate leave the debt not known: another half-year's rate is never taken.
 */
export function debtAt(agreement: DeferredAgreement, until: PlainDate): DeferredDebt {
  const sums = { deferred: NO_PENCE, administration: NO_PENCE, repaid: NO_PENCE };
  const moves = movesUntil(agreement, until);
  let interest: Ratio = ZERO;
  let owed = NO_PENCE;
  for (const [at, move] of moves.entries()) {
    sums[move.of] = pence(sums[move.of] + move.amount);
    owed = pence(owed + (move.of === 'repaid' ? -move.amount : move.amount));
    const bearing = { from: move.on, until: moves[at + 1]?.on ?? until };
    if (bearing.from >= bearing.until || owed <= 0n) continue;
    const found = interestOver(agreement.rates, bearing, owed);
    if (found === null) {
      const reason = `interest not known: a rate is lacking between ${bearing.from} and ${until}`;
      return { kind: 'NOT_KNOWN', reason };
    }
    interest = plus(interest, found);
  }
  const rounded = toPence(interest);
  return { kind: 'KNOWN', ...sums, interest: rounded, debt: pence(owed + rounded) };
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
  rates: readonly InterestRate[],
  days: { readonly from: PlainDate; readonly until: PlainDate },
  owed: Pence,
): Ratio | null {
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
