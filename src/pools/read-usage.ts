import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database } from '../db/database.ts';
import { withoutDeadline } from '../db/deadline.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { MOST_DIMENSIONS } from './dimension.ts';
import { knownCodes } from './known-codes.ts';
import { plannedByScheme } from './planned.ts';
import { allPools } from './pools-store.ts';
import { TooFine } from './protect.ts';
import type { Publication } from './publication.ts';
import { publicationsOf } from './publication-store.ts';
import { publishedTables } from './published-tables.ts';
import { dimensionsIn, type PublishedPart, type Usage, type UsageAsked, usageOf } from './usage.ts';
import { faultOfFilter } from './usage-codes.ts';
import { askedOfYearBefore, sameParts } from './year-before.ts';

/** A question that may not be asked, in words that say why. */
export class UsageRefused extends Error {
  override readonly name = 'UsageRefused';
}

/** How a pool was used, and the same of the year before; null where nothing of that is published. */
export interface ReadUsage extends Usage {
  readonly yearBefore: Usage | null;
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
  today: PlainDate,
): Promise<ReadUsage | null | undefined> {
  if (reachOf(viewer, 'read-usage') !== 'everyone') return undefined;
  refuseTooMany(asked);
  const { pool, year, by, filter } = asked;
  if (!(await allPools(db)).some(({ code }) => code === pool)) return null;
  if (filter.length > 0) {
    const known = await knownCodes(db, pool, today);
    for (const each of filter) {
      const fault = faultOfFilter(each, year, known);
      if (fault) throw new UsageRefused(fault);
    }
  }
  const filters = filter.map(({ dimension, codes }) => ({ dimension, codes: [...codes] }));
  await note(db, viewer.subject, { action: 'usage-asked', pool, year, by: [...by], filters });
  const before = askedOfYearBefore(asked);
  const publications = await publicationsOf(db, { subject: 'POOL', pool }, year);
  const earlier = sameParts(
    await publicationsOf(db, { subject: 'POOL', pool }, before.year),
    publications,
  );
  const planned = await plannedByScheme(db, pool, year, today);
  const usage = usageOf(
    asked,
    await withoutDeadline(() => partsOf(db, asked, publications)),
    planned,
  );
  if (earlier.length === 0) return { ...usage, yearBefore: null };
  const planThen = await plannedByScheme(db, pool, before.year, today);
  const yearBefore = usageOf(
    before,
    await withoutDeadline(() => partsOf(db, before, earlier)),
    planThen,
  );
  return { ...usage, yearBefore };
}

/**
 * What is published of a year, by the dimensions that a question names. All of it is worked out, also
 * where that takes longer than the question may: whoever asks again finds it.
 */
async function partsOf(
  db: Database,
  asked: AskedUsage,
  publications: readonly Publication[],
): Promise<PublishedPart[]> {
  const named = dimensionsIn(asked).filter((dimension) => dimension !== 'QUARTER');
  const parts: PublishedPart[] = [];
  for (const publication of publications) {
    const tables = await publishedTables(db, publication, named).catch(refuseTooFine);
    const whole = await publishedTables(db, publication, []);
    parts.push({ ...publication, tables, whole });
  }
  return parts;
}

function refuseTooFine(error: unknown): never {
  if (error instanceof TooFine) throw new UsageRefused(error.message);
  throw error;
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
