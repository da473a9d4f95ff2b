import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { OPEN } from '../support/queries.ts';
import {
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  leftIn,
  makeKnown,
  openAccount,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from './money.ts';

const [ANN, BOB] = testNhsNumbers(2) as [string, string];
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let hub: TestHub;
let account: string;
/** A spending of £1 that nobody reversed. */
let spent: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN, BOB);
  account = await openAccount(hub, ANN);
  await deposit(hub, depositInput(account));
  spent = (await spend(hub, spendInput(account))).movement.id;
});
afterAll(() => hub.close());

/** Everything that the ledger holds, as counts and sums. */
async function held(): Promise<unknown> {
  const [row] = await hub.db.rows<object>(
    'test.held',
    sql`select (select count(*) from journals) as journals, (select count(*) from entries) as entries,
          (select count(*) from accounts) as accounts, (select count(*) from ledger_accounts) as places,
          (select sum(abs(balance_pence))::text from ledger_accounts) as balances`,
  );
  return { ...row };
}

describe('a named refusal, and nothing written', () => {
  const cases: [string, string, () => Promise<{ code: string; message: string }>][] = [
    ['no money', 'BAD_AMOUNT', () => deposit(hub, depositInput(account, { amount: 0 }))],
    ['less than none', 'BAD_AMOUNT', () => deposit(hub, depositInput(account, { amount: -1 }))],
    ['spending no money', 'BAD_AMOUNT', () => spend(hub, spendInput(account, { amount: 0 }))],
    [
      'spending less than none',
      'BAD_AMOUNT',
      () => spend(hub, spendInput(account, { amount: -5 })),
    ],
    [
      'more than can be told exactly',
      'BAD_AMOUNT',
      () => deposit(hub, depositInput(account, { amount: Number.MAX_SAFE_INTEGER })),
    ],
    ['an unknown account', 'NOT_FOUND', () => deposit(hub, depositInput(UNKNOWN))],
    ['what is no id', 'NOT_FOUND', () => spend(hub, spendInput('account'))],
    ['an unknown movement', 'NOT_FOUND', () => reverse(hub, reverseInput(UNKNOWN))],
    ['another host', 'NOT_FOUND', () => reverse(hub, reverseInput(spent), finance(BOARD))],
    [
      'a day to come',
      'FUTURE_DATE',
      () => spend(hub, spendInput(account, { effectiveDate: '2026-01-16' })),
    ],
    [
      'a reversal on a day to come',
      'FUTURE_DATE',
      () => reverse(hub, reverseInput(spent, { effectiveDate: '2026-01-16' })),
    ],
    [
      'a reversal before its original',
      'BEFORE_ORIGINAL',
      () => reverse(hub, reverseInput(spent, { effectiveDate: '2026-01-11' })),
    ],
    ['no key', 'BAD_KEY', () => spend(hub, spendInput(account, { idempotencyKey: '' }))],
    [
      'a key of 256 characters',
      'BAD_KEY',
      () => spend(hub, spendInput(account, { idempotencyKey: 'k'.repeat(256) })),
    ],
    [
      'a key that is not text',
      'BAD_TEXT',
      () => spend(hub, spendInput(account, { idempotencyKey: 'a\0b' })),
    ],
    [
      'a payee that is not text',
      'BAD_TEXT',
      () => spend(hub, spendInput(account, { payee: '\0' })),
    ],
    ['no payee', 'BAD_TEXT', () => spend(hub, spendInput(account, { payee: ' ' }))],
    ['no reason', 'BAD_TEXT', () => reverse(hub, reverseInput(spent, { reason: '' }))],
    ['an unknown purpose', 'UNKNOWN_CODE', () => spend(hub, spendInput(account, { purpose: 'x' }))],
    [
      'an unknown stream',
      'UNKNOWN_CODE',
      () => deposit(hub, depositInput(account, { stream: 'x' })),
    ],
    [
      'an unknown funder',
      'UNKNOWN_CODE',
      () => deposit(hub, depositInput(account, { funder: 'x' })),
    ],
    ...[
      ...['disabled-facilities-grant', 'funded-nursing-care', 'access-to-work', 'nhs-tariff'],
      ...['housing-benefit', 'reablement', 'tenancy-costs'],
    ].map((stream): [string, string, () => Promise<{ code: string; message: string }>] => [
      `${stream}, which nobody holds`,
      'NOT_DEPOSITABLE',
      () => deposit(hub, depositInput(account, { stream })),
    ]),
    [
      'nursing from council money',
      'NOT_FUNDABLE',
      () => spend(hub, spendInput(account, { purpose: 'nursing-or-therapy' })),
    ],
    [
      'a penny too much',
      'INSUFFICIENT_FUNDS',
      () => spend(hub, spendInput(account, { amount: 9901 })),
    ],
  ];

  it.each(cases)('%s: %s', async (_what, code, ask) => {
    const before = await held();
    const { code: told, message } = await ask();
    expect(told).toBe(code);
    expect(message.length).toBeGreaterThan(10);
    expect(message).not.toContain(ANN);
    expect(await held()).toEqual(before);
  });

  it('a key that is not given at all is refused with its name', async () => {
    const { idempotencyKey: _none, ...input } = spendInput(account);
    await expect(spend(hub, input)).rejects.toThrow('idempotencyKey');
  });

  it('a deposit whose money is spent is not reversed', async () => {
    const other = await openAccount(hub, BOB);
    const { movement } = await deposit(hub, depositInput(other, { amount: 300 }));
    const payment = await spend(hub, spendInput(other, { amount: 1 }));
    const early = await reverse(hub, reverseInput(movement.id));
    expect(early.code).toBe('INSUFFICIENT_FUNDS');
    await reverse(hub, reverseInput(payment.movement.id));
    const late = await reverse(hub, reverseInput(movement.id));
    expect(late).toMatchObject({ movement: { reverses: { id: movement.id } } });
    expect((await leftIn(hub, other)).all).toBe(0);
    const empty = await spend(hub, spendInput(other, { amount: 1 }));
    expect(empty.code).toBe('INSUFFICIENT_FUNDS');
  });

  it('an account that never had money has too little, whatever it is for', async () => {
    const empty = await openAccount(hub, BOB, 'THIRD_PARTY');
    const nursing = await spend(hub, spendInput(empty, { purpose: 'nursing-or-therapy' }));
    expect(nursing.code).toBe('INSUFFICIENT_FUNDS');
  });

  it('a reversal happens once, and never to a reversal', async () => {
    const { movement } = await spend(hub, spendInput(account));
    const reversed = await reverse(hub, reverseInput(movement.id));
    const before = await held();
    expect((await reverse(hub, reverseInput(movement.id))).code).toBe('ALREADY_REVERSED');
    const again = await reverse(hub, reverseInput(reversed.movement.id));
    expect(again.code).toBe('REVERSAL_OF_REVERSAL');
    expect(await held()).toEqual(before);
  });
});

