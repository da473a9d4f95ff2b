import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Everybody, type Somebody } from './personal.ts';

/** What hubs have said of people, as `file:line kind`, in a folder that overheard.ts has written. */
export function personalIn(folder: string, others: Iterable<Somebody> = []): string[] {
  const everybody = new Everybody();
  for (const somebody of others) everybody.add(somebody);
  for (const { text } of filesIn(join(folder, 'people'))) {
    for (const line of text.trimEnd().split('\n')) everybody.add(JSON.parse(line) as Somebody);
  }
  return filesIn(join(folder, 'said')).flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, at) => everybody.toldIn(line).map((kind) => `${path}:${at + 1} ${kind}`)),
  );
}

function filesIn(folder: string): { path: string; text: string }[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  } catch (error) {
    // Nobody was named, or nothing was said.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
