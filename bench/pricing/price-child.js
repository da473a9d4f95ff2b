import { createReadStream } from 'node:fs';
import { activities, books, embedded, pricing, streams } from './built.js';

// Prices every row and adds up, as `hub price` does but for writing the rows out.
const [, , path = '', folder = ''] = process.argv;
const { activityFile, answerTo } = await activities();
const { bookFor } = await pricing();
const { priceBooks } = await books();
const { allOrganisations } = await streams();
const { openEmbedded } = await embedded();

const db = await openEmbedded({ folder, tenant: 'public' });
const wanted = /** @type {const} */ ({ codes: 'all', providers: 'all', knownOn: null });
const hrg = await priceBooks(db, { scheme: 'hrg', ...wanted });
const known = await allOrganisations(db);
await db.close();

/** @type {import('../../src/deliveries/price-file.ts').Lookup} */
const lookup = {
  bookOf: (scheme, code) => (scheme === 'hrg' && hrg ? bookFor(hrg, code) : undefined),
  isOrganisation: (code) => known.has(code),
};
const counts = { PRICED: 0, UNPRICED: 0, REFUSED: 0 };
let pence = 0n;
let rows = 0;
let mostHeap = 0;
const started = performance.now();
for await (const row of activityFile.read(createReadStream(path))) {
  const answered = answerTo(row, lookup);
  counts[answered.kind] += 1;
  if (answered.kind === 'PRICED') pence += answered.amount;
  rows += 1;
  if (rows % 20_000 === 0) mostHeap = Math.max(mostHeap, process.memoryUsage().heapUsed);
}
const seconds = (performance.now() - started) / 1000;
process.send?.({ rows, seconds, counts, pence: String(pence), mostHeap });
