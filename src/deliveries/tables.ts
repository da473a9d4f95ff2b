import { sql } from 'drizzle-orm';
import {
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/** One file (or set of files) received from one organisation in one format. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid().notNull().defaultRandom(),
    adapter: text().notNull(),
    sender: text().notNull(),
    basis: text().notNull(),
    sha256: text().notNull(),
    status: text().notNull(),
    rows: integer().notNull().default(0),
    accepted: integer().notNull().default(0),
    rejected: integer().notNull().default(0),
    notes: jsonb().notNull().default([]),
    streams: jsonb().notNull().default([]),
    asOf: date(),
    speaksFrom: date(),
    speaksUntil: date(),
    receivedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    receivedOn: date().notNull().default(sql`current_date`),
    loadedAt: timestamp({ withTimezone: true }),
    withdrawnAt: timestamp({ withTimezone: true }),
    withdrawnReason: text(),
  },
  (table) => [
    primaryKey({ name: 'deliveries_pk', columns: [table.id] }),
    uniqueIndex('deliveries_loaded_once')
      .on(table.adapter, table.sender, table.sha256)
      .where(sql`status = 'LOADED'`),
    index('deliveries_by_sender').on(table.sender, table.adapter),
  ],
);

/**
 * The part of a delivery that is replaced as one: a council's period, a commissioner's month, one
 * award's reference. `scope` names what it can replace.
 */
export const submissions = pgTable(
  'submissions',
  {
    id: uuid().notNull(),
    deliveryId: uuid().notNull(),
    scope: text().notNull(),
    periodFrom: date(),
    periodUntil: date(),
    createdBySender: text(),
    asOf: date().notNull(),
  },
  (table) => [
    primaryKey({ name: 'submissions_pk', columns: [table.id] }),
    index('submissions_by_scope').on(table.scope),
    index('submissions_by_delivery').on(table.deliveryId),
  ],
);

/** The days a submission speaks for, and from when to when that was how things stood. */
export const submissionWindows = pgTable(
  'submission_windows',
  {
    submissionId: uuid().notNull(),
    fromDay: date(),
    untilDay: date(),
    knownFrom: timestamp({ withTimezone: true }).notNull().defaultNow(),
    knownUntil: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('submission_windows_now').on(table.submissionId).where(sql`known_until is null`),
    index('submission_windows_past').on(table.submissionId, table.knownUntil),
  ],
);

/** A row that was not taken, and why. The reason never repeats what the row says. */
export const rejects = pgTable(
  'rejects',
  {
    deliveryId: uuid().notNull(),
    row: integer().notNull(),
    position: integer().notNull(),
    field: text().notNull(),
    code: text().notNull(),
    reason: text().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'rejects_pk',
      columns: [table.deliveryId, table.row, table.position],
    }),
  ],
);
