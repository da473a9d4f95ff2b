import type { Queries } from '../src/db/database.ts';
import type { Hub } from '../src/hub.ts';
import { allStreams, keepOrganisations, keepStreams } from '../src/streams/store.ts';
import { beginDemo, isUnfinished, seedDemo } from './demo/seed.ts';
import { referenceOrganisations } from './reference/organisations.ts';
import { STREAMS } from './reference/streams.ts';

/** Loads what every installation needs: streams and organisations. Safe to repeat. */
export async function seedReference({ db }: Pick<Hub, 'db'>): Promise<'SEEDED' | 'ALREADY_SEEDED'> {
  return db.transaction(async (tx) => {
    const before = JSON.stringify(await allStreams(tx));
    await keepStreams(tx, STREAMS);
    const changed = await keepOrganisations(tx, referenceOrganisations());
    const same = changed === 0 && JSON.stringify(await allStreams(tx)) === before;
    return same ? 'ALREADY_SEEDED' : 'SEEDED';
  });
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
