import { describe, expect, test } from 'vitest';
import { employmentAccessToWork } from '../../adapters/employment-access-to-work/adapter.ts';
import { ceilingsIn, linesIn } from '../../src/awards/line.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';
import { tell } from '../support/told.ts';

const COLUMNS = (
  'Award Reference,NINO,Surname,Given Names,Date of Birth,Element,Award First Day,' +
  'Award Last Day,Award Ceiling,Claim Reference,Claim Form,Support From,Support To,' +
  'Amount Claimed,Employer Share,Customer Share,Amount Paid,Payment Date,Paid To'
).split(',');

type Row = Readonly<Record<string, string>>;

const AWARD: Row = {
  'Award Reference': 'ATW-1',
  NINO: 'AB123456C',
  Surname: 'Okafor',
  'Given Names': 'Grace',
  'Date of Birth': '1988-06-21',
  Element: 'Support Worker',
  'Award First Day': '2025-05-12',
  'Award Last Day': '2026-05-11',
  'Award Ceiling': '21840.00',
};

const CLAIM: Row = {
  ...AWARD,
  'Claim Reference': 'CL-1',
  'Claim Form': 'DP222JP',
  'Support From': '2025-06-01',
  'Support To': '2025-06-30',
  'Amount Claimed': '1764.00',
  'Amount Paid': '1680.00',
  'Payment Date': '2025-07-18',
};

const textOf = (rows: readonly Row[], columns: readonly string[] = COLUMNS) =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.join(','))
    .join('\n');

const read = (...rows: Row[]) => readText(employmentAccessToWork, contextFor('DWP'), textOf(rows));

const faults = async (row: Row) => faultsOf((await read(row))[0]);
const taken = async (row: Row) => accepted((await read(row))[0]);

describe('the award', () => {
  test('is a ceiling of the department, per award and element, and no money held', async () => {
    const { submission, identity, awards, claims, payments } = await taken(AWARD);
    expect(submission).toEqual({
      scope: 'employment-access-to-work DWP ATW-1',
      periodFrom: null,
      periodUntil: null,
      createdBySender: null,
      asOf: '2026-01-15',
    });
    expect(identity).toEqual({
      source: 'DWP',
      namespace: 'employment-access-to-work',
      localId: null,
      nhsNumber: null,
      nino: 'AB123456C',
      surname: 'Okafor',
      givenNames: 'Grace',
      birthDate: '1988-06-21',
      deathDate: null,
      postcode: null,
    });
    expect(awards).toEqual([
      {
        stream: 'access-to-work',
        funder: 'DWP',
        basis: 'CEILING',
        mode: 'COMMISSIONED',
        legalBasis: 'Employment and Training Act 1973 s2',
        reference: 'ATW-1',
        service: null,
        serviceRank: null,
        days: { from: '2025-05-12', until: '2026-05-12' },
        year: null,
        completedOn: null,
        amount: null,
        per: null,
        unitsPerWeek: null,
        unpricedReason: null,
        contribution: { kind: 'NONE', reason: 'Access to Work has no means test' },
        reportsPayments: true,
        currency: null,
        description: 'Access to Work: a support worker',
        rawFigures: 'Award Ceiling 21840.00; Award First Day 2025-05-12; Award Last Day 2026-05-11',
        element: 'Support Worker',
        ceiling: 2_184_000n,
        currencyShare: null,
        activity: null,
        provider: null,
        careKey: null,
        reported: null,
      },
    ]);
    expect(claims).toEqual([]);
    expect(payments).toEqual([]);
  });

  test('names no abbreviation of an element to the person', async () => {
    const { awards } = await taken({ ...AWARD, Element: 'Mental Health Support Service (MHSS)' });
    expect(awards[0]?.description).toBe('Access to Work: mental health support');
    expect(awards[0]?.element).toBe('Mental Health Support Service (MHSS)');
  });

  test('of one day has that day', async () => {
    const row = { ...AWARD, 'Award Last Day': '2025-05-12' };
    expect((await taken(row)).awards[0]?.days).toEqual({ from: '2025-05-12', until: '2025-05-13' });
  });

  test.each([
    [{ NINO: '' }, 'NINO BLANK'],
    [{ NINO: 'AB123456E' }, 'NINO BAD_NINO'],
    [{ NINO: 'AB 12 34 56 C' }, 'NINO BAD_NINO'],
    [{ 'Award Reference': '' }, 'Award Reference BLANK'],
    [{ 'Date of Birth': '' }, 'Date of Birth BLANK'],
    [{ 'Date of Birth': '1988-02-31' }, 'Date of Birth BAD_DATE'],
    [{ 'Date of Birth': '32315' }, 'Date of Birth SPREADSHEET_DATE'],
    [{ Element: '' }, 'Element BLANK'],
    [{ Element: 'support worker' }, 'Element UNKNOWN_CODE'],
    [{ 'Award First Day': '' }, 'Award First Day BLANK'],
    [{ 'Award Last Day': '' }, 'Award Last Day BLANK'],
    [{ 'Award Last Day': '2025-05-11' }, 'Award Last Day END_BEFORE_START'],
    [{ 'Award Ceiling': '' }, 'Award Ceiling BLANK'],
    [{ 'Award Ceiling': '13.001' }, 'Award Ceiling BAD_MONEY'],
    [{ 'Award Ceiling': '-1.00' }, 'Award Ceiling BAD_MONEY'],
    [{ 'Award Ceiling': '2.184E+04' }, 'Award Ceiling SPREADSHEET_NUMBER'],
    [{ Surname: 'Oka\0for' }, 'Surname BAD_TEXT'],
  ])('with %j is rejected: %s', async (change, fault) => {
    expect(await faults({ ...AWARD, ...change })).toEqual([fault]);
  });
});

