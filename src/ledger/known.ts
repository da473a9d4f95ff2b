import { records, type Sql, sql } from '../db/database.ts';
import { type Moment, NOW } from '../values/moment.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** What is asked of one person: as it was known at a moment, of days up to one. */
export interface AskedAt {
  readonly personId: string;
  /** What was recorded at that moment is known. */
  readonly at: Moment;
  /** The last day of which movements and acts count; null counts every day. */
  readonly day: PlainDate | null;
}

export const askedNow = (personIds: readonly string[]): AskedAt[] =>
  personIds.map((personId) => ({ personId, at: NOW, day: null }));

/** The questions as rows `asked`, each with its number. */
export function askedRows(asked: readonly AskedAt[]): Sql {
  const rows = asked.map(({ personId, at, day }, number) => ({
    ...{ number, person_id: personId, at, day: day ?? NOW },
  }));
  return sql`jsonb_to_recordset(${records(rows)}::text::jsonb) as asked (number int,
    person_id uuid, at timestamptz, day date)`;
}

/** Whether a submission's window `w` stood then. */
export const stoodAt = (at: Sql): Sql =>
  sql`w.known_from <= ${at} and (w.known_until is null or w.known_until > ${at})`;
