import { NO_PENCE, type Pence, poundsText } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  countedEntries,
  type DeferredStanding,
  endOf,
  type RecordedAgreement,
  standingOn,
  withoutInterest,
} from './deferred-agreement.ts';
import {
  DEFERRED_RATE_NAMES,
  type DeferredBook,
  type PermittedCharge,
  permittedOn,
} from './deferred-rates.ts';
import type { MeansFault } from './means.ts';

/** What is to be recorded under an agreement. */
export type SaidEntry = { readonly on: PlainDate } & (
  | { readonly kind: 'VALUATION'; readonly amount: Pence; readonly securedBefore: Pence }
  | { readonly kind: 'CHARGE'; readonly amount: Pence }
  | { readonly kind: 'REPAYMENT'; readonly amount: Pence }
  | { readonly kind: 'ADMINISTRATION'; readonly amount: Pence; readonly charge: PermittedCharge }
  | { readonly kind: 'END' }
  | { readonly kind: 'CORRECTION'; readonly corrects: string; readonly reason: string }
);

/** A hundred million pounds: a slip of the keyboard. */
const MOST_AMOUNT = 10_000_000_000n;
const LONGEST_REASON = 500;

const fault = (field: string, code: string, reason: string): MeansFault => ({
  ...{ field, code, reason },
});

/** What is wrong with the value of a property, or with what is secured on it; or null. */
export function faultOfValue(value: Pence, securedBefore: Pence): MeansFault | null {
  const amount = faultOfAmount('propertyValue', value);
  if (amount) return amount;
  if (securedBefore >= NO_PENCE && securedBefore <= value) return null;
  return fault('securedBefore', 'BAD_AMOUNT', 'is below nothing, or more than the property');
}

function faultOfAmount(field: string, amount: Pence): MeansFault | null {
  if (amount > NO_PENCE && amount <= MOST_AMOUNT) return null;
  return fault(field, 'BAD_AMOUNT', 'is not above nothing, or above £100,000,000');
}

interface Judging {
  readonly agreement: RecordedAgreement;
  readonly book: DeferredBook;
  readonly today: PlainDate;
}

/**
 * Why an entry cannot be recorded under an agreement, in words to act on; null where it can. Care is
 * never deferred beyond the equity limit (SI 2014/2671); interest and charges may run on beyond it.
 */
export function faultOfEntry(said: SaidEntry, judging: Judging): MeansFault | null {
  const { agreement, today } = judging;
  if (said.kind === 'CORRECTION') return faultOfCorrection(said, agreement);
  if (said.on > today) return fault('effectiveDate', 'FUTURE_DATE', 'is after today');
  if (said.on < agreement.firstDay) {
    return fault('effectiveDate', 'BEFORE_AGREEMENT', 'is before the agreement’s first day');
  }
  switch (said.kind) {
    case 'VALUATION':
      return faultOfValue(said.amount, said.securedBefore);
    case 'CHARGE':
      return faultOfAmount('amount', said.amount) ?? faultOfCharge(said, judging);
    case 'ADMINISTRATION':
      return faultOfAmount('amount', said.amount) ?? faultOfPermitted(said, judging);
    case 'REPAYMENT':
      return faultOfAmount('amount', said.amount) ?? faultOfRepayment(said, judging);
    case 'END':
      return faultOfEnd(said, agreement);
  }
}

type Said<Kind> = Extract<SaidEntry, { readonly kind: Kind }>;

function faultOfCorrection(
  { corrects, reason }: Said<'CORRECTION'>,
  agreement: RecordedAgreement,
): MeansFault | null {
  const found = agreement.entries.find(({ id }) => id === corrects);
  if (!found) return fault('entry', 'NO_ENTRY', 'is none of this agreement');
  if (found.kind === 'CORRECTION') {
    return fault('entry', 'CORRECTION_OF_CORRECTION', 'is a correction; record the entry anew');
  }
  const counted = countedEntries(agreement);
  if (!counted.includes(found)) return fault('entry', 'ALREADY_CORRECTED', 'is taken out already');
  const valued = counted.filter(({ kind }) => kind === 'VALUATION');
  const isFirst = found.kind === 'VALUATION' && found.on <= agreement.firstDay;
  if (isFirst && valued.filter(({ on }) => on <= agreement.firstDay).length === 1) {
    const why = 'is the only value of the first day; record another of that day first';
    return fault('entry', 'VALUATION_NEEDED', why);
  }
  if (/\S/.test(reason) && reason.length <= LONGEST_REASON) return null;
  return fault('reason', 'BAD_REASON', `is to be said, in at most ${LONGEST_REASON} characters`);
}

function faultOfCharge(
  { on, amount }: Said<'CHARGE'>,
  { agreement, book, today }: Judging,
): MeansFault | null {
  const end = endOf(agreement);
  if (end !== null && on > end) {
    return fault('effectiveDate', 'ENDED', 'is after the last day of the agreement');
  }
  for (const day of new Set([on, today])) {
    const standing = standingOn(agreement, book, day);
    if (!standing) continue;
    if (standing.limit === null) {
      const why = `cannot be held against the limit: ${standing.lacking[0]}`;
      return fault('amount', 'LIMIT_NOT_KNOWN', why);
    }
    const room = roomAtMost(standing);
    if (amount > room) {
      const why = `is more than may still be deferred on ${day}: ${poundsText(room)}`;
      return fault('amount', 'ABOVE_LIMIT', why);
    }
  }
  return null;
}

/** Where the interest is not known, what would be left without it. */
function roomAtMost(standing: DeferredStanding): Pence {
  if (standing.roomLeft !== null) return standing.roomLeft;
  const left = (standing.limit ?? NO_PENCE) - withoutInterest(standing);
  return left > 0n ? (left as Pence) : NO_PENCE;
}

function faultOfPermitted(
  { on, amount, charge }: Said<'ADMINISTRATION'>,
  { agreement, book }: Judging,
): MeansFault | null {
  const most = permittedOn(book, charge, agreement.council.code, on);
  const name = DEFERRED_RATE_NAMES[charge];
  if (most === null) {
    const why = `has no figure: no ${name} is loaded for that day`;
    return fault('charge', 'CHARGE_NOT_PERMITTED', why);
  }
  if (amount <= most) return null;
  const why = `is more than the ${name} of that day: ${poundsText(most)}`;
  return fault('amount', 'CHARGE_NOT_PERMITTED', why);
}

/** The debt is known to the penny or a repayment cannot be held against it. */
function faultOfRepayment(
  { on, amount }: Said<'REPAYMENT'>,
  { agreement, book, today }: Judging,
): MeansFault | null {
  for (const day of new Set([on, today])) {
    const debt = standingOn(agreement, book, day)?.debt ?? null;
    if (debt !== null && amount > debt) {
      const why = `is more than is owed on ${day}: ${poundsText(debt)}`;
      return fault('amount', 'MORE_THAN_OWED', why);
    }
  }
  return null;
}

function faultOfEnd({ on }: Said<'END'>, agreement: RecordedAgreement): MeansFault | null {
  if (endOf(agreement) !== null) return fault('entry', 'ALREADY_ENDED', 'is recorded already');
  const later = countedEntries(agreement).some((each) => each.kind === 'CHARGE' && each.on > on);
  if (!later) return null;
  return fault('effectiveDate', 'CHARGES_AFTER', 'is before a charge that was deferred');
}
