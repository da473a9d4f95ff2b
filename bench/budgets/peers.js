import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PEERS, say } from './settings.js';

/** What only the bench needs; PostGraphile 5 asks for Node 22 or newer, so the bench brings one. */
const PACKAGE = {
  name: 'onepot-bench-peers',
  private: true,
  type: 'module',
  dependencies: {
    graphql: '16.15.0',
    node: '24.9.0',
    pg: '8.23.1',
    postgraphile: '5.1.5',
    'postgraphile-plugin-connection-filter': '4.0.1',
  },
  // The package `node` fetches the program for this machine when it is installed.
  allowScripts: { 'node@24.9.0': true },
};

/** Installs the peers into bench/.peers, once; gives the program that runs them. */
export async function installPeers() {
  const manifest = join(PEERS, 'package.json');
  const node = join(PEERS, 'node_modules/node/bin/node');
  const wanted = `${JSON.stringify(PACKAGE, null, 2)}\n`;
  const same = existsSync(manifest) && (await readFile(manifest, 'utf8')) === wanted;
  if (!same || !existsSync(node)) {
    say('peers: installing PostGraphile and a Node for it into bench/.peers');
    await rm(PEERS, { recursive: true, force: true });
    await mkdir(PEERS, { recursive: true });
    await writeFile(manifest, wanted);
    const install = { cwd: PEERS, timeout: 900_000 };
    await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund'], install);
  }
  const { stdout } = await promisify(execFile)(node, ['--version']);
  say(
    `peers: postgraphile ${PACKAGE.dependencies.postgraphile} on Node ${stdout.trim()}, as all servers of this run`,
  );
  return node;
}
