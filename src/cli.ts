import { setTimeout as sleep } from 'node:timers/promises';
import type { Terminal } from './commands/terminal.ts';
import { BadConfig, type Config, readConfig } from './config.ts';
import { FolderInUse, isLocked } from './db/lock.ts';
import { askRunningHub, NoAnswer } from './local-socket.ts';
import { processTerminal } from './process-terminal.ts';

const PATIENCE = 15_000;

/** Runs the command here, or has the running hub run it where that hub holds the data folder. */
async function main(words: readonly string[], terminal: Terminal): Promise<number> {
  const config = readConfig(process.env);
  if (config.databaseUrl !== null || words[0] === 'token') return here(words, config, terminal);
  const giveUp = Date.now() + PATIENCE;
  for (;;) {
    try {
      if (!(await isLocked(config.dataDir))) return await here(words, config, terminal);
      return await askRunningHub(config.dataDir, { words, folder: process.cwd() }, terminal);
    } catch (error) {
      if (!(error instanceof NoAnswer) && !(error instanceof FolderInUse)) throw error;
      if (Date.now() > giveUp) {
        terminal.error('another process is using the data folder and does not answer');
        return 1;
      }
      await sleep(200);
    }
  }
}

async function here(words: readonly string[], config: Config, terminal: Terminal): Promise<number> {
  // Loaded only where needed: a command that the running hub carries out stays small.
  const { runHere } = await import('./run-here.ts');
  return runHere(words, config, terminal);
}

const terminal = processTerminal();
try {
  process.exitCode = await main(process.argv.slice(2), terminal);
} catch (error) {
  if (!(error instanceof BadConfig)) throw error;
  terminal.error(error.message);
  process.exitCode = 2;
}
terminal.end();
