import { createHash, type Hash } from 'node:crypto';
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

/** The rows of the files, in order, their bytes added to the hash as they are read. */
export async function* rowsOf(
  files: readonly ReceivedFile[],
  reading: Reading,
  hash: Hash,
): AsyncGenerator<RawRow> {
  let before = 0;
  for (const file of files) {
    let last = 0;
    for await (const { row, fields } of reading.layout.read(hashed(file.path, hash))) {
      last = row;
      yield { row: before + row, fields };
    }
    before += last;
  }
}

async function* hashed(path: string, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
    yield chunk as Buffer;
  }
}

/** Reads the files once for their form: how many rows, and what identifies them. */
export async function surveyFiles(
  files: readonly ReceivedFile[],
  reading: Reading,
  progress?: Progress,
): Promise<{ sha256: string; rows: number }> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const row of rowsOf(files, reading, hash)) {
    rows += 1;
    reading.survey?.(row);
    if (rows % PROGRESS_EVERY === 0) progress?.('reading', rows, 0);
  }
  progress?.('reading', rows, rows);
  return { sha256: hash.digest('hex'), rows };
}
