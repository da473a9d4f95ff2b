import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordSpend } from '../../src/ledger/record-spend.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  newKey,
  openAccount,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { STATEMENT } from '../support/queries.ts';

const [ANN, BOB] = testNhsNumbers(2) as [string, string];
const OFFICE = { ...finance(COUNCIL), nhsNumber: null };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN, BOB);
});
afterAll(() => hub.close());

async function statement(nhsNumber: string, from: string, to: string) {
  const { data, errors } = await hub.ask(holder(nhsNumber), STATEMENT, { nhsNumber, from, to });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.person.statement;
}

describe('a statement', () => {
  it('tells every pound of its days, one row a source, oldest first', async () => {
    const account = await openAccount(hub, ANN);
    await deposit(hub, depositInput(account, { amount: 60_00, effectiveDate: '2025-12-31' }));
    const health = { stream: HEALTH, funder: BOARD, amount: 30_00, effectiveDate: '2026-01-05' };
    await deposit(hub, depositInput(account, health));
    const care = await spend(
      hub,
      spendInput(account, { amount: 10_01, effectiveDate: '2026-01-06' }),
    );
    await reverse(hub, reverseInput(care.movement.id, { effectiveDate: '2026-01-07' }));
    await spend(hub, spendInput(account, { amount: 9_00, effectiveDate: '2026-01-08' }));

    const told = await statement(ANN, '2026-01-01', '2026-01-07');
    // £60.00 brought forward; in: £30.00, and £10.01 taken back; out: £10.01.
    expect(told).toMatchObject({
      ...{ broughtForward: { pence: 6000 }, moneyIn: { pence: 4001 }, moneyOut: { pence: 1001 } },
      ...{ carriedForward: { pence: 9000 }, number: '2026-01-01/2026-01-07/5' },
    });
    const board = 'South Yorkshire and Bassetlaw';
    const row = (
      [date, description, source, payee]: [string, string, string, string | null],
      [into, out, balance]: [number, number, number],
    ) => ({
      ...{ date, description, source: { code: source }, payee },
      ...{ in: { pence: into }, out: { pence: out }, balance: { pence: balance } },
    });
    const back = 'Taken back: Personal care (recorded by mistake)';
    expect(told.movements).toEqual([
      row(['2026-01-05', `Money from ${board}`, HEALTH, null], [3000, 0, 9000]),
      row(['2026-01-06', 'Personal care', ADULTS, 'Helping Hands'], [0, 667, 8333]),
      row(['2026-01-06', 'Personal care', HEALTH, 'Helping Hands'], [0, 334, 7999]),
      row(['2026-01-07', back, ADULTS, 'Helping Hands'], [667, 0, 8666]),
      row(['2026-01-07', back, HEALTH, 'Helping Hands'], [334, 0, 9000]),
    ]);
    const next = await statement(ANN, '2026-01-08', '2026-01-15');
    expect(next).toMatchObject({
      ...{ broughtForward: { pence: 9000 }, moneyIn: { pence: 0 }, moneyOut: { pence: 900 } },
      carriedForward: { pence: 8100 },
    });
  });

  it('adds up by source, and by purpose and payee', async () => {
    const query = `query ($nhsNumber: NhsNumber!, $since: Int) { person(by: { nhsNumber: $nhsNumber }) {
      statement(from: "2026-01-08", to: "2026-01-15", since: $since) { leftOut
        moneyInBySource { source { code } funder { code } amount { pence } } movedWithin { pence }
        moneyOutByPurpose { purpose { code } payee amount { pence } } setAside { pence }
        promised { pence } holds { amount { pence } } inQuestion { pence } recharges { words }
        bought { description } changes { date words amount { pence } } } } }`;
    const ask = async (viewer: Parameters<TestHub['ask']>[0], since: number | null = null) =>
      (await hub.ask(viewer, query, { nhsNumber: ANN, since })).data.person.statement;
    expect(await ask(holder(ANN))).toMatchObject({
      ...{ leftOut: null, moneyInBySource: [], movedWithin: { pence: 0 }, holds: [] },
      moneyOutByPurpose: [
        { purpose: { code: 'personal-care' }, payee: 'Helping Hands', amount: { pence: 900 } },
      ],
      ...{ setAside: { pence: 0 }, promised: { pence: 0 }, inQuestion: { pence: 0 } },
    });
    const { changes } = await ask(holder(ANN), 3);
    expect(changes).toMatchObject([
      {
        words: 'Taken back: Personal care (recorded by mistake), which was told of 2026-01-06',
        amount: { pence: 667 },
      },
      { amount: { pence: 334 } },
      { date: '2026-01-08', amount: { pence: -600 } },
      { date: '2026-01-08', amount: { pence: -300 } },
    ]);
    expect(await ask(finance(COUNCIL))).toMatchObject({
      leftOut: 'Accounts that another organisation hosts are not in this statement.',
    });
  });

  it('is the same to the letter when asked for again by its version', async () => {
    const before = await statement(ANN, '2026-01-01', '2026-01-15');
    const [first] = (await hub.ask(holder(ANN), `{ viewer { person { accounts { id } } } }`)).data
      .viewer.person.accounts;
    await spend(hub, spendInput(first.id, { amount: 1, effectiveDate: '2026-01-02' }));
    expect(await statement(ANN, '2026-01-01', '2026-01-15')).not.toEqual(before);
    const again = STATEMENT.replace('to: $to)', 'to: $to, version: 5)');
    const variables = { nhsNumber: ANN, from: '2026-01-01', to: '2026-01-15' };
    const { data } = await hub.ask(holder(ANN), again, variables);
    expect(JSON.stringify(data.person.statement)).toBe(JSON.stringify(before));
  });

  it('of nothing is nothing', async () => {
    expect(await statement(BOB, '2026-01-01', '2026-01-15')).toEqual({
      ...{ number: '2026-01-01/2026-01-15/0', movements: [] },
      ...{ broughtForward: { pence: 0 }, moneyIn: { pence: 0 }, moneyOut: { pence: 0 } },
      carriedForward: { pence: 0 },
    });
  });

  it('of days that end before they begin is refused', async () => {
    await expect(statement(BOB, '2026-01-15', '2026-01-14')).rejects.toThrow('to is before from');
  });
});

it('a year of 5 movements and one of 500 are the same five statements to the database', async () => {
  const account = await openAccount(hub, BOB);
  await deposit(hub, depositInput(account, { amount: 1_000_000 }));
  let recorded = 1;
  // £10,000.00 less 4 and less 499 payments of 7p.
  for (const [movements, left] of [
    [5, 999_972],
    [500, 996_507],
  ] as const) {
    for (; recorded < movements; recorded += 1) {
      const said = { account, amount: pence(7), payee: 'x', purpose: 'travel' };
      const request = { ...said, effectiveDay: TODAY as PlainDate, idempotencyKey: newKey() };
      await recordSpend(hub.db, OFFICE, request, TODAY as PlainDate);
    }
    const told = await statement(BOB, '2025-04-01', '2026-03-31');
    expect(told.movements).toHaveLength(movements);
    expect(told.carriedForward).toEqual({ pence: left });
    expect(hub.statements).toEqual([
      ...['people.open-person', 'people.visible-person'],
      ...['ledger.accounts-of-people', 'statements.told-over'],
      'audit.keep-reads',
    ]);
  }
}, 300_000);
