import { type Database, type Queries, sql } from '../../src/db/database.ts';

/** Makes an empty table to write words into. */
export async function makeWords(db: Database): Promise<void> {
  await db.rows(
    'test.make-words',
    sql`create table words (id int generated always as identity, word text not null)`,
  );
}

export async function write(queries: Queries, word: string): Promise<void> {
  await queries.rows('test.write-word', sql`insert into words (word) values (${word})`);
}

/** The words that are there for everybody to see, in the order they were written. */
export async function wordsIn(queries: Queries): Promise<string[]> {
  const rows = await queries.rows<{ word: string }>(
    'test.words',
    sql`select word from words order by id`,
  );
  return rows.map(({ word }) => word);
}

/** A statement that fails on every database. */
export function fail(queries: Queries): Promise<unknown> {
  return queries.rows('test.fail', sql`insert into words (word) values (null)`);
}

/** What the promise was rejected with; fails where it was not. */
export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error('nothing was refused');
  return outcome;
}
