import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pooledFundPlan } from '../../adapters/pooled-fund-plan/adapter.ts';
import { LISTS, REQUIRED } from '../../adapters/pooled-fund-plan/format.ts';
import { sql } from '../../src/db/database.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import { failingAt, requestFor, SHEFFIELD, takeBack } from '../deliveries/receiving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';

const SAMPLE = 'sheffield-bcf-2026-27.csv';
const MONEY = 'Expenditure 2026-27 (£)';
type Cells = Readonly<Record<string, string>>;

const GOOD: Cells = {
  'Scheme ID': '1',
  'Scheme Name': 'Support at home',
  'Scheme Type': 'Home Care or Domiciliary Care',
  Commissioner: 'LA',
  'Source of Funding': 'DFG',
  [MONEY]: '1234.50',
};

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
function csv(cells: Cells, without: readonly string[] = []): string {
  const row = { ...GOOD, ...cells };
  const names = Object.keys(row).filter((name) => !without.includes(name));
  return [names, names.map((name) => row[name] ?? '')]
    .map((fields) => `${fields.map(quoted).join(',')}\n`)
    .join('');
}

const context = contextFor(SHEFFIELD);
const judge = async (cells: Cells = {}, without: readonly string[] = []) =>
  (await readText(pooledFundPlan, context, csv(cells, without)))[0];

async function* bytesOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** What a workbook comes to, cut into pieces as a disc gives it. */
async function readBook(book: Uint8Array, ofSender = context) {
  const reading = pooledFundPlan.open(ofSender);
  const verdicts = [];
  for await (const row of reading.layout.read(bytesOf(book.subarray(0, 10), book.subarray(10)))) {
    verdicts.push(reading.translate(row));
  }
  return verdicts;
}

