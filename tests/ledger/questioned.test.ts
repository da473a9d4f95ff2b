import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postRecharge } from '../../src/ledger/post-recharge.ts';
import { postReclaim } from '../../src/ledger/post-reclaim.ts';
import { lockHosted, moving, type Recording } from '../../src/ledger/posting.ts';
import { MoneyRefused } from '../../src/ledger/refusals.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { SELF } from '../../src/streams/stream.ts';
import type { AccountId, OrganisationCode } from '../../src/values/ids.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import {
  ADULTS,
  BOARD,
  booksOf,
  COUNCIL,
  deposit,
  depositInput,
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
import { stateRule } from './stating.ts';

const [ANN] = testNhsNumbers(1) as [string];
const COUNCILS = `${ADULTS} ${COUNCIL}`;
const BOARDS = `${HEALTH} ${BOARD}`;
const OWN = `${ADULTS} SELF`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
  await stateRule(hub, { kind: 'OWN_MONEY_ALLOWED', organisation: COUNCIL, value: 'YES' });
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

const made = (account: string, more: object = {}) =>
  record(hub, 'recordPaymentMade', {
    ...{ account, amount: 30_00, payee: 'Shop', purpose: 'personal-care', ...more },
  });
const paidIn = (account: string, more: object = {}) =>
  record(hub, 'recordContribution', { account, stream: ADULTS, amount: 40_00, ...more });
const decide = (payment: { movement: { id: string } }, outcome: string, more: object = {}) =>
  record(hub, 'decideQuestioned', {
    ...{ movement: payment.movement.id, outcome, reason: 'as was talked over', ...more },
  });
const shares = (...named: [stream: string, funder: string, amount: number][]) => ({
  sources: named.map(([stream, funder, amount]) => ({ stream, funder, amount })),
});

describe('what the person pays', () => {
  it('is their own money beside that of the stream, and is spent with it', async () => {
    const account = await filled();
    expect(partsOf(await paidIn(account, { amount: 100_00 }))).toEqual({ [OWN]: 100_00 });
    // Of £200, £100 and £100: a half and two quarters.
    const spent = await record(hub, 'recordSpend', spendInput(account, { amount: 40_00 }));
    expect(partsOf(spent)).toEqual({ [COUNCILS]: 20_00, [OWN]: 10_00, [BOARDS]: 10_00 });
  });

  it('is never said to be a funder’s deposit, nor a deposit the person’s', async () => {
    const account = await filled();
    expect((await deposit(hub, depositInput(account, { funder: SELF }))).code).toBe('UNKNOWN_CODE');
    expect((await paidIn(account, { stream: 'x' })).code).toBe('UNKNOWN_CODE');
    expect((await paidIn(account, { stream: 'access-to-work' })).code).toBe('NOT_DEPOSITABLE');
    expect((await paidIn(account, { firstDay: '2026-01-01' })).code).toBe('BAD_DAYS');
    expect((await paidIn(account, { amount: -1 })).code).toBe('BAD_AMOUNT');
  });

  it('for care that its funder buys is collected, and held nowhere', async () => {
    const account = await openAccount(hub, ANN, 'COMMISSIONED');
    expect(partsOf(await paidIn(account))).toEqual({ [OWN]: 40_00 });
    expect(await booksOf(hub, account)).toMatchObject({ free: 0, book: 0 });
  });
});

describe('a refund', () => {
  it('goes to the sources that paid, in proportion, and never more than was paid', async () => {
    const account = await filled();
    const spent = await spend(hub, spendInput(account, { amount: 30_00 }));
    const refund = (amount: number) =>
      record(hub, 'recordRefund', { movement: spent.movement.id, amount });
    const first = await refund(10_00);
    // £10 of £20 and £10: £6.67 and £3.33; then the £13.33 and £6.67 that are left.
    expect(partsOf(first)).toEqual({ [COUNCILS]: 6_67, [BOARDS]: 3_33 });
    expect((await refund(20_01)).code).toBe('MORE_THAN_PAID');
    expect((await reverse(hub, reverseInput(spent.movement.id))).code).toBe('BUILT_UPON');
    expect(partsOf(await refund(20_00))).toEqual({ [COUNCILS]: 13_33, [BOARDS]: 6_67 });
    expect((await refund(1)).code).toBe('MORE_THAN_PAID');
    expect(await booksOf(hub, account)).toMatchObject({ free: 300_00, book: 300_00 });
    await reverse(hub, reverseInput(first.movement.id));
    expect((await refund(10_01)).code).toBe('MORE_THAN_PAID');
    expect((await refund(10_00)).replayed).toBe(false);
  });

  it('is of a payment that stands', async () => {
    const account = await filled();
    const { movement } = await deposit(hub, depositInput(account));
    const refund = (id: string, more: object = {}) =>
      record(hub, 'recordRefund', { movement: id, amount: 1, ...more });
    expect((await refund(movement.id)).code).toBe('NOT_REFUNDABLE');
    const spent = await spend(hub, spendInput(account, { amount: 30_00 }));
    const early = await refund(spent.movement.id, { effectiveDate: '2026-01-11' });
    expect(early.code).toBe('BEFORE_ORIGINAL');
    await reverse(hub, reverseInput(spent.movement.id));
    expect((await refund(spent.movement.id)).code).toBe('ALREADY_REVERSED');
    expect((await refund('x')).code).toBe('NOT_FOUND');
  });
});

