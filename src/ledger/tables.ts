import { isNotNull, sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * Money that is held for a person, by the organisation that hosts it. Belongs to the identity under
 * which it was opened: linking and unlinking people move no money.
 */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid().notNull().defaultRandom(),
    identityId: uuid().notNull(),
    mode: text().notNull(),
    host: text().notNull(),
    openedBy: text().notNull(),
    openedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
  },
  (table) => [
    primaryKey({ name: 'accounts_pk', columns: [table.id] }),
    unique('accounts_once_by_key').on(table.host, table.idempotencyKey),
    index('accounts_by_identity').on(table.identityId),
    index('accounts_by_host').on(table.host, table.identityId),
  ],
);

/**
 * One place that money of one source can be in: where it comes from (FUNDING), where it is held, or
 * where it has gone. Its balance is the sum of its entries, kept in the transaction that writes them.
 * A payment that nobody answers for yet has no source: IN_QUESTION, and what of it has gone out.
 */
export const ledgerAccounts = pgTable(
  'ledger_accounts',
  {
    id: uuid().notNull().defaultRandom(),
    accountId: uuid().notNull(),
    stream: text(),
    funder: text(),
    kind: text().notNull(),
    balancePence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'ledger_accounts_pk', columns: [table.id] }),
    unique('ledger_accounts_once')
      .on(table.accountId, table.stream, table.funder, table.kind)
      .nullsNotDistinct(),
    unique('ledger_accounts_of_account').on(table.id, table.accountId),
    index('ledger_accounts_promised').on(table.id).where(sql`${table.kind} = 'COMMITTED'`),
  ],
);

/** One movement of money, with two dates: when it took effect and when it was recorded. */
export const journals = pgTable(
  'journals',
  {
    id: uuid().notNull().defaultRandom(),
    /** The order of recording; by it journals are sealed. */
    ordinal: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity(),
    accountId: uuid().notNull(),
    host: text().notNull(),
    kind: text().notNull(),
    effectiveDay: date().notNull(),
    /** The financial year of that day. */
    year: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull(),
    actor: text().notNull(),
    operation: text().notNull(),
    /** Within what the key stands for one movement: the acting organisation, or the holder. */
    keyScope: text().notNull(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
    reverses: uuid(),
    reason: text(),
    payee: text(),
    purpose: text(),
    /** Of a transfer, the account into which it goes; of its reversal the same. */
    otherAccountId: uuid(),
    /** The earlier journal that this one ends, pays, gives back or decides. */
    about: uuid(),
    /** The days that the money is for, the last not included. */
    coversFrom: date(),
    coversUntil: date(),
    /** Whether it was paid in before the contribution was taken off; null where that is not said. */
    gross: boolean(),
    /** The payment schedule that it meets. */
    scheduleId: uuid(),
    dueDay: date(),
    /** The provider's number of the bill. */
    invoice: text(),
    /** How a payment in question was decided. */
    outcome: text(),
    /** Where an import brought it: a delivery, and the row of it. */
    deliveryId: uuid(),
    row: integer(),
  },
  (table) => [
    primaryKey({ name: 'journals_pk', columns: [table.id] }),
    unique('journals_in_order').on(table.ordinal),
    unique('journals_of_year').on(table.id, table.year),
    unique('journals_once_by_key').on(table.operation, table.keyScope, table.idempotencyKey),
    unique('journals_reversed_once').on(table.reverses),
    index('journals_by_account').on(table.accountId, table.ordinal),
    index('journals_by_other_account')
      .on(table.otherAccountId, table.ordinal)
      .where(isNotNull(table.otherAccountId)),
    index('journals_by_about').on(table.about).where(isNotNull(table.about)),
    index('journals_by_schedule').on(table.scheduleId).where(isNotNull(table.scheduleId)),
    index('journals_by_delivery')
      .on(table.deliveryId, table.row)
      .where(isNotNull(table.deliveryId)),
    index('journals_by_invoice').on(table.accountId, table.invoice).where(isNotNull(table.invoice)),
  ],
);

/**
 * What a journal adds to each ledger account, in pence; below zero where it takes away. Those of one
 * journal sum to zero. Partitioned by financial year.
 */
export const entries = pgTable(
  'entries',
  {
    year: text().notNull(),
    journalId: uuid().notNull(),
    line: integer().notNull(),
    ledgerAccountId: uuid().notNull(),
    /** The account of that ledger account: by it the database shows an entry or does not. */
    accountId: uuid().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'entries_pk', columns: [table.year, table.journalId, table.line] }),
    index('entries_by_ledger_account').on(table.ledgerAccountId),
  ],
);

