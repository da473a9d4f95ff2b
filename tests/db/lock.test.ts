import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUse, isLocked, lockFolder } from '../../src/db/lock.ts';
import { errorOf } from './scratch.ts';

let above: string;
let folder: string;
let made = 0;
const file = () => join(folder, 'hub.lock');

beforeAll(async () => {
  above = await mkdtemp(join(tmpdir(), 'onepot-lock-'));
});
beforeEach(() => {
  made += 1;
  folder = join(above, `folder-${made}`);
});
afterAll(() => rm(above, { recursive: true }));

/** The number of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('the lock of a data folder', () => {
  it('makes the folder, and is for its owner’s eyes only', async () => {
    const lock = await lockFolder(folder);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    await lock.release();
  });

  it('is refused to a second while its holder lives', async () => {
    const lock = await lockFolder(folder);
    expect(await isLocked(folder)).toBe(true);
    const before = await readFile(file(), 'utf8');
    expect(await errorOf(lockFolder(folder))).toBeInstanceOf(FolderInUse);
    // The refusal leaves the holder's lock as it was.
    expect(await readFile(file(), 'utf8')).toBe(before);
    await lock.release();
  });

  it('is free again when released, and before anybody took it', async () => {
    expect(await isLocked(folder)).toBe(false);
    await (await lockFolder(folder)).release();
    expect(await isLocked(folder)).toBe(false);
    await (await lockFolder(folder)).release();
  });

  it('is refused while another process holds it', async () => {
    await (await lockFolder(folder)).release();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    await writeFile(file(), `${other.pid} `);
    expect(await isLocked(folder)).toBe(true);
    expect(await errorOf(lockFolder(folder))).toBeInstanceOf(FolderInUse);
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    expect(await isLocked(folder)).toBe(false);
    await (await lockFolder(folder)).release();
  });

  it('is taken over from a process that has died', async () => {
    await (await lockFolder(folder)).release();
    await writeFile(file(), `${deadProcess()} 12345`);
    expect(await isLocked(folder)).toBe(false);
    const lock = await lockFolder(folder);
    expect((await readFile(file(), 'utf8')).split(' ')[0]).toBe(String(process.pid));
    expect(await errorOf(lockFolder(folder))).toBeInstanceOf(FolderInUse);
    await lock.release();
  });

  it.runIf(process.platform === 'linux')(
    'is taken over from a dead process whose number another has now',
    async () => {
      await (await lockFolder(folder)).release();
      // This process's own number, but it did not start then.
      await writeFile(file(), `${process.pid} 1`);
      expect(await isLocked(folder)).toBe(false);
      await (await lockFolder(folder)).release();
    },
  );

  it('is not taken from a process that has made the file and not yet written it', async () => {
    await (await lockFolder(folder)).release();
    await writeFile(file(), '');
    expect(await errorOf(lockFolder(folder))).toBeInstanceOf(FolderInUse);
  });
});
