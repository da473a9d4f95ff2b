import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018';
const SHEFFIELD = 'E08000039';
const FINANCE = { role: 'finance', subject: 'payments', organisation: SHEFFIELD } as const;

const RECORD = `mutation ($input: RecordTopUpInput!) { answer: recordTopUp(input: $input) {
  __typename ... on RecordTopUpSuccess { replayed topUp { id payer weekly { pence } firstDay lastDay
    council { code } } } ... on Refusal { code message } } }`;
const READ = `query ($id: NhsNumber!, $year: FinancialYear!, $knownAt: PlainDate) {
  person(by: { nhsNumber: $id }) { integratedBudget(year: $year, knownAt: $knownAt) {
    total { awarded { pence } contribution { pence } paid { pence } remaining { pence } }
    streams { stream { code } amount { pence } figures { awarded { pence } contribution { pence } }
      topUps { payer weekly { pence } firstDay lastDay amount { pence } } } } } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  loaded(await hub.receive('social-care-cld', SHEFFIELD, cldFile({})));
});
afterAll(() => hub.close());

const INPUT = {
  ...{ person: { nhsNumber: ANN }, paid: { payer: 'RELATIVE', weekly: 150_00 } },
  ...{ firstDay: '2025-07-01', idempotencyKey: 'first' },
};
type Viewer = Parameters<TestHub['ask']>[0];
const record = async (differs: object = {}, viewer: Viewer = FINANCE) =>
  hub.ask(viewer, RECORD, { input: { ...INPUT, ...differs } });
const recorded = async (differs: object = {}) => (await record(differs)).data.answer;
const rows = async () => (await hub.db.rows('test.top-ups', sql`select from top_ups`)).length;

/** The budget without its top-ups, and these. */
async function read(year = '2025-26', knownAt: string | null = null, viewer = holder(ANN)) {
  const { data } = await hub.ask(viewer, READ, { id: ANN, year, knownAt });
  const { streams, total } = data.person.integratedBudget;
  // biome-ignore lint/suspicious/noExplicitAny: the answer is the contract's
  const topUps = streams.flatMap((entry: any) => entry.topUps);
  // biome-ignore lint/suspicious/noExplicitAny: the answer is the contract's
  const rest = streams.map(({ topUps: _topUps, ...entry }: any) => entry);
  return { topUps, budget: { total, rest } };
}

describe('a top-up', () => {
  it('stands beside the council’s lines and in no figure', async () => {
    const before = await read();
    expect(before.topUps).toEqual([]);
    expect(await recorded()).toMatchObject({
      replayed: false,
      topUp: {
        ...{ payer: 'RELATIVE', weekly: { pence: 150_00 }, firstDay: '2025-07-01' },
        ...{ lastDay: null, council: { code: SHEFFIELD } },
      },
    });
    const after = await read();
    // 274 days of 150 ÷ 7
    expect(after.topUps).toEqual([
      {
        ...{ payer: 'RELATIVE', weekly: { pence: 150_00 }, firstDay: '2025-07-01' },
        ...{ lastDay: '2026-03-31', amount: { pence: 5_871_43 } },
      },
    ]);
    expect(after.budget).toEqual(before.budget);
    expect((await read('2024-25')).topUps).toEqual([]);
  });

  it('again under its key is a replay, and another under it is refused', async () => {
    expect(await recorded()).toMatchObject({ replayed: true });
    expect(await recorded({ lastDay: '2025-12-31' })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(await rows()).toBe(1);
  });

  it('gives way to a later one from its first day on, and to nobody', async () => {
    const more = { paid: { payer: 'CHARITY', weekly: 70_00 }, firstDay: '2025-10-01' };
    await recorded({ ...more, idempotencyKey: 'second' });
    const stopped = { paid: null, firstDay: '2025-11-05', idempotencyKey: 'third' };
    expect(await recorded(stopped)).toMatchObject({ topUp: { payer: null, weekly: null } });
    // 92 days of 150 and 35 of 70 a week
    expect((await read()).topUps).toMatchObject([
      { lastDay: '2025-09-30', amount: { pence: 1_971_43 } },
      { payer: 'CHARITY', lastDay: '2025-11-04', amount: { pence: 350_00 } },
    ]);
    expect((await read('2025-26', '2001-01-01')).topUps).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['of nobody known', { person: { nhsNumber: '9990000042' } }, 'NO_PERSON'],
    ['of nothing', { paid: { payer: 'FRIEND', weekly: 0 } }, 'BAD_AMOUNT'],
    ['below nothing', { paid: { payer: 'FRIEND', weekly: -1 } }, 'BAD_AMOUNT'],
    ['beyond reason', { paid: { payer: 'FRIEND', weekly: 700_001 } }, 'BAD_AMOUNT'],
    ['that ends before it begins', { lastDay: '2025-06-30' }, 'END_BEFORE_START'],
    ['without a key', { idempotencyKey: '' }, 'BAD_KEY'],
  ])('%s is refused and nothing is written', async (_what, differs, code) => {
    const before = await rows();
    expect(await recorded({ idempotencyKey: 'refused', ...differs })).toMatchObject({ code });
    expect(await rows()).toBe(before);
  });

  it('is recorded by assessors of a council alone', async () => {
    const before = await rows();
    for (const viewer of [holder(ANN), { ...FINANCE, organisation: 'QF7' }] as Viewer[]) {
      const { errors } = await record({ idempotencyKey: 'shut' }, viewer);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const nobody = { paid: null, lastDay: '2025-12-31', idempotencyKey: 'nobody' };
    expect((await record(nobody)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(await rows()).toBe(before);
  });

  it('costs one statement more', async () => {
    await read();
    expect(hub.statements.filter((name) => name.startsWith('charging.'))).toEqual([
      'charging.top-ups-of-people',
    ]);
  });
});
