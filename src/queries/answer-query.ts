import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { waitToSettle } from '../people/store.ts';
import { visiblePerson } from '../people/visible.ts';
import { isUuid } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { AskedOutcome } from './ask-query.ts';
import { mayRead, type Outcome, outcomesOf, type Query } from './query.ts';
import { noQuery, QueryRefused } from './refusals.ts';
import {
  markOf,
  mismatch,
  organisationOf,
  refuseBadKey,
  refuseBadWords,
  scopeOf,
} from './request.ts';
import { answerOfKey, keepAnswer, personOfQuery, queriesOfPeople } from './store.ts';

export interface AnswerRequest {
  readonly query: string;
  readonly outcome: Outcome;
  readonly words: string;
  readonly idempotencyKey: string;
}

/**
 * Answers a query: a care team that may read it, or the finance role of whoever hosts the account or
 * pays. A later answer stands instead, and the earlier one stays. Throws a QueryRefused.
 */
export async function answerQuery(
  db: Database,
  viewer: Viewer,
  request: AnswerRequest,
  today: PlainDate,
): Promise<AskedOutcome> {
  refuseBadKey(request.idempotencyKey);
  refuseBadWords('words', request.words);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const query = await answerable(tx, viewer, request.query, today);
    return answer(tx, viewer, query, request);
  });
}

async function answerable(
  tx: Transaction,
  viewer: Viewer,
  id: string,
  today: PlainDate,
): Promise<Query> {
  if (reachOf(viewer, 'answer-query') === 'nobody' || !isUuid(id)) throw noQuery();
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

async function answer(
  tx: Transaction,
  viewer: Viewer,
  query: Query,
  { outcome, words, idempotencyKey }: AnswerRequest,
): Promise<AskedOutcome> {
  const key = markOf('query-answer', scopeOf(viewer, query.personId), idempotencyKey);
  const request = markOf(query.id, outcome, words);
  const earlier = await answerOfKey(tx, key);
  if (earlier && earlier.request !== request) throw mismatch();
  if (earlier) return { query, replayed: true };
  const outcomes = outcomesOf(query.about);
  if (!outcomes.includes(outcome)) {
    const reason = `of what is asked here is one of ${outcomes.join(', ')}`;
    throw new QueryRefused('outcome', 'BAD_OUTCOME', reason);
  }
  await keepAnswer(tx, {
    queryId: query.id,
    ...{ outcome, key, request, words: words.trim() },
    ...{ answeredBy: viewer.subject, answeredAs: viewer.role },
    organisation: await organisationOf(tx, viewer),
  });
  await note(tx, viewer.subject, { action: 'query-answered', query: query.id, outcome });
  return { query: await queryIn(tx, query.personId, query.id), replayed: false };
}
