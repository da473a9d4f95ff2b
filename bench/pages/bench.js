import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { hubCommand } from '../budgets/data.js';
import { Load, medianOf } from '../budgets/load.js';
import { startHub } from '../budgets/servers.js';
import { say } from '../budgets/settings.js';
import { fillBooks, OFFICE, openBooks, today } from '../ledger/books.js';
import { spending } from '../ledger/built.js';
import { ByHand } from '../ledger/by-hand.js';

const TENANT = 'bench_pages';
const CONNECTIONS = 4;
/** Whom the demonstration lets sign in under this key. */
const READER = { key: 'jamie', nhsNumber: '9990020019' };
const DAYS = { from: '2026-04-01', to: today, year: '2026-27' };
const REACH = 3;
const ROUND = 40;

const QUERY = readFileSync(new URL('statement.graphql', import.meta.url), 'utf8');

/**
 * How long the page of a year's statement takes beside the API's answer with the same data, one
 * request at a time.
 * @param {{ smoke: boolean, rounds: number }} options
 * @returns {Promise<number>} the exit code
 */
export async function benchPages({ smoke, rounds }) {
  const size = smoke
    ? { movements: 50, rounds: 1, requests: 5 }
    : { movements: 500, rounds, requests: ROUND };
  const hand = new ByHand(TENANT, 1);
  await hand.clear(TENANT);
  const hub = await openBooks(TENANT, CONNECTIONS);
  const [account = ''] = await fillBooks(hub, 1, READER.nhsNumber);
  await pay(hub, account, size.movements);
  await hub.close();
  const server = await startHub({ tenant: TENANT, node: process.execPath });
  const load = new Load();
  const jobs = await jobsOf(server.url);
  /** @type {number[]} */
  const ratios = [];
  for (let round = 0; round <= size.rounds; round += 1) {
    const { page, api } = await measure(load, jobs, {
      round,
      pid: server.pid,
      count: size.requests,
    });
    if (round === 0) continue;
    ratios.push(page.median / api.median);
    say(
      `round ${round}: page ${page.median.toFixed(1)} ms (${(page.bytes / 1024).toFixed(0)} KiB), API ${api.median.toFixed(1)} ms (${(api.bytes / 1024).toFixed(0)} KiB)`,
    );
  }
  load.stop();
  await server.stop();
  await hand.clear(TENANT);
  await hand.close();
  return judged(ratios, size);
}

/**
 * Payments over the year so far, each drawn on two sources: a row of the statement for each.
 * @param {import('../ledger/books.js').Hub} hub
 * @param {string} account
 * @param {number} rows
 */
async function pay({ serving }, account, rows) {
  const { recordSpend } = await spending();
  const first = Date.parse(`${DAYS.from}T00:00:00Z`);
  for (let at = 0; at < rows / 2; at += 1) {
    const day = new Date(first + (at % 290) * 86_400_000).toISOString().slice(0, 10);
    await recordSpend(
      serving,
      OFFICE,
      {
        ...{ account, amount: /** @type {any} */ (2000n + BigInt(at)), payee: `Payee ${at % 20}` },
        ...{ purpose: 'personal-care', effectiveDay: /** @type {any} */ (day) },
        idempotencyKey: `payment ${at}`,
      },
      today,
    );
  }
}

/** @typedef {import('../budgets/load-child.js').Job} Job */

/**
 * The two requests: of somebody signed in to the pages, and with a token.
 * @param {string} url
 * @returns {Promise<{ page: Job, api: Job }>}
 */
async function jobsOf(url) {
  const signedIn = await fetch(`${url}/sign-in`, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ as: READER.key }) },
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((set) => set.slice(0, set.indexOf(';')))
    .join('; ');
  const words = ['token', '--role', 'holder', '--nhs-number', READER.nhsNumber];
  const authorization = `Bearer ${await hubCommand(TENANT, words)}`;
  const body = JSON.stringify({ query: QUERY, variables: DAYS });
  const address = `${url}/statement?from=${DAYS.from}&to=${DAYS.to}`;
  return {
    page: {
      ...{ url: address, method: 'GET', headers: { cookie, accept: 'text/html' } },
      ...{ bodies: [''], concurrency: 1 },
    },
    api: {
      ...{ url: `${url}/graphql`, headers: { authorization, 'content-type': 'application/json' } },
      ...{ bodies: [body], concurrency: 1 },
    },
  };
}

/**
 * Both, so often one after the other; they take turns to go first.
 * @param {Load} load
 * @param {{ page: Job, api: Job }} jobs
 * @param {{ round: number, pid: number, count: number }} size
 */
async function measure(load, { page, api }, { round, pid, count }) {
  const many = (/** @type {Job} */ job) =>
    load.run({ ...job, bodies: Array(count).fill(job.bodies[0]) }, pid);
  if (round % 2 === 0) {
    const first = await many(page);
    return { page: first, api: await many(api) };
  }
  const first = await many(api);
  return { page: await many(page), api: first };
}

/**
 * @param {readonly number[]} ratios
 * @param {{ movements: number, rounds: number }} size
 * @returns {number} the exit code
 */
function judged(ratios, { movements, rounds }) {
  const [minute = 0] = loadavg();
  const two = (/** @type {number} */ value) => value.toFixed(2);
  say(`\n${cpus().length} CPUs, machine load ${two(minute)}`);
  say(
    `statement of ${movements} rows, page / API: ${two(medianOf(ratios))} (${two(Math.min(...ratios))} to ${two(Math.max(...ratios))}); at most ${REACH}`,
  );
  return rounds < 5 || medianOf(ratios) <= REACH ? 0 : 1;
}
