import { MODES } from '../awards/award.ts';
import { AGE_BAND_CODES, DIMENSIONS, type Dimension, MOST_DIMENSIONS } from '../pools/dimension.ts';
import type { ListedPool } from '../pools/list-pools.ts';
import { QUARTERS } from '../pools/publication.ts';
import { dimensionsIn, MEASURES, type UsageFilter } from '../pools/usage.ts';
import { LATE } from '../pools/usage-facts.ts';
import { allStreams } from '../streams/store.ts';
import { type FinancialYear, monthOf } from '../values/financial-year.ts';
import { SECTORS } from '../values/sector.ts';
import type { Page } from './page.ts';
import type { PoolQuestion } from './pool-usage.ts';
import type { Asked } from './route.ts';

/** The codes by which a question may be narrowed down, of each dimension that has a list of them. */
export type CodeLists = ReadonlyMap<Dimension, readonly string[]>;

export async function codeLists(
  page: Page,
  { partners, schemes }: ListedPool,
  year: FinancialYear,
): Promise<CodeLists> {
  const months = Array.from({ length: 12 }, (_, at) => monthOf(year, at + 1).from.slice(0, 7));
  const streams = await allStreams(page.db);
  return new Map<Dimension, readonly string[]>([
    ['PARTNER', partners],
    ['SCHEME', [...schemes.keys()]],
    ['STREAM', streams.map(({ code }) => code)],
    ['SECTOR', SECTORS],
    ['MODE', MODES],
    ['AGE_BAND', AGE_BAND_CODES],
    ['MONTH', [...months, LATE]],
    ['QUARTER', QUARTERS],
  ]);
}

/** Why a question is not asked: a message of the page says so. */
export type QuestionProblem = 'too-many' | 'no-measure' | 'not-listed';

/** What an address asks, by fixed lists and nothing else: `by-STREAM=on&only-MODE=NOTIONAL&show-ACTUAL=on`. */
export function questionIn(
  query: Asked['query'],
  lists: CodeLists,
): PoolQuestion | { readonly problem: QuestionProblem } {
  const named = Object.entries(query).flatMap(([key, value]) => {
    const [, what = '', word = ''] = /^(by|only|show)-(.*)$/.exec(key) ?? [];
    return what === '' || !value ? [] : [{ what, word, value }];
  });
  const isListed = ({ what, word, value }: (typeof named)[number]): boolean => {
    if (what === 'by') return DIMENSIONS.some((each) => each === word);
    if (what === 'show') return MEASURES.some((each) => each === word);
    return lists.get(word as Dimension)?.includes(value) ?? false;
  };
  if (!named.every(isListed)) return { problem: 'not-listed' };
  const has = (what: string, word: string) =>
    named.some((each) => each.what === what && each.word === word);
  const by = DIMENSIONS.filter((each) => has('by', each));
  const filter = named
    .filter(({ what }) => what === 'only')
    .map(({ word, value }): UsageFilter => ({ dimension: word as Dimension, codes: [value] }));
  const measures = MEASURES.filter((each) => has('show', each));
  if (measures.length === 0) return { problem: 'no-measure' };
  if (dimensionsIn({ by, filter }).length > MOST_DIMENSIONS) return { problem: 'too-many' };
  return { by, filter, measures };
}
