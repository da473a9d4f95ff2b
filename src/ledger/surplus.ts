import { type Pence, takePence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type ExpectedPayment, nextPayments, outstandingOf } from './expected.ts';
import { BadAmount } from './refusals.ts';
import { MoreThanPayment, MoreThanSurplus, NotNextPayment } from './schedule-refusals.ts';

/** Surplus to be taken off a payment. */
export interface SaidOffset {
  readonly schedule: string;
  readonly dueOn: PlainDate;
  readonly amount: Pence;
}

/** What of one source is in an account. */
export interface FreeMoney {
  /** Neither promised nor set aside. */
  readonly free: Pence;
  /** Free money of all sources, less the payments that nobody answers for yet. */
  readonly freeInAll: Pence;
}

/**
 * Refuses what may not be taken off a payment. Surplus is taken off the next one of its schedule,
 * never an earlier nor a later one, and no more of it than there is of the payment; nor more than the source has free in the
 * account, less what is taken off payments that are still to come (SI 2013/1617 reg 15 for NHS money;
 * SI 2014/2871 for a council's). Throws a MoneyRefused.
 */
export function refuseOffset(
  { schedule, dueOn, amount }: SaidOffset,
  payments: readonly ExpectedPayment[],
  { free, freeInAll }: FreeMoney,
  today: PlainDate,
): void {
  if (amount <= 0n) throw new BadAmount('amount', 'is not more than nothing');
  const next = nextPayments(payments, today).find((each) => each.schedule.id === schedule);
  if (next?.dueOn !== dueOn) {
    const reason = next
      ? `is not that of the next payment, ${next.dueOn}`
      : 'is that of no payment: none of the schedule is still to come';
    throw new NotNextPayment('dueOn', reason);
  }
  if (amount > outstandingOf(next)) {
    throw new MoreThanPayment('amount', 'is more than there is of the payment');
  }
  const taken = payments.filter((each) => each.dueOn >= today).map(({ offset }) => offset);
  const surplus = takePence(free < freeInAll ? free : freeInAll, ...taken);
  if (amount > surplus) {
    throw new MoreThanSurplus('amount', 'is more than is free in the account of this source');
  }
}
