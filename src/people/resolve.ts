import type { Transaction } from '../db/database.ts';
import { joinPeople } from './joining.ts';
import {
  identitiesOnlySeenIn,
  neighboursOf,
  type StoredJoinable,
  setLive,
  setPeople,
} from './store.ts';

const PAGE = 2000;

/**
 * Lets what a delivery or recorded link said of people count (or count no longer) and works out
 * again who is who among the identities it touches.
 */
export async function resolvePeople(tx: Transaction, seenIn: string, live: boolean): Promise<void> {
  await setLive(tx, seenIn, live);
  const ids = await identitiesOnlySeenIn(tx, seenIn);
  for (let at = 0; at < ids.length; at += PAGE) await resolveAround(tx, ids.slice(at, at + PAGE));
}

async function resolveAround(tx: Transaction, ids: readonly string[]): Promise<void> {
  const found = await closureOf(tx, ids);
  const people = joinPeople(found.filter((identity) => identity.live));
  const changes = found
    .map(({ id, personId }) => ({ id, before: personId, personId: people.get(id) ?? null }))
    .filter((change) => change.before !== change.personId);
  if (changes.length > 0) await setPeople(tx, changes);
}

/** Everything that can be reached from the identities by shared keys, however long the chain. */
async function closureOf(tx: Transaction, ids: readonly string[]): Promise<StoredJoinable[]> {
  const found = new Map<string, StoredJoinable>();
  let edge = ids;
  while (edge.length > 0) {
    const near = await neighboursOf(tx, edge);
    const asked = new Set(edge);
    edge = near.map(({ id }) => id).filter((id) => !found.has(id) && !asked.has(id));
    for (const identity of near) found.set(identity.id, identity);
  }
  return [...found.values()];
}
