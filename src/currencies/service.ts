import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Queries } from '../db/database.ts';
import { findOrganisation } from '../streams/store.ts';
import { BadValue } from '../values/bad-value.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type Activity, ActivityRefused } from './activity.ts';
import { priceActivity } from './price.ts';
import type { Pricing } from './pricing.ts';
import { codeOf } from './scheme.ts';
import { type PriceBooks, priceBooks } from './store.ts';
import type { PriceBook } from './tariff.ts';

/** Whether the viewer may ask for prices at all. */
export function mayPrice(viewer: Viewer): boolean {
  return reachOf(viewer, 'price-activity') !== 'nobody';
}

/**
 * Prices one activity by the tariffs known by the end of a day (null: all that is known now); null
 * where the viewer may not price. Throws ActivityRefused where a code, an organisation or a date is
 * wrong.
 */
export async function priceFor(
  queries: Queries,
  viewer: Viewer,
  activity: Activity,
  knownOn: PlainDate | null,
): Promise<Pricing | null> {
  if (!mayPrice(viewer)) return null;
  const { scheme } = activity;
  const provider = 'provider' in activity ? activity.provider : null;
  if (provider !== null && !(await findOrganisation(queries, provider))) {
    throw new ActivityRefused(
      'provider',
      'UNKNOWN_ORGANISATION',
      'is not an organisation known here',
    );
  }
  const books = await priceBooks(queries, {
    scheme,
    codes: [activity.code, activity.code.padStart(2, '0')],
    providers: provider === null ? [] : [provider],
    knownOn,
  });
  if (!books) throw new ActivityRefused('scheme', 'UNKNOWN_CODE', 'is not a scheme known here');
  return priceActivity(activity, bookFor(books, activity.code));
}

/** The book of a code however it is written; throws ActivityRefused where it has no code's form. */
export function bookFor(books: PriceBooks, code: string): PriceBook {
  try {
    return books.of(codeOf(books.scheme, code));
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new ActivityRefused('code', error.code, error.message);
  }
}