describe('a payment that was made', () => {
  it('is a payment where its sources answer for it', async () => {
    const account = await filled();
    const { movement } = await made(account);
    expect(movement).toMatchObject({ kind: 'SPENDING', amount: { pence: 30_00 } });
  });

  it.each([
    ['more than there is', { amount: 300_01 }],
    ['for what no source may fund', { purpose: 'nursing-or-therapy', amount: 100_01 }],
    ['and nobody says what for', { purpose: null }],
  ])('%s is in question, whole', async (_what, more) => {
    const account = await filled();
    const answer = await made(account, more);
    const { amount } = { amount: 30_00, ...more };
    expect(answer.movement).toMatchObject({ kind: 'IN_QUESTION', amount: { pence: amount } });
    expect(partsOf(answer)).toEqual({});
    expect(await booksOf(hub, account)).toMatchObject({
      ...{ free: 300_00 - amount, inQuestion: amount, book: 300_00 - amount },
      questioned: [answer.movement.id],
    });
  });

  it('counts against what is left of the account, though of no source', async () => {
    const account = await filled();
    await made(account, { amount: 250_00, purpose: null });
    const over = await spend(hub, spendInput(account, { amount: 50_01 }));
    expect(over.code).toBe('INSUFFICIENT_FUNDS');
    for (const operation of ['setAside', 'placeHold']) {
      const said = operation === 'setAside' ? {} : { payee: 'x', purpose: 'travel' };
      const answer = await record(hub, operation, { account, amount: 50_01, ...said });
      expect(answer.code).toBe('INSUFFICIENT_FUNDS');
    }
    expect((await spend(hub, spendInput(account, { amount: 50_00 }))).replayed).toBe(false);
  });

  it('is refused where what is said of it is wrong', async () => {
    const account = await filled();
    expect((await made(account, { purpose: 'x' })).code).toBe('UNKNOWN_CODE');
    expect((await made(account, { amount: 0 })).code).toBe('BAD_AMOUNT');
    expect((await made(account, { payee: '' })).code).toBe('BAD_TEXT');
    expect((await made(account, { funder: COUNCIL })).code).toBe('BAD_SOURCE');
  });
});

