import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  numeric,
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
    index('identities_by_birth_date').on(table.birthDate).where(sql`birth_date is not null`),
    index('identities_by_postcode').on(table.postcode).where(sql`postcode is not null`),
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

/** The stated weights of the matching model and its thresholds; a version is never changed. */
export const matchModels = pgTable(
  'match_models',
  {
    version: integer().notNull(),
    weights: jsonb().notNull(),
    /** At or above: linked without review. */
    linkFrom: numeric().notNull(),
    /** At or above, and below `linkFrom`: for review. */
    reviewFrom: numeric().notNull(),
    source: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'match_models_pk', columns: [table.version] })],
);

/**
 * Two identities that the model found to be perhaps one person's, with the evidence; what it made
 * of them, and what somebody decided. A pair decided "not the same" is never proposed again.
 */
export const matchPairs = pgTable(
  'match_pairs',
  {
    id: uuid().notNull().defaultRandom(),
    /** The identity first seen of the two. */
    leftId: uuid().notNull(),
    rightId: uuid().notNull(),
    weight: numeric().notNull(),
    /** Each field compared, how it agreed and what that weighed; no value of either side. */
    evidence: jsonb().notNull(),
    modelVersion: integer().notNull(),
    /** LINKED or REVIEW, as the model made it. */
    outcome: text().notNull(),
    foundAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** LINK, NOT_SAME or CANNOT_TELL; null while nobody has decided. */
    decision: text(),
    decidedBy: text(),
    decidedAt: timestamp({ withTimezone: true }),
    reason: text(),
  },
  (table) => [
    primaryKey({ name: 'match_pairs_pk', columns: [table.id] }),
    unique('match_pairs_once').on(table.leftId, table.rightId),
    index('match_pairs_by_right').on(table.rightId),
    index('match_pairs_waiting').on(table.id).where(sql`outcome = 'REVIEW' and decision is null`),
  ],
);

/** A record whose address nobody may learn from the hub, for the person's safety. */
export const recordRestrictions = pgTable(
  'record_restrictions',
  {
    id: uuid().notNull().defaultRandom(),
    identityId: uuid().notNull(),
    reason: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    endedBy: text(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ name: 'record_restrictions_pk', columns: [table.id] }),
    index('record_restrictions_by_identity').on(table.identityId),
  ],
);

/** In which language, size and form a person reads; of several what they chose last. Never changed. */
export const readings = pgTable(
  'readings',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    identityId: uuid().notNull(),
    language: text().notNull(),
    size: text().notNull(),
    format: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'readings_pk', columns: [table.id] }),
    index('readings_by_identity').on(table.identityId),
  ],
);

/** A person's national data opt-out: no identifiable use of their record beyond their own care. */
export const optOuts = pgTable(
  'opt_outs',
  {
    id: uuid().notNull().defaultRandom(),
    identityId: uuid().notNull(),
    evidence: text().notNull(),
    firstDay: date().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    endedBy: text(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ name: 'opt_outs_pk', columns: [table.id] }),
    index('opt_outs_by_identity').on(table.identityId),
  ],
);

/**
 * What a row of a delivery says of its person that only totals need (`characteristic.ts`). It counts as
 * long as its submission stands; of one submission the last row that says it.
 */
export const characteristics = pgTable(
  'characteristics',
  {
    submissionId: uuid().notNull(),
    row: integer().notNull(),
    kind: text().notNull(),
    identityId: uuid().notNull(),
    code: text().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'characteristics_pk',
      columns: [table.submissionId, table.row, table.kind],
    }),
    index('characteristics_by_identity').on(table.identityId),
  ],
);

/**
 * Which fifth of areas by deprivation a postcode is in, 1 the most deprived; reference data, of nobody.
 * Of one postcode what is known last stands.
 */
export const deprivationAreas = pgTable(
  'deprivation_areas',
  {
    /** Without its space. */
    postcode: text().notNull(),
    knownFrom: date().notNull(),
    fifth: integer().notNull(),
    source: text().notNull(),
  },
  (table) => [
    primaryKey({ name: 'deprivation_areas_pk', columns: [table.postcode, table.knownFrom] }),
  ],
);
