import { readFileSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The embedded database of this folder is in use by another process. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes the data folder for this process: the embedded database has no lock of its own, and two
 * processes on one folder lose rows silently. A lock left by a process that has died is taken over.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'hub.lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if ((await create(path)) && (await stillOurs(path))) {
      return { release: () => rm(path, { force: true }) };
    }
    if (await holderLives(path)) break;
    await rm(path, { force: true });
  }
  throw new FolderInUse('another process is using the data folder');
}

/** Whether a living process holds the folder. */
export function isLocked(folder: string): Promise<boolean> {
  return holderLives(join(folder, 'hub.lock'));
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${process.pid} ${startOf(process.pid) ?? ''}`);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Two processes may take over the same dead lock at once: the later file stands, the other yields. */
async function stillOurs(path: string): Promise<boolean> {
  await sleep(30);
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.startsWith(`${process.pid} `);
}

async function holderLives(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return false;
  const [pid, started] = text.split(' ');
  const number = Number(pid);
  // A file just made and not yet written belongs to a process that is starting now.
  if (!Number.isInteger(number) || number <= 0) return text === '';
  if (!isAlive(number)) return false;
  const now = startOf(number);
  return started === '' || started === undefined || now === null || now === started;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When the process started, so that a number used again is not taken for it; null if not told. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
