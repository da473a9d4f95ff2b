import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import { openedFor, type VisiblePerson, visiblePerson } from '../people/visible.ts';
import { isUuid } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type FileBody, fileBody, queryOfFile } from './files-store.ts';
import type { Query } from './query.ts';
import { queriesFor } from './read-queries.ts';

/** A file whole, with whose it is and what it was attached to. */
export interface FileRead extends FileBody {
  readonly person: VisiblePerson;
  readonly query: Query;
}

/** A file for whoever may read the query that it is attached to; null for everybody else. */
export async function fileFor(
  db: Database,
  viewer: Viewer,
  id: string,
  today: PlainDate,
): Promise<FileRead | null> {
  const of = isUuid(id) ? await queryOfFile(db, id) : undefined;
  const person = of && (await visiblePerson(db, viewer, { id: of.personId }, today));
  if (!person) return null;
  const [queries = []] = await queriesFor(db, viewer, [person]);
  const query = queries.find((each) => each.id === of.queryId);
  const file = query && (await fileBody(openedFor(db, [person]), id));
  return file ? { ...file, person, query } : null;
}
