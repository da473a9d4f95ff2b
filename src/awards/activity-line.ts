import { ActivityRefused } from '../currencies/activity.ts';
import { priceActivity } from '../currencies/price.ts';
import { type Pricing, unpriced } from '../currencies/pricing.ts';
import type { ToldAward } from './award.ts';

/**
 * What care given comes to by the tariffs known: priced whenever it is read, so that a price that
 * is raised later shows, and can be asked for as it was known before. What one piece of care costs
 * does not depend on whose came before it, so a contract's marginal rate is left to the contract.
 */
export function pricingOf({ activity, book }: ToldAward): Pricing | null {
  if (!activity) return null;
  if (!book) return unpriced(`there is no scheme ${activity.scheme} to price this by`);
  try {
    return priceActivity(activity, book);
  } catch (error) {
    if (!(error instanceof ActivityRefused)) throw error;
    return unpriced(`its ${error.field} ${error.message}`);
  }
}

/** Under a block contract a tariff shows what it would have paid, and no money moves. */
export function isShadow({ activity, contractForm }: ToldAward): boolean {
  return activity !== null && (contractForm === 'BLOCK' || contractForm === 'LOW_VOLUME_BLOCK');
}
