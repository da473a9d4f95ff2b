import type { PlainDate } from '../values/plain-date.ts';
import type { LinesOutcome } from './money-line.ts';

/** STAGING is seen by nobody; LOADED counts; WITHDRAWN was taken back. */
export type DeliveryStatus = 'STAGING' | 'LOADED' | 'WITHDRAWN';

/** Under what legal basis the sender passes rows about persons on. */
export const SHARING_BASES = [
  'individual-care',
  'statutory',
  'agreement',
  'commissioning',
] as const;
export type SharingBasis = (typeof SHARING_BASES)[number];

/** Why one row was not taken; the reason never repeats what the row says. */
export interface Reject {
  readonly row: number;
  readonly field: string;
  readonly code: string;
  readonly reason: string;
}

/** Something the format's owner calls a fault that does not stop the row, counted by field. */
export interface Note {
  readonly field: string;
  readonly code: string;
}

/** Why a whole file was refused: nothing of it was kept, nothing has changed. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

/** The part of a file that is replaced as one. */
export interface SubmissionDraft {
  /** Names what it can replace: submissions of one scope stand in for one another. */
  readonly scope: string;
  readonly periodFrom: PlainDate | null;
  /** The day after its last day. */
  readonly periodUntil: PlainDate | null;
  /** The sender's own time of writing, as text that sorts; null where the format has none. */
  readonly createdBySender: string | null;
  /** The day its data speaks for. */
  readonly asOf: PlainDate;
}

export interface IngestOutcome {
  readonly status: 'LOADED' | 'ALREADY_LOADED' | 'REFUSED';
  readonly delivery: string | null;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly reason: string | null;
  readonly rejects: readonly Reject[];
  /** Of a format that tells of money that has moved. */
  readonly lines?: LinesOutcome;
}
