import { DisjointSets } from './disjoint-sets.ts';

/** What is said of two identities: by somebody, or by the model’s weight alone. */
export interface IdentityPair {
  readonly leftId: string;
  readonly rightId: string;
  /** In bits. */
  readonly weight: number;
  readonly says: 'LINK' | 'NOT_SAME' | 'AUTOMATIC';
}

/** A pair by its two places in the list of identities. */
export interface PlacedPair {
  readonly left: number;
  readonly right: number;
  readonly weight: number;
}

/** The pairs of which both identities are in the list, by what is said of them. */
export function placePairs(
  identities: readonly { readonly id: string }[],
  pairs: readonly IdentityPair[],
): Record<IdentityPair['says'], PlacedPair[]> {
  const placed: Record<IdentityPair['says'], PlacedPair[]> = {
    LINK: [],
    NOT_SAME: [],
    AUTOMATIC: [],
  };
  if (pairs.length === 0) return placed;
  const placeOf = new Map(identities.map(({ id }, index) => [id, index]));
  for (const { leftId, rightId, weight, says } of pairs) {
    const [left, right] = [placeOf.get(leftId), placeOf.get(rightId)];
    if (left !== undefined && right !== undefined) placed[says].push({ left, right, weight });
  }
  return placed;
}

/** So many bits ahead a link must be of those that speak against it: 2³, eight times the odds. */
const AHEAD = 3;

/** What must not differ within what pairs join: the key of each kind of the identity at a place. */
export type KeysOf = (index: number) => readonly (string | null)[];

/**
 * Joins by pairs the sets that do not disagree. Where pairs lead from one key to another of its
 * kind, or from one identity to another that is not the same, the weakest of them, and those hardly
 * stronger, join nothing. All of a weight are dropped at once, so no order of arrival decides.
 */
export function joinByPairs(
  sets: DisjointSets,
  pairs: readonly PlacedPair[],
  keysOf: KeysOf,
  notSame: readonly PlacedPair[],
): void {
  if (pairs.length === 0) return;
  const keys = keysByRoot(sets, keysOf);
  const waiting = groupsOf(sets, pairs);
  for (let group = waiting.pop(); group; group = waiting.pop()) {
    if (!disagrees(sets, group, keys, notSame)) {
      for (const { left, right } of group) sets.join(left, right);
      continue;
    }
    const weakest = group.reduce((least, { weight }) => Math.min(least, weight), Infinity);
    const stronger = group.filter(({ weight }) => weight > weakest + AHEAD);
    waiting.push(...groupsOf(sets, stronger));
  }
}

/** The keys in each set by its root, those of each kind together. */
function keysByRoot(sets: DisjointSets, keysOf: KeysOf): Map<number, Set<string>[]> {
  const found = new Map<number, Set<string>[]>();
  for (let index = 0; index < sets.size; index += 1) {
    const root = sets.rootOf(index);
    const keys = keysOf(index);
    const known = found.get(root) ?? keys.map(() => new Set<string>());
    keys.forEach((key, kind) => {
      if (key !== null) known[kind]?.add(key);
    });
    found.set(root, known);
  }
  return found;
}

/** The pairs, by the whole that they would make of the sets. */
function groupsOf(sets: DisjointSets, pairs: readonly PlacedPair[]): PlacedPair[][] {
  const placeOf = new Map<number, number>();
  const placed = (index: number) => {
    const root = sets.rootOf(index);
    const place = placeOf.get(root) ?? placeOf.size;
    placeOf.set(root, place);
    return place;
  };
  const ends = pairs.map(({ left, right }) => [placed(left), placed(right)] as const);
  const wholes = new DisjointSets(placeOf.size);
  for (const [left, right] of ends) wholes.join(left, right);
  const groups = new Map<number, PlacedPair[]>();
  pairs.forEach((pair, index) => {
    const whole = wholes.rootOf((ends[index] as readonly [number, number])[0]);
    const group = groups.get(whole);
    if (group) group.push(pair);
    else groups.set(whole, [pair]);
  });
  return [...groups.values()];
}

function disagrees(
  sets: DisjointSets,
  group: readonly PlacedPair[],
  keys: ReadonlyMap<number, readonly Set<string>[]>,
  notSame: readonly PlacedPair[],
): boolean {
  const ends = group.flatMap(({ left, right }) => [sets.rootOf(left), sets.rootOf(right)]);
  const roots = new Set(ends);
  const kinds = keys.get(ends[0] ?? 0) ?? [];
  const differ = kinds.some((_, kind) => {
    const said = [...roots].map((root) => keys.get(root)?.[kind] ?? new Set<string>());
    return shareNothing(said.filter((each) => each.size > 0));
  });
  if (differ) return true;
  return notSame.some(({ left, right }) => {
    const [a, b] = [sets.rootOf(left), sets.rootOf(right)];
    return a !== b && roots.has(a) && roots.has(b);
  });
}

/** Whether two of these have no key in common. */
function shareNothing(said: readonly Set<string>[]): boolean {
  return said.some((one, place) =>
    said.slice(place + 1).some((other) => [...one].every((key) => !other.has(key))),
  );
}
