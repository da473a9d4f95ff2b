import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from './data.js';
import { CARE_TEAM, PAGE, queryOf, ROOT, YEARS } from './settings.js';

/** @typedef {import('./settings.js').Year} Year */
/** @typedef {'core' | 'page'} Operation */
/** One thing to ask: a person's year, or a page of the caseload after a person. */
/** @typedef {{ operation: Operation, year: Year, nhsNumber?: string, after: string | null }} Question */

const HUB = { core: queryOf('person-budget'), page: queryOf('caseload') };
const folder = join(ROOT, 'bench/budgets/postgraphile');
const POSTGRAPHILE = {
  core: readFileSync(join(folder, 'person-rows.graphql'), 'utf8'),
  page: readFileSync(join(folder, 'caseload-rows.graphql'), 'utf8'),
};

/** Numbers from 0 to 1, the same at every run. @param {number} seed */
export function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Everything that the care team could ask: each of its people, and each page of them.
 * @param {string} tenant
 */
export async function caseloadOf(tenant) {
  const sql = connect(tenant);
  const rows = await sql`select i.person_id as id, max(i.nhs_number) as nhs_number
    from relationships r join identities i on i.id = r.identity_id
    where r.subject = ${CARE_TEAM} group by 1 order by 1`;
  await sql.end();
  const ids = rows.map((row) => String(row.id));
  const nhsNumbers = rows.map((row) => String(row.nhs_number));
  /** @type {(string | null)[]} */
  const starts = [null];
  for (let at = PAGE - 1; at + PAGE < ids.length; at += PAGE) starts.push(ids[at] ?? null);
  return { nhsNumbers, starts };
}

/** @typedef {Awaited<ReturnType<typeof caseloadOf>>} Caseload */

/**
 * @param {Caseload} caseload
 * @param {Operation} operation
 * @param {number} count
 * @param {number} seed
 * @returns {Question[]}
 */
export function questions({ nhsNumbers, starts }, operation, count, seed) {
  const throwDice = dice(seed);
  /** @type {<Item>(items: readonly Item[]) => Item} */
  const pick = (items) => /** @type {never} */ (items[Math.floor(throwDice() * items.length)]);
  return Array.from({ length: count }, () => {
    const year = pick(YEARS);
    return operation === 'core'
      ? { operation, year, nhsNumber: pick(nhsNumbers), after: null }
      : { operation, year, after: pick(starts) };
  });
}

/**
 * What each server is sent for a question. PostGraphile's cursors begin with a digest of the order,
 * which it is asked for once.
 * @param {string} orderDigest
 * @returns {Record<string, (question: Question) => string>}
 */
export const bodiesOf = (orderDigest) => ({
  hub: ({ operation, year, nhsNumber, after }) => {
    const query = HUB[operation];
    const page = { first: PAGE, after: cursor(after), year: year.name };
    const variables = operation === 'core' ? { nhsNumber, year: year.name } : page;
    return JSON.stringify({ query, variables });
  },
  'by hand': ({ operation, year, nhsNumber, after }) => {
    const page = { first: PAGE, after: cursor(after), year: year.name };
    return JSON.stringify(operation === 'core' ? { nhsNumber, year: year.name } : page);
  },
  postgraphile: ({ operation, year, nhsNumber, after }) => {
    const { from, until } = year;
    const place = after && JSON.stringify([orderDigest, CARE_TEAM, after]);
    const page = { subject: CARE_TEAM, first: PAGE, after: place && encoded(place, 'base64') };
    const variables = operation === 'core' ? { nhsNumber, from, until } : { ...page, from, until };
    return JSON.stringify({ query: POSTGRAPHILE[operation], variables });
  },
});

/**
 * @param {string} text
 * @param {BufferEncoding} encoding
 */
const encoded = (text, encoding) => Buffer.from(text).toString(encoding);

const cursor = (/** @type {string | null} */ id) => id && encoded(id, 'base64url');

/** The digest in the cursor that PostGraphile gives for the first page. @param {string} cursor */
export const orderDigestIn = (cursor) =>
  String(JSON.parse(Buffer.from(cursor, 'base64').toString())[0]);
