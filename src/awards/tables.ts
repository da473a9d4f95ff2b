import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * What one row of one delivery says a stream gives a person. Append-only; which days of it count is
 * said by the windows of its submission. `relevantFrom` and `relevantUntil` bound the years in
 * which a reader needs the row.
 */
export const awards = pgTable(
  'awards',
  {
    id: uuid().notNull(),
    submissionId: uuid().notNull(),
    row: integer().notNull(),
    identityId: uuid().notNull(),
    stream: text().notNull(),
    funder: text().notNull(),
    basis: text().notNull(),
    mode: text().notNull(),
    legalBasis: text().notNull(),
    reference: text(),
    service: text(),
    serviceRank: integer(),
    counts: boolean().notNull().default(true),
    firstDay: date().notNull(),
    untilDay: date(),
    relevantFrom: date().notNull(),
    relevantUntil: date(),
    year: text(),
    completedOn: date(),
    amount: numeric(),
    per: text(),
    unitsPerWeek: numeric(),
    unpricedReason: text(),
    contribution: text().notNull(),
    contributionPounds: numeric(),
    contributionReason: text().notNull(),
    reportsPayments: boolean().notNull(),
    scheme: text(),
    currency: text(),
    description: text().notNull(),
    rawFigures: text().notNull(),
    element: text(),
    ceilingPence: bigint({ mode: 'bigint' }),
    hasMovements: boolean().notNull().default(false),
    /** Share of the currency's price that this award pays, in per cent; null is all of it. */
    currencyShare: numeric(),
    /** Care to be priced by tariff when it is read, as an activity of the payment system. */
    activity: jsonb(),
    /** Who gave the care. */
    provider: text(),
    /** Names the same piece of care in whichever feed it comes. */
    careKey: text(),
    /** The sender's own price of an activity, against which the hub's is checked. */
    reportedPounds: numeric(),
  },
  (table) => [
    primaryKey({ name: 'awards_pk', columns: [table.id] }),
    index('awards_by_identity').on(table.identityId).where(sql`counts`),
    index('awards_by_submission').on(table.submissionId),
    index('awards_by_funder').on(table.funder, table.identityId).where(sql`counts`),
    index('awards_by_currency')
      .on(table.stream, table.funder)
      .where(sql`counts and scheme is not null and basis <> 'ACTIVITY'`),
    index('awards_by_provider').on(table.provider, table.year).where(sql`activity is not null`),
  ],
);

/** A payment that a source reports under an award, and the days it covers. */
export const payments = pgTable(
  'payments',
  {
    awardId: uuid().notNull(),
    row: integer().notNull(),
    reference: text().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
    gross: boolean().notNull(),
    paidOn: date().notNull(),
    coversFrom: date(),
    coversUntil: date(),
  },
  (table) => [primaryKey({ name: 'payments_pk', columns: [table.awardId, table.reference] })],
);

/** A claim against a ceiling, repaid in arrears; `paidPence` null until it is paid. */
export const claims = pgTable(
  'claims',
  {
    awardId: uuid().notNull(),
    row: integer().notNull(),
    reference: text().notNull(),
    form: text().notNull(),
    supportFrom: date().notNull(),
    supportUntil: date().notNull(),
    claimedPence: bigint({ mode: 'bigint' }).notNull(),
    paidPence: bigint({ mode: 'bigint' }),
    paidOn: date(),
    paidTo: text(),
    employerPence: bigint({ mode: 'bigint' }),
    customerPence: bigint({ mode: 'bigint' }),
  },
  (table) => [primaryKey({ name: 'claims_pk', columns: [table.awardId, table.reference] })],
);

/**
 * How the cost of one person's stream is shared between funders over days: agreed, or in dispute
 * with one of them paying meanwhile. Decisions are never changed: a later one replaces from its
 * first day on.
 */
export const fundingDecisions = pgTable(
  'funding_decisions',
  {
    id: uuid().notNull().defaultRandom(),
    identityId: uuid().notNull(),
    stream: text().notNull(),
    firstDay: date().notNull(),
    untilDay: date(),
    state: text().notNull(),
    interimPayer: text(),
    reason: text().notNull(),
    decidedBy: text().notNull(),
    /** What kind of decision it is; null of one that was recorded without saying. */
    kind: text(),
    /** What it is recorded on; null of one that was recorded by the operator. */
    evidence: text(),
    /** The organisation that recorded it; null where that was the operator. */
    organisation: text(),
    /** Marks by which the same request is known again; they tell nothing of what it said. */
    key: text(),
    request: text(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ name: 'funding_decisions_pk', columns: [table.id] }),
    unique('funding_decisions_key').on(table.key),
    index('funding_decisions_by_identity').on(table.identityId),
  ],
);

/** One funder's share of a decision, in per cent; the shares of a decision come to 100. */
export const fundingShares = pgTable(
  'funding_shares',
  {
    decisionId: uuid().notNull(),
    funder: text().notNull(),
    percent: numeric().notNull(),
  },
  (table) => [primaryKey({ name: 'funding_shares_pk', columns: [table.decisionId, table.funder] })],
);
