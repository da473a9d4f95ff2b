import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { setImmediate as others } from 'node:timers/promises';
import exceljs from 'exceljs';
import { type Pence, poundsText } from '../values/money.ts';
import { aboutSaid, type Cell, Controls, type Figure, isNotShown } from './figure.ts';
import type { Written } from './figures.ts';
import type { Say } from './messages.ts';

/** After so many rows others are let by, and what was made of them leaves. */
const ROWS_AT_ONCE = 250;

/** Spreadsheets carry fifteen digits of a number and drop the rest without a word. */
const MOST_DIGITS = 15;

const MONEY_FORMAT = '#,##0.00;[Red]-#,##0.00';

/** What a spreadsheet might take for a formula, wherever the text is pasted to. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * A figure as a workbook, made as it is read: a sheet of its rows, and one that says what they are
 * about, how many they are and what each column of money comes to.
 */
export function figureWorkbook(figure: Figure, say: Say, written: Written): Readable {
  const out = new PassThrough();
  write(figure, say, written, out).catch((error: Error) => out.destroy(error));
  return out;
}

async function write(figure: Figure, say: Say, written: Written, out: PassThrough): Promise<void> {
  const book = new exceljs.stream.xlsx.WorkbookWriter({
    ...{ stream: out, useStyles: true, useSharedStrings: false },
  });
  book.creator = say('frame.name');
  const { columns, rows } = figure;
  const sheet = book.addWorksheet(say('export.data'), {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = columns.map(({ name, kind }) => ({
    width: Math.min(60, Math.max(14, name.length + 2)),
    ...(['MONEY', 'PRICE'].includes(kind) ? { style: { numFmt: MONEY_FORMAT } } : {}),
  }));
  const head = sheet.addRow(columns.map(({ name }) => plainText(name)));
  head.font = { bold: true };
  head.commit();
  const controls = new Controls(columns);
  for await (const row of rows) {
    controls.add(row);
    sheet.addRow(row.map(cellValue)).commit();
    if (controls.rows % ROWS_AT_ONCE === 0) await leaving(out);
    if (out.destroyed) return;
  }
  sheet.commit();
  addAbout(book, figure, controls, say, written);
  await book.commit();
}

/** Waits until whoever reads has taken what was made, and lets others work meanwhile. */
async function leaving(out: PassThrough): Promise<void> {
  await others();
  if (!out.destroyed && out.writableNeedDrain) {
    await Promise.race([once(out, 'drain'), once(out, 'close')]);
  }
}

function addAbout(
  book: exceljs.stream.xlsx.WorkbookWriter,
  figure: Figure,
  controls: Controls,
  say: Say,
  written: Written,
): void {
  const sheet = book.addWorksheet(say('export.about'));
  sheet.columns = [{ width: 40 }, { width: 90 }];
  for (const [name, said] of aboutSaid(figure, say, written)) {
    sheet.addRow([plainText(name), plainText(said)]).commit();
  }
  sheet.addRow([say('export.rows'), controls.rows]).commit();
  for (const [at, total] of controls.totals().entries()) {
    const column = figure.columns[at];
    if (column?.kind !== 'MONEY') continue;
    const name = plainText(say('export.control-of', { column: column.name }));
    const row = sheet.addRow([name, total === null ? say('export.none') : moneyValue(total)]);
    row.getCell(2).numFmt = MONEY_FORMAT;
    row.getCell(2).alignment = { horizontal: 'left' };
    row.commit();
  }
  sheet.commit();
}

function cellValue(cell: Cell): string | number {
  if (isNotShown(cell)) return plainText(cell.notShown);
  if (typeof cell === 'bigint') return moneyValue(cell);
  return typeof cell === 'string' ? plainText(cell) : cell;
}

/**
 * Pounds as a number whose digits are exactly the sum's: up to fifteen of them come back unchanged
 * from the nearest double. A longer sum is text, which a spreadsheet does not round.
 */
export function moneyValue(amount: Pence): number | string {
  const pounds = poundsText(amount);
  const digits = pounds.replaceAll(/\D/g, '').length;
  return digits <= MOST_DIGITS ? Number(pounds) : pounds;
}

const plainText = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
