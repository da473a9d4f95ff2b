import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contractCommands } from '../../src/commands/contracts.ts';
import type { Session } from '../../src/commands/session.ts';
import { CommandRefused } from '../../src/commands/terminal.ts';
import { contractsOf } from '../../src/currencies/contract-store.ts';
import { contractsFile } from '../deliveries/contract-rows.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  await writeFile(join(hub.folder, 'good.csv'), contractsFile({}));
  await writeFile(join(hub.folder, 'wrong.csv'), contractsFile({ Provider: 'ZZZ' }));
});
afterAll(() => hub.close());

/** Runs `contracts …` in the hub's folder; gives what it wrote. */
async function run(...words: string[]): Promise<string[]> {
  const lines: string[] = [];
  const session: Session = {
    config: hub.config,
    folder: hub.folder,
    actor: 'test',
    terminal: {
      out: (line) => lines.push(line),
      error: (line) => lines.push(line),
      progress: () => undefined,
    },
    withHub: (work) => work(hub),
  };
  const program = new Command();
  contractCommands(program, session);
  try {
    await program.parseAsync(['contracts', ...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
    lines.push('refused');
  }
  return lines;
}

it('says what a file would do, does it, and says that it has been done', async () => {
  expect(await run('load', 'good.csv', '--dry-run')).toEqual([
    'LOADED: 1 rows\nQF7-RCF 2022-23: version 1\nnothing was written',
  ]);
  expect(await contractsOf(hub.db, {})).toEqual([]);
  expect(await run('load', 'good.csv')).toEqual(['LOADED: 1 rows\nQF7-RCF 2022-23: version 1']);
  expect(await contractsOf(hub.db, {})).toHaveLength(1);
  expect(await run('load', 'good.csv')).toEqual([
    'ALREADY_LOADED: these terms stand already; nothing has changed\nQF7-RCF 2022-23: stands as version 1',
  ]);
});

it('answers machines with one line of JSON, also when it refuses', async () => {
  const [line, refused, ...rest] = await run('load', 'wrong.csv', '--json');
  expect(JSON.parse(line as string)).toMatchObject({
    status: 'REFUSED',
    rows: 1,
    rejects: [{ row: 1, field: 'Provider', code: 'UNKNOWN_ORGANISATION' }],
  });
  expect([refused, rest]).toEqual(['refused', []]);
});
