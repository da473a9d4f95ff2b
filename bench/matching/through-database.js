import { database, embedded, migrating, resolving, seeding, store } from './built.js';

/**
 * @typedef {import('../../seeds/people-truth.ts').TrueIdentity} TrueIdentity
 */

/**
 * Lets the identities arrive in an empty hub, in several deliveries, and gives each its person and
 * how long it took.
 * @param {readonly TrueIdentity[]} identities
 * @param {number} deliveries
 * @returns {Promise<{ people: string[], seconds: number, pairs: bigint }>}
 */
export async function arrive(identities, deliveries) {
  const { openEmbedded } = await embedded();
  const { migrate } = await migrating();
  const { seedReference } = await seeding();
  const { noteIdentities } = await store();
  const { resolvePeople } = await resolving();
  const { sql } = await database();
  const db = await openEmbedded({ folder: null, tenant: 'public' });
  try {
    await migrate(db);
    await seedReference({ db });
    const drafts = identities.map((identity, index) => ({
      ...{ source: identity.source, namespace: String(index), localId: null, deathDate: null },
      .../** @type {import('../../src/people/identity.ts').IdentityDraft} */ (
        /** @type {unknown} */ (identityOf(identity))
      ),
    }));
    const start = performance.now();
    for (let delivery = 0; delivery < deliveries; delivery += 1) {
      const seenIn = `00000000-0000-4000-8000-${String(delivery).padStart(12, '0')}`;
      const own = drafts.filter((_, index) => index % deliveries === delivery);
      await db.transaction(async (tx) => {
        for (let at = 0; at < own.length; at += 2000) {
          await noteIdentities(tx, seenIn, own.slice(at, at + 2000));
        }
        await resolvePeople(tx, seenIn, true);
      });
    }
    const seconds = (performance.now() - start) / 1000;
    const rows = await db.rows(
      'bench.people',
      sql`select person_id from identities order by namespace::int`,
    );
    const [counted] = await db.rows('bench.pairs', sql`select count(*) as pairs from match_pairs`);
    const people = /** @type {{ person_id: string }[]} */ (rows).map((row) => row.person_id);
    return { people, seconds, pairs: /** @type {{ pairs: bigint }} */ (counted).pairs };
  } finally {
    await db.close();
  }
}

/** @param {TrueIdentity} identity */
function identityOf({ nhsNumber, nino, surname, givenNames, birthDate, postcode }) {
  return { nhsNumber, nino, surname, givenNames, birthDate, postcode };
}
