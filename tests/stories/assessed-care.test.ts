import { afterAll, beforeAll, expect, it } from 'vitest';
import { toldInYear } from '../../src/budgets/store.ts';
import { sql } from '../../src/db/database.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { year } from '../awards/drafts.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { CASELOAD, PERSON_BUDGET } from '../support/queries.ts';
import { loaded } from './reading.ts';

const ANN = '9990000018';
const SHEFFIELD = 'E08000039';
const FINANCE = { role: 'finance', organisation: SHEFFIELD } as const;
const NURSE = { role: 'care-team', subject: 'nurse', organisation: 'QF7' } as const;
const STATEMENTS = [
  'people.open-person',
  'people.visible-person',
  'budgets.told-in-year',
  'audit.keep-reads',
];
const RECORD = `mutation ($input: RecordFinancialAssessmentInput!) {
  recordFinancialAssessment(input: $input) { __typename ... on Refusal { code message } } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const joint = { 'Client Funding Status': 'Joint client and social care funded' };
  loaded(
    await hub.receive(
      'social-care-cld',
      SHEFFIELD,
      cldFile(joint, {
        ...{ ...joint, 'Service Component': 'Day support', 'Unit Cost': '50.00' },
        'Event Start Date': '2025-10-01',
      }),
    ),
  );
  const key = { nhsNumber: ANN as NhsNumber };
  await relate(hub.db, { subject: 'nurse', key, fromDay: null, untilDay: null, actor: 'test' });
});
afterAll(() => hub.close());

const read = async (viewer: Parameters<TestHub['ask']>[0] = holder(ANN)) =>
  (await hub.ask(viewer, PERSON_BUDGET, { nhsNumber: ANN, year: '2025-26' })).data.person
    .integratedBudget;

async function assess(firstDay: string, pence: number): Promise<void> {
  const means = {
    ...{ setting: 'NON_RESIDENTIAL', ageBand: 'AGE_25_TO_PENSION' },
    incomes: [{ kind: 'BENEFIT', amount: pence, per: 'WEEK' }],
    costOfCare: { amount: 15_000, per: 'WEEK' },
  };
  const person = { nhsNumber: ANN };
  const input = { person, means, firstDay, idempotencyKey: `${firstDay} ${pence}` };
  const { data } = await hub.ask(FINANCE, RECORD, { input });
  expect(data.recordFinancialAssessment.__typename).toBe('RecordFinancialAssessmentSuccess');
}

it('what the council assesses becomes the contribution, in as many statements as before', async () => {
  const before = await read();
  expect(hub.statements).toEqual(STATEMENTS);
  expect(before).toMatchObject({ complete: false, total: { contribution: null } });
  // £154.50 less the guarantee of £112.50 is £42 a week.
  await assess('2025-04-01', 15_450);
  const after = await read();
  expect(hub.statements).toEqual(STATEMENTS);
  expect(after).toMatchObject({ complete: true, gaps: [] });
  // 100 × 365 ÷ 7 = 5,214.29 and 50 × 182 ÷ 7 = 1,300; of 42 × 365 ÷ 7 = 2,190, rounded by line:
  // 42 for 183 days and 28 for 182 on the one, 1,098 + 728; 14 for 182 days on the other, 364.
  expect(after.total).toMatchObject({
    ...{ awarded: { pence: 651_429 }, contribution: { pence: 219_000 }, paid: null },
    ...{ remaining: null, unreported: { pence: 432_429 } },
  });
  const lines = after.streams[0].lines.map((line: { working: { step: string }[] }) =>
    line.working.filter(({ step }) => step.startsWith('What the person is asked to pay')),
  );
  expect(lines).toEqual([
    [
      {
        step:
          'What the person is asked to pay: by the financial assessment of E08000039 42.00 a week ' +
          'from 2025-04-01 to 2025-09-30; by the financial assessment of E08000039 28.00 of 42.00 a ' +
          'week from 2025-10-01 to 2026-03-31',
        result: '1826.00',
      },
    ],
    [
      {
        step: 'What the person is asked to pay: by the financial assessment of E08000039 14.00 of 42.00 a week from 2025-10-01 to 2026-03-31',
        result: '364.00',
      },
    ],
  ]);
});

it('sums without lines say the same', async () => {
  const sums = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
    integratedBudget(year: "2025-26") { complete total { contribution { pence } } } } }`;
  const { data } = await hub.ask(holder(ANN), sums, { id: ANN });
  expect(data.person.integratedBudget).toEqual({
    ...{ complete: true, total: { contribution: { pence: 219_000 } } },
  });
  const { data: page } = await hub.ask(NURSE, CASELOAD, { first: 9, year: '2025-26' });
  expect(page.people.nodes[0].integratedBudget.complete).toBe(true);
});

it('another team is told the contribution, and nothing of the means behind it', async () => {
  const told = await read(NURSE);
  expect(told.total.contribution.pence).toBe(219_000);
  expect(JSON.stringify(told)).not.toMatch(/154\.50|112\.50|guarantee|income|capital/i);
});

it('a later assessment counts from its first day on, and what was known then is not forgotten', async () => {
  const [between] = await hub.db.rows<{ at: Date }>(
    'test.now',
    sql`select clock_timestamp() as at`,
  );
  // £119.50 less £112.50 is £7 a week for the last 90 days.
  await assess('2026-01-01', 11_950);
  // 2,190 × 275 ÷ 365 + 90: 1,650 + 90
  expect((await read()).total.contribution.pence).toBe(174_000);
  const { data } = await hub.ask(holder(ANN), '{ viewer { person { id } } }');
  const { id } = data.viewer.person;
  const known = async (knownAt: Date | null) => {
    const asked = { personIds: [id], year: year('2025-26'), knownAt };
    return (await toldInYear(hub.db, asked, 'LINES')).assessments.get(id)?.length;
  };
  expect(await known(between?.at ?? null)).toBe(1);
  expect(await known(null)).toBe(2);
});

it('a year whose rates are not loaded stays not known, and says so without the means', async () => {
  const { data } = await hub.ask(holder(ANN), PERSON_BUDGET, { nhsNumber: ANN, year: '2026-27' });
  const { complete, gaps } = data.person.integratedBudget;
  expect(complete).toBe(false);
  expect(gaps.map(({ reason }: { reason: string }) => reason)).toContain(
    'contribution not known: the council says that the person pays a part, but not how much; ' +
      'the financial assessment of E08000039 is not known from 2026-04-01 to 2027-03-31',
  );
});
