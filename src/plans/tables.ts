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

/** A review of a person's support in one stream that was held. Never changed. */
export const supportReviews = pgTable(
  'support_reviews',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    identityId: uuid().notNull(),
    stream: text().notNull(),
    /** Of the plan, of how a direct payment was used, or of who is eligible. */
    kind: text().notNull(),
    heldOn: date().notNull(),
    organisation: text().notNull(),
    recordedBy: text().notNull(),
    key: text().notNull(),
    request: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: 'support_reviews_pk', columns: [table.id] }),
    unique('support_reviews_key').on(table.key),
    index('support_reviews_by_identity').on(table.identityId),
  ],
);

/**
 * A need of a person that is not met: what nobody pays for or offers yet. Never changed, only ended.
 */
export const unmetNeeds = pgTable(
  'unmet_needs',
  {
    id: uuid().notNull().defaultRandom(),
    /** The order in which they were recorded, whatever the clock says. */
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    identityId: uuid().notNull(),
    /** Of SI 2015/313 reg 2(2), or an area of wellbeing of Care Act 2014 s1(2). */
    outcome: text().notNull(),
    need: text().notNull(),
    /** Which stream would meet it; null where nobody has said. */
    stream: text(),
    /** Null, with the two below: nobody knows what it costs. */
    assessedPence: bigint({ mode: 'bigint' }),
    unmetPence: bigint({ mode: 'bigint' }),
    /** A week, a year, or once. */
    per: text(),
    reason: text().notNull(),
    reasonWords: text(),
    firstDay: date().notNull(),
    organisation: text().notNull(),
    key: text().notNull(),
    request: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: 'unmet_needs_pk', columns: [table.id] }),
    unique('unmet_needs_of_identity').on(table.id, table.identityId),
    unique('unmet_needs_key').on(table.key),
    index('unmet_needs_by_identity').on(table.identityId),
  ],
);

/** That a need is unmet no longer, and why; one for each need. Never changed. */
export const unmetNeedEnds = pgTable(
  'unmet_need_ends',
  {
    needId: uuid().notNull(),
    /** As the need says, so that the row tells whose it is. */
    identityId: uuid().notNull(),
    reason: text().notNull(),
    /** The first day on which it is unmet no more. */
    endedOn: date().notNull(),
    key: text().notNull(),
    request: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: 'unmet_need_ends_pk', columns: [table.needId] }),
    unique('unmet_need_ends_key').on(table.key),
    index('unmet_need_ends_by_identity').on(table.identityId),
  ],
);
