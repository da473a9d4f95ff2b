import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import { BadValue } from '../values/bad-value.ts';
import { decimal, times, toDecimal } from '../values/ratio.ts';
import type { Layout, RawRow } from './adapter.ts';
import { FileRefused } from './delivery.ts';
import { renamedCsv } from './headed-csv.ts';
import { NotFollowed, TooMuchUnpacked, unpackedBytes } from './unpacked.ts';

/** What each column is, told from the names of a first row; throws FileRefused where one is missing. */
type ColumnsOf = (names: readonly string[]) => readonly (string | null)[];

/**
 * CSV, or the sheet of an XLSX workbook whose first row has the columns (of several the first). Which
 * of the two a file is, its first bytes tell.
 */
export function csvOrSheet(columnsOf: ColumnsOf): Layout {
  const csv = renamedCsv(columnsOf);
  return {
    read: async function* (bytes) {
      const chunks = bytes[Symbol.asyncIterator]();
      const first = await chunks.next();
      const begin = first.done ? new Uint8Array() : first.value;
      const all = resumed(begin, chunks);
      if (startsWith(begin, OLD_WORKBOOK)) throw new FileRefused(OLD);
      if (startsWith(begin, ZIP)) yield* rowsOf(columnsOf, all);
      else yield* csv.read(all);
    },
  };
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];
const OLD =
  'the file is an old workbook or one with a password: save it as XLSX without, or as CSV';
const UNREADABLE = 'the file is no XLSX workbook that can be read: it may be cut short';

const startsWith = (bytes: Uint8Array, begin: readonly number[]): boolean =>
  begin.every((byte, at) => bytes[at] === byte);

/** A workbook is a compressed file: what can come of it is bounded before it is opened. */
const MOST_BYTES = 16 * 1024 * 1024;
/** A plan of 50,000 rows is below half of that. */
const MOST_UNPACKED = 64 * 1024 * 1024;
const MOST_ROWS = 50_000;

async function* resumed(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/**
 * The bytes of a workbook, whole: what is wrong with a stream does not come out of the reader. A
 * compressed file ends with a record of what is in it; one that was cut short does not.
 */
async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.length;
    if (read > MOST_BYTES) throw new FileRefused('the workbook is above 16 MB: send it as CSV');
    chunks.push(chunk);
  }
  const book = Buffer.concat(chunks);
  const end = book.lastIndexOf(END_OF_ZIP);
  if (end === -1 || end < book.length - MOST_AFTER_END) throw new FileRefused(UNREADABLE);
  await refuseHuge(book);
  return book;
}

/** The reader holds what it unpacks: a small file of which very much comes would take all memory. */
async function refuseHuge(book: Buffer): Promise<void> {
  try {
    await unpackedBytes(book, MOST_UNPACKED);
  } catch (error) {
    if (error instanceof TooMuchUnpacked) {
      throw new FileRefused('what is in the workbook is above 64 MB unpacked: send it as CSV');
    }
    if (error instanceof NotFollowed) throw new FileRefused(UNREADABLE);
    throw error;
  }
}

const END_OF_ZIP = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
/** The record itself and the longest comment. */
const MOST_AFTER_END = 22 + 0xffff;

async function* rowsOf(
  columnsOf: ColumnsOf,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<RawRow> {
  const source = Readable.from([await whole(bytes)]);
  const settings = { sharedStrings: 'cache', styles: 'cache', worksheets: 'emit' } as const;
  let lacking = new FileRefused('the workbook has no sheet with anything in it');
  let row = 0;
  let columns: readonly (string | null)[] | null = null;
  try {
    for await (const sheet of new exceljs.stream.xlsx.WorkbookReader(source, settings)) {
      // Every sheet is read to its end: the reader goes on only from there.
      let isHead = columns === null;
      let isOfPlan = false;
      for await (const cells of sheet) {
        const texts = textsOf(cells, row);
        if (texts.every((text) => text === '')) continue;
        if (isHead) {
          isHead = false;
          try {
            columns = columnsOf(texts.map((text) => text.trim()));
            isOfPlan = true;
          } catch (error) {
            if (!(error instanceof FileRefused)) throw error;
            lacking = error;
          }
        } else if (isOfPlan) {
          row += 1;
          if (row > MOST_ROWS) throw new FileRefused(`the sheet has more than ${MOST_ROWS} rows`);
          yield { row, fields: fieldsOf(columns ?? [], texts) };
        }
      }
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused(UNREADABLE);
  }
  if (columns === null) throw lacking;
  if (row === 0) throw new FileRefused('the file has no data rows');
}

function fieldsOf(columns: readonly (string | null)[], texts: readonly string[]) {
  const named = columns.flatMap((name, at) => (name === null ? [] : [[name, texts[at] ?? '']]));
  return Object.fromEntries(named) as Record<string, string>;
}

function textsOf(cells: exceljs.Row, before: number): string[] {
  const texts: string[] = [];
  cells.eachCell({ includeEmpty: true }, (cell, column) => {
    texts[column - 1] = textOf(cell.value, cell.numFmt, before + 1);
  });
  return Array.from(texts, (text) => text ?? '');
}

/** A cell as a CSV of the sheet would have it. A cell that could not be worked out refuses the file. */
function textOf(value: exceljs.CellValue, format: string | undefined, row: number): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return format?.includes('%') ? percent(value) : String(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return value.toISOString();
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('hyperlink' in value) return value.text;
  if ('error' in value || value.result === undefined) {
    throw new FileRefused(`row ${row} has a cell that the spreadsheet could not work out`);
  }
  return textOf(value.result, format, row);
}

function percent(value: number): string {
  try {
    const text = toDecimal(times(decimal(String(value)), { n: 100n, d: 1n }), 6);
    return `${text.replace(/\.?0+$/, '')}%`;
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    return String(value);
  }
}
