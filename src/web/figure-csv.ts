import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { type Pence, poundsText } from '../values/money.ts';
import { aboutSaid, Controls, type Figure, isNotShown, type Row } from './figure.ts';
import type { Written } from './figures.ts';
import type { Say } from './messages.ts';

const ROWS_AT_ONCE = 500;

const BYTE_ORDER_MARK = '\uFEFF';

type Field = string | number | bigint;

/**
 * A figure for a spreadsheet, a few rows at a time: its rows, then a control total of each column of
 * money, how many rows there are, and what it is about. Nothing in it is a formula.
 */
export function figureCsv(figure: Figure, say: Say, written: Written): Readable {
  return Readable.from(chunksOf(figure, say, written));
}

async function* chunksOf(figure: Figure, say: Say, written: Written): AsyncGenerator<string> {
  const { columns, rows } = figure;
  const controls = new Controls(columns);
  let waiting: Field[][] = [columns.map(({ name }) => name)];
  yield BYTE_ORDER_MARK;
  for await (const row of rows) {
    controls.add(row);
    waiting.push(fieldsOf(row));
    if (waiting.length < ROWS_AT_ONCE) continue;
    yield textOf(waiting);
    waiting = [];
  }
  const wide = columns.length;
  const last: Field[][] = [
    [say('export.control'), ...controls.totals().slice(1).map(totalOf)],
    [say('export.rows'), controls.rows],
    ...aboutSaid(figure, say, written),
  ];
  yield textOf([...waiting, ...last.map((line) => padded(line, wide))]);
}

const fieldsOf = (row: Row): Field[] =>
  row.map((cell) => (isNotShown(cell) ? cell.notShown : cell));

const totalOf = (total: Pence | null): Field => total ?? '';

/** As many fields as any other line has, for readers that count them. */
const padded = (line: readonly Field[], wide: number): Field[] => [
  ...line,
  ...Array.from({ length: Math.max(0, wide - line.length) }, () => ''),
];

const textOf = (lines: Field[][]): string =>
  stringify(lines, { escape_formulas: true, cast: { bigint: (sum) => poundsText(sum as Pence) } });
