import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relate } from '../../src/people/service.ts';
import { visiblePerson } from '../../src/people/visible.ts';
import { aheadOf } from '../../src/statements/read-ahead.ts';
import { statementsOf } from '../../src/statements/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  newKey,
  openAccount,
  record,
  reverse,
  reverseInput,
  TODAY,
} from '../ledger/money.ts';
import { endSchedule, offsetSurplus, scheduleInput, setSchedule } from '../ledger/scheduling.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, openTestHub, type TestHub } from '../support/hub.ts';
import { statementOf } from './stating.ts';

const [ANN, BOB] = testNhsNumbers(2) as [NhsNumber, NhsNumber];
const WORKER = { role: 'care-team', subject: 'worker', organisation: COUNCIL } as const;
const REVIEW = `mutation ($input: RecordReviewInput!) { recordReview(input: $input) { __typename } }`;
const DECIDE = `mutation ($input: RecordDecisionInput!) { recordDecision(input: $input) {
  __typename ... on Refusal { code message } } }`;
const JANUARY = { from: '2026-01-01', to: '2026-01-15' } as const;
const FIELDS = `version changes { kind date recordedOn amount { pence } words source { code }
  funder { code } reason before { amount { pence } every } after { amount { pence } every }
  takenOff { pence } recharged { pence } review dueBefore dueAfter because }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const known = [ANN, BOB].map((number) => ({
    ...{ 'NHS Number': number, 'LA Person Unique Identifier': `P${number}` },
    'Delivery Mechanism': 'Direct payment',
  }));
  loaded(await hub.receive('social-care-cld', COUNCIL, cldFile(...known)));
  for (const nhsNumber of [ANN, BOB]) {
    const days = { fromDay: null, untilDay: null, actor: 'test' };
    await relate(hub.db, { subject: 'worker', key: { nhsNumber }, ...days });
  }
});
afterAll(() => hub.close());

async function settle(nhsNumber: string, halves: string, firstDay: string): Promise<void> {
  const input = {
    ...{ person: { nhsNumber }, stream: ADULTS, kind: 'JOINT', state: 'SETTLED', firstDay },
    shares: [
      { funder: COUNCIL, percent: halves },
      { funder: BOARD, percent: `${100 - Number(halves)}` },
    ],
    ...{ reason: 'who pays was settled', evidence: 'minutes', idempotencyKey: newKey() },
  };
  const { data } = await hub.ask(finance(COUNCIL), DECIDE, { input });
  expect(data.recordDecision).toEqual({ __typename: 'RecordDecisionSuccess' });
}

describe('what has changed since the last statement', () => {
  let last: number;
  let changes: Answer['data'][];
  const of = (kind: string) => changes.filter((each) => each.kind === kind);

  beforeAll(async () => {
    const account = await openAccount(hub, ANN);
    await setSchedule(hub, scheduleInput(account));
    const paid = { amount: 658_00, effectiveDate: '2025-12-01' };
    await deposit(hub, depositInput(account, paid));
    last = (await statementOf(hub, ANN, { ...JANUARY, fields: 'version' })).version;

    const health = { stream: HEALTH, funder: BOARD, weeklyContribution: 0, every: 'MONTH' };
    const monthly = {
      ...health,
      ratePounds: '300.00',
      per: 'MONTH',
      reason: 'a budget was agreed',
    };
    const other = await setSchedule(hub, scheduleInput(account, monthly));
    const more = { firstDay: '2026-01-26', ratePounds: '220.00', reason: 'the new plan' };
    const { schedule } = await setSchedule(hub, scheduleInput(account, more));
    const unspent = { schedule: schedule.id, dueOn: '2026-01-26', amount: 50_00 };
    await offsetSurplus(hub, { ...unspent, reason: 'unspent since May' });
    const ended = { schedule: other.schedule.id, lastDay: '2026-02-28', reason: 'moved away' };
    await endSchedule(hub, ended);
    const held = { nhsNumber: ANN, stream: ADULTS, kind: 'PLAN', heldOn: '2026-01-12' };
    await hub.ask(WORKER, REVIEW, { input: { ...held, idempotencyKey: newKey() } });
    await settle(ANN, '50', '2025-12-01');
    changes = (await statementOf(hub, ANN, { ...JANUARY, since: last, fields: FIELDS })).changes;
  });

  it('is told in order: money, then payments that are expected, then reviews', () => {
    expect(changes.map(({ kind }) => kind)).toEqual([
      ...['RECHARGE', 'RECHARGE'],
      ...['SCHEDULE_SET', 'SCHEDULE_CHANGED', 'OFFSET', 'SCHEDULE_ENDED', 'REVIEW_MOVED'],
    ]);
    for (const { kind, amount, recordedOn } of changes) {
      expect(amount).toEqual({ pence: 0 });
      expect([kind, recordedOn === null]).toEqual([kind, kind === 'REVIEW_MOVED']);
    }
  });

  it('is a schedule that was set where none was: £300.00 a month', () => {
    expect(of('SCHEDULE_SET')).toMatchObject([
      {
        ...{ date: '2025-12-01', source: { code: HEALTH }, funder: { code: BOARD } },
        ...{ before: null, after: { amount: { pence: 300_00 }, every: 'MONTH' } },
        reason: 'a budget was agreed',
        words: expect.stringMatching(/^Expected from 2025-12-01 of .*: 300\.00 a month \(a budget/),
      },
    ]);
  });

  it('is one in the place of another: 4 × (220.00 − 45.50) in place of 4 × (210.00 − 45.50)', () => {
    expect(of('SCHEDULE_CHANGED')).toMatchObject([
      {
        ...{ date: '2026-01-26', source: { code: ADULTS }, reason: 'the new plan' },
        before: { amount: { pence: 658_00 }, every: 'FOUR_WEEKS' },
        after: { amount: { pence: 698_00 }, every: 'FOUR_WEEKS' },
      },
    ]);
  });

  it('is one that was ended, and surplus taken off a payment, each with its reason', () => {
    expect(of('SCHEDULE_ENDED')).toMatchObject([
      {
        ...{ date: '2026-03-01', source: { code: HEALTH }, reason: 'moved away' },
        ...{ before: { amount: { pence: 300_00 }, every: 'MONTH' }, after: null },
      },
    ]);
    expect(of('OFFSET')).toMatchObject([
      { date: '2026-01-26', takenOff: { pence: 50_00 }, reason: 'unspent since May' },
    ]);
  });

  it('is a review that is due on another day, for one was held', () => {
    // Twelve months after the first day of the award, and twelve after the review.
    expect(of('REVIEW_MOVED')).toMatchObject([
      {
        ...{ source: { code: ADULTS }, review: 'PLAN', because: 'HELD', date: '2027-01-12' },
        ...{ dueBefore: '2025-10-01', dueAfter: '2027-01-12' },
        words: expect.stringMatching(
          /due 2027-01-12 in place of 2025-10-01 \(one was held 2026-01/,
        ),
      },
    ]);
  });

  it('is what a funder bears more of, and another less', () => {
    // £658.00 for the four weeks from 1 December, by halves.
    expect(of('RECHARGE').map(({ funder, recharged }) => [funder.code, recharged.pence])).toEqual([
      ...[
        [COUNCIL, -329_00],
        [BOARD, 329_00],
      ],
    ]);
    expect(of('RECHARGE')[0]).toMatchObject({
      reason: 'who pays was settled',
      amount: { pence: 0 },
    });
  });

  it('is nothing where nothing was recorded since', async () => {
    const { version } = await statementOf(hub, ANN, { ...JANUARY, fields: 'version' });
    const told = await statementOf(hub, ANN, { ...JANUARY, since: version, fields: FIELDS });
    expect(told.changes).toEqual([]);
  });

  it('is of no source that the reader is not shown', async () => {
    const asked = { ...JANUARY, since: 0, fields: FIELDS, viewer: finance(BOARD) };
    const told = await statementOf(hub, ANN, asked);
    const sources = told.changes.map(({ source }: Answer['data']) => source.code);
    expect(new Set(sources)).toEqual(new Set([HEALTH]));
  });
});

describe('refunds and recharges', () => {
  let account: string;
  let refund: string;
  const ask = async (fields: string, more: object = {}) =>
    await statementOf(hub, BOB, { ...JANUARY, fields, ...more });
  const ROWS = `moneyIn { pence } moneyOut { pence } carriedForward { pence } movements {
    description in { pence } out { pence } payee } recharges { date source { code } funder { code }
      amount { pence } firstDay lastDay reason words }`;

  beforeAll(async () => {
    account = await openAccount(hub, BOB);
    const days = { firstDay: '2026-01-01', lastDay: '2026-01-28' };
    const paid = { amount: 280_00, effectiveDate: '2026-01-02', ...days };
    await deposit(hub, depositInput(account, paid));
    const spent = await record(hub, 'recordSpend', {
      ...{ account, amount: 100_00, payee: 'Helping Hands', purpose: 'personal-care' },
    });
    const back = { movement: spent.movement.id, amount: 30_00, effectiveDate: '2026-01-14' };
    refund = (await record(hub, 'recordRefund', back)).movement.id;
  });

  it('money that a payee gave back came in, and is named as given back', async () => {
    const told = await ask(ROWS);
    // In: £280.00 and £30.00; out: £100.00.
    expect(told).toMatchObject({
      ...{ moneyIn: { pence: 310_00 }, moneyOut: { pence: 100_00 } },
      carriedForward: { pence: 210_00 },
    });
    expect(told.movements[2]).toMatchObject({
      ...{ description: 'Given back: Personal care', in: { pence: 30_00 }, payee: 'Helping Hands' },
    });
    expect(told.recharges).toEqual([]);
  });

  it('a refund that is taken back went out again', async () => {
    await reverse(hub, reverseInput(refund));
    expect(await ask(ROWS)).toMatchObject({
      ...{ moneyIn: { pence: 310_00 }, moneyOut: { pence: 130_00 } },
      carriedForward: { pence: 180_00 },
    });
  });

  it('a recharge is apart from payments, for its days, and moves nothing', async () => {
    const before = await ask(ROWS);
    await settle(BOB, '25', '2026-01-01');
    const { recharges, ...told } = await ask(ROWS);
    const { recharges: none, ...same } = before;
    expect([none, told]).toEqual([[], same]);
    // Of £280.00 for 28 days, fourteen had passed: three quarters of £140.00.
    const days = { firstDay: '2026-01-01', lastDay: '2026-01-14', reason: 'who pays was settled' };
    expect(recharges).toMatchObject([
      { ...days, funder: { code: COUNCIL }, source: { code: ADULTS }, amount: { pence: -105_00 } },
      { ...days, funder: { code: BOARD }, amount: { pence: 105_00 }, date: TODAY },
    ]);
  });

  it('is told to whoever reads the account, and in the same way', async () => {
    const viewer = finance(COUNCIL);
    expect(await ask(ROWS, { viewer })).toEqual(await ask(ROWS));
  });
});

it('somebody who is asked for twice is told the same twice', async () => {
  const asking = { ...finance(COUNCIL), nhsNumber: null };
  const today = TODAY as PlainDate;
  const person = await visiblePerson(hub.serving, asking, { nhsNumber: ANN }, today);
  if (!person) throw new Error('nobody');
  const days = { from: '2025-12-01' as PlainDate, to: today, version: null, since: null };
  const twice = [person, { ...person }];
  const found = await statementsOf(hub.serving, asking, twice, days, today);
  expect(found.map(({ statement }) => statement.moneyIn)).toEqual([658_00n, 658_00n]);
  const [one, two] = await aheadOf(hub.serving, asking, found);
  expect(one?.nextPayments.map(({ dueOn }) => dueOn)).toEqual(['2026-01-26', '2026-02-01']);
  expect(two).toEqual(one);
});
