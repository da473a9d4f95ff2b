import type { ChildProcess } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import { expect, inject } from 'vitest';
import { type Database, sql } from '../../src/db/database.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import { peopleIn, type Somebody } from './personal.ts';

/*
 * What the hubs of this run say, and whom the run is about: written into the run's folder, where the
 * one is looked for in the other when all tests have ended (see overheard-check.ts).
 */

let sources = 0;

/** Gives where one source (a log, a stream of a process) writes what it says. */
export function hearing(source: string): (text: string) => void {
  sources += 1;
  const test = relative(packageRoot(), expect.getState().testPath ?? 'a test');
  const folder = join(inject('overheard'), 'said');
  mkdirSync(folder, { recursive: true });
  const name = `${test.replaceAll('/', '-')} ${source} ${process.pid}-${sources}`;
  return (text) => appendFileSync(join(folder, name), text);
}

/** Hears both streams of a process. */
export function hear<Child extends ChildProcess>(child: Child): Child {
  for (const stream of ['stdout', 'stderr'] as const) {
    const write = hearing(stream);
    child[stream]?.on('data', (chunk) => write(String(chunk)));
  }
  return child;
}

/** A log for a hub under test, and what it has said. */
export function testLog(level = 'info'): { readonly log: Logger; readonly logged: () => string } {
  const write = hearing('log');
  let logged = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      write(String(chunk));
      logged += chunk;
      done();
    },
  });
  return { log: pino({ level }, stream), logged: () => logged };
}

function note(people: readonly Somebody[]): void {
  if (people.length === 0) return;
  const folder = join(inject('overheard'), 'people');
  mkdirSync(folder, { recursive: true });
  const lines = people.map((somebody) => `${JSON.stringify(somebody)}\n`).join('');
  appendFileSync(join(folder, `${process.pid}`), lines);
}

/** The run is about those whom this file names, though the hub may reject them. */
export function noteFile(text: string): void {
  note(peopleIn(text));
}

/** The run is about those whom this database knows. */
export async function notePeople(db: Database): Promise<void> {
  const people = await db.rows<Somebody>(
    'test.people-known',
    sql`select distinct nhs_number as "nhsNumber", surname, given_names as "givenNames", postcode
        from identities`,
  );
  note(people);
}
