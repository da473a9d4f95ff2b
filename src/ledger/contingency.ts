import { type Pence, pence } from '../values/money.ts';

/**
 * The most that may be set aside of a source: so many weeks of what its schedule pays a week, in
 * pence. Null where no schedule says what it pays: nobody may guess it. Source: local policy, one to
 * four weeks.
 */
export function contingencyLimit(weekly: Pence | null, weeks: number): Pence | null {
  return weekly === null ? null : pence(weekly * BigInt(weeks));
}
