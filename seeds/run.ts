import { keepGateways } from '../src/access/sharing-store.ts';
import {
  keepCurrencies,
  keepFactors,
  keepSchemes,
  keepTariffs,
  keepUnpricedKinds,
  PRICE_LISTS,
} from '../src/currencies/write.ts';
import type { Queries, Transaction } from '../src/db/database.ts';
import type { Hub } from '../src/hub.ts';
import { isModelOwn, keepModel } from '../src/people/match-model-store.ts';
import { allStreams, keepOrganisations, keepStreams } from '../src/streams/store.ts';
import { beginDemo, isUnfinished, seedDemo } from './demo/seed.ts';
import { referenceCurrencies } from './reference/currencies.ts';
import { GATEWAYS } from './reference/gateways.ts';
import { MATCH_MODEL } from './reference/match-model.ts';
import { referenceOrganisations } from './reference/organisations.ts';
import { SCHEMES, UNPRICED_KINDS } from './reference/schemes.ts';
import { STREAMS } from './reference/streams.ts';
import { referenceFactors, referenceTariffs } from './reference/tariffs.ts';

/**
 * Loads what every installation needs: streams, organisations, sharing gateways, the matching
 * model, currencies and their tariffs. Safe to repeat.
 */
export async function seedReference({ db }: Pick<Hub, 'db'>): Promise<'SEEDED' | 'ALREADY_SEEDED'> {
  return db.exclusively(PRICE_LISTS, () =>
    db.transaction(async (tx) => {
      const before = JSON.stringify(await allStreams(tx));
      await keepStreams(tx, STREAMS);
      const changed = await keepOrganisations(tx, referenceOrganisations());
      const priced = await keepPrices(tx);
      const opened = await keepGateways(tx, GATEWAYS);
      // A newer version of the project's must not push aside one that this installation loaded.
      const modelled = (await isModelOwn(tx)) ? 0 : await keepModel(tx, MATCH_MODEL);
      const same =
        changed + priced + opened + modelled === 0 &&
        JSON.stringify(await allStreams(tx)) === before;
      return same ? 'ALREADY_SEEDED' : 'SEEDED';
    }),
  );
}

/** The payment system's currencies and tariffs; gives how many are new or have changed. */
async function keepPrices(tx: Transaction): Promise<number> {
  const kept = [
    await keepSchemes(tx, SCHEMES),
    await keepCurrencies(tx, referenceCurrencies()),
    await keepTariffs(tx, referenceTariffs()),
    await keepFactors(tx, referenceFactors()),
    await keepUnpricedKinds(tx, UNPRICED_KINDS),
  ];
  return kept.reduce((sum, each) => sum + each, 0);
}

/** What a starting hub loads into a database that has nothing yet, or an unfinished demonstration. */
export async function seedForStart(hub: Hub, report: (line: string) => void): Promise<void> {
  const { seed } = hub.config;
  if (seed === 'none') return;
  const empty = await isEmpty(hub.db);
  if (seed === 'demo' && (empty || (await isUnfinished(hub.db)))) {
    await beginDemo(hub.db);
    await seedReference(hub);
    await seedDemo(hub, report);
  } else if (empty) {
    await seedReference(hub);
  }
}

/** Whether the database has no reference data yet, and so nothing else either. */
export async function isEmpty(queries: Queries): Promise<boolean> {
  return (await allStreams(queries)).length === 0;
}
