import { describe, expect, it } from 'vitest';
import { healthChc, healthChcAdapter } from '../../adapters/health-chc/adapter.ts';
import { COLUMNS_NEEDED } from '../../adapters/health-chc/format.ts';
import type { AwardDraft } from '../../src/awards/award.ts';
import { type Line, linesIn } from '../../src/awards/line.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { windowsOf } from '../../src/deliveries/windows.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';
import { tell } from '../support/told.ts';

const COMMISSIONER = 'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)';
const PERIOD_START = 'REPORTING PERIOD START DATE';
const PERIOD_END = 'REPORTING PERIOD END DATE';
const CREATED = 'DATE AND TIME DATA SET CREATED';
const DEATH = 'PERSON DEATH DATE';
const PACKAGE = 'CARE PACKAGE IDENTIFIER (NHS CONTINUING HEALTHCARE)';
const REQUEST = 'SERVICE REQUEST IDENTIFIER';
const START = 'CARE PACKAGE START DATE (NHS CONTINUING HEALTHCARE)';
const END = 'CARE PACKAGE END DATE (NHS CONTINUING HEALTHCARE)';
const BUDGET_TYPE = 'PERSONAL HEALTH BUDGET TYPE';
const PRODUCT = 'CARE PRODUCT TYPE (NHS CONTINUING HEALTHCARE)';
const COST = 'CONTRACT UNIT COST (NHS CONTINUING HEALTHCARE)';
const FREQUENCY = 'CONTRACT UNIT FREQUENCY CODE (NHS CONTINUING HEALTHCARE)';
const HOURS = 'NUMBER OF COMMISSIONED WEEKLY HOURS OF CARE (NHS CONTINUING HEALTHCARE)';

const COLUMNS = [...COLUMNS_NEEDED, CREATED, DEATH, 'ETHNIC CATEGORY'] as const;
type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;

/** A nursing home place since 14 April 2025, as QF7 reported it for September. */
const GOOD: Cells = {
  'DATA SET VERSION NUMBER': '1.0',
  [COMMISSIONER]: 'QF7',
  [PERIOD_START]: '2025-09-01',
  [PERIOD_END]: '2025-09-30',
  [CREATED]: '2025-10-08T09:15:00',
  'NHS NUMBER': '9990000018',
  'PERSON BIRTH DATE': '1948-02-29',
  'POSTCODE OF USUAL ADDRESS': 'S11 8YA',
  [PACKAGE]: 'CP00410-1',
  [REQUEST]: 'SR00410',
  [START]: '2025-04-14',
  [BUDGET_TYPE]: '04',
  [PRODUCT]: '01',
  [COST]: '1432.50',
  [FREQUENCY]: '04',
};

