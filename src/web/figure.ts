import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Written } from './figures.ts';
import type { Say } from './messages.ts';

/** A figure that is not told, and why, in the reader's words; it is never nothing, and never 0. */
export interface NotShown {
  readonly notShown: string;
}

/** Text, a count, money, or why none of them is shown. */
export type Cell = string | number | Pence | NotShown;

export type Row = readonly Cell[];

export interface Column {
  readonly name: string;
  /** What its cells hold where they are shown; a PRICE is money that nobody adds up. */
  readonly kind: 'TEXT' | 'COUNT' | 'MONEY' | 'PRICE';
}

/** What has to be known to read the rows rightly, wherever they are taken to. */
export interface About {
  /** The last day that is counted; null where no day is. */
  readonly asOf: PlainDate | null;
  /** Of what the rows are, and what was left out by whoever asked. */
  readonly filters: string;
  /** What is not shown, and by which rule. */
  readonly suppression: string;
  /** Null where no rule of disclosure control applies. */
  readonly ruleVersion: number | null;
  /** Where the figures come from. */
  readonly source: string;
}

/** What a picture of the rows shows: of each, its first column's words and these columns' money. */
export interface Drawing {
  /** `MONTHS` stand beside each other, `PARTS` under each other, in the order of the rows. */
  readonly of: 'MONTHS' | 'PARTS';
  /** Places of the columns of money that are drawn, at most as many as there are colours. */
  readonly columns: readonly number[];
}

/**
 * One table of figures. The page, the CSV, the workbook and the picture are all made of it, so that
 * none of them can say another thing than the others.
 */
export interface Figure {
  /** Its name in addresses and files: `months`. */
  readonly name: string;
  readonly title: string;
  /** What it shows and how that is counted, to be read with it. */
  readonly words: string;
  readonly columns: readonly Column[];
  /** In their order; read once by whoever makes something of them. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  readonly about: About;
  /** Null where there is nothing to draw. */
  readonly drawing: Drawing | null;
}

export const isNotShown = (cell: Cell): cell is NotShown => typeof cell === 'object';

/** A figure's rows, all of them at once. */
export async function rowsOf({ rows }: Figure): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** Counts rows and adds up each column of money on their way, to check by. */
export class Controls {
  rows = 0;
  private readonly sums: (bigint | null)[];

  constructor(private readonly columns: readonly Column[]) {
    this.sums = columns.map(() => null);
  }

  add(row: Row): void {
    this.rows += 1;
    for (const [at, cell] of row.entries()) {
      if (typeof cell === 'bigint') this.sums[at] = (this.sums[at] ?? 0n) + cell;
    }
  }

  /** What is shown of each column of money, added up; null for the others, and where nothing is shown. */
  totals(): (Pence | null)[] {
    return this.columns.map(({ kind }, at) =>
      kind === 'MONEY' ? (this.sums[at] as Pence | null) : null,
    );
  }
}

/** What is said about a figure, each with its name. */
export function aboutSaid(
  { title, about }: Pick<Figure, 'title' | 'about'>,
  say: Say,
  written: Written,
): [name: string, said: string][] {
  const { asOf, filters, suppression, ruleVersion, source } = about;
  return [
    [say('export.title'), title],
    [say('export.as-of'), asOf === null ? say('export.no-day') : written.day(asOf)],
    [say('export.filters'), filters],
    [say('export.suppression'), suppression],
    [say('export.rule'), ruleVersion === null ? say('export.no-rule') : `${ruleVersion}`],
    [say('export.source'), source],
  ];
}
