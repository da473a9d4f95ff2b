import { setImmediate } from 'node:timers/promises';
import type { Pence } from '../values/money.ts';
import { Auditor, type Range } from './audit.ts';
import {
  type ByPerson,
  type Fact,
  joinedByPerson,
  shownCount,
  shownMoney,
  sumOf,
  tooFew,
  type Unsafe,
  unsafe,
} from './cell.ts';
import { type Deciles, decilesOf } from './deciles.ts';

/** Why a cell is not shown: it is not safe itself, or what it is would tell of one that is not. */
export type Withheld = Unsafe | 'PROTECTS_OTHERS';

/** A cell as it may be shown to anybody. */
export interface ProtectedCell {
  /** One code for each dimension of the table, in its order. */
  readonly codes: readonly string[];
  /** Rounded; null where it is not shown. */
  readonly shown: ShownCell | null;
  readonly withheld: Withheld | null;
}

export interface ShownCell {
  /** To the nearest 5. */
  readonly people: number;
  /** Rounded to `base`, in pence. */
  readonly amount: Pence;
  readonly base: Pence;
  /** Of a measure that is told by them; the fifth is the median. */
  readonly deciles: Deciles | null;
}

/** Tables of the same people by the same dimensions: one for each measure. */
export type TablesByMeasure = ReadonlyMap<string, readonly ProtectedCell[]>;

/** A table with more cells than this is too fine to be published. */
export const MOST_CELLS = 2000;

/** A table of more cells than may be published. */
export class TooFine extends Error {
  override readonly name = 'TooFine';
}

/**
 * The cells of a table that may be shown, with all its margins in mind. A cell is shown where it is
 * safe and so is every margin above it; where some of a line are not, their sum (which anybody can work
 * out from the margin) has to be safe itself; and no sum of what is shown anywhere in the table or its
 * margins gives a cell away that is not. What is shown of a margin is the same whatever finer table it
 * stands above, so that no two questions tell more than one. Throws TooFine.
 *
 * Rules: GSS and ONS disclosure control for tables (threshold, dominance and p %, secondary
 * suppression); OpenSAFELY's rounding of counts.
 */
export async function protectedTable(
  facts: readonly Fact[],
  dimensions: number,
): Promise<ProtectedCell[]> {
  const tables = await protectedTables(new Map([['', facts]]), dimensions);
  return tables.get('') ?? [];
}

/** Measures that are told otherwise than by their sums: of people alone, or by their deciles. */
export interface ToldOtherwise {
  readonly counted?: readonly string[];
  readonly spread?: readonly string[];
}

/**
 * The tables of several measures of the same people. Two measures of a cell are shown both or neither
 * where most who bring to either bring to both, for who knows the one nearly knows the other; how many
 * people there are tells of no money, and stands alone.
 */
export async function protectedTables(
  facts: ReadonlyMap<string, readonly Fact[]>,
  dimensions: number,
  { counted = [], spread = [] }: ToldOtherwise = {},
): Promise<Map<string, ProtectedCell[]>> {
  auditor ??= Auditor.open();
  const opened = await auditor;
  const lattices = new Map(
    [...facts].map(([measure, own]) => {
      const reasonOf = counted.includes(measure) ? tooFew : unsafe;
      return [measure, new Lattice(own, dimensions, opened, reasonOf)];
    }),
  );
  for (const lattice of lattices.values()) {
    for (const table of lattice.tables) await lattice.protect(table);
  }
  hideTwins([...lattices].flatMap(([measure, own]) => (counted.includes(measure) ? [] : own)));
  return new Map(
    [...lattices].map(([measure, lattice]) => [
      measure,
      lattice.protected(spread.includes(measure)),
    ]),
  );
}

/** Opened once: it is a program of its own. */
let auditor: Promise<Auditor> | undefined;

type ReasonOf = (cell: ByPerson) => Unsafe | null;

/** Which dimensions a table is by, a bit for each. */
type Table = number;

interface Cell {
  readonly key: string;
  readonly codes: readonly string[];
  readonly byPerson: ByPerson;
  /** What all of them bring, in pence. */
  readonly sum: bigint;
  readonly reason: Unsafe | null;
  isShown: boolean;
}

/** A table and every margin of it, from the whole down to the finest. */
class Lattice {
  /** Coarser before finer. */
  readonly tables: readonly Table[];
  readonly finest: Table;
  private readonly cells = new Map<Table, Map<string, Cell>>();

