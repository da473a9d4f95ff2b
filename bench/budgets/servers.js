import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CONNECTIONS, DATA_DIR, DATABASE_URL, ROOT, TODAY } from './settings.js';

/**
 * @typedef {{
 *   name: string, url: string, pid: number, stop(): Promise<void>
 * }} Server
 */

const READY_WITHIN_MS = 60_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends every child that still runs, whatever happened. */
export function stopAll() {
  for (const child of running) child.kill('SIGKILL');
}
process.once('exit', stopAll);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => process.exit(130));
}

/**
 * Starts a server as a process of its own and waits until it says where it is ready.
 * @param {string} name
 * @param {readonly string[]} command
 * @param {Record<string, string>} env
 * @returns {Promise<Server>}
 */
function start(name, [program = '', ...words], env) {
  const child = spawn(program, words, {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let told = '';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail('is not ready in time'), READY_WITHIN_MS);
    const fail = (/** @type {string} */ why) => {
      clearTimeout(late);
      child.kill('SIGKILL');
      reject(new Error(`${name} ${why}: ${told.slice(-2000)}`));
    };
    child.once('exit', (code) => {
      running.delete(child);
      fail(`ended with ${code}`);
    });
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    child.stdout.on('data', (chunk) => {
      told += chunk;
      const [, url] = /ready on (http:\S+)/.exec(told) ?? [];
      if (!url) return;
      clearTimeout(late);
      resolve({ name, url, pid: child.pid ?? 0, stop: () => stop(child) });
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>}
 */
function stop(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.removeAllListeners('exit');
    child.once('exit', () => {
      running.delete(child);
      clearTimeout(late);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** The name by which PostgreSQL knows a server's connections. @param {string} name */
export const applicationOf = (name) => `bench-${name.replaceAll(' ', '-')}`;

/**
 * @param {string} databaseUrl
 * @param {string} name
 */
function addressFor(databaseUrl, name) {
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', applicationOf(name));
  return url.href;
}

const here = (/** @type {string} */ file) => join(ROOT, 'bench/budgets', file);

/**
 * `node` is the program that runs the server: the same for all that are compared.
 * @typedef {{ tenant: string, node: string, databaseUrl?: string, words?: readonly string[] }} Starting
 */

/** @param {Starting} starting */
export function startHub({ tenant, node, databaseUrl = DATABASE_URL, words = [] }) {
  return start('hub', [node, ...words, join(ROOT, 'dist/src/main.js')], {
    ...{ DATABASE_URL: addressFor(databaseUrl, 'hub'), TENANT: tenant, DATA_DIR, TODAY },
    ...{ PORT: '0', SEED: 'none' },
    // One client asks everything here, faster than any client may.
    ...{ RATE_LIMIT_BURST: '1000000', RATE_LIMIT_PER_SECOND: '1000000' },
    ...{ DATABASE_CONNECTIONS: String(CONNECTIONS), AUTH_ISSUER: '', NODE_ENV: '' },
  });
}

/** @param {Starting} starting */
export function startBare({ tenant, node, databaseUrl = DATABASE_URL, words = [] }) {
  const address = addressFor(databaseUrl, 'by hand');
  const env = { DATABASE_URL: address, TENANT: tenant, NODE_ENV: 'production' };
  return start('by hand', [node, ...words, here('bare-server.js')], env);
}

/** @param {Starting} starting */
export function startPostgraphile({ tenant, node, databaseUrl = DATABASE_URL, words = [] }) {
  return start('postgraphile', [node, ...words, here('postgraphile-server.js')], {
    ...{ DATABASE_URL: addressFor(databaseUrl, 'postgraphile'), TENANT: tenant },
    ...{ NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  });
}
