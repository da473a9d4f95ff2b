import { createHash } from 'node:crypto';
import type { Pence } from '../values/money.ts';
import type { Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** What a payment run may tell of. */
export const PAYMENT_KINDS = [
  'DIRECT_PAYMENT',
  'PROVIDER_INVOICE',
  'CONTRIBUTION',
  'REFUND',
] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** How the money of a payment run may be held; COMMISSIONED is money that nobody holds. */
export const MODES_OF_PAYMENTS = [
  'DIRECT_PAYMENT',
  'THIRD_PARTY',
  'NOTIONAL',
  'COMMISSIONED',
] as const;
export type ModeOfPayments = (typeof MODES_OF_PAYMENTS)[number];

/** What a payment run says of one payment, besides how much and when. */
export interface ToldPayment {
  readonly kind: PaymentKind;
  readonly reference: string;
  readonly award: string | null;
  readonly stream: string;
  readonly funder: string;
  readonly gross: boolean;
  readonly covers: Span | null;
  readonly payee: string | null;
  /** What it bought, where the sender knows. */
  readonly purpose: string | null;
  /** The reference of the payment that a refund gives back. */
  readonly refundOf: string | null;
}

/** One line of a file about money that has moved: a fact, whatever it was for. */
export interface MoneyLineDraft {
  readonly account: string;
  /** By this the same line is known again in another file. */
  readonly mark: string;
  /** By this it is known whether another file says the same of it. */
  readonly said: string;
  /** Lines are recorded in this order: money comes in before it is spent. */
  readonly order: number;
  readonly day: PlainDate;
  /** In pence; above zero where money came into the account, below where it went out. */
  readonly amount: Pence;
  /** What the bank says is in the account after it; null where no bank says. */
  readonly balance: Pence | null;
  readonly description: string;
  readonly isDirectDebit: boolean;
  /** Null for a line of a bank. */
  readonly payment: ToldPayment | null;
}

/** A line, and the row of its file. */
export interface LineOfRow {
  readonly row: number;
  readonly line: MoneyLineDraft;
}

/** What became of the lines of a file. */
export interface LinesOutcome {
  /** Recorded as what was expected, or as what the file says. */
  readonly recorded: number;
  /** Of a movement that had been recorded before: nothing was recorded twice. */
  readonly confirmed: number;
  /** In question until somebody decides. */
  readonly waiting: number;
  /** Told by an earlier file. */
  readonly knownBefore: number;
}

/** A mark of what is said, by which the same is known again and that tells nothing of it. */
export function markOf(said: readonly (string | number | bigint | null)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(said.map((each) => (each === null ? null : String(each)))))
    .digest('hex');
}

/** An account that the sender hosts. */
export interface HostedAccount {
  readonly id: string;
  readonly mode: ModeOfPayments;
}

/** A person by the numbers that a row has of them; at least one. */
export interface NumbersOfPerson {
  readonly nhsNumber: string | null;
  readonly nino: string | null;
}

/** What a translation of money lines may know of the sender's books. */
export interface Books {
  /** The one account that the whole file is of; null where its rows name theirs. */
  readonly account: HostedAccount | null;
  /** The person's accounts of this mode. */
  accountsOf(person: NumbersOfPerson, mode: ModeOfPayments): readonly HostedAccount[];
  /** Whether the host has closed the financial year of the day. */
  isClosed(day: PlainDate): boolean;
  /** Why money of the stream is never held in an account; null where it may be. */
  undepositable(stream: string): string | null;
  isPurpose(code: string): boolean;
  /** What a line of this mark, recorded before and not taken back, said; undefined where none is. */
  recordedAs(mark: string): string | undefined;
}
