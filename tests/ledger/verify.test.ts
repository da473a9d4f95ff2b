import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seal } from '../../src/audit/seal.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { type Queries, raw, sql } from '../../src/db/database.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { behindTriggers } from '../audit/entries.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import {
  BOARD,
  deposit,
  depositInput,
  HEALTH,
  makeKnown,
  openAccount,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from './money.ts';

const [ANN] = testNhsNumbers(1) as [string];

let hub: TestHub;
let account: string;
let deposited: string;
let spent: string;
let reversed: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
  account = await openAccount(hub, ANN);
  deposited = (await deposit(hub, depositInput(account))).movement.id;
  await deposit(hub, depositInput(account, { stream: HEALTH, funder: BOARD }));
  spent = (await spend(hub, spendInput(account))).movement.id;
  reversed = (await reverse(hub, reverseInput(spent))).movement.id;
  await seal(hub.db);
});
afterAll(() => hub.close());

const run = (text: string, queries: Queries = hub.db) =>
  queries.rows('test.as-the-hub', sql`${raw(text)}`);

const JOURNAL = `insert into journals (id, account_id, host, kind, effective_day, year, recorded_at,
  actor, operation, key_scope, idempotency_key, input_hash, reverses, reason)`;
const journal = (id: string, more: { reverses?: string; day?: string; year?: string } = {}) =>
  `${JOURNAL} select '${id}', id, host, '${more.reverses ? 'REVERSAL' : 'DEPOSIT'}',
    '${more.day ?? '2026-01-10'}', '${more.year ?? '2025-26'}', now(), 'x', 'x', 'x', '${id}', 'x',
    ${more.reverses ? `'${more.reverses}', 'x'` : 'null, null'} from accounts where id = '${account}'`;
const entry = (id: string, line: number, kind: string, pence: number) =>
  `insert into entries (year, journal_id, line, ledger_account_id, account_id, amount_pence)
   select '2025-26', '${id}', ${line}, id, account_id, ${pence} from ledger_accounts
   where account_id = '${account}' and stream = 'adult-social-care' and kind = '${kind}'`;
const NEW = '10000000-0000-4000-8000-000000000001';

describe('the database refuses', () => {
  it.each(['journals', 'entries', 'closed_years', 'accounts', 'ledger_accounts'])(
    'to rewrite or delete %s',
    async (table) => {
      if (table === 'closed_years') {
        await run(
          "insert into closed_years (host, year, closed_by) values ('QF7', '2001-02', 'x')",
        );
      }
      const column = { entries: 'line', ledger_accounts: 'stream' }[table] ?? 'host';
      await expect(run(`update ${table} set ${column} = ${column}`)).rejects.toThrow('rewritten');
      await expect(run(`delete from ${table}`)).rejects.toThrow('rewritten');
    },
  );

  it.each(['journals cascade', 'entries', 'closed_years'])('to empty %s', async (table) => {
    await expect(run(`truncate ${table}`)).rejects.toThrow('rewritten');
  });

  it('money held below nothing', async () => {
    const below = "update ledger_accounts set balance_pence = -1 where kind = 'DIRECT_PAYMENT'";
    await expect(run(below)).rejects.toThrow('never_overdrawn');
  });

  it.each([
    ['a journal without entries', () => []],
    ['one entry', () => [entry(NEW, 0, 'DIRECT_PAYMENT', 5)]],
    ['a penny off', () => [entry(NEW, 0, 'FUNDING', -5), entry(NEW, 1, 'DIRECT_PAYMENT', 6)]],
  ])('%s, when the transaction ends', async (_what, entries) => {
    const writing = hub.db.transaction(async (tx) => {
      for (const text of [journal(NEW), ...entries()]) await run(text, tx);
    });
    await expect(writing).rejects.toThrow('two or more that sum to nothing');
  });

  it('half an entry added later', async () => {
    await expect(run(entry(deposited, 9, 'FUNDING', 5))).rejects.toThrow('sum to nothing');
  });

  it.each([
    ['of a reversal', () => journal(NEW, { reverses: reversed }), 'never a reversal'],
    ['a second time', () => journal(NEW, { reverses: spent }), 'reversed_once'],
  ])('a reversal %s', async (_what, text, why) => {
    await expect(run(text())).rejects.toThrow(why);
  });

  it.each([
    ['2026-03-31', '2026-27'],
    ['2026-04-01', '2025-26'],
    ['1999-12-31', '1999-01'],
  ])('%s as a day of %s', async (day, year) => {
    await expect(run(journal(NEW, { day, year }))).rejects.toThrow('journals_year');
  });
});

describe('verify', () => {
  const wrong = async () =>
    [...(await verifyLedger(hub.db)), ...(await verifyAudit(hub.db))].filter(({ ok }) => !ok);

  it('finds a ledger whole that is', async () => {
    expect(await wrong()).toEqual([]);
    const names = (await verifyLedger(hub.db)).map(({ detail }) => detail);
    // Two deposits of two entries, a payment and its reversal of four each.
    expect(names[0]).toBe('4 movements, 12 entries');
  });

  /** Changes something as the owner of the database can, looks, and changes it back. */
  async function foundAfter(table: string, change: string, back: string): Promise<string> {
    await behindTriggers(hub.db, table, change);
    const found = (await wrong()).map(({ name, detail }) => `${name}: ${detail}`).join('\n');
    await behindTriggers(hub.db, table, back);
    expect(await wrong()).toEqual([]);
    return found;
  }

  it('finds an entry that was changed, its balance and its movement', async () => {
    const where = `where journal_id = '${deposited}' and amount_pence > 0`;
    const found = await foundAfter(
      'entries',
      `update entries set amount_pence = amount_pence + 1 ${where}`,
      `update entries set amount_pence = amount_pence - 1 ${where}`,
    );
    expect(found).toContain(`each movement sums to nothing, of each source too: ${deposited}`);
    expect(found).toContain('each balance is the sum of its entries');
    expect(found).toContain(
      'the chain of movements of money is whole: movements of money: block 1',
    );
  });

  it('finds a balance that was changed', async () => {
    const change = (
      sign: string,
    ) => `update ledger_accounts set balance_pence = balance_pence ${sign} 1
      where kind = 'PROVIDER' and stream = '${HEALTH}'`;
    const found = await foundAfter('ledger_accounts', change('+'), change('-'));
    expect(found).toMatch(/^each balance is the sum of its entries: [0-9a-f-]{36}$/);
  });

  it('finds a payee that was changed, by the chain', async () => {
    const change = (payee: string) =>
      `update journals set payee = '${payee}' where id = '${spent}'`;
    const found = await foundAfter('journals', change('Another'), change('Helping Hands'));
    expect(found).toMatch(/block 1, row 3 was changed$/);
  });

  it('finds a reversal of something else', async () => {
    const of = (id: string) => `update journals set reverses = '${id}' where id = '${reversed}'`;
    const found = await foundAfter('journals', of(deposited), of(spent));
    expect(found).toContain(`by its exact opposite: ${reversed}`);
  });
});
