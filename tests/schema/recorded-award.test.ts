import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { budgetsOf } from '../../src/budgets/service.ts';
import { sql } from '../../src/db/database.ts';
import { relate } from '../../src/people/service.ts';
import { visiblePerson } from '../../src/people/visible.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { budgetOf, entryOf, inPence, loaded, takeBack } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018' as NhsNumber;
const NOBODY = '9990000042';
const SHEFFIELD = 'E08000039';
const TODAY = '2026-01-15' as PlainDate;

const FIELDS = `id stream { code } funder { code } basis mode ratePounds per firstDay lastDay evidence
  recordedAs ended { lastDay reason } superseded { from sender row words }`;
const RECORD = `mutation ($input: RecordAwardInput!) { answer: recordAward(input: $input) {
  __typename ... on RecordAwardSuccess { replayed award { ${FIELDS} } } ... on Refusal { code message } } }`;
const END = `mutation ($input: EndAwardInput!) { answer: endAward(input: $input) {
  __typename ... on EndAwardSuccess { replayed award { ${FIELDS} } } ... on Refusal { code message } } }`;
const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { recordedAwards { ${FIELDS} }
  integratedBudget(year: "2025-26") { streams { stream { code } source { asOf recordedBy { code } } } } } }`;
const CHANGES = `query ($id: NhsNumber!, $from: PlainDate!) { person(by: { nhsNumber: $id }) {
  restatement(year: "2025-26", from: $from) { changes { difference { pence } cause words } } } }`;

const FINANCE = { role: 'finance', subject: 'payments', organisation: SHEFFIELD } as const;
const WORKER = { role: 'care-team', subject: 'worker', organisation: SHEFFIELD } as const;
const STRANGER = { role: 'care-team', subject: 'stranger', organisation: SHEFFIELD } as const;
const ICB = { role: 'finance', subject: 'icb', organisation: 'QF7' } as const;

/** £70 a week of support for carers from 1 October 2025: 182 days of the year, £1,820.00. */
const INPUT = {
  person: { nhsNumber: ANN },
  ...{ stream: 'carer-support', basis: 'RECURRING', mode: 'DIRECT_PAYMENT' },
  ...{ legalBasis: 'Care Act 2014 s20', reference: 'CS-1', description: 'Breaks for a carer' },
  ...{ ratePounds: '70.00', per: 'WEEK', firstDay: '2025-10-01' },
  contribution: { kind: 'NONE' },
  evidence: 'panel of 24 September 2025',
  idempotencyKey: 'first',
};

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  loaded(await hub.receive('social-care-cld', SHEFFIELD, cldFile({})));
  const days = { fromDay: null, untilDay: null };
  await relate(hub.db, { subject: 'worker', key: { nhsNumber: ANN }, ...days, actor: 'test' });
});
afterAll(() => hub.close());

type Viewer = Parameters<TestHub['ask']>[0];
async function ask(document: string, input: object, viewer: Viewer): Promise<Answer['data']> {
  const { data, errors } = await hub.ask(viewer, document, { input });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.answer;
}
const record = (differs: object = {}, viewer: Viewer = FINANCE) =>
  ask(RECORD, { ...INPUT, ...differs }, viewer);
const end = (award: string, lastDay: string, differs: object = {}, viewer: Viewer = FINANCE) => {
  const why = { reason: 'the carer moved', evidence: 'call of 9 January' };
  return ask(
    END,
    { award, lastDay, ...why, idempotencyKey: `${award} ${lastDay}`, ...differs },
    viewer,
  );
};
const recordedOf = async (viewer: Viewer = holder(ANN)) =>
  (await hub.ask(viewer, READ, { id: ANN })).data.person.recordedAwards;
const carer = async () => {
  const { streams } = await budgetOf(hub, ANN);
  const own = streams.filter((each: Answer['data']) => each.stream.code === 'carer-support');
  return own.flatMap((each: Answer['data']) =>
    each.lines.map((line: Answer['data']) => [line.firstDay, line.lastDay, line.amount.pence]),
  );
};
const now = async () => {
  const [row] = await hub.db.rows<{ at: Date }>('test.now', sql`select clock_timestamp() as at`);
  return row?.at as Date;
};
const amountAt = async (knownAt: Date) => {
  const asking = { subject: 'ann', organisation: null, ...holder(ANN) };
  const person = await visiblePerson(hub.db, asking, { nhsNumber: ANN }, TODAY);
  if (!person) throw new Error('nobody');
  const asked = { year: '2025-26' as FinancialYear, knownAt };
  const settings = { today: TODAY, staleAfterDays: () => 60 };
  const [budget] = await budgetsOf(hub.db, [person], asked, settings);
  return budget?.streams.find(({ stream }) => stream.code === 'carer-support')?.amount ?? null;
};
const local = (differs: object) =>
  hub.receive(
    'local-awards',
    SHEFFIELD,
    textOf([
      {
        ...AWARD,
        ...{ 'Award Reference': 'CS-1', Stream: 'carer-support', Mode: 'DIRECT_PAYMENT' },
        ...{ 'Legal Basis': 'Care Act 2014 s20', 'Contribution per Week': '0.00', Amount: '77.00' },
        ...{ 'First Day': '2026-01-01', ...differs },
      },
    ]),
  );

describe('recordAward', () => {
  it('counts in the budget like any other line, and says who recorded it', async () => {
    const found = await record();
    expect(found).toMatchObject({
      ...{ __typename: 'RecordAwardSuccess', replayed: false },
      award: {
        ...{ stream: { code: 'carer-support' }, funder: { code: SHEFFIELD }, per: 'WEEK' },
        ...{ ratePounds: '70', firstDay: '2025-10-01', lastDay: null, recordedAs: 'finance' },
        ...{ ended: null, superseded: null, evidence: 'panel of 24 September 2025' },
      },
    });
    const entry = entryOf(await budgetOf(hub, ANN), 'carer-support');
    expect(inPence(entry.figures)).toEqual([182_000, 0, null, null, 182_000]);
    const { working } = entry.lines[0];
    expect(working[0]).toEqual({
      step: 'As recorded by E08000039',
      result: 'Rate 70.00 per WEEK; contribution per week NONE',
    });
    expect(working).toContainEqual({
      step: 'Price recorded by E08000039 itself, by somebody signed in as finance; no file told it then. Recorded on',
      result: TODAY,
    });
    expect(working.at(-1)).toEqual({
      ...{ step: 'On the evidence of', result: 'panel of 24 September 2025' },
    });
    const { data } = await hub.ask(holder(ANN), READ, { id: ANN });
    expect(data.person.integratedBudget.streams).toContainEqual({
      stream: { code: 'carer-support' },
      source: { asOf: TODAY, recordedBy: { code: SHEFFIELD } },
    });
    expect(data.person.integratedBudget.streams).toContainEqual({
      stream: { code: 'adult-social-care' },
      source: { asOf: '2026-03-31', recordedBy: null },
    });
  });

  it('is told to be unconfirmed where a year is too far off, and never counts as nothing', async () => {
    const budget = await budgetOf(hub, ANN, '2027-28');
    expect(budget.complete).toBe(false);
    expect(budget.gaps).toEqual([
      {
        stream: { code: 'carer-support' },
        reason:
          'still to be confirmed for 2027-04-01 to 2028-03-31: Sheffield recorded it on 2026-01-15, which speaks for no year that begins more than twelve months later; it has to be recorded again, or ended',
      },
    ]);
    const entry = entryOf(budget, 'carer-support');
    expect(entry).toMatchObject({ amount: null, lines: [], source: { status: 'STALE' } });
    expect(inPence(entry.figures)).toEqual([null, null, null, null, null]);
    // Where the lines are not asked for, and only sums are read.
    const SUMS = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
      integratedBudget(year: "2027-28") { complete total { awarded { pence } } } } }`;
    const { data } = await hub.ask(holder(ANN), SUMS, { id: ANN });
    expect(data.person.integratedBudget).toEqual({ complete: false, total: { awarded: null } });
  });

  it('again by the same key is a replay, and another by it is refused', async () => {
    const [award] = await recordedOf();
    expect(await record()).toMatchObject({ replayed: true, award: { id: award.id } });
    expect(await record({ ratePounds: '71' })).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect(await recordedOf()).toHaveLength(1);
  });

  it.each([
    [{ stream: 'nonsense' }, 'UNKNOWN_CODE'],
    [{ stream: 'housing-benefit' }, 'NOT_A_BUDGET'],
    [{ stream: 'continuing-healthcare' }, 'NOT_YOURS_TO_AWARD'],
    [{ funder: 'QF7' }, 'NOT_YOUR_ORGANISATION'],
    [{ basis: 'CEILING' }, 'BAD_BASIS'],
    [{ basis: 'ONE_OFF' }, 'BASIS_AND_PER_DISAGREE'],
    [{ per: 'ONCE' }, 'BASIS_AND_PER_DISAGREE'],
    [{ ratePounds: '0' }, 'BAD_AMOUNT'],
    [{ ratePounds: '-1' }, 'BAD_AMOUNT'],
    [{ ratePounds: '100000001' }, 'TOO_LARGE'],
    [{ ratePounds: '0.123456789' }, 'BAD_AMOUNT'],
    [{ per: 'HOUR' }, 'BLANK'],
    [{ per: 'HOUR', unitsPerWeek: '0' }, 'BAD_NUMBER'],
    [{ unitsPerWeek: '3' }, 'NOT_BY_UNITS'],
    [{ lastDay: '2025-09-30' }, 'END_BEFORE_START'],
    [{ firstDay: '2027-01-16' }, 'TOO_FAR_AHEAD'],
    [{ contribution: { kind: 'WEEKLY' } }, 'KIND_AND_SUM_DISAGREE'],
    [{ contribution: { kind: 'NONE', pounds: '1' } }, 'KIND_AND_SUM_DISAGREE'],
    [{ contribution: { kind: 'WEEKLY', pounds: '0' } }, 'BAD_AMOUNT'],
    [{ stream: 'section-117', contribution: { kind: 'WEEKLY', pounds: '5' } }, 'CHARGE_FORBIDDEN'],
    [
      { legalBasis: 'MHA 1983 s117', contribution: { kind: 'WEEKLY', pounds: '5' } },
      'CHARGE_FORBIDDEN',
    ],
    [
      { basis: 'ONE_OFF', per: 'ONCE', contribution: { kind: 'WEEKLY', pounds: '5' } },
      'NOT_FOR_ONE_OFF',
    ],
    [{ currency: { scheme: 'mental-health-cluster', code: '99' } }, 'UNKNOWN_CODE'],
    [{ evidence: '  ' }, 'BLANK'],
    [{ description: '' }, 'BLANK'],
    [{ legalBasis: ' ' }, 'BLANK'],
    [{ reference: ' ' }, 'BLANK'],
    [{ evidence: 'x'.repeat(1001) }, 'TOO_LONG'],
    [{ evidence: 'half \ud800' }, 'BAD_TEXT'],
    [{ idempotencyKey: '' }, 'BAD_KEY'],
    [{ person: { nhsNumber: NOBODY } }, 'NO_PERSON'],
  ])('refuses %j as %s, and writes nothing', async (differs, code) => {
    const refused = await record({ idempotencyKey: 'refused', ...differs });
    expect(refused).toMatchObject({ __typename: 'DecisionRefusal', code });
    expect(await recordedOf()).toHaveLength(1);
  });

  it('is for a care team that knows the person, and for no other', async () => {
    expect(await record({}, STRANGER)).toEqual(
      await record({ person: { nhsNumber: NOBODY } }, STRANGER),
    );
    const other = { description: 'A trip', basis: 'ONE_OFF', per: 'ONCE', ratePounds: '30' };
    const told = { ...other, reference: 'CS-2', idempotencyKey: 'trip', firstDay: '2025-12-01' };
    const found = await record(told, WORKER);
    expect(found.award).toMatchObject({ recordedAs: 'care-team', basis: 'ONE_OFF' });
    expect(await carer()).toContainEqual(['2025-12-01', '2025-12-01', 3000]);
    // The day before its first: it never counted.
    const ended = await end(found.award.id, '2025-11-30');
    expect(ended.award.ended).toEqual({ lastDay: '2025-11-30', reason: 'the carer moved' });
    expect(await carer()).toEqual([['2025-10-01', '2026-03-31', 182_000]]);
  });

  it('tells finance of another funder nothing of it', async () => {
    const asked = await hub.ask(ICB, READ, { id: ANN });
    expect(asked.data.person).toBeNull();
    const phb = { stream: 'personal-health-budget', reference: 'P-1', idempotencyKey: 'phb' };
    const legalBasis = 'SI 2013/1617';
    const found = await record({ ...phb, legalBasis, ratePounds: '7' }, ICB);
    expect(found.award.funder.code).toBe('QF7');
    // Now it pays for them, and is told of that alone; the award tells nothing of who they are.
    const WHO = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { name { full } birthDate
      recordedAwards { stream { code } } } }`;
    expect((await hub.ask(ICB, WHO, { id: ANN })).data.person).toEqual({
      ...{ name: { full: null }, birthDate: null },
      recordedAwards: [{ stream: { code: 'personal-health-budget' } }],
    });
    expect(await end(found.award.id, '2026-01-31')).toMatchObject({ code: 'NO_AWARD' });
  });
});

describe('a file that tells the award', () => {
  it('counts from its first day on; withdrawn, the recorded one stands again', async () => {
    const before = await now();
    const delivery = loaded(await local({}));
    const [award] = await recordedOf();
    expect(award.superseded).toMatchObject({
      ...{ from: '2026-01-01', sender: SHEFFIELD, row: 1 },
      words: `row 1 of the delivery received ${TODAY} from E08000039 gives the same reference`,
    });
    // 92 days at £10 and 90 days at £11
    expect(await carer()).toEqual([
      ['2025-10-01', '2025-12-31', 92_000],
      ['2026-01-01', '2026-03-31', 99_000],
    ]);
    expect(await amountAt(before)).toBe(182_000n);
    expect(await amountAt(await now())).toBe(191_000n);
    await takeBack(hub, delivery);
    expect(await carer()).toEqual([['2025-10-01', '2026-03-31', 182_000]]);
    expect((await recordedOf())[0].superseded).toBeNull();
  });

  it('before its first day stands in the whole of its place', async () => {
    const delivery = loaded(await local({ 'First Day': '2025-09-01', 'Last Day': '2025-09-30' }));
    // The same reference: the funder says that it ended, £77 × 30 ÷ 7
    expect(await carer()).toEqual([['2025-09-01', '2025-09-30', 33_000]]);
    await takeBack(hub, delivery);
  });

  it('of another reference is another award; of another mode too', async () => {
    const delivery = loaded(await local({ 'Award Reference': 'OTHER' }));
    expect((await recordedOf())[0].superseded).toBeNull();
    expect(await carer()).toHaveLength(2);
    await takeBack(hub, delivery);
  });

  it('without a reference to go by is the same in the same mode on days in common', async () => {
    const days = { firstDay: '2025-06-01', lastDay: '2025-06-30', reference: null };
    const other = { ...days, ratePounds: '14', idempotencyKey: 'no reference' };
    const { award } = await record(other);
    const same = { 'First Day': '2025-06-16', 'Last Day': '2025-07-15', 'Award Reference': 'X' };
    const superseding = async (differs: object) => {
      const delivery = loaded(await local({ ...same, ...differs }));
      const found = (await recordedOf()).find(({ id }: { id: string }) => id === award.id);
      await takeBack(hub, delivery);
      return found.superseded?.from ?? null;
    };
    expect(await superseding({})).toBe('2025-06-16');
    expect(await superseding({ Mode: 'NOTIONAL' })).toBeNull();
    expect(await superseding({ 'First Day': '2025-07-01' })).toBeNull();
    await end(award.id, '2025-05-31');
  });

  it('is explained as a cause of its own', async () => {
    const causes = async () => {
      const { data } = await hub.ask(holder(ANN), CHANGES, { id: ANN, from: '2020-01-01' });
      return data.person.restatement.changes.map((each: Answer['data']) => each.cause);
    };
    expect(await causes()).toContain('RECORDED');
    const [award] = await recordedOf();
    expect(await end(award.id, '2026-02-28')).toMatchObject({ replayed: false });
    expect(await end(award.id, '2026-02-28')).toMatchObject({ replayed: true });
    // 151 days at £10
    expect(await carer()).toEqual([['2025-10-01', '2026-02-28', 151_000]]);
  });
});
