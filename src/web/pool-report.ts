import { poolsFor } from '../pools/list-pools.ts';
import { PARTS, type Part } from '../pools/publication.ts';
import { readPool } from '../pools/read-pool.ts';
import { readPoolReport } from '../pools/read-report.ts';
import { BadValue } from '../values/bad-value.ts';
import { lastDay } from '../values/period.ts';
import { type PlainDate, parsePlainDate } from '../values/plain-date.ts';
import { figureFile } from './figure-file.ts';
import { type Form, shownFigure } from './figure-shown.ts';
import type { Page } from './page.ts';
import { reportFigures, type ShownReport, wholeReport } from './pool-report-figures.ts';
import { namesOf } from './pool-words.ts';
import type { Asked, PageRoute } from './route.ts';
import { yearAsked, yearsAround } from './year.ts';

/** The report of an address; null where there is none, or none that the reader may read. */
async function seenReport(page: Page, { params, query }: Asked): Promise<ShownReport | null> {
  const { db, viewer, today } = page;
  const year = yearAsked(query.year, today);
  const part = partAsked(query.part);
  const known = knownAsked(query.known, today);
  const listed = (await poolsFor(db, viewer, today))?.find(({ pool }) => pool.code === params.code);
  if (!listed?.hasAccount || year === null || part === null || known === undefined) return null;
  const read = await readPool(db, viewer, listed.pool.code, today);
  const report =
    read && (await readPoolReport(db, viewer, read, { year, part, today, knownOn: known }));
  if (!report) return null;
  const names = await namesOf(page, listed);
  const schemes = new Map([...names.schemes, ...report.account.schemeNames]);
  const said = { page, poolName: listed.pool.name, year: report.account };
  return { ...said, names: { ...names, schemes }, report };
}

const partAsked = (text: string | undefined): Part | null =>
  text === undefined ? 'YEAR' : (PARTS.find((each) => each === text) ?? null);

/** Null where the address asks for no day; undefined where what it asks for is none, or is to come. */
function knownAsked(text: string | undefined, today: PlainDate): PlainDate | null | undefined {
  if (text === undefined || text === '') return null;
  try {
    const day = parsePlainDate(text);
    return day <= today ? day : undefined;
  } catch (error) {
    if (error instanceof BadValue) return undefined;
    throw error;
  }
}

/** Its address is of the day on which it is known, so that it is the same whenever it is opened. */
const addressOf = ({ report, page }: ShownReport, code: string, more = ''): string => {
  const known = report.knownOn < page.today ? `&known=${report.knownOn}` : '';
  return `/pools/${code}/report${more}?year=${report.account.year}&part=${report.part}${known}`;
};

/** What the pool's manager reports to the partners of a quarter or a year. */
export const poolReport: PageRoute = {
  path: '/pools/:code/report',
  get: async (page, asked) => {
    const shown = await seenReport(page, asked);
    if (!shown) return null;
    const code = asked.params.code ?? '';
    const { report } = shown;
    const { account } = report;
    const show = (name: string) => (form: Form) => addressOf(shown, code, `/${name}.${form}`);
    return {
      view: 'pool-report',
      model: {
        ...{ code, poolName: shown.poolName, year: account.year, part: report.part, parts: PARTS },
        ...{ years: yearsAround(page.today), first: report.days.from, last: lastDay(report.days) },
        ...{ known: report.knownOn, asOf: account.asOf, caveats: report.caveats },
        ...{ variance: account.variance, agreedVariance: account.outlook.variance },
        ...{ broughtForward: account.broughtForward, reference: account.agreement.reference },
        ...{ manager: account.agreement.manager },
        ...{ unpriced: account.unpriced, unassessed: account.unassessed },
        carried: account.carriedOver?.working ?? [],
        working: account.risk.map(({ partner, working }) => ({
          ...{ partner: shown.names.organisations.get(partner)?.name ?? partner, working },
        })),
        figures: await Promise.all(
          reportFigures(shown).map((figure) => shownFigure(page, figure, show(figure.name))),
        ),
        csv: show('report')('csv'),
        workbook: show('report')('xlsx'),
      },
    };
  },
};

const FILE = /^([a-z-]+)\.(csv|xlsx|svg)$/;

/** One figure of a report, or all of it, as a CSV or a workbook. */
export const poolReportFile: PageRoute = {
  path: '/pools/:code/report/:file',
  get: async (page, asked) => {
    const [, name = '', form] = FILE.exec(asked.params.file ?? '') ?? [];
    const shown = form === undefined ? null : await seenReport(page, asked);
    if (!shown) return null;
    const figure =
      name === 'report'
        ? await wholeReport(shown)
        : reportFigures(shown).find((each) => each.name === name);
    const { account, part } = shown.report;
    const file = `${asked.params.code}-${account.year}-${part}-${name}`;
    return figure ? figureFile(page, figure, form as Form, file) : null;
  },
};
