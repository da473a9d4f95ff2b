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

/** Money that partners put together (NHS Act 2006 s75), and who keeps its accounts. */
export const pools = pgTable(
  'pools',
  {
    code: text().notNull(),
    name: text().notNull(),
    host: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'pools_pk', columns: [table.code] })],
);

/** A written agreement about a pool. Never changed: it ends, and another begins. */
export const poolAgreements = pgTable(
  'pool_agreements',
  {
    id: uuid().notNull().defaultRandom(),
    pool: text().notNull(),
    reference: text().notNull(),
    aims: text().notNull(),
    functions: text().notNull(),
    services: text().notNull(),
    /** An office, never somebody’s name. */
    manager: text().notNull(),
    firstDay: date().notNull(),
    untilDay: date().notNull(),
    /** CASH or ACCRUED. */
    accounts: text().notNull(),
    riskShare: text().notNull(),
    carry: text().notNull(),
    /** Of KEEP_UP_TO: the share of a year’s contributions, as a fraction. */
    carryShareN: bigint({ mode: 'bigint' }),
    carryShareD: bigint({ mode: 'bigint' }),
    grantPassesWhole: boolean().notNull(),
    knownFrom: date().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'pool_agreements_pk', columns: [table.id] }),
    unique('pool_agreements_once').on(table.pool, table.reference),
    unique('pool_agreements_of_pool').on(table.id, table.pool),
  ],
);

/** That an agreement ends before it said itself; the earliest of several holds. */
export const poolAgreementEnds = pgTable(
  'pool_agreement_ends',
  {
    agreementId: uuid().notNull(),
    untilDay: date().notNull(),
    reason: text().notNull(),
    knownFrom: date().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'pool_agreement_ends_pk', columns: [table.agreementId, table.untilDay] }),
  ],
);

/** Who is party to an agreement, and how far the risk of it is theirs. */
export const poolPartners = pgTable(
  'pool_partners',
  {
    agreementId: uuid().notNull(),
    organisation: text().notNull(),
    /** A fixed share of the risk, as a fraction; null where risk is not shared so. */
    shareN: bigint({ mode: 'bigint' }),
    shareD: bigint({ mode: 'bigint' }),
    /** The most that it bears of a year’s overspend. */
    mostPence: bigint({ mode: 'bigint' }),
  },
  (table) => [
    primaryKey({ name: 'pool_partners_pk', columns: [table.agreementId, table.organisation] }),
    index('pool_partners_by_organisation').on(table.organisation),
  ],
);

/** What the pool of a year comes to: as first agreed (a blank variation), and after each variation. */
export const poolTotals = pgTable(
  'pool_totals',
  {
    agreementId: uuid().notNull(),
    year: text().notNull(),
    variation: text().notNull(),
    /** The order in which they were recorded: the last is what stands. */
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    totalPence: bigint({ mode: 'bigint' }).notNull(),
    effectiveDay: date().notNull(),
    reason: text().notNull(),
    knownFrom: date().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({
      name: 'pool_totals_pk',
      columns: [table.agreementId, table.year, table.variation],
    }),
  ],
);

/** What a partner is to contribute from one source; a variation adds to it or takes away. */
export const poolContributions = pgTable(
  'pool_contributions',
  {
    agreementId: uuid().notNull(),
    year: text().notNull(),
    variation: text().notNull(),
    partner: text().notNull(),
    /** Where the partner has the money from: Minimum NHS Contribution, DFG and so on. */
    source: text().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({
      name: 'pool_contributions_pk',
      columns: [table.agreementId, table.year, table.variation, table.partner, table.source],
    }),
  ],
);

/** What the money of an agreement is spent on. */
export const poolSchemes = pgTable(
  'pool_schemes',
  {
    agreementId: uuid().notNull(),
    pool: text().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    subType: text(),
    description: text(),
    areaOfSpend: text(),
    commissioner: text().notNull(),
    provider: text(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'pool_schemes_pk', columns: [table.agreementId, table.code] }),
    index('pool_schemes_by_pool').on(table.pool, table.code),
  ],
);

/** What is planned for a scheme in a year from one source; of several the one known last stands. */
export const poolSchemePlans = pgTable(
  'pool_scheme_plans',
  {
    agreementId: uuid().notNull(),
    scheme: text().notNull(),
    year: text().notNull(),
    source: text().notNull(),
    /** REVENUE or CAPITAL. */
    nature: text().notNull(),
    knownFrom: date().notNull(),
    plannedPence: bigint({ mode: 'bigint' }).notNull(),
    outputs: numeric(),
    units: text(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({
      name: 'pool_scheme_plans_pk',
      columns: [
        table.agreementId,
        table.scheme,
        table.year,
        table.source,
        table.nature,
        table.knownFrom,
      ],
    }),
  ],
);

/**
 * That a share of a stream’s money draws on a pool for one scheme, on these days. Null in a scope is
 * every one. Never changed: what is known later of the same pool and scope stands instead.
 */
export const poolRules = pgTable(
  'pool_rules',
  {
    id: uuid().notNull().defaultRandom(),
    agreementId: uuid().notNull(),
    pool: text().notNull(),
    scheme: text().notNull(),
    stream: text().notNull(),
    funder: text(),
    currencyScheme: text(),
    currencyCode: text(),
    /** The share, as an exact fraction. */
    shareN: bigint({ mode: 'bigint' }).notNull(),
    shareD: bigint({ mode: 'bigint' }).notNull(),
    firstDay: date().notNull(),
    untilDay: date().notNull(),
    knownFrom: date().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'pool_rules_pk', columns: [table.id] }),
    unique('pool_rules_once')
      .on(
        table.pool,
        table.scheme,
        table.stream,
        table.funder,
        table.currencyScheme,
        table.currencyCode,
        table.firstDay,
        table.knownFrom,
      )
      .nullsNotDistinct(),
    index('pool_rules_by_stream').on(table.stream),
  ],
);

