import type { Line } from '../awards/line.ts';
import { type Segment, segmentOf } from '../awards/segment.ts';
import { weeklyOver } from '../awards/weekly.ts';
import { NO_PENCE } from '../values/money.ts';
import { dayCount, intersect, type Span } from '../values/period.ts';
import { plus, type Ratio, ratio, times, ZERO } from '../values/ratio.ts';
import { shareOfCharge, shareOfCost } from './contribution.ts';

/**
 * What the person is asked to pay towards a line for the days alone, in exact pounds: as its source
 * tells, else as their financial assessment says. Null where neither says it of each day, and of
 * one sum that belongs to no days.
 */
export function dueOver(line: Line, days: readonly Span[]): Ratio | null {
  if (line.contribution === NO_PENCE) return ZERO;
  if (line.award.basis !== 'RECURRING') return null;
  let due: Ratio = ZERO;
  for (const segment of line.segments) {
    const inForce = both(segment.days, days);
    const part = inForce.length === 0 ? ZERO : partDue(line, segment, inForce);
    if (part === null) return null;
    due = plus(due, part);
  }
  return due;
}

function partDue(line: Line, { award }: Segment, days: readonly Span[]): Ratio | null {
  const { contribution } = award;
  switch (contribution.kind) {
    case 'NONE':
      return ZERO;
    case 'WEEKLY':
      return times(weeklyOver(contribution.pounds, days), shareOfCharge(line));
    case 'WHOLE': {
      const { exact } = segmentOf(award, days);
      return exact && times(exact, shareOfCost(line));
    }
    default:
      return assessedOver(line, days);
  }
}

function assessedOver({ assessed }: Line, days: readonly Span[]): Ratio | null {
  let due: Ratio = ZERO;
  let open = days.reduce((count, span) => count + dayCount(span), 0);
  for (const each of assessed?.due ?? []) {
    for (const span of both([each.days], days)) {
      if (each.pounds === null) return null;
      due = plus(due, times(each.pounds, ratio(dayCount(span), dayCount(each.days))));
      open -= dayCount(span);
    }
  }
  return open === 0 ? due : null;
}

function both(some: readonly Span[], others: readonly Span[]): Span[] {
  return some.flatMap((span) => others.flatMap((other) => intersect(span, other) ?? []));
}
