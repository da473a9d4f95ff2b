import { factsOfContracts } from './contract-facts-store.ts';
import { unmetNeedOfArea } from './gather-unmet-need.ts';
import { pricesOfArea } from './prices-facts.ts';
import type { AreaSubject } from './publication.ts';
import type { FactsOfArea } from './publish-area.ts';
import { streamsOfArea } from './streams-facts.ts';

/** The subjects of the whole area that can be published, and what everybody brings to each. */
export const AREA_FIGURES: ReadonlyMap<AreaSubject, FactsOfArea> = new Map([
  ['CONTRACTS', factsOfContracts],
  ['STREAMS', streamsOfArea],
  ['PRICES', pricesOfArea],
  ['UNMET_NEED', unmetNeedOfArea],
]);
