import type { Queries } from '../src/db/database.ts';
import type { Hub } from '../src/hub.ts';
import { allStreams, keepOrganisations, keepStreams } from '../src/streams/store.ts';
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

/** Whether the database has no reference data yet, and so nothing else either. */
export async function isEmpty(queries: Queries): Promise<boolean> {
  return (await allStreams(queries)).length === 0;
}