describe('a claim', () => {
  test('keeps its figures and shares; the day after the last day of support ends it', async () => {
    const { claims } = await taken({
      ...CLAIM,
      'Employer Share': '50.00',
      'Customer Share': '34.00',
      'Paid To': 'EMPLOYER',
    });
    expect(claims).toEqual([
      {
        reference: 'CL-1',
        form: 'DP222JP',
        supportFrom: '2025-06-01',
        supportUntil: '2025-07-01',
        claimed: 176_400n,
        paid: 168_000n,
        paidOn: '2025-07-18',
        paidTo: 'EMPLOYER',
        employerShare: 5_000n,
        customerShare: 3_400n,
      },
    ]);
  });

  test('not paid yet is not a claim paid nothing', async () => {
    const unpaid = await taken({ ...CLAIM, 'Amount Paid': '', 'Payment Date': '' });
    expect(unpaid.claims[0]).toMatchObject({ paid: null, paidOn: null });
    const nothing = await taken({ ...CLAIM, 'Amount Paid': '0.00' });
    expect(nothing.claims[0]).toMatchObject({ paid: 0n, paidOn: '2025-07-18' });
  });

  test.each([
    [{ 'Claim Form': '' }, 'Claim Form BLANK'],
    [{ 'Claim Form': 'DP228JP' }, 'Claim Form UNKNOWN_CODE'],
    [{ 'Support From': '' }, 'Support From BLANK'],
    [{ 'Support To': '' }, 'Support To BLANK'],
    [{ 'Support To': '2025-06-31' }, 'Support To BAD_DATE'],
    [{ 'Support To': '2025-05-31' }, 'Support To END_BEFORE_START'],
    [{ 'Amount Claimed': '' }, 'Amount Claimed BLANK'],
    [{ 'Amount Claimed': '1764.005' }, 'Amount Claimed BAD_MONEY'],
    [{ 'Amount Claimed': '1679.99' }, 'Amount Paid ABOVE_CLAIMED'],
    [{ 'Employer Share': '-5.00' }, 'Employer Share BAD_MONEY'],
    [{ 'Customer Share': 'ten' }, 'Customer Share BAD_MONEY'],
    [{ 'Payment Date': '' }, 'Payment Date BLANK'],
    [{ 'Amount Paid': '' }, 'Amount Paid BLANK'],
    [{ 'Amount Paid': '-1.00' }, 'Amount Paid BAD_MONEY'],
    [{ 'Paid To': 'Employer' }, 'Paid To UNKNOWN_CODE'],
    [{ 'Claim Reference': '' }, 'Claim Reference BLANK'],
  ])('with %j is rejected: %s', async (change, fault) => {
    expect(await faults({ ...CLAIM, ...change })).toEqual([fault]);
  });

  test('may be paid in full, and each form of the layout is taken', async () => {
    for (const form of ['DP222JP', 'DP224JP', 'DP226JP']) {
      const { claims } = await taken({ ...CLAIM, 'Claim Form': form, 'Amount Paid': '1764.00' });
      expect(claims[0]).toMatchObject({ form, paid: 176_400n });
    }
  });

  test.each([
    'Claim Form',
    'Support From',
    'Support To',
    'Amount Claimed',
    'Employer Share',
    'Customer Share',
    'Amount Paid',
    'Payment Date',
    'Paid To',
  ])('column %s alone, without a reference, is a fault', async (column) => {
    const value = { ...CLAIM, 'Employer Share': '1', 'Customer Share': '1', 'Paid To': 'PERSON' };
    const row = { ...AWARD, [column]: (value as Row)[column] ?? '' };
    expect(await faults(row)).toEqual(['Claim Reference BLANK']);
  });

  test('is taken when any day of its support is a day of the award', async () => {
    // The award runs from 12 May 2025 to 11 May 2026.
    const lastDayIn = { ...CLAIM, 'Support From': '2025-04-20', 'Support To': '2025-05-12' };
    const firstDayIn = { ...CLAIM, 'Support From': '2026-05-11', 'Support To': '2026-05-31' };
    expect((await taken(lastDayIn)).claims).toHaveLength(1);
    expect((await taken(firstDayIn)).claims).toHaveLength(1);
  });

  test('wholly before or after the award is rejected', async () => {
    const before = { ...CLAIM, 'Support From': '2025-04-20', 'Support To': '2025-05-11' };
    const after = { ...CLAIM, 'Support From': '2026-05-12', 'Support To': '2026-05-31' };
    expect(await faults(before)).toEqual(['Support From OUTSIDE_AWARD']);
    expect(await faults(after)).toEqual(['Support From OUTSIDE_AWARD']);
  });

  test('gives every fault of its row, and no reason repeats a value', async () => {
    const row = { ...CLAIM, NINO: 'QQ999999Z', 'Amount Claimed': '9.999', 'Support To': '45838' };
    const [verdict] = await read(row);
    expect(faultsOf(verdict)).toEqual([
      'NINO BAD_NINO',
      'Support To SPREADSHEET_DATE',
      'Amount Claimed BAD_MONEY',
    ]);
    expect(JSON.stringify(verdict)).not.toMatch(/QQ999999Z|9\.999|45838/);
  });
});

