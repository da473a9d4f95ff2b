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
