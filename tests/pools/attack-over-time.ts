import type { Fact } from '../../src/pools/cell.ts';
import { openSolver, type Published } from './attacker.ts';

/** Tables of a part of a year, as they were published. */
export interface PublishedPart {
  /** The quarters that its people were in one of: one of them, or all four of the year. */
  readonly quarters: readonly number[];
  readonly tables: readonly Published[];
}

/** What can be said of how many people a cell is of that was not shown. */
export interface CountBounds {
  readonly quarters: readonly number[];
  readonly codes: readonly string[];
  readonly least: number;
  readonly most: number;
}

/** Every set of quarters that somebody can be in, a bit for each. */
const PATTERNS = Array.from({ length: 15 }, (_, at) => at + 1);

/**
 * Somebody who knows every table of four quarters and of the year, in which a person is counted once
 * however many quarters they are in. The unknowns are how many people of each finest cell are in each
 * set of quarters; a count that is shown is known to be no more than 2 off. Everybody stays in one
 * finest cell all year.
 */
export async function attackOverTime(
  leaves: readonly (readonly string[])[],
  parts: readonly PublishedPart[],
): Promise<CountBounds[]> {
  const solver = await openSolver();
  const sumOf = (quarters: readonly number[], by: readonly number[], codes: readonly string[]) =>
    leaves
      .flatMap((leaf, place) =>
        by.every((dimension, at) => leaf[dimension] === codes[at])
          ? PATTERNS.filter((pattern) => quarters.some((at) => (pattern & (1 << at)) !== 0)).map(
              (pattern) => `x${place}p${pattern}`,
            )
          : [],
      )
      .join(' + ');
  const known = parts.flatMap(({ quarters, tables }) =>
    tables.flatMap(({ by, cells }) =>
      cells.flatMap(({ codes, shown }) => {
        if (!shown) return [];
        const sum = sumOf(quarters, by, codes);
        return [`${sum} >= ${shown.people - 2}`, `${sum} <= ${shown.people + 2}`];
      }),
    ),
  );
  const rows = known.map((row, at) => ` c${at}: ${row}`);
  const solve = (way: string, wanted: string): number => {
    const problem = [way, ` sum: ${wanted}`, 'Subject To', ...rows, 'End'].join('\n');
    const { Status, ObjectiveValue } = solver.solve(problem);
    if (Status === 'Optimal') return ObjectiveValue;
    if (way === 'Maximize' && /unbounded/i.test(Status)) return Number.POSITIVE_INFINITY;
    throw new Error(`the solver says ${Status}`);
  };
  return parts.flatMap(({ quarters, tables }) =>
    tables.flatMap(({ by, cells }) =>
      cells.flatMap(({ codes, withheld }) => {
        if (withheld !== 'FEW_PEOPLE') return [];
        const wanted = sumOf(quarters, by, codes);
        const [least, most] = [solve('Minimize', wanted), solve('Maximize', wanted)];
        return { quarters, codes, least, most };
      }),
    ),
  );
}

/** The finest cells of facts. */
export const leavesOf = (facts: readonly Fact[]): string[][] =>
  [...new Set(facts.map(({ codes }) => JSON.stringify(codes)))].map((key) => JSON.parse(key));
