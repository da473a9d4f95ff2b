import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behindTriggers } from '../audit/entries.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';
import {
  ADULTS,
  deposit,
  depositInput,
  makeKnown,
  openAccount,
  record,
  reverse,
  reverseInput,
  TODAY,
} from './money.ts';
import { endSchedule, offsetSurplus, scheduleInput, setSchedule } from './scheduling.ts';

const [ANN] = testNhsNumbers(1) as [string];
const ASKED = `query ($id: NhsNumber!, $knownAt: PlainDate) { person(by: { nhsNumber: $id }) {
  integratedBudget(year: "2025-26", knownAt: $knownAt) { stillToCome { pence } }
  expected(from: "2025-12-01", to: "2026-03-31", knownAt: $knownAt) {
    schedules { lastDay endReason } payments { dueOn amount { pence } received { pence } status }
    arrears { expected { pence } received { pence } } } } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
  const account = await openAccount(hub, ANN);
  const first = (await setSchedule(hub, scheduleInput(account))).schedule.id;
  const paid = { account, stream: ADULTS, amount: 182_00, effectiveDate: '2025-12-02' };
  const own = (await record(hub, 'recordContribution', paid)).movement.id;
  const come = depositInput(account, { amount: 658_00, effectiveDate: '2025-12-03' });
  const { movement } = await deposit(hub, come);
  const later = { firstDay: '2026-01-26', ratePounds: '220.00' };
  const second = (await setSchedule(hub, scheduleInput(account, later))).schedule.id;
  const surplus = { schedule: second, dueOn: '2026-01-26', amount: 50_00, reason: 'unspent' };
  await offsetSurplus(hub, surplus);
  await endSchedule(hub, { schedule: second, lastDay: '2026-02-22', reason: 'moved away' });
  const back = (await reverse(hub, reverseInput(movement.id))).movement.id;
  const at = async (table: string, day: string, column: string, id: string) =>
    behindTriggers(
      hub.db,
      table,
      `update ${table} set recorded_at = '${day} 09:00Z' where ${column} = '${id}'`,
    );
  await behindTriggers(hub.db, 'accounts', "update accounts set opened_at = '2025-11-01'");
  await at('payment_schedules', '2025-11-20', 'id', first);
  await at('journals', '2025-12-02', 'id', own);
  await at('journals', '2025-12-05', 'id', movement.id);
  await at('payment_schedules', '2026-01-02', 'id', second);
  await at('surplus_offsets', '2026-01-04', 'schedule_id', second);
  await at('payment_schedule_ends', '2026-01-06', 'schedule_id', second);
  await at('journals', '2026-01-08', 'id', back);
});
afterAll(() => hub.close());

const ask = async (knownAt: string | null): Promise<Answer['data']> => {
  const { data, errors } = await hub.ask(holder(ANN), ASKED, { id: ANN, knownAt });
  expect(errors).toBeUndefined();
  return data.person;
};
const table = ({ expected }: Answer['data']): string[] =>
  expected.payments.map(({ dueOn, amount, received, status }: Answer['data']) =>
    [dueOn, amount.pence, received.pence, status].join(' '),
  );

/** By four weeks 4 × (210.00 − 45.50), and from 26 January 4 × (220.00 − 45.50). */
const BEFORE = ['2026-01-26 65800 0 DUE', '2026-02-23 65800 0 DUE', '2026-03-23 65800 0 DUE'];

describe('what is expected', () => {
  it.each([
    ['2025-11-19', []],
    ['2025-11-20', ['2025-12-01 65800 0 DUE', '2025-12-29 65800 0 DUE', ...BEFORE]],
    // Late by the day that is asked about, and not by today.
    ['2025-12-04', ['2025-12-01 65800 0 LATE', '2025-12-29 65800 0 DUE', ...BEFORE]],
    ['2025-12-05', ['2025-12-01 65800 65800 MET', '2025-12-29 65800 0 DUE', ...BEFORE]],
    [
      '2026-01-03',
      [
        ...['2025-12-01 65800 65800 MET', '2025-12-29 65800 0 LATE', '2026-01-26 69800 0 DUE'],
        ...['2026-02-23 69800 0 DUE', '2026-03-23 69800 0 DUE'],
      ],
    ],
    [
      '2026-01-05',
      [
        ...['2025-12-01 65800 65800 MET', '2025-12-29 65800 0 LATE', '2026-01-26 64800 0 DUE'],
        ...['2026-02-23 69800 0 DUE', '2026-03-23 69800 0 DUE'],
      ],
    ],
    [
      '2026-01-07',
      ['2025-12-01 65800 65800 MET', '2025-12-29 65800 0 LATE', '2026-01-26 64800 0 DUE'],
    ],
    [
      '2026-01-08',
      ['2025-12-01 65800 0 LATE', '2025-12-29 65800 0 LATE', '2026-01-26 64800 0 DUE'],
    ],
  ])('is told as it was recorded by the end of %s', async (day, payments) => {
    expect(table(await ask(day))).toEqual(payments);
  });

  it('tells a schedule’s last day and why it was ended only once that was recorded', async () => {
    const ends = async (day: string | null) =>
      (await ask(day)).expected.schedules.map(({ lastDay, endReason }: Answer['data']) => [
        ...[lastDay, endReason],
      ]);
    expect(await ends('2025-12-31')).toEqual([[null, null]]);
    expect(await ends('2026-01-05')).toEqual([
      ['2026-01-25', null],
      [null, null],
    ]);
    expect(await ends(null)).toEqual([
      ['2026-01-25', null],
      ['2026-02-22', 'moved away'],
    ]);
  });

  it('tells arrears up to the day asked about: 4 × 45.50 due, then twice that', async () => {
    const arrears = async (day: string) => (await ask(day)).expected.arrears[0];
    const paid = { received: { pence: 182_00 } };
    expect(await arrears('2025-12-01')).toEqual({
      ...{ expected: { pence: 182_00 }, received: { pence: 0 } },
    });
    expect(await arrears('2025-12-02')).toEqual({ expected: { pence: 182_00 }, ...paid });
    expect(await arrears('2025-12-29')).toEqual({ expected: { pence: 364_00 }, ...paid });
  });

  it('is the same now as it is known today', async () => {
    expect(await ask(TODAY)).toEqual(await ask(null));
  });
});

it('what is still to come is told by a budget as it was known, late payments with it', async () => {
  const stillToCome = async (day: string) => (await ask(day)).integratedBudget.stillToCome;
  expect(await stillToCome('2025-11-19')).toBeNull();
  // Five payments of £658.00, then four, then one of them and three of £698.00.
  expect(await stillToCome('2025-11-20')).toEqual({ pence: 3_290_00 });
  expect(await stillToCome('2025-12-05')).toEqual({ pence: 2_632_00 });
  expect(await stillToCome('2026-01-03')).toEqual({ pence: 2_752_00 });
  // £658.00 and £648.00; and £658.00 more once what had come was taken back.
  expect(await stillToCome('2026-01-07')).toEqual({ pence: 1_306_00 });
  expect(await stillToCome('2026-01-08')).toEqual({ pence: 1_964_00 });
});
