import { isShown, type Sharing } from '../access/sharing.ts';
import type { Database } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import type { ShownDecision } from './decision.ts';
import { decisionsOfPeople } from './decisions-store.ts';

/** By its stream, as a line of each of its funders; to finance those in which it has a part. */
function isDecisionShown(sharing: Sharing, { stream, shares }: ShownDecision): boolean {
  const funders = shares.map(({ funder }) => funder.code);
  if (sharing.fundedBy !== undefined) return funders.includes(sharing.fundedBy);
  return funders.some((funder) => isShown(sharing, stream, funder));
}

/** What was decided of people, replaced and ended ones too, for each what the viewer is shown. */
export async function decisionsFor(
  db: Database,
  people: readonly VisiblePerson[],
): Promise<ShownDecision[][]> {
  const ids = people.map(({ id }) => id);
  const all = await decisionsOfPeople(openedFor(db, people), ids);
  return people.map(({ id, sharing }) =>
    all.filter((each) => each.personId === id && isDecisionShown(sharing, each)),
  );
}
