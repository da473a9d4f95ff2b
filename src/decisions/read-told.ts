import type { Sharing } from '../access/sharing.ts';
import type { Database } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import { isRecordShown } from './read-awards.ts';
import type { Told } from './told.ts';
import { toldOfPeople } from './told-store.ts';

/**
 * Whether a viewer is shown that somebody was told an amount: of a stream as a line of its money. A
 * sum of everything could tell of what is shut, so it is for the person, for a representative of
 * every stream and for finance of the organisation that recorded it alone.
 */
export function isToldShown(sharing: Sharing, { stream, organisation }: Told): boolean {
  if (stream !== null) return isRecordShown(sharing, stream, organisation.code);
  if (sharing.fundedBy !== undefined) return sharing.fundedBy === organisation.code;
  return sharing.audience === 'SELF' || sharing.granted === null;
}

/** What people were told of their money, for each what the viewer is shown, in the order recorded. */
export async function toldFor(db: Database, people: readonly VisiblePerson[]): Promise<Told[][]> {
  const ids = people.map(({ id }) => id);
  const all = await toldOfPeople(openedFor(db, people), ids);
  return people.map(({ id, sharing }) =>
    all.filter((told) => told.personId === id && isToldShown(sharing, told)),
  );
}
