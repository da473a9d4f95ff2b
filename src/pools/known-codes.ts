import type { Queries } from '../db/database.ts';
import { allOrganisations, allStreams } from '../streams/store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { agreementsKnown } from './agreements-store.ts';
import { plansTold } from './months-store.ts';
import type { KnownCodes } from './usage-codes.ts';

/** The codes that a pool’s usage may be filtered by today, of lists that the hub keeps. */
export async function knownCodes(
  queries: Queries,
  pool: string,
  today: PlainDate,
): Promise<KnownCodes> {
  const agreements = await agreementsKnown(queries, today, pool);
  const told = await plansTold(queries, pool, null);
  return {
    streams: new Set((await allStreams(queries)).map(({ code }) => code)),
    organisations: new Set((await allOrganisations(queries)).keys()),
    schemes: new Set([
      ...agreements.flatMap(({ schemes }) => schemes.map(({ code }) => code)),
      ...told.map(({ scheme }) => scheme),
    ]),
  };
}
