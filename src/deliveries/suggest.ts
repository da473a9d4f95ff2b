import type { Pence } from '../values/money.ts';
import { daysBetween, type PlainDate } from '../values/plain-date.ts';
import { type ExpectedPayment, type Line, NEAR_DAYS, type OpenHold } from './match-lines.ts';
import { namedIn, payeeKey, tellingWords } from './match-words.ts';
import type { ToldPayment } from './money-line.ts';

/** What a line that matches nothing may be, and why; somebody decides. */
export type Suggestion = { readonly why: string } & (
  | { readonly as: 'DEPOSIT'; readonly stream: string; readonly funder: string }
  | { readonly as: 'CONTRIBUTION'; readonly stream: string }
  | { readonly as: 'SPENDING'; readonly purpose: string; readonly payee: string }
  | { readonly as: 'HOLD'; readonly hold: string }
  | { readonly as: 'REFUND'; readonly movement: string }
);

/** What somebody was paid for before in this account. */
export interface PastPayment {
  /** Who was paid: as recorded, or as a bank wrote it. */
  readonly payee: string;
  readonly purpose: string;
}

/** A payment of this account of which money may come back. */
export interface MadePayment {
  readonly id: string;
  /** Who was paid: as recorded, and as a bank wrote it. */
  readonly payees: readonly string[];
  readonly day: PlainDate;
  /** What was paid and has not come back. */
  readonly left: Pence;
}

export interface KnownBefore {
  readonly expected: readonly ExpectedPayment[];
  readonly holds: readonly OpenHold[];
  /** The latest first. */
  readonly past: readonly PastPayment[];
  /** The latest first. */
  readonly made: readonly MadePayment[];
}

/** An amount is near another where they differ by no more than a tenth of it. */
const NEAR_SHARE = 10n;

/**
 * What a waiting line may be: money in by a payment to whom the words name, of as much or more, or by
 * what is expected about then; money out by the payee's earlier payments, by a bill of about that
 * amount, or as wages where it is a direct debit of a payroll firm. Null where nothing tells.
 */
export function suggest(
  line: Line & { readonly isDirectDebit: boolean; readonly payment?: ToldPayment | null },
  known: KnownBefore,
): Suggestion | null {
  const { purpose, payee } = line.payment ?? {};
  if (purpose && payee && line.amount < 0n) {
    const why = 'the payment run says so, and no source could pay for it';
    return { as: 'SPENDING', purpose, payee, why };
  }
  return line.amount > 0n ? suggestIn(line, known) : suggestOut(line, known);
}

function suggestIn(line: Line, known: KnownBefore): Suggestion | null {
  return suggestRefund(line, known) ?? suggestExpected(line, known);
}

/** Of the latest payment of just this amount, else of the latest of more. */
function suggestRefund({ amount, day, description }: Line, { made }: KnownBefore) {
  const able = made.filter(
    (each) =>
      each.left >= amount &&
      each.day <= day &&
      each.payees.some((payee) => isSamePayee(payee, description)),
  );
  const whole = able.find(({ left }) => left === amount);
  const movement = (whole ?? able[0])?.id;
  if (movement === undefined) return null;
  const much = whole ? 'this amount' : 'at least this amount';
  return { as: 'REFUND' as const, movement, why: `this payee was paid ${much} before` };
}

function suggestExpected({ amount, day }: Line, { expected }: KnownBefore): Suggestion | null {
  const [near] = expected
    .map((each) => ({ each, apart: Math.abs(daysBetween(day, each.dueOn)) }))
    .filter(({ each, apart }) => apart <= NEAR_DAYS && isNear(amount, each.amount))
    .sort((a, b) => a.apart - b.apart);
  if (!near) return null;
  const { as, stream, funder } = near.each;
  const why = 'about this amount is expected about this day';
  return as === 'DEPOSIT' ? { as, stream, funder, why } : { as, stream, why };
}

function suggestOut(
  line: Line & { readonly isDirectDebit: boolean },
  { holds, past }: KnownBefore,
): Suggestion | null {
  const paid = -line.amount as Pence;
  const bill = holds.find(
    ({ payee, amount }) => namedIn(payee, line.description) !== null && isNear(paid, amount),
  );
  if (bill) {
    return { as: 'HOLD', hold: bill.id, why: 'about this amount is promised to this payee' };
  }
  const before = past.find(({ payee }) => isSamePayee(payee, line.description));
  if (before) {
    const { payee, purpose } = before;
    return { as: 'SPENDING', purpose, payee, why: 'this payee was paid for this before' };
  }
  if (line.isDirectDebit && isPayroll(line.description)) {
    const payee = line.description;
    return { as: 'SPENDING', purpose: 'employment', payee, why: 'a direct debit for wages' };
  }
  return null;
}

function isNear(amount: Pence, expected: Pence): boolean {
  const apart = amount > expected ? amount - expected : expected - amount;
  return apart * NEAR_SHARE <= expected;
}

function isSamePayee(payee: string, description: string): boolean {
  const key = payeeKey(payee);
  if (key !== '' && key === payeeKey(description)) return true;
  return namedIn(payee, description) === 'WHOLE';
}

/** Words of firms that pay wages, and of those whom wages are owed to. */
const PAYROLL = new Set(
  'payroll wages salary salaries paye hmrc pension pensions nest umbrella'.split(' '),
);

const isPayroll = (description: string): boolean =>
  tellingWords(description).some((word) => PAYROLL.has(word));