describe('a key', () => {
  it('with the same input is answered as before, and with other input is refused', async () => {
    const input = depositInput(account, { amount: 700 });
    const first = await deposit(hub, input);
    const before = await held();
    expect(await deposit(hub, input)).toEqual({ ...first, replayed: true });
    for (const more of [{ amount: 701 }, { stream: HEALTH }, { effectiveDate: '2026-01-09' }]) {
      expect((await deposit(hub, { ...input, ...more })).code).toBe('IDEMPOTENCY_MISMATCH');
    }
    expect(await held()).toEqual(before);
  });

  it('of a payment and of a reversal too', async () => {
    const input = spendInput(account, { amount: 3 });
    const first = await spend(hub, input);
    expect(await spend(hub, input)).toEqual({ ...first, replayed: true });
    expect((await spend(hub, { ...input, payee: 'Other' })).code).toBe('IDEMPOTENCY_MISMATCH');
    const back = reverseInput(first.movement.id);
    const reversed = await reverse(hub, back);
    expect(await reverse(hub, back)).toEqual({ ...reversed, replayed: true });
    expect((await reverse(hub, { ...back, reason: 'x' })).code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('is not used up by a refusal', async () => {
    const input = spendInput(account, { amount: 10_000_000 });
    expect((await spend(hub, input)).code).toBe('INSUFFICIENT_FUNDS');
    expect(await spend(hub, { ...input, amount: 5 })).toMatchObject({ replayed: false });
  });

  it('stands for one operation of one organisation', async () => {
    const same = { idempotencyKey: 'one and the same' };
    const paid = await spend(hub, spendInput(account, same));
    expect(paid.replayed).toBe(false);
    expect(await deposit(hub, depositInput(account, same))).toMatchObject({ replayed: false });
    const back = await reverse(hub, reverseInput(paid.movement.id, same));
    expect(back.replayed).toBe(false);
    const theirs = await openAccount(hub, ANN, 'NOTIONAL', BOARD);
    const money = depositInput(theirs, { ...same, stream: HEALTH, funder: BOARD });
    expect(await deposit(hub, money, finance(BOARD))).toMatchObject({ replayed: false });
    expect(await spend(hub, spendInput(account, same), holder(ANN))).toMatchObject({
      replayed: false,
    });
  });

  it('of another account of the same host is another’s input', async () => {
    const other = await openAccount(hub, BOB);
    const input = depositInput(account);
    await deposit(hub, input);
    expect((await deposit(hub, { ...input, account: other })).code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('opens one account, however often it is sent', async () => {
    const query = OPEN.replace('account { id }', 'account { id } replayed');
    const open = async (input: object) =>
      (await hub.ask(finance(COUNCIL), query, { input })).data.openAccount;
    const input = { nhsNumber: ANN, mode: 'NOTIONAL', idempotencyKey: 'an account' };
    const all = await Promise.all([open(input), open(input), open(input)]);
    expect(new Set(all.map((each) => each.account.id)).size).toBe(1);
    expect(all.map(({ replayed }) => replayed).sort()).toEqual([false, true, true]);
    expect((await open({ ...input, mode: 'THIRD_PARTY' })).code).toBe('IDEMPOTENCY_MISMATCH');
    expect((await open({ ...input, idempotencyKey: '' })).code).toBe('BAD_KEY');
  });
});

describe('a year that its host has closed', () => {
  const CLOSE = `mutation ($input: CloseYearInput!) { closeYear(input: $input) { __typename
    ... on CloseYearSuccess { year replayed } ... on Refusal { code message } } }`;
  const close = async (viewer: object, year: string) =>
    (await hub.ask(viewer as never, CLOSE, { input: { year, idempotencyKey: 'k' } })).data
      .closeYear;

  it('takes no more money, in the accounts of that host alone', async () => {
    const theirs = await openAccount(hub, ANN, 'NOTIONAL', BOARD);
    const input = depositInput(account, { effectiveDate: '2024-12-31' });
    const first = await deposit(hub, input);
    const old = { effectiveDate: '2025-03-31' };
    expect(await close(finance(COUNCIL), '2024-25')).toMatchObject({
      ...{ year: '2024-25', replayed: false },
    });
    const before = await held();
    expect((await deposit(hub, depositInput(account, old))).code).toBe('CLOSED_YEAR');
    expect((await spend(hub, spendInput(account, old))).code).toBe('CLOSED_YEAR');
    const inYear = await reverse(hub, reverseInput(first.movement.id, old));
    expect(inYear.code).toBe('CLOSED_YEAR');
    expect(await held()).toEqual(before);
    // What was recorded before is answered as before, and reversed on a day of an open year.
    expect(await deposit(hub, input)).toEqual({ ...first, replayed: true });
    const later = await reverse(
      hub,
      reverseInput(first.movement.id, { effectiveDate: '2025-04-01' }),
    );
    expect(later).toMatchObject({ movement: { reverses: { id: first.movement.id } } });
    const money = depositInput(theirs, { ...old, stream: HEALTH, funder: BOARD });
    expect(await deposit(hub, money, finance(BOARD))).toMatchObject({ replayed: false });
  });

  it('is closed once, when it is over, by finance', async () => {
    expect(await close(finance(COUNCIL), '2024-25')).toMatchObject({ replayed: true });
    expect(await close(finance(COUNCIL), '2025-26')).toMatchObject({ code: 'UNFINISHED_YEAR' });
    for (const viewer of [holder(ANN), { role: 'operator' }, finance('NOWHERE')]) {
      expect(await close(viewer, '2023-24')).toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

it('a funder’s former code leads to the one in force', async () => {
  const other = await openAccount(hub, BOB, 'NOTIONAL');
  await deposit(hub, depositInput(other, { funder: 'E08000019' }));
  await deposit(hub, depositInput(other, { funder: COUNCIL, amount: 1 }));
  const query = `query ($id: ID!) { account(id: $id) {
    sources { funder { code } available { pence } } } }`;
  const { data } = await hub.ask(finance(COUNCIL), query, { id: other });
  expect(data.account.sources).toEqual([
    { funder: { code: COUNCIL }, available: { pence: 10_001 } },
  ]);
});
