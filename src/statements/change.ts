import type { AccountMode } from '../ledger/account.ts';
import type { MovementKind } from '../ledger/movement.ts';
import type { Purpose } from '../streams/purpose.ts';
import type { Stream } from '../streams/stream.ts';
import type { MovementId } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** What one movement did to the money of one source, in the order in which it is told. */
export interface Change {
  readonly movement: MovementId;
  readonly day: PlainDate;
  readonly recordedOn: PlainDate;
  readonly kind: MovementKind;
  /** Of a reversal, what it takes back, and the day that was of. */
  readonly undoes: MovementKind | null;
  readonly undoneDay: PlainDate | null;
  /** How the account holds it; of a transfer, how the other one does. */
  readonly mode: AccountMode;
  readonly otherMode: AccountMode | null;
  /** Null of a payment that nobody answers for yet. */
  readonly stream: Stream | null;
  readonly funder: string | null;
  readonly funderCode: string | null;
  /** Of what a reversal takes back, where it is one. */
  readonly purpose: Purpose | null;
  readonly payee: string | null;
  readonly reason: string | null;
  /** The days that it is for, both included; null where it is for none in particular. */
  readonly covers: { readonly firstDay: PlainDate; readonly lastDay: PlainDate } | null;
  /** What it added to what is held, for whatever it is kept; below zero where it took away. */
  readonly amount: Pence;
  /** What the funder bears more of, or less, with nothing moved of what is held. */
  readonly recharged: Pence;
  /** What the funder spent itself on care that it buys; none of it was held. */
  readonly bought: Pence;
}
