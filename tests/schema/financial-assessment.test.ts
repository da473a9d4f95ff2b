import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { represent } from '../../src/people/representatives.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { dfgFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018';
const BOB = '9990000026';
const NOBODY = '9990000042';
const SHEFFIELD = 'E08000039';

const RECORD = `mutation ($input: RecordFinancialAssessmentInput!) {
  recordFinancialAssessment(input: $input) { __typename
    ... on RecordFinancialAssessmentSuccess { replayed assessment { id council { code } setting
      legalBasis manner firstDay lastDay supersededFrom
      amounts { firstDay lastDay outcome weekly { pence } reason
        arrangementFee { amount { pence } per } working { step result } } } }
    ... on Refusal { code message } } }`;
const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
  financialAssessments { id council { code } supersededFrom amounts { weekly { pence } } } } }`;
const BY_COUNCIL = `query ($id: NhsNumber!) { financialAssessments(by: { nhsNumber: $id }) {
  id council { code } } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const bob = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2' };
  loaded(await hub.receive('social-care-cld', SHEFFIELD, cldFile({})));
  loaded(await hub.receive('housing-dfg', SHEFFIELD, dfgFile({})));
  const elsewhere = { 'LA Code': 'E06000001', ...bob };
  loaded(await hub.receive('social-care-cld', 'E06000001', cldFile(elsewhere)));
  for (const subject of ['worker', 'nurse', 'neighbour']) await related(subject);
});
afterAll(() => hub.close());

async function related(subject: string): Promise<void> {
  const days = { fromDay: null, untilDay: null };
  const key = { nhsNumber: ANN as NhsNumber };
  await relate(hub.db, { subject, key, ...days, actor: 'test' });
}

const FINANCE = { role: 'finance', subject: 'payments', organisation: SHEFFIELD } as const;
const WORKER = { role: 'care-team', subject: 'worker', organisation: SHEFFIELD } as const;
const NURSE = { role: 'care-team', subject: 'nurse', organisation: 'QF7' } as const;
const OTHER = { role: 'care-team', subject: 'neighbour', organisation: 'E06000001' } as const;

/** £260 pension a week and £15,000, aged 70, £200 of care at home; from 1 July 2025 on. */
const INPUT = {
  person: { nhsNumber: ANN },
  means: {
    setting: 'NON_RESIDENTIAL',
    birthDate: '1950-01-01',
    incomes: [{ kind: 'PENSION', amount: 26_000, per: 'WEEK' }],
    capital: [{ kind: 'SAVINGS', amount: 1_500_000 }],
    costOfCare: { amount: 20_000, per: 'WEEK' },
  },
  firstDay: '2025-07-01',
  lastDay: '2026-03-31',
  idempotencyKey: 'first',
};
type Viewer = Parameters<TestHub['ask']>[0];
const record = async (differs: object = {}, viewer: Viewer = FINANCE) =>
  hub.ask(viewer, RECORD, { input: { ...INPUT, ...differs } });
const recorded = async (differs: object = {}, viewer: Viewer = FINANCE) =>
  (await record(differs, viewer)).data.recordFinancialAssessment;
const kept = async () =>
  (
    await hub.db.rows<{ id: string; inputs: object }>(
      'test.kept-assessments',
      sql`select id, inputs from financial_assessments order by ordinal`,
    )
  ).map(({ id }) => id);

