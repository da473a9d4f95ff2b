import { Mutex } from 'async-mutex';
import type { Queries } from '../db/database.ts';
import { withoutDeadline } from '../db/deadline.ts';
import { pence } from '../values/money.ts';
import type { Fact } from './cell.ts';
import { HOURLY, PEOPLE, WEEKLY } from './measure.ts';
import { type ProtectedCell, protectedTables, type TablesByMeasure, TooFine } from './protect.ts';
import type { Publication } from './publication.ts';
import { factsOf } from './publication-store.ts';
import type { PublishedFact } from './published-fact.ts';
import { keepTables, keptTables } from './published-tables-store.ts';

/** Under this facts of publications are seen, and what is said of people for totals; under no other. */
export const PUBLISHING = { task: 'PUBLISHING' } as const;

/** Serves statements that see what was brought to publications. */
export interface PublishedDatabase {
  under(scope: typeof PUBLISHING): Queries;
}

/** One table is worked out at a time, so that whatever is asked at once the hub has room for others. */
const oneAtATime = new Mutex();
const underWay = new Map<string, Promise<TablesByMeasure>>();

/**
 * The tables of a publication by some of its dimensions, in order, one for each measure that it holds:
 * as they were worked out when they were first asked for, the same to everybody for ever. That goes on
 * when the deadline of whoever asked first has passed, so that they find them when they ask again.
 * Throws TooFine.
 */
export async function publishedTables(
  db: PublishedDatabase,
  { id }: Pick<Publication, 'id'>,
  by: readonly string[],
): Promise<TablesByMeasure> {
  const queries = db.under(PUBLISHING);
  const name = by.join(' ');
  const kept = await keptTables(queries, id, name);
  if (kept.size > 0) return kept;
  const key = `${id} ${name}`;
  const started = underWay.get(key);
  if (started) return started;
  const work = withoutDeadline(() =>
    oneAtATime.runExclusive(async () => {
      const tables = await workedOut(await factsOf(queries, id, by), by);
      await keepTables(queries, id, name, tables);
      return tables;
    }),
  ).finally(() => underWay.delete(key));
  underWay.set(key, work);
  return work;
}

/** Works out tables that are usually asked for, so that nobody who asks for them waits. */
export async function workOut(
  db: PublishedDatabase,
  publication: Pick<Publication, 'id'>,
  usual: readonly (readonly string[])[],
): Promise<void> {
  for (const by of usual) {
    await publishedTables(db, publication, by).catch((error: unknown) => {
      // Whoever asks for it is told the same.
      if (!(error instanceof TooFine)) throw error;
    });
  }
}

/** The cells of one measure; none where nobody brought anything of it. */
export async function publishedCells(
  db: PublishedDatabase,
  publication: Pick<Publication, 'id'>,
  measure: string,
  by: readonly string[],
): Promise<readonly ProtectedCell[]> {
  const tables = await publishedTables(db, publication, by);
  return tables.get(measure) ?? [];
}

/**
 * People bring one each to every cell that they are in, so that the audit of sums is one of counts too:
 * it takes who is told under two codes for two.
 */
const ONE_EACH = pence(1n);

export async function workedOut(
  facts: readonly PublishedFact[],
  by: readonly string[],
): Promise<TablesByMeasure> {
  const measures = [...new Set(facts.flatMap(({ amounts }) => Object.keys(amounts)))].sort();
  const asked = new Map<string, Fact[]>([[PEOPLE, []]]);
  for (const measure of measures) asked.set(measure, []);
  for (const { person, codes, amounts } of facts) {
    const own = by.map((dimension) => codes[dimension] as string);
    asked.get(PEOPLE)?.push({ person, codes: own, amount: ONE_EACH });
    for (const [measure, amount] of Object.entries(amounts)) {
      asked.get(measure)?.push({ person, codes: own, amount });
    }
  }
  return protectedTables(asked, by.length, { counted: [PEOPLE], spread: [WEEKLY, HOURLY] });
}
