import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** What was answered to a query. */
export interface HeldAnswer {
  readonly outcome: string;
  readonly words: string;
  readonly answeredBy: string;
  readonly answeredAs: string;
  readonly organisation: string | null;
  readonly recordedAt: Date;
}

/** A file attached to a query, whole. */
export interface HeldFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly base64: string;
  readonly sentBy: string;
  readonly sentAs: string;
  readonly organisation: string | null;
  readonly recordedAt: Date;
}

/** "I think this is wrong", as it was asked. */
export interface HeldQuery {
  readonly id: string;
  readonly identityId: string;
  readonly about: string;
  readonly subject: string | null;
  readonly choice: string | null;
  readonly helper: { readonly kind: string; readonly name: string } | null;
  readonly streams: readonly string[];
  readonly accountId: string | null;
  readonly host: string | null;
  readonly funder: string | null;
  readonly words: string;
  readonly askedBy: string;
  readonly askedAs: string;
  readonly organisation: string | null;
  readonly askedOn: PlainDate;
  readonly answerBy: PlainDate;
  readonly rule: string;
  readonly recordedAt: Date;
  readonly files: readonly HeldFile[];
  readonly answers: readonly HeldAnswer[];
}

/** A review of the person's support that was held. */
export interface HeldSupportReview {
  readonly id: string;
  readonly identityId: string;
  readonly stream: string;
  readonly kind: string;
  readonly heldOn: PlainDate;
  readonly organisation: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** A notice by which money is asked back. */
export interface HeldNotice {
  readonly id: string;
  readonly accountId: string;
  readonly stream: string;
  readonly funder: string;
  readonly amount: Pence;
  readonly reasons: string;
  readonly law: string;
  readonly noticedOn: PlainDate;
  readonly reconsiderBy: PlainDate;
  readonly dueBy: PlainDate;
  readonly noticedBy: string;
  readonly recordedAt: Date;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
  /** Ids of the movements by which money was given back. */
  readonly payments: readonly string[];
}

/** What of a source was kept when a year closed. */
export interface HeldCarryForward {
  readonly accountId: string;
  readonly year: string;
  readonly stream: string;
  readonly funder: string;
  readonly kept: Pence;
  readonly toReturn: Pence;
  readonly contingency: Pence;
  readonly rule: string;
  readonly recordedAt: Date;
}
