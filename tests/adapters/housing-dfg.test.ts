import { describe, expect, it } from 'vitest';
import { housingDfg } from '../../adapters/housing-dfg/adapter.ts';
import { linesIn } from '../../src/awards/line.ts';
import type { RowVerdict } from '../../src/deliveries/adapter.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { windowsOf } from '../../src/deliveries/windows.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';
import { tell } from '../support/told.ts';

const COUNCIL = 'E08000039';
const YEAR = parseFinancialYear('2025-26');
const LATER_YEAR = parseFinancialYear('2026-27');

/** As the layout gives them, written out here so that a slip in the adapter shows. */
const COLUMNS = [
  'Council',
  'Case Reference',
  'NHS Number',
  'NINO',
  'Surname',
  'Given Names',
  'Date of Birth',
  'Postcode',
  'Approval Date',
  'Eligible Expense',
  'Mandatory Grant',
  'Discretionary Help',
  'Applicant Contribution',
  'Other Funding',
  'Completion Date',
  'Stage Reference',
  'Stage Payment',
  'Stage Payment Date',
];

type Row = Readonly<Record<string, string>>;

const CASE: Row = {
  Council: COUNCIL,
  'Case Reference': 'DFG1',
  'NHS Number': '9990000115',
  NINO: 'AB123456C',
  Surname: 'Gill',
  'Given Names': 'Robert',
  'Date of Birth': '1960-04-05',
  Postcode: 'S1 2HH',
  'Approval Date': '2025-05-06',
  'Eligible Expense': '41700.00',
  'Mandatory Grant': '30000.00',
  'Discretionary Help': '7500.00',
  'Applicant Contribution': '3700.00',
  'Other Funding': '500.00',
  'Completion Date': '2025-11-28',
};

const STAGE: Row = {
  'Stage Reference': 'S1',
  'Stage Payment': '15000.00',
  'Stage Payment Date': '2025-08-15',
};

/** A case of one mandatory grant and nothing else. */
const granted = (pounds: string): Row => ({
  'Eligible Expense': pounds,
  'Mandatory Grant': pounds,
  'Discretionary Help': '0.00',
  'Applicant Contribution': '0.00',
  'Other Funding': '0.00',
});

function file(...rows: readonly Row[]): string {
  const cells = (row: Row) => COLUMNS.map((column) => ({ ...CASE, ...row })[column] ?? '');
  return [COLUMNS, ...rows.map(cells)].map((line) => `${line.join(',')}\n`).join('');
}

const read = (text: string, sender = COUNCIL, receivedOn?: string) =>
  readText(housingDfg, contextFor(sender, receivedOn), text);

async function judged(row: Row, sender = COUNCIL): Promise<RowVerdict | undefined> {
  return (await read(file(row), sender))[0];
}

async function awardOf(row: Row = {}, sender = COUNCIL) {
  const [award] = accepted(await judged(row, sender)).awards;
  if (!award) throw new Error('the row carries no award');
  return award;
}

describe('a file is refused whole', () => {
  const refusal = (text: string) => expect(read(text)).rejects.toThrow(FileRefused);

  it('when it is empty or has no rows', async () => {
    await refusal('');
    await refusal(file());
  });

  it.each(COLUMNS)('when it lacks the column %s', async (column) => {
    await refusal(file({}).replace(column, `${column}s`));
  });

  it('when a column is there twice or is not of the layout', async () => {
    const [names, row] = file({}).trimEnd().split('\n');
    await refusal(`${names},Council\n${row},${COUNCIL}\n`);
    await refusal(`${names},Remarks\n${row},none\n`);
  });

  it('when a row is cut short', async () => {
    await refusal(`${file({}, STAGE).slice(0, -30)}\n`);
  });
});