function csv(rows: readonly Cells[], columns: readonly (typeof COLUMNS)[number][] = COLUMNS) {
  const lines = rows.map((cells) => columns.map((name) => ({ ...GOOD, ...cells })[name] ?? ''));
  return [columns, ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}

const asCommissioner = contextFor('QF7', '2025-10-09');
const read = (rows: readonly Cells[], adapter = healthChc) =>
  readText(adapter, asCommissioner, csv(rows));
const judge = async (cells: Cells, adapter = healthChc) => (await read([cells], adapter))[0];

async function awardOf(cells: Cells, adapter = healthChc): Promise<AwardDraft> {
  const [award] = accepted(await judge(cells, adapter)).awards;
  if (!award) throw new Error('no award');
  return award;
}

const year = (name: string) => name as FinancialYear;

async function lineOf(cells: Cells, adapter = healthChc): Promise<Line | undefined> {
  return linesIn(year('2025-26'), [tell(await awardOf(cells, adapter))])[0];
}

describe('the layout', () => {
  it.each(COLUMNS_NEEDED)('refuses a file without %s', async (missing) => {
    const columns = COLUMNS.filter((name) => name !== missing);
    const text = csv([{}], columns);
    await expect(readText(healthChc, asCommissioner, text)).rejects.toThrow(FileRefused);
  });

  it('does without the time of writing and the day of death, and ignores other columns', async () => {
    const [verdict] = await readText(healthChc, asCommissioner, csv([{}], COLUMNS_NEEDED));
    expect(accepted(verdict).submission.createdBySender).toBeNull();
    expect(accepted(await judge({ 'ETHNIC CATEGORY': '=1+1' })).awards).toHaveLength(1);
  });

  const whole = csv([{}]);
  it.each([
    ['a column twice', whole.replace('ETHNIC CATEGORY', 'NHS NUMBER')],
    ['a row cut short', whole.slice(0, -20)],
    ['no rows', csv([])],
    ['nothing at all', ''],
  ])('refuses a file with %s', async (_what, text) => {
    await expect(readText(healthChc, asCommissioner, text)).rejects.toThrow(FileRefused);
  });
});

describe('what a package becomes', () => {
  it('is a recurring award of the commissioner, free to the person', async () => {
    expect(await awardOf({})).toMatchObject({
      stream: 'continuing-healthcare',
      funder: 'QF7',
      basis: 'RECURRING',
      mode: 'COMMISSIONED',
      legalBasis: 'NHS continuing healthcare (SI 2012/2996 Part 6)',
      reference: null,
      service: expect.stringMatching(/^[\w-]{27}$/),
      serviceRank: 0,
      days: { from: '2025-04-14', until: null },
      amount: { n: 2_865n, d: 2n },
      per: 'WEEK',
      contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
      reportsPayments: false,
      currency: null,
      description: 'NHS continuing healthcare',
      rawFigures:
        'Contract Unit Cost 1432.50 pounds; Contract Unit Frequency weekly; Number of Commissioned Weekly Hours blank; Personal Health Budget Type not a personal health budget',
    });
  });

  it('names the person by NHS number', async () => {
    expect(accepted(await judge({ [DEATH]: '2025-09-17' })).identity).toEqual({
      ...{ source: 'QF7', namespace: 'health-chc', localId: null },
      ...{ nhsNumber: '9990000018', nino: null, surname: null, givenNames: null },
      ...{ birthDate: '1948-02-29', deathDate: '2025-09-17', postcode: 'S11 8YA' },
    });
  });

  it('speaks for the reporting period and what follows it', async () => {
    expect(accepted(await judge({})).submission).toEqual({
      scope: 'health-chc QF7',
      ...{ periodFrom: '2025-09-01', periodUntil: '2025-10-01', asOf: '2025-09-30' },
      createdBySender: '2025-10-08T09:15:00',
    });
  });

  it('sends product types 11 and 12 to funded nursing care and all others to continuing', async () => {
    for (const product of ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '13']) {
      const { stream, currency } = await awardOf({ [PRODUCT]: product });
      expect([stream, currency]).toEqual(['continuing-healthcare', null]);
    }
    for (const [product, code] of [['11', 'standard'] as const, ['12', 'higher'] as const]) {
      expect(await awardOf({ [PRODUCT]: product })).toMatchObject({
        stream: 'funded-nursing-care',
        legalBasis: 'NHS-funded nursing care (SI 2012/2996 Part 6)',
        currency: { scheme: 'funded-nursing-care', code },
      });
    }
  });

  it.each([
    ['01', 'DIRECT_PAYMENT'],
    ['02', 'NOTIONAL'],
    ['03', 'THIRD_PARTY'],
    ['04', 'COMMISSIONED'],
    ['', 'COMMISSIONED'],
  ])('budget type %j is %s, funded nursing care never the person’s', async (type, mode) => {
    expect((await awardOf({ [BUDGET_TYPE]: type })).mode).toBe(mode);
    const nursing = await awardOf({ [BUDGET_TYPE]: type, [PRODUCT]: '12' });
    expect(nursing.mode).toBe('COMMISSIONED');
  });

  it('notes a blank service request and loads the row', async () => {
    const { notes, awards } = accepted(await judge({ [REQUEST]: '' }));
    expect(notes).toEqual([{ field: REQUEST, code: 'BLANK' }]);
    expect(awards).toHaveLength(1);
    expect(accepted(await judge({})).notes).toEqual([]);
  });
});

describe('the days of a package', () => {
  it.each([
    ['an end, both days included', '2025-08-29', '', '2025-08-30'],
    ['the day it starts as its end', '2025-04-14', '', '2025-04-15'],
    ['no end', '', '', null],
    ['a death', '', '2025-09-17', '2025-09-18'],
    ['an end before the death', '2025-08-29', '2025-09-17', '2025-08-30'],
    ['an end that was planned after the death', '2026-03-31', '2025-09-17', '2025-09-18'],
  ])('given %s', async (_what, end, death, until) => {
    const { days } = await awardOf({ [END]: end, [DEATH]: death });
    expect(days).toEqual({ from: '2025-04-14', until });
  });
});

