import { keepGateways } from '../src/access/sharing-store.ts';
import { keepDeferredRates } from '../src/charging/deferred-rate-store.ts';
import { keepChargingRates, keepPensionAges } from '../src/charging/rate-store.ts';
import {
  keepCurrencies,
  keepFactors,
  keepSchemes,
  keepTariffs,
  keepUnpricedKinds,
  PRICE_LISTS,
} from '../src/currencies/write.ts';
import { NeedsMigrating } from '../src/databases.ts';
import type { Queries, Transaction } from '../src/db/database.ts';
import type { Hub } from '../src/hub.ts';
import { isModelOwn, keepModel } from '../src/people/match-model-store.ts';
import { keepMoneyRules } from '../src/streams/money-rules-store.ts';
import {
  keepPurposes,
  keepStreamPurposes,
  keepUndepositableStreams,
} from '../src/streams/purposes-store.ts';
import { allStreams, keepOrganisations, keepStreams } from '../src/streams/store.ts';
import { beginDemo, isUnfinished, seedDemo } from './demo/seed.ts';
import {
  referenceChargingRates,
  referenceDeferredRates,
  referencePensionAges,
} from './reference/charging.ts';
import { referenceCurrencies } from './reference/currencies.ts';
import { GATEWAYS } from './reference/gateways.ts';
import { MATCH_MODEL } from './reference/match-model.ts';
import { referenceMoneyRules } from './reference/money-rules.ts';
import { referenceOrganisations } from './reference/organisations.ts';
import { PURPOSES, STREAM_PURPOSES, UNDEPOSITABLE_STREAMS } from './reference/purposes.ts';
import { SCHEMES, UNPRICED_KINDS } from './reference/schemes.ts';
import { STREAMS } from './reference/streams.ts';
import { referenceFactors, referenceTariffs } from './reference/tariffs.ts';

/**
 * Loads what every installation needs: streams and what they may fund, organisations, sharing
 * gateways, the matching model, currencies and their tariffs, charging rates. Safe to repeat.
 */
export async function seedReference({ db }: Pick<Hub, 'db'>): Promise<'SEEDED' | 'ALREADY_SEEDED'> {
  return db.exclusively(PRICE_LISTS, () =>
    db.transaction(async (tx) => {
      const before = JSON.stringify(await allStreams(tx));
      await keepStreams(tx, STREAMS);
      const changed = await keepOrganisations(tx, referenceOrganisations());
      const priced = await keepPrices(tx);
      const ruled = await keepSpendingRules(tx);
      const opened = await keepGateways(tx, GATEWAYS);
      // A newer version of the project's must not push aside one that this installation loaded.
      const modelled = (await isModelOwn(tx)) ? 0 : await keepModel(tx, MATCH_MODEL);
      const same =
        changed + priced + ruled + opened + modelled === 0 &&
        JSON.stringify(await allStreams(tx)) === before;
      return same ? 'ALREADY_SEEDED' : 'SEEDED';
    }),
  );
}

/** Currencies and tariffs, and the rates of charging; gives how many are new or have changed. */
async function keepPrices(tx: Transaction): Promise<number> {
  const kept = [
    await keepSchemes(tx, SCHEMES),
    await keepCurrencies(tx, referenceCurrencies()),
    await keepTariffs(tx, referenceTariffs()),
    await keepFactors(tx, referenceFactors()),
    await keepUnpricedKinds(tx, UNPRICED_KINDS),
    await keepChargingRates(tx, referenceChargingRates()),
    await keepPensionAges(tx, referencePensionAges()),
    await keepDeferredRates(tx, referenceDeferredRates()),
  ];
  return kept.reduce((sum, each) => sum + each, 0);
}

/** What each stream's money may be spent on, and the rules of money that is held; gives how many rules are new or have changed. */
async function keepSpendingRules(tx: Transaction): Promise<number> {
  const kept = [
    await keepPurposes(tx, PURPOSES),
    await keepStreamPurposes(tx, STREAM_PURPOSES),
    await keepUndepositableStreams(tx, UNDEPOSITABLE_STREAMS),
    await keepMoneyRules(tx, referenceMoneyRules()),
  ];
  return kept.reduce((sum, each) => sum + each, 0);
}

/** What a starting hub loads into a database that has nothing yet, or an unfinished demonstration. */
export async function seedForStart(hub: Hub, report: (line: string) => void): Promise<void> {
  const { seed } = hub.config;
  if (seed === 'none') return;
  const empty = await isEmpty(hub.db);
  if (hub.config.databaseAppUrl !== null) {
    if (!empty) return;
    throw new NeedsMigrating(
      'the database has no reference data; run "npm run hub -- seed reference" with DATABASE_URL',
    );
  }
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