describe('a case', () => {
  it('is one grant of the year it was approved in', async () => {
    expect(await awardOf()).toMatchObject({
      stream: 'disabled-facilities-grant',
      funder: COUNCIL,
      basis: 'ONE_OFF',
      mode: 'COMMISSIONED',
      legalBasis: 'HGCRA 1996 s23',
      reference: 'DFG1',
      service: null,
      days: { from: '2025-05-06', until: '2025-05-07' },
      year: '2025-26',
      completedOn: '2025-11-28',
      amount: { n: 41_200n, d: 1n }, // 30,000 + 7,500 + 3,700; not the 500 of others
      per: 'ONCE',
      contribution: { kind: 'SUM', pounds: { n: 3700n, d: 1n } },
      reportsPayments: true,
      currency: null,
    });
    expect((await awardOf({ 'Approval Date': '2025-03-31' })).year).toBe('2024-25');
    expect((await awardOf({ 'Approval Date': '2025-04-01' })).year).toBe('2025-26');
  });

  it('counts grant, help and contribution, and what was paid, to the penny', async () => {
    const row = {
      'Eligible Expense': '20118.41',
      'Mandatory Grant': '15000.10',
      'Discretionary Help': '2000.2',
      'Applicant Contribution': '3100.01',
      'Other Funding': '18.10',
      ...STAGE,
      'Stage Payment': '9000.05',
    };
    const { awards, payments } = accepted(await judged(row));
    const lines = linesIn(
      YEAR,
      awards.map((draft) => tell(draft, { payments })),
    );
    // 15,000.10 + 2,000.20 + 3,100.01 = 20,100.31 (+ 18.10 of others = 20,118.41)
    expect(lines).toMatchObject([
      { amount: 2_010_031n, contribution: 310_001n, paid: 900_005n, inTotals: true },
    ]);
  });

  it('asks nothing of the applicant where the contribution is 0.00', async () => {
    const award = await awardOf(granted('8450.00'));
    expect(award.contribution.kind).toBe('NONE');
    expect(linesIn(YEAR, [tell(award)])[0]).toMatchObject({ amount: 845_000n, contribution: 0n });
  });

  it('has been paid nothing, not an unknown sum, while it has no stage payment', async () => {
    const verdict = accepted(await judged({}));
    expect(verdict.payments).toEqual([]);
    expect(linesIn(YEAR, [tell(await awardOf())])[0]?.paid).toBe(0n);
  });

  it('is listed in later years, outside their totals, until it is completed', async () => {
    const open = tell(await awardOf({ 'Completion Date': '' }));
    expect(linesIn(LATER_YEAR, [open])).toMatchObject([{ inTotals: false }]);
    expect(linesIn(LATER_YEAR, [tell(await awardOf())])).toEqual([]);
  });

  it('gives its figures as sent and says that other funding is in none', async () => {
    expect((await awardOf()).rawFigures).toBe(
      'Eligible Expense 41700.00; Mandatory Grant 30000.00; Discretionary Help 7500.00; ' +
        'Applicant Contribution 3700.00; Other Funding 500.00 (other funding is in no figure)',
    );
  });

  it('is the applicant’s, and its reference is no id of theirs', async () => {
    expect(accepted(await judged({})).identity).toEqual({
      source: COUNCIL,
      namespace: 'housing-dfg',
      localId: null,
      nhsNumber: '9990000115',
      nino: 'AB123456C',
      surname: 'Gill',
      givenNames: 'Robert',
      birthDate: '1960-04-05',
      deathDate: null,
      postcode: 'S1 2HH',
    });
  });

  it('needs an NHS number or a NINO, either', async () => {
    expect(accepted(await judged({ NINO: '' })).identity?.nino).toBeNull();
    expect(accepted(await judged({ 'NHS Number': '' })).identity?.nhsNumber).toBeNull();
    expect(faultsOf(await judged({ NINO: '', 'NHS Number': '' }))).toEqual(['NHS Number BLANK']);
  });
});

describe('what a file replaces', () => {
  it('is each of its cases, as of the day it was received', async () => {
    const [first, second] = await read(
      file({}, { 'Case Reference': 'DFG2' }),
      COUNCIL,
      '2025-12-01',
    );
    expect(accepted(first).submission).toEqual({
      scope: 'housing-dfg E08000039 DFG1',
      periodFrom: null,
      periodUntil: null,
      createdBySender: null,
      asOf: '2025-12-01',
    });
    expect(accepted(second).submission.scope).toBe('housing-dfg E08000039 DFG2');
  });

  it('is the whole case, the later file’s rows for the earlier’s', async () => {
    const submissions = await Promise.all(
      ['2025-12-01', '2026-01-05'].map(async (receivedOn, index) => ({
        id: receivedOn,
        arrival: BigInt(index),
        ...accepted((await read(file({}), COUNCIL, receivedOn))[0]).submission,
      })),
    );
    expect([...windowsOf(housingDfg.replacement, submissions).keys()]).toEqual(['2026-01-05']);
  });
});

