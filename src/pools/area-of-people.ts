import type { PlainDate } from '../values/plain-date.ts';
import { NOT_KNOWN } from './dimension.ts';

/**
 * How a source comes to say in which council's area somebody is, the surest first: a council sends
 * their social care; it sends something else of theirs; it pays an award of theirs; it holds their
 * account.
 */
export const SAID_BY = ['SENDS_CARE', 'SENDS', 'PAYS', 'HOSTS'] as const;

export interface SaidArea {
  /** By its GSS code. */
  readonly council: string;
  readonly by: (typeof SAID_BY)[number];
  /** The day that what says so speaks for. */
  readonly asOf: PlainDate;
}

/**
 * The council in whose area somebody is on a day, from what sources say of them; NOT_KNOWN where none
 * does. The surest way of saying it comes first, then what speaks for the day or last before it, then
 * what speaks soonest after it; of two councils that say it equally, the first by its code.
 */
export function areaOf(said: readonly SaidArea[], day: PlainDate): string {
  const [best] = [...said].sort(
    (one, other) =>
      SAID_BY.indexOf(one.by) - SAID_BY.indexOf(other.by) ||
      nearer(one.asOf, other.asOf, day) ||
      (one.council < other.council ? -1 : 1),
  );
  return best?.council ?? NOT_KNOWN;
}

function nearer(one: PlainDate, other: PlainDate, day: PlainDate): number {
  if (one === other) return 0;
  if (one <= day && other <= day) return one > other ? -1 : 1;
  return one < other ? -1 : 1;
}
