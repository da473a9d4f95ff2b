import { addPence, NO_PENCE, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { COUNT_BASE } from './cell.ts';
import { DIMENSIONS, type Dimension } from './dimension.ts';
import type { ProtectedCell, Withheld } from './protect.ts';
import type { Part } from './publication.ts';

/** What may be asked of each cell. */
export const MEASURES = ['PEOPLE', 'ACTUAL'] as const;
export type Measure = (typeof MEASURES)[number];

/** Why a figure is not told: it is not safe, it would tell of one that is not, or it is not there. */
export const SUPPRESSIONS = [
  ...(['FEW_PEOPLE', 'NEGATIVE', 'DOMINATED', 'ROUNDS_TO_NOTHING', 'PROTECTS_OTHERS'] as const),
  ...(['NOT_PUBLISHED', 'YEAR_NOT_OVER', 'NOT_ADDITIVE'] as const),
];
export type Suppression = (typeof SUPPRESSIONS)[number];

/** A figure as it is published, or why it is not; never 0 in its place. */
export type Figure<Value> = { readonly value: Value } | { readonly suppressed: Suppression };

export interface UsageKey {
  readonly dimension: Dimension;
  readonly code: string;
}

export interface UsageCell {
  readonly keys: readonly UsageKey[];
  readonly people: Figure<number>;
  readonly spend: Figure<Pence>;
  /** How many cells below this one are not shown; its figures leave them out. */
  readonly suppressed: number;
}

export interface Usage {
  /** The last day that is published; null where nothing is. */
  readonly asOf: PlainDate | null;
  readonly ruleVersion: number;
  readonly cells: readonly UsageCell[];
  readonly totals: Pick<UsageCell, 'people' | 'spend' | 'suppressed'>;
}

export interface UsageFilter {
  readonly dimension: Dimension;
  readonly codes: readonly string[];
}

/** Each person is under one code alone of these, so that people of several cells can be added up. */
const ONE_CODE_EACH = new Set<Dimension>([
  ...(['AGE_BAND', 'SEX', 'ETHNIC_GROUP', 'CLIENT_GROUP', 'DEPRIVATION_FIFTH'] as const),
]);

/** The table of a part of the year, by dimensions in the order of their list; the quarter is none. */
export interface PublishedPart {
  readonly part: Part;
  readonly asOf: PlainDate;
  readonly table: readonly ProtectedCell[];
  /** The whole of it, as a table by nothing. */
  readonly whole: ProtectedCell | undefined;
}

export interface UsageAsked {
  readonly by: readonly Dimension[];
  readonly filter: readonly UsageFilter[];
}

/** Every dimension that a question names, in the order of the list: what its tables are by. */
export const dimensionsIn = ({ by, filter }: UsageAsked): Dimension[] =>
  DIMENSIONS.filter(
    (each) => by.includes(each) || filter.some(({ dimension }) => dimension === each),
  );

/** One cell of one part, under a code of each dimension that was named. */
interface Piece {
  readonly part: Part;
  readonly codes: Readonly<Partial<Record<Dimension, string>>>;
  readonly cell: ProtectedCell;
}

/**
 * An answer made of published cells and nothing else, so that it tells no more than they do. Money of
 * several cells or quarters is added up as it is shown. People are not, where somebody may be in more
 * than one: of a year they are told when it is over, from its own table.
 */
export function usageOf(
  asked: UsageAsked,
  parts: readonly PublishedPart[],
  ruleVersion: number,
): Usage {
  const quarters = parts.filter(({ part }) => part !== 'YEAR');
  const asOf = quarters.at(-1)?.asOf ?? null;
  const pieces = piecesOf(asked, parts);
  const isByQuarter = dimensionsIn(asked).some((each) => each === 'QUARTER' || each === 'MONTH');
  const groups = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const key = JSON.stringify(asked.by.map((dimension) => piece.codes[dimension]));
    groups.set(key, [...(groups.get(key) ?? []), piece]);
  }
  const cells = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, own]) => cellOf(asked.by, own, isByQuarter));
  return { asOf, ruleVersion, cells, totals: totalsOf(asked, cells, parts, isByQuarter) };
}

