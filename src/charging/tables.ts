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
    recordedAt: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: 'financial_assessments_pk', columns: [table.id] }),
    unique('financial_assessments_key').on(table.key),
    index('financial_assessments_by_identity').on(table.identityId),
  ],
);

/**
 * Interest and charges of deferred payment agreements in force over days and known from a day: the
 * national maximum of interest, and each council's own. Rows are never changed.
 */
export const deferredRates = pgTable(
  'deferred_rates',
  {
    id: uuid().notNull().defaultRandom(),
    kind: text().notNull(),
    /** Null: the most that any council may ask for. */
    authority: text(),
    firstDay: date().notNull(),
    untilDay: date(),
    knownFrom: date().notNull(),
    /** Per cent a year of INTEREST, pounds of a charge. */
    figure: numeric().notNull(),
    source: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'deferred_rates_pk', columns: [table.id] }),
    unique('deferred_rates_once')
      .on(table.kind, table.authority, table.firstDay, table.knownFrom)
      .nullsNotDistinct(),
  ],
);

/** An agreement by which a council asks for its charges later. Never changed. */
export const deferredAgreements = pgTable(
  'deferred_agreements',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    identityId: uuid().notNull(),
    council: text().notNull(),
    firstDay: date().notNull(),
    interest: text().notNull(),
    interestAdded: text().notNull(),
    /** Marks by which the same request is known again; they tell nothing of what it said. */
    key: text().notNull(),
    request: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'deferred_agreements_pk', columns: [table.id] }),
    unique('deferred_agreements_key').on(table.key),
    index('deferred_agreements_by_identity').on(table.identityId),
  ],
);

/** What is deferred, repaid and valued under an agreement. Never changed: a later row takes one out. */
export const deferredEntries = pgTable(
  'deferred_entries',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    agreementId: uuid().notNull(),
    /** The agreement's, by which the database shows a row or does not. */
    identityId: uuid().notNull(),
    kind: text().notNull(),
    day: date().notNull(),
    amountPence: bigint({ mode: 'bigint' }),
    /** What others have secured on the property before. */
    securedPence: bigint({ mode: 'bigint' }),
    /** Which of the charges that a council may ask for. */
    charge: text(),
    /** The entry that a correction takes out. */
    corrects: uuid(),
    reason: text(),
    key: text().notNull(),
    request: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'deferred_entries_pk', columns: [table.id] }),
    unique('deferred_entries_key').on(table.key),
    unique('deferred_entries_corrected_once').on(table.corrects),
    index('deferred_entries_by_agreement').on(table.agreementId),
  ],
);

/**
 * What somebody else pays a week for a dearer home, from a day on; without an amount, that nobody
 * does from then on. A later row of the same council stands instead from its first day on.
 */
export const topUps = pgTable(
  'top_ups',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    identityId: uuid().notNull(),
    council: text().notNull(),
    firstDay: date().notNull(),
    untilDay: date(),
    /** Who pays, by what they are to the person: never a name. */
    payer: text(),
    weeklyPence: bigint({ mode: 'bigint' }),
    key: text().notNull(),
    request: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'top_ups_pk', columns: [table.id] }),
    unique('top_ups_key').on(table.key),
    index('top_ups_by_identity').on(table.identityId),
  ],
);
