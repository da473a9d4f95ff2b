import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * Who recorded an award that no file brings, and on what evidence; the award itself stands with the
 * others, told by a delivery and a submission of its own. Never changed.
 */
export const recordedAwards = pgTable(
  'recorded_awards',
  {
    awardId: uuid().notNull(),
    submissionId: uuid().notNull(),
    identityId: uuid().notNull(),
    evidence: text().notNull(),
    /** Marks by which the same request is known again; they tell nothing of what it said. */
    key: text().notNull(),
    request: text().notNull(),
    recordedBy: text().notNull(),
    /** As what they recorded it: the role of their sign-in. */
    recordedAs: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'recorded_awards_pk', columns: [table.awardId] }),
    unique('recorded_awards_submission').on(table.submissionId),
    unique('recorded_awards_key').on(table.key),
    index('recorded_awards_by_identity').on(table.identityId),
  ],
);

/** The last day of a recorded award, and why; of several the one recorded last holds. Never changed. */
export const awardEnds = pgTable(
  'award_ends',
  {
    id: uuid().notNull().defaultRandom(),
    /** The order in which they were recorded, whatever the clock says. */
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    awardId: uuid().notNull(),
    identityId: uuid().notNull(),
    untilDay: date().notNull(),
    reason: text().notNull(),
    evidence: text().notNull(),
    key: text().notNull(),
    request: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: 'award_ends_pk', columns: [table.id] }),
    unique('award_ends_key').on(table.key),
    index('award_ends_by_award').on(table.awardId),
  ],
);

/** That a person was told how much money they have: when, how and by whom. Never changed. */
export const toldAmounts = pgTable(
  'told_amounts',
  {
    id: uuid().notNull().defaultRandom(),
    /** The order in which they were recorded, whatever the clock says. */
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    identityId: uuid().notNull(),
    /** Null: everything that they have in the year. */
    stream: text(),
    year: text().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
    toldOn: date().notNull(),
    how: text().notNull(),
    /** In words: the role of whoever told them. */
    toldBy: text().notNull(),
    evidence: text().notNull(),
    organisation: text().notNull(),
    key: text().notNull(),
    request: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'told_amounts_pk', columns: [table.id] }),
    unique('told_amounts_key').on(table.key),
    index('told_amounts_by_identity').on(table.identityId),
  ],
);
