import { boolean, date, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

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
