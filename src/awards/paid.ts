import { NO_PENCE, type Pence, takePence, toPence, toPounds } from '../values/money.ts';
import { dayCount, intersect, type Span, union } from '../values/period.ts';
import { addDays } from '../values/plain-date.ts';
import { plus, type Ratio, ratio, times, ZERO } from '../values/ratio.ts';
import type { Payment, ToldAward } from './award.ts';
import type { Segment } from './segment.ts';
import { weeklyOver } from './weekly.ts';

/**
 * The public share of what a RECURRING line's payments say went out for days of a year, or of
 * another span: a payment counts for the days it covers, by their number; one made gross counts less
 * the contribution due for those days, collected or not, each day once. Null where the source
 * reports no payments, or where a gross payment's contribution is not known. Rounds once.
 */
export function paidOver(within: Span, segments: readonly Segment[]): Pence | null {
  if (segments.some(({ award }) => !award.reportsPayments)) return null;
  let total: Pence = NO_PENCE;
  for (const { award } of segments) {
    const paid = publicShare(award, within);
    if (paid === null) return null;
    total = (total + paid) as Pence;
  }
  return total;
}

function publicShare(award: ToldAward, within: Span): Pence | null {
  const parts = award.payments.map((payment) => {
    const days = daysPaidFor(award, payment);
    return { payment, part: partIn(within, payment.amount, days) };
  });
  const out = parts.reduce((total, { part }) => (total + part.pence) as Pence, NO_PENCE);
  const gross = parts.flatMap(({ payment, part }) => (payment.gross ? (part.days ?? []) : []));
  const due = contributionDue(award, union(gross));
  if (due === null) return null;
  const share = takePence(out, toPence(due));
  return share < 0n ? NO_PENCE : share;
}

/**
 * The days a payment counts for: those it covers on which the award is in force. A payment for days
 * on which it is not in force counts on the award's nearest day, so that none is lost from view.
 */
function daysPaidFor({ days }: ToldAward, { covers, paidOn }: Payment): Span {
  const from = covers.from ?? paidOn;
  const covered = { from, until: covers.until ?? addDays(from, 1) };
  const inForce = intersect(covered, days);
  if (inForce) return inForce;
  if (covered.until <= days.from) return { from: days.from, until: addDays(days.from, 1) };
  const end = days.until ?? covered.until;
  return { from: addDays(end, -1), until: end };
}

/** The part of a payment for days of a span; parts of spans that follow on add up to the payment. */
export function partIn(
  within: Span,
  amount: Pence,
  all: Span,
): { pence: Pence; days: Span | null } {
  const upTo = (until: Span['until']): Pence => {
    const days = intersect(all, { from: null, until });
    if (!days) return NO_PENCE;
    return toPence(times(toPounds(amount), ratio(dayCount(days), dayCount(all))));
  };
  return {
    pence: takePence(upTo(within.until), upTo(within.from)),
    days: intersect(all, within),
  };
}

/** The contribution due for the days, exactly; null where it is not known. */
function contributionDue(award: ToldAward, days: readonly Span[]): Ratio | null {
  if (days.length === 0) return ZERO;
  const inForce = days.flatMap((span) => intersect(span, award.days) ?? []);
  switch (award.contribution.kind) {
    case 'NONE':
      return ZERO;
    case 'WEEKLY':
      return weeklyOver(award.contribution.pounds, inForce);
    default:
      return null;
  }
}

/**
 * The public share paid of a ONE_OFF or ACTIVITY award, whichever day it was paid. Null where the
 * source reports none, or where a gross payment's contribution is not known.
 */
export function paidInAll(award: ToldAward): Pence | null {
  if (!award.reportsPayments) return null;
  const out = award.payments.reduce<Ratio>(
    (total, payment) => plus(total, toPounds(payment.amount)),
    ZERO,
  );
  if (!award.payments.some((payment) => payment.gross)) return toPence(out);
  return award.contribution.kind === 'NONE' ? toPence(out) : null;
}
