import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SharingBasis } from '../deliveries/delivery.ts';

/** A delivery that somebody has sent to be looked at, before it is loaded. */
export interface Upload {
  readonly adapter: string;
  readonly sender: string;
  readonly basis: SharingBasis | null;
  readonly account: string | null;
  readonly files: readonly Buffer[];
}

interface Kept {
  readonly upload: Upload;
  /** Of the session that sent it: nobody else loads it. */
  readonly session: string;
  readonly until: number;
}

/** So long after it was looked at a file may be loaded, in milliseconds. */
const HOLDS = 30 * 60 * 1000;
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Files that were looked at and not loaded yet. In memory alone, so that nothing of anybody is left
 * where a hub stops; the oldest make way where there are too many.
 */
export class Uploads {
  private readonly kept = new Map<string, Kept>();

  /** Gives the name by which the same session may load it. */
  keep(session: string, upload: Upload, now: number): string {
    const id = randomUUID();
    this.kept.set(id, { upload, session, until: now + HOLDS });
    this.makeWay(now);
    return id;
  }

  /** Gives it up, to be loaded; null where it is not there or another session's. */
  take(session: string, id: string, now: number): Upload | null {
    this.makeWay(now);
    const found = this.kept.get(id);
    if (found?.session !== session) return null;
    this.kept.delete(id);
    return found.upload;
  }

  private makeWay(now: number): void {
    for (const [id, { until }] of this.kept) if (until < now) this.kept.delete(id);
    let bytes = [...this.kept.values()].reduce((sum, { upload }) => sum + bytesOf(upload), 0);
    for (const [id, { upload }] of this.kept) {
      if (bytes <= MOST_BYTES) return;
      this.kept.delete(id);
      bytes -= bytesOf(upload);
    }
  }
}

const bytesOf = ({ files }: Upload): number =>
  files.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** Writes the files where only this process's owner reads them, for as long as the work takes. */
export async function onDisk<Answer>(
  { files }: Upload,
  work: (paths: readonly string[]) => Promise<Answer>,
): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'onepot-upload-'));
  try {
    const paths = files.map((_, at) => join(folder, `${at + 1}`));
    await Promise.all(
      paths.map((path, at) => writeFile(path, files[at] as Buffer, { mode: 0o600 })),
    );
    return await work(paths);
  } finally {
    await rm(folder, { recursive: true });
  }
}
