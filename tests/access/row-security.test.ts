import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, list, raw, sql } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { servingRole } from '../../src/db/scope.ts';
import { openServer } from '../../src/db/server.ts';
import { closeYear } from '../../src/ledger/close-year.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { behindTriggers } from '../audit/entries.ts';
import { receiveStatement, settle, waitingIn } from '../deliveries/lines.ts';
import { keepOfAccount } from '../ledger/kept-of-account.ts';
import {
  COUNCIL,
  deposit,
  depositInput,
  finance,
  openAccount,
  spend,
  spendInput,
} from '../ledger/money.ts';
import { cldFile } from '../support/cld.ts';
import { dropTenant, openTestHub, SERVER, type TestHub } from '../support/hub.ts';

/** Columns of what is recorded by a key, and something in each; a delivery, and a movement. */
const KEY = 'reason, key_scope, idempotency_key, input_hash, recorded_by';
const X = "'x', 'x', gen_random_uuid()::text, 'x', 'x'";
const DAY = "'2026-02-02'::date";
const A_DELIVERY = "(select id from deliveries where adapter = 'bank-statement' limit 1)";
const A_JOURNAL = "(select id from journals where kind = 'DEPOSIT' limit 1)";

const ANN = '9990000018';
const BOB = '9990000026';

/** What tells who people are and what they get: the database shows nobody's without the check. */
const PROTECTED = [
  ...['award_ends', 'awards', 'carry_forwards', 'characteristics', 'claims'],
  ...['commissioned_activity'],
  ...[
    'deferred_agreements',
    'deferred_entries',
    'entries',
    'financial_assessments',
    'funding_decisions',
  ],
  ...['identities', 'journals', 'ledger_accounts', 'line_endings', 'money_lines'],
  ...[
    'payment_schedule_ends',
    'payment_schedules',
    'payments',
    'publication_facts',
    'published_months',
    'published_payments',
    'queries',
    'query_answers',
  ],
  ...['query_files', 'readings', 'reclaim_notices', 'reclaim_payments', 'reclaim_withdrawals'],
  ...['recorded_awards', 'spending_months', 'support_reviews', 'surplus_offsets'],
  ...['told_amounts', 'told_lines', 'top_ups', 'unmet_need_ends', 'unmet_needs'],
];

/** Sums of everybody, which name nobody: a small one may still tell of somebody. */
const SUMS = ['spending_changes', 'spending_sums'];

/**
 * Tables that name a person by an id alone, and on which it is decided who may see whom, or that
 * say who looked: the check itself reads them.
 */
const READ_BY_THE_CHECK = [
  'accounts',
  'allocations',
  'assessment_keys',
  'award_keys',
  'funding_keys',
  'identity_keys',
  'journal_keys',
  'line_ending_keys',
  'match_pairs',
  'money_line_keys',
  'openings',
  'opt_outs',
  'payment_schedule_keys',
  'personal_wishes',
  'query_answer_keys',
  'query_file_keys',
  'query_keys',
  'reads',
  'reclaim_notice_keys',
  'reclaim_withdrawal_keys',
  'record_restrictions',
  'recorded_award_keys',
  'relationships',
  'representatives',
  'sightings',
  'support_review_keys',
  'told_line_keys',
  'unmet_need_end_keys',
  'unmet_need_keys',
];

/** Views that give something of everybody without saying who they are, under one task alone. */
const UNDER_A_TASK = ['identity_fifths'];

/** By any of these a row says of whom it is, at once or by another row. */
const SAYS_WHOSE = [
  ...['account_id', 'award_id', 'identity_id', 'journal_id', 'left_id', 'ledger_account_id'],
  ...['line_id', 'nhs_number', 'notice_id', 'patient_mark', 'person_id', 'person_number'],
  ...['schedule_id'],
];

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  const file = cldFile(
    { 'NHS Number': ANN, 'LA Person Unique Identifier': 'A', Gender: 'Female' },
    { 'NHS Number': BOB, 'LA Person Unique Identifier': 'B' },
  );
  expect((await hub.receive('social-care-cld', 'E08000039', file)).status).toBe('LOADED');
});
afterAll(() => hub.close());

