import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Placed, write } from '../ledger/by-hand.ts';
import { ADULTS, BOARD, COUNCIL, HEALTH, openAccount, TODAY } from '../ledger/money.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { PERSON_BUDGET } from '../support/queries.ts';

const ANN = '9990000018';
const NOBODY = null;
const OF_BOARD = { stream: ADULTS, funder: BOARD };

let hub: TestHub;
let direct: string;
let third: string;
let bought: string;

/** From one place to another, in pence. */
const move = (from: Placed['kind'], to: Placed['kind'], amount: number, more: object = {}) => [
  { kind: from, amount: -amount, ...more },
  { kind: to, amount, ...more },
];

beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const mechanism = { 'Delivery Mechanism': 'Direct payment' };
  await hub.receive('social-care-cld', COUNCIL, cldFile(mechanism));
  direct = await openAccount(hub, ANN);
  third = await openAccount(hub, ANN, 'THIRD_PARTY');
  bought = await openAccount(hub, ANN, 'COMMISSIONED');
  const on = (day: string, account = direct) => ({ account, day });
  await write(hub, 'DEPOSIT', on('2026-01-01'), move('FUNDING', 'DIRECT_PAYMENT', 10_000));
  await write(hub, 'SET_ASIDE', on('2026-01-02'), move('DIRECT_PAYMENT', 'CONTINGENCY', 1_000));
  const due = { ...on('2026-01-03'), dueDay: '2026-01-20' };
  const hold = await write(hub, 'HOLD', due, move('DIRECT_PAYMENT', 'COMMITTED', 3_000));
  const paid = { ...on('2026-01-04'), about: hold };
  await write(hub, 'SETTLEMENT', paid, move('COMMITTED', 'PROVIDER', 1_200));
  const over = { ...on('2026-01-05'), otherAccount: third };
  await write(hub, 'TRANSFER', over, [
    { kind: 'DIRECT_PAYMENT', amount: -500 },
    { kind: 'THIRD_PARTY', amount: 500, account: third },
  ]);
  const asked = await write(
    hub,
    'IN_QUESTION',
    on('2026-01-06'),
    move('IN_QUESTION', 'PROVIDER', 700, { whose: NOBODY }),
  );
  const decided = { ...on('2026-01-07'), about: asked, outcome: 'ALLOWED' };
  await write(hub, 'ATTRIBUTION', decided, [
    ...move('PROVIDER', 'IN_QUESTION', 400, { whose: NOBODY }),
    ...move('DIRECT_PAYMENT', 'PROVIDER', 400),
  ]);
  await write(hub, 'RECLAIM', on('2026-01-08'), move('DIRECT_PAYMENT', 'RECLAIM', 250));
  const why = { ...on('2026-01-09'), reason: 'settled' };
  await write(hub, 'RECHARGE', why, [
    ...move('RECHARGE', 'FUNDING', 600),
    ...move('FUNDING', 'RECHARGE', 600, { whose: OF_BOARD }),
  ]);
  const spent = on('2026-01-10', bought);
  await write(hub, 'SPENDING', spent, move('FUNDING', 'PROVIDER', 8_000));
});
afterAll(() => hub.close());

const STATEMENT = `query ($nhsNumber: NhsNumber!, $from: PlainDate!, $to: PlainDate!) {
  person(by: { nhsNumber: $nhsNumber }) { accounts { mode available { pence } }
    statement(from: $from, to: $to) {
      broughtForward { pence } moneyIn { pence } moneyOut { pence } carriedForward { pence }
      movedWithin { pence } setAside { pence } promised { pence } inQuestion { pence }
      holds { placedOn dueOn payee amount { pence } } recharges { date words }
      bought { description amount { pence } payee }
      moneyInBySource { source { code } funder { code } amount { pence } }
      moneyOutByPurpose { purpose { code } payee amount { pence } }
      movements { date description in { pence } out { pence } balance { pence } source { code } } } } }`;

async function statement(from: string, to: string) {
  const { data, errors } = await hub.ask(holder(ANN), STATEMENT, { nhsNumber: ANN, from, to });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.person.statement;
}

