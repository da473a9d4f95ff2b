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
  newKey,
  openAccount,
  partsOf,
  record,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from './money.ts';

const [ANN] = testNhsNumbers(1) as [string];
const COUNCILS = `${ADULTS} ${COUNCIL}`;
const BOARDS = `${HEALTH} ${BOARD}`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
});
afterAll(async () => {
  expect((await verifyLedger(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
  await hub.close();
});

/** An account with £200 of the council's and £100 of the board's. */
async function filled(): Promise<string> {
  const account = await openAccount(hub, ANN);
  await deposit(hub, depositInput(account, { amount: 200_00 }));
  await deposit(hub, depositInput(account, { amount: 100_00, stream: HEALTH, funder: BOARD }));
  return account;
}

const hold = (account: string, more: object = {}, viewer?: object) => {
  const said = { account, amount: 30_00, payee: 'Helping Hands', purpose: 'personal-care' };
  return record(hub, 'placeHold', { ...said, ...more }, viewer as never);
};

const BILL = {
  ...{ provider: 'Helping Hands', number: 'HH 17', amount: 60_00, purpose: 'personal-care' },
  ...{ firstDay: '2026-01-01', lastDay: '2026-01-07', dueOn: '2026-02-01' },
};

describe('a promise of money', () => {
  it('counts against what is left, of each source in proportion', async () => {
    const account = await filled();
    const promised = await hold(account);
    // £30 of £200 and £100: two thirds and one third.
    expect(partsOf(promised)).toEqual({ [COUNCILS]: 20_00, [BOARDS]: 10_00 });
    expect(await booksOf(hub, account)).toMatchObject({
      ...{ free: 270_00, promised: 30_00, aside: 0, inQuestion: 0, book: 300_00 },
      holds: [promised.movement.id],
    });
    const over = await spend(hub, spendInput(account, { amount: 270_01 }));
    expect(over.code).toBe('INSUFFICIENT_FUNDS');
    expect((await hold(account, { amount: 270_01 })).code).toBe('INSUFFICIENT_FUNDS');
  });

  it('is paid as it was promised', async () => {
    const account = await filled();
    const { movement } = await hold(account);
    const paid = await record(hub, 'settleHold', { hold: movement.id, amount: 30_00 });
    expect(paid.movement).toMatchObject({ kind: 'SETTLEMENT', amount: { pence: 30_00 } });
    expect(paid.movement.about).toEqual({ id: movement.id });
    expect(await booksOf(hub, account)).toMatchObject({ free: 270_00, promised: 0, holds: [] });
  });

  it('and what is paid less is free again, of each source', async () => {
    const account = await filled();
    const { movement } = await hold(account);
    // £10 of £20 and £10: £6.67 and £3.33.
    const paid = await record(hub, 'settleHold', { hold: movement.id, amount: 10_00 });
    expect(partsOf(paid)).toEqual({ [COUNCILS]: 6_67, [BOARDS]: 3_33 });
    expect(await booksOf(hub, account)).toMatchObject({ free: 290_00, promised: 0, book: 290_00 });
  });

  it('and what is paid more is drawn anew', async () => {
    const account = await filled();
    const { movement } = await hold(account);
    // £30 as promised; of £3 more, £180 and £90 are left: £2 and £1.
    const paid = await record(hub, 'settleHold', { hold: movement.id, amount: 33_00 });
    expect(partsOf(paid)).toEqual({ [COUNCILS]: 22_00, [BOARDS]: 11_00 });
    expect(await booksOf(hub, account)).toMatchObject({ free: 267_00, promised: 0, book: 267_00 });
    const other = await hold(account);
    const over = await record(hub, 'settleHold', { hold: other.movement.id, amount: 267_01 });
    expect(over.code).toBe('INSUFFICIENT_FUNDS');
  });

  it('ends once: settled, released or taken back', async () => {
    const account = await filled();
    const [one, two, three] = [await hold(account), await hold(account), await hold(account)];
    const settle = (each: typeof one) =>
      record(hub, 'settleHold', { hold: each.movement.id, amount: 1 });
    const release = (each: typeof one, more: object = {}) =>
      record(hub, 'releaseHold', { hold: each.movement.id, reason: 'not needed', ...more });
    const settled = await settle(one);
    expect((await settle(one)).code).toBe('ALREADY_SETTLED');
    expect((await release(one)).code).toBe('ALREADY_SETTLED');
    expect((await release(two, { effectiveDate: '2026-01-12' })).code).toBe('BEFORE_ORIGINAL');
    const released = await release(two);
    expect(released.movement).toMatchObject({ kind: 'RELEASE', amount: { pence: 30_00 } });
    expect((await settle(two)).code).toBe('ALREADY_RELEASED');
    expect((await release(two)).code).toBe('ALREADY_RELEASED');
    expect((await reverse(hub, reverseInput(two.movement.id))).code).toBe('BUILT_UPON');
    await reverse(hub, reverseInput(three.movement.id));
    expect((await settle(three)).code).toBe('ALREADY_REVERSED');
    expect((await release(settled)).code).toBe('NOT_A_HOLD');
    expect((await booksOf(hub, account)).book).toBe(299_99);
    // A settlement that is taken back leaves the promise as it was.
    await reverse(hub, reverseInput(settled.movement.id));
    expect((await booksOf(hub, account)).holds).toEqual([one.movement.id]);
    expect((await settle(one)).movement.amount.pence).toBe(1);
  });

  it('is answered as before by its key, and refused for another', async () => {
    const account = await filled();
    const key = { idempotencyKey: newKey() };
    const first = await hold(account, key);
    expect(await hold(account, key)).toEqual({ ...first, replayed: true });
    expect((await hold(account, { ...key, amount: 1 })).code).toBe('IDEMPOTENCY_MISMATCH');
    expect((await hold(account, { ...key, dueOn: TODAY })).code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it.each([
    ['no money', { amount: 0 }, 'BAD_AMOUNT'],
    ['no payee', { payee: ' ' }, 'BAD_TEXT'],
    ['an unknown purpose', { purpose: 'x' }, 'UNKNOWN_CODE'],
    ['a day to come', { effectiveDate: '2026-01-16' }, 'FUTURE_DATE'],
    ['a stream without its funder', { stream: ADULTS }, 'BAD_SOURCE'],
    ['an unknown stream', { stream: 'x', funder: COUNCIL }, 'UNKNOWN_CODE'],
    ['an unknown funder', { stream: ADULTS, funder: 'x' }, 'UNKNOWN_CODE'],
    [
      'a source that may not pay for it',
      { stream: ADULTS, funder: COUNCIL, purpose: 'nursing-or-therapy' },
      'NOT_FUNDABLE',
    ],
  ])('of %s is refused by name', async (_what, more, code) => {
    expect((await hold(await filled(), more)).code).toBe(code);
  });

  it('is the holder’s to make of a direct payment, and no other office’s', async () => {
    const account = await filled();
    expect((await hold(account, {}, holder(ANN))).replayed).toBe(false);
    expect((await hold(account, {}, finance(BOARD))).code).toBe('NOT_FOUND');
    const { movement } = await hold(account);
    const said = { hold: movement.id, amount: 1 };
    const theirs = await record(hub, 'settleHold', said, finance(BOARD));
    const nobodys = await record(hub, 'settleHold', { ...said, hold: newKey() }, finance(BOARD));
    expect(theirs).toEqual(nobodys);
  });
});

describe('a bill', () => {
  it('is a promise with its number and its days', async () => {
    const account = await filled();
    const { movement } = await record(hub, 'recordInvoice', { account, ...BILL });
    expect(movement).toMatchObject({ kind: 'HOLD', invoice: 'HH 17', payee: 'Helping Hands' });
    const query = `query ($id: ID!) { account(id: $id) { holds(first: 1) { nodes {
      firstDay lastDay dueOn } } } }`;
    const { data } = await hub.ask(finance(COUNCIL), query, { id: account });
    const { firstDay, lastDay, dueOn } = BILL;
    expect(data.account.holds.nodes).toEqual([{ firstDay, lastDay, dueOn }]);
  });

  it('is recorded once for its provider in an account', async () => {
    const account = await filled();
    const bill = (more: object = {}) =>
      record(hub, 'recordInvoice', { account, ...BILL, amount: 1_00, ...more });
    const first = await bill();
    expect((await bill()).code).toBe('ALREADY_INVOICED');
    expect((await bill({ provider: ' helping HANDS ' })).code).toBe('ALREADY_INVOICED');
    expect((await bill({ number: 'HH 18' })).replayed).toBe(false);
    expect((await bill({ provider: 'Another' })).replayed).toBe(false);
    await reverse(hub, reverseInput(first.movement.id));
    expect((await bill()).replayed).toBe(false);
    expect((await bill({ number: 'x', lastDay: '2025-12-31' })).code).toBe('BAD_DAYS');
    expect((await bill({ number: ' ' })).code).toBe('BAD_TEXT');
  });

  it('of care that its funder buys names whose money it is, and is not held', async () => {
    const account = await openAccount(hub, ANN, 'COMMISSIONED');
    expect((await record(hub, 'recordInvoice', { account, ...BILL })).code).toBe('BAD_SOURCE');
    const source = { stream: ADULTS, funder: COUNCIL };
    const { movement } = await record(hub, 'recordInvoice', { account, ...BILL, ...source });
    expect(await booksOf(hub, account)).toMatchObject({ free: 0, promised: 60_00 });
    // £5 more than the bill said, of the same funder.
    const paid = await record(hub, 'settleHold', { hold: movement.id, amount: 65_00 });
    expect(partsOf(paid)).toEqual({ [COUNCILS]: 65_00 });
    expect(await booksOf(hub, account)).toMatchObject({ free: 0, promised: 0, book: 0 });
    const less = await record(hub, 'recordInvoice', { account, ...BILL, ...source, number: '2' });
    await record(hub, 'settleHold', { hold: less.movement.id, amount: 1 });
    expect((await spend(hub, spendInput(account))).code).toBe('BAD_SOURCE');
    expect(partsOf(await record(hub, 'recordSpend', spendInput(account, source)))).toEqual({
      [COUNCILS]: 1_00,
    });
    const own = { ...source, funder: 'SELF' };
    expect((await spend(hub, spendInput(account, own))).code).toBe('UNKNOWN_CODE');
    const nursing = { ...source, purpose: 'nursing-or-therapy' };
    expect((await spend(hub, spendInput(account, nursing))).code).toBe('NOT_FUNDABLE');
    expect((await deposit(hub, depositInput(account))).code).toBe('NOT_DEPOSITABLE');
  });
});
