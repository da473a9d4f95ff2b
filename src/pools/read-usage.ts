import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Queries } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { type Dimension, MOST_DIMENSIONS } from './dimension.ts';
import { allPools } from './pools-store.ts';
import { type ProtectedCell, protectedTable, TooFine } from './protect.ts';
import { type Publication, RULE_VERSION } from './publication.ts';
import { factsOf, keepTable, publicationsOf, publishedTable } from './publication-store.ts';
import { dimensionsIn, type PublishedPart, type Usage, type UsageAsked, usageOf } from './usage.ts';

/** A question that may not be asked, in words that say why. */
export class UsageRefused extends Error {
  override readonly name = 'UsageRefused';
}

export interface AskedUsage extends UsageAsked {
  readonly pool: string;
  readonly year: FinancialYear;
}

/**
 * How a pool was used, for analysts, made of published tables; null for a pool that is none, undefined
 * where the viewer may not ask. Each question is noted. Throws a UsageRefused for what may not be asked.
 */
export async function readUsage(
  db: Database,
  viewer: Viewer,
  asked: AskedUsage,
): Promise<Usage | null | undefined> {
  if (reachOf(viewer, 'read-usage') !== 'everyone') return undefined;
  refuseTooMany(asked);
  const { pool, year, by, filter } = asked;
  if (!(await allPools(db)).some(({ code }) => code === pool)) return null;
  const filters = filter.map(({ dimension, codes }) => ({ dimension, codes: [...codes] }));
  await note(db, viewer.subject, { action: 'usage-asked', pool, year, by: [...by], filters });
  const publications = await publicationsOf(db, pool, year);
  const named = dimensionsIn(asked).filter((dimension) => dimension !== 'QUARTER');
  const published = db.under({ task: 'PUBLISHING' });
  const parts: PublishedPart[] = [];
  for (const publication of publications) {
    const table = await tableOf(published, publication, named);
    const [whole] = await tableOf(published, publication, []);
    parts.push({ part: publication.part, asOf: publication.asOf, table, whole });
  }
  return usageOf(asked, parts, publications.at(-1)?.ruleVersion ?? RULE_VERSION);
}

function refuseTooMany(asked: UsageAsked): void {
  const { by, filter } = asked;
  if (new Set(by).size !== by.length) throw new UsageRefused('names a dimension twice');
  if (new Set(filter.map(({ dimension }) => dimension)).size !== filter.length) {
    throw new UsageRefused('filters by a dimension twice');
  }
  if (dimensionsIn(asked).length > MOST_DIMENSIONS) {
    const most = `at most ${MOST_DIMENSIONS} dimensions may be named, filters included`;
    throw new UsageRefused(`${most}: more would tell of too few people`);
  }
}

/** A table as it was worked out when it was first asked for; the same to everybody for ever. */
async function tableOf(
  queries: Queries,
  { id }: Publication,
  by: readonly Dimension[],
): Promise<readonly ProtectedCell[]> {
  const name = by.join(' ');
  const kept = await publishedTable(queries, id, name);
  if (kept) return kept;
  const facts = await factsOf(queries, id);
  const cells = await protectedTable(
    facts.map(({ person, amount, codes }) => ({
      ...{ person, amount },
      codes: by.map((dimension) => codes[dimension as keyof typeof codes]),
    })),
    by.length,
  ).catch((error: unknown) => {
    if (error instanceof TooFine) throw new UsageRefused(error.message);
    throw error;
  });
  await keepTable(queries, id, name, cells);
  return cells;
}
