import {
  bigint,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * Money that is held for a person, by the organisation that hosts it. Belongs to the identity under
 * which it was opened: linking and unlinking people move no money.
 */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid().notNull().defaultRandom(),
    identityId: uuid().notNull(),
    mode: text().notNull(),
    host: text().notNull(),
    openedBy: text().notNull(),
    openedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
  },
  (table) => [
    primaryKey({ name: 'accounts_pk', columns: [table.id] }),
    unique('accounts_once_by_key').on(table.host, table.idempotencyKey),
    index('accounts_by_identity').on(table.identityId),
    index('accounts_by_host').on(table.host, table.identityId),
  ],
);

/**
 * One place that money of one source can be in: where it comes from (FUNDING), where it is held, or
 * where it has gone. Its balance is the sum of its entries, kept in the transaction that writes them.
 */
export const ledgerAccounts = pgTable(
  'ledger_accounts',
  {
    id: uuid().notNull().defaultRandom(),
    accountId: uuid().notNull(),
    stream: text().notNull(),
    funder: text().notNull(),
    kind: text().notNull(),
    balancePence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'ledger_accounts_pk', columns: [table.id] }),
    unique('ledger_accounts_once').on(table.accountId, table.stream, table.funder, table.kind),
    unique('ledger_accounts_of_account').on(table.id, table.accountId),
  ],
);

/** One movement of money, with two dates: when it took effect and when it was recorded. */
export const journals = pgTable(
  'journals',
  {
    id: uuid().notNull().defaultRandom(),
    /** The order of recording; by it journals are sealed. */
    ordinal: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity(),
    accountId: uuid().notNull(),
    host: text().notNull(),
    kind: text().notNull(),
    effectiveDay: date().notNull(),
    /** The financial year of that day. */
    year: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull(),
    actor: text().notNull(),
    operation: text().notNull(),
    /** Within what the key stands for one movement: the acting organisation, or the holder. */
    keyScope: text().notNull(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
    reverses: uuid(),
    reason: text(),
    payee: text(),
    purpose: text(),
  },
  (table) => [
    primaryKey({ name: 'journals_pk', columns: [table.id] }),
    unique('journals_in_order').on(table.ordinal),
    unique('journals_of_year').on(table.id, table.year),
    unique('journals_once_by_key').on(table.operation, table.keyScope, table.idempotencyKey),
    unique('journals_reversed_once').on(table.reverses),
    index('journals_by_account').on(table.accountId, table.ordinal),
  ],
);

/**
 * What a journal adds to each ledger account, in pence; below zero where it takes away. Those of one
 * journal sum to zero. Partitioned by financial year.
 */
export const entries = pgTable(
  'entries',
  {
    year: text().notNull(),
    journalId: uuid().notNull(),
    line: integer().notNull(),
    ledgerAccountId: uuid().notNull(),
    /** The account of that ledger account: by it the database shows an entry or does not. */
    accountId: uuid().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'entries_pk', columns: [table.year, table.journalId, table.line] }),
    index('entries_by_ledger_account').on(table.ledgerAccountId),
  ],
);

/** Years in which a host records no more money, by its dated act. */
export const closedYears = pgTable(
  'closed_years',
  {
    host: text().notNull(),
    year: text().notNull(),
    closedBy: text().notNull(),
    closedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'closed_years_pk', columns: [table.host, table.year] })],
);