describe('a stage payment', () => {
  it('belongs to the case that its row repeats, and is grant money', async () => {
    const verdicts = await read(
      file(STAGE, { ...STAGE, 'Stage Reference': 'S2', 'Stage Payment': '22500.00' }),
    );
    const rows = verdicts.map(accepted);
    expect(new Set(rows.map(({ submission }) => submission.scope)).size).toBe(1);
    expect(rows.map(({ awards }) => awards[0]?.reference)).toEqual(['DFG1', 'DFG1']);
    expect(rows[0]?.payments).toEqual([
      {
        reference: 'S1',
        amount: 1_500_000n,
        gross: false,
        paidOn: '2025-08-15',
        covers: { from: null, until: null },
      },
    ]);
    const payments = rows.flatMap((row) => row.payments);
    const [line] = linesIn(YEAR, [tell(await awardOf(), { payments })]);
    // Paid 15,000 + 22,500 = 37,500; awarded 41,200 − contribution 3,700 − paid 37,500 leaves nothing
    expect(line).toMatchObject({ amount: 4_120_000n, contribution: 370_000n, paid: 3_750_000n });
  });

  it('has an amount and a date', async () => {
    expect(faultsOf(await judged({ ...STAGE, 'Stage Payment': '' }))).toEqual([
      'Stage Payment BLANK',
    ]);
    expect(faultsOf(await judged({ 'Stage Reference': 'S1' }))).toEqual([
      'Stage Payment BLANK',
      'Stage Payment Date BLANK',
    ]);
  });

  it('has a reference', async () => {
    for (const field of ['Stage Payment', 'Stage Payment Date']) {
      expect(faultsOf(await judged({ [field]: STAGE[field] ?? '' }))).toEqual([
        'Stage Reference BLANK',
      ]);
    }
  });
});

describe('rows of one case that disagree', () => {
  const changes: [string, string][] = [
    ['Council', 'E08000019'],
    ['NHS Number', '9990000123'],
    ['NINO', ''],
    ['Surname', 'Gil'],
    ['Given Names', ''],
    ['Date of Birth', '1960-04-06'],
    ['Postcode', 'S1 2HJ'],
    ['Approval Date', '2025-05-07'],
    ['Completion Date', ''],
    ['Mandatory Grant', '30000'],
  ];
  it.each(changes)('in %s are all rejected, and no other case', async (column, value) => {
    const other = { 'Case Reference': 'DFG2', ...STAGE };
    const second = { ...STAGE, 'Stage Reference': 'S2' };
    const third = { ...STAGE, 'Stage Reference': 'S3', [column]: value };
    const verdicts = await read(file(STAGE, other, second, third));
    const wrong = [0, 2, 3].map((index) => faultsOf(verdicts[index]));
    expect(wrong).toEqual(wrong.map(() => ['Case Reference ROWS_DISAGREE']));
    expect(verdicts[1]?.accepted).toBe(true);
  });

  it('are rejected for what is wrong with them too', async () => {
    const verdicts = await read(file(STAGE, { ...STAGE, 'Approval Date': '2025-02-31' }));
    expect(verdicts.map(faultsOf)).toEqual([
      ['Case Reference ROWS_DISAGREE'],
      ['Case Reference ROWS_DISAGREE', 'Approval Date BAD_DATE'],
    ]);
  });

  it('are not those without a case reference', async () => {
    const nameless = { 'Case Reference': '' };
    const verdicts = await read(file(nameless, { ...nameless, Surname: 'Other' }));
    expect(verdicts.map(faultsOf)).toEqual([['Case Reference BLANK'], ['Case Reference BLANK']]);
  });
});

describe('the maximum of the mandatory grant', () => {
  const above = ['Mandatory Grant ABOVE_MAXIMUM'];
  const on = (day: string, pounds: string, council = COUNCIL): Row => ({
    ...granted(pounds),
    Council: council,
    'Approval Date': day,
    'Completion Date': '',
  });

  it('is £30,000 in England from 22 May 2008; nothing is checked before', async () => {
    await awardOf(on('2025-05-06', '30000.00'));
    expect(faultsOf(await judged(on('2025-05-06', '30000.01')))).toEqual(above);
    expect(faultsOf(await judged(on('2008-05-22', '30000.01')))).toEqual(above);
    await awardOf(on('2008-05-21', '30000.01'));
  });

  it('is £36,000 in Wales from 2 October 2008; nothing is checked before', async () => {
    const wales = 'W06000015';
    await awardOf(on('2025-05-06', '36000.00', wales), wales);
    expect(faultsOf(await judged(on('2025-05-06', '36000.01', wales), wales))).toEqual(above);
    expect(faultsOf(await judged(on('2008-10-02', '36000.01', wales), wales))).toEqual(above);
    await awardOf(on('2008-10-01', '36000.01', wales), wales);
  });

  it('does not bind discretionary help', async () => {
    const row = { 'Discretionary Help': '50000.00', 'Eligible Expense': '84200.00' };
    expect((await awardOf(row)).amount).toEqual({ n: 83_700n, d: 1n });
  });
});

