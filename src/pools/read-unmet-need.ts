import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { TablesByMeasure } from './protect.ts';
import type { Publication } from './publication.ts';
import { publishedTables } from './published-tables.ts';
import { publicationAsked } from './read-area.ts';
import { UsageRefused } from './read-usage.ts';
import { inOrder, type UnmetNeedFigures, unmetNeedFigures } from './unmet-need.ts';
import type { NeedDimension } from './unmet-need-facts.ts';
import { lastPublished } from './unmet-need-store.ts';

export interface AskedNeed {
  readonly year: FinancialYear;
  readonly by: readonly NeedDimension[];
}

const MOST = 2;

/**
 * Unmet need as it stood on the last day of the last quarter of the year that is published. Undefined
 * where the viewer may not ask; the question is noted. Throws a UsageRefused.
 */
export async function readUnmetNeed(
  db: Database,
  viewer: Viewer,
  { year, by }: AskedNeed,
): Promise<UnmetNeedFigures | undefined> {
  if (reachOf(viewer, 'read-usage') !== 'everyone') return undefined;
  if (new Set(by).size !== by.length) throw new UsageRefused('names a dimension twice');
  if (by.length > MOST) throw new UsageRefused(`names more than ${MOST} dimensions`);
  const asked = { year, part: null };
  const publication = await publicationAsked(db, viewer, 'UNMET_NEED', asked, by);
  return publication === undefined ? undefined : figuresOf(db, publication, by);
}

/** The same of each area in the last quarter that is published, for everybody: of published cells alone. */
export async function publicUnmetNeed(db: Database): Promise<UnmetNeedFigures> {
  return figuresOf(db, await lastPublished(db, 'UNMET_NEED'), ['AREA']);
}

async function figuresOf(
  db: Database,
  publication: Publication | null,
  by: readonly NeedDimension[],
): Promise<UnmetNeedFigures> {
  const tables = async (dimensions: readonly string[]): Promise<TablesByMeasure> =>
    publication === null ? new Map() : publishedTables(db, publication, dimensions);
  return unmetNeedFigures(publication, by, await tables(inOrder(by)), await tables([]));
}
