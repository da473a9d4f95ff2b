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
  const head = (names: readonly string[]) => {
    checkNames(columns, names);
    return { names };
  };
  return { read: (bytes) => rowsOf(head, bytes) };
}

/**
 * CSV whose columns go under several names: what each column is, told from the names of the first
 * row; null where the hub has no use for it. Throws FileRefused where a column is missing.
 */
export function renamedCsv(
  columnsOf: (names: readonly string[]) => readonly (string | null)[],
): Layout {
  return { read: (bytes) => rowsOf((names) => ({ names: columnsOf(names) }), bytes) };
}

/**
 * Headed CSV in several tables, one to a file: the names in its first row tell which table a file
 * is. Each row carries the table's name.
 */
export function headedTables(tables: Readonly<Record<string, HeadedCsv>>): Layout {
  const head = (names: readonly string[]) => {
    const table = tableOf(tables, names);
    checkNames(tables[table] as HeadedCsv, names);
    return { names, ofRows: { table } };
  };
  return { read: (bytes) => rowsOf(head, bytes) };
}

/** Which of the tables has all its columns in the file. */
function tableOf(tables: Readonly<Record<string, HeadedCsv>>, names: readonly string[]): string {
  const seen = new Set(names);
  const lacking = Object.entries(tables).map(([table, { required }]) => ({
    table,
    missing: required.filter((name) => !seen.has(name)),
    found: required.filter((name) => seen.has(name)).length,
  }));
  const [fits, another] = lacking.filter(({ missing }) => missing.length === 0);
  if (fits && !another) return fits.table;
  const all = Object.keys(tables).join(', ');
  if (fits) throw new FileRefused(`the file fits more than one of the tables ${all}`);
  const [closest] = lacking.toSorted((a, b) => b.found - a.found);
  const hint =
    closest && closest.found > 0
      ? `; the closest is ${closest.table}, and it lacks ${quoted(closest.missing)}`
      : '';
  throw new FileRefused(`the file is none of the tables of this format, ${all}${hint}`);
}

/** Judges a file's names: under which its columns are read on, and which table they make it. */
type Head = (names: readonly string[]) => {
  readonly names: readonly (string | null)[];
  readonly ofRows?: Pick<RawRow, 'table'>;
};

async function* rowsOf(head: Head, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  let ofTable: Pick<RawRow, 'table'> = {};
  const parser = parse({
    bom: true,
    columns: (names: string[]) => {
      const told = head(names);
      ofTable = told.ofRows ?? {};
      return [...told.names];
    },
    relax_column_count: false,
    skip_empty_lines: true,
  });
  // The pipeline closes the file when the parser refuses it, and hands the parser every fault.
  pipeline(Readable.from(decodeUtf8(bytes)), parser, () => undefined);
  let row = 0;
  try {
    for await (const fields of parser) {
      row += 1;
      yield { row, fields: fields as Record<string, string>, ...ofTable };
    }
  } catch (error) {
    throw asRefusal(error, row);
  }
  if (row === 0) throw new FileRefused('the file has no data rows');
}

function checkNames(columns: HeadedCsv, names: readonly string[]): void {
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

/** A fault of the CSV itself, after so many rows, as a refusal; any other error as it is. */
export function asRefusal(error: unknown, row: number): unknown {
  const code = (error as CsvError | undefined)?.code;
  if (!code?.startsWith('CSV_') && !(code && code in MALFORMED)) return error;
  // The parser reads ahead: rows that it had taken and not yet handed on count too.
  const taken = (error as CsvError & { readonly records?: number }).records ?? row;
  const what = MALFORMED[code as string] ?? 'is not well-formed CSV';
  return new FileRefused(`row ${taken + 1} ${what}`);
}
