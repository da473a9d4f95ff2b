import { NOT_KNOWN } from './dimension.ts';
import type { PublishedFact } from './published-fact.ts';

/** How many streams people are counted by; whoever has more is with the last. */
export const STREAM_COUNTS = ['1', '2', '3', '4_AND_MORE'] as const;
/** There are four sectors. */
export const SECTOR_COUNTS = ['1', '2', '3', '4'] as const;

/** How many streams, and sectors, one person's money is of. */
export interface StreamsHad {
  readonly person: string;
  readonly streams: number;
  readonly sectors: number;
}

/** Each person once, who has one stream or more; the areas are of people whose area a source says. */
export function streamsFacts(
  had: readonly StreamsHad[],
  areas: ReadonlyMap<string, string>,
): PublishedFact[] {
  return had.map(({ person, streams, sectors }) => ({
    person,
    codes: {
      STREAMS: STREAM_COUNTS[Math.min(streams, STREAM_COUNTS.length) - 1] as string,
      SECTORS: SECTOR_COUNTS[sectors - 1] as string,
      AREA: areas.get(person) ?? NOT_KNOWN,
    },
    amounts: {},
  }));
}
