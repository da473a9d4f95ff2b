import highs from 'highs';
import type { Fact } from '../../src/pools/cell.ts';
import type { ProtectedCell } from '../../src/pools/protect.ts';

/** A table that was published, by these of all dimensions. */
export interface Published {
  readonly by: readonly number[];
  readonly cells: readonly ProtectedCell[];
}

/** What can be said of one cell that was not shown: it is no less and no more than this, in pence. */
export interface Bounds {
  readonly by: readonly number[];
  readonly codes: readonly string[];
  readonly truth: number;
  readonly least: number;
  readonly most: number;
}

interface Solver {
  /** Takes a problem in CPLEX’s LP format. */
  solve(problem: string): { readonly Status: string; readonly ObjectiveValue: number };
}

// Its types are of a CommonJS package, and what Node loads is an ES module.
const load = highs as unknown as () => Promise<Solver>;
let opened: Promise<Solver> | undefined;

/** Opened once: it is a program of its own. */
export function openSolver(): Promise<Solver> {
  opened ??= load();
  return opened;
}

/** What the attacker counts: pence, or people who each stand in one cell of the finest table. */
export type Of = 'money' | 'people';

/**
 * Somebody who knows every table and tries by linear programming to find out what the cells are that
 * are not shown, from no more than what was published or, with `exactly`, from the exact sum of each
 * cell that is shown, which nobody is told.
 */
export async function attack(
  facts: readonly Fact[],
  tables: readonly Published[],
  { of, exactly }: { readonly of: Of; readonly exactly: boolean },
): Promise<Bounds[]> {
  const solver = await openSolver();
  const leaves = [...new Set(facts.map(({ codes }) => JSON.stringify(codes)))].map(
    (key) => JSON.parse(key) as string[],
  );
  const isIn = (by: readonly number[], codes: readonly string[], leaf: readonly string[]) =>
    by.every((dimension, at) => leaf[dimension] === codes[at]);
  const truthOf = (by: readonly number[], codes: readonly string[]): number =>
    facts
      .filter((fact) => isIn(by, codes, fact.codes))
      .reduce((sum, { amount }) => sum + (of === 'money' ? Number(amount) : 1), 0);
  const under = (by: readonly number[], codes: readonly string[]): string =>
    leaves.flatMap((leaf, place) => (isIn(by, codes, leaf) ? `x${place}` : [])).join(' + ');
  const known = tables.flatMap(({ by, cells }) =>
    cells.flatMap(({ codes, shown }) => {
      if (!shown) return [];
      const sum = under(by, codes);
      if (exactly) return `${sum} = ${truthOf(by, codes)}`;
      const [middle, half] =
        of === 'money' ? [Number(shown.amount), Number(shown.base) / 2] : [shown.people, 2];
      return [`${sum} >= ${Math.max(0, middle - half)}`, `${sum} <= ${middle + half}`];
    }),
  );
  const solve = (way: string, wanted: string): number => {
    const rows = known.map((row, at) => ` c${at}: ${row}`);
    const problem = [way, ` sum: ${wanted}`, 'Subject To', ...rows, 'End'].join('\n');
    const { Status, ObjectiveValue } = solver.solve(problem);
    if (Status === 'Optimal') return ObjectiveValue;
    if (way === 'Maximize' && /unbounded/i.test(Status)) return Number.POSITIVE_INFINITY;
    throw new Error(`the solver says ${Status}`);
  };
  return tables.flatMap(({ by, cells }) =>
    cells.flatMap(({ codes, shown, withheld }) => {
      if (shown || withheld === 'PROTECTS_OTHERS') return [];
      const wanted = under(by, codes);
      const [least, most] = [solve('Minimize', wanted), solve('Maximize', wanted)];
      return { by, codes, truth: truthOf(by, codes), least, most };
    }),
  );
}