describe('a row is rejected', () => {
  const cases: [Row, string][] = [
    [{ Council: '' }, 'Council BLANK'],
    [{ Council: 'E06000001' }, 'Council OTHER_ORGANISATION'],
    [{ Council: 'E99999999' }, 'Council OTHER_ORGANISATION'],
    [{ 'NHS Number': '9990000116' }, 'NHS Number BAD_NHS_NUMBER'],
    [{ 'NHS Number': '999000011' }, 'NHS Number LOST_ZERO'],
    [{ 'NHS Number': '9.99E+09' }, 'NHS Number SPREADSHEET_NUMBER'],
    [{ NINO: 'ZZ123456C' }, 'NINO BAD_NINO'],
    [{ 'Date of Birth': '' }, 'Date of Birth BLANK'],
    [{ 'Date of Birth': '05/04/1960' }, 'Date of Birth BAD_DATE'],
    [{ Postcode: 'SHEFFIELD' }, 'Postcode BAD_POSTCODE'],
    [{ 'Approval Date': '' }, 'Approval Date BLANK'],
    [{ 'Approval Date': '2025-02-31' }, 'Approval Date BAD_DATE'],
    [{ 'Approval Date': '45783' }, 'Approval Date SPREADSHEET_DATE'],
    [{ 'Completion Date': '2025-05-05' }, 'Completion Date END_BEFORE_START'],
    [{ 'Eligible Expense': '' }, 'Eligible Expense BLANK'],
    [{ 'Eligible Expense': '41700.01' }, 'Eligible Expense PARTS_DO_NOT_ADD_UP'],
    [{ 'Other Funding': '0.00' }, 'Eligible Expense PARTS_DO_NOT_ADD_UP'],
    [{ 'Mandatory Grant': '13.001' }, 'Mandatory Grant BAD_MONEY'],
    [{ 'Mandatory Grant': '£30000' }, 'Mandatory Grant BAD_MONEY'],
    [{ 'Mandatory Grant': '3E+04' }, 'Mandatory Grant SPREADSHEET_NUMBER'],
    [{ 'Discretionary Help': '' }, 'Discretionary Help BLANK'],
    [{ 'Discretionary Help': '-7500.00' }, 'Discretionary Help BAD_MONEY'],
    [{ 'Applicant Contribution': '' }, 'Applicant Contribution BLANK'],
    [{ 'Other Funding': '' }, 'Other Funding BLANK'],
    [{ ...STAGE, 'Stage Payment': '-0.01' }, 'Stage Payment BAD_MONEY'],
    [{ ...STAGE, 'Stage Payment Date': '45884' }, 'Stage Payment Date SPREADSHEET_DATE'],
    [{ Surname: 'a\0b' }, 'Surname BAD_TEXT'],
  ];
  it.each(cases)('%j: %s', async (row, fault) => {
    expect(faultsOf(await judged(row))).toEqual([fault]);
  });

  it('but not for the code of a council that the sender succeeded', async () => {
    const verdict = accepted(await judged({ Council: 'E08000019' }));
    expect(verdict.awards[0]?.funder).toBe(COUNCIL);
    expect(verdict.submission.scope).toBe('housing-dfg E08000039 DFG1');
  });

  it('and not for being completed on the day it was approved', async () => {
    expect((await judged({ 'Completion Date': '2025-05-06' }))?.accepted).toBe(true);
  });

  it('with no value repeated', async () => {
    const row = { 'NHS Number': '1234567890', NINO: 'QQ123456C', 'Mandatory Grant': '13.001' };
    expect(JSON.stringify(await judged(row))).not.toMatch(/1234567890|QQ123456C|13\.001/);
  });
});

describe('the sample', () => {
  it('loads but for the case without an NHS number and a NINO', async () => {
    const verdicts = await read(sampleOf(housingDfg, 'cases-2025-26.csv'));
    const taken = verdicts.filter((verdict) => verdict.accepted);
    const rejected = verdicts.filter((verdict) => !verdict.accepted);
    expect(taken.length + rejected.length).toBe(11);
    expect(rejected.map(faultsOf)).toEqual([['NHS Number BLANK']]);
    const paid = taken.flatMap(({ payments }) => payments).map(({ amount }) => amount);
    // 8,450 + 15,000 + 15,000 + 7,500 + 9,000 + 12,000 + 9,500.50 + 3,995 = 80,445.50
    expect(paid.reduce<bigint>((sum, each) => sum + each, 0n)).toBe(8_044_550n);
  });
});
