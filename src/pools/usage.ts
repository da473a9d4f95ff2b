import { NO_PENCE, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { DIMENSIONS, type Dimension } from './dimension.ts';
import { ACTUAL, COMMITTED, PEOPLE, WEEKLY } from './measure.ts';
import type { ProtectedCell, TablesByMeasure } from './protect.ts';
import { type Part, RULE_VERSION } from './publication.ts';
import {
  type Figure,
  moneyIn,
  peopleIn,
  peopleTogether,
  type Suppression,
  toldTogether,
  type UnitCost,
  unitCostIn,
} from './usage-figures.ts';

/** What may be asked of each cell. Planned, committed and actual are never added to each other. */
export const MEASURES = ['PEOPLE', 'PLANNED', 'COMMITTED', 'ACTUAL', 'UNIT_COST'] as const;
export type Measure = (typeof MEASURES)[number];

export interface UsageKey {
  readonly dimension: Dimension;
  readonly code: string;
}

/** The figures of one cell, or of all. */
export interface UsageFigures {
  readonly people: Figure<number>;
  readonly spend: Figure<Pence>;
  readonly committed: Figure<Pence>;
  /** Of the whole year, as the pool’s schemes were planned: no person is in it. */
  readonly planned: Figure<Pence>;
  readonly unitCost: Figure<UnitCost>;
  /** How many cells below this one are not shown; its figures leave them out. */
  readonly suppressed: number;
}

export interface UsageCell extends UsageFigures {
  readonly keys: readonly UsageKey[];
}

export interface Usage {
  /** The last day that is published; null where nothing is. */
  readonly asOf: PlainDate | null;
  readonly ruleVersion: number;
  readonly cells: readonly UsageCell[];
  readonly totals: UsageFigures;
}

export interface UsageFilter {
  readonly dimension: Dimension;
  readonly codes: readonly string[];
}

/** Each person is under one code alone of these, so that people of several cells can be added up. */
const ONE_CODE_EACH = new Set<Dimension>([
  ...(['AGE_BAND', 'SEX', 'ETHNIC_GROUP', 'CLIENT_GROUP', 'DEPRIVATION_FIFTH'] as const),
]);

/** The tables of a part of the year, by dimensions in the order of their list; the quarter is none. */
export interface PublishedPart {
  readonly part: Part;
  readonly asOf: PlainDate;
  readonly ruleVersion: number;
  readonly tables: TablesByMeasure;
  /** The whole of it, as tables by nothing. */
  readonly whole: TablesByMeasure;
}

export interface UsageAsked {
  readonly by: readonly Dimension[];
  readonly filter: readonly UsageFilter[];
}

/** What is planned for a year, by scheme; null where nobody planned. */
export type PlannedByScheme = ReadonlyMap<string, Pence> | null;

/** Every dimension that a question names, in the order of the list: what its tables are by. */
export const dimensionsIn = ({ by, filter }: UsageAsked): Dimension[] =>
  DIMENSIONS.filter(
    (each) => by.includes(each) || filter.some(({ dimension }) => dimension === each),
  );

/** One cell of one part and measure, under a code of each dimension that was named. */
interface Piece {
  readonly part: Part;
  readonly measure: string;
  readonly codes: Readonly<Partial<Record<Dimension, string>>>;
  readonly cell: ProtectedCell;
}

/**
 * An answer made of published cells and nothing else, so that it tells no more than they do. Money of
 * several cells or quarters is added up as it is shown. People are not, where somebody may be in more
 * than one: of a year they are told when it is over, from its own table. What a week costs is as of the
 * last quarter that is published.
 */
export function usageOf(
  asked: UsageAsked,
  parts: readonly PublishedPart[],
  planned: PlannedByScheme = null,
): Usage {
  const last = parts.findLast(({ part }) => part !== 'YEAR');
  const groups = new Map<string, Piece[]>();
  for (const piece of piecesOf(asked, parts)) {
    const key = JSON.stringify(asked.by.map((dimension) => piece.codes[dimension]));
    groups.set(key, [...(groups.get(key) ?? []), piece]);
  }
  const reading = { asked, isByQuarter: isByQuarter(asked), last: last?.part, planned };
  const cells = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, own]) => cellOf(reading, own));
  return {
    ...{ asOf: last?.asOf ?? null, cells },
    ruleVersion: parts.at(-1)?.ruleVersion ?? RULE_VERSION,
    totals: totalsOf(reading, cells, parts),
  };
}

interface Reading {
  readonly asked: UsageAsked;
  readonly isByQuarter: boolean;
  /** The last quarter that is published. */
  readonly last: Part | undefined;
  readonly planned: PlannedByScheme;
}

const isByQuarter = (asked: UsageAsked): boolean =>
  dimensionsIn(asked).some((each) => each === 'QUARTER' || each === 'MONTH');

function piecesOf(asked: UsageAsked, parts: readonly PublishedPart[]): Piece[] {
  const named = dimensionsIn(asked).filter((dimension) => dimension !== 'QUARTER');
  return parts
    .flatMap(({ part, tables }) =>
      [...tables].flatMap(([measure, table]) =>
        table.map((cell): Piece => {
          const codes = named.map((dimension, at) => [dimension, cell.codes[at]]);
          return { part, measure, cell, codes: { ...Object.fromEntries(codes), QUARTER: part } };
        }),
      ),
    )
    .filter(({ codes, part }) =>
      asked.filter.every(
        ({ dimension, codes: wanted }) =>
          (part === 'YEAR' && dimension === 'QUARTER') || wanted.includes(codes[dimension] ?? ''),
      ),
    )
    .filter(({ part }) => part !== 'YEAR' || !dimensionsIn(asked).includes('QUARTER'));
}

