import type { Brand } from './brand.ts';
import type { PlainDate } from './plain-date.ts';

/**
 * A point in recorded time to the millionth of a second, in UTC: `2026-01-15T09:30:00.000001Z`. Of
 * one width, so that it compares as text; a `Date` would lose what the database tells apart.
 */
export type Moment = Brand<string, 'Moment'>;

/** After everything that is recorded: what is known now. */
export const NOW = 'infinity' as Moment;

/** Before anything was recorded. */
export const BEFORE_ALL = '-infinity' as Moment;

/** The last moment of a day. */
export const lastMomentOf = (day: PlainDate): Moment => `${day}T23:59:59.999999Z` as Moment;

/** The last moment before an instant. */
export function lastMomentBefore(instant: Date): Moment {
  const text = new Date(instant.getTime() - 1).toISOString();
  return `${text.slice(0, -1)}999Z` as Moment;
}

/** The day on which it was, in UTC. */
export const dayOf = (moment: Moment): PlainDate => moment.slice(0, 10) as PlainDate;
