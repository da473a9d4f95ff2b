import { NATURES_OF_SPEND } from '../pools/pool.ts';
import type { PoolMeasures } from '../pools/pool-sums.ts';
import { sumOf, sumsByPartner, sumsByScheme, sumsByStream } from '../pools/pool-sums.ts';
import type { ReadPoolYear } from '../pools/read-pool.ts';
import type { Pence } from '../values/money.ts';
import type { About, Cell, Column, Drawing, Figure, Row } from './figure.ts';
import type { Page } from './page.ts';
import { monthSaid, organisationSaid, type PoolNames, schemeSaid } from './pool-words.ts';

/** A pool's year with what its codes stand for. */
export interface Account {
  readonly page: Page;
  readonly poolName: string;
  readonly year: ReadPoolYear;
  readonly names: PoolNames;
}

/** The figures of a pool's exact account, for finance of its host and partners, as its page lists them. */
export function accountFigures(account: Account): Figure[] {
  const { year } = account;
  return [
    contributions(account),
    months(account),
    natures(account),
    schemes(account),
    partners(account),
    streams(account),
    ...(year.variance === null ? [] : [risk(account)]),
    ...(year.carriedOver === null ? [] : [returned(account)]),
    unattributed(account),
    grants(account),
  ];
}

interface Told {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly drawing?: Drawing;
}

function figure(account: Account, told: Told): Figure {
  const { say } = account.page;
  return {
    ...{ name: told.name, columns: told.columns, rows: told.rows },
    title: say(`pools.figure-${told.name}`, { year: account.year.year }),
    words: say(`pools.words-${told.name}`),
    about: aboutAccount(account),
    drawing: told.rows.length > 0 ? (told.drawing ?? null) : null,
  };
}

const aboutAccount = ({ page: { say }, poolName, year }: Account): About => ({
  asOf: year.asOf,
  filters: say('pools.of', { pool: poolName, year: year.year }),
  suppression: say('pools.exact'),
  ruleVersion: null,
  source: say('pools.source-account'),
});

const text = ({ page }: Account, name: string): Column => ({
  ...{ name: page.say(`pools.${name}`), kind: 'TEXT' },
});

const money = ({ page }: Account, name: string): Column => ({
  ...{ name: page.say(`pools.${name}`), kind: 'MONEY' },
});

/** Money, or why there is none: what is not known is never nought. */
const orSaid = ({ page }: Account, amount: Pence | null, why: string): Cell =>
  amount ?? { notShown: page.say(`pools.${why}`) };

function contributions(account: Account): Figure {
  const { year, names } = account;
  return figure(account, {
    name: 'contributions',
    columns: [text(account, 'partner'), money(account, 'due'), money(account, 'received')],
    rows: year.contributions.map(({ partner, due, received }) => [
      ...[organisationSaid(names, partner), due, received],
    ]),
    drawing: { of: 'PARTS', columns: [1, 2] },
  });
}

function months(account: Account): Figure {
  const { year, page } = account;
  return figure(account, {
    name: 'months',
    columns: [text(account, 'month'), money(account, 'spent'), money(account, 'even-plan')],
    rows: year.months.map(({ month, spend, planned }) => [
      monthSaid(page, month),
      orSaid(account, spend, 'not-yet'),
      orSaid(account, planned, 'no-plan'),
    ]),
    drawing: { of: 'MONTHS', columns: [1, 2] },
  });
}

const MEASURES = ['planned', 'spent', 'committed', 'forecast'] as const;

/** The measures side by side; there is no column in which they are added. */
const measured = (account: Account, first: string): Column[] => [
  text(account, first),
  ...MEASURES.map((name) => money(account, name)),
];

const measuresOf = (account: Account, name: string, sum: PoolMeasures): Row => [
  ...[name, orSaid(account, sum.planned, 'not-planned-by'), sum.spend, sum.committed],
  orSaid(account, sum.forecast, 'not-begun'),
];

const ALL_MEASURES: Drawing = { of: 'PARTS', columns: [1, 2, 3, 4] };
const WITHOUT_PLAN: Drawing = { of: 'PARTS', columns: [2, 3, 4] };

function natures(account: Account): Figure {
  const { year, page } = account;
  return figure(account, {
    name: 'natures',
    columns: measured(account, 'part'),
    rows: NATURES_OF_SPEND.map((nature) =>
      measuresOf(account, page.say(`pools.${nature}`), sumOf(year, nature)),
    ),
    drawing: ALL_MEASURES,
  });
}

function schemes(account: Account): Figure {
  const { year, names } = account;
  return figure(account, {
    name: 'schemes',
    columns: measured(account, 'scheme'),
    rows: sumsByScheme(year).map((sum) => measuresOf(account, schemeSaid(names, sum.of), sum)),
    drawing: ALL_MEASURES,
  });
}

function partners(account: Account): Figure {
  const { year, names } = account;
  return figure(account, {
    name: 'partners',
    columns: measured(account, 'partner'),
    rows: sumsByPartner(year).map((sum) =>
      measuresOf(account, organisationSaid(names, sum.of), sum),
    ),
    drawing: WITHOUT_PLAN,
  });
}

function streams(account: Account): Figure {
  const { year, page } = account;
  return figure(account, {
    name: 'streams',
    columns: measured(account, 'stream'),
    rows: sumsByStream(year).map((sum) =>
      measuresOf(account, page.say(sum.of === null ? 'pools.nobody' : `stream.${sum.of}`), sum),
    ),
    drawing: WITHOUT_PLAN,
  });
}

function risk(account: Account): Figure {
  const { year, names } = account;
  return figure(account, {
    name: 'risk',
    columns: [text(account, 'partner'), money(account, 'bears')],
    rows: year.risk.map(({ partner, amount }) => [organisationSaid(names, partner), amount]),
  });
}

function returned(account: Account): Figure {
  const { year, names, page } = account;
  const { kept, returned: back } = year.carriedOver ?? { kept: null, returned: [] };
  return figure(account, {
    name: 'returned',
    columns: [text(account, 'where'), money(account, 'left')],
    rows: [
      ...(kept === null ? [] : [[page.say('pools.kept'), kept]]),
      ...back.map(({ partner, amount }) => [organisationSaid(names, partner), amount]),
    ],
  });
}

function unattributed(account: Account): Figure {
  const { year, names, page } = account;
  return figure(account, {
    name: 'unattributed',
    columns: [
      ...[text(account, 'month'), text(account, 'stream'), text(account, 'partner')],
      money(account, 'spent'),
    ],
    rows: year.unattributed.map(({ month, stream, funder, amount }) => [
      ...[monthSaid(page, month), page.say(`stream.${stream}`), organisationSaid(names, funder)],
      amount,
    ]),
  });
}

function grants(account: Account): Figure {
  const { year, names } = account;
  return figure(account, {
    name: 'grants',
    columns: [
      ...['grant', 'giver', 'receiver', 'purpose'].map((name) => text(account, name)),
      money(account, 'amount'),
    ],
    rows: year.grants.map(({ reference, giver, receiver, purpose, amount }) => [
      ...[reference, organisationSaid(names, giver), organisationSaid(names, receiver), purpose],
      amount,
    ]),
  });
}