function cellOf(reading: Reading, pieces: readonly Piece[]): UsageCell {
  const [first] = pieces as [Piece];
  const keys = reading.asked.by.map((dimension) => ({
    dimension,
    code: first.codes[dimension] as string,
  }));
  const of = (measure: string, isWanted: (piece: Piece) => boolean): ProtectedCell[] =>
    pieces.filter((piece) => piece.measure === measure && isWanted(piece)).map(({ cell }) => cell);
  const inQuarter = ({ part }: Piece): boolean => part !== 'YEAR';
  const people = of(PEOPLE, inQuarter);
  const none = absence(people);
  return {
    keys,
    people: reading.isByQuarter
      ? peopleIn(people, 'NOT_ADDITIVE')
      : peopleIn(
          of(PEOPLE, ({ part }) => part === 'YEAR'),
          'YEAR_NOT_OVER',
        ),
    spend: moneyIn(of(ACTUAL, inQuarter), none),
    committed: moneyIn(of(COMMITTED, inQuarter), none),
    planned: plannedOf(reading, keys),
    unitCost: unitCostIn(
      of(WEEKLY, (piece) => isLast(reading, piece)),
      none,
    ),
    suppressed: hiddenIn(pieces.filter(inQuarter)),
  };
}

/** Of one quarter where that is asked; else as of the last one. */
const isLast = ({ asked, last }: Reading, { part }: Piece): boolean =>
  dimensionsIn(asked).includes('QUARTER') ? part !== 'YEAR' : part === last;

/** Why a measure has no cell: whether anybody has nothing of it is told only where people are. */
const absence = (people: readonly ProtectedCell[]): Suppression =>
  people.find(({ withheld }) => withheld !== null)?.withheld ?? 'NOT_REPORTED';

/** How many places of the tables there are of which something is not shown. */
function hiddenIn(pieces: readonly Piece[]): number {
  const hidden = pieces.filter(({ cell }) => cell.shown === null);
  return new Set(hidden.map(({ part, cell }) => JSON.stringify([part, cell.codes]))).size;
}

/** Plans are of a year and of schemes, and of nothing else. */
function plannedOf({ asked, planned }: Reading, keys: readonly UsageKey[]): Figure<Pence> {
  if (planned === null || dimensionsIn(asked).some((each) => each !== 'SCHEME')) {
    return { suppressed: 'NOT_PLANNED' };
  }
  const wanted = keys.length > 0 ? keys.map(({ code }) => code) : asked.filter[0]?.codes;
  const schemes = [...planned].filter(([scheme]) => wanted?.includes(scheme) ?? true);
  return toldTogether(
    schemes.map(([, value]) => ({ value })),
    'NOT_PLANNED',
  );
}

/** Added up from what is published of the cells; of people who may be in several, the published whole. */
function totalsOf(
  reading: Reading,
  cells: readonly UsageCell[],
  parts: readonly PublishedPart[],
): UsageFigures {
  const { asked } = reading;
  const suppressed = cells.reduce((sum, cell) => sum + cell.suppressed, 0);
  const planned = plannedOf({ ...reading, asked: { ...asked, by: [] } }, []);
  const unitCost = unitCostIn(wholeOf(asked, parts, WEEKLY, reading.last), 'NOT_ADDITIVE');
  const none: Suppression = parts.length > 0 ? 'PROTECTS_OTHERS' : 'NOT_PUBLISHED';
  // Of what is published a code that is not there is nobody's, and that is nought.
  if (cells.length === 0 && parts.length > 0) {
    const nought: Figure<Pence> = { value: NO_PENCE };
    const people: Figure<number> = { value: 0 };
    return { people, spend: nought, committed: nought, planned, unitCost, suppressed };
  }
  return {
    people: peopleOf(reading, cells, parts),
    spend: toldTogether(
      cells.map(({ spend }) => spend),
      none,
    ),
    committed: toldTogether(
      cells.map((cell) => cell.committed),
      none,
    ),
    ...{ planned, unitCost, suppressed },
  };
}

/** The whole of a part by a measure; none where a filter leaves something out of it. */
function wholeOf(
  { filter }: UsageAsked,
  parts: readonly PublishedPart[],
  measure: string,
  part: Part | undefined,
): readonly ProtectedCell[] {
  if (filter.length > 0) return [];
  return parts.find((each) => each.part === part)?.whole.get(measure) ?? [];
}

function peopleOf(
  { asked, isByQuarter: isNotAdditive }: Reading,
  cells: readonly UsageCell[],
  parts: readonly PublishedPart[],
): Figure<number> {
  if (cells.length === 0) return { suppressed: 'NOT_PUBLISHED' };
  const people = cells.flatMap((cell) => ('value' in cell.people ? cell.people.value : []));
  const canAdd = asked.by.every((dimension) => ONE_CODE_EACH.has(dimension));
  if (canAdd && people.length > 0) return { value: peopleTogether(people) };
  if (asked.filter.length > 0 || isNotAdditive) return { suppressed: 'NOT_ADDITIVE' };
  return peopleIn(wholeOf(asked, parts, PEOPLE, 'YEAR'), 'YEAR_NOT_OVER');
}