describe('money of 2025-26', () => {
  // 14 April 2025 to 31 March 2026 is 365 − 13 = 352 days; the whole year is 365.
  it.each<[string, Cells, bigint]>([
    ['weekly', {}, 7_203_429n], // 1432.50 × 352 ÷ 7 = 72,034.2857
    ['weekly, since before the year', { [START]: '2024-11-02' }, 7_469_464n], // × 365 ÷ 7 = 74,694.643
    ['daily', { [FREQUENCY]: '03', [COST]: '215.75' }, 7_594_400n], // 215.75 × 352
    ['hourly', { [FREQUENCY]: '02', [COST]: '23.40', [HOURS]: '42' }, 4_942_080n], // 23.40 × 6 × 352
    ['part hours', { [FREQUENCY]: '02', [COST]: '20', [HOURS]: '10.5' }, 1_056_000n], // 20 × 1.5 × 352
    ['no hours a week', { [FREQUENCY]: '02', [COST]: '20', [HOURS]: '0' }, 0n],
    ['ended', { [COST]: '64', [START]: '2025-06-02', [END]: '2025-08-29' }, 81_371n], // 64 × 89 ÷ 7 = 813.714
    ['until a death', { [COST]: '1610', [DEATH]: '2025-05-21' }, 874_000n], // 1610 × 38 ÷ 7
    ['one-off', { [FREQUENCY]: '01', [COST]: '2875.00' }, 287_500n],
    ['FNC', { [PRODUCT]: '11', [COST]: '254.06', [START]: '2025-04-01' }, 1_324_741n], // × 365 ÷ 7 = 13,247.414
  ])('%s', async (_what, cells, amount) => {
    const line = await lineOf(cells);
    expect(line).toMatchObject({ kind: 'PRICED', amount, contribution: 0n, paid: null });
  });

  it('counts a one-off cost in the year of its start date only', async () => {
    const award = await awardOf({ [FREQUENCY]: '01', [START]: '2025-03-31' });
    expect(award).toMatchObject({ basis: 'ONE_OFF', year: '2024-25', completedOn: '2025-03-31' });
    expect(linesIn(year('2024-25'), [tell(award)])).toMatchObject([{ amount: 143_250n }]);
    expect(linesIn(year('2025-26'), [tell(award)])).toEqual([]);
  });

  it.each<[string, Cells, RegExp]>([
    ['no cost', { [COST]: '' }, /gave none/],
    ['no cost of a one-off', { [COST]: '', [FREQUENCY]: '01' }, /gave none/],
    ['no frequency', { [FREQUENCY]: '' }, /not how often/],
    ['another frequency', { [FREQUENCY]: '05' }, /another frequency/],
    ['hourly without hours', { [FREQUENCY]: '02' }, /no weekly hours/],
    ['FNC without cost', { [PRODUCT]: '11', [COST]: '' }, /gave none/],
  ])('%s is not priced, never nothing', async (_what, cells, reason) => {
    const line = await lineOf(cells);
    expect(line).toMatchObject({ kind: 'UNPRICED', reason: expect.stringMatching(reason) });
    expect(line).toMatchObject({ contribution: 0n });
  });

  it('makes no award of a cost of nothing, and takes the row', async () => {
    for (const cost of ['0', '0.00']) {
      const { awards, identity } = accepted(await judge({ [COST]: cost, [FREQUENCY]: '' }));
      expect(awards).toEqual([]);
      expect(identity).not.toBeNull();
    }
  });
});

describe('the unit of cost', () => {
  const inPence = healthChcAdapter({ unitCostIn: 'pence' });

  it('is pounds unless the feed says pence', async () => {
    // £1,432 a week against 143,250 pence a week: 1432 × 352 ÷ 7 = 72,009.142857
    expect(await lineOf({ [COST]: '1432' })).toMatchObject({ amount: 7_200_914n });
    expect(await lineOf({ [COST]: '143250' }, inPence)).toMatchObject({ amount: 7_203_429n });
  });

  it('is named beside the figure as sent', async () => {
    const pence = await awardOf({ [COST]: '143250' }, inPence);
    expect(pence.rawFigures).toContain('Contract Unit Cost 143250 pence;');
    expect((await awardOf({})).rawFigures).toContain('Contract Unit Cost 1432.50 pounds;');
    expect((await awardOf({ [COST]: '' })).rawFigures).toContain('Contract Unit Cost blank;');
  });

  it.each([
    ...['143250.00 BAD_MONEY', '14.5 BAD_MONEY', '12345678 TOO_LARGE'],
    '1.43E+05 SPREADSHEET_NUMBER',
  ])('in pence %s', async (expected) => {
    const [cost = '', code] = expected.split(' ');
    expect(faultsOf(await judge({ [COST]: cost }, inPence))).toEqual([`${COST} ${code}`]);
  });
});

