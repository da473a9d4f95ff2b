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

const sumsTold = async () => {
  const rows = await hub.db
    .under({ task: 'POOLING' })
    .rows<{ month: string; stream: string; amount: bigint }>(
      'test.sums',
      sql`select month, stream, amount_pence as amount from spent_by_month order by 1, 2`,
    );
  return rows.map(({ month, stream, amount }) => [month, stream, Number(amount)]);
};
const inOctober = async () => (await sumsTold()).find(([month]) => month === '2025-10-01')?.[2];
const sumsRight = async () =>
  (await verifyLedger(hub.db)).find(({ name }) => name.startsWith('each sum of everybody'));

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

  it('are added up of everybody together, and anew where the sums are wrong', async () => {
    expect(await sumsTold()).toEqual(await told());
    expect(await sumsRight()).toMatchObject({ ok: true });
    for (const wrong of [
      'update spending_changes set amount_pence = amount_pence + 1',
      'delete from spending_changes',
      "insert into spending_sums values ('adult-social-care', 'E08000039', '2024-01-01', 1)",
    ]) {
      // So that there is a change that was not added up.
      const paid = spendInput(account, { effectiveDate: '2025-11-02', amount: 2_00 });
      const { movement } = await spend(hub, paid);
      await reverse(hub, reverseInput(movement.id, { effectiveDate: '2025-12-02' }));
      const before = await sumsTold();
      await hub.db.rows('test.wrong', sql`${raw(wrong)}`);
      expect(await sumsRight()).toMatchObject({ ok: false });
      await rebuildSpendingMonths(hub.db);
      expect((await sumsTold()).filter(([, , amount]) => amount !== 0)).toEqual(before);
      expect(await sumsRight()).toMatchObject({ ok: true });
    }
  });

  it('add up many changes while money moves, and nobody waits for another', async () => {
    const others = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const other = await openAccount(hub, ANN);
        await deposit(hub, depositInput(other, { effectiveDate: '2025-10-01', amount: 1000_00 }));
        return other;
      }),
    );
    const pay = async (own: string) => {
      for (let at = 0; at < 60; at += 1) {
        await spend(hub, spendInput(own, { effectiveDate: '2025-10-01', amount: 1_00 }));
      }
    };
    await Promise.all([...others.map(pay), rebuildSpendingMonths(hub.db)]);
    expect(await sumsRight()).toMatchObject({ ok: true });
    const [left] = await hub.db.rows<{ changes: bigint }>(
      'test.changes',
      sql`select count(*) as changes from spending_changes`,
    );
    expect(Number(left?.changes)).toBeLessThan(240);
    // 4 × 60 × £1.00, as the months have it too.
    expect(await inOctober()).toBe(240_00);
  });

  it('are rewritten by nobody who serves', async () => {
    for (const text of [
      'delete from spending_months',
      'update spending_months set month = month',
      'delete from spending_changes',
      'update spending_sums set amount_pence = 0',
      'select add_up_spending()',
    ]) {
      await expect(hub.serving.rows('test.rewrite', sql`${raw(text)}`)).rejects.toThrow('denied');
    }
  });
});
