import { date, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Who works with whom: a signed-in subject and a person, named by one identity of theirs. */
export const relationships = pgTable(
  'relationships',
  {
    subject: text().notNull(),
    identityId: uuid().notNull(),
    /** Null: it had begun before it was recorded. */
    fromDay: date(),
    untilDay: date(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'relationships_pk', columns: [table.subject, table.identityId] }),
    index('relationships_by_identity').on(table.identityId),
  ],
);
