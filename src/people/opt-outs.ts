import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Queries, Transaction } from '../db/database.ts';
import { BadValue } from '../values/bad-value.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { parseText } from '../values/text.ts';
import { findIdentity } from './links.ts';
import { holds } from './opt-out.ts';
import { keepOptOut, markOptOutsEnded, optOutsOf } from './opt-outs-store.ts';
import { waitToSettle } from './store.ts';
import type { PersonKey, VisiblePerson } from './visible.ts';

/** An opt-out that cannot be recorded or ended: which field, a code, and why in words to act on. */
export class OptOutRefused extends Error {
  override readonly name = 'OptOutRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

export interface OptOutRequest {
  readonly key: PersonKey;
  /** What shows that the person has opted out. */
  readonly evidence: string;
  readonly from: PlainDate;
  readonly actor: string;
}

const MOST_CHARACTERS = 1000;

/**
 * Records a person's national data opt-out. It belongs to one identity of the person, so that it
 * follows the links. One that stands and has begun by then says the same already.
 */
export async function optOut(
  db: Database,
  { key, evidence, from, actor }: OptOutRequest,
): Promise<'OPTED_OUT' | 'ALREADY_OPTED_OUT'> {
  refuseText('evidence', evidence);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const { id: identityId, personId } = await identityOf(tx, key);
    const known = await optOutsOf(tx, [personId]);
    if (known.some((each) => holds(each, from))) return 'ALREADY_OPTED_OUT';
    const said = { identityId, evidence: evidence.trim(), firstDay: from, recordedBy: actor };
    const id = await keepOptOut(tx, said);
    await note(tx, actor, { action: 'opt-out-recorded', optOut: id, person: personId });
    return 'OPTED_OUT';
  });
}

/** Takes back every opt-out of a person at once, also one that has yet to begin. */
export async function endOptOut(
  db: Database,
  { key, actor }: Pick<OptOutRequest, 'key' | 'actor'>,
): Promise<'ENDED' | 'ALREADY_ENDED'> {
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const { personId } = await identityOf(tx, key);
    const standing = (await optOutsOf(tx, [personId])).filter(({ endedAt }) => endedAt === null);
    if (standing.length === 0) return 'ALREADY_ENDED';
    const ids = standing.map(({ id }) => id);
    await markOptOutsEnded(tx, ids, actor);
    await note(tx, actor, { action: 'opt-outs-ended', optOuts: ids });
    return 'ENDED';
  });
}

/** Those of the people who have opted out on a day; for `withoutOptedOut`. */
export async function optedOutAmong(
  queries: Queries,
  personIds: readonly string[],
  today: PlainDate,
): Promise<Set<string>> {
  const known = await optOutsOf(queries, personIds);
  return new Set(known.filter((each) => holds(each, today)).map(({ personId }) => personId));
}

/** Whether the person's own opt-out holds on a day, for that person alone; null for everybody else. */
export async function hasOptedOut(
  queries: Queries,
  viewer: Viewer,
  { id }: VisiblePerson,
  today: PlainDate,
): Promise<boolean | null> {
  if (reachOf(viewer, 'read-opt-out') !== 'self') return null;
  return (await optedOutAmong(queries, [id], today)).has(id);
}

async function identityOf(tx: Transaction, key: PersonKey) {
  const found = await findIdentity(tx, key);
  if (!found) throw new OptOutRefused('person', 'NO_PERSON', 'is not known by that key');
  return found;
}

function refuseText(field: string, text: string): void {
  if (text.trim() === '') throw new OptOutRefused(field, 'BLANK', 'needs words');
  if (text.length > MOST_CHARACTERS) {
    throw new OptOutRefused(field, 'TOO_LONG', `is longer than ${MOST_CHARACTERS} characters`);
  }
  try {
    parseText(text);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new OptOutRefused(field, error.code, error.message);
  }
}
