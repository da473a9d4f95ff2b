import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import { allOrganisations } from '../streams/store.ts';
import { REFERENCE_SCHEMES } from './component.ts';
import { type PriceVariation, priceVariationOf } from './price-variation.ts';
import { referencePrices } from './prices-store.ts';
import { publishedTables } from './published-tables.ts';
import { type AskedArea, publicationAsked } from './read-area.ts';

export interface AskedPrices extends AskedArea {
  /** One service alone; null for all. */
  readonly service: string | null;
}

/**
 * What support costs by service and area, made of published tables, with tariffs in force on the same
 * day beside it. Undefined where the viewer may not ask. The question is noted. Throws TooFine where
 * services and areas are too many for one table.
 */
export async function readPriceVariation(
  db: Database,
  viewer: Viewer,
  asked: AskedPrices,
): Promise<PriceVariation | undefined> {
  const publication = await publicationAsked(db, viewer, 'PRICES', asked, ['SERVICE', 'AREA']);
  if (publication === undefined) return undefined;
  const organisations = await allOrganisations(db);
  const nameOf = (area: string) => organisations.get(area)?.name ?? null;
  if (publication === null) {
    return priceVariationOf(null, { byService: new Map(), byArea: new Map() }, [], nameOf);
  }
  const tables = {
    byService: await publishedTables(db, publication, ['SERVICE']),
    byArea: await publishedTables(db, publication, ['SERVICE', 'AREA']),
  };
  const prices = await referencePrices(db, REFERENCE_SCHEMES, publication.asOf);
  return priceVariationOf(publication, tables, prices, nameOf, asked.service);
}
