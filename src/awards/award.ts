import type { Activity } from '../currencies/activity.ts';
import type { ContractForm } from '../currencies/contract.ts';
import type { PriceBook } from '../currencies/tariff.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Per } from '../values/rate.ts';
import type { Ratio } from '../values/ratio.ts';

/** RECURRING a rate over dates; ONE_OFF one sum; CEILING the most that may be claimed; ACTIVITY. */
export const BASES = ['RECURRING', 'ONE_OFF', 'CEILING', 'ACTIVITY'] as const;
export type Basis = (typeof BASES)[number];

/** Who holds the money. Source: NHS England, three ways to hold a personal health budget. */
export const MODES = ['NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT', 'COMMISSIONED'] as const;
export type Mode = (typeof MODES)[number];

/** What is paid for, by a payment system's scheme and code; never sterling. */
export interface Currency {
  readonly scheme: string;
  readonly code: string;
}

/**
 * What the person is asked to pay towards an award. NONE only where the law or a recorded
 * assessment makes it nothing; UNKNOWN where it can be charged for and no source says how much.
 */
export type Contribution =
  | { readonly kind: 'NONE' | 'WHOLE' | 'UNKNOWN'; readonly reason: string }
  | { readonly kind: 'WEEKLY' | 'SUM'; readonly pounds: Ratio; readonly reason: string };

/** What one row of a file says a stream gives a person, before it has a place in the store. */
export interface AwardDraft {
  readonly stream: string;
  readonly funder: OrganisationCode;
  readonly basis: Basis;
  readonly mode: Mode;
  readonly legalBasis: string;
  /** The sender's reference: rows of one submission with the same reference are one award. */
  readonly reference: string | null;
  /**
   * What makes it the same service from one submission to the next, whatever its rate; a service
   * told by several submissions is one line and rounds once. Null: each row is its own line.
   */
  readonly service: string | null;
  /** Among rows of one submission with the same service and rate the lowest rank counts. */
  readonly serviceRank: number | null;
  readonly days: Period & { readonly from: PlainDate };
  /** The year an ONE_OFF or ACTIVITY award counts in; null for the others. */
  readonly year: FinancialYear | null;
  /** ONE_OFF: the day it was completed; until then later years list it outside their totals. */
  readonly completedOn: PlainDate | null;
  readonly amount: Ratio | null;
  readonly per: Per | null;
  readonly unitsPerWeek: Ratio | null;
  /** Why no price can be worked out although the source had to give one. */
  readonly unpricedReason: string | null;
  readonly contribution: Contribution;
  /** Whether the source reports payments under this award at all. */
  readonly reportsPayments: boolean;
  readonly currency: Currency | null;
  /** How much of the currency's price this award pays, in per cent; null is all of it. */
  readonly currencyShare: Ratio | null;
  /** Care that is priced by tariff when it is read; it then has neither amount nor reason for none. */
  readonly activity: Activity | null;
  /** Who gave the care. */
  readonly provider: string | null;
  /** Names the same piece of care in whichever feed it comes; see `careKey`. */
  readonly careKey: string | null;
  /** The sender's own price of the activity in pounds, against which the hub's is checked. */
  readonly reported: Ratio | null;
  /** In plain words, naming no diagnosis. */
  readonly description: string;
  /** The figures as they were sent, for the first step of the working. */
  readonly rawFigures: string;
  readonly element: string | null;
  readonly ceiling: Pence | null;
}

/** A payment reported under an award. Days covered are null where it belongs to a ONE_OFF award. */
export interface Payment {
  readonly reference: string;
  readonly amount: Pence;
  /** True when it was paid without taking off the person's contribution. */
  readonly gross: boolean;
  readonly paidOn: PlainDate;
  readonly covers: Period;
}

/** A claim against a ceiling; `paid` null until it is paid. */
export interface Claim {
  readonly reference: string;
  readonly form: string;
  readonly supportFrom: PlainDate;
  /** The day after the last day of support. */
  readonly supportUntil: PlainDate;
  readonly claimed: Pence;
  readonly paid: Pence | null;
  readonly paidOn: PlainDate | null;
  readonly paidTo: string | null;
  readonly employerShare: Pence | null;
  readonly customerShare: Pence | null;
}

/** An award as a submission tells it, with the days that submission speaks for. */
export interface ToldAward extends AwardDraft {
  readonly id: string;
  readonly personId: string;
  readonly row: number;
  readonly submissionId: string;
  readonly delivery: ToldBy;
  /** The days its submission speaks for, in no order and without overlap. */
  readonly windows: readonly Period[];
  readonly payments: readonly Payment[];
  readonly claims: readonly Claim[];
  /** The prices of its currency; null where none are needed. */
  readonly book: PriceBook | null;
  /** The form of the contract under which a spell was given; null where none is known. */
  readonly contractForm: ContractForm | null;
  /** The earliest death date that any source tells of the person; null where none does. */
  readonly diedOn: PlainDate | null;
  /** Set where no file told it: its funder recorded it. */
  readonly recorded?: RecordedByFunder | null;
}

/** That a funder recorded an award itself, and what stands in its place. */
export interface RecordedByFunder {
  /** As what the person who did it is signed in, and when. */
  readonly role: string;
  readonly at: Date;
  readonly evidence: string;
  readonly ended: AwardEnd | null;
  readonly superseded: Superseding | null;
}

/** What its funder recorded of its end. */
export interface AwardEnd {
  /** The first day on which it counts no more. */
  readonly from: PlainDate;
  readonly reason: string;
  readonly evidence: string;
  readonly at: Date;
}

/** The award of a file that counts in its place from a day on. */
export interface Superseding {
  readonly from: PlainDate;
  readonly delivery: string;
  readonly row: number;
  readonly sender: string;
  readonly receivedOn: PlainDate;
  /** Whether both give the same reference; else they are of the same mode and have days in common. */
  readonly byReference: boolean;
}

/** Who supersedes a recorded award, and why, in words. */
export function supersededInWords({ sender, receivedOn, row, ...why }: Superseding): string {
  const same = why.byReference
    ? 'gives the same reference'
    : 'tells the same stream in the same way on days in common';
  return `row ${row} of the delivery received ${receivedOn} from ${sender} ${same}`;
}

/** The delivery behind an award, as far as a reader needs it. */
export interface ToldBy {
  readonly id: string;
  readonly adapter: string;
  readonly sender: string;
  readonly receivedOn: PlainDate;
  /** The day that the sender's data speaks for. */
  readonly asOf: PlainDate;
}
