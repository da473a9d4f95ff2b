import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018';
const SHEFFIELD = 'E08000039';
const TOLD = 'id stream { code } year amount { pence } on how by evidence organisation { code }';
const RECORD = `mutation ($input: RecordToldInput!) { answer: recordTold(input: $input) {
  __typename ... on RecordToldSuccess { replayed told { ${TOLD} } } ... on Refusal { code message } } }`;
const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { told { ${TOLD} }
  integratedBudget(year: "2025-26") { streams { funder { code } amount { pence }
    told { on how by amount { pence } } } } } }`;
const FINANCE = { role: 'finance', subject: 'payments', organisation: SHEFFIELD } as const;
const ICB = { role: 'finance', subject: 'icb', organisation: 'QF7' } as const;
const INPUT = {
  person: { nhsNumber: ANN },
  ...{ stream: 'adult-social-care', year: '2025-26', amount: 5_000_00, toldOn: '2025-04-20' },
  ...{ how: 'MEETING', toldBy: 'social worker', evidence: 'note of the visit' },
  idempotencyKey: 'first',
};

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  loaded(await hub.receive('social-care-cld', SHEFFIELD, cldFile({})));
});
afterAll(() => hub.close());

type Viewer = Parameters<TestHub['ask']>[0];
async function record(differs: object = {}, viewer: Viewer = FINANCE): Promise<Answer['data']> {
  const { data, errors } = await hub.ask(viewer, RECORD, { input: { ...INPUT, ...differs } });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.answer;
}
const read = async (viewer: Viewer = holder(ANN)) =>
  (await hub.ask(viewer, READ, { id: ANN })).data.person;

describe('recordTold', () => {
  it('shows beside what was agreed that the person was told another sum', async () => {
    expect(await record()).toMatchObject({
      ...{ __typename: 'RecordToldSuccess', replayed: false },
      told: { amount: { pence: 5_000_00 }, organisation: { code: SHEFFIELD }, how: 'MEETING' },
    });
    expect(await record()).toMatchObject({ replayed: true });
    const { told, integratedBudget } = await read();
    expect(told).toHaveLength(1);
    // £100 a week over 365 days; they were told £5,000
    expect(integratedBudget.streams).toEqual([
      {
        ...{ funder: { code: SHEFFIELD }, amount: { pence: 521_429 } },
        told: {
          ...{ on: '2025-04-20', how: 'MEETING', by: 'social worker' },
          amount: { pence: 5_000_00 },
        },
      },
    ]);
  });

  it('shows what was said last by its day, whenever it was recorded', async () => {
    const later = { toldOn: '2025-09-01', how: 'EASY_READ', amount: 5_214_29 };
    await record({ ...later, idempotencyKey: 'second' });
    await record({ toldOn: '2025-05-01', amount: 1, idempotencyKey: 'third' });
    await record({ year: '2024-25', amount: 2, idempotencyKey: 'other year' });
    await record({ stream: null, amount: 3, idempotencyKey: 'of all' });
    const { told, integratedBudget } = await read();
    expect(told).toHaveLength(5);
    expect(integratedBudget.streams[0].told).toMatchObject({
      ...{ on: '2025-09-01', how: 'EASY_READ', amount: { pence: 5_214_29 } },
    });
  });

  it('of everything is for the person and whoever recorded it', async () => {
    const sums = async (viewer: Viewer) =>
      (await read(viewer)).told.map((each: Answer['data']) => each.stream?.code ?? null);
    expect(await sums(holder(ANN))).toContain(null);
    expect(await sums(FINANCE)).toContain(null);
  });

  it.each([
    [{ idempotencyKey: 'first', amount: 7 }, 'IDEMPOTENCY_MISMATCH'],
    [{ amount: -1 }, 'BAD_AMOUNT'],
    [{ toldOn: '2026-01-16' }, 'FUTURE_DATE'],
    [{ toldBy: ' ' }, 'BLANK'],
    [{ evidence: '' }, 'BLANK'],
    [{ toldBy: 'x'.repeat(201) }, 'TOO_LONG'],
    [{ stream: 'nonsense' }, 'UNKNOWN_CODE'],
    [{ stream: 'housing-benefit' }, 'NOT_A_BUDGET'],
    [{ idempotencyKey: 'x'.repeat(256) }, 'BAD_KEY'],
    [{ person: { nhsNumber: '9990000042' } }, 'NO_PERSON'],
  ])('refuses %j as %s, and writes nothing', async (differs, code) => {
    const before = (await read()).told;
    const refused = await record({ idempotencyKey: 'refused', ...differs });
    expect(refused).toMatchObject({ __typename: 'DecisionRefusal', code });
    expect((await read()).told).toEqual(before);
  });

  it('by another organisation, of a stream that it does not pay alone, is not its funder’s word', async () => {
    await record({ amount: 9, toldOn: '2025-10-01', idempotencyKey: 'icb' }, ICB);
    expect((await read()).integratedBudget.streams[0].told.on).toBe('2025-09-01');
  });
});
