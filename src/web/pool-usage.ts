import type { Dimension } from '../pools/dimension.ts';
import type { ListedPool } from '../pools/list-pools.ts';
import { type ReadUsage, readUsage } from '../pools/read-usage.ts';
import type { Measure, Usage, UsageAsked, UsageCell, UsageFigures } from '../pools/usage.ts';
import type { Figure as Published } from '../pools/usage-figures.ts';
import { sameCell } from '../pools/year-before.ts';
import { type FinancialYear, monthOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { About, Cell, Column, Figure, Row } from './figure.ts';
import type { Page } from './page.ts';
import { codeSaid, type PoolNames } from './pool-words.ts';

/** A pool's published figures of a year, with what its codes stand for. */
export interface PublishedPool {
  readonly page: Page;
  readonly listed: ListedPool;
  readonly year: FinancialYear;
  readonly names: PoolNames;
}

/** A question about a pool, and which measures are to be shown of its answer. */
export interface PoolQuestion extends UsageAsked {
  readonly measures: readonly Measure[];
}

/** The figures of a dashboard: each by one dimension, of these measures. */
const DASHBOARD: Readonly<Record<string, { by: Dimension; measures: readonly Measure[] }>> = {
  'used-by-month': { by: 'MONTH', measures: ['PEOPLE', 'ACTUAL'] },
  'used-by-partner': { by: 'PARTNER', measures: ['PEOPLE', 'COMMITTED', 'ACTUAL'] },
  'used-by-scheme': { by: 'SCHEME', measures: ['PEOPLE', 'PLANNED', 'COMMITTED', 'ACTUAL'] },
  'used-by-stream': { by: 'STREAM', measures: ['PEOPLE', 'COMMITTED', 'ACTUAL', 'UNIT_COST'] },
  'used-by-mode': { by: 'MODE', measures: ['COMMITTED', 'ACTUAL'] },
};

export const USAGE_FIGURES: readonly string[] = Object.keys(DASHBOARD);

/** One figure of the dashboard by its name; null where there is none. Each is a question, and noted. */
export async function usageFigure(pool: PublishedPool, name: string): Promise<Figure | null> {
  const asked = DASHBOARD[name];
  if (asked === undefined) return null;
  return answerFigure(pool, { by: [asked.by], filter: [], measures: asked.measures }, name);
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
  const usage = await readUsage(page.db, page.viewer, asked, page.today);
  if (!usage) return null;
  const { say } = page;
  const columns = columnsOf(page, question, usage);
  const rows = rowsOfUsage(pool, question, usage, columns.length);
  return {
    ...{ name, columns, rows },
    title: say(`pools.figure-${name}`, { year }),
    words: say(`pools.words-${name}`),
    about: aboutUsage(pool, question, usage),
    drawing: drawingOf(question, columns, rows),
  };
}

/** What of these measures is set beside the same of the year before, where that is published. */
const beside = ({ measures }: PoolQuestion, { yearBefore }: ReadUsage): Measure[] =>
  yearBefore === null
    ? []
    : measures.filter((measure) => measure === 'PEOPLE' || measure === 'ACTUAL');

const KINDS: Readonly<Record<Measure, Column['kind']>> = {
  ...{ PEOPLE: 'COUNT', PLANNED: 'MONEY', COMMITTED: 'MONEY', ACTUAL: 'MONEY', UNIT_COST: 'PRICE' },
};

function columnsOf({ say }: Page, question: PoolQuestion, usage: ReadUsage): Column[] {
  const { by, measures } = question;
  return [
    ...by.map((dimension): Column => ({ name: say(`pools.by-${dimension}`), kind: 'TEXT' })),
    ...(by.length === 0 ? [{ name: say('pools.part'), kind: 'TEXT' } as const] : []),
    ...measures.map((measure) => ({
      ...{ name: say(`pools.measure-${measure}`), kind: KINDS[measure] },
    })),
    ...beside(question, usage).map((measure) => ({
      ...{ name: say(`pools.before-${measure}`), kind: KINDS[measure] },
    })),
    { name: say('pools.left-out'), kind: 'COUNT' },
  ];
}

/** Of a question by month alone every month has a row, also those that are not published yet. */
function rowsOfUsage(
  pool: PublishedPool,
  question: PoolQuestion,
  usage: ReadUsage,
  width: number,
): Row[] {
  const rowFor = (cell: UsageCell): Row => rowOf(pool, question, usage, cell);
  const [by, ...others] = question.by;
  if (by !== 'MONTH' || others.length > 0 || question.filter.length > 0) {
    return usage.cells.map(rowFor);
  }
  const { page, year, names } = pool;
  const codes = Array.from({ length: 12 }, (_, at) => monthOf(year, at + 1).from.slice(0, 7));
  const found = new Map(usage.cells.map((cell) => [cell.keys[0]?.code, cell]));
  const isPublished = (code: string) => usage.asOf !== null && `${code}-01` <= usage.asOf;
  const rows = codes.map((code): Row => {
    const cell = found.get(code);
    if (cell) return rowFor(cell);
    const why = { notShown: page.say(isPublished(code) ? 'pools.no-figure' : 'pools.not-yet') };
    const cells = Array.from({ length: width - 1 }, () => why);
    return [codeSaid(page, names, 'MONTH', code), ...cells];
  });
  const late = usage.cells.filter((cell) => !codes.includes(cell.keys[0]?.code ?? ''));
  return [...rows, ...late.map(rowFor)];
}

function rowOf(
  { page, names }: PublishedPool,
  question: PoolQuestion,
  usage: ReadUsage,
  cell: UsageCell,
): Row {
  const keys = cell.keys.map(({ dimension, code }) => codeSaid(page, names, dimension, code));
  const before = usage.yearBefore && sameCell(usage.yearBefore, cell);
  const none = { notShown: page.say('pools.no-figure') };
  return [
    ...(keys.length === 0 ? [page.say('pools.all')] : keys),
    ...question.measures.map((measure) => measured(page, cell, measure)),
    ...beside(question, usage).map((measure) => (before ? measured(page, before, measure) : none)),
    cell.suppressed,
  ];
}

function measured(page: Page, figures: UsageFigures, measure: Measure): Cell {
  switch (measure) {
    case 'PEOPLE':
      return figureSaid(page, figures.people);
    case 'PLANNED':
      return figureSaid(page, figures.planned);
    case 'COMMITTED':
      return figureSaid(page, figures.committed);
    case 'ACTUAL':
      return figureSaid(page, figures.spend);
    case 'UNIT_COST': {
      const { unitCost } = figures;
      return figureSaid(page, 'value' in unitCost ? { value: unitCost.value.median } : unitCost);
    }
  }
}

/** A published figure, or in words why it is not shown. */
export function figureSaid({ say }: Page, figure: Published<number | Pence | null>): Cell {
  if ('value' in figure) return figure.value ?? { notShown: say('pools.no-figure') };
  return { notShown: say('pools.not-shown', { why: say(`pools.why-${figure.suppressed}`) }) };
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
function drawingOf(
  { by }: PoolQuestion,
  columns: readonly Column[],
  rows: readonly Row[],
): Figure['drawing'] {
  const money = columns.flatMap(({ kind }, at) => (kind === 'MONEY' ? at : []));
  const isMany = rows.length > MOST_DRAWN;
  if (by.length !== 1 || money.length === 0 || rows.length === 0 || isMany) return null;
  return { of: by[0] === 'MONTH' ? 'MONTHS' : 'PARTS', columns: money };
}

/** More bars than this under each other nobody compares. */
const MOST_DRAWN = 40;