describe('rows of one award', () => {
  const second: Row = { ...CLAIM, 'Claim Reference': 'CL-2' };

  test.each([
    ['Award Ceiling', '21840.01'],
    ['Award First Day', '2025-05-13'],
    ['Award Last Day', '2026-05-10'],
  ])('with another %s are all rejected; other elements and awards load', async (field, other) => {
    const verdicts = await read(
      CLAIM,
      { ...second, [field]: other },
      {
        ...CLAIM,
        Element: 'Travel to Work',
        'Award Ceiling': '100.00',
        'Amount Paid': '',
        'Payment Date': '',
      },
      { ...CLAIM, 'Award Reference': 'ATW-2', [field]: other },
      { ...second, 'Claim Reference': 'CL-3' },
    );
    expect(verdicts.map(({ accepted }) => accepted)).toEqual([false, false, true, true, false]);
    for (const index of [0, 1, 4]) {
      expect(faultsOf(verdicts[index])).toEqual([`${field} ROWS_DISAGREE`]);
    }
  });

  test.each([
    ['NINO', 'CE204817A'],
    ['Date of Birth', '1988-06-22'],
  ])('with another %s are all rejected, in every element', async (field, other) => {
    const verdicts = await read(
      CLAIM,
      { ...AWARD, Element: 'Travel to Work', [field]: other },
      { ...CLAIM, 'Award Reference': 'ATW-2' },
    );
    expect(faultsOf(verdicts[0])).toEqual([`${field} ROWS_DISAGREE`]);
    expect(faultsOf(verdicts[1])).toEqual([`${field} ROWS_DISAGREE`]);
    accepted(verdicts[2]);
  });

  test('that write one ceiling in two ways agree', async () => {
    const verdicts = await read(CLAIM, { ...second, 'Award Ceiling': '21840' });
    expect(verdicts.map(({ accepted }) => accepted)).toEqual([true, true]);
  });

  test('that cannot be read take no part; those with other faults do', async () => {
    const unread = await read(CLAIM, { ...second, 'Award Ceiling': '1.0E+4' });
    accepted(unread[0]);
    expect(faultsOf(unread[1])).toEqual(['Award Ceiling SPREADSHEET_NUMBER']);
    const faulty = await read(CLAIM, { ...second, 'Award Ceiling': '1.00', 'Paid To': 'X' });
    expect(faultsOf(faulty[0])).toEqual(['Award Ceiling ROWS_DISAGREE']);
    expect(faultsOf(faulty[1])).toEqual(['Paid To UNKNOWN_CODE']);
  });
});

