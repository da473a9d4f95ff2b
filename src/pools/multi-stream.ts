import type { ProtectedCell } from './protect.ts';
import { type Publication, type SaidOfFigures, saidOf } from './publication.ts';
import { SECTOR_COUNTS, STREAM_COUNTS } from './streams-had.ts';
import { type Figure, peopleIn, type Suppression } from './usage-figures.ts';

/** How many people have so many streams or sectors. */
export interface CountedPeople {
  readonly code: string;
  readonly people: Figure<number>;
}

/** How many people have any stream, by how many streams and by how many sectors. */
export interface StreamsOfPeople {
  readonly people: Figure<number>;
  readonly byStreams: readonly CountedPeople[];
  readonly bySectors: readonly CountedPeople[];
}

export interface StreamsInArea extends StreamsOfPeople {
  /** The council, by its GSS code, or NOT_KNOWN. */
  readonly area: string;
  /** Null where it is not known. */
  readonly name: string | null;
}

export interface MultiStream extends SaidOfFigures, StreamsOfPeople {
  readonly areas: readonly StreamsInArea[];
}

/** The published tables of people, each by its dimensions: of the whole, and of each area (last). */
export interface StreamsTables {
  readonly whole: readonly ProtectedCell[];
  readonly streams: readonly ProtectedCell[];
  readonly sectors: readonly ProtectedCell[];
  readonly areas: readonly ProtectedCell[];
  readonly streamsByArea: readonly ProtectedCell[];
  readonly sectorsByArea: readonly ProtectedCell[];
}

/** How many people have how many streams, of published cells and of nothing else. */
export function multiStreamOf(
  publication: Publication | null,
  tables: StreamsTables,
  nameOf: (area: string) => string | null,
): MultiStream {
  const none: Suppression | null = publication === null ? 'NOT_PUBLISHED' : null;
  const whole = peopleWith(tables.whole[0], tables.streams, tables.sectors, none);
  const areas = tables.areas.map((margin): StreamsInArea => {
    const [area] = margin.codes as [string];
    const ofArea = ({ codes }: ProtectedCell) => codes[1] === area;
    const [streams, sectors] = [tables.streamsByArea, tables.sectorsByArea];
    const own = peopleWith(margin, streams.filter(ofArea), sectors.filter(ofArea), null);
    return { area, name: nameOf(area), ...own };
  });
  const suppressed = [whole, ...areas].flatMap(figuresOf).filter((each) => 'suppressed' in each);
  return { ...saidOf(publication), ...whole, areas, suppressed: suppressed.length };
}

const figuresOf = ({ people, byStreams, bySectors }: StreamsOfPeople): Figure<number>[] => [
  people,
  ...[...byStreams, ...bySectors].map((row) => row.people),
];

function peopleWith(
  margin: ProtectedCell | undefined,
  streams: readonly ProtectedCell[],
  sectors: readonly ProtectedCell[],
  none: Suppression | null,
): StreamsOfPeople {
  const people: Figure<number> = margin
    ? peopleIn([margin], 'NOT_PUBLISHED')
    : none
      ? { suppressed: none }
      : { value: 0 };
  return {
    people,
    byStreams: countedBy(STREAM_COUNTS, people, streams),
    bySectors: countedBy(SECTOR_COUNTS, people, sectors),
  };
}

/**
 * One row for each code. That nobody is in one is told only where all of its line is shown: beside
 * rows that are not, nobody and few are the same answer, and under a sum that is not, every row is as
 * the sum is.
 */
export function countedBy(
  codes: readonly string[],
  margin: Figure<number>,
  line: readonly ProtectedCell[],
): CountedPeople[] {
  if ('suppressed' in margin) return codes.map((code) => ({ code, people: margin }));
  const isAllShown = line.every(({ shown }) => shown !== null);
  const nobody: Figure<number> = isAllShown ? { value: 0 } : { suppressed: 'FEW_PEOPLE' };
  return codes.map((code) => {
    const cell = line.find((each) => each.codes[0] === code);
    return { code, people: cell ? peopleIn([cell], 'NOT_PUBLISHED') : nobody };
  });
}
