import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw, sql } from '../../src/db/database.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { runOn } from '../commands/running.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { ANN, columnsOf, holdOneOfEverything, type StoredColumn } from './one-of-everything.ts';

const MONEY = 'account_id in (select id from accounts where identity_id = any(ids))';

/** The ids of what is held of the identities, by its table. */
const HELD_IN = {
  identities: 'ids',
  awards: 'array(select id from awards where identity_id = any(ids))',
  funding_decisions: 'array(select id from funding_decisions where identity_id = any(ids))',
  accounts: 'array(select id from accounts where identity_id = any(ids))',
  journals: `array(select id from journals where ${MONEY})`,
  deferred_agreements: 'array(select id from deferred_agreements where identity_id = any(ids))',
  queries: 'array(select id from queries where identity_id = any(ids))',
  reclaim_notices: `array(select id from reclaim_notices where ${MONEY})`,
  unmet_needs: 'array(select id from unmet_needs where identity_id = any(ids))',
  ledger_accounts: `array(select id from ledger_accounts where ${MONEY})`,
  money_lines: `array(select id from money_lines where ${MONEY})`,
} as const;

/** Columns that say whose a row is: by an identity, a person, or what is held of one. */
const WHOSE: Readonly<Record<string, keyof typeof HELD_IN>> = {
  identity_id: 'identities',
  person_id: 'identities',
  left_id: 'identities',
  right_id: 'identities',
  award_id: 'awards',
  decision_id: 'funding_decisions',
  account_id: 'accounts',
  journal_id: 'journals',
  ledger_account_id: 'ledger_accounts',
  line_id: 'money_lines',
  agreement_id: 'deferred_agreements',
  query_id: 'queries',
  notice_id: 'reclaim_notices',
  need_id: 'unmet_needs',
};

/** Columns that are named like those and say nothing of whose a row is. */
const NOBODYS: Readonly<Record<string, string>> = {
  publication_id: 'what was published of a pool, of nobody by name',
  contract_id: 'a contract between organisations',
  delivery_id: 'a file, which is of many people',
  submission_id: 'a part of a file',
  request_id: 'a request to the hub',
  first_id: 'rows of the audit in a block',
  last_id: 'rows of the audit in a block',
  local_id: 'a sender’s number, not one of the hub’s',
  other_account_id: 'an account of the same person, beside the one that says whose it is',
  schedule_id: 'what was expected, of the same account',
};

/** Tables of what organisations agree between them: their `agreement_id` says of no person. */
const BETWEEN_ORGANISATIONS = /^pool_/;

/** Columns that say who somebody is, or may say whose a row is without being named as an id. */
const PERSONAL =
  /^(?:nhs_number|nino|surname|given_names?|birth_date|postcode|address.*|(?:.*_)?(?:person|holder|identity))$/;

/** Tables of which nothing is told, on purpose. */
const NOT_TOLD: Readonly<Record<string, string>> = {
  deprivation_areas: 'what areas are like, of nobody',
  spending_months: 'sums of entries that are told, kept added up',
  published_months: 'the same as they were when a pool was published',
  published_payments:
    'payments as they were when a pool was published; they are told with their awards',
  ...Object.fromEntries(
    [
      'agreement_ends',
      'contributions',
      'partners',
      'rules',
      'scheme_plans',
      'schemes',
      'totals',
    ].map((name) => [`pool_${name}`, 'what organisations agree about a pool, of nobody']),
  ),
  read_holds: 'what the Caldicott Guardian holds back is not told while it is held back',
};

/** Tables that say whose a row is in another way, and how such a row is found. */
const REACHED: Readonly<Record<string, (ids: string) => string>> = {
  recorded_links: (ids) => `id in (select seen_in from sightings where identity_id = any(${ids}))`,
  deliveries: (ids) => `id in (select seen_in from sightings where identity_id = any(${ids}))`,
  audit_events: (ids) => `details ->> 'person' = any(${ids}::text[])`,
};

