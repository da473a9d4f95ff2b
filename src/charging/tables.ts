import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * A figure of the charging regulations in force over days and known from a day; with an authority,
 * what that council guarantees above the national floor. Rows are never changed.
 */
export const chargingRates = pgTable(
  'charging_rates',
  {
    id: uuid().notNull().defaultRandom(),
    kind: text().notNull(),
    /** Null: the national figure. */
    authority: text(),
    firstDay: date().notNull(),
    untilDay: date(),
    knownFrom: date().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
    /** Worked out from figures that were read, not read itself. */
    deduced: boolean().notNull(),
    source: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'charging_rates_pk', columns: [table.id] }),
    unique('charging_rates_once')
      .on(table.kind, table.authority, table.firstDay, table.knownFrom)
      .nullsNotDistinct(),
  ],
);

/** When somebody born on these days reaches pension age: on a day, or at an age. */
export const pensionAges = pgTable(
  'pension_ages',
  {
    bornFrom: date().notNull(),
    bornUntil: date(),
    reachedOn: date(),
    years: integer(),
    months: integer(),
    source: text().notNull(),
  },
  (table) => [primaryKey({ name: 'pension_ages_pk', columns: [table.bornFrom] })],
);

/**
 * What a council has assessed that a person is to pay, and from what. Never changed: a later one of
 * the same council stands instead from its first day on.
 */
export const financialAssessments = pgTable(
  'financial_assessments',
  {
    id: uuid().notNull().defaultRandom(),
    /** The order in which they were recorded, whatever the clock says. */
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    identityId: uuid().notNull(),
    council: text().notNull(),
    firstDay: date().notNull(),
    untilDay: date(),
    /** The means that were assessed, in full. */
    inputs: jsonb().notNull(),
    /** The dated list of weekly sums, without the working. */
    outcome: jsonb().notNull(),
    /** The steps of each entry of the list, in its order. */
    working: jsonb().notNull(),
    /** Marks by which the same request is known again; they tell nothing of what it said. */
    key: text().notNull(),
    request: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'financial_assessments_pk', columns: [table.id] }),
    unique('financial_assessments_key').on(table.key),
    index('financial_assessments_by_identity').on(table.identityId),
  ],
);
