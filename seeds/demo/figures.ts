import type { Database } from '../../src/db/database.ts';
import { AREA_FIGURES } from '../../src/pools/area-figures.ts';
import type { AreaSubject } from '../../src/pools/publication.ts';
import { type FactsOfArea, publishArea } from '../../src/pools/publish-area.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import { DEMO_DAY } from './bodies.ts';

/** Of contracts nothing is over yet on the day of the demonstration. */
const SUBJECTS: readonly AreaSubject[] = ['STREAMS', 'PRICES', 'UNMET_NEED'];

/** Publishes what was on the last day of March 2026, as an operator would. */
export async function publishFigures(db: Database, by: string): Promise<string> {
  const year = parseFinancialYear('2025-26');
  for (const subject of SUBJECTS) {
    const request = { subject, year, part: 'Q4', by } as const;
    await publishArea(db, request, AREA_FIGURES.get(subject) as FactsOfArea, DEMO_DAY);
  }
  return `${SUBJECTS.length} figures of the whole area published`;
}
