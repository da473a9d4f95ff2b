import { bigint, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** What was changed, when and by whom. Holds opaque ids and codes only, nothing about a person. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    actor: text().notNull(),
    action: text().notNull(),
    details: jsonb().notNull(),
  },
  (table) => [primaryKey({ name: 'audit_events_pk', columns: [table.id] })],
);
