import { aboutSaid, type Cell, Controls, type Figure, isNotShown, rowsOf } from './figure.ts';
import type { Page } from './page.ts';
import { altOf } from './picture.ts';

export interface ShownCell {
  readonly said: string;
  readonly kind: 'TEXT' | 'COUNT' | 'MONEY' | 'NOT_SHOWN';
}

/** A figure as a page shows it: the picture first, then what it says, then its rows. */
export interface ShownFigure extends Pick<Figure, 'name' | 'title' | 'words' | 'columns'> {
  readonly picture: { readonly address: string; readonly alt: string } | null;
  readonly rows: readonly (readonly ShownCell[])[];
  /** What each column of money comes to; null where no column is of money. */
  readonly totals: readonly ShownCell[] | null;
  readonly about: readonly (readonly [name: string, said: string])[];
  readonly csv: string;
  readonly workbook: string;
}

export const FORMS = ['svg', 'csv', 'xlsx'] as const;
export type Form = (typeof FORMS)[number];

/** A figure with the addresses of its picture and files. */
export async function shownFigure(
  page: Page,
  figure: Figure,
  addressOf: (form: Form) => string,
): Promise<ShownFigure> {
  const { say, written } = page;
  const { name, title, words, columns, drawing } = figure;
  const rows = await rowsOf(figure);
  const controls = new Controls(columns);
  for (const row of rows) controls.add(row);
  const alt = drawing && altOf(figure, drawing, rows, say, written);
  return {
    ...{ name, title, words, columns },
    picture: alt === null ? null : { address: addressOf('svg'), alt },
    rows: rows.map((row) => row.map((cell) => shownCell(page, cell))),
    totals: totalsOf(page, figure, controls),
    about: aboutSaid(figure, say, written),
    ...{ csv: addressOf('csv'), workbook: addressOf('xlsx') },
  };
}

function shownCell({ written }: Page, cell: Cell): ShownCell {
  if (isNotShown(cell)) return { said: cell.notShown, kind: 'NOT_SHOWN' };
  if (typeof cell === 'bigint') return { said: written.money(cell), kind: 'MONEY' };
  return { said: `${cell}`, kind: typeof cell === 'number' ? 'COUNT' : 'TEXT' };
}

function totalsOf(page: Page, { columns }: Figure, controls: Controls): ShownCell[] | null {
  if (controls.rows === 0 || !columns.some(({ kind }) => kind === 'MONEY')) return null;
  return controls.totals().map((total, at) => {
    if (at === 0) return { said: page.say('export.control'), kind: 'TEXT' };
    if (total !== null) return shownCell(page, total);
    const isMoney = columns[at]?.kind === 'MONEY';
    return { said: isMoney ? page.say('export.none') : '', kind: 'NOT_SHOWN' };
  });
}
