import { cpus, loadavg } from 'node:os';
import { connect } from '../budgets/data.js';
import { medianOf } from '../budgets/load.js';
import { CONNECTIONS, say } from '../budgets/settings.js';
import { openBooks, today } from '../ledger/books.js';
import { published, publishing } from './built.js';
import { differences } from './equal.js';
import { fillLedger, inSeconds } from './ledger.js';
import { POOL, QUESTIONS, YEAR } from './questions.js';
import { rebuildWhileServing } from './rebuild.js';

const FASTER = 50;
const GROWTH = 1.3;

/** @typedef {import('../../src/hub.ts').Hub} Hub */
/** @typedef {{ hand: number[], hub: number[], small: number[], cold: number }} Times milliseconds of one question */

/**
 * Questions of how a pool is used, and its account, against a scan of the entries; a ledger of a million
 * entries against one of ten million; and all totals added up anew while people are served.
 * @param {{ smoke: boolean, rounds: number, keep: boolean }} options
 * @returns {Promise<number>} the exit code
 */
export async function benchPools({ smoke, rounds: asked, keep }) {
  const people = smoke ? 500 : 20_000;
  const [rounds, times] = smoke ? [1, 3] : [asked, 20];
  const name = smoke ? 'bench_pools_smoke' : 'bench_pools';
  const small = await open({ tenant: `${name}_small`, people, laps: 1 });
  const large = await open({ tenant: name, people, laps: smoke ? 2 : 11 });
  await publishAll(large, 'large');
  await publishAll(small, 'small');
  const wrong = await differences(large.sql, large.hub, today);
  say(`totals and what was published, unrounded, against the entries: ${said(wrong)}`);
  const measured = await measure(small, large, { rounds, times });
  const holds = print(measured, rounds, !smoke);
  const served = await rebuildWhileServing(large.sql, large.hub, large.tenant, today);
  for (const line of served.words) say(line);
  say(`answers meanwhile, and all totals afterwards: ${said(served.wrong)}`);
  for (const { tenant, hub, sql } of [small, large]) {
    await hub.close();
    if (!keep) await sql.unsafe(`drop schema ${tenant} cascade`);
    await sql.end();
  }
  if (wrong.length + served.wrong.length > 0) return 1;
  return smoke || rounds < 5 || holds ? 0 : 1;
}

const said = (/** @type {readonly string[]} */ wrong) =>
  wrong.length === 0 ? 'equal to the penny' : `WRONG: ${wrong.slice(0, 5).join('; ')}`;

/** @param {import('./ledger.js').Books} books */
async function open(books) {
  const { tenant } = books;
  await fillLedger(books);
  const sql = connect(tenant, { onnotice: () => undefined });
  return { tenant, sql, hub: await openBooks(tenant, CONNECTIONS) };
}

/** @typedef {Awaited<ReturnType<typeof open>>} Opened */

/**
 * @param {Opened} opened
 * @param {string} which
 */
async function publishAll({ hub, sql }, which) {
  const { publishUsage, USUAL_TABLES } = await publishing();
  const { workOut } = await published();
  const [before] = await sql`select count(*)::int as told from publications`;
  if (before?.told > 0) return;
  for (const part of /** @type {const} */ (['Q1', 'Q2', 'Q3', 'Q4', 'YEAR'])) {
    const started = performance.now();
    const request = { pool: POOL, year: YEAR, part, by: 'bench' };
    const publication = await publishUsage(hub.db, request, today);
    await workOut(hub.db, publication, USUAL_TABLES);
    const { people } = publication;
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    const took = inSeconds(performance.now() - started);
    say(`${which}: published ${part} of ${people} people in ${took}, at most ${memory} MiB so far`);
  }
}

/**
 * The first time that a question is asked its tables are worked out; that is told apart. Then each round
 * asks it of both ledgers in turn and scans the greater once.
 * @param {Opened} small
 * @param {Opened} large
 * @param {{ rounds: number, times: number }} size
 * @returns {Promise<Map<string, Times>>}
 */
async function measure(small, large, { rounds, times }) {
  /** @type {Map<string, Times>} */
  const measured = new Map();
  for (const { name, ask } of QUESTIONS) {
    await ask(small.hub, today);
    const cold = await millisecondsOf(() => ask(large.hub, today));
    measured.set(name, { hand: [], hub: [], small: [], cold });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, ask, scan } of QUESTIONS) {
      const own = /** @type {Times} */ (measured.get(name));
      const asked = { hub: /** @type {number[]} */ ([]), small: /** @type {number[]} */ ([]) };
      for (let at = 0; at < times; at += 1) {
        asked.hub.push(await millisecondsOf(() => ask(large.hub, today)));
        asked.small.push(await millisecondsOf(() => ask(small.hub, today)));
      }
      own.hub.push(medianOf(asked.hub));
      own.small.push(medianOf(asked.small));
      own.hand.push(await millisecondsOf(() => large.sql.unsafe(scan)));
    }
  }
  return measured;
}

/** @param {() => Promise<unknown>} work */
async function millisecondsOf(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const ranged = (/** @type {readonly number[]} */ ratios, /** @type {number} */ digits) =>
  `${medianOf([...ratios]).toFixed(digits)} (${Math.min(...ratios).toFixed(digits)} to ${Math.max(...ratios).toFixed(digits)})`;

/**
 * @param {Map<string, Times>} measured
 * @param {number} rounds
 * @param {boolean} isJudged
 * @returns whether what is to be reached is
 */
function print(measured, rounds, isJudged) {
  const [minute = 0] = loadavg();
  say(`\n${cpus().length} CPUs, machine load ${minute.toFixed(2)}, ${rounds} rounds`);
  let holds = true;
  for (const [name, { hand, hub, small, cold }] of measured) {
    const faster = hand.map((scan, round) => scan / (hub[round] ?? Number.NaN));
    const growth = hub.map((time, round) => time / (small[round] ?? Number.NaN));
    const reached = medianOf([...faster]) >= FASTER && medianOf([...growth]) < GROWTH;
    holds &&= reached;
    const verdict = isJudged
      ? `: ${reached ? 'reached' : 'NOT REACHED'} (${FASTER}, ${GROWTH})`
      : '';
    say(
      `  ${name}: hub ${medianOf(hub).toFixed(1)} ms, first asked ${cold.toFixed(0)} ms, scan ${medianOf(hand).toFixed(0)} ms`,
    );
    say(
      `    scan / hub ${ranged(faster, 0)}, greater ledger / smaller ${ranged(growth, 2)}${verdict}`,
    );
  }
  return holds;
}
