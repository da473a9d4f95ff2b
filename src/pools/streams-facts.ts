import { lastDay } from '../values/period.ts';
import { areasOfPeople } from './area-of-people-store.ts';
import type { FactsOfArea } from './publish-area.ts';
import { streamsFacts } from './streams-had.ts';
import { streamsHadOn } from './streams-store.ts';

/** How many streams people have on the last day: of BUDGET streams, by award or in an account. */
export const streamsOfArea: FactsOfArea = async (tx, days) => {
  const day = lastDay(days);
  return streamsFacts(await streamsHadOn(tx, day), await areasOfPeople(tx, day));
};
