import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

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
  (table) => [
    primaryKey({ name: 'audit_events_pk', columns: [table.id] }),
    index('audit_events_by_key').on(sql`(details ->> 'key')`).where(sql`action = 'match-decided'`),
  ],
);

/**
 * Who looked at whom, when and why: opaque ids and codes only. Written before the answer leaves,
 * and sealed in blocks soon after.
 */
export const reads = pgTable(
  'reads',
  {
    id: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    subject: text().notNull(),
    role: text().notNull(),
    organisation: text(),
    personId: uuid().notNull(),
    /** Codes of the streams whose money was in the answer. */
    streams: jsonb().notNull(),
    reason: text().notNull(),
    requestId: text(),
  },
  (table) => [
    primaryKey({ name: 'reads_pk', columns: [table.id] }),
    index('reads_by_person').on(table.personId, table.id),
  ],
);

/** Rows of reads or of audit events from one id to another, chained by their hash. */
export const auditBlocks = pgTable(
  'audit_blocks',
  {
    ordinal: bigint({ mode: 'bigint' }).notNull(),
    /** READS or EVENTS. */
    kind: text().notNull(),
    firstId: bigint({ mode: 'bigint' }).notNull(),
    lastId: bigint({ mode: 'bigint' }).notNull(),
    rows: integer().notNull(),
    previousHash: text().notNull(),
    hash: text().notNull(),
    sealedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'audit_blocks_pk', columns: [table.kind, table.ordinal] })],
);

/** Entries that the Caldicott Guardian holds back from the person's own list, for a stated time. */
export const readHolds = pgTable(
  'read_holds',
  {
    readId: bigint({ mode: 'bigint' }).notNull(),
    untilDay: date().notNull(),
    reason: text().notNull(),
    heldBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'read_holds_pk', columns: [table.readId] })],
);
