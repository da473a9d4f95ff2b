import { intersect } from '../values/period.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import type { ToldAward } from './award.ts';
import type { Line } from './line.ts';

/** Why an award should have ended, in words that do not say who told of the death. */
export interface AfterDeath {
  readonly deathDate: PlainDate;
  readonly words: string;
}

/**
 * Flags a line of an award that is still open after the death that a source tells of; null for any
 * other. Changes no amount: the hub refuses no fact, and the funder ends or corrects its award.
 */
export function lineAfterDeath({ segments }: Pick<Line, 'segments'>): AfterDeath | null {
  for (const { award } of segments) {
    const found = openAfterDeath(award);
    if (found) return found;
  }
  return null;
}

/**
 * As `lineAfterDeath`, of an award: a rate or a ceiling that is told for days after the death, one
 * sum that was not completed by it, and care that began after it.
 */
export function openAfterDeath(award: ToldAward): AfterDeath | null {
  const { diedOn, basis } = award;
  if (diedOn === null || !isOpen(award, diedOn)) return null;
  const said = `A source says that the person died on ${diedOn}`;
  const words =
    basis === 'ACTIVITY'
      ? `${said}; this care is told of a later day. Payments due stop until who told it has corrected it.`
      : `${said}; this award is still open. Payments due stop until its funder has ended or corrected it.`;
  return { deathDate: diedOn, words };
}

function isOpen({ basis, days, completedOn, windows }: ToldAward, diedOn: PlainDate): boolean {
  if (basis === 'ACTIVITY') return days.from > diedOn;
  if (basis === 'ONE_OFF') return completedOn === null || completedOn > diedOn;
  const after = { from: addDays(diedOn, 1), until: null };
  const left = intersect(days, after);
  return left !== null && windows.some((window) => intersect(left, window) !== null);
}