describe('recordFinancialAssessment', () => {
  it('works out, records and shows its working', async () => {
    const found = await recorded();
    expect(found).toMatchObject({
      __typename: 'RecordFinancialAssessmentSuccess',
      replayed: false,
      assessment: {
        council: { code: SHEFFIELD },
        ...{ setting: 'NON_RESIDENTIAL', legalBasis: 'ADULT', manner: 'ASSESSED' },
        ...{ firstDay: '2025-07-01', lastDay: '2026-03-31', supersededFrom: null },
      },
    });
    // 260 + (15,000 − 14,250) ÷ 250 − 232.60
    expect(found.assessment.amounts).toMatchObject([
      {
        ...{ firstDay: '2025-07-01', lastDay: '2026-03-31', outcome: 'WEEKLY' },
        weekly: { pence: 3040 },
      },
    ]);
    expect(found.assessment.amounts[0].working).toContainEqual({
      step: 'Tariff income from capital of 15000.00, a week',
      result: '3.00',
    });
  });

  it('again under the same key is a replay, and another under it is refused', async () => {
    const before = await kept();
    const again = await recorded();
    expect(again).toMatchObject({ replayed: true, assessment: { id: before[0] } });
    expect(await recorded({ lastDay: '2026-03-30' })).toMatchObject({
      ...{ __typename: 'RecordFinancialAssessmentRefusal', code: 'IDEMPOTENCY_MISMATCH' },
    });
    expect(await kept()).toEqual(before);
  });

  it('a later one stands instead from its first day on, and the first is never changed', async () => {
    const later = { firstDay: '2025-10-01', lastDay: null, idempotencyKey: 'second' };
    const second = await recorded(later, WORKER);
    expect(second.assessment.amounts.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      // In January 2026 no figure of 2026/27 is known yet.
      ...['WEEKLY', 'NOT_KNOWN'],
    ]);
    const { data } = await hub.ask(holder(ANN), READ, { id: ANN });
    expect(data.person.financialAssessments).toMatchObject([
      { supersededFrom: '2025-10-01', amounts: [{ weekly: { pence: 3040 } }] },
      { supersededFrom: null, amounts: [{ weekly: { pence: 3040 } }, { weekly: null }] },
    ]);
    const change = sql`update financial_assessments set first_day = '2025-01-01'`;
    await expect(hub.db.rows('test.change-assessment', change)).rejects.toThrow();
  });

  it('leaves an audit entry of ids alone', async () => {
    const [event] = await hub.db.rows<{ details: Record<string, string> }>(
      'test.last-assessed',
      sql`select details from audit_events where action = 'means-assessed' order by id limit 1`,
    );
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(event?.details).toEqual({ assessment: uuid, person: uuid, council: SHEFFIELD });
  });

  it.each<[string, object, string]>([
    ['nobody known', { person: { nhsNumber: NOBODY } }, 'NO_PERSON'],
    ['somebody whom another council funds', { person: { nhsNumber: BOB } }, 'NO_PERSON'],
    ['days that end before they begin', { lastDay: '2025-06-30' }, 'END_BEFORE_START'],
    ['no key', { idempotencyKey: ' ' }, 'BAD_KEY'],
    ['a key without end', { idempotencyKey: 'x'.repeat(256) }, 'BAD_KEY'],
    [
      'a sum below nothing',
      { means: { ...INPUT.means, costOfCare: { amount: -1, per: 'WEEK' } } },
      'BAD_AMOUNT',
    ],
  ])('%s is refused and nothing is written', async (_what, differs, code) => {
    const before = await kept();
    expect(await recorded({ idempotencyKey: 'refused', ...differs })).toMatchObject({ code });
    expect(await kept()).toEqual(before);
  });

  it('is for finance and care teams of a council, and a team has its own relationship', async () => {
    const input = { idempotencyKey: 'not allowed' };
    const before = await kept();
    const shut: Viewer[] = [
      holder(ANN),
      NURSE,
      { ...FINANCE, organisation: 'QF7' },
      { role: 'operator', organisation: SHEFFIELD },
      { role: 'analyst', organisation: SHEFFIELD },
    ];
    for (const viewer of shut) {
      const { errors } = await record(input, viewer);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const stranger = { ...WORKER, subject: 'stranger' };
    expect(await recorded(input, stranger)).toMatchObject({ code: 'NO_PERSON' });
    expect(await recorded(input, OTHER)).toMatchObject({ code: 'NO_PERSON' });
    expect(await kept()).toEqual(before);
  });
});

