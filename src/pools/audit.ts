import highs from 'highs';

/** A sum over unknowns, told as their places. */
export interface Sum {
  readonly places: readonly number[];
  readonly amount: number;
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
   * programming; undefined where none can. `truth` is what the unknowns are.
   */
  toldTooWell<Target extends Sum>(
    known: readonly Sum[],
    targets: readonly Target[],
    truth: readonly number[],
  ): Target | undefined {
    const seen = targets.map(({ amount }) => ({ least: amount, most: amount }));
    const isWide = (at: number): boolean => {
      const { least, most } = seen[at] as { least: number; most: number };
      return (most - least) * 100 >= (targets[at] as Target).amount * WIDTH_PERCENT;
    };
    return targets.find((target, at) => {
      for (const way of ['Maximize', 'Minimize']) {
        if (isWide(at)) return false;
        const values = this.solve(way, target, known, truth.length);
        if (values === null) return false;
        // What one solution allows says something of every target.
        for (const [each, { places }] of targets.entries()) {
          const value = places.reduce((sum, place) => sum + (values[place] as number), 0);
          const own = seen[each] as { least: number; most: number };
          own.least = Math.min(own.least, value);
          own.most = Math.max(own.most, value);
        }
      }
      return !isWide(at);
    });
  }

  /** The unknowns at an extreme of a sum; null where nothing bounds it. */
  private solve(
    way: string,
    target: Sum,
    known: readonly Sum[],
    unknowns: number,
  ): number[] | null {
    const rows = known.map(({ places, amount }, at) => ` c${at}: ${added(places)} = ${amount}`);
    const problem = [way, ` sum: ${added(target.places)}`, 'Subject To', ...rows, 'End'].join('\n');
    const { Status, Columns } = this.solver.solve(problem);
    if (/unbounded/i.test(Status)) return null;
    if (Status !== 'Optimal') throw new Error(`the audit of a table ended as ${Status}`);
    return Array.from({ length: unknowns }, (_, at) => Columns[`x${at}`]?.Primal ?? 0);
  }
}

const added = (places: readonly number[]): string => places.map((place) => `x${place}`).join(' + ');
