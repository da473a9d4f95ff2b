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
import { scheduleInput, setSchedule } from './scheduling.ts';
import { stateRule } from './stating.ts';

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

describe('money set aside of what a schedule pays', () => {
  /** £50.00 a week of the council's from December 2025, of which the person pays £30.00. */
  const weekly = { ratePounds: '50.00', weeklyContribution: 30_00 };
  const councils = { stream: ADULTS, funder: COUNCIL };
  const reasonOf = async (id: string) => {
    const query = `query ($id: ID!) { account(id: $id) { movements(first: 9) { nodes {
      kind reason } } } }`;
    const { nodes } = (await hub.ask(finance(COUNCIL), query, { id })).data.account.movements;
    return nodes.find(({ kind }: { kind: string }) => kind === 'SET_ASIDE').reason;
  };

  it('is at most the weeks that its funder lets be kept', async () => {
    const account = await filled();
    await setSchedule(hub, scheduleInput(account, weekly));
    // 4 weeks of £20.00, by the default.
    const over = await record(hub, 'setAside', { account, ...councils, amount: 80_01 });
    expect(over).toMatchObject({
      code: 'OVER_CONTINGENCY',
      message: `amount makes more than may be set aside of ${ADULTS} of ${COUNCIL}: £80.00, 4 × £20.00`,
    });
    await record(hub, 'setAside', { account, ...councils, amount: 50_00 });
    const more = await record(hub, 'setAside', { account, ...councils, amount: 30_01 });
    expect(more.code).toBe('OVER_CONTINGENCY');
    await record(hub, 'setAside', { account, ...councils, amount: 30_00 });
    expect((await booksOf(hub, account)).aside).toBe(80_00);
    expect(await reasonOf(account)).toBeNull();
    // What is free again may be set aside again.
    await record(hub, 'takeBackSetAside', { account, ...councils, amount: 10_00 });
    expect((await record(hub, 'setAside', { account, ...councils, amount: 10_00 })).code).toBe(
      undefined,
    );
  });

  it('is by the rule that an authority states of its stream', async () => {
    const said = { kind: 'CONTINGENCY_WEEKS', organisation: BOARD, stream: HEALTH } as const;
    await stateRule(hub, { ...said, value: '1' });
    const account = await filled();
    const source = { stream: HEALTH, funder: BOARD };
    const schedule = scheduleInput(account, { ...source, ratePounds: '50', weeklyContribution: 0 });
    await setSchedule(hub, schedule);
    const over = await record(hub, 'setAside', { account, ...source, amount: 50_01 });
    expect(over.message).toContain('£50.00, 1 × £50.00');
    expect((await record(hub, 'setAside', { account, ...source, amount: 50_00 })).code).toBe(
      undefined,
    );
  });

  it('has no known limit where no schedule stands on the day, and says so', async () => {
    const account = await filled();
    await setSchedule(hub, scheduleInput(account, { ...weekly, lastDay: '2025-12-31' }));
    // £200.00 and £100.00 alike, far more than four weeks.
    await record(hub, 'setAside', { account, amount: 300_00 });
    expect(await reasonOf(account)).toBe(
      `no limit is known of ${ADULTS} of ${COUNCIL}, ${HEALTH} of ${BOARD}: no schedule says what a week pays`,
    );
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
