import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { waitToSettle } from '../people/store.ts';
import { visiblePerson } from '../people/visible.ts';
import { isUuid } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type Evidence, refuseTooMany } from './evidence.ts';
import { keepFile } from './files-store.ts';
import { isOpen, mayRead, type Query } from './query.ts';
import { noQuery, QueryRefused } from './refusals.ts';
import { organisationOf } from './request.ts';
import { personOfQuery, queriesOfPeople } from './store.ts';

/**
 * Attaches evidence to what was asked, while it waits for an answer: whoever may ask about the
 * person's money and may read that query. The same file again is there already. Throws a QueryRefused.
 */
export async function attachFiles(
  db: Database,
  viewer: Viewer,
  { query: id, files }: { readonly query: string; readonly files: readonly Evidence[] },
  today: PlainDate,
): Promise<Query> {
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const query = await attachable(tx, viewer, id, today);
    if (!isOpen(query)) {
      throw new QueryRefused('query', 'ANSWERED', 'has its answer: ask again with what is new');
    }
    await keepFiles(tx, viewer, query.id, files, query.files.length);
    return queryIn(tx, query.personId, query.id);
  });
}

async function attachable(
  tx: Transaction,
  viewer: Viewer,
  id: string,
  today: PlainDate,
): Promise<Query> {
  if (reachOf(viewer, 'ask-query') === 'nobody' || !isUuid(id)) throw noQuery();
  const personId = await personOfQuery(tx, id);
  const person = personId && (await visiblePerson(tx, viewer, { id: personId }, today));
  if (!person || person.openedAs === 'BREAK_GLASS') throw noQuery();
  const found = await queryIn(tx, person.id, id);
  if (!mayRead(viewer, person.sharing, found)) throw noQuery();
  return found;
}

async function queryIn(tx: Transaction, personId: string, id: string): Promise<Query> {
  const found = (await queriesOfPeople(tx, [personId])).find((each) => each.id === id);
  if (!found) throw noQuery();
  return found;
}

/** Keeps files that were looked at under a query that holds so many; notes each that is new. */
export async function keepFiles(
  tx: Transaction,
  viewer: Viewer,
  query: string,
  files: readonly Evidence[],
  before: number,
): Promise<void> {
  refuseTooMany(before + files.length);
  const { subject: sentBy, role: sentAs } = viewer;
  const by = { sentBy, sentAs, organisation: await organisationOf(tx, viewer) };
  for (const each of files) {
    const file = await keepFile(tx, query, each, by);
    if (file) await note(tx, sentBy, { action: 'evidence-attached', query, file });
  }
}
