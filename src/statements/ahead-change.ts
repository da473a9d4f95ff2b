import type { RegularPayment, ScheduleChange } from '../ledger/changed-schedules.ts';
import type { ReviewKind } from '../streams/money-rule.ts';
import type { Stream } from '../streams/stream.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** Something recorded since the last statement of payments that are expected. */
export interface ExpectedChange {
  readonly kind: ScheduleChange['kind'];
  /** The first day that it acts on; of surplus the day of the payment that it is taken off. */
  readonly date: PlainDate;
  readonly recordedOn: PlainDate;
  readonly source: Stream;
  readonly funder: { readonly code: string; readonly name: string };
  readonly before: RegularPayment | null;
  readonly after: RegularPayment | null;
  readonly takenOff: Pence | null;
  readonly reason: string | null;
  readonly words: string;
}

/** HELD: one was held. RULE: another rule says when. SUPPORT: the support is told otherwise. */
export const REVIEW_MOVES = ['HELD', 'RULE', 'SUPPORT'] as const;
export type ReviewMove = (typeof REVIEW_MOVES)[number];

/** A review that is due on another day than the last statement told. */
export interface ReviewMoved {
  readonly kind: 'REVIEW_MOVED';
  readonly source: Stream;
  readonly review: ReviewKind;
  readonly before: PlainDate;
  /** Null where none is due any more, or nobody can say when. */
  readonly after: PlainDate | null;
  readonly because: ReviewMove;
  /** When one was held last; null where none was. */
  readonly lastHeld: PlainDate | null;
  readonly words: string;
}

export type AheadChange = ExpectedChange | ReviewMoved;
