import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import { aheadOn } from '../ledger/read-expected.ts';
import { reviewsDueAt } from '../plans/read-reviews.ts';
import { type Ahead, aheadFrom } from './ahead.ts';
import type { FoundStatement } from './service.ts';

/**
 * What lay ahead when statements of the same days ended, each as it was known at its version, and
 * what is not as the last one told; four database statements for any number.
 */
export async function aheadOf(
  db: Database,
  viewer: Viewer,
  found: readonly FoundStatement[],
): Promise<Ahead[]> {
  const [first] = found;
  if (!first) return [];
  const day = first.statement.to;
  const asked = found.map(({ person, known: { at, since } }) => ({ person, at, since }));
  const expected = await aheadOn(db, viewer, asked, day);
  const before = asked.map(({ person, since }) => ({ person, at: since }));
  const reviews = await reviewsDueAt(db, viewer, [...asked, ...before], day);
  return found.map((_, at) =>
    aheadFrom(expected[at] as (typeof expected)[number], {
      now: reviews[at] ?? [],
      before: reviews[found.length + at] ?? [],
    }),
  );
}
