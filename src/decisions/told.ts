import type { Stream } from '../streams/stream.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** How somebody is told; written forms, spoken ones, and those of the Accessible Information Standard. */
export const TOLD_HOW = [
  ...(['LETTER', 'EASY_READ', 'LARGE_PRINT', 'BRAILLE', 'AUDIO'] as const),
  ...(['MEETING', 'PHONE', 'VIDEO_CALL', 'SIGN_LANGUAGE', 'INTERPRETER'] as const),
  ...(['EMAIL', 'ONLINE'] as const),
] as const;
export type ToldHow = (typeof TOLD_HOW)[number];

/** That a person was told how much money they have in a year. Never changed. */
export interface Told {
  readonly id: string;
  readonly personId: string;
  /** Null: everything that they have. */
  readonly stream: Pick<Stream, 'code' | 'name' | 'sector' | 'nature'> | null;
  readonly year: FinancialYear;
  readonly amount: Pence;
  readonly on: PlainDate;
  readonly how: ToldHow;
  /** In words: the role of whoever told them. */
  readonly by: string;
  readonly evidence: string;
  readonly organisation: { readonly code: string; readonly name: string };
  readonly recordedAt: Date;
}

/**
 * What was said last of a stream's money from a funder: by that funder itself; else by whoever is
 * none of the stream's other funders, and so spoke of all of it. The day on which it was said
 * decides, and of one day what was recorded last. `told` is of one year, in the order recorded.
 */
export function lastTold(
  told: readonly Told[],
  entry: { readonly stream: string; readonly funder: string },
  funders: readonly string[],
): Told | null {
  const ofStream = told.filter(({ stream }) => stream?.code === entry.stream);
  const own = ofStream.filter(({ organisation }) => organisation.code === entry.funder);
  const ofAll = ofStream.filter(({ organisation }) => !funders.includes(organisation.code));
  const spoken = own.length > 0 ? own : ofAll;
  return spoken.reduce<Told | null>(
    (last, each) => (last === null || each.on >= last.on ? each : last),
    null,
  );
}