/** Columns that are not told, each with why. */
const COLUMNS_NOT_TOLD: Readonly<Record<string, string>> = {
  'identities.fingerprint': 'a mark made of all the others',
  'awards.service_rank': 'which of two rows counts, told by what counts now',
  'awards.relevant_from': 'worked out from the other days',
  'awards.relevant_until': 'worked out from the other days',
  'accounts.idempotency_key': 'a mark by which the same request is known again',
  'accounts.input_hash': 'a mark by which the same request is known again',
  'ledger_accounts.kind': 'told by the words beside the sum',
  'journals.host': 'told of its account',
  'journals.operation': 'which request it was, told by what kind of movement it is',
  'journals.key_scope': 'whose key it is by which the same request is known again',
  'journals.idempotency_key': 'a mark by which the same request is known again',
  'journals.input_hash': 'a mark by which the same request is known again',
  'money_lines.host': 'told of its account',
  'money_lines.mark': 'a mark by which the same line is known again',
  'money_lines.said': 'a mark by which the same line is known again',
  'money_lines.times': 'how often the same line was taken back before, told line by line',
  'line_endings.key_scope': 'whose key it is by which the same request is known again',
  'line_endings.idempotency_key': 'a mark by which the same request is known again',
  'line_endings.input_hash': 'a mark by which the same request is known again',
  'entries.line': 'the order in which the parts of a movement are stored',
  'payment_schedules.key_scope': 'whose key it is by which the same request is known again',
  'payment_schedules.idempotency_key': 'a mark by which the same request is known again',
  'payment_schedules.input_hash': 'a mark by which the same request is known again',
  'payment_schedule_ends.key_scope': 'whose key it is by which the same request is known again',
  'payment_schedule_ends.idempotency_key': 'a mark by which the same request is known again',
  'payment_schedule_ends.input_hash': 'a mark by which the same request is known again',
  'surplus_offsets.key_scope': 'whose key it is by which the same request is known again',
  'surplus_offsets.idempotency_key': 'a mark by which the same request is known again',
  'surplus_offsets.input_hash': 'a mark by which the same request is known again',
  'financial_assessments.key': 'a mark by which the same request is known again',
  'financial_assessments.request': 'a mark by which the same request is known again',
  'recorded_awards.key': 'a mark by which the same request is known again',
  'recorded_awards.request': 'a mark by which the same request is known again',
  'award_ends.key': 'a mark by which the same request is known again',
  'award_ends.request': 'a mark by which the same request is known again',
  'told_amounts.key': 'a mark by which the same request is known again',
  'told_amounts.request': 'a mark by which the same request is known again',
  'funding_decisions.key': 'a mark by which the same request is known again',
  'funding_decisions.request': 'a mark by which the same request is known again',
  'deferred_agreements.key': 'a mark by which the same request is known again',
  'deferred_agreements.request': 'a mark by which the same request is known again',
  'deferred_entries.key': 'a mark by which the same request is known again',
  'deferred_entries.request': 'a mark by which the same request is known again',
  'top_ups.key': 'a mark by which the same request is known again',
  'top_ups.request': 'a mark by which the same request is known again',
  'queries.key': 'a mark by which the same request is known again',
  'queries.request': 'a mark by which the same request is known again',
  'query_answers.key': 'a mark by which the same request is known again',
  'query_answers.request': 'a mark by which the same request is known again',
  'support_reviews.key': 'a mark by which the same request is known again',
  'support_reviews.request': 'a mark by which the same request is known again',
  'unmet_needs.key': 'a mark by which the same request is known again',
  'unmet_needs.request': 'a mark by which the same request is known again',
  'unmet_need_ends.key': 'a mark by which the same request is known again',
  'unmet_need_ends.request': 'a mark by which the same request is known again',
  'reclaim_notices.key_scope': 'whose key it is by which the same request is known again',
  'reclaim_notices.idempotency_key': 'a mark by which the same request is known again',
  'reclaim_notices.input_hash': 'a mark by which the same request is known again',
  'reclaim_withdrawals.key_scope': 'whose key it is by which the same request is known again',
  'reclaim_withdrawals.idempotency_key': 'a mark by which the same request is known again',
  'reclaim_withdrawals.input_hash': 'a mark by which the same request is known again',
  'reads.subject': 'the name of a member of staff: as in the person’s own list',
  'reads.request_id': 'a request to the hub',
  'audit_events.details': 'ids and codes of what is told elsewhere',
  'deliveries.sha256': 'a mark of the file',
  'deliveries.rows': 'of everybody in the file',
  'deliveries.accepted': 'of everybody in the file',
  'deliveries.rejected': 'of everybody in the file',
  'deliveries.notes': 'of everybody in the file',
  'deliveries.streams': 'of everybody in the file',
  'deliveries.speaks_from': 'of everybody in the file',
  'deliveries.speaks_until': 'of everybody in the file',
  'deliveries.loaded_at': 'when the file was done, a moment after it came',
  'deliveries.withdrawn_reason': 'about the file; it may speak of others in it',
};

/** Of these types nothing that is kept can be looked for: ids tell nothing, and yes is everywhere. */
const WITHOUT_MARK = ['uuid', 'boolean'];

