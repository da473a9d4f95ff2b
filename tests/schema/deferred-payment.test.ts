import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepDeferredRates } from '../../src/charging/deferred-rate-store.ts';
import { sql } from '../../src/db/database.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { decimal } from '../../src/values/ratio.ts';
import { day, days } from '../awards/drafts.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018';
const BOB = '9990000026';
const SHEFFIELD = 'E08000039';
const FINANCE = { role: 'finance', subject: 'payments', organisation: SHEFFIELD } as const;
const WORKER = { role: 'care-team', subject: 'worker', organisation: SHEFFIELD } as const;
const NURSE = { role: 'care-team', subject: 'nurse', organisation: 'QF7' } as const;
const ELSEWHERE = { ...FINANCE, organisation: 'E06000001' } as const;
type Viewer = Parameters<TestHub['ask']>[0];

const PAYMENT = `id council { code } firstDay lastDay interest interestAdded
  entries { id kind effectiveDate amount { pence } charge corrects reason }
  standing(on: $on) { limit { pence } debt { pence } interest { pence } roomLeft { pence }
    deferred { pence } administration { pence } repaid { pence } reviewDue notKnown
    working { step result } }`;
const ANSWER = `__typename ... on DeferredPaymentSuccess { replayed deferredPayment { ${PAYMENT} } }
  ... on Refusal { code message }`;
const RECORD = `mutation ($input: RecordDeferredPaymentInput!, $on: PlainDate) {
  answer: recordDeferredPayment(input: $input) { ${ANSWER} } }`;
const ENTRY = `mutation ($input: RecordDeferredEntryInput!, $on: PlainDate) {
  answer: recordDeferredEntry(input: $input) { ${ANSWER} } }`;
const READ = `query ($id: NhsNumber!, $on: PlainDate) { person(by: { nhsNumber: $id }) {
  deferredPayments { ${PAYMENT} } } }`;
const BY_COUNCIL = `query ($id: NhsNumber!) {
  deferredPayments(by: { nhsNumber: $id }) { id council { code } } }`;