const count = async (queries: Pick<Database, 'rows'>, table: string): Promise<number> => {
  const rows = await queries.rows('test.rows-of-table', sql`${raw(`select 1 from ${table}`)}`);
  return rows.length;
};

const identitiesOf = async (nhsNumber: string): Promise<string[]> => {
  const rows = await hub.db.rows<{ id: string }>(
    'test.identities-of',
    sql`select id from identities where nhs_number = ${nhsNumber}`,
  );
  return rows.map(({ id }) => id);
};

describe('a query without the check', () => {
  it.each([...PROTECTED, ...UNDER_A_TASK])('finds nothing in %s', async (table) => {
    expect(await count(hub.serving, table)).toBe(0);
    expect(await hub.serving.transaction((tx) => count(tx, table))).toBe(0);
  });

  it('finds what was opened, and nobody else', async () => {
    const own = await identitiesOf(ANN);
    const opened = hub.serving.under({ identities: own });
    const seen = await opened.rows<{ nhs_number: string }>(
      'test.seen-identities',
      sql`select nhs_number from identities`,
    );
    expect(seen.map((row) => row.nhs_number)).toEqual([ANN]);
    expect(await count(hub.db, 'awards')).toBe(2);
    expect(await count(opened, 'awards')).toBe(1);
  });

  it('finds nothing again once that transaction is over', async () => {
    const own = await identitiesOf(ANN);
    for (let turn = 0; turn < 10; turn += 1) {
      expect(await count(hub.serving.under({ identities: own }), 'identities')).toBe(1);
      expect(await count(hub.serving, 'identities')).toBe(0);
    }
  });

  it('for a task sees who people are or what care was given, never both', async () => {
    const matching = hub.serving.under({ task: 'MATCHING' });
    expect(await count(matching, 'identities')).toBe(2);
    expect(await count(matching, 'awards')).toBe(0);
    const contracts = hub.serving.under({ task: 'CONTRACTS' });
    expect(await count(contracts, 'identities')).toBe(0);
    expect(await count(contracts, 'awards')).toBe(0);
  });

  it('for what is published sees what totals need, and nobody’s name', async () => {
    const publishing = hub.serving.under({ task: 'PUBLISHING' });
    expect(await count(publishing, 'characteristics')).toBe(1);
    expect(await count(publishing, 'identity_fifths')).toBe(2);
    expect(await count(publishing, 'identities')).toBe(0);
    for (const task of ['MATCHING', 'FINDING', 'CHECKING', 'POOLING', 'CONTRACTS'] as const) {
      expect(await count(hub.serving.under({ task }), 'characteristics')).toBe(0);
      expect(await count(hub.serving.under({ task }), 'identity_fifths')).toBe(0);
    }
    const opened = hub.serving.under({ identities: await identitiesOf(ANN) });
    expect(await count(opened, 'characteristics')).toBe(1);
  });

  it.each(['identities', 'accounts'])('cannot be made by what is no id, of %s', async (what) => {
    const forged = hub.serving.under({ [what]: ["'; reset role; --"] });
    await expect(forged.rows('test.forged', sql`select 1`)).rejects.toThrow(TypeError);
  });
});