describe('who is told of means', () => {
  const seen = async (viewer: Viewer) =>
    (await hub.ask(viewer, READ, { id: ANN })).data.person?.financialAssessments;

  it('the person, and a team of the council that charges', async () => {
    expect(await seen(holder(ANN))).toHaveLength(2);
    expect(await seen(WORKER)).toHaveLength(2);
  });

  it('neither another sector’s team nor another council’s', async () => {
    expect(await seen(NURSE)).toBeNull();
    expect(await seen(OTHER)).toEqual([]);
  });

  it('a representative only by a grant of the stream', async () => {
    const days = { from: '2026-01-01' as PlainDate, until: null };
    const who = { key: { nhsNumber: ANN as NhsNumber }, kind: 'deputy', evidence: 'seen' } as const;
    const grant = (subject: string, streams: string[] | null) =>
      represent(hub.db, { ...who, subject, streams, days, actor: 'test' });
    await grant('home', ['disabled-facilities-grant']);
    await grant('carer', ['carer-support']);
    await grant('care', ['adult-social-care']);
    await grant('all', null);
    const as = (subject: string) => seen({ role: 'representative', subject });
    expect(await as('home')).toBeNull();
    expect(await as('carer')).toEqual([]);
    expect(await as('care')).toHaveLength(2);
    expect(await as('all')).toHaveLength(2);
  });

  it('nobody in a record that was opened in an emergency', async () => {
    const breaker = { ...WORKER, subject: 'breaker' };
    const glass = `mutation ($kind: String!) { breakGlass(input: { nhsNumber: "${ANN}",
      reason: $kind, idempotencyKey: "k" }) { __typename } }`;
    const { data } = await hub.ask(breaker, glass, { kind: 'found collapsed' });
    expect(data.breakGlass.__typename).toBe('OpenRecordSuccess');
    expect(await seen(breaker)).toBeNull();
    expect(await recorded({ idempotencyKey: 'glass' }, breaker)).toMatchObject({
      code: 'NO_PERSON',
    });
    const own = await hub.ask(breaker, BY_COUNCIL, { id: ANN });
    expect(own.data.financialAssessments).toBeNull();
  });

  it('finance of that council by a query of their own, and the person sees the look', async () => {
    const own = await hub.ask(FINANCE, BY_COUNCIL, { id: ANN });
    expect(own.data.financialAssessments).toHaveLength(2);
    for (const viewer of [{ ...FINANCE, organisation: 'E06000001' }, NURSE, holder(ANN)]) {
      const { data } = await hub.ask(viewer, BY_COUNCIL, { id: ANN });
      expect(data.financialAssessments).toBeNull();
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

  it('costs one statement more, for one person or a page', async () => {
    await hub.ask(WORKER, READ, { id: ANN });
    expect(hub.statements).toEqual([
      ...[
        'people.open-person',
        'people.visible-person',
        'charging.assessments-of-people',
        'audit.keep-reads',
      ],
    ]);
    const page = `{ people(first: 9) { nodes { financialAssessments { id } } } }`;
    await hub.ask(WORKER, page);
    expect(hub.statements).toEqual([
      ...[
        'people.open-people',
        'people.visible-people',
        'charging.assessments-of-people',
        'audit.keep-reads',
      ],
    ]);
  });
});

it('tells a fee for arranging beside the full cost, or refuses it by name', async () => {
  const arrangementFee = { amount: 25_000, per: 'YEAR', costToCouncil: 30_000 };
  const rich = { ...INPUT.means, capital: [{ kind: 'SAVINGS', amount: 9_000_000 }] };
  const asked = (means: object) =>
    recorded({ means: { ...means, arrangementFee }, idempotencyKey: 'with a fee' });
  const before = await kept();
  expect((await asked(INPUT.means)).code).toBe('NOT_FULL_COST');
  expect((await asked({ ...rich, setting: 'CARE_HOME' })).code).toBe('NOT_IN_CARE_HOME');
  expect(await kept()).toEqual(before);
  const elsewhere = { firstDay: '2019-07-01', lastDay: '2020-03-31' };
  const found = await recorded({
    ...{ ...elsewhere, person: { nhsNumber: ANN }, idempotencyKey: 'with a fee' },
    means: { ...rich, arrangementFee },
  });
  expect(found.assessment.amounts).toMatchObject([
    {
      ...{ outcome: 'WHOLE_COST', weekly: { pence: 20_000 } },
      arrangementFee: { amount: { pence: 25_000 }, per: 'YEAR' },
    },
  ]);
});
