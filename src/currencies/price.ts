import { contains } from '../values/period.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { type Activity, accept } from './activity.ts';
import { priceCluster, priceWeeks } from './price-days.ts';
import { type MarginalRate, priceSpell } from './price-spell.ts';
import { priceNeed, priceUnits } from './price-units.ts';
import { type Pricing, unpriced } from './pricing.ts';
import type { PriceBook } from './tariff.ts';

/**
 * What an activity comes to by the tariffs of a book: exact steps, pounds before rounding, pence.
 * Throws ActivityRefused where the activity itself is wrong; what only lacks a price is unpriced.
 */
export function priceActivity(
  asked: Activity,
  book: PriceBook,
  marginal: MarginalRate | null = null,
): Pricing {
  const activity = accept(asked, book);
  const { scheme } = book;
  for (const day of daysPriced(activity)) {
    if (!contains(scheme.days, day)) {
      return unpriced(
        day < scheme.days.from
          ? `the scheme is in force from ${scheme.days.from}`
          : `the scheme was retired on ${scheme.days.until} and prices history only`,
      );
    }
    if (book.currency && !contains(book.currency.days, day)) {
      return unpriced(`the currency is not in force on ${day}`);
    }
  }
  switch (activity.kind) {
    case 'SPELL':
      return priceSpell(activity, book, marginal);
    case 'CLUSTER_PERIOD':
      return priceCluster(activity, book);
    case 'WEEKLY_DAYS':
      return priceWeeks(activity, book);
    case 'UNITS':
      return priceUnits(activity, book);
    case 'NEED_POINTS':
      return priceNeed(activity, book);
  }
}

/** The first and the last day that a price is needed for; of a spell the day it ended. */
function daysPriced(activity: Activity): PlainDate[] {
  switch (activity.kind) {
    case 'SPELL':
      return [activity.dischargedOn];
    case 'CLUSTER_PERIOD':
    case 'WEEKLY_DAYS':
      return [activity.days.from, addDays(activity.days.until, -1)];
    default:
      return [activity.on];
  }
}
