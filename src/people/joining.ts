import { DisjointSets } from './disjoint-sets.ts';
import { type IdentityPair, joinByPairs, type PlacedPair, placePairs } from './linked-pairs.ts';

/** What joining needs of an identity. `ordinal` orders identities by when they were first seen. */
export interface Joinable {
  readonly id: string;
  readonly ordinal: bigint;
  readonly nhsNumber: string | null;
  readonly nino: string | null;
  readonly source: string;
  readonly namespace: string;
  readonly localId: string | null;
}

/**
 * Which identities are one person: those with the same NHS number; those with the same NINO; a row
 * that carries both; the same local id of the same source; and those of a pair that somebody linked
 * or that the model weighed enough, never by a name alone. A key (NINO or local id) that has been
 * seen beside two NHS numbers joins nothing: NHS numbers that disagree are never joined, nor are
 * two identities that somebody decided are not the same.
 *
 * Gives each identity the id of the oldest one of its person: that id is the person's. The answer
 * depends on the set of identities and pairs only, so an identity taken away leaves what was before.
 */
export function joinPeople(
  identities: readonly Joinable[],
  pairs: readonly IdentityPair[] = [],
): Map<string, string> {
  const sets = new DisjointSets(identities.length);
  const said = placePairs(identities, pairs);
  const nhsNumbersOf = nhsNumbersByKey(identities);
  const firstWith = new Map<string, number>();
  identities.forEach((identity, index) => {
    for (const key of keysOf(identity)) {
      if ((nhsNumbersOf.get(key)?.size ?? 0) > 1) continue;
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, index);
      else sets.join(first, index);
    }
  });
  separateDisagreeing(identities, sets, said.NOT_SAME);
  // Somebody's word goes before the model's, which leaves NINOs apart that differ as well.
  joinByPairs(sets, said.LINK, (at) => [identities[at]?.nhsNumber ?? null], said.NOT_SAME);
  const bothKeys = (at: number) => {
    const { nhsNumber, nino } = identities[at] as Joinable;
    return [nhsNumber, nino];
  };
  joinByPairs(sets, said.AUTOMATIC, bothKeys, said.NOT_SAME);
  return oldestOfEach(identities, sets);
}

function keysOf({ nhsNumber, nino, source, namespace, localId }: Joinable): string[] {
  return [
    ...(nhsNumber === null ? [] : [`nhs ${nhsNumber}`]),
    ...(nino === null ? [] : [`nino ${nino}`]),
    ...(localId === null ? [] : [`local ${JSON.stringify([source, namespace, localId])}`]),
  ];
}

function nhsNumbersByKey(identities: readonly Joinable[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const identity of identities) {
    if (identity.nhsNumber === null) continue;
    for (const key of keysOf(identity)) {
      const numbers = found.get(key) ?? new Set();
      found.set(key, numbers.add(identity.nhsNumber));
    }
  }
  return found;
}

/**
 * Two NHS numbers, or two that are not the same, can still meet through a chain of identities. Such
 * a chain is cut: those with an NHS number stay with their own, the others keep to those of the same
 * key; and where even they hold two that are not the same, each stands alone.
 */
function separateDisagreeing(
  identities: readonly Joinable[],
  sets: DisjointSets,
  notSame: readonly PlacedPair[],
): void {
  const members = new Map<number, number[]>();
  identities.forEach((_, index) => {
    const root = sets.rootOf(index);
    const known = members.get(root);
    if (known) known.push(index);
    else members.set(root, [index]);
  });
  const together = ({ left, right }: PlacedPair) => sets.rootOf(left) === sets.rootOf(right);
  const torn = new Set(notSame.filter(together).map(({ left }) => sets.rootOf(left)));
  for (const [root, group] of members) {
    const numbers = new Set(group.flatMap((index) => identities[index]?.nhsNumber ?? []));
    if (numbers.size < 2 && !torn.has(root)) continue;
    const byKey = new Map<string, number[]>();
    for (const index of group) {
      sets.free(index);
      const identity = identities[index] as Joinable;
      const key = identity.nhsNumber ?? keysOf(identity)[0] ?? identity.id;
      byKey.set(key, [...(byKey.get(key) ?? []), index]);
    }
    for (const of of byKey.values()) joinUnlessTorn(identities, sets, of, notSame);
  }
}

/** Joins those of one key; those of a NINO or local id only if none of them is not another. */
function joinUnlessTorn(
  identities: readonly Joinable[],
  sets: DisjointSets,
  group: readonly number[],
  notSame: readonly PlacedPair[],
): void {
  const [first = 0, ...others] = group;
  const inGroup = new Set(group);
  const torn = notSame.some(({ left, right }) => inGroup.has(left) && inGroup.has(right));
  if (torn && identities[first]?.nhsNumber === null) return;
  for (const other of others) sets.join(first, other);
}

function oldestOfEach(identities: readonly Joinable[], sets: DisjointSets): Map<string, string> {
  const oldest = new Map<number, Joinable>();
  identities.forEach((identity, index) => {
    const root = sets.rootOf(index);
    const found = oldest.get(root);
    if (!found || identity.ordinal < found.ordinal) oldest.set(root, identity);
  });
  return new Map(
    identities.map((identity, index) => [
      identity.id,
      (oldest.get(sets.rootOf(index)) as Joinable).id,
    ]),
  );
}
