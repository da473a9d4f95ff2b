import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whose time it is, by the file that a function stands in; the first that fits. */
const GROUPS = /** @type {const} */ ([
  ['postgres.js', /node_modules\/postgres\//],
  ['pricing and figures', /\/src\/(?:awards|budgets|values)\//],
  ['GraphQL: reading and checking documents', /node_modules\/graphql\/(?:language|validation)\//],
  ['GraphQL: running them', /node_modules\/(?:graphql|graphql-jit|@pothos|dataloader|fast-json)/],
  ['GraphQL: the hub’s resolvers', /\/(?:dist\/)?schema\//],
  ['tokens (jose, crypto)', /node_modules\/jose\/|node:internal\/crypto|node:crypto/],
  ['Apollo and Express', /node_modules\/(?!postgres\/)/],
  ['Node: HTTP, streams, sockets', /^node:/],
  ['the hub’s other code', /\/src\//],
]);

/** @typedef {{ id: number, callFrame: { functionName: string, url: string } }} Node */
/** @typedef {{ nodes: Node[], samples: number[], timeDeltas: number[], startTime: number }} CpuProfile */
/** @typedef {{ waiting: number, shares: [name: string, share: number][], functions: [name: string, share: number][] }} Profile */

/** @param {Node} node */
function groupOf({ callFrame: { functionName, url } }) {
  if (functionName === '(idle)') return 'waiting';
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === 'prettyJSONStringify') return 'JSON';
  if (url === '') return /^\(/.test(functionName) ? 'native' : builtIn(functionName);
  return GROUPS.find(([, pattern]) => pattern.test(url))?.[0] ?? 'other';
}

/** Functions without a file: V8's own, and those that graphql-jit has compiled. @param {string} name */
function builtIn(name) {
  if (/^(?:parse|stringify)$/.test(name)) return 'JSON';
  return /^(?:write|slice$|shutdown$|open$|\w+Slice$|\w*Write$|byteLengthUtf8$|runMicrotasks$)/.test(
    name,
  )
    ? 'Node: HTTP, streams, sockets'
    : 'GraphQL: running them';
}

/**
 * Shares of the busy time of the part of a profile between two instants.
 * @param {CpuProfile} profile
 * @param {number} skipMs from its start: the warm-up
 * @returns {Profile}
 */
export function sharesOf({ nodes, samples, timeDeltas }, skipMs) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  /** @type {Map<string, number>} */
  const groups = new Map();
  /** @type {Map<string, number>} */
  const functions = new Map();
  let at = 0;
  let total = 0;
  samples.forEach((id, index) => {
    const spent = Math.max(0, timeDeltas[index] ?? 0);
    at += spent;
    const node = byId.get(id);
    if (!node || at < skipMs * 1000) return;
    const group = groupOf(node);
    total += spent;
    groups.set(group, (groups.get(group) ?? 0) + spent);
    if (group === 'waiting') return;
    const { functionName, url } = node.callFrame;
    const name = `${functionName || '(anonymous)'} ${url.split('/').slice(-2).join('/')}`.trim();
    functions.set(name, (functions.get(name) ?? 0) + spent);
  });
  const idle = groups.get('waiting') ?? 0;
  groups.delete('waiting');
  return {
    waiting: idle / total,
    shares: ranked(groups, total - idle),
    functions: ranked(functions, total - idle).slice(0, 15),
  };
}

/**
 * @param {Map<string, number>} times
 * @param {number} whole
 * @returns {[string, number][]}
 */
function ranked(times, whole) {
  return [...times]
    .map(([name, time]) => /** @type {[string, number]} */ ([name, time / whole]))
    .sort((a, b) => b[1] - a[1]);
}

/**
 * Runs a process with the CPU profiler on and gives what it wrote when it ended.
 * @param {(words: readonly string[]) => Promise<void>} work starts it with these words and stops it
 * @returns {Promise<CpuProfile>}
 */
export async function profiled(work) {
  const folder = await mkdtemp(join(tmpdir(), 'onepot-bench-'));
  try {
    await work(['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=500']);
    const [file = ''] = await readdir(folder);
    return JSON.parse(await readFile(join(folder, file), 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