test('claims count in the year their support ended, and the ceiling is never divided', async () => {
  const rows = [
    CLAIM,
    // Support ends on 31 March 2026: the last day of 2025-26.
    {
      ...CLAIM,
      'Claim Reference': 'CL-2',
      'Support From': '2026-03-01',
      'Support To': '2026-03-31',
    },
    // Ends one day later, so all of it is of 2026-27.
    {
      ...CLAIM,
      'Claim Reference': 'CL-3',
      'Support From': '2026-03-25',
      'Support To': '2026-04-01',
      'Amount Claimed': '300.10',
      'Amount Paid': '300.10',
    },
    // Not paid: counts in claimed only.
    {
      ...CLAIM,
      'Claim Reference': 'CL-4',
      'Amount Claimed': '250.00',
      'Amount Paid': '',
      'Payment Date': '',
    },
  ];
  const verdicts = (await read(...rows)).map(accepted);
  const draft = verdicts[0]?.awards[0];
  if (!draft) throw new Error('no award');
  const award = tell(draft, { claims: verdicts.flatMap(({ claims }) => claims) });
  const thisYear = linesIn(parseFinancialYear('2025-26'), [award]);
  const nextYear = linesIn(parseFinancialYear('2026-27'), [award]);
  // 2025-26: 1,680.00 + 1,680.00, awarded and paid alike; nothing to pay for the person.
  expect(thisYear).toMatchObject([
    { kind: 'PRICED', claimReference: 'CL-1', amount: 168_000n, paid: 168_000n, contribution: 0n },
    { kind: 'PRICED', claimReference: 'CL-2', amount: 168_000n, paid: 168_000n, contribution: 0n },
  ]);
  expect(nextYear).toMatchObject([{ claimReference: 'CL-3', amount: 30_010n, paid: 30_010n }]);
  // Claimed 1,764.00 + 1,764.00 + 300.10 + 250.00 = 4,078.10; paid 1,680.00 × 2 + 300.10 = 3,660.10;
  // left to claim 21,840.00 − 4,078.10 = 17,761.90, the same in both years.
  for (const year of ['2025-26', '2026-27']) {
    expect(ceilingsIn(parseFinancialYear(year), [award])).toMatchObject([
      { ceiling: 2_184_000n, claimed: 407_810n, paid: 366_010n, leftToClaim: 1_776_190n },
    ]);
  }
  expect(ceilingsIn(parseFinancialYear('2024-25'), [award])).toEqual([]);
});

describe('the file', () => {
  const refused = (text: string) =>
    expect(readText(employmentAccessToWork, contextFor('DWP'), text)).rejects.toThrow(FileRefused);

  test('is refused when its names are not those of the layout', async () => {
    await refused(textOf([CLAIM], COLUMNS.slice(1)));
    await refused(
      textOf(
        [CLAIM],
        COLUMNS.map((name) => name.toLowerCase()),
      ),
    );
    await refused(textOf([CLAIM], [...COLUMNS, 'Notes']));
    await refused(textOf([CLAIM], [...COLUMNS, 'NINO']));
  });

  test('is refused when it is cut short, has no rows or is empty', async () => {
    await refused(textOf([CLAIM, CLAIM]).slice(0, -40));
    await refused(textOf([]));
    await refused('');
  });

  test('may have its columns in any order', async () => {
    const text = textOf([CLAIM], [...COLUMNS].reverse());
    const [verdict] = await readText(employmentAccessToWork, contextFor('DWP'), text);
    expect(accepted(verdict).claims[0]?.claimed).toBe(176_400n);
  });

  test('has every row accepted or rejected', async () => {
    const verdicts = await read(CLAIM, { ...CLAIM, NINO: '' }, AWARD, { ...AWARD, Element: 'X' });
    expect(verdicts.map(({ accepted }) => accepted)).toEqual([true, false, true, false]);
  });

  test('of the sample is taken whole', async () => {
    const text = sampleOf(employmentAccessToWork, 'access-to-work-claims-2025-26.csv');
    const verdicts = await readText(employmentAccessToWork, contextFor('DWP'), text);
    const good = verdicts.filter((verdict) => verdict.accepted);
    const bad = verdicts.filter((verdict) => !verdict.accepted);
    expect(good.length + bad.length).toBe(text.trim().split('\n').length - 1);
    expect(bad).toEqual([]);
    expect(good).toHaveLength(11);
  });

  test('comes from an adapter that says what it speaks for', () => {
    expect(employmentAccessToWork).toMatchObject({
      code: 'employment-access-to-work',
      streams: ['access-to-work'],
      speaksForAllStreams: true,
      staleAfterDays: 60,
      basisMustBeGiven: false,
      replacement: 'WHOLE',
    });
  });
});