describe('a statement of every kind of movement', () => {
  it('keeps what is promised or set aside in its balance, and says what moved within', async () => {
    const told = await statement('2026-01-01', '2026-01-15');
    // in: 100.00, 5.00 moved, 4.00 decided; out: 12.00, 5.00 moved, 7.00, 4.00 decided, 2.50
    expect(told).toMatchObject({
      ...{ broughtForward: { pence: 0 }, moneyIn: { pence: 10_900 }, moneyOut: { pence: 3_050 } },
      ...{ carriedForward: { pence: 7_850 }, movedWithin: { pence: 900 } },
      ...{ setAside: { pence: 1_000 }, promised: { pence: 1_800 }, inQuestion: { pence: -300 } },
    });
    expect(told.holds).toEqual([
      {
        ...{ placedOn: '2026-01-03', dueOn: '2026-01-20', payee: 'Helping Hands' },
        amount: { pence: 1_800 },
      },
    ]);
    const rows = told.movements.map(
      (row: { description: string; in: { pence: number }; out: { pence: number } }) => [
        row.description,
        row.in.pence - row.out.pence,
      ],
    );
    expect(rows).toEqual([
      [expect.stringMatching(/^Money from /), 10_000],
      ['Personal care', -1_200],
      ['Moved to the account held by a third party', -500],
      ['Moved from the direct payment account', 500],
      ['Personal care, in question: nobody answers for it yet', -700],
      ['Personal care', -400],
      ['No longer in question: Personal care', 400],
      [expect.stringMatching(/^Given back to /), -250],
    ]);
  });

  it('tells recharges in words and what funders bought beside it', async () => {
    const told = await statement('2026-01-09', '2026-01-15');
    expect(told).toMatchObject({
      ...{
        broughtForward: { pence: 7_850 },
        moneyIn: { pence: 0 },
        carriedForward: { pence: 7_850 },
      },
      bought: [{ description: 'Personal care', amount: { pence: 8_000 }, payee: 'Helping Hands' }],
    });
    expect(told.recharges.map(({ words }: { words: string }) => words)).toEqual([
      expect.stringMatching(/bears 6.00 less of .* \(settled\)$/),
      expect.stringMatching(/bears 6.00 more of .* \(settled\)$/),
    ]);
  });

  it('adds up by source and by purpose to what came in and went out', async () => {
    const told = await statement('2026-01-01', '2026-01-15');
    const sum = (parts: { amount: { pence: number } }[]) =>
      parts.reduce((all, { amount }) => all + amount.pence, 0);
    expect(sum(told.moneyInBySource)).toBe(told.moneyIn.pence);
    expect(sum(told.moneyOutByPurpose)).toBe(told.moneyOut.pence);
  });

  it('carries forward what the accounts hold: free, promised, set aside and in question', async () => {
    const { data } = await hub.ask(holder(ANN), STATEMENT, {
      ...{ nhsNumber: ANN, from: '2026-01-01', to: '2026-01-15' },
    });
    const { accounts, statement: told } = data.person;
    const free = accounts
      .filter(({ mode }: { mode: string }) => mode !== 'COMMISSIONED')
      .reduce(
        (all: number, { available }: { available: { pence: number } }) => all + available.pence,
        0,
      );
    // what is in question is taken off what is free
    expect(told.carriedForward.pence).toBe(free + 1_800 + 1_000);
  });
});

describe('the integrated budget', () => {
  const read = async (year = '2025-26') => {
    const query = PERSON_BUDGET.replace('complete', 'leftToUse { pence } complete').replace(
      'amount { pence }',
      'ledgerPaid { pence } amount { pence }',
    );
    const { data, errors } = await hub.ask(holder(ANN), query, { nhsNumber: ANN, year });
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data.person.integratedBudget;
  };

  it('counts what was paid in, moved over, reclaimed, recharged and bought', async () => {
    const { streams } = await read();
    const paid = Object.fromEntries(
      streams.map((each: { funder: { code: string }; ledgerPaid: { pence: number } }) => [
        each.funder.code,
        each.ledgerPaid?.pence,
      ]),
    );
    // 100.00 − 5.00 moved − 2.50 reclaimed − 6.00 recharged; 5.00 with a third party; 80.00 bought
    expect(paid).toEqual({ [COUNCIL]: 17_150, [BOARD]: 600 });
  });

  it('leaves to use what is neither promised nor set aside, less what is in question', async () => {
    // 100.00 − 10.00 − 30.00 − 5.00 − 4.00 − 2.50 free; 3.00 in question
    expect((await read()).leftToUse).toEqual({ pence: 4_550 });
    expect((await read('2020-21')).leftToUse).toEqual({ pence: 4_550 });
  });

  it('counts money for days of another year in that year, and a refund with what it refunds', async () => {
    const covers = {
      account: third,
      day: '2026-01-11',
      covers: ['2025-03-25', '2025-04-08'],
    } as const;
    await write(
      hub,
      'DEPOSIT',
      covers,
      move('FUNDING', 'THIRD_PARTY', 1_400, { whose: OF_HEALTH }),
    );
    const before = await read('2024-25');
    const own = before.streams.find(
      (each: { stream: { code: string } }) => each.stream.code === HEALTH,
    );
    // 14.00 over 14 days, 7 of them in 2024-25
    expect(own.ledgerPaid).toEqual({ pence: 700 });
  });
});

const OF_HEALTH = { stream: HEALTH, funder: BOARD };
