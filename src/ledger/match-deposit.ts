import type { Pence } from '../values/money.ts';
import { contains, type Span } from '../values/period.ts';
import { daysBetween, type PlainDate } from '../values/plain-date.ts';
import { type ExpectedPayment, outstandingOf } from './expected.ts';

/** How many days before or after its day a payment may come and still be taken for it. */
export const MATCH_TOLERANCE_DAYS = 10;

/** Money that has come in, of the source and account whose payments are looked at. */
export interface Arrived {
  readonly amount: Pence;
  readonly day: PlainDate;
  /** The days it is for, where that is said. */
  readonly covers: Span | null;
}

/**
 * The payment that money which has come in is taken for: of those, in order of the day they are due,
 * the earliest of which exactly this amount is still to come, and whose day is within the tolerance;
 * where its days are said, one for these days. Null where there is none: nobody guesses.
 */
export function matchDeposit<Payment extends ExpectedPayment>(
  { amount, day, covers }: Arrived,
  payments: readonly Payment[],
): Payment | null {
  return (
    payments.find(
      (payment) =>
        outstandingOf(payment) === amount &&
        Math.abs(daysBetween(payment.dueOn, day)) <= MATCH_TOLERANCE_DAYS &&
        (covers === null || contains(payment.days, covers.from)),
    ) ?? null
  );
}

/**
 * The payment of a schedule that is named: the one for the days that are said, else the earliest that
 * is not met, whatever the amount. Null where there is none.
 */
export function paymentNamed<Payment extends ExpectedPayment>(
  schedule: string,
  covers: Span | null,
  payments: readonly Payment[],
): Payment | null {
  const own = payments.filter((payment) => payment.schedule.id === schedule);
  const found =
    covers === null
      ? own.find((payment) => payment.status !== 'MET')
      : own.find(({ days }) => contains(days, covers.from));
  return found ?? null;
}
