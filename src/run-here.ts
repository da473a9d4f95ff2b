import { ADAPTERS } from '../adapters/all.ts';
import { isEmpty, seedReference } from '../seeds/run.ts';
import { runCommand } from './commands/program.ts';
import type { Terminal } from './commands/terminal.ts';
import type { Config } from './config.ts';
import { NeedsMigrating } from './databases.ts';
import { FolderInUse } from './db/lock.ts';
import { type Hub, openHub } from './hub.ts';

const ACTOR = 'command line';

/** Runs a command in this process, with the hub opened for its time only. */
export async function runHere(
  words: readonly string[],
  config: Config,
  terminal: Terminal,
): Promise<number> {
  try {
    return await runCommand(
      words,
      {
        config,
        terminal,
        folder: process.cwd(),
        actor: ACTOR,
        withHub: (work, unseeded) => withHub(config, work, unseeded),
      },
      seedReference,
    );
  } catch (error) {
    if (error instanceof FolderInUse) throw error;
    if (!(error instanceof NeedsMigrating)) throw error;
    terminal.error(error.message);
    return 1;
  }
}

async function withHub<Result>(
  config: Config,
  work: (hub: Hub) => Promise<Result>,
  unseeded?: 'leave-empty',
): Promise<Result> {
  const hub = await openHub(config, ADAPTERS);
  try {
    const fill = unseeded === undefined && config.seed !== 'none';
    if (fill && (await isEmpty(hub.db))) await seedReference(hub);
    return await work(hub);
  } finally {
    await hub.close();
  }
}

/** Runs a command that came over the local socket, with the hub that is already open. */
export function runOnOpenHub(
  hub: Hub,
  asked: { readonly words: readonly string[]; readonly folder: string },
  terminal: Terminal,
): Promise<number> {
  const session = { config: hub.config, terminal, folder: asked.folder, actor: ACTOR };
  const withOpenHub = <Result>(work: (open: Hub) => Promise<Result>) => work(hub);
  return runCommand(asked.words, { ...session, withHub: withOpenHub }, seedReference);
}
