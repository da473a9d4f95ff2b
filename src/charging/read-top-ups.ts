import type { Database } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import type { RecordedTopUp } from './top-up.ts';
import { topUpsOfPeople } from './top-up-store.ts';

/** The stream beside whose lines a top-up stands. */
export const TOPPED_UP_STREAM = 'adult-social-care';

/**
 * What others pay for the homes of people, of every council, in the order recorded. For whoever is
 * shown that council's lines, beside which it is told.
 */
export async function topUpsFor(
  db: Database,
  people: readonly VisiblePerson[],
): Promise<RecordedTopUp[][]> {
  const ids = people.map(({ id }) => id);
  const all = await topUpsOfPeople(openedFor(db, people), ids);
  return people.map(({ id }) => all.filter(({ personId }) => personId === id));
}
