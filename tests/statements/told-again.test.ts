import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
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
import { stateRule } from '../ledger/stating.ts';
import { chcFile } from '../stories/files.ts';
import { loaded, takeBack } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';
import { numberOf, statementOf } from './stating.ts';

const ANN = '9990000018' as NhsNumber;
const WORKER = { role: 'care-team', subject: 'worker', organisation: COUNCIL } as const;
/** Who reads: each is told of something else, and counts only what they are told. */
const READERS = {
  'the person': holder(ANN),
  'the council that hosts the account': finance(COUNCIL),
  'the board that pays into it': finance(BOARD),
  'her care team': WORKER,
} as const;
const JANUARY = ['2026-01-01', '2026-01-15'] as const;
/** Days gone by, days that end today, and days that are not over: such a statement ends today. */
const DAYS = [JANUARY, ['2025-12-01', '2025-12-31'], ['2025-04-01', '2026-03-31']] as const;

let hub: TestHub;
let account: string;
let payment: string;
const schedules: string[] = [];
const awards: string[] = [];
const files: string[] = [];
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const direct = { 'Delivery Mechanism': 'Direct payment', 'Client Funding Status': JOINT };
  loaded(await hub.receive('social-care-cld', COUNCIL, cldFile(direct)));
  loaded(await hub.receive('health-chc', BOARD, chcFile({ 'NHS NUMBER': ANN })));
  const days = { fromDay: null, untilDay: null };
  await relate(hub.db, { subject: 'worker', key: { nhsNumber: ANN }, ...days, actor: 'test' });
  account = await openAccount(hub, ANN);
  await paidIn({ amount: 658_00, effectiveDate: '2025-12-01' });
  payment = (await spend(20_00, '2025-12-10')).movement.id;
});
afterAll(() => hub.close());

/** So that the council may charge, and no file says how much. */
const JOINT = 'Joint client and social care funded';

const paidIn = (more: object) => deposit(hub, depositInput(account, more));
const spend = (amount: number, effectiveDate: string) =>
  record(hub, 'recordSpend', {
    ...{ account, amount, effectiveDate, payee: 'Helping Hands', purpose: 'personal-care' },
  });

async function expects(more: object): Promise<void> {
  const { schedule, code } = await setSchedule(hub, scheduleInput(account, more));
  expect(code).toBeUndefined();
  schedules.push(schedule.id);
}

async function done(operation: string, input: object, viewer: Asking = finance(COUNCIL)) {
  const name = `${operation[0]?.toUpperCase()}${operation.slice(1)}`;
  const query = `mutation ($input: ${name}Input!) { answer: ${operation}(input: $input) {
    __typename ... on Refusal { code message } ${operation === 'recordAward' ? '... on RecordAwardSuccess { award { id } }' : ''} } }`;
  const said = { idempotencyKey: newKey(), ...input };
  const { data, errors } = await hub.ask(viewer, query, { input: said });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  expect(data.answer.__typename).toBe(`${name}Success`);
  return data.answer;
}
type Asking = Parameters<TestHub['ask']>[0];

const person = { nhsNumber: ANN };
const carers = {
  ...{ person, stream: 'carer-support', basis: 'RECURRING', mode: 'DIRECT_PAYMENT' },
  ...{ legalBasis: 'Care Act 2014 s20', reference: 'CS-1', description: 'Breaks for a carer' },
  ...{ ratePounds: '70.00', per: 'WEEK', firstDay: '2025-10-01', evidence: 'panel' },
  contribution: { kind: 'NONE' },
};
const assessed = {
  ...{ setting: 'NON_RESIDENTIAL', ageBand: 'AGE_25_TO_PENSION' },
  incomes: [{ kind: 'BENEFIT', amount: 154_50, per: 'WEEK' }],
  costOfCare: { amount: 150_00, per: 'WEEK' },
};
const settled = {
  ...{ person, stream: ADULTS, kind: 'JOINT', state: 'SETTLED', firstDay: '2025-12-01' },
  shares: [COUNCIL, BOARD].map((funder) => ({ funder, percent: '50' })),
  ...{ reason: 'who pays was settled', evidence: 'minutes' },
};
const held = (stream: string, heldOn: string) => ({
  ...{ nhsNumber: ANN, stream, kind: 'PLAN', heldOn },
});

