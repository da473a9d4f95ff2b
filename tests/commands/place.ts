import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openEmbedded } from '../../src/db/embedded.ts';
import { openServer } from '../../src/db/server.ts';
import { dropTenant, SERVER } from '../support/hub.ts';
import { hear, noteFile } from '../support/overheard.ts';
import { builtFile } from './built.ts';

/** What a command of the hub came to. */
export interface Ran {
  readonly exit: number | null;
  readonly out: string;
  readonly error: string;
}

/** A data folder, or on a server a tenant, for hubs and commands run as processes of their own. */
export interface Place {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Writes a file that a command may then read; gives its path. */
  file(name: string, text: string): Promise<string>;
  run(...words: string[]): Promise<Ran>;
  /** Runs with `--json`; the answer is the one line of standard output. */
  json(...words: string[]): Promise<Ran & { readonly answer: Answer }>;
  /** Starts a built file and leaves it running. */
  start(name: string, ...words: string[]): Promise<ChildProcess>;
  remove(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: commands answer in many shapes
export type Answer = any;

/** A place of its own: empty, or (which is sooner) with an embedded database already made. */
export async function makePlace(start: 'empty' | 'made'): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'onepot-place-'));
  const server = SERVER;
  if (start === 'made' && !server) await makeDatabase(folder);
  const tenant = `test_${randomBytes(6).toString('hex')}`;
  const { PATH, HOME } = process.env;
  const database = server ? { DATABASE_URL: server, TENANT: tenant } : {};
  const env = { PATH, HOME, DATA_DIR: folder, SEED: 'reference', PORT: '0', ...database };
  const cli = await builtFile('src/cli.js');
  const run = (words: readonly string[]) =>
    new Promise<Ran>((resolve) => {
      const options = { env, cwd: folder, maxBuffer: 64 * 1024 * 1024 };
      const child = execFile(process.execPath, [cli, ...words], options, (_, out, error) =>
        resolve({ exit: child.exitCode, out, error }),
      );
      hear(child);
    });
  return {
    folder,
    env,
    file: async (name, text) => {
      const path = join(folder, name);
      await writeFile(path, text);
      noteFile(text);
      return path;
    },
    run: (...words) => run(words),
    json: async (...words) => {
      const ran = await run([...words, '--json']);
      const lines = ran.out.split('\n');
      if (lines.length !== 2 || lines[1] !== '') {
        throw new Error(`not one line: ${ran.out} (exit ${ran.exit}) ${ran.error}`);
      }
      return { ...ran, answer: JSON.parse(lines[0] as string) };
    },
    start: async (name, ...words) => {
      const path = await builtFile(name);
      return hear(spawn(process.execPath, [path, ...words], { env, cwd: folder }));
    },
    remove: async () => {
      if (server) await takeAway(server, tenant);
      await rm(folder, { recursive: true });
    },
  };
}

/** Fills the data folder from the tests' own template: migrated, with reference data. */
export async function makeDatabase(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'postgres');
  await mkdir(folder);
  const startFrom = await readFile(inject('template'));
  await (await openEmbedded({ folder, tenant: 'public', startFrom })).close();
}

async function takeAway(url: string, tenant: string): Promise<void> {
  const db = openServer({ url, tenant });
  await dropTenant(db);
  await db.close();
}

/** How the process ended. */
export function ended(
  child: ChildProcess,
): Promise<{ exit: number | null; signal: string | null }> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve({ exit: child.exitCode, signal: child.signalCode });
  }
  return new Promise((resolve) => {
    child.once('exit', (exit, signal) => resolve({ exit, signal }));
  });
}

/** The first match in what the process writes to its standard output. */
export function said(child: ChildProcess, pattern: RegExp): Promise<RegExpMatchArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    let errors = '';
    child.stderr?.on('data', (chunk) => {
      errors += String(chunk);
    });
    child.stdout?.on('data', (chunk) => {
      text += String(chunk);
      const found = pattern.exec(text);
      if (found) resolve(found);
    });
    child.once('exit', (exit) => reject(new Error(`ended with ${exit}: ${text} ${errors}`)));
  });
}