  constructor(
    facts: readonly Fact[],
    private readonly dimensions: number,
    private readonly auditor: Auditor,
    private readonly reasonOf: ReasonOf,
  ) {
    this.finest = 2 ** dimensions - 1;
    this.tables = Array.from({ length: this.finest + 1 }, (_, table) => table).sort(
      (one, other) => sizeOf(one) - sizeOf(other) || one - other,
    );
    const finest = cellsBy(
      facts.map(({ codes, person, amount }) => ({ codes, byPerson: new Map([[person, amount]]) })),
      reasonOf,
    );
    if (finest.size > MOST_CELLS) {
      throw new TooFine(`has ${finest.size} cells, and at most ${MOST_CELLS} are published`);
    }
    for (const table of this.tables) {
      const parts = [...finest.values()].map(({ codes, byPerson }) => ({
        codes: this.codesIn(table, codes),
        byPerson,
      }));
      this.cells.set(table, cellsBy(parts, reasonOf));
    }
  }

  /** The finest table as it may be shown; with deciles where they tell it. */
  protected(isSpread: boolean): ProtectedCell[] {
    return this.cellsOf(this.finest).map(({ codes, byPerson, isShown, reason }) => ({
      codes,
      shown: isShown
        ? {
            ...{ people: shownCount(byPerson.size), ...shownMoney(byPerson) },
            deciles: isSpread ? decilesOf([...byPerson.values()]) : null,
          }
        : null,
      withheld: isShown ? null : (reason ?? 'PROTECTS_OTHERS'),
    }));
  }

  cellsOf(table: Table): Cell[] {
    return [...(this.cells.get(table)?.values() ?? [])];
  }

  /** Decides which cells of a table are shown, its margins being decided already. */
  async protect(table: Table): Promise<void> {
    for (const cell of this.cellsOf(table)) {
      cell.isShown = cell.reason === null && this.isUnderShown(table, cell);
    }
    const ranges = new Map<Cell, Range>();
    do {
      // Others are served between two rounds.
      await setImmediate();
      this.protectLines(table);
    } while (this.hideWhatTells(table, ranges));
  }

  /** Hides what stands under a margin that is hidden. */
  hideUnderHidden(table: Table): void {
    for (const cell of this.cellsOf(table)) cell.isShown &&= this.isUnderShown(table, cell);
  }

  private isUnderShown(table: Table, { codes }: Cell): boolean {
    return this.dimensionsOf(table).every(
      (dimension) => this.cellAt(table & ~(1 << dimension), codes).isShown,
    );
  }

  /** Until in every line under a margin that is shown, what is not shown is safe as a sum. */
  private protectLines(table: Table): void {
    const lines = this.dimensionsOf(table).flatMap((dimension) => this.lines(table, dimension));
    for (let hasChanged = true; hasChanged; ) {
      hasChanged = false;
      for (const line of lines) hasChanged = protectLine(line, this.reasonOf) || hasChanged;
    }
  }

  /** The cells of a table that add up to one cell, which is shown, of the table without a dimension. */
  private lines(table: Table, dimension: number): Cell[][] {
    const margin = table & ~(1 << dimension);
    const lines = new Map<string, Cell[]>();
    for (const cell of this.cellsOf(table)) {
      const above = this.cellAt(margin, cell.codes);
      if (!above.isShown) continue;
      const line = lines.get(above.key);
      if (line) line.push(cell);
      else lines.set(above.key, [cell]);
    }
    return [...lines.values()];
  }

  /**
   * Hides one cell more where what is shown gives away a cell that is not safe; whether it has. What
   * one audit found possible stays so when more is hidden, and is kept in `ranges`.
   */
  private hideWhatTells(table: Table, ranges: Map<Cell, Range>): boolean {
    const cells = this.cellsOf(table);
    const hidden = cells.filter(({ isShown }) => !isShown);
    if (hidden.length === 0) return false;
    const margins = this.tables.filter((each) => (each & table) === each);
    const parts = margins.flatMap((margin) => this.hiddenParts(margin, hidden));
    const unsafeParts = parts.filter(({ cell }) => cell.reason !== null);
    for (const { cell, amount } of unsafeParts) {
      if (!ranges.has(cell)) ranges.set(cell, { least: amount, most: amount });
    }
    const told = this.auditor.toldTooWell(
      parts.filter(({ cell }) => cell.isShown),
      unsafeParts.map((part) => ({ ...part, range: ranges.get(part.cell) as Range })),
      hidden.length,
    );
    return told !== undefined && this.hideBeside(table, told.margin, told.cell);
  }

  /** Each cell of a margin that has hidden cells below it, with their places. */
  private hiddenParts(margin: Table, hidden: readonly Cell[]) {
    const places = new Map<string, number[]>();
    for (const [place, { codes }] of hidden.entries()) {
      const key = keyOf(this.codesIn(margin, codes));
      const own = places.get(key);
      if (own) own.push(place);
      else places.set(key, [place]);
    }
    return [...places].map(([key, own]) => {
      const cell = this.cells.get(margin)?.get(key) as Cell;
      const amount = own.reduce((sum, place) => sum + Number((hidden[place] as Cell).sum), 0);
      return { margin, places: own, cell, amount };
    });
  }