describe('money', () => {
  const LINES = ['line_endings', 'money_lines', 'told_lines'];
  const KEPT = [
    ...['carry_forwards', 'payment_schedule_ends', 'payment_schedules', 'reclaim_notices'],
    ...['reclaim_payments', 'reclaim_withdrawals', 'surplus_offsets'],
  ];
  const MONEY = ['entries', 'journals', 'ledger_accounts', ...LINES, ...KEPT];
  let accounts: [ofAnn: string, ofBob: string];
  beforeAll(async () => {
    accounts = [await openAccount(hub, ANN), await openAccount(hub, BOB)];
    for (const account of accounts) {
      await deposit(hub, depositInput(account, { amount: 300 }));
      await spend(hub, spendInput(account, { amount: 100 }));
      await receiveStatement(hub, account, [['2026-01-14', `CARD ${account}`, -50]], 200);
      const [line] = (await waitingIn(hub, { account })).nodes;
      await settle(hub, line.id, { notOurs: { reason: 'another card' } });
      await keepOfAccount(hub, account);
    }
    const office = { ...finance(COUNCIL), nhsNumber: null };
    await closeYear(hub.serving, office, '2024-25' as FinancialYear, hub.day);
  });

  it.each(MONEY)('of an account that was opened is shown, and of no other: %s', async (table) => {
    const [ann] = accounts;
    expect(await count(hub.serving, table)).toBe(0);
    expect(await count(hub.serving.under({ identities: await identitiesOf(ANN) }), table)).toBe(0);
    const all = await count(hub.db, table);
    expect(all).toBeGreaterThan(0);
    expect(await count(hub.serving.under({ accounts: [ann] }), table)).toBe(all / 2);
    expect(await count(hub.serving.under({ accounts }), table)).toBe(all);
    expect(await count(hub.serving.under({ task: 'CHECKING' }), table)).toBe(all);
    expect(await count(hub.serving.under({ task: 'MATCHING' }), table)).toBe(0);
    expect(await count(hub.serving, table)).toBe(0);
  });

  it('is not to be had from a part of the table that is asked by its own name', async () => {
    const rows = await hub.db.rows<{ name: string }>(
      'test.readable-parts',
      sql`select inhrelid::regclass::text as name from pg_inherits join pg_class on oid = inhparent
          where relnamespace = current_schema()::regnamespace and relrowsecurity
            and has_table_privilege(${servingRole(hub.db.tenant)}, inhrelid, 'select')`,
    );
    expect(rows).toEqual([]);
  });

  it.each([
    [
      'a movement',
      `insert into journals (account_id, host, kind, effective_day, year, recorded_at,
        actor, operation, key_scope, idempotency_key, input_hash)
      select id, host, 'DEPOSIT', '2026-01-10', '2025-26', now(), 'x', 'x', 'x', 'x', 'x'
      from accounts`,
    ],
    [
      'what became of a line',
      `insert into line_endings (line_id, account_id, kind, reason, ended_by)
      select line.id, line.account_id, 'TAKEN_BACK', 'x', 'x' from money_line_keys line
      join accounts on accounts.id = line.account_id`,
    ],
    [
      'a place',
      `insert into ledger_accounts (account_id, stream, funder, kind, balance_pence)
      select id, 'carer-support', host, 'FUNDING', 0 from accounts`,
    ],
  ])('%s is not written in an account that was not opened', async (_what, text) => {
    const [ann] = accounts;
    const write = (opened: string[], only: string) =>
      hub.serving
        .under({ accounts: opened })
        .rows('test.written', sql`${raw(`${text} where accounts.id = '${only}'`)}`);
    for (const opened of [[], [accounts[1]]]) {
      await expect(write(opened, ann)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('is not moved in an account that was not opened', async () => {
    const [ann, bob] = accounts;
    const moved = await hub.serving.transaction(
      (tx) =>
        tx.rows(
          'test.moved',
          sql`update ledger_accounts set balance_pence = balance_pence where account_id = ${ann}::uuid
              returning id`,
        ),
      { accounts: [bob] },
    );
    expect(moved).toEqual([]);
  });

  it('half a movement is refused under the serving role too', async () => {
    const [ann] = accounts;
    const half = hub.serving.transaction(
      (tx) =>
        tx.rows(
          'test.half',
          sql`with kept as (
                insert into journals (account_id, host, kind, effective_day, year, recorded_at,
                  actor, operation, key_scope, idempotency_key, input_hash)
                select id, host, 'DEPOSIT', '2026-01-10', '2025-26', now(), 'x', 'x', 'x', 'x', 'x'
                from accounts where id = ${ann}::uuid returning id)
              insert into entries (year, journal_id, line, ledger_account_id, account_id, amount_pence)
              select '2025-26', kept.id, 0, l.id, l.account_id, -5 from kept, ledger_accounts l
              where l.account_id = ${ann}::uuid and l.kind = 'FUNDING'`,
        ),
      { accounts: [ann] },
    );
    await expect(half).rejects.toThrow('two or more that sum to nothing');
  });

  it('is looked at whole when a movement ends, whatever the writer is shown', async () => {
    const [ann, bob] = accounts;
    // Two halves that balance, of two accounts: the writer is shown but one of them at the end.
    const both = hub.serving.transaction(
      async (tx) => {
        await tx.rows(
          'test.whole',
          sql`with kept as (
                insert into journals (account_id, host, kind, effective_day, year, recorded_at,
                  actor, operation, key_scope, idempotency_key, input_hash)
                select id, host, 'DEPOSIT', '2026-01-10', '2025-26', now(), 'x', 'x', 'x', 'y', 'x'
                from accounts where id = ${ann}::uuid returning id)
              insert into entries (year, journal_id, line, ledger_account_id, account_id, amount_pence)
              select '2025-26', kept.id, row_number() over (), l.id, l.account_id,
                case when l.account_id = ${ann}::uuid then -5 else 5 end
              from kept, ledger_accounts l where l.kind = 'FUNDING'`,
        );
        await tx.rows('test.shut', sql`select set_config('onepot.accounts', '', true)`);
        await tx.rows('test.look', sql`set constraints all immediate`);
        throw new Error('balanced');
      },
      { accounts: [ann, bob] },
    );
    await expect(both).rejects.toThrow('balanced');
  });

  it('an entry says whose it is as its place does', async () => {
    const [ann, bob] = accounts;
    const wrong = hub.db.rows(
      'test.of-another',
      sql`insert into entries (year, journal_id, line, ledger_account_id, account_id, amount_pence)
          select j.year, j.id, 9, l.id, ${bob}::uuid, 5 from journals j join ledger_accounts l
          on l.account_id = j.account_id where j.account_id = ${ann}::uuid limit 1`,
    );
    await expect(wrong).rejects.toThrow('entries_ledger_account');
  });

  /** What says whose it is on its own row, beside what it is about, and what else it needs. */
  const ABOUT = [
    ['told_lines', 'line', 'money_lines', 'delivery_id, row', `${A_DELIVERY}, 99`],
    ['line_endings', 'line', 'money_lines', 'kind, reason, ended_by', "'TAKEN_BACK', 'x', 'x'"],
    ['payment_schedule_ends', 'schedule', 'payment_schedules', `until_day, ${KEY}`, `${DAY}, ${X}`],
    [
      ...(['surplus_offsets', 'schedule', 'payment_schedules'] as const),
      ...([`due_day, amount_pence, ${KEY}`, `${DAY}, 5, ${X}`] as const),
    ],
    ['reclaim_payments', 'notice', 'reclaim_notices', 'journal_id', A_JOURNAL],
  ] as const;

  it.each(ABOUT)('%s say whose they are as the %s does', async (table, about, of, more, said) => {
    const [, bob] = accounts;
    const text = `insert into ${table} (${about}_id, account_id, ${more})
      select id, '${bob}', ${said} from ${of} where account_id <> '${bob}'`;
    const wrong = hub.db.rows('test.of-another', sql`${raw(text)}`);
    await expect(wrong).rejects.toThrow(`${table}_${about}`);
  });

  it('a withdrawal says whose it is as the notice does', async () => {
    const change = `update reclaim_withdrawals w set account_id = n.account_id
      from reclaim_notices n where n.account_id <> w.account_id`;
    const wrong = behindTriggers(hub.db, 'reclaim_withdrawals', change);
    await expect(wrong).rejects.toThrow('reclaim_withdrawals_notice');
    await behindTriggers(hub.db, 'reclaim_withdrawals', 'select');
  });
});

describe('every table', () => {
  it('that names a person or an account is protected, or stated here with a reason', async () => {
    const rows = await hub.db.rows<{ table_name: string }>(
      'test.tables-of-people',
      sql`select distinct table_name from information_schema.columns
          where table_schema = current_schema()
            and column_name = any(${list(SAYS_WHOSE)}::text::text[])
          and table_name not in (select inhrelid::regclass::text from pg_inherits)
          order by table_name`,
    );
    const named = rows.map((row) => row.table_name);
    expect(named).toEqual([...PROTECTED, ...READ_BY_THE_CHECK, ...UNDER_A_TASK].sort());
  });

  it('that is protected is so for its owner too', async () => {
    const rows = await hub.db.rows<{ name: string; forced: boolean }>(
      'test.forced',
      sql`select relname as name, relforcerowsecurity as forced from pg_class
          where relnamespace = current_schema()::regnamespace and relrowsecurity order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([...PROTECTED, ...SUMS].sort());
    expect(rows.every(({ forced }) => forced)).toBe(true);
  });

  it.each([
    ['awards', "update awards set funder = 'X'"],
    ['awards', 'delete from awards'],
    ['identities', 'delete from identities'],
    ['identities', "update identities set surname = 'X'"],
    ['reads', 'delete from reads'],
    ['audit_events', 'delete from audit_events'],
    ['representatives', "insert into representatives (subject) values ('x')"],
    ['a new table', 'create table mine (id int)'],
  ])('%s is not to be rewritten by a request: %s', async (_table, text) => {
    const sent = hub.serving.rows('test.forbidden', sql`${raw(text)}`);
    await expect(sent).rejects.toMatchObject({ code: '42501' });
  });
});

describe.runIf(SERVER)('on a server', () => {
  const mark = randomBytes(4).toString('hex');
  const owner = `owner_${mark}`;
  const served = `served_${mark}`;
  const tenant = `rls_${mark}`;
  const as = (login: string) => {
    const url = new URL(hub.url as string);
    url.username = login;
    return openServer({ url: url.href, tenant, connections: 1 });
  };
  const command = (text: string) => hub.db.rows('test.command', sql`${raw(text)}`);

  beforeAll(async () => {
    await command(`create role ${owner} login createrole`);
    await command(
      `grant create on database ${new URL(hub.url as string).pathname.slice(1)} to ${owner}`,
    );
    await command(`create role ${served} login`);
  });
  afterAll(async () => {
    await dropTenant({ ...hub.db, tenant });
    for (const login of [owner, served]) {
      await command(`drop owned by ${login}`);
      await command(`drop role ${login}`);
    }
  });

  it('a login that is no superuser owns, and one that owns nothing serves', async () => {
    const db = as(owner);
    await migrate(db);
    await db.rows(
      'test.keep-identity',
      sql`insert into identities (fingerprint, source, namespace) values ('f', 's', 'n')`,
    );
    expect(await count(db, 'identities')).toBe(1);
    await command(`grant ${servingRole(tenant)} to ${served}`);
    const serving = as(served);
    expect(await count(serving, 'identities')).toBe(0);
    expect(await count(serving.under({ task: 'MATCHING' }), 'identities')).toBe(1);
    expect(await count(serving, 'streams')).toBe(0);
    await serving.close();
    await db.close();
  });

  it('what was opened does not outlive a connection that is lost', async () => {
    const own = await identitiesOf(ANN);
    const narrow = openServer({
      ...{ url: hub.url as string, tenant: hub.db.tenant, connections: 1 },
      role: servingRole(hub.db.tenant),
    });
    for (let turn = 0; turn < 20; turn += 1) {
      const [backend] = await narrow.rows<{ pid: number }>(
        'test.own-backend',
        sql`select pg_backend_pid() as pid`,
      );
      const [seen, dying, after] = await Promise.allSettled([
        narrow
          .under({ identities: own })
          .rows('test.dying', sql`select pg_sleep(0.05) from identities`),
        hub.db.rows('test.kill-one', sql`select pg_terminate_backend(${backend?.pid ?? 0}::int)`),
        count(narrow, 'identities'),
      ]);
      expect(dying.status).toBe('fulfilled');
      // Either the whole of it was read, or it failed: never nothing in the name of somebody.
      if (seen.status === 'fulfilled') expect(seen.value).toHaveLength(1);
      if (after.status === 'fulfilled') expect(after.value).toBe(0);
    }
    await narrow.close();
  });
});
