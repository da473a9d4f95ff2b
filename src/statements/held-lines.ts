import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** What became of a line of a file: decided by somebody, or taken back with its file. */
export interface HeldEnding {
  readonly kind: 'SETTLED' | 'TAKEN_BACK';
  readonly settledAs: string | null;
  readonly movement: string | null;
  readonly reason: string | null;
  readonly endedBy: string;
  readonly endedAt: Date;
}

/** One line of a bank statement or a payment run, as it was told. */
export interface HeldLine {
  readonly id: string;
  readonly accountId: string;
  readonly adapter: string;
  readonly day: PlainDate;
  /** Below zero where money went out. */
  readonly amount: Pence;
  readonly balance: Pence | null;
  readonly description: string;
  readonly directDebit: boolean;
  /** What a payment run says besides, as it is kept. */
  readonly payment: Readonly<Record<string, unknown>> | null;
  /** The movement that was recorded for it, or that it confirms. */
  readonly movement: string;
  readonly posted: boolean;
  readonly waits: boolean;
  readonly suggestion: Readonly<Record<string, string>> | null;
  readonly recordedAt: Date;
  readonly toldBy: readonly { readonly deliveryId: string; readonly row: number }[];
  readonly endings: readonly HeldEnding[];
}