/** A grant between an NHS body and a council (NHS Act 2006 s256, s76): kept beside a pool, never in it. */
export const poolGrants = pgTable(
  'pool_grants',
  {
    pool: text().notNull(),
    reference: text().notNull(),
    giver: text().notNull(),
    receiver: text().notNull(),
    year: text().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
    purpose: text().notNull(),
    knownFrom: date().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ name: 'pool_grants_pk', columns: [table.pool, table.reference] })],
);

/**
 * A part of a year of which figures of one subject were published: once, and never changed. Without a
 * pool it is of the whole area.
 */
export const publications = pgTable(
  'publications',
  {
    id: uuid().notNull().defaultRandom(),
    subject: text().notNull(),
    pool: text(),
    year: text().notNull(),
    part: text().notNull(),
    asOf: date().notNull(),
    ruleVersion: integer().notNull(),
    publishedBy: text().notNull(),
    publishedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'publications_pk', columns: [table.id] }),
    unique('publications_once')
      .on(table.subject, table.pool, table.year, table.part)
      .nullsNotDistinct(),
  ],
);

/** What of each month of spending out of an account was new when a quarter was published. */
export const publishedMonths = pgTable(
  'published_months',
  {
    publicationId: uuid().notNull(),
    ledgerAccountId: uuid().notNull(),
    accountId: uuid().notNull(),
    month: date().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    primaryKey({
      name: 'published_months_pk',
      columns: [table.publicationId, table.ledgerAccountId, table.month],
    }),
  ],
);

/** What of payments that sources report for somebody in a month was new when a quarter was published. */
export const publishedPayments = pgTable(
  'published_payments',
  {
    publicationId: uuid().notNull(),
    identityId: uuid().notNull(),
    stream: text().notNull(),
    funder: text().notNull(),
    mode: text().notNull(),
    provider: text(),
    scheme: text(),
    currency: text(),
    month: date().notNull(),
    amountPence: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [
    unique('published_payments_once')
      .on(
        table.publicationId,
        table.identityId,
        table.stream,
        table.funder,
        table.mode,
        table.provider,
        table.scheme,
        table.currency,
        table.month,
      )
      .nullsNotDistinct(),
  ],
);

/** What somebody, under a number that is drawn for this publication, brought to it under which codes. */
export const publicationFacts = pgTable(
  'publication_facts',
  {
    publicationId: uuid().notNull(),
    personNumber: integer().notNull(),
    codes: jsonb().notNull(),
    /** Pence by measure. */
    amounts: jsonb().notNull(),
  },
  (table) => [index('publication_facts_by_publication').on(table.publicationId)],
);

/** A table of a publication as it may be shown to anybody; worked out when it is first asked for. */
export const publicationTables = pgTable(
  'publication_tables',
  {
    publicationId: uuid().notNull(),
    measure: text().notNull(),
    by: text().notNull(),
    cells: jsonb().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'publication_tables_pk',
      columns: [table.publicationId, table.measure, table.by],
    }),
  ],
);

/**
 * What the host’s finance records of a pool beside what moves for people: contributions received, and
 * what no person carries. Never changed: an entry is paid, or taken back, by another about it.
 */
export const poolEntries = pgTable(
  'pool_entries',
  {
    id: uuid().notNull().defaultRandom(),
    ordinal: bigint({ mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    pool: text().notNull(),
    /** RECEIVED, SPENT, PAID or REVERSED. */
    kind: text().notNull(),
    /** Of RECEIVED: the year for which it was due. */
    year: text(),
    /** Who contributed; of SPENT whose money it is. */
    partner: text(),
    scheme: text(),
    /** Of SPENT: why no person carries it. */
    carrier: text(),
    /** Of SPENT: REVENUE or CAPITAL. */
    nature: text(),
    amountPence: bigint({ mode: 'bigint' }),
    /** Of SPENT: when what it is for was, or is to be, delivered. */
    incurredDay: date(),
    /** When the money moved; of REVERSED when that takes effect. */
    day: date(),
    words: text(),
    /** Of PAID and REVERSED: which entry. */
    about: uuid(),
    keyScope: text().notNull(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'pool_entries_pk', columns: [table.id] }),
    unique('pool_entries_in_order').on(table.ordinal),
    unique('pool_entries_once_by_key').on(table.keyScope, table.idempotencyKey),
    unique('pool_entries_once_about').on(table.about, table.kind),
    index('pool_entries_by_pool').on(table.pool, table.ordinal),
  ],
);
