import { afterAll, beforeAll, expect, it } from 'vitest';
import { paymentRow } from '../../adapters/payments/format.ts';
import { verifyDeliveries } from '../../src/deliveries/verify.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { COUNCIL, leftIn, makeKnown, openAccount } from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { receiveStatement, waitingIn } from './lines.ts';
import { takeBack } from './receiving.ts';

const COLUMNS = Object.keys(paymentRow.shape);
const [ANN] = testNhsNumbers(1) as [string];
type Cells = Readonly<Record<string, string>>;

const PAID: Cells = {
  ...{ 'NHS Number': ANN, Stream: 'adult-social-care', Mode: 'DIRECT_PAYMENT', Basis: 'NET' },
  ...{ 'Payment Reference': 'R1', Kind: 'DIRECT_PAYMENT', Amount: '100.00' },
  'Paid On': '2026-01-05',
};
const INVOICE: Cells = {
  ...{ ...PAID, 'Payment Reference': 'R2', Kind: 'PROVIDER_INVOICE', Amount: '40.00' },
  ...{ Payee: 'Helping Hands', Purpose: 'personal-care', 'Paid On': '2026-01-06' },
};
const csv = (...rows: readonly Cells[]) =>
  [COLUMNS, ...rows.map((cells) => COLUMNS.map((name) => cells[name] ?? ''))]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');

let hub: TestHub;
let account: string;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  await makeKnown(hub, ANN);
  account = await openAccount(hub, ANN);
});
afterAll(async () => {
  expect((await verifyLedger(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
  const checks = await verifyDeliveries(hub.db, hub.adapters);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  await hub.close();
});

const receive = (...rows: readonly Cells[]) => hub.receive('payments', COUNCIL, csv(...rows));
const left = async () => (await leftIn(hub, account)).all;

it('a run is recorded as it says, is told once, and is taken back whole', async () => {
  const refund = { ...INVOICE, 'Payment Reference': 'R3', Kind: 'REFUND', Amount: '5.00' };
  const run = [
    PAID,
    INVOICE,
    { ...refund, Purpose: '', 'Refund Of': 'R2', 'Paid On': '2026-01-07' },
  ];
  const first = await receive(...run);
  expect(first).toMatchObject({
    status: 'LOADED',
    accepted: 3,
    lines: { recorded: 3, waiting: 0 },
  });
  // £100.00 in, £40.00 out, £5.00 back.
  expect(await left()).toBe(65_00);
  const more = { ...PAID, 'Payment Reference': 'R4', Amount: '1.00' };
  const second = await receive(...run, more);
  expect(second.lines).toEqual({ recorded: 1, confirmed: 0, waiting: 0, knownBefore: 3 });
  expect(await left()).toBe(66_00);
  await takeBack(hub, first.delivery);
  expect(await left()).toBe(66_00);
  await takeBack(hub, second.delivery);
  expect(await left()).toBe(0);
});

it('what the bank tells of too is recorded once', async () => {
  const run = await receive({ ...PAID, 'Payment Reference': 'S1', Amount: '30.00' });
  const bank = await receiveStatement(hub, account, [['2026-01-07', 'SHEFFIELD CC', 30_00]]);
  expect(bank.lines).toMatchObject({ confirmed: 1, recorded: 0, waiting: 0 });
  expect(await left()).toBe(30_00);
  await takeBack(hub, bank.delivery);
  await takeBack(hub, run.delivery);
  expect(await left()).toBe(0);
});

it('a bill without a purpose, or without money, waits', async () => {
  const run = await receive(
    { ...INVOICE, 'Payment Reference': 'T1', Purpose: '' },
    { ...INVOICE, 'Payment Reference': 'T2', Amount: '41.00' },
  );
  expect(run.lines).toMatchObject({ waiting: 2 });
  expect((await waitingIn(hub, { account })).nodes).toMatchObject([
    { out: { pence: 40_00 }, description: 'Helping Hands' },
    { out: { pence: 41_00 }, suggestion: { as: 'SPENDING', payee: 'Helping Hands' } },
  ]);
  await takeBack(hub, run.delivery);
  expect((await waitingIn(hub, { account })).nodes).toEqual([]);
});
