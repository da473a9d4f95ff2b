import { describe, expect, it } from 'vitest';
import { healthPlcm } from '../../adapters/health-plcm/adapter.ts';
import { COLUMNS_READ, ITEMS } from '../../adapters/health-plcm/format.ts';
import type { AwardDraft } from '../../src/awards/award.ts';
import { careKey } from '../../src/awards/care-key.ts';
import { type Line, linesIn } from '../../src/awards/line.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';
import { tell } from '../support/told.ts';

type Cells = Partial<Record<(typeof ITEMS)[number], string>>;

const PROVIDER = 'ORGANISATION IDENTIFIER (CODE OF PROVIDER)';
const COMMISSIONER = 'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)';
const CREATED = 'DATE AND TIME DATA SET CREATED';
const POINT = 'POINT OF DELIVERY CODE';
const START = 'ACTIVITY START DATE (CONTRACT MONITORING)';
const END = 'ACTIVITY END DATE (CONTRACT MONITORING)';

/** A knee operation at RCF, paid by QF7, in month 5 (August) of 2025-26. */
const GOOD: Cells = {
  'FINANCIAL MONTH': '5',
  'FINANCIAL YEAR': '202526',
  [CREATED]: '2025-09-19T07:45:12',
  [PROVIDER]: 'RCF',
  [COMMISSIONER]: 'QF7',
  'NHS NUMBER': '9990000018',
  'LOCAL PATIENT IDENTIFIER (EXTENDED)': 'RCF0481516',
  'POSTCODE OF USUAL ADDRESS': 's11 8ya',
  'PERSON BIRTH DATE': '1948-02-29',
  [START]: '2025-08-04',
  [END]: '2025-08-08',
  [POINT]: 'EL',
  'TARIFF CODE': 'HN22C',
  'ACTIVITY COUNT (POINT OF DELIVERY)': '1',
  'ACTIVITY UNIT PRICE': '7025.31470000',
  'TOTAL COST': '7025.31470000',
};

