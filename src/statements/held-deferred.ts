import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** An agreement by which a council asks for its charges later, as it was recorded. */
export interface HeldAgreement {
  readonly id: string;
  readonly identityId: string;
  readonly council: string;
  readonly firstDay: PlainDate;
  readonly interest: string;
  readonly interestAdded: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly entries: readonly HeldDeferredEntry[];
}

/** What was recorded under an agreement. */
export interface HeldDeferredEntry {
  readonly id: string;
  readonly kind: string;
  readonly on: PlainDate;
  readonly amount: Pence | null;
  readonly securedBefore: Pence | null;
  readonly charge: string | null;
  /** The id of the entry that it takes out. */
  readonly corrects: string | null;
  readonly reason: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** What somebody else pays for a dearer home; without an amount, that nobody does any more. */
export interface HeldTopUp {
  readonly id: string;
  readonly identityId: string;
  readonly council: string;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
  readonly payer: string | null;
  readonly weekly: Pence | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}
