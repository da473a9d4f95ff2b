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

/**
 * One line of a file about money that has moved, whichever files tell of it; never changed. What was
 * recorded of it is a movement of the ledger; of one that waits its money is in question.
 */
export const moneyLines = pgTable(
  'money_lines',
  {
    id: uuid().notNull(),
    /** The order of recording. */
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    accountId: uuid().notNull(),
    host: text().notNull(),
    adapter: text().notNull(),
    /** By this the same line is known again in another file. */
    mark: text().notNull(),
    /** By this it is known whether another file says the same of it. */
    said: text().notNull(),
    /** How often the same line was recorded before, and taken back. */
    times: integer().notNull(),
    day: date().notNull(),
    /** Above zero where money came into the account, below where it went out. */
    amountPence: bigint({ mode: 'bigint' }).notNull(),
    /** What the bank says is in the account after it. */
    balancePence: bigint({ mode: 'bigint' }),
    description: text().notNull(),
    directDebit: boolean().notNull(),
    /** The sender's reference of the payment, where a payment run tells of it. */
    reference: text(),
    /** What a payment run says of it besides. */
    payment: jsonb(),
    journalId: uuid().notNull(),
    /** False where the movement had been recorded before, and the line confirms it. */
    posted: boolean().notNull(),
    /** Whether somebody has to decide what it was. */
    waits: boolean().notNull(),
    suggestion: jsonb(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'money_lines_pk', columns: [table.id] }),
    unique('money_lines_in_order').on(table.ordinal),
    unique('money_lines_once').on(table.adapter, table.mark, table.times),
    unique('money_lines_of_account').on(table.id, table.accountId),
    index('money_lines_by_account').on(table.accountId, table.ordinal),
    index('money_lines_by_journal').on(table.journalId),
    index('money_lines_by_reference').on(table.host, table.reference),
    index('money_lines_waiting').on(table.host, table.ordinal).where(sql`waits`),
  ],
);

/** In which row of which file a line stands; more than one where files overlap. */
export const toldLines = pgTable(
  'told_lines',
  {
    deliveryId: uuid().notNull(),
    row: integer().notNull(),
    lineId: uuid().notNull(),
    /** The account of that line: by it the database shows a row or does not. */
    accountId: uuid().notNull(),
  },
  (table) => [
    primaryKey({ name: 'told_lines_pk', columns: [table.deliveryId, table.row] }),
    index('told_lines_by_line').on(table.lineId),
  ],
);

/** What became of a line: decided by somebody (SETTLED), or taken back with its file (TAKEN_BACK). */
export const lineEndings = pgTable(
  'line_endings',
  {
    lineId: uuid().notNull(),
    /** The account of that line: by it the database shows a row or does not. */
    accountId: uuid().notNull(),
    kind: text().notNull(),
    /** What it was decided to be; null where it was taken back. */
    settledAs: text(),
    /** The movement that it was found to be; null where it was none. */
    journalId: uuid(),
    reason: text(),
    endedBy: text().notNull(),
    endedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    keyScope: text(),
    idempotencyKey: text(),
    inputHash: text(),
  },
  (table) => [
    primaryKey({ name: 'line_endings_pk', columns: [table.lineId, table.kind] }),
    unique('line_endings_once_by_key').on(table.keyScope, table.idempotencyKey),
  ],
);

/**
 * What a row of a plan of a pooled fund says is to be spent on a scheme, from one source in one year.
 * It counts as long as its submission speaks.
 */
export const planLines = pgTable(
  'plan_lines',
  {
    submissionId: uuid().notNull(),
    row: integer().notNull(),
    /** Null where the file does not say: then the one pool that its sender hosts. */
    pool: text(),
    year: text().notNull(),
    scheme: text().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    subType: text(),
    description: text(),
    areaOfSpend: text(),
    commissioner: text().notNull(),
    /** Of a scheme commissioned jointly, from 0 to 1. */
    nhsShare: numeric(),
    provider: text(),
    source: text().notNull(),
    nature: text().notNull(),
    plannedPence: bigint({ mode: 'bigint' }).notNull(),
    outputs: numeric(),
    units: text(),
  },
  (table) => [
    primaryKey({ name: 'plan_lines_pk', columns: [table.submissionId, table.row] }),
    index('plan_lines_by_year').on(table.year),
  ],
);

/**
 * Care told for commissioning: whose it is cannot be found out, and it reaches no person. It counts as
 * long as its submission speaks.
 */
export const commissionedActivity = pgTable(
  'commissioned_activity',
  {
    id: uuid().notNull(),
    submissionId: uuid().notNull(),
    row: integer().notNull(),
    /** CARE of one patient, or a CONTRACT_SUM that is no patient's. */
    kind: text().notNull(),
    /** Stands for the patient in every delivery; null where the row does not tell patients apart. */
    patientMark: text(),
    provider: text().notNull(),
    commissioner: text().notNull(),
    stream: text().notNull(),
    scheme: text(),
    currency: text(),
    activity: jsonb(),
    year: text().notNull(),
    /** Of the financial year: 1 is April. */
    month: integer().notNull(),
    /** By this the same care is known again in another feed. */
    careKey: text(),
    quantity: numeric().notNull(),
    /** The sender's own price. */
    reportedPounds: numeric(),
  },
  (table) => [
    primaryKey({ name: 'commissioned_activity_pk', columns: [table.id] }),
    index('commissioned_activity_by_submission').on(table.submissionId),
    index('commissioned_activity_by_contract').on(table.provider, table.year),
  ],
);

/** The one key by which patients of commissioning extracts are marked; requests cannot read it. */
export const patientKeys = pgTable(
  'patient_keys',
  {
    one: boolean().notNull(),
    key: text().notNull(),
  },
  (table) => [primaryKey({ name: 'patient_keys_pk', columns: [table.one] })],
);
