import { lastDay } from '../values/period.ts';
import { areasOfPeople } from './area-of-people-store.ts';
import { pricesFacts } from './prices-had.ts';
import { recurringLinesOn } from './prices-store.ts';
import type { FactsOfArea } from './publish-area.ts';

/** What a week of each service costs for each person on the last day. */
export const pricesOfArea: FactsOfArea = async (tx, days) => {
  const day = lastDay(days);
  return pricesFacts(await recurringLinesOn(tx, day), await areasOfPeople(tx, day));
};
