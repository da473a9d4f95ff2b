import type { SharingBasis } from '../../src/deliveries/delivery.ts';
import { pence, poundsText } from '../../src/values/money.ts';
import type { SyntheticPerson } from './person.ts';

/** One row as its format names the fields; a field left out is blank. */
export type Row = Readonly<Record<string, string>>;

/** Which delivery of an area. The label tells apart those of one sender in one format. */
export interface FileKey {
  readonly adapter: string;
  readonly from: string;
  readonly label: string;
}

/** How rows become the lines of a file, without line ends. */
export type Write = (rows: Iterable<Row>) => Iterable<string>;

/** How one delivery of an area comes about, one person at a time. */
export interface Sheet extends FileKey {
  readonly basis: SharingBasis | null;
  readonly extension: 'csv' | 'txt';
  /** Fields that are the same on every row. */
  readonly onEveryRow: Row;
  rowsOf(person: SyntheticPerson): Iterable<Row>;
  /** One file; or, in a format of several tables, the file of each by its name. */
  readonly write: Write | Readonly<Record<string, Write>>;
}

/** Writes rows under a row of names. */
export function headedCsv(columns: readonly string[]): Write {
  return function* write(rows) {
    yield columns.map(cell).join(',');
    for (const row of rows) yield columns.map((column) => cell(row[column] ?? '')).join(',');
  };
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Whole pence as pounds are written in files, `1234.50`. */
export function pounds(amount: number): string {
  return poundsText(pence(amount));
}

/** So many thousandths of an amount in pence, in whole pence. */
export function thousandths(amount: number, count: number): number {
  return Math.trunc((amount * count) / 1000);
}

const LINES_AT_ONCE = 1000;

/** Lines with their ends, many at a time, for a file to be written from without being held whole. */
export function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length < LINES_AT_ONCE) continue;
    yield `${chunk.join('\n')}\n`;
    chunk = [];
  }
  if (chunk.length > 0) yield `${chunk.join('\n')}\n`;
}
