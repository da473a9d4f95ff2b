import { cpus, loadavg } from 'node:os';
import { hubCommand } from '../budgets/data.js';
import { Load, medianOf } from '../budgets/load.js';
import { startHub } from '../budgets/servers.js';
import { CONCURRENCY, CONNECTIONS, say } from '../budgets/settings.js';
import { COUNCIL, fillBooks, OFFICE, openBooks, today } from './books.js';
import { spending, verifying } from './built.js';
import { ByHand } from './by-hand.js';

const TENANT = 'bench_ledger';
const AMOUNT = 200;
const REACH = 0.5;
const SPEND = `mutation Spend($input: RecordSpendInput!) { recordSpend(input: $input) { __typename ... on RecordSpendSuccess { movement { id amount { pence } fundedBy { stream { code } amount { pence } } } replayed } ... on Refusal { code message } } }`;

/** @typedef {(count: number, mark: string) => Promise<number>} Way movements a second */

/**
 * Movements a second that are acknowledged: through the hub's service, the same as the owner of the
 * tables (without row-level security), through the API, and by hand.
 * @param {{ smoke: boolean, rounds: number }} options
 * @returns {Promise<number>} the exit code
 */
export async function benchLedger({ smoke, rounds: asked }) {
  const size = smoke
    ? { accounts: 8, movements: 100, warmUp: 20, rounds: 1 }
    : { accounts: 64, movements: 1000, warmUp: 200, rounds: asked };
  const hand = new ByHand(TENANT, CONNECTIONS);
  await hand.clear(TENANT);
  const hub = await openBooks(TENANT, CONNECTIONS);
  const accounts = await fillBooks(hub, size.accounts);
  const { waysIn, stop } = await ways(hub, hand, accounts);
  /** @type {Map<string, number[]>} */
  const measured = new Map(Object.keys(waysIn).map((name) => [name, []]));
  for (let round = 0; round <= size.rounds; round += 1) {
    const count = round === 0 ? size.warmUp : size.movements;
    const order = Object.entries(waysIn);
    // They take turns to go first.
    for (const [name, way] of [...order.slice(round % 4), ...order.slice(0, round % 4)]) {
      const perSecond = await way(count, `${name} ${round}`);
      if (round > 0) measured.get(name)?.push(perSecond);
    }
  }
  const recorded = Object.keys(waysIn).length * (size.warmUp + size.rounds * size.movements);
  const { verifyLedger } = await verifying();
  const checks = await verifyLedger(hub.db);
  await stop();
  await hub.close();
  await hand.clear(TENANT);
  await hand.close();
  for (const { name, detail, ok } of checks) say(`${ok ? 'ok' : 'WRONG'}: ${name} (${detail})`);
  const holds = print(measured, size);
  const [told] = checks;
  const all = recorded + 3 * size.accounts;
  if (checks.some(({ ok }) => !ok) || !told?.detail.startsWith(`${all} movements`)) {
    say(`NOT ALL THERE: ${all} movements were acknowledged`);
    return 1;
  }
  return smoke || size.rounds < 5 || holds ? 0 : 1;
}

/**
 * @param {import('./books.js').Hub} hub
 * @param {ByHand} hand
 * @param {readonly string[]} accounts
 * @returns {Promise<{ waysIn: Record<string, Way>, stop: () => Promise<void> }>}
 */
async function ways(hub, hand, accounts) {
  const { recordSpend } = await spending();
  const accountAt = (/** @type {number} */ at) => accounts[at % accounts.length] ?? '';
  const input = (/** @type {string} */ account, /** @type {string} */ idempotencyKey) => ({
    ...{ account, payee: 'Helping Hands', purpose: 'personal-care', idempotencyKey },
  });
  const through = (/** @type {import('../../src/db/database.ts').Database} */ db) => {
    /** @type {Way} */
    const way = (count, mark) =>
      perSecond(count, async (at) => {
        const said = { ...input(accountAt(at), `${mark} ${at}`), effectiveDay: today };
        const amount = /** @type {any} */ (BigInt(AMOUNT));
        await recordSpend(db, OFFICE, { ...said, amount }, today);
      });
    return way;
  };
  // One of each account first: what was never paid out of has no place to pay to.
  await through(hub.serving)(accounts.length, 'first');
  const paths = await hand.paths(accounts);
  const server = await startHub({ tenant: TENANT, node: process.execPath });
  const token = await hubCommand(TENANT, ['token', '--role', 'finance', '--org', COUNCIL]);
  const load = new Load();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  /** @type {Way} */
  const throughApi = async (count, mark) => {
    const bodies = Array.from({ length: count }, (_, at) => {
      const said = { ...input(accountAt(at), `${mark} ${at}`), effectiveDate: today };
      return JSON.stringify({ query: SPEND, variables: { input: { ...said, amount: AMOUNT } } });
    });
    const job = { url: `${server.url}/graphql`, headers, bodies, concurrency: CONCURRENCY };
    return (await load.run(job, server.pid)).perSecond;
  };
  /** @type {Way} */
  const byHand = (count, mark) =>
    perSecond(count, (at) => {
      const account = accountAt(at);
      return hand.spend(account, paths.get(account) ?? [], AMOUNT, `${mark} ${at}`);
    });
  return {
    waysIn: {
      'by hand': byHand,
      service: through(hub.serving),
      'as owner': through(hub.db),
      api: throughApi,
    },
    stop: async () => {
      load.stop();
      await server.stop();
    },
  };
}

/**
 * @param {number} count
 * @param {(at: number) => Promise<void>} work
 */
async function perSecond(count, work) {
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < count; at = next++) await work(at);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return (count * 1000) / (performance.now() - started);
}

const two = (/** @type {number} */ value) => value.toFixed(2);

/**
 * @param {Map<string, number[]>} measured
 * @param {{ movements: number, rounds: number }} size
 * @returns whether what is to be reached is
 */
function print(measured, { movements, rounds }) {
  const of = (/** @type {string} */ name) => measured.get(name) ?? [];
  const ratios = (/** @type {string} */ name, /** @type {string} */ peer) =>
    of(name).map((value, round) => value / (of(peer)[round] ?? Number.NaN));
  const [minute = 0] = loadavg();
  say(`\n${cpus().length} CPUs, machine load ${two(minute)}`);
  say(`${CONCURRENCY} at a time, ${CONNECTIONS} connections, ${rounds} rounds of ${movements}`);
  for (const [name, values] of measured) {
    say(`  ${name.padEnd(9)} ${medianOf(values).toFixed(0).padStart(6)} movements/s`);
  }
  let holds = true;
  for (const [name, peer] of /** @type {const} */ ([
    ['service', 'by hand'],
    ['api', 'by hand'],
    ['service', 'as owner'],
  ])) {
    const all = ratios(name, peer);
    const middle = medianOf(all);
    const range = `${two(Math.min(...all))} to ${two(Math.max(...all))}`;
    const judged = name === 'service' && peer === 'by hand';
    if (judged) holds = middle >= REACH;
    const verdict = judged ? `: ${holds ? 'reached' : 'NOT REACHED'} (${REACH})` : '';
    say(`  ${name} / ${peer.padEnd(9)} ${two(middle)} (${range})${verdict}`);
  }
  return holds;
}
