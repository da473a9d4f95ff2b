import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
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
 * One way in which one source has described somebody: immutable, known by the fingerprint of all
 * it says. `personId` is the oldest identity of those that are the same person: the person's id.
 */
export const identities = pgTable(
  'identities',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity(),
    fingerprint: text().notNull(),
    source: text().notNull(),
    namespace: text().notNull(),
    localId: text(),
    nhsNumber: text(),
    nino: text(),
    surname: text(),
    givenNames: text(),
    birthDate: date(),
    deathDate: date(),
    postcode: text(),
    personId: uuid(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'identities_pk', columns: [table.id] }),
    unique('identities_fingerprint').on(table.fingerprint),
    index('identities_by_nhs_number').on(table.nhsNumber).where(sql`nhs_number is not null`),
    index('identities_by_nino').on(table.nino).where(sql`nino is not null`),
    index('identities_by_local_id')
      .on(table.localId, table.source, table.namespace)
      .where(sql`local_id is not null`),
    index('identities_by_person').on(table.personId),
  ],
);

/** Which delivery (or recorded link) described the identity; only live ones count. */
export const sightings = pgTable(
  'sightings',
  {
    identityId: uuid().notNull(),
    seenIn: uuid().notNull(),
    live: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ name: 'sightings_pk', columns: [table.identityId, table.seenIn] }),
    index('sightings_by_delivery').on(table.seenIn, table.identityId),
  ],
);

/** Somebody's decision, with its evidence, that an NHS number and a NINO are one person's. */
export const recordedLinks = pgTable(
  'recorded_links',
  {
    id: uuid().notNull().defaultRandom(),
    evidence: text().notNull(),
    madeBy: text().notNull(),
    madeAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    undoneBy: text(),
    undoneAt: timestamp({ withTimezone: true }),
  },
  (table) => [primaryKey({ name: 'recorded_links_pk', columns: [table.id] })],
);