/**
 * What went to providers of one place in one month, less what came back; kept by the transaction that
 * writes the entries. Whoever adds up months has no need of the entries.
 */
export const spendingMonths = pgTable(
  'spending_months',
  {
    ledgerAccountId: uuid().notNull(),
    /** The account of that ledger account: by it the database shows a month or does not. */
    accountId: uuid().notNull(),
    /** The first day of the month in which it took effect. */
    month: date().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'spending_months_pk', columns: [table.ledgerAccountId, table.month] }),
    index('spending_months_by_month').on(table.month),
  ],
);

/**
 * What went to providers in a month of one stream and funder, of everybody together, but for what
 * `spending_changes` hold.
 */
export const spendingSums = pgTable(
  'spending_sums',
  {
    stream: text().notNull(),
    funder: text().notNull(),
    /** The first day of the month in which it took effect. */
    month: date().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'spending_sums_pk', columns: [table.stream, table.funder, table.month] }),
  ],
);

/**
 * What money added to these sums that was moved lately. Whoever moves money adds a row and waits for
 * nobody; one in a hundred of them adds the rows up, where no other is at it.
 */
export const spendingChanges = pgTable(
  'spending_changes',
  {
    id: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    stream: text().notNull(),
    funder: text().notNull(),
    month: date().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ name: 'spending_changes_pk', columns: [table.id] })],
);

/** Years in which a host records no more money, by its dated act. */
export const closedYears = pgTable(
  'closed_years',
  {
    host: text().notNull(),
    year: text().notNull(),
    closedBy: text().notNull(),
    closedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'closed_years_pk', columns: [table.host, table.year] })],
);

/**
 * A payment that is expected again and again, of one source into one account; it posts nothing.
 * Never changed: a later one of the same account, stream and funder replaces from its first day on.
 */
export const paymentSchedules = pgTable(
  'payment_schedules',
  {
    id: uuid().notNull().defaultRandom(),
    /** The order in which they were recorded, whatever the clock says. */
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    accountId: uuid().notNull(),
    stream: text().notNull(),
    funder: text().notNull(),
    /** The funder’s own number of the award that is paid. */
    awardReference: text(),
    every: text().notNull(),
    terms: text().notNull(),
    timing: text().notNull(),
    ratePounds: numeric().notNull(),
    per: text().notNull(),
    /** What the person is to pay a week; null where the schedule does not say. */
    weeklyContributionPence: bigint({ mode: 'bigint' }),
    firstDay: date().notNull(),
    untilDay: date(),
    firstPaymentOn: date().notNull(),
    /** Why it was set, for the person to read; null where nobody said. */
    reason: text(),
    keyScope: text().notNull(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: 'payment_schedules_pk', columns: [table.id] }),
    unique('payment_schedules_once_by_key').on(table.keyScope, table.idempotencyKey),
    unique('payment_schedules_of_account').on(table.id, table.accountId),
    index('payment_schedules_by_account').on(table.accountId),
  ],
);

