import { cpus, loadavg } from 'node:os';
import { medianOf } from './load.js';
import { CONCURRENCY, CONNECTIONS, say, THRESHOLDS } from './settings.js';

/** @typedef {import('./bench.js').Round} Round */
/** @typedef {import('./questions.js').Operation} Operation */

const TITLE = { core: 'core query (one person’s year)', page: 'caseload page of 50' };

const two = (/** @type {number} */ value) =>
  value.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const one = (/** @type {number} */ value) =>
  value.toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = (/** @type {number} */ share) => `${one(share * 100)} %`;

/**
 * Medians of the rounds and, round by round, the hub's requests a second over each peer's.
 * @param {readonly Round[]} rounds
 * @param {import('./settings.js').Size} size
 * @returns whether every ratio is at its floor or above, where thresholds apply
 */
export function printRatios(rounds, size) {
  const [minute = 0, five = 0] = loadavg();
  say('');
  say(`${cpus().length} CPUs, machine load ${one(minute)} (1 min) ${one(five)} (5 min)`);
  say(
    `${CONCURRENCY} requests at a time, ${CONNECTIONS} connections a server, ${size.rounds} rounds`,
  );
  let holds = true;
  for (const operation of /** @type {const} */ (['core', 'page'])) {
    const own = rounds.filter((round) => round.operation === operation);
    say(`\n${TITLE[operation]}, ${size.requests[operation]} requests a round`);
    const servers = [...new Set(own.map((round) => round.server))];
    for (const server of servers)
      printServer(
        server,
        own.filter((each) => each.server === server),
      );
    for (const peer of servers.filter((server) => server !== 'hub')) {
      holds = printRatio(operation, peer, own, size.thresholds) && holds;
    }
  }
  return holds;
}

/**
 * @param {string} server
 * @param {readonly Round[]} rounds
 */
function printServer(server, rounds) {
  const of = (/** @type {(measured: import('./load.js').Measured) => number} */ pick) =>
    medianOf(rounds.map(({ measured }) => pick(measured)));
  const known = rounds.every(
    ({ measured: { cpu, databaseCpu } }) => cpu !== null && databaseCpu !== null,
  );
  const cpu = known
    ? `; CPU ${two(of((each) => each.cpu ?? 0))} ms + PostgreSQL’s ${two(of((each) => each.databaseCpu ?? 0))} ms`
    : '';
  say(
    `  ${server.padEnd(13)} ${one(of((each) => each.perSecond)).padStart(8)} requests/s; median ${one(of((each) => each.median))} ms, p99 ${one(of((each) => each.slowest))} ms, ${one(of((each) => each.bytes) / 1000)} kB${cpu}`,
  );
}

/**
 * @param {Operation} operation
 * @param {string} peer
 * @param {readonly Round[]} rounds
 * @param {boolean} judged
 */
function printRatio(operation, peer, rounds, judged) {
  const speed = (/** @type {string} */ server, /** @type {number} */ round) =>
    rounds.find((each) => each.server === server && each.round === round)?.measured.perSecond ?? 0;
  const numbers = [...new Set(rounds.map(({ round }) => round))];
  const ratios = numbers.map((round) => speed('hub', round) / speed(peer, round));
  const middle = medianOf(ratios);
  const range = `${two(Math.min(...ratios))} to ${two(Math.max(...ratios))}`;
  const wanted = THRESHOLDS[operation][peer];
  const verdict = judged && wanted ? `: ${verdictOn(middle, wanted)}` : '';
  say(`  hub / ${peer.padEnd(13)} ${two(middle)} (${range})${verdict}`);
  return !judged || !wanted || middle >= wanted.floor;
}

/**
 * @param {number} ratio
 * @param {{ reach: number, floor: number }} wanted
 */
function verdictOn(ratio, { reach, floor }) {
  const aim = `reach ${reach}, floor ${floor}`;
  if (ratio >= reach) return `reached (${aim})`;
  return ratio >= floor ? `above the floor (${aim})` : `BELOW THE FLOOR (${aim})`;
}

/**
 * @param {string} server
 * @param {Operation} operation
 * @param {readonly import('./statements-seen.js').Seen[]} seen
 * @param {number} asked
 */
export function printStatements(server, operation, seen, asked) {
  const names = [...new Set(seen.map(({ name }) => name))];
  const told = names.map((name) => {
    const own = seen.filter((each) => each.name === name);
    return `${name} ${one(own.length / asked)} × ${two(medianOf(own.map(({ ms }) => ms)))} ms`;
  });
  say(`\nSQL statements, ${server}, ${operation}: ${one(seen.length / asked)} a request`);
  for (const line of told) say(`  ${line}`);
}

/**
 * @param {Operation} operation
 * @param {import('./profile.js').Profile} profile
 */
export function printProfile(operation, { waiting, shares, functions }) {
  say(
    `\nwhere the hub’s time goes, ${operation}: waiting ${percent(waiting)} of the time; of its CPU`,
  );
  for (const [name, share] of shares) say(`  ${percent(share).padStart(7)}  ${name}`);
  say(
    `  most in: ${functions
      .slice(0, 10)
      .map(([name, share]) => `${name} ${percent(share)}`)
      .join('; ')}`,
  );
}
