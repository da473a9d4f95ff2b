import { type ListedPool, poolsFor } from '../pools/list-pools.ts';
import { readPool, readPoolYear } from '../pools/read-pool.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { daysOf } from '../values/financial-year.ts';
import { addPence } from '../values/money.ts';
import { lastDay } from '../values/period.ts';
import { AREA_FIGURES, areaFigure } from './area-usage.ts';
import type { Figure } from './figure.ts';
import { figureFile } from './figure-file.ts';
import { FORMS, type Form, shownFigure } from './figure-shown.ts';
import type { Page } from './page.ts';
import { type Account, accountFigures } from './pool-account.ts';
import { type PublishedPool, USAGE_FIGURES, usageFigure } from './pool-usage.ts';
import { namesOf, organisationSaid, type PoolNames } from './pool-words.ts';
import type { Asked, PageRoute } from './route.ts';
import { yearAsked, yearsAround } from './year.ts';

/** What of a pool and year a reader may see; `account` is null where that is not theirs, or there is none. */
export interface SeenPool extends PublishedPool {
  readonly account: Account | null;
}

/** The pool and year of an address; null where there is none, or none that the reader may read. */
export async function seenPool(page: Page, { params, query }: Asked): Promise<SeenPool | null> {
  const year = yearAsked(query.year, page.today);
  const all = await poolsFor(page.db, page.viewer, page.today);
  const listed = all?.find(({ pool }) => pool.code === params.code);
  if (!listed || year === null) return null;
  const names = await namesOf(page, listed);
  const account = listed.hasAccount ? await accountOf(page, listed, year, names) : null;
  return { page, listed, year, names, account };
}

async function accountOf(
  page: Page,
  { pool }: ListedPool,
  year: FinancialYear,
  names: PoolNames,
): Promise<Account | null> {
  const read = await readPool(page.db, page.viewer, pool.code, page.today);
  if (!read) return null;
  const found = await readPoolYear(page.db, page.viewer, read, { year, today: page.today });
  if (!found) return null;
  // A plan that was sent may name schemes that no agreement has.
  const schemes = new Map([...names.schemes, ...found.schemeNames]);
  return { page, poolName: pool.name, year: found, names: { ...names, schemes } };
}

/** How a pool stands: its exact account for those whose pool it is, and its published use. */
export const pool: PageRoute = {
  path: '/pools/:code',
  get: async (page, asked) => {
    const seen = await seenPool(page, asked);
    if (!seen) return null;
    const { listed, year, account } = seen;
    const exact = account === null ? [] : accountFigures(account);
    const used = listed.hasUsage ? await usageFigures(seen) : [];
    const asOf = used.find(({ about }) => about.asOf !== null)?.about.asOf ?? null;
    const show = (figure: Figure) =>
      shownFigure(page, figure, (form) => fileAddress(seen, figure.name, form));
    return {
      view: 'pool',
      model: {
        ...{ listed, year, years: yearsAround(page.today), asOf: page.today, publishedTo: asOf },
        account: account && accountSaid(account),
        exact: await Promise.all(exact.map(show)),
        used: await Promise.all(used.map(show)),
        ask: `/pools/${listed.pool.code}/usage?year=${year}`,
      },
    };
  },
};

async function usageFigures(seen: SeenPool): Promise<Figure[]> {
  const all: Figure[] = [];
  for (const name of [...USAGE_FIGURES, ...AREA_FIGURES]) {
    const figure = await publishedFigure(seen, name);
    if (figure) all.push(figure);
  }
  return all;
}

const publishedFigure = async (seen: SeenPool, name: string): Promise<Figure | null> =>
  (await usageFigure(seen, name)) ?? (await areaFigure(seen, name));

/** What stands above the figures of the account: the pool, and what the year is forecast to come to. */
function accountSaid({ year, names }: Account) {
  const { agreement, contributions, variance, broughtForward } = year;
  return {
    ...{ asOf: year.asOf, isOver: year.isOver, isPlanSent: year.isPlanSent, broughtForward },
    ...{ reference: agreement.reference, accounts: agreement.accounts },
    ...{ riskShare: agreement.riskShare, manager: agreement.manager },
    due: addPence(...contributions.map(({ due }) => due)),
    received: addPence(...contributions.map(({ received }) => received)),
    lastDay: lastDay(daysOf(year.year)),
    variance,
    left: variance !== null && variance < 0n ? -variance : null,
    working: year.risk.map(({ partner, working }) => ({
      ...{ partner: organisationSaid(names, partner), working },
    })),
  };
}

const fileAddress = ({ listed, year }: SeenPool, name: string, form: Form): string =>
  `/pools/${listed.pool.code}/figures/${name}.${form}?year=${year}`;

const FILE = /^([a-z-]+)\.([a-z]+)$/;

/** One figure of a pool as a picture, a CSV or a workbook. */
export const poolFigure: PageRoute = {
  path: '/pools/:code/figures/:file',
  get: async (page, asked) => {
    const [, name = '', ending] = FILE.exec(asked.params.file ?? '') ?? [];
    const form = FORMS.find((each) => each === ending);
    const seen = form && (await seenPool(page, asked));
    if (!seen) return null;
    const { account, listed, year } = seen;
    const figure =
      (account && accountFigures(account).find((each) => each.name === name)) ??
      (listed.hasUsage ? await publishedFigure(seen, name) : null);
    return figure && figureFile(page, figure, form, `${listed.pool.code}-${year}-${name}`);
  },
};
