import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/db/package-root.ts';

const ROOT = packageRoot();
const SOURCES = ['src', 'schema', 'adapters', 'seeds'];
/** One test file builds at a time; the others wait for it. */
const BUILDING = join(tmpdir(), `onepot-building-${ROOT.replace(/\W+/g, '-')}`);

/** The path of a built file, built first where it is missing or older than the sources. */
export async function builtFile(name: string): Promise<string> {
  const wait = Date.now() + 100_000;
  while (await isStale()) {
    const mine = await mkdir(BUILDING).then(
      () => true,
      () => false,
    );
    if (mine) await build().finally(() => rm(BUILDING, { recursive: true, force: true }));
    else if (Date.now() > wait) throw new Error(`nobody finishes the build; is ${BUILDING} stale?`);
    else await sleep(200);
  }
  return join(ROOT, 'dist', name);
}

async function build(): Promise<void> {
  if (await isStale()) await promisify(execFile)('npm', ['run', '-s', 'build'], { cwd: ROOT });
}

async function isStale(): Promise<boolean> {
  const built = await stat(join(ROOT, 'dist/.tsbuildinfo')).catch(() => null);
  if (!built) return true;
  for (const folder of SOURCES) {
    const files = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
    for (const file of files) {
      if (!/\.(ts|js)$/.test(file.name)) continue;
      if ((await stat(join(file.parentPath, file.name))).mtimeMs > built.mtimeMs) return true;
    }
  }
  return false;
}
