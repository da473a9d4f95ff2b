import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import {
  ADULTS,
  BOARD,
  booksOf,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  openAccount,
  partsOf,
  record,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from './money.ts';

const [ANN, BOB] = testNhsNumbers(2) as [string, string];
const COUNCILS = `${ADULTS} ${COUNCIL}`;
const BOARDS = `${HEALTH} ${BOARD}`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN, BOB);
});
afterAll(async () => {
  expect((await verifyLedger(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
  await hub.close();
});

/** An account with £200 of the council's and £100 of the board's. */
async function filled(nhsNumber = ANN, mode = 'DIRECT_PAYMENT'): Promise<string> {
  const account = await openAccount(hub, nhsNumber, mode);
  await deposit(hub, depositInput(account, { amount: 200_00 }));
  await deposit(hub, depositInput(account, { amount: 100_00, stream: HEALTH, funder: BOARD }));
  return account;
}

describe('money set aside', () => {
  it('is not spent, and is in the books still', async () => {
    const account = await filled();
    const kept = await record(hub, 'setAside', { account, amount: 90_00 });
    expect(partsOf(kept)).toEqual({ [COUNCILS]: 60_00, [BOARDS]: 30_00 });
    expect(await booksOf(hub, account)).toMatchObject({ free: 210_00, aside: 90_00, book: 300_00 });
    const over = await spend(hub, spendInput(account, { amount: 210_01 }));
    expect(over.code).toBe('INSUFFICIENT_FUNDS');
    const more = await record(hub, 'setAside', { account, amount: 210_01 });
    expect(more.code).toBe('INSUFFICIENT_FUNDS');
    const back = await record(hub, 'takeBackSetAside', { account, amount: 30_00 });
    expect(partsOf(back)).toEqual({ [COUNCILS]: 20_00, [BOARDS]: 10_00 });
    const none = await record(hub, 'takeBackSetAside', { account, amount: 60_01 });
    expect(none.code).toBe('INSUFFICIENT_FUNDS');
    expect(await booksOf(hub, account)).toMatchObject({ free: 240_00, aside: 60_00, book: 300_00 });
    // What is free again is not there to be taken back twice.
    expect((await reverse(hub, reverseInput(kept.movement.id))).code).toBe('INSUFFICIENT_FUNDS');
  });

  it('is of one source where one is named', async () => {
    const account = await filled();
    const source = { account, stream: HEALTH, funder: BOARD };
    expect(partsOf(await record(hub, 'setAside', { ...source, amount: 100_00 }))).toEqual({
      [BOARDS]: 100_00,
    });
    const more = await record(hub, 'setAside', { ...source, amount: 1 });
    expect(more.code).toBe('INSUFFICIENT_FUNDS');
    const other = { ...source, stream: ADULTS, funder: COUNCIL, amount: 1 };
    const none = await record(hub, 'takeBackSetAside', other);
    expect(none.code).toBe('INSUFFICIENT_FUNDS');
    const half = await record(hub, 'setAside', { account, amount: 1, funder: BOARD });
    expect(half.code).toBe('BAD_SOURCE');
  });

  it('is for whoever hosts the account, and for money that is held', async () => {
    const account = await filled();
    const said = { account, amount: 1_00 };
    expect((await record(hub, 'setAside', said, holder(ANN))).code).toBe('NOT_FOUND');
    expect((await record(hub, 'setAside', said, finance(BOARD))).code).toBe('NOT_FOUND');
    const bought = await openAccount(hub, ANN, 'COMMISSIONED');
    const none = await record(hub, 'setAside', { account: bought, amount: 1 });
    expect(none.code).toBe('NOT_HELD');
    expect((await record(hub, 'setAside', { account, amount: 0 })).code).toBe('BAD_AMOUNT');
  });
});

describe('a transfer', () => {
  it('takes the money and whose it is to the other account, and back when it is reversed', async () => {
    const [from, to] = [await filled(), await openAccount(hub, ANN, 'NOTIONAL')];
    const sent = await record(hub, 'transferMoney', { from, to, amount: 30_00 });
    expect(partsOf(sent)).toEqual({ [COUNCILS]: 20_00, [BOARDS]: 10_00 });
    expect(sent.movement.amount.pence).toBe(30_00);
    expect((await booksOf(hub, from)).free).toBe(270_00);
    expect((await booksOf(hub, to)).free).toBe(30_00);
    const query = `query ($id: ID!) { account(id: $id) { movements(first: 9) { nodes {
      id kind amount { pence } } } } }`;
    const { data } = await hub.ask(finance(COUNCIL), query, { id: to });
    expect(data.account.movements.nodes).toEqual([
      { id: sent.movement.id, kind: 'TRANSFER', amount: { pence: 30_00 } },
    ]);
    await spend(hub, spendInput(to, { amount: 1 }));
    expect((await reverse(hub, reverseInput(sent.movement.id))).code).toBe('INSUFFICIENT_FUNDS');
    await deposit(hub, depositInput(to, { amount: 1 }));
    const back = await reverse(hub, reverseInput(sent.movement.id));
    expect(back.movement.reverses.id).toBe(sent.movement.id);
    expect((await booksOf(hub, from)).free).toBe(300_00);
    expect((await booksOf(hub, to)).free).toBe(0);
  });

  it.each([
    ['of more than is free', {}, { amount: 300_01 }, 'INSUFFICIENT_FUNDS'],
    ['to another person', { person: BOB }, {}, 'NOT_TRANSFERABLE'],
    ['to another host', { host: BOARD }, {}, 'NOT_FOUND'],
    ['into care that its funder buys', { mode: 'COMMISSIONED' }, {}, 'NOT_HELD'],
    ['of nothing', {}, { amount: 0 }, 'BAD_AMOUNT'],
  ])('%s is refused by name', async (_what, of, more, code) => {
    const { person, mode, host } = { person: ANN, mode: 'NOTIONAL', host: COUNCIL, ...of };
    const [from, to] = [await filled(), await openAccount(hub, person, mode, host)];
    const answer = await record(hub, 'transferMoney', { from, to, amount: 1_00, ...more });
    expect(answer.code).toBe(code);
    expect((await booksOf(hub, from)).free).toBe(300_00);
  });

  it('to the account that the money is in is refused too', async () => {
    const account = await filled();
    const same = await record(hub, 'transferMoney', { from: account, to: account, amount: 1 });
    expect(same.code).toBe('NOT_TRANSFERABLE');
  });
});