function csv(rows: readonly Cells[], columns: readonly (typeof ITEMS)[number][] = ITEMS): string {
  const lines = rows.map((cells) => columns.map((name) => ({ ...GOOD, ...cells })[name] ?? ''));
  return [columns, ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}

const asProvider = contextFor('RCF', '2025-09-20', 'individual-care');

async function judge(cells: Cells, context = asProvider) {
  return (await readText(healthPlcm, context, csv([cells])))[0];
}

async function awardOf(cells: Cells): Promise<AwardDraft> {
  const [award] = accepted(await judge(cells)).awards;
  if (!award) throw new Error('no award');
  return award;
}

const year = (name: string) => name as FinancialYear;

async function lineOf(cells: Cells): Promise<Line | undefined> {
  return linesIn(year('2025-26'), [tell(await awardOf(cells))])[0];
}

describe('the layout', () => {
  it('carries the 51 items of the data set, each once', () => {
    expect(ITEMS).toHaveLength(51);
    expect(new Set(ITEMS).size).toBe(51);
  });

  it('needs only the columns it reads, in any order', async () => {
    const [verdict] = await readText(healthPlcm, asProvider, csv([{}], COLUMNS_READ.toReversed()));
    expect(accepted(verdict).awards).toHaveLength(1);
  });

  it.each(COLUMNS_READ)('refuses a file without %s', async (missing) => {
    const columns = ITEMS.filter((name) => name !== missing);
    await expect(readText(healthPlcm, asProvider, csv([{}], columns))).rejects.toThrow(FileRefused);
  });

  const whole = csv([{}]);
  it.each([
    ['an unknown column', whole.replace('ETHNIC CATEGORY', 'SURNAME')],
    ['a column twice', whole.replace('ETHNIC CATEGORY', 'NHS NUMBER')],
    ['a row cut short', whole.slice(0, -20)],
    ['no rows', csv([])],
    ['nothing at all', ''],
  ])('refuses a file with %s', async (_what, text) => {
    await expect(readText(healthPlcm, asProvider, text)).rejects.toThrow(FileRefused);
  });
});

describe('what a row becomes', () => {
  it('is care given of the file’s own year, paid by the commissioner, free to the person', async () => {
    expect(await awardOf({})).toEqual({
      stream: 'nhs-tariff',
      funder: 'QF7',
      basis: 'ACTIVITY',
      mode: 'COMMISSIONED',
      legalBasis: 'NHS Act 2006 s1',
      reference: null,
      service: null,
      serviceRank: null,
      days: { from: '2025-08-04', until: '2025-08-09' },
      year: '2025-26',
      completedOn: null,
      amount: { n: 70_253_147n, d: 10_000n },
      per: null,
      unitsPerWeek: null,
      unpricedReason: null,
      contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
      reportsPayments: false,
      currency: { scheme: 'hrg', code: 'HN22C' },
      description: 'hospital care',
      rawFigures:
        'Activity Count 1; Activity Unit Price 7025.31470000 pounds; Total Cost 7025.31470000 pounds',
      element: null,
      ceiling: null,
      currencyShare: null,
      activity: null,
      provider: 'RCF',
      careKey: null,
      reported: null,
    });
  });

  it('names the patient by NHS number and the provider’s own number', async () => {
    expect(accepted(await judge({})).identity).toEqual({
      source: 'RCF',
      namespace: 'health-plcm',
      localId: 'RCF0481516',
      nhsNumber: '9990000018',
      nino: null,
      surname: null,
      givenNames: null,
      birthDate: '1948-02-29',
      deathDate: null,
      postcode: 'S11 8YA',
    });
  });

  it('names a hospital spell as any other feed would', async () => {
    const spell = 'HOSPITAL PROVIDER SPELL NUMBER';
    expect((await awardOf({ [spell]: 'SP0000104211' })).careKey).toBe(
      careKey('RCF', 'SP0000104211'),
    );
    const cells = { [spell]: 'SP0000104211', [PROVIDER]: '89999' };
    const [award] = accepted(await judge(cells, contextFor('QF7'))).awards;
    expect(award).toMatchObject({ provider: '89999', careKey: null });
  });

  it('takes no local number from a provider that has no code of its own', async () => {
    const context = contextFor('QF7');
    const { identity } = accepted(await judge({ [PROVIDER]: '89999' }, context));
    expect(identity).toMatchObject({ source: 'QF7', localId: null, nhsNumber: '9990000018' });
  });

  it('may have no local number, birth date or postcode', async () => {
    const { identity } = accepted(
      await judge({
        'LOCAL PATIENT IDENTIFIER (EXTENDED)': '',
        'PERSON BIRTH DATE': '',
        'POSTCODE OF USUAL ADDRESS': '',
      }),
    );
    expect(identity).toMatchObject({ localId: null, birthDate: null, postcode: null });
  });

  it.each([
    ['1', '2025-04-01', '2025-05-01', '2025-04-30'],
    ['5', '2025-08-01', '2025-09-01', '2025-08-31'],
    ['11', '2026-02-01', '2026-03-01', '2026-02-28'],
    ['12', '2026-03-01', '2026-04-01', '2026-03-31'],
  ])('speaks for month %s as one, replaced by a later file', async (month, from, until, asOf) => {
    expect(accepted(await judge({ 'FINANCIAL MONTH': month })).submission).toEqual({
      scope: `health-plcm RCF QF7 2025-26 ${month}`,
      periodFrom: from,
      periodUntil: until,
      createdBySender: '2025-09-19T07:45:12',
      asOf,
    });
    expect(healthPlcm.replacement).toBe('WHOLE');
  });

  it.each([
    ['both days', '2025-08-04', '2025-08-08', '2025-08-04', '2025-08-09'],
    ['one and the same day', '2025-08-04', '2025-08-04', '2025-08-04', '2025-08-05'],
    ['no last day', '2025-08-04', '', '2025-08-04', '2025-08-05'],
    ['no first day', '', '2025-08-08', '2025-08-01', '2025-09-01'],
    ['no day', '', '', '2025-08-01', '2025-09-01'],
    ['days of an earlier month', '2025-06-18', '2025-06-19', '2025-06-18', '2025-06-20'],
  ])('given %s', async (_what, start, end, from, until) => {
    const { days } = await awardOf({ [START]: start, [END]: end });
    expect(days).toEqual({ from, until });
  });

  it.each([
    ['HN22C', { scheme: 'hrg', code: 'HN22C' }],
    ['FE32Z', { scheme: 'hrg', code: 'FE32Z' }],
    ['hn22c', { scheme: 'local-tariff', code: 'hn22c' }],
    ['HN22', { scheme: 'local-tariff', code: 'HN22' }],
    ['11', { scheme: 'mental-health-cluster', code: '11' }],
    ['09', { scheme: 'local-tariff', code: '09' }],
    ['1', { scheme: 'local-tariff', code: '1' }],
    ['22', { scheme: 'local-tariff', code: '22' }],
    ['HN22CC', { scheme: 'local-tariff', code: 'HN22CC' }],
    ['PHYSIO1', { scheme: 'local-tariff', code: 'PHYSIO1' }],
    ['', null],
  ])('tariff code %j is the currency', async (code, currency) => {
    expect((await awardOf({ 'TARIFF CODE': code })).currency).toEqual(currency);
  });

  it.each<[string, ...string[]]>([
    ['hospital care', 'EL', 'DC', 'NEL', 'NELST', 'NELNE', 'NELXBD', 'RADAY', 'AE', 'ae'],
    ['hospital care', 'OPFA', 'OPFUP', 'OPPROC', 'OPFASPCL', 'OPFUPMPNCL', 'NF2FFUP'],
    ['community care', 'COMM', 'COMMINIT', 'COMMSUB'],
    ['health care', 'UNBPALL', 'IVF', 'PTSTRANS', 'NEVERSEEN'], // says no more
  ])('says %s of %s and the like', async (words, ...codes) => {
    for (const code of codes) {
      expect((await awardOf({ [POINT]: code })).description).toBe(words);
    }
  });

  it('keeps clinical codes and who it is out of the words and the figures', async () => {
    const { description, rawFigures } = await awardOf({ [POINT]: 'UNBPALL' });
    expect(`${description} ${rawFigures}`).not.toMatch(/UNBPALL|HN22C|9990000018|RCF0481516/);
  });
});

describe('money', () => {
  // One sum, rounded once, half away from zero.
  it.each([
    ['7025.31470000', 702_531n], // 7025.3147 → 7025.31
    ['843.28', 84_328n],
    ['0.005', 1n],
    ['0.00499999', 0n],
    ['-98.40215000', -9_840n], // a correction
    ['-0.005', -1n],
    ['0', 0n],
    ['0.00000001', 0n],
  ])('%s pounds', async (cost, amount) => {
    const line = await lineOf({ 'TOTAL COST': cost });
    expect(line).toMatchObject({ kind: 'PRICED', amount, contribution: 0n, paid: null });
    expect(line).toMatchObject({ weekly: null, inTotals: true });
  });

  it('is exact to the eighth decimal', async () => {
    const { amount } = await awardOf({ 'TOTAL COST': '281.09333333' });
    expect(amount).toEqual({ n: 28_109_333_333n, d: 100_000_000n });
  });

  it('is the total cost, whatever the count and the unit price come to', async () => {
    const cells = { 'ACTIVITY COUNT (POINT OF DELIVERY)': '0', 'ACTIVITY UNIT PRICE': '10' };
    const line = await lineOf({ ...cells, 'TOTAL COST': '12.34' });
    expect(line).toMatchObject({ amount: 1_234n });
    expect(line?.award.rawFigures).toBe(
      'Activity Count 0; Activity Unit Price 10 pounds; Total Cost 12.34 pounds',
    );
  });

  it('counts in the year of the file even where the care was given in another', async () => {
    const award = await awardOf({ [START]: '2025-03-30', [END]: '2025-04-02' });
    expect(linesIn(year('2025-26'), [tell(award)])).toHaveLength(1);
    expect(linesIn(year('2024-25'), [tell(award)])).toHaveLength(0);
  });
});

describe('who may send', () => {
  const other = `${PROVIDER} OTHER_ORGANISATION`;

  it('takes only the provider’s own rows for individual care', async () => {
    const commissioner = contextFor('QF7', '2025-09-20', 'individual-care');
    expect(faultsOf(await judge({}, commissioner))).toEqual([other]);
    expect(faultsOf(await judge({ [PROVIDER]: 'RBS' }))).toEqual([other]);
  });

  it.each(['statutory', 'agreement'] as const)(
    'takes rows of either party of the contract under %s',
    async (basis) => {
      for (const sender of ['RCF', 'QF7']) {
        expect(accepted(await judge({}, contextFor(sender, '2025-09-20', basis)))).toBeTruthy();
      }
      const stranger = contextFor('RBS', '2025-09-20', basis);
      expect(faultsOf(await judge({}, stranger))).toEqual([other]);
    },
  );

  it('rejects a commissioner that is not known here', async () => {
    const fault = `${COMMISSIONER} UNKNOWN_ORGANISATION`;
    expect(faultsOf(await judge({ [COMMISSIONER]: 'VPP00' }))).toEqual([fault]);
  });

  it('wants the basis to be said', () => {
    expect(healthPlcm.basisMustBeGiven).toBe(true);
  });
});

describe('rows that reach no person', () => {
  it.each(['BLOCK', 'CQUIN', 'ADJUSTMENT', 'NAOTHER', 'block'])(
    'refuses %s a person',
    async (code) => {
      const fault = `${POINT} NOT_ATTRIBUTABLE`;
      expect(faultsOf(await judge({ [POINT]: code }))).toEqual([fault]);
    },
  );

  it('rejects a row without an NHS number, a block row too', async () => {
    for (const code of ['EL', 'BLOCK']) {
      const cells: Cells = { 'NHS NUMBER': '', [POINT]: code };
      expect(faultsOf(await judge(cells))).toEqual(['NHS NUMBER NO_PERSON']);
    }
  });

  it.each(['01', '02', '03', '97', '99'])('rejects a row withheld for reason %s', async (why) => {
    const fault = 'WITHHELD IDENTITY REASON NO_PERSON';
    expect(faultsOf(await judge({ 'WITHHELD IDENTITY REASON': why }))).toEqual([fault]);
  });
});

describe('rows that cannot be read', () => {
  const bad = (field: keyof Cells, code: string, ...texts: readonly string[]) =>
    texts.map((text) => [field, text, code] as const);
  const mustBeGiven = [
    ...(['FINANCIAL MONTH', 'FINANCIAL YEAR', CREATED, PROVIDER, COMMISSIONER, POINT] as const),
    ...(['ACTIVITY COUNT (POINT OF DELIVERY)', 'ACTIVITY UNIT PRICE', 'TOTAL COST'] as const),
  ];

  it.each([
    ...mustBeGiven.flatMap((field) => bad(field, 'BLANK', '')),
    ...bad('FINANCIAL MONTH', 'UNKNOWN_CODE', '0', '13'),
    ...bad('FINANCIAL YEAR', 'BAD_YEAR', '202527', '2025-26', '2025'),
    ...bad(CREATED, 'BAD_DATE', '2025-09-19', '2025-02-31T07:45:12', '2025-09-19T24:00:00'),
    ...bad(CREATED, 'BAD_DATE', '2025-09-19T07:45:12T'),
    ...bad(CREATED, 'SPREADSHEET_DATE', '45919.32306'),
    ...bad('WITHHELD IDENTITY REASON', 'UNKNOWN_CODE', '98'),
    ...bad('NHS NUMBER', 'BAD_NHS_NUMBER', '9990000019', '1111111111'),
    ...bad('NHS NUMBER', 'LOST_ZERO', '999000001'),
    ...bad('NHS NUMBER', 'SPREADSHEET_NUMBER', '9.99E+09'),
    ...bad('PERSON BIRTH DATE', 'BAD_DATE', '29/02/1948'),
    ...bad('PERSON BIRTH DATE', 'SPREADSHEET_DATE', '17592'),
    ...bad('POSTCODE OF USUAL ADDRESS', 'BAD_POSTCODE', 'SHEFFIELD'),
    ...bad(START, 'BAD_DATE', '2025-02-31'),
    ...bad(END, 'SPREADSHEET_DATE', '45877'),
    ...bad(END, 'END_BEFORE_START', '2025-08-03'),
    ...bad('ACTIVITY COUNT (POINT OF DELIVERY)', 'BAD_NUMBER', 'one'),
    ...bad('ACTIVITY UNIT PRICE', 'BAD_MONEY', '1.123456789'),
    ...bad('TOTAL COST', 'BAD_MONEY', '1.000000000'),
    ...bad('TOTAL COST', 'BAD_NUMBER', '£12.00'),
    ...bad('TOTAL COST', 'SPREADSHEET_NUMBER', '7.03E+03'),
    ...bad('TOTAL COST', 'TOO_LARGE', '12345678901234'),
  ])('%s %j is %s', async (field, text, code) => {
    const verdict = await judge({ [field]: text });
    expect(faultsOf(verdict)).toEqual([`${field} ${code}`]);
    const reasons = verdict?.accepted ? [] : (verdict?.faults ?? []).map(({ reason }) => reason);
    if (text.length > 4) expect(reasons.join()).not.toContain(text);
  });

  it('names every fault of a row', async () => {
    const verdict = await judge({
      [PROVIDER]: 'RBS',
      [COMMISSIONER]: 'XXX',
      [END]: '2025-08-01',
      [POINT]: 'CQUIN',
    });
    expect(faultsOf(verdict)).toEqual([
      `${PROVIDER} OTHER_ORGANISATION`,
      `${COMMISSIONER} UNKNOWN_ORGANISATION`,
      `${POINT} NOT_ATTRIBUTABLE`,
      `${END} END_BEFORE_START`,
    ]);
  });

  it('rejects a month that the file holds in two versions, and no other month', async () => {
    const verdicts = await readText(
      healthPlcm,
      asProvider,
      csv([
        {},
        { [CREATED]: '2025-10-20T07:45:12' },
        { 'FINANCIAL MONTH': '6', [CREATED]: '2025-10-20T07:45:12' },
      ]),
    );
    const fault = ['DATE AND TIME DATA SET CREATED ROWS_DISAGREE'];
    expect(faultsOf(verdicts[0])).toEqual(fault);
    expect(faultsOf(verdicts[1])).toEqual(fault);
    expect(accepted(verdicts[2]).submission.scope).toBe('health-plcm RCF QF7 2025-26 6');
  });
});

describe('the sample', () => {
  const sample = () =>
    readText(healthPlcm, asProvider, sampleOf(healthPlcm, 'rcf-qf7-202526-month-05.csv'));

  it('has every row either accepted or rejected', async () => {
    const verdicts = await sample();
    const taken = verdicts.filter((verdict) => verdict.accepted);
    const rejected = verdicts.filter((verdict) => !verdict.accepted);
    expect([verdicts.length, taken.length, rejected.length]).toEqual([14, 11, 3]);
    expect(rejected.map((verdict) => faultsOf(verdict))).toEqual([
      ['NHS NUMBER NO_PERSON'], // a block sum
      [`${POINT} NOT_ATTRIBUTABLE`], // an adjustment put to a patient
      ['NHS NUMBER NO_PERSON'], // withheld
    ]);
  });

  it('comes to what can be worked out by hand', async () => {
    const awards = (await sample()).flatMap((verdict) => (verdict.accepted ? verdict.awards : []));
    const lines = linesIn(
      year('2025-26'),
      awards.map((award) => tell(award)),
    );
    const total = lines.reduce(
      (sum, line) => sum + (line.kind === 'PRICED' ? line.amount : 0n),
      0n,
    );
    // 7025.31 + 98.40 + 503.12 + 214.55 + 187.00 + 74.50 + 102.50 + 4210.77 + 843.28 − 98.40 + 127.50
    expect(lines).toHaveLength(11);
    expect(total).toBe(1_328_853n);
  });
});

it('says of its person for totals what the two items say, and nothing where they are blank', async () => {
  const [sex, group] = ['PERSON STATED GENDER CODE', 'ETHNIC CATEGORY'] as const;
  const said = async (cells: Cells) => accepted(await judge(cells)).characteristics;
  expect(await said({ [sex]: '2', [group]: 'N1' })).toEqual([
    { kind: 'SEX', code: 'FEMALE' },
    { kind: 'ETHNIC_GROUP', code: 'BLACK' },
  ]);
  expect(await said({ [sex]: 'X', [group]: '?' })).toEqual([{ kind: 'SEX', code: 'NOT_KNOWN' }]);
  expect(await said({})).toEqual([]);
  const [without] = await readText(healthPlcm, asProvider, csv([{}], COLUMNS_READ));
  expect(accepted(without).characteristics).toEqual([]);
});
