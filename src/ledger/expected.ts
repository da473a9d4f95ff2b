import type { MovementId } from '../values/ids.ts';
import { addPence, NO_PENCE, type Pence, takePence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Source } from './draw.ts';
import { type DueBy, type DuePayment, paymentsDue } from './payments-due.ts';
import { type KeptSchedule, standingSchedules } from './schedule.ts';

/**
 * DUE: its day is still to come, and nothing has. LATE: its day is past, and nothing has come.
 * PART_MET: less has come than is to be paid. MET: at least that.
 */
export const EXPECTED_STATUSES = ['DUE', 'LATE', 'PART_MET', 'MET'] as const;
export type ExpectedStatus = (typeof EXPECTED_STATUSES)[number];

/** Surplus that is taken off one payment of a schedule. */
export interface SurplusOffset {
  readonly scheduleId: string;
  readonly dueOn: PlainDate;
  readonly amount: Pence;
}

/** Money of one source that came into an account and was not taken back. */
export interface Receipt extends Source {
  readonly movement: MovementId;
  readonly accountId: string;
  readonly day: PlainDate;
  readonly amount: Pence;
  /** The payment that it meets; null where it was matched to none. */
  readonly meets: { readonly scheduleId: string; readonly dueOn: PlainDate } | null;
}

/** A payment that is expected, and what has come of it. */
export interface ExpectedPayment<Kept extends KeptSchedule = KeptSchedule> extends DuePayment {
  readonly schedule: Kept;
  /** Surplus taken off it; never more than there is of it. */
  readonly offset: Pence;
  /** What is to be paid in, the contribution and the surplus taken off. */
  readonly amount: Pence;
  readonly received: Pence;
  readonly metBy: readonly Receipt[];
  readonly status: ExpectedStatus;
}

/** What one person's schedules came to, as they are kept. */
export interface Kept<Schedule extends KeptSchedule = KeptSchedule> {
  /** In the order in which they were recorded. */
  readonly schedules: readonly Schedule[];
  readonly offsets: readonly SurplusOffset[];
  /** Money of the schedules' sources, in the order of recording. */
  readonly receipts: readonly Receipt[];
}

/**
 * The payments that schedules expect up to a day, with what has come of each, in order of the day
 * they are due. Judged as of `today`.
 */
export function expectedPayments<Schedule extends KeptSchedule>(
  { schedules, offsets, receipts }: Kept<Schedule>,
  due: DueBy,
  today: PlainDate,
): ExpectedPayment<Schedule>[] {
  const offsetsOf = grouped(offsets, keyOf);
  const met = receipts.filter(({ meets }) => meets !== null);
  const receiptsOf = grouped(met, ({ meets }) => keyOf(meets as NonNullable<Receipt['meets']>));
  const found = standingSchedules(schedules).flatMap((schedule) =>
    paymentsDue(schedule, due).map((payment): ExpectedPayment<Schedule> => {
      const key = keyOf({ scheduleId: schedule.id, dueOn: payment.dueOn });
      const metBy = receiptsOf.get(key) ?? [];
      const taken = addPence(...(offsetsOf.get(key) ?? []).map(({ amount }) => amount));
      const offset = taken > payment.amount ? payment.amount : taken;
      const amount = takePence(payment.amount, offset);
      const received = addPence(...metBy.map((receipt) => receipt.amount));
      const status = statusOf({ amount, received, dueOn: payment.dueOn }, today);
      return { ...payment, schedule, offset, amount, received, metBy, status };
    }),
  );
  return found.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

type Awaited = Pick<ExpectedPayment, 'amount' | 'received' | 'dueOn'>;

function statusOf({ amount, received, dueOn }: Awaited, today: PlainDate): ExpectedStatus {
  if (received >= amount) return 'MET';
  if (received > 0n) return 'PART_MET';
  return dueOn < today ? 'LATE' : 'DUE';
}

const keyOf = ({ scheduleId, dueOn }: { scheduleId: string; dueOn: PlainDate }) =>
  `${scheduleId} ${dueOn}`;

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** What of a payment has still to come; nothing where it is met. */
export function outstandingOf({ amount, received }: Pick<Awaited, 'amount' | 'received'>): Pence {
  return received >= amount ? NO_PENCE : takePence(amount, received);
}

/**
 * Money that meets none of the payments: matched to none, or to one that is expected no longer, for
 * its schedule has been ended or replaced or the person has died.
 */
export function receiptsBeside(
  receipts: readonly Receipt[],
  payments: readonly ExpectedPayment[],
): Receipt[] {
  const met = new Set(payments.flatMap(({ metBy }) => metBy));
  return receipts.filter((receipt) => !met.has(receipt));
}

/** What is still to come by a day, late payments and the rest of part-paid ones with it. */
export function stillToCome(payments: readonly ExpectedPayment[], by: PlainDate): Pence {
  const due = payments.filter(({ dueOn }) => dueOn <= by);
  return addPence(...due.map(outstandingOf));
}

/** The next payment of each schedule that is still to come whole or in part, today's included. */
export function nextPayments<Schedule extends KeptSchedule>(
  payments: readonly ExpectedPayment<Schedule>[],
  today: PlainDate,
): ExpectedPayment<Schedule>[] {
  const seen = new Set<string>();
  return payments.filter((payment) => {
    const { dueOn, schedule } = payment;
    if (dueOn < today || outstandingOf(payment) === 0n || seen.has(schedule.id)) return false;
    seen.add(schedule.id);
    return true;
  });
}
