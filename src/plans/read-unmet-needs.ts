import { audienceOf } from '../access/gateways.ts';
import { isSectorShown, isShown } from '../access/sharing.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import type { UnmetNeed } from './unmet-need.ts';
import { unmetNeedsOfPeople } from './unmet-needs-store.ts';

/**
 * Whether a viewer is shown that a need is not met: teams of the organisation that recorded it; else
 * as they are shown the stream that would meet it, and where none is named as whatever its sector
 * tells. Finance is shown what its own organisation recorded.
 */
export function isNeedShown(
  viewer: Pick<Viewer, 'role' | 'organisation'>,
  { sharing }: Pick<VisiblePerson, 'sharing'>,
  { stream, organisation }: Pick<UnmetNeed, 'stream' | 'organisation'>,
): boolean {
  if (sharing.fundedBy !== undefined) return sharing.fundedBy === organisation.code;
  if (viewer.role === 'care-team' && viewer.organisation === organisation.code) return true;
  if (stream !== null) return isShown(sharing, stream, organisation.code);
  if (sharing.granted !== undefined) return sharing.granted === null;
  const sector = audienceOf({ role: 'care-team' }, organisation.kind);
  if (sector === 'SELF' || sector === 'NONE') return sharing.audience === 'SELF';
  return isSectorShown(sharing, sector, organisation.code);
}

/** Needs of people that were recorded as unmet, for each what the viewer is shown, in that order. */
export async function unmetNeedsFor(
  db: Database,
  viewer: Viewer,
  people: readonly VisiblePerson[],
): Promise<UnmetNeed[][]> {
  if (people.length === 0) return [];
  const ids = people.map(({ id }) => id);
  const all = await unmetNeedsOfPeople(openedFor(db, people), ids);
  return people.map((person) =>
    all.filter((need) => need.personId === person.id && isNeedShown(viewer, person, need)),
  );
}
