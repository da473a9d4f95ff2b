import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type ModesOfYear, modesOf } from './mode-mix.ts';
import { readUsage } from './read-usage.ts';

export interface ModeMix extends ModesOfYear {
  /** Of the parts of the year before that are published of this one too; null where none is. */
  readonly yearBefore: ModesOfYear | null;
}

/**
 * How a pool’s money was held, and for how many people, by mode, with the year before beside it: usage
 * by mode, and noted as that. Null for a pool that is none, undefined where the viewer may not ask.
 */
export async function readModeMix(
  db: Database,
  viewer: Viewer,
  { pool, year }: { readonly pool: string; readonly year: FinancialYear },
  today: PlainDate,
): Promise<ModeMix | null | undefined> {
  const usage = await readUsage(db, viewer, { pool, year, by: ['MODE'], filter: [] }, today);
  if (!usage) return usage;
  return { ...modesOf(usage), yearBefore: usage.yearBefore && modesOf(usage.yearBefore) };
}
