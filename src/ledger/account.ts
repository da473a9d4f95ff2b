import type { Stream } from '../streams/stream.ts';
import type { AccountId, OrganisationCode, PersonId } from '../values/ids.ts';
import { addPence, type Pence } from '../values/money.ts';

/** Who holds the money of an account; its money stands in ledger accounts of the same kind. */
export const ACCOUNT_MODES = ['NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT'] as const;
export type AccountMode = (typeof ACCOUNT_MODES)[number];

export interface NamedOrganisation {
  readonly code: OrganisationCode;
  readonly name: string;
}

/** What one funder's stream has left in an account. */
export interface AccountSource {
  readonly stream: Stream;
  readonly funder: NamedOrganisation;
  readonly available: Pence;
}

/** Money held for a person, with its sources in order of stream and funder. */
export interface Account {
  readonly id: AccountId;
  /** Null where no source tells of the person any more. */
  readonly personId: PersonId | null;
  readonly mode: AccountMode;
  readonly host: NamedOrganisation;
  readonly openedAt: Date;
  readonly sources: readonly AccountSource[];
}

export function availableIn({ sources }: Pick<Account, 'sources'>): Pence {
  return addPence(...sources.map(({ available }) => available));
}
