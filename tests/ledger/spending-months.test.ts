import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw, sql } from '../../src/db/database.ts';
import { rebuildSpendingMonths } from '../../src/ledger/rebuild-months.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
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
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
  account = await openAccount(hub, ANN);
  const on = { effectiveDate: '2025-11-01' };
  await deposit(hub, depositInput(account, { ...on, amount: 1000_00 }));
  await deposit(
    hub,
    depositInput(account, { ...on, amount: 1000_00, stream: HEALTH, funder: BOARD }),
  );
});
afterAll(() => hub.close());

const months = () =>
  hub.db.rows<{ month: string; stream: string; amount: bigint }>(
    'test.months',
    sql`select m.month, l.stream, m.amount_pence as amount
        from spending_months m join ledger_accounts l on l.id = m.ledger_account_id
        order by m.month, l.stream`,
  );
const told = async () =>
  (await months()).map(({ month, stream, amount }) => [month, stream, Number(amount)]);
const checked = async () =>
  (await verifyLedger(hub.db)).find(({ name }) => name.startsWith('each month of spending'));

describe('months of spending', () => {
  it('are kept as money moves, of each source, less what is taken back', async () => {
    // Half of each payment is drawn on each source: both have £1,000.00, and then as much again.
    const on = (effectiveDate: string) => ({ effectiveDate, amount: 100_00 });
    await spend(hub, spendInput(account, on('2025-11-30')));
    await spend(hub, spendInput(account, on('2025-12-01')));
    const { movement } = await spend(hub, spendInput(account, on('2025-12-31')));
    await reverse(hub, reverseInput(movement.id, { effectiveDate: '2026-01-10' }));
    expect(await told()).toEqual([
      ['2025-11-01', 'adult-social-care', 50_00],
      ['2025-11-01', HEALTH, 50_00],
      ['2025-12-01', 'adult-social-care', 100_00],
      ['2025-12-01', HEALTH, 100_00],
      ['2026-01-01', 'adult-social-care', -50_00],
      ['2026-01-01', HEALTH, -50_00],
    ]);
    expect(await checked()).toMatchObject({ ok: true });
  });

  it('that are wrong are found by verify, and right again when rebuilt', async () => {
    const before = await told();
    const wrongs = [
      "update spending_months set amount_pence = amount_pence + 1 where month = '2025-11-01'",
      "delete from spending_months where month = '2025-12-01'",
      `insert into spending_months select ledger_account_id, account_id, '2024-01-01', 1
        from spending_months limit 1`,
    ];
    for (const wrong of wrongs) {
      await hub.db.rows('test.wrong', sql`${raw(wrong)}`);
      expect(await checked()).toMatchObject({ ok: false });
      expect(await rebuildSpendingMonths(hub.db)).toBe(1);
      expect(await told()).toEqual(before);
      expect(await checked()).toMatchObject({ ok: true });
    }
  });

  it('are rewritten by nobody who serves', async () => {
    for (const text of [
      'delete from spending_months',
      'update spending_months set month = month',
    ]) {
      await expect(hub.serving.rows('test.rewrite', sql`${raw(text)}`)).rejects.toThrow('denied');
    }
  });
});