async function bookOf(...sheets: readonly (readonly exceljs.CellValue[])[][]): Promise<Uint8Array> {
  const book = new exceljs.Workbook();
  sheets.forEach((rows, at) => {
    book.addWorksheet(`Sheet ${at}`).addRows(rows.map((row) => [...row]));
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

describe('the layout', () => {
  it.each([...REQUIRED, MONEY])('needs %s', async (missing) => {
    await expect(judge({}, [missing])).rejects.toThrow(FileRefused);
  });

  it('leaves columns that it does not know unread', async () => {
    expect(accepted(await judge({ 'Something else': 'x' })).plan).toMatchObject({ scheme: '1' });
  });

  it.each([
    ['Expenditure 2025-26 (£)', '2025-26'],
    ['Expenditure 2025/26 (£)', '2025-26'],
    ['Expenditure 25/26 (£)', '2025-26'],
  ])('%s tells the year', async (name, year) => {
    const { plan, notes } = accepted(await judge({ [name]: '1.00' }, [MONEY]));
    expect([plan?.year, plan?.planned, notes]).toEqual([year, 100n, []]);
  });

  it('tells the year in a column of its own, or not at all, which is noted', async () => {
    const plain = { 'Expenditure (£)': '1.00' };
    const told = accepted(await judge({ ...plain, Year: '2027-28' }, [MONEY]));
    expect([told.plan?.year, told.notes]).toEqual(['2027-28', []]);
    const untold = accepted(await judge(plain, [MONEY]));
    expect(untold.plan?.year).toBe('2025-26');
    expect(untold.notes).toEqual([{ field: 'Expenditure (£)', code: 'YEAR_OF_RECEIPT' }]);
  });

  it.each([
    ['of two years', { 'Expenditure 2025-26 (£)': '1.00' }, 'of two years'],
    ['of no year', { 'Expected outputs 2025-27': '1' }, 'no financial year'],
    ['that tell of two years', { 'Expected outputs 2025-26': '1' }, 'tell of two years'],
  ])('refuses columns %s', async (_what, cells, reason) => {
    await expect(judge(cells)).rejects.toThrow(reason);
  });
});

describe('what a row becomes', () => {
  it('is one source of one scheme’s money', async () => {
    const [first, , , joint] = await readText(
      pooledFundPlan,
      context,
      sampleOf(pooledFundPlan, SAMPLE),
    );
    expect(accepted(first).plan).toEqual({
      ...{ pool: null, year: '2026-27', scheme: '1', name: 'Support at home' },
      ...{ type: 'Home Care or Domiciliary Care', subType: 'Domiciliary care packages' },
      ...{ description: 'Care at home, seven days a week', areaOfSpend: 'Social Care' },
      ...{ commissioner: 'LA', nhsShare: null, provider: 'Private Sector' },
      ...{ source: 'Additional LA Contribution', nature: 'REVENUE', planned: 15_500_000n },
      ...{ outputs: { n: 6200n, d: 1n }, units: 'Hours of care' },
    });
    expect(accepted(joint).plan?.nhsShare).toEqual({ n: 4n, d: 5n });
    expect(accepted(first)).toMatchObject({ identity: null, awards: [] });
  });

  it('is capital where it is from the grant for adaptations', async () => {
    expect(accepted(await judge()).plan?.nature).toBe('CAPITAL');
    const other = accepted(await judge({ 'Source of Funding': 'iBCF' }));
    expect(other.plan?.nature).toBe('REVENUE');
  });

  it('is taken where a list that was only recalled does not know it, and noted', async () => {
    for (const field of Object.keys(LISTS)) {
      const { notes } = accepted(await judge({ [field]: 'something new' }));
      expect(notes).toEqual([{ field, code: 'UNKNOWN_CODE' }]);
    }
  });

  it('names another type in its own words', async () => {
    const said = { 'Scheme Type': 'Other', "Please specify if 'Scheme Type' is 'Other'": 'Boats' };
    expect(accepted(await judge(said)).plan?.type).toBe('Boats');
  });

  it.each<[string, Cells, string]>([
    ['no money', { [MONEY]: '' }, 'Expenditure (£) BLANK'],
    ['money below nothing', { [MONEY]: '-0.01' }, 'Expenditure (£) BAD_MONEY'],
    ['parts of a penny', { [MONEY]: '1.005' }, 'Expenditure (£) BAD_MONEY'],
    ['a spreadsheet’s number', { [MONEY]: '1.2E+07' }, 'Expenditure (£) SPREADSHEET_NUMBER'],
    ['another commissioner', { Commissioner: 'Council' }, 'Commissioner UNKNOWN_CODE'],
    ['another year', { Year: '2025-26' }, 'Year YEARS_DISAGREE'],
    [
      'a share that may be two things',
      { '% NHS (if Joint Commissioner)': '0.5' },
      '% NHS (if Joint Commissioner) BAD_NUMBER',
    ],
    [
      'shares that are not 100%',
      {
        Commissioner: 'Joint',
        '% NHS (if Joint Commissioner)': '50%',
        '% LA (if Joint Commissioner)': '40%',
      },
      '% NHS (if Joint Commissioner) SHARES_NOT_WHOLE',
    ],
  ])('is nothing: %s', async (_what, cells, fault) => {
    expect(faultsOf(await judge(cells))).toEqual([fault]);
  });

  it('reads money as people write it', async () => {
    expect(accepted(await judge({ [MONEY]: '£21,470,000.50' })).plan?.planned).toBe(2_147_000_050n);
  });
});

describe('a workbook', () => {
  const names = Object.keys(GOOD);
  const good = Object.values(GOOD);
  const refused = async (book: Promise<Uint8Array> | Uint8Array) =>
    readBook(await book).then(
      () => 'read',
      (error: unknown) => {
        expect(error).toBeInstanceOf(FileRefused);
        return (error as FileRefused).message;
      },
    );

  it('says the same as the text of it', async () => {
    const folder = join(packageRoot(), 'adapters/pooled-fund-plan/sample');
    const book = readFileSync(join(folder, SAMPLE.replace('.csv', '.xlsx')));
    const text = await readText(pooledFundPlan, context, sampleOf(pooledFundPlan, SAMPLE));
    expect(await readBook(book)).toEqual(text);
    expect(text.map((verdict) => verdict.accepted)).toEqual([true, true, true, true, false, true]);
  });

  it('is read by what its cells show: formulas as worked out, rich text, links', async () => {
    const [row] = await readBook(
      await bookOf([
        names,
        [],
        [
          1,
          { richText: [{ text: 'Support ' }, { text: 'at home' }] },
          { text: 'Boats', hyperlink: 'https://example.org' },
          'LA',
          'DFG',
          { formula: 'A1*2', result: 1234.5 },
        ],
      ]),
    );
    expect(accepted(row).plan).toMatchObject({
      ...{ scheme: '1', name: 'Support at home', type: 'Boats', planned: 123_450n },
    });
  });

  it('is refused where it cannot be read', async () => {
    const broken = { formula: 'A1*2', result: { error: '#REF!' } } as exceljs.CellValue;
    const cells = [...good.slice(0, -1), broken];
    expect(await refused(bookOf([names, cells]))).toContain('row 1 has a cell');
    expect(await refused(bookOf([['a'], ['b']]))).toContain('lacks the columns');
    expect(await refused(bookOf([names]))).toContain('no data rows');
    expect(await refused(bookOf([]))).toContain('no sheet with anything');
    const whole = await bookOf([names, good]);
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      expect(await refused(whole.subarray(0, whole.length * part))).toContain('cut short');
    }
    expect(await refused(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toContain('password');
    expect(await refused(new TextEncoder().encode('PK\u0003\u0004 and no more'))).toContain(
      'cut short',
    );
    const large = new Uint8Array(17 * 1024 * 1024);
    large.set(whole.subarray(0, 100));
    expect(await refused(large)).toContain('16 MB');
  });
});

describe('a plan that is received', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub.close());

  const standing = async () => {
    const rows = await hub.serving.rows<{ said: string }>(
      'test.plan-lines',
      sql`select l.year || ' ' || l.scheme || ' ' || l.planned_pence as said
          from plan_lines l join submission_windows w on w.submission_id = l.submission_id
          where w.known_until is null order by 1`,
    );
    return rows.map(({ said }) => said);
  };

  it('replaces the one before of its pool and year, and can be taken back', async () => {
    const first = await hub.receive('pooled-fund-plan', SHEFFIELD, csv({}));
    expect(first).toMatchObject({ status: 'LOADED', rows: 1, accepted: 1, rejected: 0 });
    await hub.receive('pooled-fund-plan', SHEFFIELD, csv({ 'Expenditure (£)': '1.00' }, [MONEY]));
    const third = await hub.receive('pooled-fund-plan', SHEFFIELD, csv({ [MONEY]: '2.00' }));
    expect(await standing()).toEqual(['2025-26 1 100', '2026-27 1 200']);
    await takeBack(hub, third.delivery as string);
    expect(await standing()).toEqual(['2025-26 1 100', '2026-27 1 123450']);
  });

  it('leaves nothing behind where it was cut off', async () => {
    const before = await standing();
    const [names, row] = csv({ [MONEY]: '3.00' })
      .trimEnd()
      .split('\n');
    const text = [names, ...Array.from({ length: 1200 }, () => row)].join('\n');
    const adapter = failingAt(1100, pooledFundPlan);
    await expect(ingest(hub.db, await requestFor(hub, text, { adapter }))).rejects.toThrow();
    expect(await standing()).toEqual(before);
    const rows = await hub.db.rows('test.plan-lines-kept', sql`select 1 from plan_lines`);
    expect(rows).toHaveLength(3);
  });
});