function piecesOf(asked: UsageAsked, parts: readonly PublishedPart[]): Piece[] {
  const named = dimensionsIn(asked).filter((dimension) => dimension !== 'QUARTER');
  return parts
    .flatMap(({ part, table }) =>
      table.map((cell): Piece => {
        const codes = named.map((dimension, at) => [dimension, cell.codes[at]]);
        return { part, cell, codes: { ...Object.fromEntries(codes), QUARTER: part } };
      }),
    )
    .filter(({ codes, part }) =>
      asked.filter.every(
        ({ dimension, codes: wanted }) =>
          (part === 'YEAR' && dimension === 'QUARTER') || wanted.includes(codes[dimension] ?? ''),
      ),
    )
    .filter(({ part }) => part !== 'YEAR' || !dimensionsIn(asked).includes('QUARTER'));
}

function cellOf(
  by: readonly Dimension[],
  pieces: readonly Piece[],
  isByQuarter: boolean,
): UsageCell {
  const [first] = pieces as [Piece];
  const quarters = pieces.filter(({ part }) => part !== 'YEAR').map(({ cell }) => cell);
  const ofYear = pieces.filter(({ part }) => part === 'YEAR').map(({ cell }) => cell);
  return {
    keys: by.map((dimension) => ({ dimension, code: first.codes[dimension] as string })),
    people: isByQuarter ? peopleIn(quarters, 'NOT_ADDITIVE') : peopleIn(ofYear, 'YEAR_NOT_OVER'),
    spend: spendIn(quarters),
    suppressed: quarters.filter(({ shown }) => shown === null).length,
  };
}

/** The people of one cell; those of several are not added up. */
function peopleIn(cells: readonly ProtectedCell[], none: Suppression): Figure<number> {
  const [cell, ...others] = cells;
  if (!cell) return { suppressed: none };
  if (others.length > 0) return { suppressed: 'NOT_ADDITIVE' };
  return cell.shown ? { value: cell.shown.people } : { suppressed: cell.withheld as Withheld };
}

/** What is shown of several cells, added up; of none that is, why not. */
function spendIn(cells: readonly ProtectedCell[]): Figure<Pence> {
  const shown = cells.flatMap((cell) => cell.shown ?? []);
  if (shown.length > 0) return { value: addPence(...shown.map(({ amount }) => amount)) };
  const [first] = cells;
  return { suppressed: first?.withheld ?? 'NOT_PUBLISHED' };
}

/** Added up from what is published of the cells; of people who may be in several, the published whole. */
function totalsOf(
  { by, filter }: UsageAsked,
  cells: readonly UsageCell[],
  parts: readonly PublishedPart[],
  isByQuarter: boolean,
): Usage['totals'] {
  const spend = cells.flatMap((cell) => ('value' in cell.spend ? cell.spend.value : []));
  const people = cells.flatMap((cell) => ('value' in cell.people ? cell.people.value : []));
  const canAdd = by.every((dimension) => ONE_CODE_EACH.has(dimension));
  const suppressed = cells.reduce((sum, cell) => sum + cell.suppressed, 0);
  const whole = parts.find(({ part }) => part === 'YEAR')?.whole;
  const of = (): Figure<number> => {
    if (canAdd && people.length > 0) return { value: sumOf(people) };
    if (filter.length > 0 || isByQuarter) return { suppressed: 'NOT_ADDITIVE' };
    return whole ? peopleIn([whole], 'YEAR_NOT_OVER') : { suppressed: 'YEAR_NOT_OVER' };
  };
  // Of what is published a code that is not there is nobody's, and that is nought.
  if (cells.length === 0 && parts.length > 0) {
    return { people: { value: 0 }, spend: { value: NO_PENCE }, suppressed };
  }
  return {
    people: cells.length === 0 ? { suppressed: 'NOT_PUBLISHED' } : of(),
    spend:
      spend.length > 0
        ? { value: addPence(NO_PENCE, ...spend) }
        : { suppressed: parts.length > 0 ? 'PROTECTS_OTHERS' : 'NOT_PUBLISHED' },
    suppressed,
  };
}

/** Cells are rounded already; their sum is rounded again by the same rule, which changes nothing of it. */
const sumOf = (people: readonly number[]): number =>
  Math.round(people.reduce((sum, each) => sum + each, 0) / COUNT_BASE) * COUNT_BASE;