describe('one package from month to month', () => {
  it('is one line across reports, each cost for its own days', async () => {
    const october = { [PERIOD_START]: '2025-10-01', [PERIOD_END]: '2025-10-31' };
    const verdicts = await read([{}, { ...october, [COST]: '1500.00', [START]: '2025-04-15' }]);
    const told = verdicts.map((verdict, index) => {
      const { submission, awards } = accepted(verdict);
      return { ...submission, id: `report-${index}`, arrival: BigInt(index), awards };
    });
    const windows = windowsOf(healthChc.replacement, told);
    const awards = told.flatMap(({ id, awards }) =>
      awards.map((award) => tell(award, { submissionId: id, windows: windows.get(id) ?? [] })),
    );
    // 14 April to 30 September is 170 days at 1432.50, 1 October to 31 March 182 at 1500:
    // (170 × 1432.50 + 182 × 1500) ÷ 7 = 516,525 ÷ 7 = 73,789.2857
    expect(linesIn(year('2025-26'), awards)).toMatchObject([{ amount: 7_378_929n }]);
  });

  it('is told apart from other packages and from other people’s of the same number', async () => {
    const same = (await awardOf({ [COST]: '10', [PRODUCT]: '05', [START]: '2025-05-01' })).service;
    expect(same).toBe((await awardOf({})).service);
    const others = [{ [PACKAGE]: 'CP00410-2' }, { 'NHS NUMBER': '9990000026' }];
    for (const cells of others) expect((await awardOf(cells)).service).not.toBe(same);
  });
});

describe('rows of one file that disagree', () => {
  it.each<[string, Cells]>([
    ['dates', { [END]: '2025-09-12' }],
    ['product type', { [PRODUCT]: '02' }],
    ['budget type', { [BUDGET_TYPE]: '01' }],
    ['dates, the cost written otherwise', { [END]: '2025-09-12', [COST]: '1432.5' }],
  ])('rejects one package told twice at one cost with other %s', async (_what, cells) => {
    for (const verdict of await read([{}, cells])) {
      expect(faultsOf(verdict)).toEqual([`${PACKAGE} ROWS_DISAGREE`]);
    }
  });

  it.each<[string, Cells]>([
    ['that is the same again', {}],
    ['at another cost', { [COST]: '90', [END]: '2025-09-12' }],
    ['of another person', { 'NHS NUMBER': '9990000026', [END]: '2025-09-12' }],
    ['of another stream', { [PRODUCT]: '11', [END]: '2025-09-12' }],
  ])('takes a second row %s', async (_what, cells) => {
    for (const verdict of await read([{}, cells])) expect(accepted(verdict).awards).toHaveLength(1);
  });

  it.each<[string, Cells]>([
    ['time of writing', { [CREATED]: '2025-10-09T09:15:00' }],
    ['no time of writing', { [CREATED]: '' }],
    ['last day', { [PERIOD_END]: '2025-10-31' }],
  ])('rejects two reports of one period in one file: other %s', async (_what, cells) => {
    for (const verdict of await read([{}, { ...cells, [PACKAGE]: 'CP00999-1' }])) {
      expect(faultsOf(verdict)).toEqual([`${PERIOD_START} ROWS_DISAGREE`]);
    }
  });

  it('does not hold a bad row against a good one', async () => {
    const [good] = await read([{}, { [COMMISSIONER]: 'QWO', [CREATED]: '2025-10-09T09:15:00' }]);
    expect(accepted(good).awards).toHaveLength(1);
  });
});

