import { createHash } from 'node:crypto';
import { BadValue } from '../values/bad-value.ts';
import { addMonths, type PlainDate } from '../values/plain-date.ts';
import { parseText } from '../values/text.ts';
import { DecisionRefused } from './refusals.ts';

const LONGEST_KEY = 255;
const MOST_CHARACTERS = 1000;

export function refuseBadKey(idempotencyKey: string): void {
  if (/\S/.test(idempotencyKey) && idempotencyKey.length <= LONGEST_KEY) return;
  const reason = `is your own key, of 1 to ${LONGEST_KEY} characters`;
  throw new DecisionRefused('idempotencyKey', 'BAD_KEY', reason);
}

/** Words that somebody reads later, without the blanks around them. Throws DecisionRefused. */
export function wordsOf(field: string, text: string, most = MOST_CHARACTERS): string {
  const words = text.trim();
  if (words === '') throw new DecisionRefused(field, 'BLANK', 'needs words');
  if (words.length > most) {
    throw new DecisionRefused(field, 'TOO_LONG', `is longer than ${most} characters`);
  }
  try {
    return parseText(words);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new DecisionRefused(field, error.code, error.message);
  }
}

/** What begins more than a year after today is a plan, and nothing that was decided. */
export function refuseTooFarAhead(field: string, day: PlainDate, today: PlainDate): void {
  if (day <= addMonths(today, 12)) return;
  throw new DecisionRefused(field, 'TOO_FAR_AHEAD', 'is more than a year after today');
}

/** Tells requests apart and nothing of what they say. */
export function markOf(...parts: readonly unknown[]): string {
  const text = JSON.stringify(parts, (_key, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return createHash('sha256').update(text).digest('base64url');
}

export interface Marks {
  /** Of the key: unique by operation and organisation. */
  readonly key: string;
  /** Of what was said by it. */
  readonly request: string;
}

/** Whether a request of these marks was carried out before. Throws where its key said otherwise. */
export function isReplay(before: Pick<Marks, 'request'> | undefined, { request }: Marks): boolean {
  if (before && before.request !== request) {
    const reason = 'came with something else before; give a new one';
    throw new DecisionRefused('idempotencyKey', 'IDEMPOTENCY_MISMATCH', reason);
  }
  return before !== undefined;
}
