import type { PoolReport } from '../pools/pool-report.ts';
import type { ReadPoolYear } from '../pools/read-pool.ts';
import { lastDay } from '../values/period.ts';
import { toDecimal } from '../values/ratio.ts';
import { type Cell, type Figure, isNotShown, type Row, rowsOf } from './figure.ts';
import { type Account, accountFigures } from './pool-account.ts';
import { organisationSaid, schemeSaid } from './pool-words.ts';

export interface ShownReport extends Account {
  readonly report: PoolReport<ReadPoolYear>;
}

/** The figures of a report: those of the account as of its last day, and its own. */
export function reportFigures(shown: ShownReport): Figure[] {
  const figures = accountFigures(shown).filter(
    ({ name }) => name !== 'schemes' && name !== 'months',
  );
  return [
    ...figures.slice(0, 1),
    partners(shown),
    schemes(shown),
    ...figures.slice(1),
    currencies(shown),
    outputs(shown),
  ].map((figure) => ({ ...figure, about: aboutReport(shown, figure.about) }));
}

const aboutReport = ({ page, poolName, report }: ShownReport, about: Figure['about']) => ({
  ...about,
  filters: page.say('pools.report-of', {
    ...{
      pool: poolName,
      year: report.account.year,
      part: page.say(`pools.QUARTER-${report.part}`),
    },
    ...{ first: page.written.day(report.days.from), last: page.written.day(lastDay(report.days)) },
    known: page.written.day(report.knownOn),
  }),
});

type Told = Pick<Figure, 'name' | 'columns'> & { readonly rows: readonly Row[] };

/** Its `about` is said by `aboutReport`, of what the account says of itself. */
function figure(shown: ShownReport, told: Told): Figure {
  const { page, report } = shown;
  const [first] = accountFigures(shown);
  return {
    ...told,
    title: page.say(`pools.figure-${told.name}`, { year: report.account.year }),
    words: page.say(`pools.words-${told.name}`),
    about: (first as Figure).about,
    drawing: null,
  };
}

const columns = ({ page }: ShownReport, kind: 'TEXT' | 'MONEY', ...names: readonly string[]) =>
  names.map((name) => ({ name: page.say(`pools.${name}`), kind }));

const orSaid = ({ page }: ShownReport, amount: Cell | null, why: string): Cell =>
  amount ?? { notShown: page.say(`pools.${why}`) };

function partners(shown: ShownReport): Figure {
  const { report, names } = shown;
  return figure(shown, {
    name: 'over-and-under',
    columns: [
      ...columns(shown, 'TEXT', 'partner'),
      ...columns(shown, 'MONEY', 'due', 'received', 'spent', 'forecast', 'over-or-under'),
    ],
    rows: report.partners.map(({ partner, due, received, spend, forecast, variance }) => [
      ...[organisationSaid(names, partner), due, received, spend],
      ...[orSaid(shown, forecast, 'not-begun'), orSaid(shown, variance, 'not-begun')],
    ]),
  });
}

function schemes(shown: ShownReport): Figure {
  const { report, names, page } = shown;
  return figure(shown, {
    name: 'scheme-parts',
    columns: [
      ...columns(shown, 'TEXT', 'scheme', 'part'),
      ...columns(shown, 'MONEY', 'planned', 'spent', 'committed', 'forecast'),
    ],
    rows: report.schemes.map(({ scheme, nature, planned, spend, committed, forecast }) => [
      ...[schemeSaid(names, scheme), page.say(`pools.${nature}`)],
      ...[orSaid(shown, planned, 'no-plan'), spend, committed],
      orSaid(shown, forecast, 'not-begun'),
    ]),
  });
}

function currencies(shown: ShownReport): Figure {
  const { report, page } = shown;
  const said = (currency: { scheme: string; code: string | null } | null) =>
    currency === null
      ? page.say('pools.no-currency')
      : [currency.scheme, currency.code].filter((each) => each !== null).join(' ');
  return figure(shown, {
    name: 'by-currency',
    columns: [
      ...columns(shown, 'TEXT', 'by-CURRENCY'),
      ...columns(shown, 'MONEY', 'spent', 'committed', 'forecast-agreed'),
    ],
    rows: report.account.outlook.currencies.map(({ currency, spend, committed, forecast }) => [
      ...[said(currency), spend, committed, forecast],
    ]),
  });
}

function outputs(shown: ShownReport): Figure {
  const { report, names, page } = shown;
  return figure(shown, {
    name: 'outputs',
    columns: columns(shown, 'TEXT', 'scheme', 'outputs', 'units'),
    rows: report.outputs.map(({ scheme, outputs: planned, units }) => [
      ...[schemeSaid(names, scheme), toDecimal(planned, 2).replace(/\.?0+$/, '')],
      units ?? page.say('pools.not-known'),
    ]),
  });
}

/** All figures of a report as one table: of which table, what, which measure, and how much. */
export async function wholeReport(shown: ShownReport): Promise<Figure> {
  const all = await Promise.all(
    reportFigures(shown).map(async (each) => ({ each, rows: await rowsOf(each) })),
  );
  const rows = all.flatMap(({ each, rows: own }) => own.flatMap((row) => longRows(each, row)));
  const { about } = reportFigures(shown)[0] as Figure;
  return {
    ...figure(shown, {
      name: 'report',
      columns: [
        ...columns(shown, 'TEXT', 'table', 'what', 'measure', 'said'),
        ...columns(shown, 'MONEY', 'amount'),
      ],
      rows,
    }),
    about,
  };
}

/** A row for each of its columns of money; one of a table without money tells its last column in words. */
function longRows({ title, columns: all }: Figure, row: Row): Row[] {
  const texts = row.filter((_cell, at) => all[at]?.kind === 'TEXT').map(String);
  const money = all.flatMap(({ kind, name }, at) => (kind === 'MONEY' ? [{ name, at }] : []));
  if (money.length === 0) {
    const last = all.at(-2)?.name ?? '';
    return [[title, texts[0] ?? '', last, texts.slice(1).join(' '), { notShown: '' }]];
  }
  return money.map(({ name, at }) => {
    const cell = row[at] as Cell;
    const why = isNotShown(cell) ? cell.notShown : '';
    return [title, texts.join(', '), name, why, cell];
  });
}
