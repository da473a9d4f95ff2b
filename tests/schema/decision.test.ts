import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideFunding, endFunding } from '../../src/awards/decide-funding.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { shares } from '../awards/decisions.ts';
import { day, days } from '../awards/drafts.ts';
import { budgetOf, loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018' as NhsNumber;
const SHEFFIELD = 'E08000039';
const STREAM = 'adult-social-care';
const FIELDS = `id stream { code } kind state shares { funder { code } percent }
  interimPayer { code } firstDay lastDay reason evidence recordedBy { code } replacedFrom endedAt`;
const RECORD = `mutation ($input: RecordDecisionInput!) { answer: recordDecision(input: $input) {
  __typename ... on RecordDecisionSuccess { replayed decision { ${FIELDS} } }
  ... on Refusal { code message } } }`;
const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { decisions { ${FIELDS} } } }`;
const FINANCE = { role: 'finance', subject: 'payments', organisation: SHEFFIELD } as const;
const ICB = { role: 'finance', subject: 'icb', organisation: 'QF7' } as const;
const OTHER = { role: 'finance', subject: 'other', organisation: 'E06000001' } as const;

const INPUT = {
  person: { nhsNumber: ANN },
  ...{ stream: STREAM, kind: 'JOINT', state: 'SETTLED', firstDay: '2025-04-01' },
  shares: [
    { funder: 'QF7', percent: '50' },
    { funder: SHEFFIELD, percent: '50.00' },
  ],
  ...{ reason: 'joint assessment', evidence: 'minutes of 3 March 2025' },
};

let hub: TestHub;
let keys = 0;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  // £100 a week of council care of which the council says that the person pays all: 5,214.29
  const file = cldFile({ 'Client Funding Status': 'Fully client funded' });
  loaded(await hub.receive('social-care-cld', SHEFFIELD, file));
});
beforeEach(async () => {
  const end = { key: { nhsNumber: ANN }, stream: STREAM, from: day('1900-01-01'), actor: 'test' };
  await endFunding(hub.db, end);
});
afterAll(() => hub.close());

type Viewer = Parameters<TestHub['ask']>[0];
async function record(differs: object = {}, viewer: Viewer = FINANCE): Promise<Answer['data']> {
  keys += 1;
  const input = { ...INPUT, idempotencyKey: `key ${keys}`, ...differs };
  const { data, errors } = await hub.ask(viewer, RECORD, { input });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.answer;
}
const decisions = async (viewer: Viewer = holder(ANN)) =>
  (await hub.ask(viewer, READ, { id: ANN })).data.person?.decisions ?? null;
/** Funder, amount and contribution of each entry. */
const budget = async () =>
  (await budgetOf(hub, ANN)).streams.map((each: Answer['data']) => [
    ...[each.funder.code, each.amount.pence],
    each.figures.contribution?.pence ?? null,
  ]);

const WHOLE = [[SHEFFIELD, 521_429, 521_429]];

describe('recordDecision', () => {
  it('proposed is shown and acts on nothing', async () => {
    const found = await record({ state: 'PROPOSED' });
    expect(found).toMatchObject({
      ...{ __typename: 'RecordDecisionSuccess', replayed: false },
      decision: {
        ...{ state: 'PROPOSED', kind: 'JOINT', interimPayer: null, lastDay: null },
        ...{ recordedBy: { code: SHEFFIELD }, replacedFrom: null },
        shares: [
          { funder: { code: SHEFFIELD }, percent: '50' },
          { funder: { code: 'QF7' }, percent: '50' },
        ],
      },
    });
    expect(await budget()).toEqual(WHOLE);
    // Who may pay is no payer yet.
    expect(await decisions(ICB)).toBeNull();
  });

  it('disputed lets the interim payer’s line stand, and settled shares from its first day', async () => {
    await record({ state: 'DISPUTED', interimPayer: SHEFFIELD });
    expect(await budget()).toEqual(WHOLE);
    await record({ firstDay: '2025-07-01' });
    // 91 days at £100 a week, and 274: £1,300.00 and £3,914.29, of which each carries half. Of what
    // is shared the person is asked for the council's own half, never for the board's.
    expect(await budget()).toEqual([
      [SHEFFIELD, 130_000 + 195_715, 130_000 + 195_715],
      ['QF7', 195_714, 0],
    ]);
    const [, disputed, settled] = (await decisions()).slice(-3);
    expect(disputed).toMatchObject({ state: 'DISPUTED', replacedFrom: '2025-07-01' });
    expect(settled).toMatchObject({ state: 'SETTLED', replacedFrom: null });
    expect((await decisions(ICB)).at(-1)).toEqual(settled);
  });

  it('settled to be aftercare or NHS care nobody charges, the council neither', async () => {
    await record({ kind: 'SECTION_117' });
    expect(await budget()).toEqual([
      [SHEFFIELD, 260_715, 0],
      ['QF7', 260_714, 0],
    ]);
    const { streams } = await budgetOf(hub, ANN);
    expect(streams[0].lines[0].working).toContainEqual({
      step: 'What the person is asked to pay: decided to be section 117 aftercare, which is never charged',
      result: '0.00',
    });
    await record({
      kind: 'CONTINUING_HEALTHCARE',
      shares: [
        { funder: 'QF7', percent: '60' },
        { funder: SHEFFIELD, percent: '40' },
      ],
    });
    expect(await budget()).toEqual([
      [SHEFFIELD, 208_572, 0],
      ['QF7', 312_857, 0],
    ]);
  });

  it('disputed to be aftercare is charged for until it is settled', async () => {
    await record({ kind: 'SECTION_117', state: 'DISPUTED', interimPayer: SHEFFIELD });
    expect(await budget()).toEqual(WHOLE);
  });

  it('stands beside what the operator decides, and by the same rules', async () => {
    await record();
    const operator = { interimPayer: null, reason: 'review', actor: 'test' };
    const key = { key: { nhsNumber: ANN }, stream: STREAM, days: days('2025-04-01') };
    const funders = shares(`${SHEFFIELD}=75,QF7=25`);
    expect(await decideFunding(hub.db, { ...key, ...operator, funders })).toBe('RECORDED');
    expect((await decisions()).at(-2)).toMatchObject({ replacedFrom: '2025-04-01' });
    expect((await decisions()).at(-1)).toMatchObject({ kind: null, recordedBy: null });
    expect((await budget()).map((each: unknown[]) => each[1])).toEqual([391_072, 130_357]);
  });

  it('again by the same key is a replay, and another by it is refused', async () => {
    const said = { idempotencyKey: 'the same' };
    const { decision } = await record(said);
    expect(await record(said)).toMatchObject({ replayed: true, decision: { id: decision.id } });
    expect(await record({ ...said, state: 'PROPOSED' })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
  });

  it.each([
    [{ stream: 'nonsense' }, 'UNKNOWN_CODE'],
    [{ stream: 'housing-benefit' }, 'NOT_A_BUDGET'],
    [{ stream: 'wheelchair-budget', kind: 'SECTION_117' }, 'KIND_AND_STREAM_DISAGREE'],
    [{ state: 'DISPUTED' }, 'STATE_AND_PAYER_DISAGREE'],
    [{ interimPayer: SHEFFIELD }, 'STATE_AND_PAYER_DISAGREE'],
    [{ state: 'DISPUTED', interimPayer: 'E06000001' }, 'NOT_A_FUNDER'],
    [{ shares: [{ funder: SHEFFIELD, percent: '99.99' }] }, 'BAD_SHARES'],
    [{ shares: [] }, 'BAD_SHARES'],
    [
      {
        shares: [
          { funder: SHEFFIELD, percent: '50' },
          { funder: 'NOWHERE', percent: '50' },
        ],
      },
      'UNKNOWN_ORGANISATION',
    ],
    [{ lastDay: '2025-03-31' }, 'END_BEFORE_START'],
    [{ firstDay: '2027-01-16' }, 'TOO_FAR_AHEAD'],
    [{ reason: ' ' }, 'BLANK'],
    [{ evidence: '' }, 'BLANK'],
    [{ person: { nhsNumber: '9990000042' } }, 'NO_PERSON'],
  ])('refuses %j as %s, and writes nothing', async (differs, code) => {
    const before = await decisions();
    expect(await record(differs)).toMatchObject({ __typename: 'DecisionRefusal', code });
    expect(await decisions()).toEqual(before);
  });

  it('is for the funders that share', async () => {
    expect(await record({}, OTHER)).toMatchObject({ code: 'NOT_A_FUNDER' });
    expect(await record({}, ICB)).toMatchObject({ decision: { recordedBy: { code: 'QF7' } } });
    const worker = { role: 'care-team', subject: 'nobody', organisation: SHEFFIELD } as const;
    expect(await record({}, worker)).toMatchObject({ code: 'NO_PERSON' });
  });
});
