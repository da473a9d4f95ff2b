import type { Purpose } from '../streams/purpose.ts';
import type { Stream } from '../streams/stream.ts';
import type { AccountId, MovementId } from '../values/ids.ts';
import { addPence, type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { AccountMode, NamedOrganisation } from './account.ts';
import type { Share, Source } from './draw.ts';

export const MOVEMENT_KINDS = ['DEPOSIT', 'SPENDING', 'REVERSAL'] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** Where money of one source can be: where it comes from, where it is held, where it has gone. */
export type PlaceKind = 'FUNDING' | AccountMode | 'PROVIDER';

/** What a journal adds to one place of a source; below zero where it takes away. */
export interface Entry extends Source {
  readonly kind: PlaceKind;
  readonly amount: Pence;
}

/** What a movement added to the money held of one source; below zero where it took away. */
export interface MovementPart {
  readonly stream: Stream;
  readonly funder: NamedOrganisation;
  readonly change: Pence;
}

/** One movement of money in an account, as it was recorded. */
export interface Movement {
  readonly id: MovementId;
  /** The order of recording, over all accounts. */
  readonly ordinal: bigint;
  readonly accountId: AccountId;
  readonly kind: MovementKind;
  readonly effectiveDay: PlainDate;
  readonly recordedAt: Date;
  readonly payee: string | null;
  readonly purpose: Purpose | null;
  readonly reason: string | null;
  readonly reverses: MovementId | null;
  readonly reversedBy: MovementId | null;
  /** In order of stream and funder. */
  readonly parts: readonly MovementPart[];
}

/** How much was moved, whichever way. */
export function amountOf({ parts }: Pick<Movement, 'parts'>): Pence {
  return size(addPence(...parts.map(({ change }) => change)));
}

export const size = (amount: Pence): Pence => (amount < 0n ? pence(-amount) : amount);

/** Money of one source from its funder into the account. */
export function entriesOfDeposit(mode: AccountMode, { amount, ...source }: Share): Entry[] {
  return moved(source, 'FUNDING', mode, amount);
}

/** Money of each source from the account to whoever was paid. */
export function entriesOfSpending(mode: AccountMode, parts: readonly Share[]): Entry[] {
  return parts.flatMap(({ amount, ...source }) => moved(source, mode, 'PROVIDER', amount));
}

/** The same money back to where it was. */
export function entriesOfReversal(entries: readonly Entry[]): Entry[] {
  return entries.map((entry) => ({ ...entry, amount: pence(-entry.amount) }));
}

function moved(source: Source, from: PlaceKind, to: PlaceKind, amount: Pence): Entry[] {
  return [
    { ...source, kind: from, amount: pence(-amount) },
    { ...source, kind: to, amount },
  ];
}
