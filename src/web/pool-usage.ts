import type { Dimension } from '../pools/dimension.ts';
import type { ListedPool } from '../pools/list-pools.ts';
import { readUsage } from '../pools/read-usage.ts';
import type { Figure as PublishedFigure, Usage, UsageAsked, UsageCell } from '../pools/usage.ts';
import { type FinancialYear, monthOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { About, Cell, Column, Figure, Row } from './figure.ts';
import type { Page } from './page.ts';
import { codeSaid, type PoolNames } from './pool-words.ts';

/** What may be asked of each cell, a column each; they are never added to each other. */
export const SHOWN_MEASURES = ['PEOPLE', 'ACTUAL'] as const;
export type ShownMeasure = (typeof SHOWN_MEASURES)[number];

/** A pool's published figures of a year, with what its codes stand for. */
export interface PublishedPool {
  readonly page: Page;
  readonly listed: ListedPool;
  readonly year: FinancialYear;
  readonly names: PoolNames;
}

/** A question about a pool, and which measures are to be shown of its answer. */
export interface PoolQuestion extends UsageAsked {
  readonly measures: readonly ShownMeasure[];
}

/** The figures of a dashboard, each by one dimension. */
const BY: Readonly<Record<string, Dimension>> = {
  'used-by-month': 'MONTH',
  'used-by-partner': 'PARTNER',
  'used-by-scheme': 'SCHEME',
  'used-by-stream': 'STREAM',
  'used-by-mode': 'MODE',
};

export const USAGE_FIGURES: readonly string[] = Object.keys(BY);

/** One figure of the dashboard by its name; null where there is none. Each is a question, and noted. */
export async function usageFigure(pool: PublishedPool, name: string): Promise<Figure | null> {
  const dimension = BY[name];
  if (dimension === undefined) return null;
  const question = { by: [dimension], filter: [], measures: SHOWN_MEASURES };
  return answerFigure(pool, question, name);
}

/**
 * The answer to a question as a figure; null where the reader may not ask. Throws a UsageRefused for
 * what may not be asked.
 */
export async function answerFigure(
  pool: PublishedPool,
  question: PoolQuestion,
  name: string,
): Promise<Figure | null> {
  const { page, listed, year } = pool;
  const { by, filter } = question;
  const asked = { pool: listed.pool.code, year, by, filter };
  const usage = await readUsage(page.db, page.viewer, asked);
  if (!usage) return null;
  const { say } = page;
  const rows = rowsOfUsage(pool, question, usage);
  return {
    ...{ name, columns: columnsOf(page, question), rows },
    title: say(`pools.figure-${name}`, { year }),
    words: say(`pools.words-${name}`),
    about: aboutUsage(pool, question, usage),
    drawing: drawingOf(question, rows),
  };
}

function columnsOf({ say }: Page, { by, measures }: PoolQuestion): Column[] {
  return [
    ...by.map((dimension): Column => ({ name: say(`pools.by-${dimension}`), kind: 'TEXT' })),
    ...(by.length === 0 ? [{ name: say('pools.part'), kind: 'TEXT' } as const] : []),
    ...measures.map(
      (measure): Column => ({
        name: say(`pools.measure-${measure}`),
        kind: measure === 'PEOPLE' ? 'COUNT' : 'MONEY',
      }),
    ),
    { name: say('pools.left-out'), kind: 'COUNT' },
  ];
}

/** Of a question by month alone every month has a row, also those that are not published yet. */
function rowsOfUsage(pool: PublishedPool, question: PoolQuestion, usage: Usage): Row[] {
  const [by, ...others] = question.by;
  if (by !== 'MONTH' || others.length > 0 || question.filter.length > 0) {
    return usage.cells.map((cell) => rowOf(pool, question, cell));
  }
  const { page, year, names } = pool;
  const codes = Array.from({ length: 12 }, (_, at) => monthOf(year, at + 1).from.slice(0, 7));
  const found = new Map(usage.cells.map((cell) => [cell.keys[0]?.code, cell]));
  const isPublished = (code: string) => usage.asOf !== null && `${code}-01` <= usage.asOf;
  const rows = codes.map((code): Row => {
    const cell = found.get(code);
    if (cell) return rowOf(pool, question, cell);
    const why = { notShown: page.say(isPublished(code) ? 'pools.no-figure' : 'pools.not-yet') };
    return [codeSaid(page, names, 'MONTH', code), ...question.measures.map(() => why), why];
  });
  const late = usage.cells.filter((cell) => !codes.includes(cell.keys[0]?.code ?? ''));
  return [...rows, ...late.map((cell) => rowOf(pool, question, cell))];
}

function rowOf({ page, names }: PublishedPool, { measures }: PoolQuestion, cell: UsageCell): Row {
  const keys = cell.keys.map(({ dimension, code }) => codeSaid(page, names, dimension, code));
  return [
    ...(keys.length === 0 ? [page.say('pools.all')] : keys),
    ...measures.map((measure) => figureSaid(page, measure === 'PEOPLE' ? cell.people : cell.spend)),
    cell.suppressed,
  ];
}

function figureSaid({ say }: Page, figure: PublishedFigure<number | Pence>): Cell {
  return 'value' in figure
    ? figure.value
    : { notShown: say('pools.not-shown', { why: say(`pools.why-${figure.suppressed}`) }) };
}

/** What is not shown is counted, whatever it is of. */
function aboutUsage(
  { page, listed, year, names }: PublishedPool,
  { by, filter }: PoolQuestion,
  { asOf, ruleVersion, totals }: Usage,
): About {
  const { say } = page;
  const only = filter.flatMap(({ dimension, codes }) =>
    codes.map((code) =>
      say('pools.only-one', {
        dimension: say(`pools.by-${dimension}`),
        code: codeSaid(page, names, dimension, code),
      }),
    ),
  );
  const dimensions = by.map((dimension) => say(`pools.by-${dimension}`)).join(', ');
  const parts = [
    say('pools.of', { pool: listed.pool.name, year }),
    ...(by.length === 0 ? [] : [say('pools.by', { dimensions })]),
    ...only,
  ];
  return {
    ...{ asOf, ruleVersion, filters: parts.join(' ') },
    suppression: say('pools.suppressed', { count: totals.suppressed }),
    source: say('pools.source-usage'),
  };
}

/** A question by one dimension is drawn, of the money that was asked for; a finer one is a table alone. */
function drawingOf({ by, measures }: PoolQuestion, rows: readonly Row[]): Figure['drawing'] {
  const money = measures.indexOf('ACTUAL');
  if (by.length !== 1 || money < 0 || rows.length === 0 || rows.length > MOST_DRAWN) return null;
  return { of: by[0] === 'MONTH' ? 'MONTHS' : 'PARTS', columns: [1 + money] };
}

/** More bars than this under each other nobody compares. */
const MOST_DRAWN = 40;
