import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import type { Layout, RawRow } from '../../src/deliveries/adapter.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { decodeUtf8 } from '../../src/deliveries/text-stream.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type PlainDate, parseBritishDate } from '../../src/values/plain-date.ts';
import { POSITION_OF } from './format.ts';

export interface Feed {
  /** How many positions each D and S record has. */
  readonly positions: number;
  /** Whether a council code is the sender's own or that of a council it succeeded. */
  isSender(council: string): boolean;
}

/** No record is as long as this (characters); without line ends a file would be one record. */
const LONGEST_RECORD = 1_000_000;

/**
 * Records of '|'-separated positions: a header, D and S records, a trailer with their number. The
 * rows are the D and S records; a file that departs from this is refused whole.
 */
export function scanLayout(feed: Feed): Layout {
  return { read: (bytes) => rowsOf(feed, bytes) };
}

async function* rowsOf(feed: Feed, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  let referenceDate: PlainDate | null = null;
  let row = 0;
  let ended = false;
  for await (const record of recordsOf(bytes)) {
    if (ended) throw new FileRefused('the file goes on after its trailer record');
    if (referenceDate === null) {
      referenceDate = readHeader(feed, record);
    } else if (record[0] === 'T') {
      checkTrailer(record, row);
      ended = true;
    } else {
      row += 1;
      checkData(feed, record, row);
      yield { row, fields: fieldsOf(record, referenceDate) };
    }
  }
  if (referenceDate === null) throw new FileRefused('the file has no header record');
  if (!ended) throw new FileRefused('the file has no trailer record: it may be cut short');
  if (row === 0) throw new FileRefused('the file has no data records');
}

/** Reads no faster than its reader; closes the source when the reader stops early. */
async function* recordsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const parser = parse({
    bom: true,
    delimiter: '|',
    record_delimiter: ['\r\n', '\n'],
    // A name may hold a quotation mark, which means nothing here.
    quote: null,
    escape: null,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  // An error of the source reaches the reader through the parser, which pipeline destroys with it.
  pipeline(Readable.from(decodeUtf8(bytes)), parser, () => undefined);
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    if ((error as CsvError | undefined)?.code !== 'CSV_MAX_RECORD_SIZE') throw error;
    throw new FileRefused('a record is longer than any of this format');
  }
}

/** `H|<council code>|<reference date>`: gives the reference date. */
function readHeader(feed: Feed, record: readonly string[]): PlainDate {
  const [type, council = '', date = ''] = record;
  if (type !== 'H') throw new FileRefused('the file does not begin with a header record');
  if (record.length !== 3) throw new FileRefused('the header record has not three positions');
  if (!feed.isSender(council)) {
    throw new FileRefused('the council of the header record is not the sender');
  }
  try {
    return parseBritishDate(date);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new FileRefused(`the reference date of the header record ${error.message}`);
  }
}

/** `T|<number of records between>`. */
function checkTrailer(record: readonly string[], rows: number): void {
  const [, count = ''] = record;
  if (record.length !== 2 || !/^\d{1,9}$/.test(count)) {
    throw new FileRefused('the trailer record does not give a number of records');
  }
  if (Number(count) !== rows) {
    throw new FileRefused(`the trailer record counts ${Number(count)} records; there are ${rows}`);
  }
}

function checkData(feed: Feed, record: readonly string[], row: number): void {
  const [type] = record;
  if (type === 'H') throw new FileRefused('the file has a second header record');
  if (type !== 'D' && type !== 'S') {
    throw new FileRefused(`record ${row} is of a type that the format does not know`);
  }
  if (record.length !== feed.positions) {
    const { length } = record;
    throw new FileRefused(
      `record ${row} has ${length} positions; records of this feed have ${feed.positions}`,
    );
  }
}

function fieldsOf(record: readonly string[], referenceDate: PlainDate): Record<string, string> {
  const fields: Record<string, string> = { 'Reference Date': referenceDate };
  for (const [name, position] of Object.entries(POSITION_OF)) {
    fields[name] = record[position - 1] ?? '';
  }
  return fields;
}
