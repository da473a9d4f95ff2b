import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** A need of the person that was recorded as not met, and its end. */
export interface HeldNeed {
  readonly id: string;
  readonly identityId: string;
  readonly outcome: string;
  readonly need: string;
  readonly stream: string | null;
  /** Null, with the two below: not known. */
  readonly assessed: Pence | null;
  readonly unmet: Pence | null;
  readonly per: string | null;
  readonly reason: string;
  readonly reasonWords: string | null;
  readonly firstDay: PlainDate;
  readonly organisation: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly endReason: string | null;
  readonly endedOn: PlainDate | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
}
