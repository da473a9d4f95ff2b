import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankStatement } from '../../adapters/bank-statement/adapter.ts';
import { verifyDeliveries } from '../../src/deliveries/verify.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { settle, waitingIn } from '../deliveries/lines.ts';
import {
  COUNCIL,
  deposit,
  depositInput,
  finance,
  leftIn,
  makeKnown,
  newKey,
  openAccount,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { sampleOf } from '../support/reading.ts';
import { loaded, takeBack } from './reading.ts';

const [ANN] = testNhsNumbers(1) as [string];
const SAMPLE = sampleOf(bankStatement, 'direct-payment-2025-26.csv');

let hub: TestHub;
let account: string;
beforeAll(async () => {
  hub = await openTestHub('2026-04-10');
  await makeKnown(hub, ANN);
  account = await openAccount(hub, ANN);
});
afterAll(() => hub.close());

const INVOICE = `mutation ($input: RecordInvoiceInput!) { recordInvoice(input: $input) {
  __typename ... on Refusal { code message } } }`;

/** The bills of the payroll bureau: one a month, known before the bank tells of its payment. */
async function bills(): Promise<void> {
  for (let month = 0; month < 12; month += 1) {
    const on = new Date(Date.UTC(2025, 3 + month, 20)).toISOString().slice(0, 10);
    const input = {
      ...{ account, provider: 'Bluebell Payroll', number: `B${month}`, amount: 850_00 },
      ...{ purpose: 'employment', firstDay: on, lastDay: on, dueOn: on, effectiveDate: on },
      idempotencyKey: newKey(),
    };
    const { data } = await hub.ask(finance(COUNCIL), INVOICE, { input });
    expect(data.recordInvoice).toEqual({ __typename: 'RecordInvoiceSuccess' });
  }
}

/** What the council has recorded itself: thirteen payments, each a day or two before the bank. */
async function deposits(): Promise<void> {
  const first = Date.UTC(2025, 3, 5);
  for (let count = 0; count < 13; count += 1) {
    const day = new Date(first + count * 28 * 86_400_000).toISOString().slice(0, 10);
    await deposit(hub, depositInput(account, { amount: 1_000_00, effectiveDate: day }));
  }
}

const broken = async () =>
  [...(await verifyLedger(hub.db)), ...(await verifyDeliveries(hub.db, hub.adapters))].filter(
    ({ ok }) => !ok,
  );

const book = async () => {
  const query = `query ($id: ID!) { account(id: $id) {
    available { pence } bookBalance { pence } inQuestion { pence } committed { pence } } }`;
  const { data } = await hub.ask(finance(COUNCIL), query, { id: account });
  const { available, bookBalance, inQuestion, committed } = data.account;
  return [available, bookBalance, inQuestion, committed].map(({ pence }) => pence);
};

describe('a year of one account, as its bank tells it', () => {
  it('is known before the bank tells of it: thirteen payments in, twelve bills', async () => {
    await deposits();
    await bills();
    // 13 × £1,000.00 came in, of which 12 × £850.00 is promised.
    expect(await book()).toEqual([2_800_00, 13_000_00, 0, 10_200_00]);
  });

  it('loads whole: what was recorded is confirmed, bills are paid, two lines wait', async () => {
    const outcome = await hub.receive('bank-statement', COUNCIL, SAMPLE, null, account);
    loaded(outcome);
    expect(outcome.lines).toEqual({ recorded: 12, confirmed: 13, waiting: 2, knownBefore: 0 });
    // As the bank's own last line: £2,715.00, of which −£145.00 + £60.00 is nobody's yet.
    expect(await book()).toEqual([2_715_00, 2_715_00, 85_00, 0]);
    const { nodes } = await waitingIn(hub, { account });
    expect(nodes.map((line: { description: string }) => line.description)).toEqual([
      'WHEELS AND WALKERS SHEFFIELD',
      'D EXAMPLE',
    ]);
    expect(await broken()).toEqual([]);
  });

  it('one of them is settled; the other waits on', async () => {
    const [walker] = (await waitingIn(hub, { account })).nodes;
    const as = { spending: { purpose: 'equipment', payee: 'Wheels and Walkers' } };
    expect(await settle(hub, walker.id, as)).toMatchObject({ movement: { kind: 'ATTRIBUTION' } });
    // £60.00 came in of which nobody knows whose it is: it is there, and not for spending.
    expect(await book()).toEqual([2_655_00, 2_715_00, 60_00, 0]);
    expect((await leftIn(hub, account)).by).toEqual({ 'adult-social-care': 2_655_00 });
    expect((await waitingIn(hub, { account })).nodes).toHaveLength(1);
    expect(await broken()).toEqual([]);
  });

  it('stands in the person’s statement', async () => {
    const query = `query ($nhsNumber: NhsNumber!) { person(by: { nhsNumber: $nhsNumber }) {
      statement(from: "2025-04-01", to: "2026-03-31") { moneyIn { pence } moneyOut { pence }
        carriedForward { pence } movements { payee out { pence } } } } }`;
    const viewer = { role: 'holder' as const, nhsNumber: ANN as never };
    const { data } = await hub.ask(viewer, query, { nhsNumber: ANN });
    const { movements, carriedForward } = data.person.statement;
    const payees = movements.map((each: { payee: string | null }) => each.payee);
    expect(
      payees.filter((payee: string | null) => payee === 'Bluebell Payroll').length,
    ).toBeGreaterThanOrEqual(12);
    expect(payees).toContain('Wheels and Walkers');
    expect(carriedForward.pence).toBeGreaterThanOrEqual(2_655_00);
  });

  it('is taken back whole, and may be loaded anew', async () => {
    const again = await hub.receive('bank-statement', COUNCIL, SAMPLE, null, account);
    expect(again.status).toBe('ALREADY_LOADED');
    await takeBack(hub, again.delivery as string);
    expect(await book()).toEqual([2_800_00, 13_000_00, 0, 10_200_00]);
    const outcome = await hub.receive('bank-statement', COUNCIL, SAMPLE, null, account);
    expect(outcome.lines).toEqual({ recorded: 12, confirmed: 13, waiting: 2, knownBefore: 0 });
    expect(await book()).toEqual([2_715_00, 2_715_00, 85_00, 0]);
    expect(await broken()).toEqual([]);
  });
});