let hub: TestHub;
let columns: StoredColumn[];
let ids: string;
let leaves: Set<string>;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  columns = await columnsOf(hub.db);
  ids = `'{${(await holdOneOfEverything(hub)).join(',')}}'::uuid[]`;
  const words = ['--nhs-number', ANN, '--out', 'all.json', '--format', 'json'];
  expect(await runOn(hub, 'export', 'person', ...words)).toMatchObject({ exit: 0 });
  leaves = new Set(leavesOf(JSON.parse(await readFile(join(hub.folder, 'all.json'), 'utf8'))));
});
afterAll(() => hub.close());

function leavesOf(value: unknown): string[] {
  if (value === null) return [];
  if (typeof value === 'object') return Object.values(value).flatMap(leavesOf);
  return [String(value)];
}

/** Pence that stand below zero where they went from. */
const MOVED = ['balance_pence', 'amount_pence'];

/**
 * What the copy must say for it; the day after the last is told as the last, also inside what is kept
 * as JSON, and money that went as how much it is, beside which way.
 */
function toldFor(value: unknown, { column, type }: StoredColumn): string[] {
  if (type === 'bytea') return [Buffer.from(value as Uint8Array).toString('base64')];
  if (value instanceof Date) return [value.toISOString()];
  if (type === 'date' && column.includes('until')) return [addDays(value as PlainDate, -1)];
  if (type === 'jsonb') return leavesOf(JSON.parse(JSON.stringify(value, withLastDay)));
  if (MOVED.includes(column)) return [String(value).replace('-', '')];
  return leavesOf(value);
}

const withLastDay = (key: string, value: unknown) =>
  key === 'until' && value !== null ? addDays(value as PlainDate, -1) : value;

const refersTo = (all: readonly StoredColumn[]) =>
  all.filter(({ column }) => column.endsWith('_id') || PERSONAL.test(column));

/** Columns that may say whose a row is, and of which this test does not know what to make. */
const unknown = (all: readonly StoredColumn[]) =>
  refersTo(all).filter(
    ({ table, column }) =>
      !(column in WHOSE) &&
      !(column in NOBODYS) &&
      !(table in NOT_TOLD) &&
      !(PERSONAL.test(column) && table === 'identities'),
  );

const saysWhose = ({ table, column }: StoredColumn) =>
  column in WHOSE && !(column === 'agreement_id' && BETWEEN_ORGANISATIONS.test(table));

const tablesAbout = (all: readonly StoredColumn[]) => [
  ...new Set([...all.filter(saysWhose).map(({ table }) => table), ...Object.keys(REACHED)]),
];

async function rowsOf(table: string): Promise<Record<string, unknown>[]> {
  const conditions = columns
    .filter((each) => each.table === table && each.column in WHOSE)
    .map(({ column }) => {
      const whose = WHOSE[column] as keyof typeof HELD_IN;
      return `${column} = any(${HELD_IN[whose].replace(/\bids\b/, ids)})`;
    });
  const where = REACHED[table]?.(ids) ?? conditions.join(' and ');
  return hub.db.rows('test.rows-of', sql`${raw(`select * from ${table} where ${where}`)}`);
}

describe('a copy of all that is held', () => {
  it('knows every column that may say whose a row is', async () => {
    expect(refersTo(columns).length).toBeGreaterThan(20);
    expect(unknown(columns)).toEqual([]);
    await hub.db.rows('test.plant', sql`create table planted (holder_id uuid, nino text)`);
    expect(unknown(await columnsOf(hub.db)).map(({ column }) => column)).toEqual([
      'holder_id',
      'nino',
    ]);
    await hub.db.rows('test.unplant', sql`drop table planted`);
  });

  it('reads every table about a person, whole, but for what is stated', async () => {
    const tables = tablesAbout(columns).filter((table) => !(table in NOT_TOLD));
    expect(tables.length).toBeGreaterThan(15);
    const missing: string[] = [];
    for (const table of tables) {
      const rows = await rowsOf(table);
      for (const each of columns.filter((column) => column.table === table)) {
        const name = `${table}.${each.column}`;
        if (name in COLUMNS_NOT_TOLD || each.generated) continue;
        const values = rows.map((row) => row[each.column]).filter((value) => value !== null);
        if (values.length === 0) missing.push(`${name}: this test holds nothing in it`);
        if (WITHOUT_MARK.includes(each.type)) continue;
        const told = values.flatMap((value) => toldFor(value, each));
        if (told.some((text) => !leaves.has(text))) missing.push(`${name} is not told`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('states no exception that is none', () => {
    const names = new Set(columns.map(({ table, column }) => `${table}.${column}`));
    expect(Object.keys(COLUMNS_NOT_TOLD).filter((name) => !names.has(name))).toEqual([]);
    const tables = new Set(columns.map(({ table }) => table));
    expect(Object.keys(NOT_TOLD).filter((table) => !tables.has(table))).toEqual([]);
  });
});