describe('rows that cannot be taken', () => {
  const bad = (field: keyof Cells, code: string, ...texts: readonly string[]) =>
    texts.map((text) => [field, text, code] as const);
  const mustBeGiven = [
    ...(['DATA SET VERSION NUMBER', COMMISSIONER, PERIOD_START, PERIOD_END] as const),
    ...(['NHS NUMBER', PACKAGE, START, PRODUCT] as const),
  ];

  it.each([
    ...mustBeGiven.flatMap((field) => bad(field, 'BLANK', '')),
    ...bad('DATA SET VERSION NUMBER', 'BAD_NUMBER', 'v1'),
    ...bad(COMMISSIONER, 'OTHER_ORGANISATION', 'QWO'),
    ...bad(PERIOD_START, 'SPREADSHEET_DATE', '45901'),
    ...bad(PERIOD_END, 'END_BEFORE_START', '2025-08-31'),
    ...bad(CREATED, 'BAD_DATE', '2025-10-08 09:15', '2025-10-08T09:60:00'),
    ...bad('NHS NUMBER', 'BAD_NHS_NUMBER', '9990000019'),
    ...bad('NHS NUMBER', 'LOST_ZERO', '999000001'),
    ...bad('NHS NUMBER', 'SPREADSHEET_NUMBER', '9.99E+09'),
    ...bad('PERSON BIRTH DATE', 'BAD_DATE', '29/02/1948'),
    ...bad('POSTCODE OF USUAL ADDRESS', 'BAD_POSTCODE', 'SHEFFIELD'),
    ...bad(DEATH, 'END_BEFORE_START', '2025-04-13'),
    ...bad(DEATH, 'SPREADSHEET_DATE', '45901'),
    ...bad(START, 'BAD_DATE', '2025-02-31'),
    ...bad(START, 'SPREADSHEET_DATE', '45761'),
    ...bad(END, 'END_BEFORE_START', '2025-04-13'),
    ...bad(END, 'BAD_DATE', '31/10/2025'),
    ...bad(BUDGET_TYPE, 'UNKNOWN_CODE', '05', '1'),
    ...bad(PRODUCT, 'UNKNOWN_CODE', '14'),
    ...bad(COST, 'BAD_MONEY', '13.001', '-13.00'),
    ...bad(COST, 'BAD_NUMBER', '1,432.50', '£1432.50'),
    ...bad(COST, 'SPREADSHEET_NUMBER', '1.43E+03'),
    ...bad(COST, 'TOO_LARGE', '12345678'),
    ...bad(FREQUENCY, 'UNKNOWN_CODE', '06', '4'),
    ...bad(HOURS, 'BAD_NUMBER', '1000', '-5', '10:30'),
  ])('%s %j is %s', async (field, text, code) => {
    const value = text.includes(',') ? `"${text}"` : text;
    const verdict = await judge({ [field]: value });
    expect(faultsOf(verdict)).toEqual([`${field} ${code}`]);
    const reasons = verdict?.accepted ? [] : (verdict?.faults ?? []).map(({ reason }) => reason);
    if (text.length > 4) expect(reasons.join()).not.toContain(text);
  });

  it('names every fault of a row', async () => {
    const days = { [END]: '2025-04-01', [DEATH]: '2025-04-02' };
    const verdict = await judge({ [COMMISSIONER]: 'QWO', ...days });
    expect(faultsOf(verdict)).toEqual([
      `${COMMISSIONER} OTHER_ORGANISATION`,
      `${END} END_BEFORE_START`,
      `${DEATH} END_BEFORE_START`,
    ]);
  });
});

describe('the sample', () => {
  const sample = () => readText(healthChc, asCommissioner, sampleOf(healthChc, 'qf7-2025-09.csv'));

  it('has every row either accepted or rejected', async () => {
    const verdicts = await sample();
    const taken = verdicts.filter((verdict) => verdict.accepted);
    const rejected = verdicts.filter((verdict) => !verdict.accepted);
    expect([verdicts.length, taken.length, rejected.length]).toEqual([12, 10, 2]);
    expect(rejected.map((verdict) => faultsOf(verdict))).toEqual([
      ['NHS NUMBER BLANK'],
      [`${END} END_BEFORE_START`],
    ]);
  });

  it('comes to what can be worked out by hand', async () => {
    const awards = (await sample()).flatMap((verdict) => (verdict.accepted ? verdict.awards : []));
    const told = awards.map((award) => tell(award));
    const lines = linesIn(year('2025-26'), told);
    const priced = lines.flatMap((line) => (line.kind === 'PRICED' ? [line.amount] : []));
    expect(priced.toSorted((a, b) => Number(a - b))).toEqual([
      81_371n, // day care 64 × 89 ÷ 7
      287_500n, // equipment, once
      874_000n, // hospice 1610 × 38 ÷ 7, until the death
      1_324_741n, // funded nursing care 254.06 × 365 ÷ 7
      5_124_600n, // care at home 23.40 × 42 ÷ 7 × 365
      7_203_429n, // nursing home 1432.50 × 352 ÷ 7
      7_874_875n, // supported housing 215.75 × 365
    ]);
    expect(lines.filter((line) => line.kind === 'UNPRICED')).toHaveLength(2);
  });
});

it('says of its person for totals what the two items say, where they are there', async () => {
  const rows = [{ 'ETHNIC CATEGORY': '99' }] as const;
  const [unknown] = await readText(healthChc, contextFor('QF7'), csv(rows));
  expect(accepted(unknown).characteristics).toEqual([{ kind: 'ETHNIC_GROUP', code: 'NOT_KNOWN' }]);
  const female = csv([{ 'ETHNIC CATEGORY': '2' }]).replace(
    'ETHNIC CATEGORY',
    'PERSON STATED GENDER CODE',
  );
  const [told] = await readText(healthChc, contextFor('QF7'), female);
  expect(accepted(told).characteristics).toEqual([{ kind: 'SEX', code: 'FEMALE' }]);
});
