import { loadavg } from 'node:os';
import { backendsOf, holdAlone, hubCommand, loadData } from './data.js';
import { Load, medianOf } from './load.js';
import { installPeers } from './peers.js';
import { profiled, sharesOf } from './profile.js';
import { bodiesOf, caseloadOf, orderDigestIn, questions } from './questions.js';
import { printProfile, printRatios, printStatements } from './report.js';
import { differences, leavesOf } from './same.js';
import { startBare, startHub, startPostgraphile, stopAll } from './servers.js';
import { CARE_TEAM, CARE_TEAM_ORGANISATION, CONCURRENCY, say, sizeOf, YEARS } from './settings.js';
import { watchStatements } from './statements-seen.js';

/** @typedef {import('./settings.js').Size} Size */
/** @typedef {import('./servers.js').Server} Server */
/** @typedef {import('./questions.js').Operation} Operation */
/** @typedef {import('./questions.js').Question} Question */
/** @typedef {import('./load.js').Measured} Measured */
/** @typedef {{ operation: Operation, round: number, server: string, measured: Measured }} Round */

/** @type {readonly Operation[]} */
const OPERATIONS = ['core', 'page'];

const LONGEST_MS = 45 * 60_000;

function outOfTime() {
  process.stderr.write('the bench took too long and is given up\n');
  process.exit(1);
}

/** What a run needs to ask: who the servers are and what each is sent. */
class Asking {
  /** @type {Record<string, (question: Question) => string>} */
  bodies = bodiesOf('');

  /**
   * @param {Size} size
   * @param {import('./questions.js').Caseload} caseload
   * @param {string} token
   */
  constructor(size, caseload, token) {
    this.size = size;
    this.caseload = caseload;
    this.token = token;
  }

  /** @param {Server} server */
  headersOf({ name }) {
    const json = { 'content-type': 'application/json' };
    return name === 'hub' ? { ...json, authorization: `Bearer ${this.token}` } : json;
  }

  /**
   * @param {Server} server
   * @param {Question} question
   */
  async ask(server, question) {
    const body = this.bodies[server.name]?.(question) ?? '';
    const headers = this.headersOf(server);
    const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
    return answer.json();
  }

  /**
   * @param {Server} server
   * @param {readonly Question[]} asked
   */
  jobFor(server, asked, concurrency = CONCURRENCY) {
    const bodies = asked.map((question) => this.bodies[server.name]?.(question) ?? '');
    return { url: `${server.url}/graphql`, headers: this.headersOf(server), bodies, concurrency };
  }

  /**
   * @param {Operation} operation
   * @param {number} count
   * @param {number} seed
   */
  draw(operation, count, seed) {
    return questions(this.caseload, operation, count, seed);
  }
}

/**
 * @param {{ smoke: boolean, rounds: number, people: number }} options
 * @returns {Promise<number>} the exit code
 */
export async function benchBudgets(options) {
  const size = sizeOf(options);
  setTimeout(outOfTime, LONGEST_MS).unref();
  const alone = await holdAlone(size.tenant);
  const node = size.peers ? await installPeers() : null;
  await loadData(size);
  const words = ['token', '--role', 'care-team', '--sub', CARE_TEAM];
  const token = await hubCommand(size.tenant, [...words, '--org', CARE_TEAM_ORGANISATION]);
  const asking = new Asking(size, await caseloadOf(size.tenant), token);
  try {
    const servers = await startServers(size, node);
    if (node) await learnCursors(asking, servers);
    if (!(await same(asking, servers))) return 1;
    await tellLeaves(asking, servers);
    const rounds = await measure(asking, servers, alone);
    const reached = printRatios(rounds, size);
    for (const server of servers) await server.stop();
    await countStatements(asking, node);
    if (size.profiled) await profileHub(asking, node ?? process.execPath);
    return reached ? 0 : 1;
  } finally {
    stopAll();
    await alone.end();
  }
}

/**
 * @param {Size} size
 * @param {string | null} node
 * @param {{ databaseUrl?: string }} [more]
 */
async function startServers({ tenant }, node, more = {}) {
  const starting = { tenant, node: node ?? process.execPath, ...more };
  const servers = [await startHub(starting), await startBare(starting)];
  if (node) servers.push(await startPostgraphile(starting));
  return servers;
}

/**
 * @param {Asking} asking
 * @param {readonly Server[]} servers
 */
