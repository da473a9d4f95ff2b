import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** An award that its funder recorded itself, and on what; its figures stand with the others. */
export interface HeldRecordedAward {
  readonly id: string;
  readonly evidence: string;
  readonly recordedBy: string;
  readonly recordedAs: string;
  readonly recordedAt: Date;
}

/** What its funder recorded of the end of such an award. */
export interface HeldAwardEnd {
  readonly id: string;
  readonly awardId: string;
  readonly untilDay: PlainDate;
  readonly reason: string;
  readonly evidence: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** That the person was told how much money they have. */
export interface HeldTold {
  readonly id: string;
  readonly identityId: string;
  /** Null: everything that they have in the year. */
  readonly stream: string | null;
  readonly year: string;
  readonly amount: Pence;
  readonly toldOn: PlainDate;
  readonly how: string;
  readonly toldBy: string;
  readonly evidence: string;
  readonly organisation: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}
