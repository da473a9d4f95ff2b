import type { AwardDraft, Claim, Payment } from '../awards/award.ts';
import type { CurrencyCode } from '../currencies/scheme.ts';
import type { CharacteristicDraft } from '../people/characteristic.ts';
import type { IdentityDraft } from '../people/identity.ts';
import type { Organisation, Stream } from '../streams/stream.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { CommissionedDraft } from './commissioned.ts';
import type { Note, SharingBasis, SubmissionDraft } from './delivery.ts';
import type { Books, MoneyLineDraft } from './money-line.ts';
import type { PlanLineDraft } from './plan-line.ts';
import type { Replacement } from './windows.ts';

/** One data row of a file: its number from 1 and its fields as text. */
export interface RawRow {
  readonly row: number;
  /** Which of the format's tables the row is of, where it has several. */
  readonly table?: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** How the bytes of a file become rows. Throws FileRefused where the file is not in the format. */
export interface Layout {
  read(bytes: AsyncIterable<Uint8Array>): AsyncIterable<RawRow>;
}

/** What is wrong with one field of a row. */
export interface FieldFault {
  readonly field: string;
  readonly code: string;
  readonly reason: string;
}

/** That a worker works with the row's person, over days; `until` is the day after the last. */
export interface AllocationDraft {
  /** The sign-in of the worker. */
  readonly subject: string;
  readonly team: string;
  readonly from: PlainDate;
  readonly until: PlainDate | null;
}

/** What a row comes to: taken, with what it says; or not, with every fault found. */
export type RowVerdict =
  | {
      readonly accepted: true;
      readonly submission: SubmissionDraft;
      readonly identity: IdentityDraft | null;
      /** What the row says of that person which only totals need, one of a kind. */
      readonly characteristics?: readonly CharacteristicDraft[];
      /** In formats that tell of caseloads. */
      readonly allocation?: AllocationDraft;
      /** In formats that tell of money that has moved. */
      readonly line?: MoneyLineDraft;
      /** In formats that tell of what a pooled fund is to be spent on. */
      readonly plan?: PlanLineDraft;
      /** Under the basis of commissioning, in place of a person and what they get. */
      readonly commissioned?: readonly CommissionedDraft[];
      readonly awards: readonly AwardDraft[];
      /** Belong to the first award of the row. */
      readonly payments: readonly Payment[];
      readonly claims: readonly Claim[];
      readonly notes: readonly Note[];
    }
  | { readonly accepted: false; readonly faults: readonly FieldFault[] };

/** What a translation may know beside the row. */
export interface ReadingContext {
  readonly sender: Organisation;
  /**
   * The sender's code that lasts: a council whose code changed keeps its submissions and its own
   * numbering of people, whichever code it sends under.
   */
  readonly lastingCode: string;
  readonly basis: SharingBasis;
  readonly receivedOn: PlainDate;
  organisation(code: string): Organisation | undefined;
  stream(code: string): (Stream & { readonly chargeable: boolean }) | undefined;
  /** Whether the hub has this payment scheme at all. */
  hasScheme(code: string): boolean;
  /** What is paid for, by its scheme and its code as sent. Throws BadValue where it is no such. */
  currency(scheme: string, text: string): CurrencyCode;
  /** The sender's books, for formats that tell of money that has moved. */
  readonly books?: Books;
}

/**
 * One delivery being read, twice: `survey` sees every row of every file first, `surveyed` is told
 * when it has, then `translate` judges each.
 */
export interface Reading {
  readonly layout: Layout;
  /** For rules that need the whole file. May throw FileRefused. */
  survey?(row: RawRow): void;
  /** May throw FileRefused, where a table is missing. */
  surveyed?(): void;
  translate(row: RawRow): RowVerdict;
}

/** A format the hub can read. */
export interface Adapter {
  readonly code: string;
  /** What its files tell of, in words for the people they tell of. */
  readonly name: string;
  /** The streams its files may speak of. */
  readonly streams: readonly string[];
  /** True when each delivery speaks for all its streams, also for those it has no row of. */
  readonly speaksForAllStreams: boolean;
  readonly staleAfterDays: number;
  /**
   * True when a sender has to say under which basis rows about persons are passed on; such a format
   * also comes as a commissioning extract, which reaches no person.
   */
  readonly basisMustBeGiven: boolean;
  readonly replacement: Replacement;
  /**
   * Where a format tells of money that has moved: whether the whole file is of one account, which
   * has to be named beside it, or each row names its own.
   */
  readonly books?: 'ONE_ACCOUNT' | 'EVERY_ACCOUNT';
  /** The field that names a payment or claim, where a format has them. */
  readonly movementField?: string;
  open(context: ReadingContext): Reading;
}

export function reject(...faults: FieldFault[]): RowVerdict {
  return { accepted: false, faults };
}
