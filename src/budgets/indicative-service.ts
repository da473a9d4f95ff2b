import type { Database } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { CLUSTER_LASTS_DAYS } from './in-force.ts';
import { type IndicativeBudget, indicate } from './indicative.ts';
import { endOf } from './restatement-service.ts';
import { toldOf } from './shown.ts';
import { toldInYear } from './store.ts';
import type { WhatIf } from './what-if.ts';
import { booksFor } from './what-if-books.ts';

export interface AskedIndicative {
  /** The first of the twelve months' days. */
  readonly from: PlainDate;
  /** Deliveries, prices and decisions as known by the end of this day; null is now. */
  readonly knownAt: PlainDate | null;
  readonly whatIfs: readonly WhatIf[];
}

/**
 * What twelve months would come to for people whom the viewer may see, in their order; two
 * statements for any number, and nothing is stored. Throws ActivityRefused where an assumption
 * cannot be made.
 */
export async function indicativeBudgetsOf(
  db: Database,
  people: readonly VisiblePerson[],
  { from, knownAt, whatIfs }: AskedIndicative,
): Promise<IndicativeBudget[]> {
  const known = knownAt === null ? null : endOf(knownAt);
  const asked = {
    personIds: people.map((person) => person.id),
    year: financialYearOf(from),
    since: addDays(from, -CLUSTER_LASTS_DAYS),
    knownAt: known,
  };
  const told = await toldInYear(openedFor(db, people), asked, 'LINES');
  const books = await booksFor(db, whatIfs, known);
  return people.map((person) =>
    indicate({
      from,
      streams: told.sources.streams,
      ...toldOf(person, told),
      whatIfs: books,
      onlyFunder: person.sharing.fundedBy,
      funderName: (code) => told.funderNames.get(code) ?? code,
    }),
  );
}
