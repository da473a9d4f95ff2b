import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { Layout, RawRow } from '../../src/deliveries/adapter.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { asRefusal } from '../../src/deliveries/headed-csv.ts';
import { decodeUtf8 } from '../../src/deliveries/text-stream.ts';
import { FIELD_COUNT, FIELDS_READ } from './format.ts';

/**
 * The bulk-upload template of 2026: rows of headings for people, then one that begins with "Field
 * number" and numbers the columns, then the lettings. The first column labels the heading rows. A
 * file that departs from this is refused whole.
 */
export const layout: Layout = { read: rowsOf };

async function* rowsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true });
  // The pipeline closes the file when the parser refuses it, and hands the parser every fault.
  pipeline(Readable.from(decodeUtf8(bytes)), parser, () => undefined);
  let head: readonly string[] | null = null;
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (head === null) {
        if (/field number/i.test(cells[0] ?? '')) head = checkNumbers(cells);
        continue;
      }
      // A spreadsheet saves the empty rows of the template too.
      if (cells.slice(1).every((cell) => cell.trim() === '')) continue;
      row += 1;
      if (cells.length !== head.length) {
        throw new FileRefused(`row ${row} has more or fewer fields than the row of field numbers`);
      }
      yield { row, fields: fieldsOf(head, cells) };
    }
  } catch (error) {
    throw asRefusal(error, row);
  }
  if (head === null) {
    throw new FileRefused('no row of the file begins with "Field number", as the template has it');
  }
  if (row === 0) throw new FileRefused('the file has no data rows');
}

/** Field numbers mean other questions in other years, so all of this year's must be there. */
function checkNumbers(cells: readonly string[]): readonly string[] {
  const head = cells.map((cell, index) => (index === 0 ? '' : cell.trim()));
  const numbers = head.filter((cell) => /^\d+$/.test(cell)).map(Number);
  const wanted = Array.from({ length: FIELD_COUNT }, (_, index) => index + 1);
  const isWhole = numbers.length === FIELD_COUNT && new Set(numbers).size === FIELD_COUNT;
  if (!isWhole || !wanted.every((number) => numbers.includes(number))) {
    throw new FileRefused(
      `the row of field numbers does not hold 1 to ${FIELD_COUNT}, each once: lettings of 2026 have these`,
    );
  }
  return head;
}

function fieldsOf(head: readonly string[], cells: readonly string[]): Record<string, string> {
  const byName = new Map(head.map((number, index) => [`field_${number}`, cells[index] ?? '']));
  return Object.fromEntries(FIELDS_READ.map((name) => [name, (byName.get(name) ?? '').trim()]));
}
