import type { Stream } from '../streams/stream.ts';
import type { AccountId, OrganisationCode, PersonId } from '../values/ids.ts';
import { addPence, NO_PENCE, type Pence } from '../values/money.ts';

/** The modes in which somebody holds money for the person, in ledger accounts of the same kind. */
export const HELD_MODES = ['NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT'] as const;

/**
 * Who holds the money of an account. Of COMMISSIONED care nobody does: what is spent, or promised,
 * goes from the funder to the provider.
 */
export const ACCOUNT_MODES = [...HELD_MODES, 'COMMISSIONED'] as const;
export type AccountMode = (typeof ACCOUNT_MODES)[number];

export interface NamedOrganisation {
  readonly code: OrganisationCode;
  readonly name: string;
}

/** What one funder's stream has in an account; nothing of it is counted twice. */
export interface AccountSource {
  readonly stream: Stream;
  readonly funder: NamedOrganisation;
  /** Free to be spent. */
  readonly available: Pence;
  /** Promised, and not paid yet. */
  readonly committed: Pence;
  /** Kept for the unforeseen. */
  readonly setAside: Pence;
}

/** Money held for a person, with its sources in order of stream and funder. */
export interface Account {
  readonly id: AccountId;
  /** Null where no source tells of the person any more. */
  readonly personId: PersonId | null;
  readonly mode: AccountMode;
  readonly host: NamedOrganisation;
  readonly openedAt: Date;
  /** Of what was recorded before then it tells; null is now. */
  readonly knownAt: Date | null;
  readonly sources: readonly AccountSource[];
  /** Payments that nobody answers for yet, below nothing; above, money in that nobody has named. */
  readonly inQuestion: Pence;
}

type Sums = Pick<Account, 'sources' | 'inQuestion'>;

/** What is free of each source, whatever is in question. */
const freeOf = ({ sources }: Sums): Pence => addPence(...sources.map(({ available }) => available));

/**
 * What may still be spent: below nothing where more is in question than is free. Money in of which
 * nobody knows whose it is may not be.
 */
export function availableIn(sums: Sums): Pence {
  return addPence(onlyOut(sums.inQuestion), freeOf(sums));
}

/** Of what is in question, what went out. */
export function onlyOut(inQuestion: Pence): Pence {
  return inQuestion < 0n ? inQuestion : NO_PENCE;
}

export function committedIn({ sources }: Sums): Pence {
  return addPence(...sources.map(({ committed }) => committed));
}

export function setAsideIn({ sources }: Sums): Pence {
  return addPence(...sources.map(({ setAside }) => setAside));
}

/** What a bank would show: all that is there, whatever it is kept for. */
export function bookBalanceOf(sums: Sums): Pence {
  return addPence(sums.inQuestion, freeOf(sums), committedIn(sums), setAsideIn(sums));
}
