import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { RawRow, Reading } from './adapter.ts';
import { FileRefused } from './delivery.ts';

/** Told how far a long command has come. */
export type Progress = (step: string, done: number, whole: number) => void;

export interface ReceivedFile {
  readonly path: string;
  readonly bytes: number;
}

const PROGRESS_EVERY = 2000;

/** The files of one delivery; refused where one is not there or holds nothing. */
export async function filesOf(paths: readonly string[]): Promise<ReceivedFile[]> {
  return Promise.all(
    paths.map(async (path, index) => {
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) throw new FileRefused(`file ${index + 1} is not there or is no file`);
      if (found.size === 0) throw new FileRefused('the file is empty');
      return { path, bytes: found.size };
    }),
  );
}

/** What a delivery is known by: the SHA-256 of its file, or of several files in any order. */
export class ContentMark {
  private readonly digests: string[] = [];

  async *of(path: string): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
    this.digests.push(hash.digest('hex'));
  }

  get sha256(): string {
    const [only = '', ...more] = this.digests;
    if (more.length === 0) return only;
    return createHash('sha256').update(this.digests.toSorted().join(' ')).digest('hex');
  }
}

/**
 * What a delivery is known by where its file does not say whose account it is of: two accounts may
 * have statements that say the same.
 */
export function markedFor(sha256: string, account: string | null | undefined): string {
  if (!account) return sha256;
  return createHash('sha256').update(`${sha256} ${account}`).digest('hex');
}

/** The rows of the files, numbered on from file to file; the files are marked as they are read. */
export async function* rowsOf(
  files: readonly ReceivedFile[],
  reading: Reading,
  mark: ContentMark,
): AsyncGenerator<RawRow> {
  let before = 0;
  for (const file of files) {
    let last = 0;
    for await (const row of reading.layout.read(mark.of(file.path))) {
      last = row.row;
      yield { ...row, row: before + row.row };
    }
    before += last;
  }
}

/** Reads the files once for their form: how many rows, and what identifies them. */
export async function surveyFiles(
  files: readonly ReceivedFile[],
  reading: Reading,
  progress?: Progress,
): Promise<{ sha256: string; rows: number }> {
  const mark = new ContentMark();
  let rows = 0;
  for await (const row of rowsOf(files, reading, mark)) {
    rows += 1;
    reading.survey?.(row);
    if (rows % PROGRESS_EVERY === 0) progress?.('reading', rows, 0);
  }
  reading.surveyed?.();
  progress?.('reading', rows, rows);
  return { sha256: mark.sha256, rows };
}