const LATER: readonly (readonly [what: string, act: () => Promise<unknown>])[] = [
  ['payments are expected', () => expects({ reason: 'the new plan' })],
  ['money is posted that meets one', () => paidIn({ amount: 658_00, effectiveDate: '2025-12-30' })],
  [
    'other payments are in their place',
    () => expects({ firstDay: '2026-01-26', ratePounds: '220.00' }),
  ],
  [
    'the person pays in',
    () =>
      record(hub, 'recordContribution', {
        ...{ account, stream: ADULTS, amount: 182_00, effectiveDate: '2025-12-05' },
      }),
  ],
  [
    'another source expects payments',
    () =>
      expects({ ...{ stream: HEALTH, funder: BOARD, terms: 'GROSS', weeklyContribution: null } }),
  ],
  [
    'the other source pays',
    () => paidIn({ stream: HEALTH, funder: BOARD, amount: 840_00, effectiveDate: '2025-12-02' }),
  ],
  [
    'surplus is taken off a payment',
    () =>
      offsetSurplus(hub, {
        ...{ schedule: schedules[1], dueOn: '2026-01-26', amount: 50_00, reason: 'unspent' },
      }),
  ],
  [
    'a schedule is ended',
    () => endSchedule(hub, { schedule: schedules[2], lastDay: '2026-02-28', reason: 'moved' }),
  ],
  [
    'a bill is promised',
    () =>
      record(hub, 'placeHold', {
        ...{ account, amount: 30_00, payee: 'Helping Hands', purpose: 'personal-care' },
        ...{ dueOn: '2026-02-01', effectiveDate: '2026-01-02' },
      }),
  ],
  [
    'a payment comes back in part',
    () =>
      record(hub, 'recordRefund', { movement: payment, amount: 5_00, effectiveDate: '2026-01-03' }),
  ],
  [
    'money is set aside',
    () => record(hub, 'setAside', { account, stream: ADULTS, funder: COUNCIL, amount: 10_00 }),
  ],
  ['a review is held', () => done('recordReview', held(ADULTS, '2025-12-20'), WORKER)],
  [
    'an award is recorded',
    async () => {
      awards.push((await done('recordAward', carers)).award.id);
    },
  ],
  [
    'the recorded award is ended',
    () =>
      done('endAward', {
        ...{ award: awards[0], lastDay: '2026-03-31', reason: 'moved', evidence: 'a call' },
      }),
  ],
  [
    'a file takes the place of the recorded award',
    async () =>
      loaded(
        await hub.receive(
          'local-awards',
          COUNCIL,
          textOf([
            {
              ...{ ...AWARD, 'Award Reference': 'CS-1', Stream: 'carer-support' },
              ...{ Mode: 'DIRECT_PAYMENT', 'Legal Basis': 'Care Act 2014 s20' },
              ...{ 'Contribution per Week': '0.00', 'First Day': '2025-11-01' },
            },
          ]),
        ),
      ),
  ],
  [
    'the means are assessed',
    () => done('recordFinancialAssessment', { person, means: assessed, firstDay: '2025-04-01' }),
  ],
  ['who pays is settled for days gone by', () => done('recordDecision', settled)],
  [
    'a rule of reviews is stated',
    () =>
      stateRule(hub, {
        ...{ kind: 'REVIEW_EVERY_MONTHS', review: 'PLAN', organisation: COUNCIL, value: '3' },
      }),
  ],
  [
    'the next file of the council tells of less care',
    async () => {
      const row = { 'Client Funding Status': JOINT, 'Event Start Date': '2025-06-01' };
      const direct = { ...row, 'Delivery Mechanism': 'Direct payment' };
      files.push(loaded(await hub.receive('social-care-cld', COUNCIL, cldFile(direct))));
    },
  ],
  ['that file is taken back', () => takeBack(hub, files[0] as string)],
  [
    'what was posted is taken back',
    async () => {
      const { movement } = await spend(1_00, '2026-01-12');
      return reverse(hub, reverseInput(movement.id, { effectiveDate: '2026-01-14' }));
    },
  ],
  [
    'a source tells of a death',
    async () =>
      loaded(
        await hub.receive('health-chc', BOARD, chcFile({ 'PERSON DEATH DATE': '2026-01-05' })),
      ),
  ],
];

type Reader = keyof typeof READERS;
interface Issued {
  readonly reader: Reader;
  readonly answer: Answer['data'];
}

describe('a statement that was issued is told again to the letter after', () => {
  /** By reader and number, of which there is never another. */
  const issued = new Map<string, Issued>();

  const issue = async (): Promise<string[]> => {
    const labels: string[] = [];
    for (const reader of Object.keys(READERS) as Reader[]) {
      for (const [from, to] of reader === 'the person' ? DAYS : [JANUARY]) {
        const answer = await statementOf(hub, ANN, { from, to, viewer: READERS[reader] });
        const label = `${reader} ${answer.number}`;
        const known = issued.get(label);
        if (known) expect(answer).toEqual(known.answer);
        issued.set(label, { reader, answer });
        labels.push(label);
      }
    }
    return labels;
  };
  const isToldAgain = async (labels: Iterable<string>) => {
    for (const label of labels) {
      const { reader, answer } = issued.get(label) as Issued;
      const asked = { ...numberOf(answer.number), viewer: READERS[reader] };
      expect([label, await statementOf(hub, ANN, asked)]).toEqual([label, answer]);
    }
  };
  const version = async () =>
    (await statementOf(hub, ANN, { from: JANUARY[0], to: JANUARY[1], fields: 'version' })).version;

  it.each(LATER)('%s', async (_what, act) => {
    const labels = await issue();
    const before = await version();
    await act();
    await isToldAgain(labels);
    // What happened is a version of its own.
    expect(await version()).toBeGreaterThan(before);
  });

  it('a month goes by in which nothing is recorded', async () => {
    const labels = await issue();
    const before = await version();
    hub.day = '2026-02-20' as PlainDate;
    await isToldAgain(labels);
    expect(await version()).toBe(before);
    await issue();
  });

  it('all of it, of four readers and of three spans of days', async () => {
    await isToldAgain(issued.keys());
    const all = [...issued.values()];
    for (const reader of Object.keys(READERS)) {
      expect(all.filter((each) => each.reader === reader).length).toBeGreaterThan(3);
    }
    expect(all.length).toBeGreaterThan(100);
    const some = (part: string) => all.some(({ answer }) => answer[part].length > 0);
    for (const part of ['nextPayments', 'reviewsDue', 'arrears', 'recharges', 'changes', 'holds']) {
      expect([part, some(part)]).toEqual([part, true]);
    }
  }, 120_000);
});
