import {
  bigint,
  customType,
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

/**
 * "I think this is wrong": what somebody asks about a person's money, or what they would have instead,
 * and by when they are to be answered. Never changed; it is open while it has no answer.
 */
export const queries = pgTable(
  'queries',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    identityId: uuid().notNull(),
    /** What kind of thing it is about, and which: an id, a day or a number; null where it is neither. */
    about: text().notNull(),
    subject: text(),
    /** What is asked for where it is about a change; else null. */
    choice: text(),
    /** Who is named, and as what, where it is about a helper; else null. */
    helper: jsonb(),
    /** Codes of the streams that it is about; none where it is about no stream. */
    streams: jsonb().notNull(),
    /** The account that it is about, and who hosts it; null where it is about none. */
    accountId: uuid(),
    host: text(),
    /** Whose money it is, where that is one organisation’s. */
    funder: text(),
    words: text().notNull(),
    askedBy: text().notNull(),
    /** As what they asked, and for which organisation where they acted for one. */
    askedAs: text().notNull(),
    organisation: text(),
    askedOn: date().notNull(),
    answerBy: date().notNull(),
    /** The rule from which that day follows, in words. */
    rule: text().notNull(),
    /** Marks by which the same request is known again; they tell nothing of what it said. */
    key: text().notNull(),
    request: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'queries_pk', columns: [table.id] }),
    unique('queries_key').on(table.key),
    index('queries_by_identity').on(table.identityId),
    index('queries_by_host').on(table.host),
    index('queries_by_funder').on(table.funder),
  ],
);

/** What was answered to a query. Never changed; of several the last one stands. */
export const queryAnswers = pgTable(
  'query_answers',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    queryId: uuid().notNull(),
    /** The identity of the query. */
    identityId: uuid().notNull(),
    outcome: text().notNull(),
    words: text().notNull(),
    answeredBy: text().notNull(),
    answeredAs: text().notNull(),
    organisation: text(),
    key: text().notNull(),
    request: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'query_answers_pk', columns: [table.id] }),
    unique('query_answers_key').on(table.key),
    index('query_answers_by_query').on(table.queryId),
  ],
);

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A file attached to a query as evidence, whole. Never changed. */
export const queryFiles = pgTable(
  'query_files',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    queryId: uuid().notNull(),
    /** The identity of the query. */
    identityId: uuid().notNull(),
    name: text().notNull(),
    /** Found in what it holds. */
    type: text().notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
    body: bytea().notNull(),
    sentBy: text().notNull(),
    sentAs: text().notNull(),
    organisation: text(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'query_files_pk', columns: [table.id] }),
    unique('query_files_once').on(table.queryId, table.sha256),
  ],
);
