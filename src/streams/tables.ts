import {
  boolean,
  date,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

/** A funding stream: whose sector, what its money is to the person, and whether it may charge. */
export const streams = pgTable(
  'streams',
  {
    code: text().notNull(),
    name: text().notNull(),
    sector: text().notNull(),
    nature: text().notNull(),
    chargeable: boolean().notNull(),
    closedOn: date(),
    position: integer().notNull(),
    source: text().notNull(),
  },
  (table) => [primaryKey({ name: 'streams_pk', columns: [table.code] })],
);

/** A council, NHS body, provider or department, with the days its code is in force. */
export const organisations = pgTable(
  'organisations',
  {
    code: text().notNull(),
    name: text().notNull(),
    kind: text().notNull(),
    fromDay: date(),
    untilDay: date(),
    succeededBy: text(),
    source: text().notNull(),
  },
  (table) => [primaryKey({ name: 'organisations_pk', columns: [table.code] })],
);

/** The area's register of sources: who is expected to send which stream by which format. */
export const expectedSources = pgTable(
  'expected_sources',
  {
    stream: text().notNull(),
    adapter: text().notNull(),
    organisation: text().notNull(),
    fromDay: date().notNull(),
    untilDay: date(),
  },
  (table) => [
    primaryKey({
      name: 'expected_sources_pk',
      columns: [table.stream, table.adapter, table.organisation],
    }),
  ],
);

/** The local area this tenant serves; a demonstration area has a fixed day. */
export const localAreas = pgTable(
  'local_areas',
  { name: text().notNull(), fixedDay: date() },
  (table) => [primaryKey({ name: 'local_areas_pk', columns: [table.name] })],
);

/** What money may be spent on. */
export const purposes = pgTable(
  'purposes',
  {
    code: text().notNull(),
    name: text().notNull(),
    position: integer().notNull(),
    source: text().notNull(),
  },
  (table) => [primaryKey({ name: 'purposes_pk', columns: [table.code] })],
);

/** What each stream's money may be spent on; a purpose without a row here it may not fund. */
export const streamPurposes = pgTable(
  'stream_purposes',
  { stream: text().notNull(), purpose: text().notNull(), source: text().notNull() },
  (table) => [primaryKey({ name: 'stream_purposes_pk', columns: [table.stream, table.purpose] })],
);

/** Streams whose money nobody holds in an account for a person, and why in words. */
export const undepositableStreams = pgTable(
  'undepositable_streams',
  { stream: text().notNull(), reason: text().notNull(), source: text().notNull() },
  (table) => [primaryKey({ name: 'undepositable_streams_pk', columns: [table.stream] })],
);

/**
 * What law or a local policy says of money that is held for people, in force over days and known
 * from a day; null in a scope is every one. Rows are never changed.
 */
export const moneyRules = pgTable(
  'money_rules',
  {
    id: uuid().notNull().defaultRandom(),
    kind: text().notNull(),
    /** Of which review; null for rules of other kinds. */
    review: text(),
    organisation: text(),
    organisationKind: text(),
    stream: text(),
    firstDay: date().notNull(),
    untilDay: date(),
    knownFrom: date().notNull(),
    value: text().notNull(),
    /** A policy of a place, or this hub's default; else law. */
    local: boolean().notNull(),
    source: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'money_rules_pk', columns: [table.id] }),
    unique('money_rules_once')
      .on(
        table.kind,
        table.review,
        table.organisation,
        table.organisationKind,
        table.stream,
        table.firstDay,
        table.knownFrom,
      )
      .nullsNotDistinct(),
  ],
);
