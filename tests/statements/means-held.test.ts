import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOn } from '../commands/running.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { readPage, textOf } from './page.ts';

const [ANN, BOB, CAT] = testNhsNumbers(3) as [string, string, string];
const COUNCIL = 'E08000039';
const SHEFFIELD = { code: COUNCIL, words: 'Sheffield' };
const FINANCE = { role: 'finance', subject: 'payments', organisation: COUNCIL } as const;

const RECORD = `mutation ($input: RecordFinancialAssessmentInput!) {
  recordFinancialAssessment(input: $input) { __typename ... on Refusal { code message } } }`;

/** Aged 70, £260 of pension a week and £15,000, of which £1,000 is left out; £200 of care at home. */
const AT_HOME = {
  setting: 'NON_RESIDENTIAL',
  birthDate: '1950-01-01',
  incomes: [{ kind: 'PENSION', amount: 260_00, per: 'WEEK' }],
  capital: [{ kind: 'SAVINGS', amount: 15_000_00, disregarded: 1_000_00 }],
  costOfCare: { amount: 200_00, per: 'WEEK' },
};
/** £250 a week, moved into a care home on 2 June 2025 out of a house of £165,000. */
const IN_A_HOME = {
  setting: 'CARE_HOME',
  ageBand: 'PENSION_AGE',
  incomes: [{ kind: 'BENEFIT', amount: 250_00, per: 'WEEK' }],
  formerHome: { value: 165_000_00, residentFrom: '2025-06-02' },
  costOfCare: { amount: 1_000_00, per: 'WEEK' },
};

let hub: TestHub;
let files = 0;
let keys = 0;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const people = [ANN, BOB, CAT].map((id, at) => ({
    ...{ 'NHS Number': id, 'LA Person Unique Identifier': `P${at}` },
  }));
  loaded(await hub.receive('social-care-cld', COUNCIL, cldFile(...people)));
  await record(ANN, AT_HOME, '2025-04-07', null);
  await record(BOB, { ...AT_HOME, costOfCare: { amount: 77_77, per: 'WEEK' } }, '2025-05-01', null);
  await record(ANN, IN_A_HOME, '2025-06-02', '2026-03-31');
  const carer = { legalBasis: 'CARER', manner: 'LIGHT_TOUCH', agreedWeekly: 5_00 };
  await record(ANN, { ...AT_HOME, ...carer }, '2026-04-01', '2026-04-30');
});
afterAll(() => hub.close());

async function record(nhsNumber: string, means: object, firstDay: string, lastDay: string | null) {
  keys += 1;
  const input = { person: { nhsNumber }, means, firstDay, lastDay, idempotencyKey: `key ${keys}` };
  expect((await hub.ask(FINANCE, RECORD, { input })).data).toEqual({
    recordFinancialAssessment: { __typename: 'RecordFinancialAssessmentSuccess' },
  });
}

async function copyOf(nhsNumber: string, format: 'json' | 'html'): Promise<string> {
  files += 1;
  const name = `means-${files}.${format}`;
  const words = ['--nhs-number', nhsNumber, '--out', name, '--format', format];
  expect(await runOn(hub, 'export', 'person', ...words)).toMatchObject({ exit: 0, error: '' });
  return readFile(join(hub.folder, name), 'utf8');
}
// biome-ignore lint/suspicious/noExplicitAny: the shape is the document's
const sectionsOf = async (nhsNumber: string): Promise<any> =>
  JSON.parse(await copyOf(nhsNumber, 'json')).sections;

const coded = (code: string) => ({ code, words: expect.any(String) });
const pair = (label: string, value: unknown) => ({ label, value });

