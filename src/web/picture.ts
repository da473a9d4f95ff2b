import type { TopLevelSpec } from 'vega-lite';
import { type Pence, poundsText } from '../values/money.ts';
import { type Drawing, type Figure, isNotShown, type Row } from './figure.ts';
import type { Written } from './figures.ts';
import type { Say } from './messages.ts';

/** Told apart by those who do not tell colours apart, in this order, on white. */
export const PALETTE = ['#12436D', '#28A197', '#801650', '#F46A25'] as const;

const WIDTH = 680;
const MONTHS_HEIGHT = 280;
const BAR = 22;
const LETTERS = 15;

/** One bar, or why there is none. */
interface Bar {
  /** Its place among all, by which bars are drawn one after the other. */
  readonly at: number;
  readonly row: string;
  readonly column: string;
  /** For the length of a bar alone; every figure that is read is written from pence. */
  readonly pounds: number | null;
  readonly notShown: string | null;
}

/** What vega-lite draws of a figure's rows: what is not shown has no bar, and says so in its place. */
export function pictureOf(
  { columns }: Pick<Figure, 'columns'>,
  drawing: Drawing,
  rows: readonly Row[],
  say: Say,
): TopLevelSpec {
  const bars = barsOf({ columns }, drawing, rows);
  const names = [...new Set(bars.map(({ row }) => row))];
  const series = drawing.columns.map((at) => columns[at]?.name ?? '');
  const isMonths = drawing.of === 'MONTHS';
  const scale = { domain: series, range: PALETTE.slice(0, series.length) };
  const along = { field: 'row', type: 'nominal', scale: { domain: names } } as const;
  const within = { field: 'column', type: 'nominal', scale: { domain: series } } as const;
  const height = { axis: { title: say('picture.pounds'), format: ',.2~f', tickCount: 5 } } as const;
  const pounds = { field: 'pounds', type: 'quantitative', ...height } as const;
  const color = { field: 'column', type: 'nominal', scale, legend: legendOf(series) } as const;
  const order = { field: 'at', type: 'quantitative' } as const;
  const axis = {
    title: null,
    labelAngle: isMonths ? -45 : 0,
    labelLimit: 320,
    ...named(isMonths),
  } as const;
  const places = isMonths
    ? { x: { ...along, axis }, xOffset: within }
    : { y: { ...along, axis }, yOffset: within };
  const noBar = { datum: 0, type: 'quantitative', ...height } as const;
  return {
    background: 'white',
    width: WIDTH,
    height: isMonths ? MONTHS_HEIGHT : names.length * (series.length + 1) * BAR,
    autosize: { type: 'fit-x', contains: 'padding' },
    config: lettering(),
    layer: [
      {
        data: { values: bars.filter((bar) => bar.pounds !== null) },
        mark: { type: 'bar' },
        encoding: { ...places, [isMonths ? 'y' : 'x']: pounds, color, order },
      },
      {
        data: { values: bars.filter((bar) => bar.pounds === null) },
        mark: { type: 'text', align: 'left', baseline: 'middle', ...turned(isMonths) },
        encoding: {
          ...places,
          ...{ [isMonths ? 'y' : 'x']: noBar, text: { field: 'notShown' }, order },
        },
      },
    ],
  } as TopLevelSpec;
}

const turned = (isMonths: boolean) => (isMonths ? { angle: 270, dx: 4 } : { dx: 4 });

/** Names beside bars are long, and shown whole where they can be. */
const named = (isMonths: boolean) => (isMonths ? {} : { labelFontSize: LETTERS - 2 });

const legendOf = (series: readonly string[]) =>
  series.length > 1 ? { title: null, orient: 'top', direction: 'horizontal', columns: 2 } : null;

/** Large enough to be read where a picture is as wide as a page. */
function lettering() {
  const font = 'system-ui, "Liberation Sans", arial, sans-serif';
  const ink = '#0b0c0c';
  const letters = { labelFontSize: LETTERS, labelColor: ink, titleFontSize: LETTERS };
  return {
    font,
    axis: { ...letters, titleColor: ink, titleFontWeight: 'normal', gridColor: '#d8dadb' },
    legend: { ...letters, labelLimit: 300, symbolType: 'square' },
    text: { fontSize: LETTERS - 2, color: ink },
    view: { stroke: null },
  } as const;
}

function barsOf(
  { columns }: Pick<Figure, 'columns'>,
  drawing: Drawing,
  rows: readonly Row[],
): Bar[] {
  const names = toldApart(rows.map(([name]) => (typeof name === 'string' ? name : '')));
  return rows.flatMap((row, place) =>
    drawing.columns.map((at, within): Bar => {
      const cell = row[at];
      const isMoney = typeof cell === 'bigint';
      return {
        at: place * drawing.columns.length + within,
        row: names[place] ?? '',
        column: columns[at]?.name ?? '',
        pounds: isMoney ? Number(poundsText(cell)) : null,
        notShown: cell !== undefined && isNotShown(cell) ? cell.notShown : null,
      };
    }),
  );
}

/** Two rows of one name would be drawn on top of each other. */
function toldApart(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** So many figures are read out one by one; of more, the least and the greatest. */
const MOST_TOLD = 8;

/** One sentence for those who do not see a picture: what it shows, with its figures. */
export function altOf(
  { title, columns }: Pick<Figure, 'title' | 'columns'>,
  drawing: Drawing,
  rows: readonly Row[],
  say: Say,
  written: Written,
): string {
  const cells = drawing.columns.flatMap((at) => rows.map((row) => row[at]));
  const hidden = cells.filter((cell) => cell !== undefined && isNotShown(cell)).length;
  const tell = cells.length - hidden <= MOST_TOLD ? eachOf : extremesOf;
  const figures = drawing.columns.flatMap((at) => {
    const told = rows.flatMap((row) => {
      const [name, cell] = [row[0], row[at]];
      return typeof cell === 'bigint' && typeof name === 'string' ? [{ name, amount: cell }] : [];
    });
    return tell(columns[at]?.name ?? '', told, say, written);
  });
  const said = figures.length === 0 ? say('picture.nothing') : figures.join('; ');
  return say('picture.alt', { title, said, hidden });
}

interface Told {
  readonly name: string;
  readonly amount: Pence;
}

const eachOf = (column: string, told: readonly Told[], say: Say, written: Written): string[] =>
  told.map(({ name, amount }) =>
    say('picture.one', { row: name, column, amount: written.money(amount) }),
  );

function extremesOf(column: string, told: readonly Told[], say: Say, written: Written): string[] {
  const sorted = told.toSorted((one, other) => (one.amount < other.amount ? -1 : 1));
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most) return [];
  const values = {
    ...{ column, least: written.money(least.amount), leastRow: least.name },
    ...{ most: written.money(most.amount), mostRow: most.name },
  };
  return [say('picture.between', values)];
}