describe('a decision', () => {
  it('that it was allowed takes it from the sources that may fund it', async () => {
    const account = await filled();
    const payment = await made(account, { purpose: null });
    expect((await decide(payment, 'ALLOWED')).code).toBe('NOT_FUNDABLE');
    const decided = await decide(payment, 'ALLOWED', { purpose: 'personal-care' });
    expect(decided.movement).toMatchObject({ kind: 'ATTRIBUTION', outcome: 'ALLOWED' });
    expect(partsOf(decided)).toEqual({ [COUNCILS]: 20_00, [BOARDS]: 10_00 });
    expect(decided.movement.amount.pence).toBe(30_00);
    expect(await booksOf(hub, account)).toMatchObject({
      free: 270_00,
      inQuestion: 0,
      questioned: [],
    });
    expect((await decide(payment, 'ALLOWED')).code).toBe('ALREADY_DECIDED');
    expect((await reverse(hub, reverseInput(payment.movement.id))).code).toBe('BUILT_UPON');
    await reverse(hub, reverseInput(decided.movement.id));
    expect(await booksOf(hub, account)).toMatchObject({ free: 270_00, inQuestion: 30_00 });
  });

  it('or from those named, to the penny', async () => {
    const account = await filled();
    const payment = await made(account, { purpose: null });
    const named = (...parts: Parameters<typeof shares>) =>
      decide(payment, 'ALLOWED', shares(...parts));
    expect((await named([ADULTS, COUNCIL, 29_99])).code).toBe('BAD_AMOUNT');
    expect((await named([ADULTS, COUNCIL, 31_00], [HEALTH, BOARD, -1_00])).code).toBe('BAD_AMOUNT');
    expect((await named([ADULTS, COUNCIL, 10_00], [ADULTS, COUNCIL, 20_00])).code).toBe(
      'BAD_SOURCE',
    );
    expect((await named([ADULTS, 'QWE', 30_00])).code).toBe('INSUFFICIENT_FUNDS');
    const decided = await named([HEALTH, BOARD, 25_00], [ADULTS, COUNCIL, 5_00]);
    expect(partsOf(decided)).toEqual({ [COUNCILS]: 5_00, [BOARDS]: 25_00 });
  });

  it('that it was a breach names whose money it was, never the person’s', async () => {
    const account = await filled();
    await paidIn(account);
    const payment = await made(account, { purpose: null });
    expect((await decide(payment, 'BREACH')).code).toBe('BAD_SOURCE');
    const own = await decide(payment, 'BREACH', shares([ADULTS, SELF, 30_00]));
    expect(own.code).toBe('BAD_SOURCE');
    const decided = await decide(payment, 'BREACH', shares([ADULTS, COUNCIL, 30_00]));
    expect(decided.movement.outcome).toBe('BREACH');
    expect(partsOf(decided)).toEqual({ [COUNCILS]: 30_00 });
  });

  it('that the person repaid it takes it from what they paid in', async () => {
    const account = await filled();
    const payment = await made(account, { purpose: null });
    expect((await decide(payment, 'REPAID_BY_PERSON')).code).toBe('INSUFFICIENT_FUNDS');
    await paidIn(account);
    const decided = await decide(payment, 'REPAID_BY_PERSON');
    expect(partsOf(decided)).toEqual({ [OWN]: 30_00 });
    expect((await booksOf(hub, account)).free).toBe(310_00);
  });

  it('is of what has not come back', async () => {
    const account = await filled();
    const payment = await made(account, { purpose: null });
    const refund = (id: string, amount: number) =>
      record(hub, 'recordRefund', { movement: id, amount });
    const back = await refund(payment.movement.id, 10_00);
    expect(back.movement.amount.pence).toBe(10_00);
    expect((await refund(payment.movement.id, 20_01)).code).toBe('MORE_THAN_PAID');
    const decided = await decide(payment, 'ALLOWED', { purpose: 'travel' });
    expect(decided.movement.amount.pence).toBe(20_00);
    expect((await refund(payment.movement.id, 1)).code).toBe('NOT_REFUNDABLE');
    expect((await reverse(hub, reverseInput(back.movement.id))).code).toBe('BUILT_UPON');
    expect((await refund(decided.movement.id, 20_00)).replayed).toBe(false);
    expect((await booksOf(hub, account)).free).toBe(300_00);
    const all = await made(account, { purpose: null });
    await refund(all.movement.id, 30_00);
    expect((await decide(all, 'ALLOWED')).code).toBe('NOT_IN_QUESTION');
    const spent = await made(account);
    expect((await decide(spent, 'ALLOWED')).code).toBe('NOT_IN_QUESTION');
  });

  it('of care that its funder buys names the funder', async () => {
    const account = await openAccount(hub, ANN, 'COMMISSIONED');
    const payment = await made(account);
    expect(payment.movement.kind).toBe('IN_QUESTION');
    expect((await decide(payment, 'ALLOWED')).code).toBe('BAD_SOURCE');
    const nobody = await decide(payment, 'ALLOWED', shares([ADULTS, 'x', 30_00]));
    expect(nobody.code).toBe('UNKNOWN_CODE');
    const decided = await decide(payment, 'ALLOWED', shares([ADULTS, COUNCIL, 30_00]));
    expect(partsOf(decided)).toEqual({ [COUNCILS]: 30_00 });
  });
});

describe('between funders, and back to them', () => {
  const council = { stream: ADULTS, funder: COUNCIL as OrganisationCode };
  const board = { stream: HEALTH, funder: BOARD as OrganisationCode };
  const own = { stream: ADULTS, funder: SELF };
  const effectiveDay = '2026-01-13' as PlainDate;
  const said = { amount: pence(50_00), effectiveDay, reason: 'settled back to June' };
  const by = (operation: string): Recording => ({
    ...{ operation, scope: COUNCIL, key: newKey(), actor: 'the office' },
  });
  const inside = (account: string, work: (...args: never[]) => Promise<unknown>) =>
    moving(hub.db, async (tx) => {
      const locked = await lockHosted(tx, COUNCIL as OrganisationCode, account as AccountId);
      return work(...([tx, locked] as never[]));
    }).catch((error) => (error instanceof MoneyRefused ? error.code : Promise.reject(error)));

  it('what one gives the other sums to nothing, and moves no money of the account', async () => {
    const account = await filled();
    await inside(account, (tx, locked) =>
      postRecharge(tx, by('recharge'), locked, { ...said, paidBy: board, paidTo: council }),
    );
    await inside(account, (tx, locked) =>
      postRecharge(tx, by('recharge'), locked, { ...said, paidBy: board, paidTo: own }),
    );
    expect(await booksOf(hub, account)).toMatchObject({ free: 300_00, book: 300_00 });
    const same = await inside(account, (tx, locked) =>
      postRecharge(tx, by('recharge'), locked, { ...said, paidBy: board, paidTo: board }),
    );
    expect(same).toBe('BAD_SOURCE');
  });

  it('a funder takes back its own free money, and never the person’s', async () => {
    const account = await filled();
    await paidIn(account);
    const reclaim = (source: typeof own, amount: number) =>
      inside(account, (tx, locked) =>
        postReclaim(tx, by('reclaim'), locked, { ...said, source, amount: pence(amount) }),
      );
    expect(await reclaim(own, 1)).toBe('NOT_RECLAIMABLE');
    expect(await reclaim(board, 100_01)).toBe('INSUFFICIENT_FUNDS');
    await reclaim(board, 100_00);
    expect((await booksOf(hub, account)).free).toBe(240_00);
  });
});
