import highs from 'highs';

/** A sum over unknowns, told as their places. */
export interface Sum {
  readonly places: readonly number[];
  readonly amount: number;
}

/** What a sum was found to be able to be, in pence. */
export interface Range {
  least: number;
  most: number;
}

interface Solution {
  readonly Status: string;
  readonly Columns: Readonly<Record<string, { readonly Primal: number }>>;
}

interface Solver {
  /** Takes a problem in CPLEX’s LP format; it blocks until it is solved. */
  solve(problem: string): Solution;
}

// Its types are of a CommonJS package, and what Node loads is an ES module.
const openSolver = highs as unknown as () => Promise<Solver>;

/** Nobody may come nearer to a cell than this share of it: the p of the p % rule. */
const WIDTH_PERCENT = 10;

/** Plays somebody who knows every sum that is shown, exactly, and that no unknown is below nothing. */
export class Auditor {
  private constructor(private readonly solver: Solver) {}

  static async open(): Promise<Auditor> {
    return new Auditor(await openSolver());
  }

  /**
   * The first of some sums that can be worked out too nearly from those that are known, by linear
   * programming; undefined where none can. What was found possible of each is kept in its range.
   */
  toldTooWell<Target extends Sum & { readonly range: Range }>(
    known: readonly Sum[],
    targets: readonly Target[],
    unknowns: number,
  ): Target | undefined {
    const rows = known.map(({ places, amount }, at) => ` c${at}: ${added(places)} = ${amount}`);
    return targets.find((target) => {
      for (const way of ['Maximize', 'Minimize']) {
        if (isWide(target)) return false;
        const values = this.solve(way, target, rows, unknowns);
        if (values === null) {
          target.range.most = Number.POSITIVE_INFINITY;
          return false;
        }
        // What one solution allows says something of every target.
        for (const { places, range } of targets) {
          const value = places.reduce((sum, place) => sum + (values[place] as number), 0);
          range.least = Math.min(range.least, value);
          range.most = Math.max(range.most, value);
        }
      }
      return !isWide(target);
    });
  }

  /** The unknowns at an extreme of a sum; null where nothing bounds it. */
  private solve(
    way: string,
    target: Sum,
    rows: readonly string[],
    unknowns: number,
  ): number[] | null {
    const problem = [way, ` sum: ${added(target.places)}`, 'Subject To', ...rows, 'End'].join('\n');
    const { Status, Columns } = this.solver.solve(problem);
    if (/unbounded/i.test(Status)) return null;
    if (Status !== 'Optimal') throw new Error(`the audit of a table ended as ${Status}`);
    return Array.from({ length: unknowns }, (_, at) => Columns[`x${at}`]?.Primal ?? 0);
  }
}

const isWide = ({ amount, range }: Sum & { readonly range: Range }): boolean =>
  (range.most - range.least) * 100 >= amount * WIDTH_PERCENT;

const added = (places: readonly number[]): string => places.map((place) => `x${place}`).join(' + ');
