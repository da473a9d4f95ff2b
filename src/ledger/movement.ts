import type { Purpose } from '../streams/purpose.ts';
import type { Stream } from '../streams/stream.ts';
import type { AccountId, MovementId, OrganisationCode } from '../values/ids.ts';
import { addPence, type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AccountMode, HELD_MODES, type NamedOrganisation } from './account.ts';
import type { Share, Source } from './draw.ts';

export const MOVEMENT_KINDS = [
  ...(['DEPOSIT', 'CONTRIBUTION', 'SPENDING', 'REVERSAL', 'HOLD', 'RELEASE'] as const),
  ...(['SETTLEMENT', 'SET_ASIDE', 'TAKEN_BACK', 'TRANSFER', 'REFUND', 'IN_QUESTION'] as const),
  ...(['ATTRIBUTION', 'RECLAIM', 'RECHARGE'] as const),
];
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** How a payment in question was decided. */
export const OUTCOMES = ['ALLOWED', 'REPAID_BY_PERSON', 'BREACH'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Where money of one source can be. It comes from its funder (FUNDING) or the person (CONTRIBUTION);
 * it is held free, promised (COMMITTED) or set aside (CONTINGENCY); it has gone to a provider, back to
 * its funder (RECLAIM), to another funder (RECHARGE) or, for commissioned care, to the council that
 * collects (COLLECTED). A payment that nobody answers for is IN_QUESTION, below zero.
 */
export const PLACE_KINDS = [
  ...(['FUNDING', 'CONTRIBUTION', ...HELD_MODES, 'COMMITTED', 'CONTINGENCY'] as const),
  ...(['COLLECTED', 'PROVIDER', 'RECLAIM', 'RECHARGE', 'IN_QUESTION'] as const),
];
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Places that hold money of the person's: what is not there is not moved. */
export const NEVER_OVERDRAWN: readonly PlaceKind[] = [...HELD_MODES, 'COMMITTED', 'CONTINGENCY'];

/** Where money is taken from that is spent, and put where it comes back. */
export function potOf(mode: AccountMode): PlaceKind {
  return mode === 'COMMISSIONED' ? 'FUNDING' : mode;
}

/** No source answers for it, or not yet. */
export const NOBODY = { stream: null, funder: null } as const;

/** What a journal adds to one place of a source; below zero where it takes away. */
export interface Entry {
  readonly stream: string | null;
  readonly funder: OrganisationCode | null;
  readonly kind: PlaceKind;
  readonly amount: Pence;
  /** Of a transfer, where it is not the account that the journal is of. */
  readonly account?: AccountId;
}

/** What a movement added to the money of one source; below zero where it took away. */
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
  /** The earlier movement that it ends, pays, gives back or decides. */
  readonly about: MovementId | null;
  /** The later one that settled, released or decided it, and stands. */
  readonly endedBy: MovementId | null;
  readonly outcome: Outcome | null;
  readonly invoice: string | null;
  readonly dueDay: PlainDate | null;
  readonly coversFrom: PlainDate | null;
  readonly coversUntil: PlainDate | null;
  readonly gross: boolean | null;
  /** In order of stream and funder. */
  readonly parts: readonly MovementPart[];
  /** What of it nobody answers for; above zero. */
  readonly unattributed: Pence;
  /** False where the parts of some sources are left out. */
  readonly isWhole: boolean;
}

/**
 * How much was moved, whichever way. Of what goes from one funder to another, what one of them gave.
 */
export function amountOf({ parts, unattributed }: Pick<Movement, 'parts' | 'unattributed'>): Pence {
  const changes = parts.map(({ change }) => change);
  const given = addPence(...changes.filter((change) => change < 0n));
  const got = addPence(...changes.filter((change) => change > 0n));
  return addPence(size(given) > got ? size(given) : got, unattributed);
}

export const size = (amount: Pence): Pence => (amount < 0n ? pence(-amount) : amount);

/** Money of each source from one place to another. */
export function entriesOf(parts: readonly Share[], from: PlaceKind, to: PlaceKind): Entry[] {
  return parts.flatMap(({ amount, ...source }) => moved(source, from, to, amount));
}

/** The same money back to where it was. */
export function entriesOfReversal(entries: readonly Entry[]): Entry[] {
  return entries.map((entry) => ({ ...entry, amount: pence(-entry.amount) }));
}

/** A payment that no source answers for. */
export function entriesInQuestion(amount: Pence): Entry[] {
  return moved(NOBODY, 'IN_QUESTION', 'PROVIDER', amount);
}

function moved(
  source: Source | typeof NOBODY,
  from: PlaceKind,
  to: PlaceKind,
  amount: Pence,
): Entry[] {
  return [
    { ...source, kind: from, amount: pence(-amount) },
    { ...source, kind: to, amount },
  ];
}

const sameEntry = (a: Entry, b: Entry): boolean =>
  a.kind === b.kind && a.stream === b.stream && a.funder === b.funder && a.account === b.account;

/** One entry for each place, and none for a place where nothing changes. */
export function joined(entries: readonly Entry[]): Entry[] {
  return entries
    .filter((entry, at) => entries.findIndex((other) => sameEntry(entry, other)) === at)
    .map((entry) => ({
      ...entry,
      amount: addPence(
        ...entries.filter((other) => sameEntry(entry, other)).map(({ amount }) => amount),
      ),
    }))
    .filter(({ amount }) => amount !== 0n);
}
