import type { OrganisationCode } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { attribute } from './attribute.ts';
import type { AttributionRule, CurrencyScope } from './pool.ts';

/** What everybody's money of one stream, funder and currency came to in a month, named by its first day. */
export interface MonthSum {
  readonly stream: string;
  readonly funder: OrganisationCode;
  readonly month: PlainDate;
  /** What it paid for; null where no award says so alone. */
  readonly currency: CurrencyScope | null;
  readonly amount: Pence;
}

/** What of a sum falls to a scheme of a pool. */
export type DrawnSum<Sum extends MonthSum = MonthSum> = Sum & {
  readonly pool: string;
  readonly scheme: string;
};

export interface Drawn<Sum extends MonthSum> {
  readonly parts: readonly DrawnSum<Sum>[];
  /** What no rule of any pool catches. */
  readonly unattributed: readonly Sum[];
}

/** Sums of months by pool and scheme, to the penny: the parts and what is unattributed add up to them. */
export function drawnOn<Sum extends MonthSum>(
  rules: readonly AttributionRule[],
  sums: readonly Sum[],
): Drawn<Sum> {
  const parts: DrawnSum<Sum>[] = [];
  const unattributed: Sum[] = [];
  for (const sum of sums) {
    const found = attribute(rules, sum, sum.month, sum.amount);
    for (const part of found.parts) parts.push({ ...sum, ...part });
    if (found.unattributed !== 0n) unattributed.push({ ...sum, amount: found.unattributed });
  }
  return { parts, unattributed };
}