  /** Hides the smallest cell that is shown in a line with a part of this one; else of the whole table. */
  private hideBeside(table: Table, margin: Table, target: Cell): boolean {
    const shown = this.cellsOf(table).filter(({ isShown }) => isShown);
    const parts = this.cellsOf(table).filter(
      ({ codes }) => keyOf(this.codesIn(margin, codes)) === target.key,
    );
    const beside = shown.filter(({ codes }) =>
      parts.some((part) => this.differencesIn(table, codes, part.codes) === 1),
    );
    const next = smallest(beside.length > 0 ? beside : shown);
    if (next) next.isShown = false;
    return next !== undefined;
  }

  private differencesIn(table: Table, one: readonly string[], other: readonly string[]): number {
    return this.dimensionsOf(table).filter((dimension) => one[dimension] !== other[dimension])
      .length;
  }

  private dimensionsOf(table: Table): number[] {
    return Array.from({ length: this.dimensions }, (_, at) => at).filter(
      (at) => (table & (1 << at)) !== 0,
    );
  }

  /** The codes by which a cell is told in a coarser table; of other dimensions none. */
  private codesIn(table: Table, codes: readonly string[]): string[] {
    return codes.map((code, dimension) => ((table & (1 << dimension)) === 0 ? '' : code));
  }

  private cellAt(table: Table, codes: readonly string[]): Cell {
    return this.cells.get(table)?.get(keyOf(this.codesIn(table, codes))) as Cell;
  }
}

/** From the coarsest table on, so that what is shown of a margin depends on nothing finer. */
function hideTwins(lattices: readonly Lattice[]): void {
  const tables = lattices[0]?.tables ?? [];
  for (const table of tables) {
    for (const lattice of lattices) lattice.hideUnderHidden(table);
    const found = new Map<string, Cell[]>();
    for (const cell of lattices.flatMap((lattice) => lattice.cellsOf(table))) {
      found.set(cell.key, [...(found.get(cell.key) ?? []), cell]);
    }
    for (const cells of found.values()) hideTwinsOf(cells);
  }
}

/** Until no cell is shown of which a twin is hidden. */
function hideTwinsOf(cells: readonly Cell[]): void {
  for (let hidden = cells.filter(({ isShown }) => !isShown); hidden.length > 0; ) {
    const twins = cells.filter(
      (cell) => cell.isShown && hidden.some((other) => areTwins(cell.byPerson, other.byPerson)),
    );
    for (const twin of twins) twin.isShown = false;
    hidden = twins;
  }
}

/** Whether most of those who bring something to either bring something to both. */
function areTwins(one: ByPerson, other: ByPerson): boolean {
  const brings = ({ 1: amount }: [string, bigint]): boolean => amount !== 0n;
  const ones = [...one].filter(brings).map(([person]) => person);
  const others = [...other].filter(brings).map(([person]) => person);
  const both = ones.filter((person) => (other.get(person) ?? 0n) !== 0n).length;
  return both * 2 > ones.length + others.length - both;
}

/** Hides the smallest cell that is shown until the sum of what is not is safe; whether it has any. */
function protectLine(line: readonly Cell[], reasonOf: ReasonOf): boolean {
  let hasChanged = false;
  for (;;) {
    const hidden = line.filter(({ isShown }) => !isShown);
    if (hidden.length === 0) return hasChanged;
    const together = joinedByPerson(hidden.map(({ byPerson }) => byPerson));
    if (reasonOf(together) === null) return hasChanged;
    const next = smallest(line.filter(({ isShown }) => isShown));
    if (!next) return hasChanged;
    next.isShown = false;
    hasChanged = true;
  }
}

/** Of the fewest people, then of the least money, then the first by its codes. */
function smallest(cells: readonly Cell[]): Cell | undefined {
  return [...cells].sort(
    (one, other) =>
      one.byPerson.size - other.byPerson.size ||
      Number(one.sum - other.sum) ||
      (one.key < other.key ? -1 : 1),
  )[0];
}

/** Adds up by codes, in order of codes. */
function cellsBy(
  parts: readonly { readonly codes: readonly string[]; readonly byPerson: ByPerson }[],
  reasonOf: ReasonOf,
): Map<string, Cell> {
  const found = new Map<string, { codes: readonly string[]; parts: ByPerson[] }>();
  for (const { codes, byPerson } of parts) {
    const key = keyOf(codes);
    const own = found.get(key);
    if (own) own.parts.push(byPerson);
    else found.set(key, { codes, parts: [byPerson] });
  }
  const keys = [...found.keys()].sort();
  return new Map(
    keys.map((key) => {
      const { codes, parts: own } = found.get(key) as { codes: string[]; parts: ByPerson[] };
      const byPerson = joinedByPerson(own);
      const sum = sumOf(byPerson);
      return [key, { key, codes, byPerson, sum, reason: reasonOf(byPerson), isShown: false }];
    }),
  );
}

const keyOf = (codes: readonly string[]): string => JSON.stringify(codes);

const sizeOf = (table: Table): number => table.toString(2).replaceAll('0', '').length;
