import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PENCE, type Pence, pence, poundsText } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { aboutSaid, Controls, type Figure, type Row } from '../../src/web/figure.ts';
import { figureCsv } from '../../src/web/figure-csv.ts';
import { figureWorkbook, moneyValue } from '../../src/web/figure-workbook.ts';
import { writtenIn } from '../../src/web/figures.ts';
import { sayIn } from '../../src/web/messages.ts';

const say = sayIn({ language: 'en', format: 'full' });
const written = writtenIn('en');
const FEW = { notShown: 'not shown: few people' };

const figureOf = (rows: Figure['rows']): Figure => ({
  ...{ name: 'parts', title: 'What was spent', words: 'By partner.', rows, drawing: null },
  columns: [
    { name: 'Who', kind: 'TEXT' },
    { name: 'People', kind: 'COUNT' },
    { name: 'Spent', kind: 'MONEY' },
  ],
  about: {
    ...{ asOf: '2025-06-30' as PlainDate, filters: 'all of the pool', suppression: 'few people' },
    ...{ ruleVersion: 1, source: 'published figures' },
  },
});

const ROWS: readonly Row[] = [
  ['Council', 20, pence(1234_50)],
  ['=1+1', FEW, FEW],
  ['-5', 10, pence(-10)],
];

const csvLines = async (figure: Figure): Promise<string[][]> => {
  const text = (await buffer(figureCsv(figure, say, written))).toString();
  expect(text.codePointAt(0)).toBe(0xfeff);
  return parse(text, { bom: true });
};

async function bookOf(figure: Figure): Promise<exceljs.Workbook> {
  const book = new exceljs.Workbook();
  const bytes = await buffer(figureWorkbook(figure, say, written));
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0]);
  return book;
}

const valuesOf = (sheet: exceljs.Worksheet | undefined): unknown[][] => {
  const rows: unknown[][] = [];
  sheet?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
  return rows;
};

describe('a figure as CSV', () => {
  it('has its rows, what they come to, how many they are and what they are about', async () => {
    expect(await csvLines(figureOf(ROWS))).toEqual([
      ['Who', 'People', 'Spent'],
      ['Council', '20', '1234.50'],
      ["'=1+1", 'not shown: few people', 'not shown: few people'],
      ["'-5", '10', '-0.10'],
      ['Totals to check by', '', '1234.40'],
      ['Number of rows', '3', ''],
      ['What this is', 'What was spent', ''],
      ['As of', '30 June 2025', ''],
      ['Of what', 'all of the pool', ''],
      ['What is not shown', 'few people', ''],
      ['Version of the rules by which figures are shown or not', '1', ''],
      ['Where it comes from', 'published figures', ''],
    ]);
  });

  it('adds nothing up where nothing is shown', async () => {
    const lines = await csvLines(figureOf([['Council', FEW, FEW]]));
    expect(lines[2]).toEqual(['Totals to check by', '', '']);
    expect(lines.flat()).not.toContain('0.00');
  });

  it('reads rows that come one after the other', async () => {
    const many = async function* (): AsyncGenerator<Row> {
      for (let at = 0; at < 1203; at += 1) yield [`row ${at}`, at, pence(1)];
    };
    const lines = await csvLines(figureOf(many()));
    expect(lines).toHaveLength(1 + 1203 + 8);
    expect(lines[1204]).toEqual(['Totals to check by', '', '12.03']);
  });
});

describe('a figure as a workbook', () => {
  it('has a sheet of its rows with money as numbers, and one that says what it is about', async () => {
    const book = await bookOf(figureOf(ROWS));
    expect(valuesOf(book.getWorksheet('Figures'))).toEqual([
      ['Who', 'People', 'Spent'],
      ['Council', 20, 1234.5],
      ["'=1+1", 'not shown: few people', 'not shown: few people'],
      ["'-5", 10, -0.1],
    ]);
    expect(book.getWorksheet('Figures')?.getCell('C2').numFmt).toContain('0.00');
    const about = valuesOf(book.getWorksheet('About'));
    expect(about.slice(0, 6)).toEqual(aboutSaid(figureOf([]), say, written));
    expect(about.slice(6)).toEqual([
      ['Number of rows', 3],
      ['Total to check by: Spent', 1234.4],
    ]);
  });

  it('says that nothing is shown, and not that it is nothing', async () => {
    const book = await bookOf(figureOf([['Council', FEW, FEW]]));
    expect(valuesOf(book.getWorksheet('About')).at(-1)).toEqual([
      'Total to check by: Spent',
      'nothing of it is shown',
    ]);
  });

  it.each(['=', '+', '-', '@', '\t', '\r'])(
    'takes nothing that begins with %j for a formula',
    async (sign) => {
      const said = `${sign}cmd|' /C calc'!A1`;
      const book = await bookOf(figureOf([[said, { notShown: said }, { notShown: said }]]));
      const [, row = []] = valuesOf(book.getWorksheet('Figures'));
      expect(row).toHaveLength(3);
      for (const value of row) expect(value).toMatch(/^'/);
      const [, fields = []] = await csvLines(figureOf([[said, 1, pence(1)]]));
      expect(fields[0]).toMatch(/^'/);
    },
  );

  it('fails where its rows do, and gives no whole file', async () => {
    const broken = async function* (): AsyncGenerator<Row> {
      yield ['Council', 1, pence(1)];
      throw new Error('the database went away');
    };
    for (const make of [figureWorkbook, figureCsv]) {
      const stream: Readable = make(figureOf(broken()), say, written);
      await expect(buffer(stream)).rejects.toThrow('the database went away');
    }
  });
});

describe('money in a workbook', () => {
  it('is a number whose digits are the sum’s, or text', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -MOST_PENCE, max: MOST_PENCE }), (amount) => {
        const value = moneyValue(amount as Pence);
        const pounds = poundsText(amount as Pence);
        if (typeof value === 'string') {
          expect(value).toBe(pounds);
          expect(pounds.replaceAll(/\D/g, '').length).toBeGreaterThan(15);
        } else {
          // As it stands in the sheet's XML: its shortest decimal, and no other amount of pence.
          expect(pounds).toMatch(new RegExp(`^${String(value).replace('.', '\\.')}\\.?0{0,2}$`));
        }
      }),
    );
  });

  it('goes as far as fifteen digits, and on as text', () => {
    expect(moneyValue(pence(999_999_999_999_999n))).toBe(9_999_999_999_999.99);
    expect(moneyValue(pence(1_000_000_000_000_000n))).toBe('10000000000000.00');
    expect(moneyValue(pence(MOST_PENCE))).toBe('90071992547409.91');
    expect(moneyValue(pence(-1n))).toBe(-0.01);
  });

  it('is added up in pence: a thousand pennies, and sums that no double holds', () => {
    const { columns } = figureOf([]);
    const pennies = new Controls(columns);
    for (let at = 0; at < 1000; at += 1) pennies.add(['', 0, pence(1)]);
    expect(pennies.totals()).toEqual([null, null, 1000n]);
    const large = new Controls(columns);
    for (const amount of [MOST_PENCE, 1n, 1n]) large.add(['', 0, pence(amount)]);
    // 2^53 + 1, which a double would give as 2^53.
    expect(poundsText(large.totals()[2] as Pence)).toBe('90071992547409.93');
  });
});
