import {
  date,
  index,
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
