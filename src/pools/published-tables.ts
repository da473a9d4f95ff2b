import { Mutex } from 'async-mutex';
import type { Queries } from '../db/database.ts';
import { withoutDeadline } from '../db/deadline.ts';
import { pence } from '../values/money.ts';
import type { Fact } from './cell.ts';
import { type ProtectedCell, protectedTables } from './protect.ts';
import type { Publication } from './publication.ts';
import { factsOf } from './publication-store.ts';
import type { PublishedFact } from './published-fact.ts';
import { keepTables, keptTables, type TablesByMeasure } from './published-tables-store.ts';

/** The measure of which a table counts everybody who is in a publication, whatever they bring. */
export const PEOPLE = 'PEOPLE';

/** Told by the median and deciles of what each person brings, and never added up. */
export const WEEKLY = 'WEEKLY';
/** The same of an hour of support, where it is paid by the hour. */
export const HOURLY = 'HOURLY';

/** One table is worked out at a time, so that whatever is asked at once the hub has room for others. */
const oneAtATime = new Mutex();
const underWay = new Map<string, Promise<TablesByMeasure>>();

/**
 * The tables of a publication by some of its dimensions, in order, one for each measure that it holds:
 * as they were worked out when they were first asked for, the same to everybody for ever. That goes on
 * when the deadline of whoever asked first has passed, so that they find them when they ask again. Read
 * under the task PUBLISHING. Throws TooFine.
 */
export async function publishedTables(
  queries: Queries,
  { id }: Pick<Publication, 'id'>,
  by: readonly string[],
): Promise<TablesByMeasure> {
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

/** The cells of one measure; none where nobody brought anything of it. */
export async function publishedCells(
  queries: Queries,
  publication: Pick<Publication, 'id'>,
  measure: string,
  by: readonly string[],
): Promise<readonly ProtectedCell[]> {
  const tables = await publishedTables(queries, publication, by);
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
