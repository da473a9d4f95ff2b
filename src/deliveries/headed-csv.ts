import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { Layout, RawRow } from './adapter.ts';
import { FileRefused } from './delivery.ts';
import { decodeUtf8 } from './text-stream.ts';

export interface HeadedCsv {
  /** Columns that must be there, under these names exactly. */
  readonly required: readonly string[];
  /** Columns that may be there; `any` lets through columns the hub has no use for. */
  readonly optional: readonly string[] | 'any';
}

/** CSV with a row of names first, in any order. A file that departs from it is refused whole. */
export function headedCsv(columns: HeadedCsv): Layout {
  return { read: (bytes) => rowsOf(columns, bytes) };
}

async function* rowsOf(
  columns: HeadedCsv,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<RawRow> {
  const parser = parse({
    bom: true,
    columns: (names: string[]) => checkNames(columns, names),
    relax_column_count: false,
    skip_empty_lines: true,
  });
  // The pipeline closes the file when the parser refuses it, and hands the parser every fault.
  pipeline(Readable.from(decodeUtf8(bytes)), parser, () => undefined);
  let row = 0;
  try {
    for await (const fields of parser) {
      row += 1;
      yield { row, fields: fields as Record<string, string> };
    }
  } catch (error) {
    throw asRefusal(error, row);
  }
  if (row === 0) throw new FileRefused('the file has no data rows');
}

function checkNames(columns: HeadedCsv, names: readonly string[]): string[] {
  const seen = new Set(names);
  const missing = columns.required.filter((name) => !seen.has(name));
  if (missing.length > 0) {
    throw new FileRefused(
      `the file lacks the column${missing.length > 1 ? 's' : ''} ${quoted(missing)}`,
    );
  }
  const again = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (again !== -1) {
    // A name that is not the format's own may be anything, also a person's.
    const name = names[again] as string;
    const known = columns.required.includes(name) || columns.optional.includes(name);
    const column = known ? `the column "${name}"` : `the name of column ${again + 1}`;
    throw new FileRefused(`${column} is there twice`);
  }
  if (columns.optional !== 'any') {
    const known = new Set([...columns.required, ...columns.optional]);
    const unknown = names.filter((name) => !known.has(name));
    if (unknown.length > 0) {
      const places = unknown.map((name) => names.indexOf(name) + 1).join(', ');
      throw new FileRefused(`the format does not know the name of column ${places}`);
    }
  }
  return [...names];
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

const MALFORMED: Record<string, string> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'has more or fewer fields than there are columns',
  CSV_RECORD_INCONSISTENT_COLUMNS: 'has more or fewer fields than there are columns',
  CSV_QUOTE_NOT_CLOSED: 'opens a quoted field that is never closed: the file may be cut short',
  CSV_INVALID_CLOSING_QUOTE: 'has a quote in the middle of a field',
  INVALID_OPENING_QUOTE: 'has a quote in the middle of a field',
};

function asRefusal(error: unknown, row: number): unknown {
  const code = (error as CsvError | undefined)?.code;
  if (!code?.startsWith('CSV_') && !(code && code in MALFORMED)) return error;
  return new FileRefused(`row ${row + 1} ${MALFORMED[code as string] ?? 'is not well-formed CSV'}`);
}
