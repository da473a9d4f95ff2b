import { createHash } from 'node:crypto';
import type { Viewer } from '../access/viewer.ts';
import type { Transaction } from '../db/database.ts';
import { findOrganisation } from '../streams/store.ts';
import { BadValue } from '../values/bad-value.ts';
import { parseText } from '../values/text.ts';
import { QueryRefused } from './refusals.ts';

/** The organisation that the viewer acts for, where it is one known here. */
export async function organisationOf(tx: Transaction, viewer: Viewer): Promise<string | null> {
  if (viewer.organisation === null || viewer.role === 'holder') return null;
  return (await findOrganisation(tx, viewer.organisation))?.code ?? null;
}

/** Whose the key is: the acting organisation's, or of whoever acts for none, of this person alone. */
export function scopeOf({ role, subject, organisation }: Viewer, personId: string): string {
  if (role === 'holder') return `holder of ${personId}`;
  return organisation ?? `${role} ${subject} of ${personId}`;
}

/** Tells requests apart and nothing of what they say. */
export function markOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

export const mismatch = () =>
  new QueryRefused('idempotencyKey', 'IDEMPOTENCY_MISMATCH', 'was used before for something else');

const LONGEST_KEY = 255;
const MOST_CHARACTERS = 2000;

export function refuseBadKey(key: string): void {
  if (/\S/.test(key) && key.length <= LONGEST_KEY) return;
  throw new QueryRefused('idempotencyKey', 'BAD_KEY', `is not of 1 to ${LONGEST_KEY} characters`);
}

const LONGEST_NAME = 200;

export function refuseBadName(name: string): void {
  refuseBadWords('name', name);
  if (name.trim().length <= LONGEST_NAME) return;
  throw new QueryRefused('name', 'BAD_TEXT', `is longer than ${LONGEST_NAME} characters`);
}

export function refuseBadWords(field: string, text: string): void {
  if (text.trim() === '') throw new QueryRefused(field, 'BAD_TEXT', 'needs words');
  if (text.length > MOST_CHARACTERS) {
    throw new QueryRefused(field, 'BAD_TEXT', `is longer than ${MOST_CHARACTERS} characters`);
  }
  try {
    parseText(text);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new QueryRefused(field, 'BAD_TEXT', error.message);
  }
}
