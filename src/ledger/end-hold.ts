import type { AboutTerms, Earlier } from './about-store.ts';
import type { Share } from './draw.ts';
import type { Entry, PlaceKind } from './movement.ts';
import { AlreadyReleased, AlreadyReversed, AlreadySettled, NotAHold } from './refusals.ts';

/** A promise ends once: settled, released, or taken back as if it had not been. */
export function refuseEnded({ about }: AboutTerms): void {
  if (about.kind !== 'HOLD') throw new NotAHold('hold', 'is no promise of money');
  if (about.isReversed) throw new AlreadyReversed('hold', 'was taken back before');
  const kinds = about.later.map(({ kind }) => kind);
  if (kinds.includes('SETTLEMENT')) throw new AlreadySettled('hold', 'was settled before');
  if (kinds.includes('RELEASE')) throw new AlreadyReleased('hold', 'was released before');
}

/** What a movement put in each source's place of a kind. */
export function sharesIn({ entries }: { entries: readonly Entry[] }, place: PlaceKind): Share[] {
  return entries.flatMap(({ stream, funder, kind, amount }) =>
    kind === place && stream !== null && funder !== null && amount > 0n
      ? [{ stream, funder, amount }]
      : [],
  );
}

/** What was promised, of each source. */
export const promisedBy = (hold: Earlier): Share[] => sharesIn(hold, 'COMMITTED');
