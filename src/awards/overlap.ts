/**
 * SAME_SPELL: one hospital spell told by two feeds; the one priced by tariff counts.
 * INSIDE_CLUSTER: care by the provider of a cluster on days that the cluster's price covers.
 * NAMED_BY_AWARD: an agreed award takes its price from the care's currency and replaces it.
 * SUPPORT_CHARGE_PAID: an award pays a support charge that a landlord makes.
 */
export const OVERLAP_RULES = [
  'SAME_SPELL',
  'INSIDE_CLUSTER',
  'NAMED_BY_AWARD',
  'SUPPORT_CHARGE_PAID',
] as const;

export interface Overlap {
  readonly rule: (typeof OVERLAP_RULES)[number];
  /** The code of who tells, gives or pays what counts instead. */
  readonly by: string;
  /** In words that name no diagnosis. */
  readonly words: string;
}
