import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { FolderInUse } from '../../src/db/lock.ts';
import { type Hub, openHub } from '../../src/hub.ts';
import { builtFile } from '../commands/built.ts';
import { makeDatabase } from '../commands/place.ts';
import { SERVER } from '../support/hub.ts';
import { errorOf, makeWords, wordsIn, write } from './scratch.ts';

let folder: string;
let hub: Hub;
const open = () => openHub(readConfig({ DATA_DIR: folder }), []);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onepot-embedded-'));
  if (!SERVER) await makeDatabase(folder);
  hub = await open();
});
afterAll(() => rm(folder, { recursive: true }));

/** Opens the folder in another process; gives the name of the error, or OPENED. */
async function openElsewhere(): Promise<string> {
  const modules = await Promise.all(['src/hub.js', 'src/config.js'].map(builtFile));
  const [hubModule, configModule] = modules.map((path) => JSON.stringify(path));
  const script = join(folder, 'open.mjs');
  await writeFile(
    script,
    `import { openHub } from ${hubModule};
    import { readConfig } from ${configModule};
    const said = await openHub(readConfig({ DATA_DIR: ${JSON.stringify(folder)} }), []).then(
      async (hub) => { await hub.close(); return 'OPENED'; },
      (error) => error.name,
    );
    process.stdout.write(said);`,
  );
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script], (error, out) => (error ? reject(error) : resolve(out)));
  });
}

describe('an embedded database on disk', () => {
  it('is not opened twice, by this process or another', async () => {
    await makeWords(hub.db);
    await write(hub.db, 'kept');
    expect(await errorOf(open())).toBeInstanceOf(FolderInUse);
    expect(await openElsewhere()).toBe('FolderInUse');
    // The refused ones have not taken the holder's lock away.
    expect(await errorOf(open())).toBeInstanceOf(FolderInUse);
    expect(await wordsIn(hub.db)).toEqual(['kept']);
  });

  it('refuses work once it is closed, and work that was waiting, without hanging', async () => {
    await hub.db.transaction(async (tx) => write(tx, 'kept too'));
    await hub.close();
    await errorOf(hub.db.rows('test.late', { text: 'select 1', values: [] } as never));
    await errorOf(hub.db.transaction((tx) => write(tx, 'late')));
  });

  it('can then be opened by another process', async () => {
    expect(await openElsewhere()).toBe('OPENED');
  });

  it('still holds what was written when it is opened again', async () => {
    hub = await open();
    expect(await wordsIn(hub.db)).toEqual(['kept', 'kept too']);
    await hub.close();
  });
});
