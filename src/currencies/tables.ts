import {
  bigint,
  boolean,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

/** A family of currencies (what is paid for), with the days it is in force. */
export const currencySchemes = pgTable(
  'currency_schemes',
  {
    code: text().notNull(),
    name: text().notNull(),
    measure: text().notNull(),
    /** Its codes are diagnoses: only clinical readers are told them. */
    clinical: boolean().notNull(),
    /** A pattern that each code has in full. */
    form: text().notNull(),
    /** Codes of digits are filled up with noughts in front to this length; null where they are not. */
    digits: integer(),
    firstDay: date().notNull(),
    untilDay: date(),
    succeededBy: text(),
    source: text().notNull(),
    position: integer().notNull(),
  },
  (table) => [primaryKey({ name: 'currency_schemes_pk', columns: [table.code] })],
);

/** One thing that is paid for. */
export const currencies = pgTable(
  'currencies',
  {
    scheme: text().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    groupName: text(),
    firstDay: date().notNull(),
    untilDay: date(),
    /** Why the code must not be used; null where it may. */
    unusable: text(),
    reviewEvery: integer(),
    reviewUnit: text(),
    source: text().notNull(),
  },
  (table) => [primaryKey({ name: 'currencies_pk', columns: [table.scheme, table.code] })],
);

/**
 * A price of a currency: in force over days, and known from a day. Rows are never changed: a price
 * that was raised later is a second row over the same days, known from a later day.
 */
export const tariffs = pgTable(
  'tariffs',
  {
    id: uuid().notNull().defaultRandom(),
    scheme: text().notNull(),
    code: text().notNull(),
    kind: text().notNull(),
    /** Null: the price of every provider that has none of its own. */
    provider: text(),
    firstDay: date().notNull(),
    untilDay: date(),
    knownFrom: date().notNull(),
    pounds: numeric(),
    percent: numeric(),
    trimPoint: integer(),
    longStayPounds: numeric(),
    points: numeric(),
    illustrative: boolean().notNull(),
    source: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'tariffs_pk', columns: [table.id] }),
    index('tariffs_by_code').on(table.scheme, table.code, table.kind, table.firstDay),
  ],
);

/** Days on which a kind of care of a scheme has no unit price at all, and why. */
export const unpricedKinds = pgTable(
  'unpriced_kinds',
  {
    scheme: text().notNull(),
    kind: text().notNull(),
    firstDay: date().notNull(),
    untilDay: date(),
    reason: text().notNull(),
    source: text().notNull(),
  },
  (table) => [
    primaryKey({ name: 'unpriced_kinds_pk', columns: [table.scheme, table.kind, table.firstDay] }),
  ],
);

/** What a provider's prices are multiplied by for the unavoidable costs of its place. */
export const marketForcesFactors = pgTable(
  'market_forces_factors',
  {
    provider: text().notNull(),
    firstDay: date().notNull(),
    untilDay: date(),
    knownFrom: date().notNull(),
    factor: numeric().notNull(),
    source: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({
      name: 'market_forces_factors_pk',
      columns: [table.provider, table.firstDay, table.knownFrom],
    }),
  ],
);

/**
 * A year's contract between a commissioner and a provider. Rows are never changed: other terms are
 * another version, and the latest recorded stands.
 */
export const contracts = pgTable(
  'contracts',
  {
    id: uuid().notNull().defaultRandom(),
    code: text().notNull(),
    commissioner: text().notNull(),
    provider: text().notNull(),
    year: text().notNull(),
    version: integer().notNull(),
    form: text().notNull(),
    /** Percentage of the price of elective activity that is paid, or of its difference from plan. */
    variablePercent: numeric(),
    variableBasis: text(),
    baselinePence: bigint({ mode: 'bigint' }),
    marginalPercent: numeric(),
    limitPence: bigint({ mode: 'bigint' }),
    source: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'contracts_pk', columns: [table.id] }),
    unique('contracts_version').on(table.code, table.year, table.version),
    index('contracts_by_parties').on(table.provider, table.commissioner, table.year),
  ],
);

/** What a contract plans for a month of its year, 1 is April. */
export const contractMonths = pgTable(
  'contract_months',
  {
    contractId: uuid().notNull(),
    month: integer().notNull(),
    fixedPence: bigint({ mode: 'bigint' }).notNull(),
    electivePence: bigint({ mode: 'bigint' }).notNull(),
    otherPence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ name: 'contract_months_pk', columns: [table.contractId, table.month] })],
);
