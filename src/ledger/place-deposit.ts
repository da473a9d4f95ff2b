import type { Transaction } from '../db/database.ts';
import { isUuid } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import { fromFirstToLast, type Span } from '../values/period.ts';
import { addDays, later, type PlainDate } from '../values/plain-date.ts';
import type { Source } from './draw.ts';
import { type ExpectedPayment, expectedPayments } from './expected.ts';
import { keptOfSource, type RecordedSchedule } from './expected-store.ts';
import type { LockedAccount } from './journal-store.ts';
import { matchDeposit, paymentNamed } from './match-deposit.ts';
import { NotFound } from './refusals.ts';
import { BadDays, NotExpected } from './schedule-refusals.ts';

/** What may be said of money that came in beside whose it is and how much. */
export interface DepositPlace {
  /** The payment schedule that it meets. */
  readonly schedule?: string | null | undefined;
  /** The days that it is for. */
  readonly covers?: Span | null | undefined;
  /** Whether it was paid before the contribution was taken off. */
  readonly gross?: boolean | null | undefined;
}

/** The days from a first to a last one; null where neither is said. Throws a BadDays. */
export function coveredDays(
  firstDay: PlainDate | null | undefined,
  lastDay: PlainDate | null | undefined,
): Span | null {
  if (!firstDay && !lastDay) return null;
  if (!firstDay || !lastDay) {
    throw new BadDays(firstDay ? 'lastDay' : 'firstDay', 'is needed beside the other');
  }
  if (lastDay < firstDay) throw new BadDays('lastDay', 'is before the first day');
  return fromFirstToLast(firstDay, lastDay);
}

/** Where a deposit stands among what is expected, as its journal keeps it. */
export interface PlacedDeposit {
  readonly scheduleId: string | null;
  readonly dueDay: PlainDate | null;
  readonly covers: Span | null;
  readonly gross: boolean | null;
}

export interface ArrivedDeposit extends DepositPlace {
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
}

/**
 * Finds the payment that a deposit is. Where a schedule is named, its payment for the days that are
 * said, else its earliest that is not met, whatever the amount; refused where there is none. Where
 * none is named, the one that `matchDeposit` takes it for, if there is one. What the payment is for
 * stands with the deposit, where it says nothing itself. Throws a MoneyRefused.
 */
export async function placeDeposit(
  tx: Transaction,
  account: LockedAccount,
  source: Source,
  said: ArrivedDeposit,
): Promise<PlacedDeposit> {
  const { schedule, effectiveDay, amount, gross = null } = said;
  const covers = said.covers ?? null;
  const facts = await keptOfSource(tx, account, source);
  const named = schedule ?? null;
  if (named !== null && !(isUuid(named) && facts.schedules.some(({ id }) => id === named))) {
    throw unknownSchedule();
  }
  const by = addDays(later(effectiveDay, covers?.from ?? effectiveDay), DAYS_AHEAD);
  const payments = expectedPayments(facts, { by, diedOn: facts.diedOn }, effectiveDay);
  const payment =
    named === null
      ? matchDeposit({ amount, day: effectiveDay, covers }, payments)
      : paymentNamed(named, covers, payments);
  if (named !== null && payment === null) {
    const reason = 'expects no payment for these days that has not been met';
    throw new NotExpected('schedule', reason);
  }
  return placed(payment, covers, gross);
}

/** Far enough for the next payment of any schedule. */
const DAYS_AHEAD = 62;

export const unknownSchedule = () =>
  new NotFound('schedule', 'is none by that id of this account, stream and funder');

function placed(
  payment: ExpectedPayment<RecordedSchedule> | null,
  covers: Span | null,
  gross: boolean | null,
): PlacedDeposit {
  return {
    scheduleId: payment?.schedule.id ?? null,
    dueDay: payment?.dueOn ?? null,
    covers: covers ?? payment?.days ?? null,
    gross: gross ?? (payment ? payment.schedule.terms === 'GROSS' : null),
  };
}
