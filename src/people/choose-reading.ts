import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { ChosenReading, Reading } from './reading.ts';
import { keepReading, readingsOfPeople } from './readings-store.ts';
import { waitToSettle } from './store.ts';
import { openedFor, type PersonKey, type VisiblePerson, visiblePerson } from './visible.ts';

/**
 * Keeps how a person reads, for whoever signs in or prints for them: by the person themself alone.
 * False where they chose just that last; null where the viewer may not.
 */
export async function chooseReading(
  db: Database,
  viewer: Viewer,
  key: PersonKey,
  reading: Reading,
  today: PlainDate,
): Promise<boolean | null> {
  if (reachOf(viewer, 'choose-reading') !== 'self') return null;
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const person = await visiblePerson(tx, viewer, key, today);
    if (!person) return null;
    const before = (await readingsOfPeople(tx, [person.id])).get(person.id);
    if (before && isSame(before, reading)) return false;
    const id = await keepReading(tx, person.id, reading, viewer.subject);
    await note(tx, viewer.subject, { action: 'reading-chosen', reading: id, person: person.id });
    return true;
  });
}

const isSame = (a: Reading, b: Reading): boolean =>
  a.language === b.language && a.size === b.size && a.format === b.format;

/** How people read, who may be seen; null where they chose nothing, or it is none of the viewer’s. */
export async function readingsFor(
  db: Database,
  people: readonly VisiblePerson[],
): Promise<(ChosenReading | null)[]> {
  // Who only pays needs no letter to be large.
  const told = people.filter(({ sharing }) => sharing.fundedBy === undefined);
  const ids = told.map(({ id }) => id as string);
  const found = ids.length === 0 ? new Map() : await readingsOfPeople(openedFor(db, told), ids);
  return people.map(({ id }) => found.get(id) ?? null);
}
