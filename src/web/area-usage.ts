import type { StreamsOfPeople } from '../pools/multi-stream.ts';
import type { SaidOfFigures } from '../pools/publication.ts';
import { readModeMix } from '../pools/read-mode-mix.ts';
import { readMultiStream } from '../pools/read-multi-stream.ts';
import { readPriceVariation } from '../pools/read-price-variation.ts';
import type { Figure as Published } from '../pools/usage-figures.ts';
import type { About, Cell, Column, Figure, Row } from './figure.ts';
import type { Page } from './page.ts';
import { figureSaid, type PublishedPool } from './pool-usage.ts';
import { priceColumns, priceRows } from './price-figure.ts';

/** Figures beside those by one dimension: how money is held, and of the whole area what no pool tells apart. */
const AREA: Readonly<Record<string, (pool: PublishedPool) => Promise<Figure | null>>> = {
  'mode-mix': modeMix,
  'price-variation': priceVariation,
  'streams-of-people': streamsOfPeople,
};

export const AREA_FIGURES: readonly string[] = Object.keys(AREA);

/** One figure of the area by its name; null where there is none, or nothing of it is published. */
export async function areaFigure(pool: PublishedPool, name: string): Promise<Figure | null> {
  return (await AREA[name]?.(pool)) ?? null;
}

/** Each way of holding money, also one that nobody has, with its share of what is shown. */
async function modeMix({ page, listed, year }: PublishedPool): Promise<Figure | null> {
  const pool = listed.pool.code;
  const found = await readModeMix(page.db, page.viewer, { pool, year }, page.today);
  if (!found || found.asOf === null) return null;
  const { say } = page;
  const columns: Column[] = [
    { name: say('pools.by-MODE'), kind: 'TEXT' },
    { name: say('pools.measure-PEOPLE'), kind: 'COUNT' },
    { name: say('pools.share-people'), kind: 'TEXT' },
    { name: say('pools.measure-COMMITTED'), kind: 'MONEY' },
    { name: say('pools.measure-ACTUAL'), kind: 'MONEY' },
    { name: say('pools.share-spent'), kind: 'TEXT' },
  ];
  return {
    ...{ name: 'mode-mix', columns, drawing: null },
    title: say('pools.figure-mode-mix', { year }),
    words: say('pools.words-mode-mix'),
    rows: found.modes.map(
      ({ mode, people, committed, spend }): Row => [
        ...[
          say(`pools.MODE-${mode}`),
          figureSaid(page, people.figure),
          shareSaid(page, people.share),
        ],
        ...[figureSaid(page, committed.figure), figureSaid(page, spend.figure)],
        shareSaid(page, spend.share),
      ],
    ),
    about: {
      ...aboutArea(page, year, found),
      filters: say('pools.of', { pool: listed.pool.name, year }),
    },
  };
}

function shareSaid({ say }: Page, share: Published<string>): Cell {
  return 'value' in share
    ? `${share.value} %`
    : { notShown: say('pools.not-shown', { why: say(`pools.why-${share.suppressed}`) }) };
}

/** What a week and an hour of each service cost, by area; lists of prices beside them. */
async function priceVariation({ page, year }: PublishedPool): Promise<Figure | null> {
  const asked = { year, part: null, service: null };
  const found = await readPriceVariation(page.db, page.viewer, asked);
  if (!found || found.asOf === null) return null;
  const { say } = page;
  return {
    ...{ name: 'price-variation', columns: priceColumns(page), drawing: null },
    title: say('pools.figure-price-variation', { year }),
    words: say('pools.words-price-variation'),
    rows: found.services.flatMap((service) => priceRows(page, service)),
    about: aboutArea(page, year, found),
  };
}

/** How many people have money of one stream, of two and more, and of how many sectors. */
async function streamsOfPeople({ page, year }: PublishedPool): Promise<Figure | null> {
  const found = await readMultiStream(page.db, page.viewer, { year, part: null });
  if (!found || found.asOf === null) return null;
  const { say } = page;
  const areas = found.areas.map((area) => [area.name ?? say('pools.not-known'), area] as const);
  const counted = [[say('pools.whole-area'), found] as const, ...areas];
  return {
    ...{ name: 'streams-of-people', drawing: null },
    title: say('pools.figure-streams-of-people', { year }),
    words: say('pools.words-streams-of-people'),
    columns: [
      ...['area', 'how-many'].map((name) => ({
        ...{ name: say(`pools.${name}`), kind: 'TEXT' as const },
      })),
      { name: say('pools.measure-PEOPLE'), kind: 'COUNT' },
    ],
    rows: counted.flatMap(([area, people]) => rowsOfPeople(page, area, people)),
    about: aboutArea(page, year, found),
  };
}

function rowsOfPeople(page: Page, area: string, people: StreamsOfPeople): Row[] {
  const { say } = page;
  const row = (said: string, count: Cell): Row => [area, said, count];
  return [
    row(say('pools.any-stream'), figureSaid(page, people.people)),
    ...people.byStreams.map((each) =>
      row(say(`pools.streams-${each.code}`), figureSaid(page, each.people)),
    ),
    ...people.bySectors.map((each) =>
      row(say('pools.sectors', { count: Number(each.code) }), figureSaid(page, each.people)),
    ),
  ];
}

const aboutArea = (
  { say }: Page,
  year: string,
  { asOf, ruleVersion, suppressed }: Omit<SaidOfFigures, 'part'>,
): About => ({
  ...{ asOf, ruleVersion, filters: say('pools.of-area', { year }) },
  suppression: say('pools.suppressed', { count: suppressed }),
  source: say('pools.source-area'),
});
