import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyDeliveries } from '../../src/deliveries/verify.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { ADULTS, COUNCIL, finance, makeKnown, newKey, openAccount } from '../ledger/money.ts';
import { expectedOf, paymentsOf, scheduleInput, setSchedule } from '../ledger/scheduling.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, openTestHub, type TestHub } from '../support/hub.ts';
import { receiveStatement, type StatementLine, waitingIn } from './lines.ts';
import { takeBack } from './receiving.ts';

const people = testNhsNumbers(6) as string[];

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  await makeKnown(hub, ...people);
});
afterAll(async () => {
  expect((await verifyLedger(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
  const checks = await verifyDeliveries(hub.db, hub.adapters);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  await hub.close();
});

let next = 0;
async function somebody(): Promise<{ person: string; account: string }> {
  const person = people[next] as string;
  next += 1;
  return { person, account: await openAccount(hub, person) };
}

/** What moved in an account, and for which days. */
async function movedIn(account: string): Promise<string[]> {
  const query = `query ($id: ID!) { account(id: $id) { movements(first: 100) { nodes {
    kind effectiveDate amount { pence } firstDay lastDay } } } }`;
  const { data, errors } = await hub.ask(finance(COUNCIL), query, { id: account });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.account.movements.nodes.map((each: Answer['data']) =>
    [each.kind, each.effectiveDate, each.amount.pence, each.firstDay, each.lastDay].join(' '),
  );
}
const waiting = async (account: string) => (await waitingIn(hub, { account })).nodes;

const FROM_COUNCIL: StatementLine = ['2025-12-29', 'SHEFFIELD CC', 658_00];
const STANDING_ORDER: StatementLine = ['2025-12-31', 'STANDING ORDER D EXAMPLE', 182_00];

describe('a bank line of what is expected', () => {
  /** £210.00 a week net of £45.50: £658.00 from the council on 29 December, £182.00 of the person's. */
  it('is the payment of a schedule, and the person’s own contribution beside it', async () => {
    const { person, account } = await somebody();
    await setSchedule(hub, scheduleInput(account));
    const outcome = await receiveStatement(hub, account, [FROM_COUNCIL, STANDING_ORDER]);
    expect(outcome.lines).toEqual({ recorded: 2, confirmed: 0, waiting: 0, knownBefore: 0 });
    expect(await movedIn(account)).toEqual([
      'DEPOSIT 2025-12-29 65800 2025-12-29 2026-01-25',
      'CONTRIBUTION 2025-12-31 18200 2025-12-29 2026-01-25',
    ]);
    const expected = await expectedOf(hub, person, { to: '2025-12-31' });
    expect(paymentsOf(expected)).toEqual(['2025-12-01 65800 0 LATE', '2025-12-29 65800 65800 MET']);
    // £364.00 was due of the person by then, and half of it has come.
    expect(expected.arrears).toMatchObject([
      { stream: { code: ADULTS }, received: { pence: 182_00 }, arrears: { pence: 182_00 } },
    ]);
    // Taken back, both are expected again.
    await takeBack(hub, outcome.delivery);
    const again = await receiveStatement(hub, account, [FROM_COUNCIL, STANDING_ORDER]);
    expect(again.lines).toMatchObject({ recorded: 2, waiting: 0 });
  });

  it('is each of them once: the same sum again about then waits', async () => {
    const { account } = await somebody();
    await setSchedule(hub, scheduleInput(account));
    await receiveStatement(hub, account, [FROM_COUNCIL, STANDING_ORDER]);
    const more: StatementLine[] = [
      ['2026-01-02', 'SHEFFIELD CC', 658_00],
      ['2026-01-02', 'D EXAMPLE', 182_00],
    ];
    const outcome = await receiveStatement(hub, account, more, 840_00);
    expect(outcome.lines).toMatchObject({ recorded: 0, waiting: 2 });
    expect((await waiting(account)).map(({ suggestion }: Answer['data']) => suggestion)).toEqual([
      ...[null, null],
    ]);
  });

  it('about the contribution and no such sum waits, and may be it', async () => {
    const { account } = await somebody();
    await setSchedule(hub, scheduleInput(account));
    await receiveStatement(hub, account, [['2025-12-31', 'D EXAMPLE', 180_00]]);
    expect(await waiting(account)).toMatchObject([
      { suggestion: { as: 'CONTRIBUTION', stream: { code: ADULTS }, funder: null } },
    ]);
  });

  it('is no contribution where what is paid in is gross of it: that goes to the council', async () => {
    const { account } = await somebody();
    await setSchedule(hub, scheduleInput(account, { terms: 'GROSS' }));
    const lines: StatementLine[] = [['2025-12-29', 'SHEFFIELD CC', 840_00], STANDING_ORDER];
    const outcome = await receiveStatement(hub, account, lines);
    expect(outcome.lines).toMatchObject({ recorded: 1, waiting: 1 });
    expect(await waiting(account)).toMatchObject([{ suggestion: null }]);
  });

  it('is what the council that hosts the account has assessed, where no schedule tells it', async () => {
    const { person, account } = await somebody();
    const care = { 'NHS Number': person, 'LA Person Unique Identifier': `P${person}` };
    const known = await makeAssessed(person, { ...care, 'Client Funding Status': '' });
    expect(known).toBe('RecordFinancialAssessmentSuccess');
    // Four weeks from 3 November, and four more: £182.00 on 30 November and on 28 December.
    const lines: StatementLine[] = [
      ['2025-11-30', 'D EXAMPLE', 182_00],
      ['2025-12-30', 'D EXAMPLE', 182_00],
      ['2026-01-05', 'D EXAMPLE', 182_00],
    ];
    const outcome = await receiveStatement(hub, account, lines);
    expect(outcome.lines).toMatchObject({ recorded: 2, waiting: 1 });
    expect(await movedIn(account)).toEqual([
      'CONTRIBUTION 2025-11-30 18200 2025-11-03 2025-11-30',
      'CONTRIBUTION 2025-12-30 18200 2025-12-01 2025-12-28',
      'IN_QUESTION 2026-01-05 18200  ',
    ]);
  });
});

/** £45.50 a week from 3 November 2025 on, for care that the council may charge for. */
async function makeAssessed(person: string, row: Readonly<Record<string, string>>) {
  const { status } = await hub.receive('social-care-cld', COUNCIL, cldFile(row));
  expect(status).toBe('LOADED');
  const ASSESS = `mutation ($input: RecordFinancialAssessmentInput!) {
    answer: recordFinancialAssessment(input: $input) { __typename } }`;
  const means = {
    ...{ setting: 'NON_RESIDENTIAL', ageBand: 'PENSION_AGE', manner: 'LIGHT_TOUCH' },
    ...{ agreedWeekly: 45_50, costOfCare: { amount: 100_00, per: 'WEEK' } },
  };
  const input = { person: { nhsNumber: person }, means, firstDay: '2025-11-03' };
  const keyed = { ...input, idempotencyKey: newKey() };
  const { data } = await hub.ask(finance(COUNCIL), ASSESS, { input: keyed });
  return data.answer.__typename;
}
