import { reachOf, type Viewer } from '../access/viewer.ts';
import { type Database, join, sql } from '../db/database.ts';
import { waysOfRelation } from '../people/reach.ts';
import { openedFor, type VisiblePerson, visibleAmong } from '../people/visible.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { mayRead, type Query } from './query.ts';
import { type AskedQueries, queriesOfPeople, queryKeysAfter } from './store.ts';

/** The queries of people whom the viewer may see, those that they may read, in the order asked. */
export async function queriesFor(
  db: Database,
  viewer: Viewer,
  people: readonly VisiblePerson[],
): Promise<Query[][]> {
  const read = people.filter(({ openedAs }) => openedAs !== 'BREAK_GLASS');
  const ids = read.map(({ id }) => id);
  const all = ids.length === 0 ? [] : await queriesOfPeople(openedFor(db, read), ids);
  return people.map(({ id, sharing }) =>
    all.filter((query) => query.personId === id && mayRead(viewer, sharing, query)),
  );
}

/** A query with the person whose it is, whom the viewer may see. */
export interface QueryOf {
  readonly id: string;
  readonly query: Query;
  readonly person: VisiblePerson;
}

/** So many are looked at together, to find those that the viewer may read. */
const AT_ONCE = 200;

/**
 * The queries that a team has to do with, in order of id: a care team's of the people it has a
 * relationship with; finance's about accounts that it hosts and about its own money. Null for others.
 */
export async function queriesForTeam(
  db: Database,
  viewer: Viewer,
  { after, count, open }: AskedQueries,
  today: PlainDate,
): Promise<QueryOf[] | null> {
  const isTheirs = theirsOf(viewer, today);
  if (isTheirs === null) return null;
  const found: QueryOf[] = [];
  for (let last = after; found.length < count; ) {
    const keys = await queryKeysAfter(db, isTheirs, { after: last, count: AT_ONCE, open });
    const ids = keys.map(({ id }) => id);
    const people = await visibleAmong(
      db,
      viewer,
      [...new Set(keys.map((key) => key.personId))],
      today,
    );
    const queries = await queriesFor(db, viewer, people);
    const read = people.flatMap((person, at) =>
      (queries[at] ?? []).map((query) => ({ id: query.id, query, person })),
    );
    found.push(...read.filter(({ id }) => ids.includes(id)).sort((a, b) => (a.id < b.id ? -1 : 1)));
    if (keys.length < AT_ONCE) break;
    last = ids.at(-1) ?? null;
  }
  return found.slice(0, count);
}

function theirsOf(viewer: Viewer, today: PlainDate) {
  switch (reachOf(viewer, 'answer-query')) {
    case 'related': {
      const ways = waysOfRelation(viewer, today).map(
        (way) => sql`i.person_id in (select way.person_id from (${way}) way)`,
      );
      return join(ways, ' or ');
    }
    case 'funded':
      return sql`${viewer.organisation} in (q.host, q.funder, q.organisation)`;
    default:
      return null;
  }
}