async function learnCursors(asking, servers) {
  const server = /** @type {Server} */ (servers.find(({ name }) => name === 'postgraphile'));
  const [question] = asking.draw('page', 1, 1);
  const first = /** @type {Question} */ ({ ...question, after: null });
  const answer =
    /** @type {{ data: { allRelationships: { pageInfo: { endCursor: string } } } }} */ (
      await asking.ask(server, first)
    );
  asking.bodies = bodiesOf(orderDigestIn(answer.data.allRelationships.pageInfo.endCursor));
}

/**
 * Whether the hub and the statements written by hand say the same of many people in both years.
 * @param {Asking} asking
 * @param {readonly Server[]} servers
 */
async function same(asking, [hub, byHand]) {
  const people = asking.draw('core', asking.size.checked, 7);
  const pages = asking.draw('page', 10, 8);
  const asked = [...people, ...pages].flatMap((question) =>
    YEARS.map((year) => ({ ...question, year })),
  );
  const ask = (/** @type {Server | undefined} */ server) => (/** @type {Question} */ question) =>
    asking.ask(/** @type {Server} */ (server), question);
  const { differing, found } = await differences(asked, ask(hub), ask(byHand));
  say(
    `same: ${asked.length - differing} of ${asked.length} answers (${people.length} people and ${pages.length} pages, both years) are the same by hand, to the penny and the word`,
  );
  for (const line of found) say(`  ${line}`);
  return differing === 0;
}

/**
 * @param {Asking} asking
 * @param {readonly Server[]} servers
 */
async function tellLeaves(asking, servers) {
  for (const operation of OPERATIONS) {
    const asked = asking.draw(operation, 20, 9);
    const told = await Promise.all(
      servers.map(async (server) => {
        const answers = await Promise.all(asked.map((question) => asking.ask(server, question)));
        return `${server.name} ${Math.round(medianOf(answers.map(leavesOf)))}`;
      }),
    );
    say(`values in an answer, ${operation}: ${told.join(', ')}`);
  }
}

/**
 * Rounds of the same questions to each server in turn, warmed up first.
 * @param {Asking} asking
 * @param {readonly Server[]} servers
 * @param {import('postgres').Sql} alone
 */
async function measure(asking, servers, alone) {
  const { requests, warmUp, rounds: count } = asking.size;
  const load = new Load();
  /** @type {Round[]} */
  const rounds = [];
  for (const operation of OPERATIONS) {
    const warming = asking.draw(operation, warmUp[operation], 11);
    for (const server of servers) await load.run(asking.jobFor(server, warming), server.pid);
  }
  for (let round = 1; round <= count; round += 1) {
    for (const operation of OPERATIONS) {
      const asked = asking.draw(operation, requests[operation], 100 + round);
      for (const server of servers) {
        const backends = await backendsOf(alone, server.name);
        const measured = await load.run(asking.jobFor(server, asked), server.pid, backends);
        rounds.push({ operation, round, server: server.name, measured });
      }
    }
    const [busy = 0] = loadavg();
    say(`round ${round} of ${count} done; machine load ${Math.round(busy * 10) / 10}`);
  }
  load.stop();
  return rounds;
}

/**
 * @param {Asking} asking
 * @param {string | null} node
 */
async function countStatements(asking, node) {
  const watched = await watchStatements();
  const servers = await startServers(asking.size, node, { databaseUrl: watched.databaseUrl });
  for (const server of servers) {
    for (const operation of OPERATIONS) {
      const many = operation === 'core' ? 40 : 12;
      for (const question of asking.draw(operation, many, 21)) await asking.ask(server, question);
      watched.seen.length = 0;
      const asked = asking.draw(operation, many, 22);
      for (const question of asked) await asking.ask(server, question);
      printStatements(server.name, operation, watched.seen, asked.length);
    }
  }
  for (const server of servers) await server.stop();
  watched.stop();
}

/**
 * @param {Asking} asking
 * @param {string} node
 */
async function profileHub(asking, node) {
  for (const operation of OPERATIONS) {
    let skipMs = 0;
    const profile = await profiled(async (words) => {
      const started = Date.now();
      const hub = await startHub({ tenant: asking.size.tenant, node, words });
      const load = new Load();
      const { warmUp, requests } = asking.size;
      await load.run(asking.jobFor(hub, asking.draw(operation, warmUp[operation], 31)), hub.pid);
      skipMs = Date.now() - started;
      await load.run(asking.jobFor(hub, asking.draw(operation, requests[operation], 32)), hub.pid);
      load.stop();
      await hub.stop();
    });
    printProfile(operation, sharesOf(profile, skipMs));
  }
}
