import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { medianOf } from '../budgets/load.js';
import { say } from '../budgets/settings.js';
import { makePrices } from './prices.js';
import { writeSpells } from './spells.js';

/** What is to be reached of the rows a second of a script that only reads the file, and the floor. */
const REACH = 0.5;
const FLOOR = 0.4;

/**
 * @typedef {{
 *   rows: number, seconds: number, mostHeap: number, pence: string,
 *   counts: { PRICED: number, UNPRICED: number, REFUSED: number },
 * }} Told
 */

const LONGEST_MS = 30 * 60_000;

/**
 * Prices a file of invented spells in one process, and reads it in another that does nothing else,
 * one after the other.
 * @param {{ smoke: boolean, rounds: number, rows: number }} options
 * @returns {Promise<number>} the exit code
 */
export async function benchPricing({ smoke, rounds: wanted, rows: asked }) {
  const rows = smoke ? 20_000 : asked;
  const rounds = smoke ? 1 : wanted;
  const folder = await mkdtemp(join(tmpdir(), 'onepot-bench-pricing-'));
  try {
    const database = join(folder, 'postgres');
    const prices = await makePrices(database);
    const path = join(folder, 'spells.csv');
    await writeSpells(path, rows, prices);
    say(`data: ${rows.toLocaleString('en-GB')} spells of ${prices.codes.length} HRGs`);
    /** @type {{ priced: Told, read: Told }[]} */
    const told = [];
    for (let round = 1; round <= rounds; round += 1) {
      // Each goes first in turn.
      const first = round % 2 === 0 ? await run('parse-child.js', [path]) : null;
      const priced = await run('price-child.js', [path, database]);
      const read = first ?? (await run('parse-child.js', [path]));
      told.push({ priced, read });
      say(`round ${round} of ${rounds} done; machine load ${one(loadavg()[0] ?? 0)}`);
    }
    return report(told, rows, !smoke && rows >= 1_000_000 && rounds >= 3);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} words
 * @returns {Promise<Told>}
 */
function run(name, words) {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), words, {
    ...{ execArgv: [], timeout: LONGEST_MS },
  });
  return new Promise((resolve, reject) => {
    /** @type {Told | null} */
    let told = null;
    child.once('message', (message) => {
      told = /** @type {Told} */ (message);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (told) resolve(told);
      else reject(new Error(`${name} ended with ${code}`));
    });
  });
}

/**
 * @param {readonly { priced: Told, read: Told }[]} told
 * @param {number} rows
 * @param {boolean} judged
 */
function report(told, rows, judged) {
  const last = /** @type {Told} */ (told.at(-1)?.priced);
  const whole = told.every(({ priced, read }) => priced.rows === rows && read.rows === rows);
  const agree = told.every(({ priced }) => priced.pence === last.pence);
  if (!whole || !agree) {
    say('the rounds do not agree on the rows or on their sum');
    return 1;
  }
  const speed = (/** @type {Told} */ each) => rows / each.seconds;
  const ratios = told.map(({ priced, read }) => speed(priced) / speed(read));
  const middle = medianOf(ratios);
  const { PRICED, UNPRICED, REFUSED } = last.counts;
  say(`\n${cpus().length} CPUs; ${told.length} rounds`);
  say(
    `  price  ${perSecond(told.map(({ priced }) => speed(priced)))} rows/s, heap up to ${mega(told)} MB`,
  );
  say(`  read   ${perSecond(told.map(({ read }) => speed(read)))} rows/s`);
  say(`  ${PRICED} priced, ${UNPRICED} unpriced, ${REFUSED} refused; ${last.pence} pence in all`);
  const range = `${two(Math.min(...ratios))} to ${two(Math.max(...ratios))}`;
  say(`  price / read  ${two(middle)} (${range})${judged ? `: ${verdictOn(middle)}` : ''}`);
  return judged && middle < FLOOR ? 1 : 0;
}

/** @param {number} ratio */
function verdictOn(ratio) {
  const aim = `reach ${REACH}, floor ${FLOOR}`;
  if (ratio >= REACH) return `reached (${aim})`;
  return ratio >= FLOOR ? `above the floor (${aim})` : `BELOW THE FLOOR (${aim})`;
}

const one = (/** @type {number} */ value) => value.toFixed(1);
const two = (/** @type {number} */ value) => value.toFixed(2);
const perSecond = (/** @type {number[]} */ speeds) =>
  Math.round(medianOf(speeds)).toLocaleString('en-GB').padStart(9);
const mega = (/** @type {readonly { priced: Told }[]} */ told) =>
  Math.round(Math.max(...told.map(({ priced }) => priced.mostHeap)) / 1e6);
