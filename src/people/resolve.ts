import type { Transaction } from '../db/database.ts';
import { joinPeople } from './joining.ts';
import { findPairs } from './match-pairs.ts';
import { pairsAmong, type StoredPair, setOutcomes } from './match-store.ts';
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
  if (live) await findPairs(tx, ids);
  for (let at = 0; at < ids.length; at += PAGE) await resolveAround(tx, ids.slice(at, at + PAGE));
}

/** Works out again who is who among these identities and all that are tied to them. */
export async function resolveAround(tx: Transaction, ids: readonly string[]): Promise<void> {
  const found = await closureOf(tx, ids);
  const pairs = await pairsAmong(
    tx,
    found.map(({ id }) => id),
  );
  const people = joinPeople(
    found.filter((identity) => identity.live),
    pairs,
  );
  const changes = found
    .map(({ id, personId }) => ({ id, before: personId, personId: people.get(id) ?? null }))
    .filter((change) => change.before !== change.personId);
  if (changes.length > 0) await setPeople(tx, changes);
  const shown = outcomesOf(pairs, people);
  if (shown.length > 0) await setOutcomes(tx, shown);
}

/** A pair that is heavy enough and still joins nothing, because others contest it, is for review. */
function outcomesOf(
  pairs: readonly StoredPair[],
  people: ReadonlyMap<string, string>,
): Pick<StoredPair, 'id' | 'outcome'>[] {
  return pairs.flatMap(({ id, leftId, rightId, says, outcome: before }) => {
    const [left, right] = [people.get(leftId), people.get(rightId)];
    if (says !== 'AUTOMATIC' || left === undefined || right === undefined) return [];
    const outcome = left === right ? 'LINKED' : 'REVIEW';
    return outcome === before ? [] : [{ id, outcome } as const];
  });
}

/** Everything that can be reached from the identities by shared keys or linked pairs, however long the chain. */
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