describe('a person’s copy tells what they were assessed to pay', () => {
  it('each assessment in the order recorded, and from when a later one stands instead', async () => {
    const { assessments } = (await sectionsOf(ANN)).assessments.tables;
    const told = { council: SHEFFIELD, identity: 1, recordedBy: 'payments' };
    expect(assessments).toMatchObject([
      {
        ...{ ...told, assessment: 1, firstDay: '2025-04-07', lastDay: null },
        ...{ supersededFrom: '2025-06-02', recordedAt: expect.stringMatching(/Z$/) },
      },
      { ...told, assessment: 2, lastDay: '2026-03-31', supersededFrom: null },
      { ...told, assessment: 3, firstDay: '2026-04-01', lastDay: '2026-04-30' },
    ]);
  });

  it('the means it was made from, each by its name', async () => {
    const { assessments } = (await sectionsOf(ANN)).assessments.tables;
    expect(assessments[0].means).toEqual([
      pair('Council', SHEFFIELD),
      pair('What the care is', coded('ADULT')),
      pair('Where you live', { code: 'NON_RESIDENTIAL', words: 'not in a care home' }),
      pair('How it was done', coded('ASSESSED')),
      pair('Your age', [pair('Born on', '1950-01-01')]),
      pair('You are counted as', { code: 'SINGLE', words: 'single' }),
      pair('Children you look after', 0),
      pair('Your income', [
        [
          pair('Kind', { code: 'PENSION', words: 'a pension' }),
          pair('Amount', 260_00),
          pair('That is', { code: 'WEEK', words: 'for a week' }),
          pair('Left out of it', 0),
        ],
      ]),
      pair('Your savings and what you own', [
        [
          pair('Kind', { code: 'SAVINGS', words: 'savings' }),
          pair('Amount', 15_000_00),
          pair('Left out of it', 1_000_00),
        ],
      ]),
      pair('Premiums added to what you keep', []),
      pair('Costs of your home', []),
      pair('Costs of your disability', []),
      pair('What the care costs the council', [
        pair('Amount', 200_00),
        pair('That is', coded('WEEK')),
      ]),
    ]);
    expect(assessments[1].means).toContainEqual(
      pair('The home you lived in before', [
        pair('Amount', 165_000_00),
        pair('You moved into the care home on', '2025-06-02'),
      ]),
    );
    expect(assessments[1].means).toContainEqual(
      pair('Your age', [pair('Age group', coded('PENSION'))]),
    );
    expect(assessments[2].means).toContainEqual(pair('Sum asked for each week', 5_00));
  });

  it('each sum on its days, beside how it was worked out', async () => {
    const { amounts } = (await sectionsOf(ANN)).assessments.tables;
    // 260 − 232.60: of £14,000 that count nothing is above the lower limit.
    expect(amounts[0]).toMatchObject({
      ...{ assessment: 1, firstDay: '2025-04-07', kind: { code: 'WEEKLY' }, weekly: 27_40 },
      reason: 'as assessed',
    });
    expect(amounts[0].working).toContainEqual(
      pair('Capital, less what is left out of it', '14000.00'),
    );
    // 250 − 30.65, and 84 days from 2 June end with 24 August.
    const inTheHome = amounts.filter(({ assessment }: { assessment: number }) => assessment === 2);
    expect(inTheHome).toMatchObject([
      { firstDay: '2025-06-02', lastDay: '2025-08-24', kind: { code: 'WEEKLY' }, weekly: 219_35 },
      {
        firstDay: '2025-08-25',
        lastDay: '2026-03-31',
        kind: coded('WHOLE_COST'),
        weekly: 1_000_00,
      },
    ]);
    expect(inTheHome[0].working).not.toEqual(inTheHome[1].working);
    expect(inTheHome[1].working).toContainEqual(
      pair('The former home counts as capital', '165000.00'),
    );
    expect(amounts.at(-1)).toMatchObject({ assessment: 3, lastDay: '2026-04-30', weekly: 5_00 });
  });

  it('on the page too, in pounds and words', async () => {
    const shown = textOf(readPage(await copyOf(ANN, 'html')));
    for (const said of [
      'Assessment: 1 of 3',
      'A later one stands instead from2 June 2025',
      'Amount: £165,000.00',
      'You moved into the care home on: 2 June 2025',
      'That is, each week£219.35',
      'The former home counts as capital: 165000.00',
    ]) {
      expect(shown).toContain(said);
    }
  });

  it('that they were assessed, and the streams that were looked at', async () => {
    const { changes, whoLooked } = await sectionsOf(ANN);
    const assessed = changes.tables.changes.filter(
      ({ what }: { what: { code: string } }) => what.code === 'means-assessed',
    );
    expect(assessed).toHaveLength(3);
    expect(assessed[0].what.words).toBe('a council worked out what you are to pay for your care');
    // No file tells of support for her as a carer: only the third assessment does.
    const exported = whoLooked.tables.looks[0].streams.map(({ code }: { code: string }) => code);
    expect(exported).toEqual(['adult-social-care', 'carer-support']);
  });
});

describe('and of nobody else’s', () => {
  it('no assessment of another person', async () => {
    expect(await copyOf(ANN, 'json')).not.toContain('7777');
    const { tables } = (await sectionsOf(BOB)).assessments;
    expect(tables.assessments).toMatchObject([{ assessment: 1, supersededFrom: null }]);
    expect(JSON.stringify(tables.assessments)).toContain('7777');
    expect(JSON.stringify(tables)).not.toContain('16500000');
    const { whoLooked } = await sectionsOf(BOB);
    const exported = whoLooked.tables.looks[0].streams.map(({ code }: { code: string }) => code);
    expect(exported).toEqual(['adult-social-care']);
  });

  it('nothing where nothing is held', async () => {
    const { tables } = (await sectionsOf(CAT)).assessments;
    expect(tables).toEqual({ assessments: [], amounts: [] });
  });
});
