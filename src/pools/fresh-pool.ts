import type { PlainDate } from '../values/plain-date.ts';
import type { AgreementRecord } from './agreements-store.ts';
import { isSameScope } from './judge-rules.ts';
import {
  type AttributionRule,
  cutShort,
  type Pool,
  type PoolGrant,
  type SchemePlan,
} from './pool.ts';
import type { SaidPool } from './said-pool.ts';
import { sameOf, textOf } from './same-said.ts';

/** What of a file is new. What was said before and says the same is left out. */
export type FreshPool = Omit<SaidPool, 'pool' | 'agreement'> & {
  readonly isNewPool: boolean;
  readonly isNewAgreement: boolean;
};

/**
 * What of a file is new beside what is known of every pool, and of its agreement, which runs until a
 * day.
 */
export function freshIn(
  said: SaidPool,
  { pools, rules, grants }: KnownBefore,
  before: AgreementRecord | undefined,
  until: PlainDate,
): FreshPool {
  const { totals = [], schemes = [], plans = [] } = before ?? {};
  const isTold = ({ year, variation }: { year: string; variation: string }) =>
    totals.some((each) => each.year === year && each.variation === variation);
  const hasEnded = said.end !== null && before?.days.until === said.end.until;
  // An end cuts the rules that are there too.
  const standing = rules.map((each) =>
    each.pool === said.pool.code && each.days.from < until && before
      ? { ...each, days: cutShort(each.days, until) }
      : each,
  );
  return {
    isNewPool: !pools.some(({ code }) => code === said.pool.code),
    isNewAgreement: before === undefined,
    end: hasEnded ? null : said.end,
    totals: said.totals.filter((each) => !isTold(each)),
    contributions: said.contributions.filter((each) => !isTold(each)),
    schemes: said.schemes.filter(({ code }) => !schemes.some((each) => each.code === code)),
    plans: said.plans.filter((plan) => !stands(plan, plans)),
    rules: said.rules.filter((rule) => !isRuled(rule, said.rules, standing)),
    grants: said.grants.filter((each) => !grants.some((kept) => kept.reference === each.reference)),
  };
}

export const isSamePlan = (a: SchemePlan, b: SchemePlan): boolean =>
  a.scheme === b.scheme && a.year === b.year && a.source === b.source && a.nature === b.nature;

/** The plan that stands says the same. */
export function stands(plan: SchemePlan, stored: readonly SchemePlan[]): boolean {
  const last = stored.filter((each) => isSamePlan(each, plan)).at(-1);
  return last !== undefined && sameOf(last, plan, ['planned', 'outputs', 'units']);
}

/** Rules of one scope and days, known from one day, are changed together: so they say the same together. */
function isRuled(
  rule: AttributionRule,
  said: readonly AttributionRule[],
  stored: readonly AttributionRule[],
): boolean {
  const ofGroup = (each: AttributionRule) =>
    each.pool === rule.pool && isSameScope(each, rule) && each.days.from === rule.days.from;
  const kept = stored.filter(ofGroup);
  const last = kept
    .map(({ knownFrom }) => knownFrom)
    .toSorted()
    .at(-1);
  const texts = (rules: readonly AttributionRule[]) =>
    rules.map(({ scheme, share, days }) => textOf({ scheme, share, days })).toSorted();
  const standing = texts(kept.filter(({ knownFrom }) => knownFrom === last));
  return textOf(standing) === textOf(texts(said.filter(ofGroup)));
}

interface KnownBefore {
  readonly pools: readonly Pool[];
  readonly rules: readonly AttributionRule[];
  readonly grants: readonly PoolGrant[];
}
