import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { AreaSubject, Publication, Quarter } from './publication.ts';
import { publicationsOf } from './publication-store.ts';

/** Figures of the whole area, of a quarter or of the last one of the year that is published. */
export interface AskedArea {
  readonly year: FinancialYear;
  readonly part: Quarter | null;
}

/**
 * The publication that a question is answered from; null where there is none, undefined where the
 * viewer may not ask. The question is noted.
 */
export async function publicationAsked(
  db: Database,
  viewer: Viewer,
  subject: AreaSubject,
  { year, part }: AskedArea,
  by: readonly string[],
): Promise<Publication | null | undefined> {
  if (reachOf(viewer, 'read-usage') !== 'everyone') return undefined;
  await note(db, viewer.subject, { action: 'figures-asked', subject, year, by: [...by] });
  const published = await publicationsOf(db, { subject, pool: null }, year);
  const asked = part === null ? published.at(-1) : published.find((each) => each.part === part);
  return asked ?? null;
}