/** That a schedule ends before it said itself; the earliest of several holds. */
export const paymentScheduleEnds = pgTable(
  'payment_schedule_ends',
  {
    id: uuid().notNull().defaultRandom(),
    scheduleId: uuid().notNull(),
    /** The account of that schedule: by it the database shows an end or does not. */
    accountId: uuid().notNull(),
    untilDay: date().notNull(),
    reason: text().notNull(),
    keyScope: text().notNull(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: 'payment_schedule_ends_pk', columns: [table.id] }),
    unique('payment_schedule_ends_once_by_key').on(table.keyScope, table.idempotencyKey),
    index('payment_schedule_ends_by_schedule').on(table.scheduleId),
  ],
);

/** Surplus in the account that is taken off one payment of a schedule. It moves no money. */
export const surplusOffsets = pgTable(
  'surplus_offsets',
  {
    id: uuid().notNull().defaultRandom(),
    scheduleId: uuid().notNull(),
    /** The account of that schedule: by it the database shows an offset or does not. */
    accountId: uuid().notNull(),
    dueDay: date().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
    reason: text().notNull(),
    keyScope: text().notNull(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: 'surplus_offsets_pk', columns: [table.id] }),
    unique('surplus_offsets_once_by_key').on(table.keyScope, table.idempotencyKey),
    index('surplus_offsets_by_schedule').on(table.scheduleId),
  ],
);

/**
 * A written notice by which a funder asks for its unspent money back: why, how much, by which law and
 * until when somebody may ask for it to be looked at again. Never changed; it moves no money.
 */
export const reclaimNotices = pgTable(
  'reclaim_notices',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity(),
    accountId: uuid().notNull(),
    stream: text().notNull(),
    funder: text().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
    reasons: text().notNull(),
    law: text().notNull(),
    noticedOn: date().notNull(),
    /** The last day on which reconsideration may be asked for. */
    reconsiderBy: date().notNull(),
    dueBy: date().notNull(),
    noticedBy: text().notNull(),
    keyScope: text().notNull(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'reclaim_notices_pk', columns: [table.id] }),
    unique('reclaim_notices_once_by_key').on(table.keyScope, table.idempotencyKey),
    unique('reclaim_notices_of_account').on(table.id, table.accountId),
    index('reclaim_notices_by_account').on(table.accountId),
  ],
);

/** A notice that its funder took back, and why. What was given back by it until then stays so. */
export const reclaimWithdrawals = pgTable(
  'reclaim_withdrawals',
  {
    noticeId: uuid().notNull(),
    /** The account of that notice: by it the database shows a withdrawal or does not. */
    accountId: uuid().notNull(),
    reason: text().notNull(),
    withdrawnBy: text().notNull(),
    keyScope: text().notNull(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'reclaim_withdrawals_pk', columns: [table.noticeId] }),
    unique('reclaim_withdrawals_once_by_key').on(table.keyScope, table.idempotencyKey),
  ],
);

/** By which notice a movement gave money back. */
export const reclaimPayments = pgTable(
  'reclaim_payments',
  {
    journalId: uuid().notNull(),
    noticeId: uuid().notNull(),
    /** The account of that notice: by it the database shows a payment or does not. */
    accountId: uuid().notNull(),
  },
  (table) => [
    primaryKey({ name: 'reclaim_payments_pk', columns: [table.journalId] }),
    index('reclaim_payments_by_notice').on(table.noticeId),
  ],
);

/**
 * What of a source's unspent money is kept when a year closes, by the rule in force at its end. Says
 * what is to be done, and moves nothing.
 */
export const carryForwards = pgTable(
  'carry_forwards',
  {
    accountId: uuid().notNull(),
    year: text().notNull(),
    stream: text().notNull(),
    funder: text().notNull(),
    keptPence: bigint({ mode: 'bigint' }).notNull(),
    returnPence: bigint({ mode: 'bigint' }).notNull(),
    contingencyPence: bigint({ mode: 'bigint' }).notNull(),
    /** The rule and how it came to that, in words. */
    rule: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({
      name: 'carry_forwards_pk',
      columns: [table.accountId, table.year, table.stream, table.funder],
    }),
  ],
);
