import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { say } from '../budgets/settings.js';

/** The most that a process may grow by while it makes a file, in bytes. */
const MOST = 256 * 1024 * 1024;
const LONGEST_MS = 5 * 60_000;

/** @typedef {{ rows: number, bytes: number, seconds: number, growth: number }} Told */

/**
 * Makes a CSV and a workbook of many rows, each in a process of its own, and looks at its memory.
 * @param {{ smoke: boolean, rounds: number }} options
 * @returns {Promise<number>} the exit code
 */
export async function benchExports({ smoke, rounds }) {
  const rows = smoke ? 5000 : 50_000;
  let worst = 0;
  for (let round = 1; round <= (smoke ? 1 : rounds); round += 1) {
    for (const form of ['csv', 'xlsx']) {
      const { bytes, seconds, growth } = await run(form, rows);
      worst = Math.max(worst, growth);
      say(
        `round ${round}: ${rows.toLocaleString('en-GB')} rows as ${form} in ${seconds.toFixed(1)} s, ${mebibytes(bytes)} MiB; the process grew by ${mebibytes(growth)} MiB`,
      );
    }
  }
  const isHeld = worst <= MOST;
  say(
    `at most ${mebibytes(worst)} MiB; to be held: ${mebibytes(MOST)} MiB${isHeld ? '' : ': above it'}`,
  );
  return isHeld ? 0 : 1;
}

/** @param {number} bytes */
const mebibytes = (bytes) => (bytes / 1024 / 1024).toFixed(1);

/**
 * @param {string} form
 * @param {number} rows
 * @returns {Promise<Told>}
 */
function run(form, rows) {
  const path = fileURLToPath(new URL('export-child.js', import.meta.url));
  const child = fork(path, [form, `${rows}`], { execArgv: ['--expose-gc'], timeout: LONGEST_MS });
  return new Promise((resolve, reject) => {
    /** @type {Told | null} */
    let told = null;
    child.once('message', (message) => {
      told = /** @type {Told} */ (message);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (told) resolve(told);
      else reject(new Error(`${form} ended with ${code}`));
    });
  });
}
