/**
 * Draws that depend on nothing but their seeds, so that an area comes out the same on every machine
 * and anybody in it can be made again without making those before them.
 */
export class Dice {
  private state: number;

  constructor(...seeds: readonly number[]) {
    this.state = seeds.reduce((mixed, seed) => scramble(mixed ^ seed), 0x9e3779b9);
  }

  /** A whole number from 0 up to, not including, `count`. */
  below(count: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    return scramble(this.state) % count;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True so many times in a hundred. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }
}

/** The last mixing step of MurmurHash3, 32 bits. */
function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
