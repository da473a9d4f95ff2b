import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { closeYear } from '../../src/ledger/close-year.ts';
import { moving } from '../../src/ledger/posting.ts';
import { recordDeposit } from '../../src/ledger/record-deposit.ts';
import { MoneyRefused } from '../../src/ledger/refusals.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, SERVER, type TestHub } from '../support/hub.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  leftIn,
  makeKnown,
  newKey,
  openAccount,
  record,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from './money.ts';

const [ANN, BOB] = testNhsNumbers(2) as [string, string];
const COUNCIL_OFFICE = { ...finance(COUNCIL), nhsNumber: null };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN, BOB);
});
afterAll(() => hub.close());

const times = <Result>(count: number, work: (at: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)));

const wrong = async () => (await verifyLedger(hub.db)).filter(({ ok }) => !ok);

describe('at once', () => {
  it('300 payments of £1 out of £100: exactly 100 are made, and none fails', async () => {
    const account = await openAccount(hub, ANN);
    await deposit(hub, depositInput(account, { amount: 100_00 }));
    const answers = await times(300, () => spend(hub, spendInput(account, { amount: 1_00 })));
    const refused = answers.filter(({ code }) => code === 'INSUFFICIENT_FUNDS');
    expect([answers.filter(({ movement }) => movement).length, refused.length]).toEqual([100, 200]);
    expect((await leftIn(hub, account)).all).toBe(0);
    expect(await wrong()).toEqual([]);
  });

  it('100 pairs over the cap of two sources: never a penny more', async () => {
    const account = await openAccount(hub, ANN);
    await deposit(hub, depositInput(account, { amount: 33_33 }));
    await deposit(hub, depositInput(account, { stream: HEALTH, funder: BOARD, amount: 16_67 }));
    // £50.00 for 200 payments of £0.51: 98 of them are £49.98.
    const pairs = await times(100, () =>
      Promise.all([
        spend(hub, spendInput(account, { amount: 51 })),
        spend(hub, spendInput(account, { amount: 51, purpose: 'other' })),
      ]),
    );
    const made = pairs.flat().filter(({ movement }) => movement);
    expect(made).toHaveLength(98);
    const { all, by } = await leftIn(hub, account);
    expect(all).toBe(2);
    expect((by[ADULTS] ?? 0) + (by[HEALTH] ?? 0)).toBe(2);
    expect(await wrong()).toEqual([]);
  });

  it('one key, twenty times: recorded once, and answered alike', async () => {
    const account = await openAccount(hub, ANN);
    await deposit(hub, depositInput(account));
    const input = spendInput(account);
    const answers = await times(20, () => spend(hub, input));
    expect(answers.filter(({ replayed }) => replayed === false)).toHaveLength(1);
    expect(new Set(answers.map(({ movement }) => JSON.stringify(movement))).size).toBe(1);
    expect((await leftIn(hub, account)).all).toBe(9900);
  });

  it('one key for two accounts: one is recorded, the other refused', async () => {
    const accounts = [await openAccount(hub, ANN), await openAccount(hub, BOB)];
    for (let turn = 0; turn < 10; turn += 1) {
      const input = { idempotencyKey: newKey() };
      const both = accounts.map((account) => deposit(hub, depositInput(account, input)));
      const codes = (await Promise.all(both)).map(({ code }) => code ?? 'recorded');
      expect(codes.sort()).toEqual(['IDEMPOTENCY_MISMATCH', 'recorded']);
    }
  });

  it('one movement, reversed ten times: once', async () => {
    const account = await openAccount(hub, ANN);
    const { movement } = await deposit(hub, depositInput(account));
    const answers = await times(10, () => reverse(hub, reverseInput(movement.id)));
    const codes = answers.map(({ code }) => code ?? 'reversed').sort();
    expect(codes).toEqual([...Array(9).fill('ALREADY_REVERSED'), 'reversed']);
    expect((await leftIn(hub, account)).all).toBe(0);
  });

  it('in and out of two accounts, both ways round: nobody is told of a deadlock', async () => {
    const accounts = [await openAccount(hub, ANN), await openAccount(hub, BOB)];
    for (const account of accounts) await deposit(hub, depositInput(account, { amount: 500 }));
    const answers = await times(60, async (at) => {
      const [from, to] = at % 2 === 0 ? accounts : [...accounts].reverse();
      const out = await spend(hub, spendInput(from as string, { amount: 7 }));
      const back = await deposit(hub, depositInput(to as string, { amount: 7 }));
      return [out, back];
    });
    expect(answers.flat().filter(({ movement }) => !movement)).toEqual([]);
    const left = await Promise.all(accounts.map((account) => leftIn(hub, account)));
    expect(left.map(({ all }) => all)).toEqual([500, 500]);
    expect(await wrong()).toEqual([]);
  });

  it('transfers between two accounts, both ways round: nobody is told of a deadlock', async () => {
    const accounts = [await openAccount(hub, ANN), await openAccount(hub, ANN, 'THIRD_PARTY')];
    for (const account of accounts) await deposit(hub, depositInput(account, { amount: 500 }));
    const answers = await times(100, (at) => {
      const [from, to] = at % 2 === 0 ? accounts : [...accounts].reverse();
      return record(hub, 'transferMoney', { from, to, amount: 5 });
    });
    expect(answers.filter(({ movement }) => !movement)).toEqual([]);
    const left = await Promise.all(accounts.map((account) => leftIn(hub, account)));
    expect(left.map(({ all }) => all)).toEqual([500, 500]);
    expect(await wrong()).toEqual([]);
  });

  it('100 pairs of a promise and a payment over the cap of two sources: never a penny more', async () => {
    const account = await openAccount(hub, ANN);
    await deposit(hub, depositInput(account, { amount: 33_33 }));
    await deposit(hub, depositInput(account, { stream: HEALTH, funder: BOARD, amount: 16_67 }));
    const promise = { account, amount: 51, payee: 'Helping Hands', purpose: 'other' };
    const pairs = await times(100, () =>
      Promise.all([
        spend(hub, spendInput(account, { amount: 51 })),
        record(hub, 'placeHold', promise),
      ]),
    );
    expect(pairs.flat().filter(({ movement }) => movement)).toHaveLength(98);
    expect((await leftIn(hub, account)).all).toBe(2);
    expect(await wrong()).toEqual([]);
  });

  it('one promise, settled and released at once: it ends once', async () => {
    const account = await openAccount(hub, ANN);
    await deposit(hub, depositInput(account, { amount: 100 }));
    const said = { account, amount: 100, payee: 'x', purpose: 'other' };
    const { movement } = await record(hub, 'placeHold', said);
    const answers = await times(10, (at) =>
      at % 2 === 0
        ? record(hub, 'settleHold', { hold: movement.id, amount: 50 })
        : record(hub, 'releaseHold', { hold: movement.id, reason: 'x' }),
    );
    expect(answers.filter((answer) => answer.movement)).toHaveLength(1);
    expect(await wrong()).toEqual([]);
  });

  it('a year closes after what is under way, and before all else', async () => {
    const account = await openAccount(hub, ANN);
    const day = '2022-06-01' as PlainDate;
    const today = TODAY as PlainDate;
    const moving = times(40, async (at) => {
      await sleep(at);
      const input = { account, stream: ADULTS, funder: COUNCIL, amount: pence(1) };
      const request = { ...input, effectiveDay: day, idempotencyKey: newKey() };
      return recordDeposit(hub.db, COUNCIL_OFFICE, request, today).then(
        () => 'recorded',
        (error) => (error instanceof MoneyRefused ? error.code : error),
      );
    });
    await sleep(15);
    const year = '2022-23' as FinancialYear;
    await closeYear(hub.db, COUNCIL_OFFICE, year, today);
    const outcomes = await moving;
    const known = new Set(['recorded', 'CLOSED_YEAR']);
    expect(outcomes.filter((outcome) => !known.has(outcome))).toEqual([]);
    const late = await hub.db.rows(
      'test.recorded-late',
      sql`select j.id from journals j join closed_years c on c.host = j.host and c.year = j.year
          where j.year = ${year} and j.recorded_at > c.closed_at`,
    );
    expect(late).toEqual([]);
    const recorded = outcomes.filter((outcome) => outcome === 'recorded');
    expect((await leftIn(hub, account)).all).toBe(recorded.length);
    // What was carried forward is what was recorded by then, and not what was still to come.
    expect(await wrong()).toEqual([]);
  });
});

describe.runIf(SERVER)('two that wait for each other', () => {
  it('are run anew, and both end well', async () => {
    const accounts = [await openAccount(hub, ANN), await openAccount(hub, BOB)];
    let deadlocks = 0;
    const lockBoth = (ids: readonly string[]) =>
      moving(hub.db, async (tx) => {
        for (const id of ids) {
          const locking = tx.rows(
            'test.lock',
            sql`select from accounts where id = ${id}::uuid for update`,
          );
          await locking.catch((error) => {
            if (error.code === '40P01') deadlocks += 1;
            throw error;
          });
          await sleep(50);
        }
        return ids.length;
      });
    // Against the order of ids, as no operation here does.
    expect(await Promise.all([lockBoth(accounts), lockBoth([...accounts].reverse())])).toEqual([
      2, 2,
    ]);
    expect(deadlocks).toBeGreaterThan(0);
  });

  it('and a fault that is none of these is told at once', async () => {
    let tries = 0;
    const failing = moving(hub.db, async () => {
      tries += 1;
      throw new Error('something else');
    });
    await expect(failing).rejects.toThrow('something else');
    expect(tries).toBe(1);
  });
});
