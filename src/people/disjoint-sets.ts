/** Sets that can be joined, with their members' root found in nearly constant time. */
export class DisjointSets {
  readonly size: number;
  private readonly parents: number[];

  constructor(size: number) {
    this.size = size;
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