let hub: TestHub;
let id: string;
beforeAll(async () => {
  hub = await openTestHub('2025-06-30');
  loaded(await hub.receive('social-care-cld', SHEFFIELD, cldFile({})));
  const bob = { 'LA Code': 'E06000001', 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2' };
  loaded(await hub.receive('social-care-cld', 'E06000001', cldFile(bob)));
  for (const subject of ['worker', 'nurse']) {
    const key = { nhsNumber: ANN as NhsNumber };
    await relate(hub.db, { subject, key, fromDay: null, untilDay: null, actor: 'test' });
  }
  await keepDeferredRates(hub.db, [
    {
      ...{ kind: 'SET_UP', authority: SHEFFIELD, days: days('2025-01-01'), source: 'policy' },
      ...{ knownFrom: day('2025-01-01'), figure: decimal('730') },
    },
  ]);
});
afterAll(() => hub.close());

const INPUT = {
  ...{ person: { nhsNumber: ANN }, firstDay: '2025-01-01', propertyValue: 165_000_00 },
  ...{ interest: 'NATIONAL_MAXIMUM', interestAdded: 'NEVER', idempotencyKey: 'agreed' },
};
const agree = async (differs: object = {}, viewer: Viewer = FINANCE) =>
  hub.ask(viewer, RECORD, { input: { ...INPUT, ...differs } });
const agreed = async (differs: object = {}, viewer: Viewer = FINANCE) =>
  (await agree(differs, viewer)).data.answer;
let keys = 0;
async function enter(entry: object, effectiveDate: string, differs: object = {}) {
  keys += 1;
  const input = {
    ...{ person: { nhsNumber: ANN }, deferredPayment: id, effectiveDate, entry },
    ...{ idempotencyKey: `entry ${keys}`, ...differs },
  };
  return (await hub.ask(FINANCE, ENTRY, { input })).data.answer;
}
const rows = async () =>
  (
    await hub.db.rows(
      'test.deferred-rows',
      sql`select id from deferred_agreements union all select id from deferred_entries`,
    )
  ).length;

describe('an agreement', () => {
  it('is recorded with its equity limit worked out', async () => {
    const found = await agreed();
    expect(found).toMatchObject({
      ...{ __typename: 'DeferredPaymentSuccess', replayed: false },
      deferredPayment: {
        ...{ council: { code: SHEFFIELD }, firstDay: '2025-01-01', lastDay: null },
        entries: [
          { kind: 'VALUATION', effectiveDate: '2025-01-01', amount: { pence: 165_000_00 } },
        ],
        standing: {
          ...{ limit: { pence: 134_250_00 }, debt: { pence: 0 }, roomLeft: { pence: 134_250_00 } },
          ...{ reviewDue: false, notKnown: [] },
        },
      },
    });
    id = found.deferredPayment.id;
  });

  it('again under its key is a replay, and another under it is refused', async () => {
    const before = await rows();
    expect(await agreed()).toMatchObject({ replayed: true, deferredPayment: { id } });
    const other = await agreed({ propertyValue: 1_00 });
    expect(other).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect(await rows()).toBe(before);
  });

  it.each<[string, object, string]>([
    ['a second while one runs', { idempotencyKey: 'two' }, 'ALREADY_OPEN'],
    ['somebody whom another council funds', { person: { nhsNumber: BOB } }, 'NO_PERSON'],
    ['a day to come', { firstDay: '2025-07-01' }, 'FUTURE_DATE'],
    ['a property of nothing', { propertyValue: 0 }, 'BAD_AMOUNT'],
    ['more secured than it is worth', { securedBefore: 165_000_01 }, 'BAD_AMOUNT'],
    ['no key', { idempotencyKey: ' ' }, 'BAD_KEY'],
  ])('%s is refused and nothing is written', async (_what, differs, code) => {
    const before = await rows();
    expect(await agreed({ idempotencyKey: 'refused', ...differs })).toMatchObject({ code });
    expect(await rows()).toBe(before);
  });

  it('is for assessors of a council', async () => {
    const before = await rows();
    const shut: Viewer[] = [
      holder(ANN),
      NURSE,
      { ...FINANCE, organisation: 'QF7' },
      { role: 'operator', organisation: SHEFFIELD },
      { role: 'analyst', organisation: SHEFFIELD },
    ];
    for (const viewer of shut) {
      const { errors } = await agree({ idempotencyKey: 'shut' }, viewer);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect(await agreed({ idempotencyKey: 'shut' }, ELSEWHERE)).toMatchObject({
      code: 'NO_PERSON',
    });
    expect(await rows()).toBe(before);
  });
});

describe('what is recorded under it', () => {
  const BUDGET = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
    integratedBudget(year: "2025-26") { complete total { awarded { pence } contribution { pence }
      paid { pence } remaining { pence } unreported { pence } } } } }`;
  const budget = async () => (await hub.ask(holder(ANN), BUDGET, { id: ANN })).data;

  it('is a debt, and neither contribution nor paid', async () => {
    const before = await budget();
    await enter({ charge: 36_500_00 }, '2025-04-01');
    const found = await enter(
      { administration: { charge: 'SET_UP', amount: 730_00 } },
      '2025-01-01',
    );
    // 730 bears 0.02 a day: 180 days × 4.25 % × 2 = 15.30; 36,500 over 90 days: 382.50
    expect(found.deferredPayment.standing).toMatchObject({
      ...{ deferred: { pence: 36_500_00 }, administration: { pence: 730_00 } },
      ...{ interest: { pence: 397_80 }, debt: { pence: 37_627_80 } },
      roomLeft: { pence: 96_622_20 },
    });
    expect(await budget()).toEqual(before);
  });

  it('is less by what was repaid, as by a new value', async () => {
    const found = await enter({ repayment: 7_627_80 }, '2025-06-30');
    expect(found.deferredPayment.standing).toMatchObject({
      ...{ repaid: { pence: 7_627_80 }, debt: { pence: 30_000_00 }, reviewDue: false },
    });
    const valued = await enter(
      { valuation: { propertyValue: 50_000_00, securedBefore: 750_00 } },
      '2025-06-30',
    );
    // 45,000 − 14,250 − 750
    expect(valued.deferredPayment.standing).toMatchObject({
      ...{ limit: { pence: 30_000_00 }, roomLeft: { pence: 0 } },
    });
    expect(await enter({ charge: 1 }, '2025-06-30')).toMatchObject({ code: 'ABOVE_LIMIT' });
  });

  it('is taken out by a correction, once', async () => {
    const { data } = await hub.ask(holder(ANN), READ, { id: ANN });
    const [own] = data.person.deferredPayments;
    const value = own.entries.at(-1);
    const correction = { correction: { entry: value.id, reason: 'another house' } };
    const found = await enter(correction, '2025-06-30');
    expect(found.deferredPayment.standing.limit).toEqual({ pence: 134_250_00 });
    expect(found.deferredPayment.entries.at(-1)).toMatchObject({
      ...{ kind: 'CORRECTION', corrects: value.id, reason: 'another house', amount: null },
    });
    expect(await enter(correction, '2025-06-30')).toMatchObject({ code: 'ALREADY_CORRECTED' });
  });

  it('under one key is recorded once', async () => {
    const key = { idempotencyKey: 'once' };
    expect(await enter({ charge: 1_00 }, '2025-06-30', key)).toMatchObject({ replayed: false });
    const before = await rows();
    expect(await enter({ charge: 1_00 }, '2025-06-30', key)).toMatchObject({ replayed: true });
    expect(await enter({ charge: 2_00 }, '2025-06-30', key)).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(await rows()).toBe(before);
  });

  it('of deferring twice at once the limit is kept', async () => {
    const left = 90_000_00;
    const both = await Promise.all([
      enter({ charge: left }, '2025-06-30'),
      enter({ charge: left }, '2025-06-30'),
    ]);
    expect(both.map(({ code }) => code ?? 'DONE').sort()).toEqual(['ABOVE_LIMIT', 'DONE']);
  });

  it.each<[string, object, string, string]>([
    [
      'a charge that no figure permits',
      { administration: { charge: 'YEARLY', amount: 1 } },
      '2025-06-30',
      'CHARGE_NOT_PERMITTED',
    ],
    ['a day to come', { charge: 1 }, '2025-07-01', 'FUTURE_DATE'],
    ['a day before it', { charge: 1 }, '2024-12-31', 'BEFORE_AGREEMENT'],
    ['less than nothing', { charge: -1 }, '2025-06-30', 'BAD_AMOUNT'],
    ['more than is owed', { repayment: 165_000_00 }, '2025-06-30', 'MORE_THAN_OWED'],
    ['an end before what is deferred', { end: true }, '2025-03-31', 'CHARGES_AFTER'],
  ])('%s is refused and nothing is written', async (_what, entry, on, code) => {
    const before = await rows();
    expect(await enter(entry, on)).toMatchObject({ code });
    expect(await rows()).toBe(before);
  });

  it('under another agreement is refused, as is nothing at all', async () => {
    const other = { deferredPayment: '00000000-0000-4000-8000-000000000000' };
    expect(await enter({ charge: 1 }, '2025-06-30', other)).toMatchObject({ code: 'NO_AGREEMENT' });
    const none = { deferredPayment: 'no id' };
    expect(await enter({ charge: 1 }, '2025-06-30', none)).toMatchObject({ code: 'NO_AGREEMENT' });
    const input = {
      ...{ person: { nhsNumber: ANN }, deferredPayment: id, effectiveDate: '2025-06-30' },
      ...{ entry: { end: false }, idempotencyKey: 'nothing' },
    };
    const { errors } = await hub.ask(FINANCE, ENTRY, { input });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('is not known from the first day without a rate on', async () => {
    const { data } = await hub.ask(WORKER, READ, { id: ANN, on: '2025-07-02' });
    expect(data.person.deferredPayments[0].standing).toMatchObject({
      ...{ debt: null, interest: null, roomLeft: null, reviewDue: true },
      notKnown: [expect.stringMatching(/^interest not known: a rate is lacking/)],
    });
  });

  it('ends, and then another may begin', async () => {
    expect((await enter({ end: true }, '2025-06-30')).deferredPayment.lastDay).toBe('2025-06-30');
    const next = { idempotencyKey: 'next' };
    expect(await agreed({ ...next, firstDay: '2025-06-30' })).toMatchObject({
      code: 'ALREADY_OPEN',
    });
  });

  it('is never changed, and leaves an audit entry of ids alone', async () => {
    for (const change of [
      sql`update deferred_entries set amount_pence = 1`,
      sql`delete from deferred_entries`,
      sql`update deferred_agreements set council = 'X'`,
    ]) {
      await expect(hub.db.rows('test.change-deferred', change)).rejects.toThrow();
    }
    const [event] = await hub.db.rows<{ details: object }>(
      'test.deferred-event',
      sql`select details from audit_events where action = 'deferred-entry-recorded' limit 1`,
    );
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(event?.details).toEqual({ agreement: uuid, person: uuid, council: SHEFFIELD });
  });
});

describe('who is told', () => {
  const seen = async (viewer: Viewer) =>
    (await hub.ask(viewer, READ, { id: ANN })).data.person?.deferredPayments;

  it('the person and a team of the council, and no other', async () => {
    expect(await seen(holder(ANN))).toHaveLength(1);
    expect(await seen(WORKER)).toHaveLength(1);
    expect(await seen(NURSE)).toBeNull();
  });

  it('finance of that council by a query of their own, and the person sees the look', async () => {
    const own = await hub.ask(FINANCE, BY_COUNCIL, { id: ANN });
    expect(own.data.deferredPayments).toEqual([{ id, council: { code: SHEFFIELD } }]);
    for (const viewer of [ELSEWHERE, NURSE, holder(ANN)]) {
      const { data } = await hub.ask(viewer, BY_COUNCIL, { id: ANN });
      expect(data.deferredPayments).toBeNull();
    }
    const looks = await hub.ask(
      holder(ANN),
      `{ person(by: { nhsNumber: "${ANN}" }) { whoLooked(first: 100) { nodes {
        role streams { code } } } } }`,
    );
    expect(looks.data.person.whoLooked.nodes).toContainEqual({
      ...{ role: 'finance', streams: [{ code: 'adult-social-care' }] },
    });
  });

  it('costs two statements more, for one person or a page', async () => {
    const own = ['charging.deferred-agreements-of-people', 'charging.deferred-book'];
    await hub.ask(WORKER, READ, { id: ANN });
    expect(hub.statements).toEqual([
      ...['people.open-person', 'people.visible-person', ...own, 'audit.keep-reads'],
    ]);
    await hub.ask(WORKER, '{ people(first: 9) { nodes { deferredPayments { id } } } }');
    expect(hub.statements).toEqual([
      ...['people.open-people', 'people.visible-people', ...own, 'audit.keep-reads'],
    ]);
  });
});
