import { createHash } from 'node:crypto';
import { BadValue } from '../values/bad-value.ts';
import { MOST_PENCE, type Pence } from '../values/money.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { parseText } from '../values/text.ts';
import { BadAmount, BadDays, BadKey, BadText, FutureDate } from './refusals.ts';

/** What may be asked for once: the same request again by the same key is answered as before. */
export interface KeyedRequest {
  readonly idempotencyKey: string;
}

const LONGEST_KEY = 255;
const MOST_CHARACTERS = 1000;

export function refuseBadKey({ idempotencyKey }: KeyedRequest): void {
  if (idempotencyKey === '') throw new BadKey('idempotencyKey', 'is missing');
  if (idempotencyKey.length > LONGEST_KEY) {
    throw new BadKey('idempotencyKey', `is longer than ${LONGEST_KEY} characters`);
  }
  refuseNoText('idempotencyKey', idempotencyKey);
}

export function refuseBadAmount(amount: Pence): void {
  if (amount <= 0n) throw new BadAmount('amount', 'is not more than nothing');
}

/** What would be left must travel exactly too. */
export function refuseTooMuch(held: Pence, amount: Pence): void {
  if (held + amount > MOST_PENCE) {
    throw new BadAmount('amount', 'would leave more in the account than can be told exactly');
  }
}

export function refuseFuture(effectiveDay: PlainDate, today: PlainDate): void {
  if (effectiveDay > today) throw new FutureDate('effectiveDate', 'is after today');
}

/** Words that somebody reads later; never blank. */
export function refuseBadWords(field: string, text: string): void {
  if (text.trim() === '') throw new BadText(field, 'needs words');
  if (text.length > MOST_CHARACTERS) {
    throw new BadText(field, `is longer than ${MOST_CHARACTERS} characters`);
  }
  refuseNoText(field, text);
}

function refuseNoText(field: string, text: string): void {
  try {
    parseText(text);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new BadText(field, error.message);
  }
}

/** Both days, or neither; the last is one of them. Gives them half-open. */
export function daysCovered(
  firstDay: PlainDate | null | undefined,
  lastDay: PlainDate | null | undefined,
): { from: PlainDate; until: PlainDate } | null {
  if (!firstDay && !lastDay) return null;
  if (!firstDay) throw new BadDays('firstDay', 'is needed where there is a last day');
  if (!lastDay) throw new BadDays('lastDay', 'is needed where there is a first day');
  if (lastDay < firstDay) throw new BadDays('lastDay', 'is before the first day');
  return { from: firstDay, until: addDays(lastDay, 1) };
}

/** What was left out, in the words of what is hashed; so that it is the same as before it could be. */
export const given = (...said: readonly (string | bigint | null | undefined)[]) =>
  said.every((each) => each === null || each === undefined) ? [] : said.map((each) => each ?? '');

/** A mark by which the same input is known again; `said` in the same order each time. */
export function inputHash(said: readonly (string | bigint)[]): string {
  const text = JSON.stringify(said.map(String));
  return createHash('sha256').update(text).digest('hex');
}
