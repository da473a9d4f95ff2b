import type { StreamsOfPeople } from '../pools/multi-stream.ts';
import type { SaidOfFigures } from '../pools/read-area.ts';
import { readMultiStream } from '../pools/read-multi-stream.ts';
import type { About, Cell, Figure, Row } from './figure.ts';
import type { Page } from './page.ts';
import { figureSaid, type PublishedPool } from './pool-usage.ts';

/** Figures of the whole area that stand beside those of a pool: no pool tells them apart. */
const AREA: Readonly<Record<string, (pool: PublishedPool) => Promise<Figure | null>>> = {
  'streams-of-people': streamsOfPeople,
};

export const AREA_FIGURES: readonly string[] = Object.keys(AREA);

/** One figure of the area by its name; null where there is none, or nothing of it is published. */
export async function areaFigure(pool: PublishedPool, name: string): Promise<Figure | null> {
  return (await AREA[name]?.(pool)) ?? null;
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
  { asOf, ruleVersion, suppressed }: SaidOfFigures,
): About => ({
  ...{ asOf, ruleVersion, filters: say('pools.of-area', { year }) },
  suppression: say('pools.suppressed', { count: suppressed }),
  source: say('pools.source-area'),
});
