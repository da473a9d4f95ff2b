import { shutForWork } from '../access/openings-store.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { BadValue } from '../values/bad-value.ts';
import { parseText } from '../values/text.ts';
import { findIdentity } from './links.ts';
import { keepRestriction, markRestrictionsEnded, restrictionsOf } from './restrictions-store.ts';
import { waitToSettle } from './store.ts';
import type { PersonKey } from './visible.ts';

/** A record that was not restricted, or not freed: which field, a code, and why. */
export class RestrictionRefused extends Error {
  override readonly name = 'RestrictionRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

export interface RestrictRequest {
  readonly key: PersonKey;
  /** Kept with the restriction and shown to nobody: it may be about the person. */
  readonly reason: string;
  readonly actor: string;
}

const MOST_CHARACTERS = 1000;

/**
 * Restricts a person's record for their safety: nobody but they themself is told where they live,
 * no name finds it, and what workers had open of it for their work is shut. It belongs to one
 * identity of the person, so that it follows the links; the same again is restricted already.
 */
export async function restrict(
  db: Database,
  { key, reason: said, actor }: RestrictRequest,
): Promise<'RESTRICTED' | 'ALREADY_RESTRICTED'> {
  const reason = wordsOf(said);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const { id: identityId, personId } = await identityOf(tx, key);
    const standing = await restrictionsOf(tx, personId);
    if (standing.some((each) => each.reason === reason)) return 'ALREADY_RESTRICTED';
    const restriction = await keepRestriction(tx, { identityId, reason, recordedBy: actor });
    await shutForWork(tx, personId);
    await note(tx, actor, { action: 'record-restricted', restriction, person: personId });
    return 'RESTRICTED';
  });
}

/** Ends every restriction of a person's record, for whatever reason it was recorded. */
export async function endRestrictions(
  db: Database,
  { key, actor }: Omit<RestrictRequest, 'reason'>,
): Promise<'ENDED' | 'ALREADY_ENDED'> {
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const { personId } = await identityOf(tx, key);
    const ids = (await restrictionsOf(tx, personId)).map(({ id }) => id);
    if (ids.length === 0) return 'ALREADY_ENDED';
    await markRestrictionsEnded(tx, ids, actor);
    await note(tx, actor, { action: 'restrictions-ended', restrictions: ids });
    return 'ENDED';
  });
}

async function identityOf(tx: Transaction, key: PersonKey) {
  const found = await findIdentity(tx, key);
  if (!found) throw new RestrictionRefused('person', 'NO_PERSON', 'is not known by that key');
  return found;
}

function wordsOf(text: string): string {
  const refuse = (code: string, why: string) => new RestrictionRefused('reason', code, why);
  if (text.trim() === '') throw refuse('BLANK', 'needs words');
  if (text.length > MOST_CHARACTERS) {
    throw refuse('TOO_LONG', `is longer than ${MOST_CHARACTERS} characters`);
  }
  try {
    return parseText(text.trim());
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw refuse(error.code, error.message);
  }
}
