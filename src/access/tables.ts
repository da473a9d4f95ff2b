import {
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

/**
 * A way that the law opens for what one sector holds to be shown to another, for direct care or by
 * a named regulation. Without one, and without the person's agreement, nothing passes.
 */
export const sharingGateways = pgTable(
  'sharing_gateways',
  {
    id: uuid().notNull().defaultRandom(),
    /** Whose data. */
    ofSector: text().notNull(),
    /** Data of this sender only; null for every sender of the sector. */
    source: text(),
    /** To whom it may be shown. */
    toSector: text().notNull(),
    basis: text().notNull(),
    regulation: text().notNull(),
    purpose: text().notNull(),
    firstDay: date().notNull(),
    untilDay: date(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'sharing_gateways_pk', columns: [table.id] }),
    unique('sharing_gateways_once')
      .on(table.ofSector, table.source, table.toSector, table.basis, table.firstDay)
      .nullsNotDistinct(),
  ],
);

/**
 * What a person has said about showing a stream to a sector: an agreement opens, an objection shuts
 * whatever else is open. Never changed: taken back by an end.
 */
export const personalWishes = pgTable(
  'personal_wishes',
  {
    id: uuid().notNull().defaultRandom(),
    identityId: uuid().notNull(),
    kind: text().notNull(),
    /** Null: every stream. */
    stream: text(),
    /** Null: every sector. */
    toSector: text(),
    purpose: text().notNull(),
    givenBy: text().notNull(),
    evidence: text().notNull(),
    firstDay: date().notNull(),
    untilDay: date(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    endedBy: text(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ name: 'personal_wishes_pk', columns: [table.id] }),
    index('personal_wishes_by_identity').on(table.identityId),
  ],
);

/**
 * Somebody who acts for a person: by which power, on what evidence, for which streams and days. A
 * word from the person suspends it at once. Never changed: ended, or recorded anew.
 */
export const representatives = pgTable(
  'representatives',
  {
    id: uuid().notNull().defaultRandom(),
    identityId: uuid().notNull(),
    /** The sign-in of the representative. */
    subject: text().notNull(),
    /** What the person calls them; null where nobody said. */
    name: text(),
    kind: text().notNull(),
    evidence: text().notNull(),
    /** Codes of the streams that they may see; null for all. */
    streams: jsonb(),
    firstDay: date().notNull(),
    untilDay: date(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    suspendedAt: timestamp({ withTimezone: true }),
    endedBy: text(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ name: 'representatives_pk', columns: [table.id] }),
    index('representatives_by_subject').on(table.subject),
    index('representatives_by_identity').on(table.identityId),
  ],
);

/** A worker's caseload as the case system sends it: it counts while its delivery stands. */
export const allocations = pgTable(
  'allocations',
  {
    submissionId: uuid().notNull(),
    row: integer().notNull(),
    identityId: uuid().notNull(),
    subject: text().notNull(),
    team: text().notNull(),
    firstDay: date().notNull(),
    untilDay: date(),
  },
  (table) => [
    primaryKey({ name: 'allocations_pk', columns: [table.submissionId, table.row] }),
    index('allocations_by_subject').on(table.subject),
    index('allocations_by_identity').on(table.identityId),
  ],
);

/** A worker who opened a person's record without a relationship, why, and until when. */
export const openings = pgTable(
  'openings',
  {
    id: uuid().notNull().defaultRandom(),
    identityId: uuid().notNull(),
    subject: text().notNull(),
    organisation: text(),
    /** WORK for a caseload of one's own; BREAK_GLASS in an emergency, for hours. */
    kind: text().notNull(),
    reason: text().notNull(),
    openedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    untilAt: timestamp({ withTimezone: true }).notNull(),
    reviewedBy: text(),
    reviewedAt: timestamp({ withTimezone: true }),
    review: text(),
  },
  (table) => [
    primaryKey({ name: 'openings_pk', columns: [table.id] }),
    index('openings_by_subject').on(table.subject),
  ],
);
