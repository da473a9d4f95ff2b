import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { keepJournal } from '../../src/ledger/posting-store.ts';
import { SELF } from '../../src/streams/stream.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import type { AccountId, OrganisationCode } from '../../src/values/ids.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  leftIn,
  makeKnown,
  newKey,
  openAccount,
  reverse,
  reverseInput,
  TODAY,
} from './money.ts';
import {
  endSchedule,
  expectedOf,
  offsetSurplus,
  paymentsOf,
  scheduleInput,
  setSchedule,
} from './scheduling.ts';

const people = testNhsNumbers(12) as string[];
const ELSEWHERE = 'E06000001';
const YEAR = '2025-26' as FinancialYear;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ...people);
});
afterAll(() => hub.close());

let next = 0;
/** Somebody with an empty account. */
async function somebody(): Promise<{ person: string; account: string }> {
  const person = people[next] as string;
  next += 1;
  return { person, account: await openAccount(hub, person) };
}

describe('setPaymentSchedule', () => {
  it('expects payments and posts nothing; the same again by its key is answered as before', async () => {
    const { person, account } = await somebody();
    const input = scheduleInput(account, { awardReference: 'DP/1', lastDay: '2026-03-01' });
    const first = await setSchedule(hub, input);
    expect(first).toMatchObject({
      ...{ __typename: 'SetPaymentScheduleSuccess', replayed: false },
      schedule: {
        ...{ account, stream: { code: ADULTS }, funder: { code: COUNCIL }, timing: 'ADVANCE' },
        ...{ ratePounds: '210.00', weeklyContribution: { pence: 4550 }, awardReference: 'DP/1' },
        ...{ firstDay: '2025-12-01', lastDay: '2026-03-01', firstPaymentOn: '2025-12-01' },
      },
    });
    expect(await setSchedule(hub, input)).toEqual({ ...first, replayed: true });
    expect(await setSchedule(hub, { ...input, ratePounds: '211' })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect((await leftIn(hub, account)).all).toBe(0);
    const expected = await expectedOf(hub, person);
    // 13 weeks of £164.50 in four payments, the last for one week.
    expect(paymentsOf(expected)).toEqual([
      '2025-12-01 65800 0 LATE',
      '2025-12-29 65800 0 LATE',
      '2026-01-26 65800 0 DUE',
      '2026-02-23 16450 0 DUE',
    ]);
    expect(expected.payments[0]).toMatchObject({
      ...{ gross: { pence: 84000 }, contribution: { pence: 18200 }, offset: { pence: 0 } },
      ...{ firstDay: '2025-12-01', lastDay: '2025-12-28', metBy: [] },
    });
    expect(expected.contributions[0]).toMatchObject({
      ...{ dueOn: '2025-12-01', amount: { pence: 18200 }, basis: 'SCHEDULE' },
    });
    // Two of four were due up to today, and nothing has come.
    expect(expected.arrears).toEqual([
      {
        ...{ stream: { code: ADULTS }, expected: { pence: 36400 } },
        ...{ received: { pence: 0 }, arrears: { pence: 36400 } },
      },
    ]);
  });

  it('a later one of the same source replaces from its first day on', async () => {
    const { person, account } = await somebody();
    await setSchedule(hub, scheduleInput(account));
    const more = { firstDay: '2026-01-26', ratePounds: '220.00' };
    await setSchedule(hub, scheduleInput(account, more));
    const expected = await expectedOf(hub, person, { to: '2026-02-01' });
    expect(paymentsOf(expected).map((row) => row.slice(0, 16))).toEqual([
      ...['2025-12-01 65800', '2025-12-29 65800', '2026-01-26 69800'],
    ]);
    expect(expected.schedules.map(({ lastDay }: { lastDay: string }) => lastDay)).toEqual([
      ...['2026-01-25', null],
    ]);
  });

  it.each([
    ['BAD_AMOUNT', { ratePounds: '0' }],
    ['BAD_AMOUNT', { ratePounds: '-5' }],
    ['BAD_AMOUNT', { ratePounds: 'two hundred' }],
    ['BAD_AMOUNT', { ratePounds: '1e3' }],
    ['BAD_AMOUNT', { ratePounds: '10000000.01' }],
    ['BAD_AMOUNT', { weeklyContribution: null }],
    ['BAD_AMOUNT', { weeklyContribution: -1 }],
    ['BAD_AMOUNT', { weeklyContribution: 210_01 }],
    ['BAD_DAYS', { lastDay: '2025-11-30' }],
    ['BAD_DAYS', { firstPaymentOn: '2025-11-03' }],
    ['BAD_KEY', { idempotencyKey: '' }],
    ['BAD_KEY', { idempotencyKey: 'k'.repeat(256) }],
    ['BAD_TEXT', { awardReference: ' ' }],
    ['UNKNOWN_CODE', { stream: 'pocket-money' }],
    ['UNKNOWN_CODE', { funder: 'NOBODY' }],
    ['UNKNOWN_CODE', { funder: 'SELF' }],
    ['NOT_DEPOSITABLE', { stream: 'disabled-facilities-grant' }],
    ['NOT_DEPOSITABLE', { stream: 'access-to-work' }],
    ['NEVER_CHARGED', { stream: HEALTH, funder: BOARD }],
    ['NEVER_CHARGED', { stream: 'section-117' }],
    ['NOT_FOUND', { account: '00000000-0000-4000-8000-000000000000' }],
    ['NOT_FOUND', { account: 'mine' }],
  ])('is refused as %s with %j, and nothing is written', async (code, differs) => {
    const account = await openAccount(hub, people[0] as string, 'NOTIONAL');
    expect(await setSchedule(hub, scheduleInput(account, differs))).toMatchObject({
      ...{ __typename: 'MoneyRefusal', code },
    });
    const rows = await hub.db.rows(
      'test.schedules',
      sql`select from payment_schedules where account_id = ${account}::uuid`,
    );
    expect(rows).toEqual([]);
  });

  it('nobody holds money of commissioned care', async () => {
    const account = await openAccount(hub, people[0] as string, 'COMMISSIONED');
    expect(await setSchedule(hub, scheduleInput(account))).toMatchObject({
      code: 'NOT_DEPOSITABLE',
    });
  });

  it('is for the host, and for whoever pays for the person of its own money alone', async () => {
    const { account, person } = await somebody();
    const health = { stream: HEALTH, funder: BOARD, weeklyContribution: 0 };
    const board = finance(BOARD);
    // It pays nothing for them so far.
    expect(await setSchedule(hub, scheduleInput(account, health), board)).toMatchObject({
      code: 'NOT_FOUND',
    });
    const other = { 'NHS Number': person, 'LA Code': ELSEWHERE };
    const file = cldFile({ ...other, 'LA Person Unique Identifier': 'E1' });
    await hub.receive('social-care-cld', ELSEWHERE, file);
    const theirs = scheduleInput(account, { funder: ELSEWHERE });
    expect(await setSchedule(hub, theirs, finance(ELSEWHERE))).toMatchObject({ replayed: false });
    const ours = scheduleInput(account);
    expect(await setSchedule(hub, ours, finance(ELSEWHERE))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await setSchedule(hub, scheduleInput(account, health))).toMatchObject({
      replayed: false,
    });
    const seenBy = async (organisation: string) => {
      const { schedules } = await expectedOf(hub, person, { viewer: finance(organisation) });
      return schedules.map(({ funder }: { funder: { code: string } }) => funder.code);
    };
    expect(await seenBy(ELSEWHERE)).toEqual([ELSEWHERE]);
    expect(await seenBy(COUNCIL)).toEqual([ELSEWHERE, BOARD]);
  });
});

describe('endPaymentSchedule', () => {
  it('ends it sooner, with a reason; one that never began replaces none', async () => {
    const { person, account } = await somebody();
    const first = (await setSchedule(hub, scheduleInput(account))).schedule.id;
    const later = scheduleInput(account, { firstDay: '2026-01-26' });
    const mistaken = (await setSchedule(hub, later)).schedule.id;
    const never = { schedule: mistaken, lastDay: '2026-01-25', reason: 'entered twice' };
    expect(await endSchedule(hub, never)).toMatchObject({ schedule: { endReason: never.reason } });
    const input = { schedule: first, lastDay: '2026-02-01', reason: 'moved away' };
    const keyed = { ...input, idempotencyKey: newKey() };
    const ended = await endSchedule(hub, keyed);
    expect(ended.schedule).toMatchObject({ lastDay: '2026-02-01', endReason: 'moved away' });
    expect(await endSchedule(hub, keyed)).toMatchObject({ replayed: true });
    expect(await endSchedule(hub, { ...keyed, reason: 'else' })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(await endSchedule(hub, input)).toMatchObject({ code: 'NOT_EARLIER' });
    expect(await endSchedule(hub, { ...input, reason: ' ' })).toMatchObject({ code: 'BAD_TEXT' });
    expect(await endSchedule(hub, { ...input, schedule: account })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await endSchedule(hub, input, finance(BOARD))).toMatchObject({ code: 'NOT_FOUND' });
    // The last is for a week.
    expect(paymentsOf(await expectedOf(hub, person))).toEqual([
      '2025-12-01 65800 0 LATE',
      '2025-12-29 65800 0 LATE',
      '2026-01-26 16450 0 DUE',
    ]);
  });
});

describe('money that comes', () => {
  it('is matched where the amount is equal and the day near; else it stands beside', async () => {
    const { person, account } = await somebody();
    await setSchedule(hub, scheduleInput(account));
    const put = async (amount: number, effectiveDate: string, more: object = {}) =>
      (await deposit(hub, depositInput(account, { amount, effectiveDate, ...more }))).movement.id;
    const first = await put(65_800, '2025-12-03');
    const odd = await put(60_000, '2025-12-30');
    const expected = await expectedOf(hub, person);
    expect(paymentsOf(expected).slice(0, 2)).toEqual([
      ...['2025-12-01 65800 65800 MET', '2025-12-29 65800 0 LATE'],
    ]);
    expect(expected.payments[0].metBy).toEqual([
      { movement: first, date: '2025-12-03', amount: { pence: 65_800 } },
    ]);
    expect(expected.unmatched.map(({ receipt }: { receipt: object }) => receipt)).toEqual([
      { movement: odd, date: '2025-12-30', amount: { pence: 60_000 } },
    ]);
    const kept = await hub.db.rows(
      'test.covers',
      sql`select covers_from, covers_until, gross, due_day from journals where id = ${first}::uuid`,
    );
    expect(kept).toEqual([
      {
        ...{ covers_from: '2025-12-01', covers_until: '2025-12-29', gross: false },
        due_day: '2025-12-01',
      },
    ]);
  });

  it('is the payment of a schedule that is named, whatever the amount; taken back it is none', async () => {
    const { person, account } = await somebody();
    const { schedule } = await setSchedule(hub, scheduleInput(account));
    const named = { schedule: schedule.id, effectiveDate: '2025-12-30' };
    const part = await deposit(hub, depositInput(account, { ...named, amount: 60_000 }));
    const days = { firstDay: '2025-12-29', lastDay: '2026-01-25' };
    await deposit(hub, depositInput(account, { ...named, ...days, amount: 70_000 }));
    expect(paymentsOf(await expectedOf(hub, person)).slice(0, 2)).toEqual([
      ...['2025-12-01 65800 60000 PART_MET', '2025-12-29 65800 70000 MET'],
    ]);
    await reverse(hub, reverseInput(part.movement.id));
    expect(paymentsOf(await expectedOf(hub, person))[0]).toBe('2025-12-01 65800 0 LATE');
    const input = depositInput(account, { schedule: schedule.id });
    for (const [code, differs] of [
      ['NOT_FOUND', { schedule: account }],
      ['NOT_FOUND', { stream: HEALTH, funder: BOARD }],
      ['NOT_EXPECTED', { firstDay: '2025-11-01', lastDay: '2025-11-02' }],
      ['BAD_DAYS', { firstDay: '2025-12-01' }],
      ['BAD_DAYS', { firstDay: '2025-12-02', lastDay: '2025-12-01' }],
    ] as const) {
      expect(await deposit(hub, { ...input, ...differs })).toMatchObject({ code });
    }
  });

  it('the same deposit by its key is answered as before, with what is said of its place', async () => {
    const { account } = await somebody();
    const { schedule } = await setSchedule(hub, scheduleInput(account));
    const input = depositInput(account, { amount: 65_800 });
    expect(await deposit(hub, input)).toMatchObject({ replayed: false });
    expect(await deposit(hub, input)).toMatchObject({ replayed: true });
    expect(await deposit(hub, { ...input, schedule: schedule.id })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
  });
});

describe('offsetSurplus', () => {
  it('takes surplus off the next payment, and never more than that or than is free', async () => {
    const { person, account } = await somebody();
    const { schedule } = await setSchedule(hub, scheduleInput(account));
    const board = { stream: HEALTH, funder: BOARD, amount: 900_00 };
    await deposit(hub, depositInput(account, { amount: 500_00 }));
    await deposit(hub, depositInput(account, board));
    const due = { schedule: schedule.id, dueOn: '2026-01-26', reason: 'unspent since May' };
    const keyed = { ...due, amount: 300_00, idempotencyKey: newKey() };
    for (const [code, differs] of [
      ['BAD_AMOUNT', { amount: 0 }],
      ['BAD_TEXT', { reason: '' }],
      ['NOT_NEXT_PAYMENT', { dueOn: '2025-12-29' }],
      ['NOT_NEXT_PAYMENT', { dueOn: '2026-02-23' }],
      ['MORE_THAN_PAYMENT', { amount: 658_01 }],
      ['MORE_THAN_SURPLUS', { amount: 500_01 }],
      ['NOT_FOUND', { schedule: account }],
    ] as const) {
      expect(await offsetSurplus(hub, { ...keyed, ...differs }), code).toMatchObject({ code });
    }
    expect(await offsetSurplus(hub, keyed, finance(BOARD))).toMatchObject({ code: 'NOT_FOUND' });
    const first = await offsetSurplus(hub, keyed);
    expect(first).toMatchObject({
      ...{ __typename: 'OffsetSurplusSuccess', replayed: false },
      payment: { offset: { pence: 300_00 }, amount: { pence: 358_00 }, status: 'DUE' },
    });
    expect(await offsetSurplus(hub, keyed)).toEqual({ ...first, replayed: true });
    // £200.00 is free beside what is taken off already.
    expect(await offsetSurplus(hub, { ...due, amount: 200_01 })).toMatchObject({
      code: 'MORE_THAN_SURPLUS',
    });
    await offsetSurplus(hub, { ...due, amount: 200_00 });
    expect(paymentsOf(await expectedOf(hub, person))[2]).toBe('2026-01-26 15800 0 DUE');
    expect((await leftIn(hub, account)).by[ADULTS]).toBe(500_00);
  });
});

describe('a death that a source tells of', () => {
  it('stops the payments, whoever tells it', async () => {
    const { person, account } = await somebody();
    await setSchedule(hub, scheduleInput(account));
    const died = { 'NHS Number': person, 'LA Code': ELSEWHERE, 'Date of Death': '2026-01-04' };
    const file = cldFile({ ...died, 'LA Person Unique Identifier': 'E2' });
    expect((await hub.receive('social-care-cld', ELSEWHERE, file)).status).toBe('LOADED');
    // The second is for seven days.
    expect(paymentsOf(await expectedOf(hub, person))).toEqual([
      ...['2025-12-01 65800 0 LATE', '2025-12-29 16450 0 LATE'],
    ]);
  });
});

describe('contributions by a financial assessment', () => {
  const ASSESS = `mutation ($input: RecordFinancialAssessmentInput!) {
    answer: recordFinancialAssessment(input: $input) { __typename } }`;
  /** Care that may be charged for, with £45.50 a week assessed from 3 November 2025 on. */
  const assess = async (person: string) => {
    const care = { 'NHS Number': person, 'LA Person Unique Identifier': `P${person}` };
    const file = cldFile({ ...care, 'LA Code': ELSEWHERE, 'Client Funding Status': '' });
    expect((await hub.receive('social-care-cld', ELSEWHERE, file)).status).toBe('LOADED');
    const means = {
      ...{ setting: 'NON_RESIDENTIAL', ageBand: 'PENSION_AGE', manner: 'LIGHT_TOUCH' },
      ...{ agreedWeekly: 45_50, costOfCare: { amount: 100_00, per: 'WEEK' } },
    };
    const input = { person: { nhsNumber: person }, means, firstDay: '2025-11-03' };
    const keyed = { ...input, idempotencyKey: newKey() };
    const { data } = await hub.ask(finance(ELSEWHERE), ASSESS, { input: keyed });
    expect(data.answer.__typename).toBe('RecordFinancialAssessmentSuccess');
  };

  it('are due by four weeks where no schedule tells them, and not known before it', async () => {
    const { person } = await somebody();
    await assess(person);
    const expected = await expectedOf(hub, person, { from: '2025-10-01', to: '2025-12-31' });
    expect(expected.contributions).toEqual(
      [
        ['2025-11-30', '2025-11-03'],
        ['2025-12-28', '2025-12-01'],
      ].map(([dueOn, firstDay]) => ({
        ...{ dueOn, firstDay, lastDay: dueOn, amount: { pence: 182_00 }, basis: 'ASSESSMENT' },
        ...{ stream: { code: ADULTS }, funder: { code: ELSEWHERE } },
      })),
    );
    expect(expected.contributionsNotKnown).toMatchObject([
      { funder: { code: ELSEWHERE }, firstDay: '2025-10-01', lastDay: '2025-11-02' },
    ]);
    // Seven months of the care have nobody's word.
    expect(expected.arrears).toMatchObject([{ expected: null, arrears: null }]);
    const ofOthers = await expectedOf(hub, person, { viewer: finance(COUNCIL) });
    expect(ofOthers).toMatchObject({ contributions: [], arrears: [] });
  });

  it('what a schedule of that council tells stands instead', async () => {
    const { person, account } = await somebody();
    await assess(person);
    const said = { funder: ELSEWHERE, weeklyContribution: 10_00, firstDay: '2025-12-01' };
    await setSchedule(hub, scheduleInput(account, said));
    const { contributions } = await expectedOf(hub, person, { from: '2025-11-30' });
    expect(
      contributions.map(
        ({ dueOn, amount, basis }: { dueOn: string; amount: { pence: number }; basis: string }) =>
          `${dueOn} ${amount.pence} ${basis}`,
      ),
    ).toEqual([
      '2025-11-30 18200 ASSESSMENT',
      '2025-12-01 4000 SCHEDULE',
      '2025-12-29 4000 SCHEDULE',
      '2026-01-26 4000 SCHEDULE',
      '2026-02-23 4000 SCHEDULE',
      '2026-03-23 4000 SCHEDULE',
    ]);
  });
});

describe('arrears', () => {
  it('are less what the person has paid in, and a contribution that was taken back is none', async () => {
    const { person, account } = await somebody();
    await setSchedule(hub, scheduleInput(account));
    const place = { stream: ADULTS, funder: SELF };
    const keep = (key: string) =>
      hub.db.transaction((tx) =>
        keepJournal(
          tx,
          {
            ...{ account: { id: account as AccountId, host: COUNCIL as OrganisationCode } },
            ...{ kind: 'CONTRIBUTION', effectiveDay: '2026-01-05' as PlainDate, year: YEAR },
            ...{ actor: 'test', inputHash: 'x', operation: 'test', scope: 'test', key },
            entries: [
              { ...place, kind: 'CONTRIBUTION', amount: pence(-150_00n) },
              { ...place, kind: 'DIRECT_PAYMENT', amount: pence(150_00n) },
            ],
          },
          [],
        ),
      );
    const movement = await keep(newKey());
    const arrears = async () => (await expectedOf(hub, person)).arrears[0];
    // £364.00 was due.
    expect(await arrears()).toMatchObject({
      ...{ received: { pence: 150_00 }, arrears: { pence: 214_00 } },
    });
    await reverse(hub, reverseInput(movement as string));
    expect(await arrears()).toMatchObject({
      ...{ received: { pence: 0 }, arrears: { pence: 364_00 } },
    });
  });
});

describe('Person.expected', () => {
  it('is refused for days that are none', async () => {
    const ask = (from: string, to: string) => expectedOf(hub, people[0] as string, { from, to });
    await expect(ask('2026-01-02', '2026-01-01')).rejects.toThrow('to is before from');
    await expect(ask('2026-01-02', '2029-01-10')).rejects.toThrow('three years');
    await expect(ask('2099-01-02', '2099-01-10')).rejects.toThrow('three years');
  });

  it('is read by one statement, whatever is there', async () => {
    const statements: number[] = [];
    for (const person of people.slice(0, 3)) {
      await expectedOf(hub, person);
      statements.push(hub.statements.filter((name) => name === 'ledger.expected-facts').length);
      statements.push(hub.statements.length);
    }
    expect(new Set(statements).size).toBe(2);
    expect(statements[0]).toBe(1);
  });
});
