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
 * that carries both; the same local id of the same source; never a name. A key (NINO or local id)
 * that has been seen beside two NHS numbers joins nothing: NHS numbers that disagree are never
 * joined automatically.
 *
 * Gives each identity the id of the oldest one of its person: that id is the person's. The answer
 * depends on the set of identities only, so an identity taken away leaves what was before it.
 */
export function joinPeople(identities: readonly Joinable[]): Map<string, string> {
  const sets = new DisjointSets(identities.length);
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
  separateDisagreeing(identities, sets);
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
 * Two NHS numbers can still meet through a chain of identities that carry neither. Such a chain is
 * cut: those with an NHS number stay with their own, the others keep to those of the same key.
 */
function separateDisagreeing(identities: readonly Joinable[], sets: DisjointSets): void {
  const members = new Map<number, number[]>();
  identities.forEach((_, index) => {
    const root = sets.rootOf(index);
    members.set(root, [...(members.get(root) ?? []), index]);
  });
  for (const group of members.values()) {
    const numbers = new Set(group.flatMap((index) => identities[index]?.nhsNumber ?? []));
    if (numbers.size < 2) continue;
    for (const index of group) sets.free(index);
    const firstWith = new Map<string, number>();
    for (const index of group) {
      const identity = identities[index] as Joinable;
      const key = identity.nhsNumber ?? keysOf(identity)[0] ?? identity.id;
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, index);
      else sets.join(first, index);
    }
  }
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

/** Sets that can be joined, with their members' root found in nearly constant time. */
class DisjointSets {
  private readonly parents: number[];

  constructor(size: number) {
    this.parents = Array.from({ length: size }, (_, index) => index);
  }

  rootOf(index: number): number {
    let root = index;
    while (this.parents[root] !== root) root = this.parents[root] as number;
    for (let at = index; at !== root; ) {
      const next = this.parents[at] as number;
      this.parents[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    this.parents[this.rootOf(b)] = this.rootOf(a);
  }

  /** Makes the member a set of its own; every member of its old set must be freed with it. */
  free(index: number): void {
    this.parents[index] = index;
  }
}
