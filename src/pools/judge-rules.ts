import { intersect, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { narrowness, rulesFor, sumOfShares } from './attribute.ts';
import {
  isOfWholeMonths,
  type PoolFault,
  type SchemeDays,
  WHOLE_MONTHS,
} from './judge-agreement.ts';
import { type AttributionRule, PASSED_WHOLE } from './pool.ts';

/** What rules are judged against. */
export interface RulesKnown {
  /** Rules of every pool that were known before. */
  readonly stored: readonly AttributionRule[];
  /** The schemes of every pool, with the days of their agreements. */
  readonly schemes: readonly SchemeDays[];
  /** Pools, of the days of a rule, whose agreement says that the grant does not pass through whole. */
  readonly keepsGrant: (pool: string, day: PlainDate) => boolean;
  readonly today: PlainDate;
}

/**
 * What is wrong with new rules: they name no scheme of an agreement in force, give more of a line away
 * than there is over all pools, leave a part of Disabled Facilities Grant behind, or would change how
 * money of days gone by was attributed.
 */
export function faultsOfRules(said: readonly AttributionRule[], known: RulesKnown): PoolFault[] {
  const alone = said.flatMap((rule) => faultsOfRule(rule, known));
  return alone.length > 0 ? alone : faultsOfShares(said, known);
}

function faultsOfRule(rule: AttributionRule, { stored, schemes, today }: RulesKnown): PoolFault[] {
  const { pool, scheme, share, days } = rule;
  const where = placeOf(rule);
  if (days.until <= days.from) {
    return [{ where, code: 'END_BEFORE_START', reason: 'its last day is before its first' }];
  }
  if (!isOfWholeMonths(days)) return [{ where, code: 'NOT_WHOLE_MONTHS', reason: WHOLE_MONTHS }];
  if (share.n < 0n || share.n > share.d) {
    const reason = 'its share is not between nothing and 100 %';
    return [{ where, code: 'SHARES_ABOVE_WHOLE', reason }];
  }
  const ofScheme = schemes.filter((each) => each.pool === pool && each.scheme === scheme);
  if (ofScheme.length === 0) {
    const reason = 'is in no agreement of the pool: load the agreement with its schemes first';
    return [{ where, code: 'UNKNOWN_SCHEME', reason }];
  }
  if (!ofScheme.some((each) => covers(each.days, days))) {
    const reason = 'has days on which no agreement for the scheme is in force';
    return [{ where, code: 'OUTSIDE_AGREEMENT', reason }];
  }
  const known = stored.find(
    (other) =>
      other.pool === pool &&
      isSameScope(other, rule) &&
      other.days.from === days.from &&
      other.knownFrom === rule.knownFrom,
  );
  if (known) {
    const reason = `was told otherwise on ${rule.knownFrom}: rules change once a day`;
    return [{ where, code: 'OTHER_AGREEMENT', reason }];
  }
  if (!stored.some((other) => rewrites(rule, other, today))) return [];
  const reason = `would change how money of days before ${today} was attributed: let it begin then`;
  return [{ where, code: 'REWRITES_PAST', reason }];
}

const covers = (outer: Span, inner: Span): boolean =>
  outer.from <= inner.from && inner.until <= outer.until;

/** Whether a rule stands instead of another on a day gone by. */
function rewrites(rule: AttributionRule, other: AttributionRule, today: PlainDate): boolean {
  if (rule.days.from >= today) return false;
  const past = { from: rule.days.from, until: rule.days.until < today ? rule.days.until : today };
  if (intersect(past, other.days) === null || !meet(rule, other)) return false;
  if (isSameScope(rule, other)) return rule.pool === other.pool;
  return narrowness(rule) > narrowness(other);
}

/** Whether some line could be in the scope of both. */
function meet(a: AttributionRule, b: AttributionRule): boolean {
  const agree = <Value>(x: Value | null, y: Value | null) => x === null || y === null || x === y;
  if (a.stream !== b.stream || !agree(a.funder, b.funder)) return false;
  if (a.currency === null || b.currency === null) return true;
  return a.currency.scheme === b.currency.scheme && agree(a.currency.code, b.currency.code);
}

/** Whether two rules are of the very same money. */
export function isSameScope(a: AttributionRule, b: AttributionRule): boolean {
  return scopeOf(a) === scopeOf(b);
}

const scopeOf = ({ stream, funder, currency }: AttributionRule): string =>
  JSON.stringify([stream, funder, currency?.scheme ?? null, currency?.code ?? null]);

/** No organisation by this code: it stands for whoever is not named. */
const NOBODY_NAMED = '';

/** Every day on which something about a scope begins or ends, and the rules that stand on it. */
function standingOver(rule: AttributionRule, all: readonly AttributionRule[]) {
  const line = {
    stream: rule.stream,
    funder: rule.funder ?? (NOBODY_NAMED as typeof rule.funder & string),
    currency: rule.currency,
  };
  const ofScope = all.filter((other) => isSameScope(other, rule));
  const days = new Set(ofScope.flatMap((each) => [each.days.from, each.days.until]));
  return [...days].sort().map((day) => ({ day, standing: rulesFor(all, line, day) }));
}

/** Scopes and days, in words, of which these rules give more away than there is. */
export function overAttributed(rules: readonly AttributionRule[]): string[] {
  const firstOfScope = new Map(rules.map((rule) => [scopeOf(rule), rule]));
  return [...firstOfScope.values()].flatMap((rule) =>
    standingOver(rule, rules)
      .filter(({ standing }) => isAboveWhole(standing))
      .map(({ day }) => `${scopeInWords(rule)}, on ${day}`),
  );
}

function isAboveWhole(standing: readonly AttributionRule[]): boolean {
  const { n, d } = sumOfShares(standing);
  return n > d;
}

/** Each scope that the new rules speak of, on each day on which something about it changes. */
function faultsOfShares(said: readonly AttributionRule[], known: RulesKnown): PoolFault[] {
  const all = [...known.stored, ...said];
  const firstOfScope = new Map(said.map((rule) => [scopeOf(rule), rule]));
  return [...firstOfScope.values()].flatMap((rule): PoolFault[] =>
    standingOver(rule, all)
      .flatMap(({ day, standing }) => faultsOn(rule, day, standing, known))
      .slice(0, 1),
  );
}

function faultsOn(
  rule: AttributionRule,
  day: PlainDate,
  standing: readonly AttributionRule[],
  { keepsGrant }: RulesKnown,
): PoolFault[] {
  const { n, d } = sumOfShares(standing);
  const where = `${scopeInWords(rule)}, on ${day}`;
  if (n > d) {
    const whose = standing.map(({ pool, scheme }) => `${pool} ${scheme}`).join(', ');
    const reason = `shares of one line come to more than 100 % over ${whose}: it would count twice`;
    return [{ where, code: 'SHARES_ABOVE_WHOLE', reason }];
  }
  if (rule.stream !== PASSED_WHOLE || n === 0n || n === d) return [];
  if (standing.some(({ pool }) => keepsGrant(pool, day))) return [];
  const reason =
    'is less than 100 %, and the grant passes through whole unless an agreement says not';
  return [{ where, code: 'SHARES_NOT_WHOLE', reason }];
}

function placeOf(rule: AttributionRule): string {
  return `rule of ${scopeInWords(rule)} for ${rule.scheme}`;
}

function scopeInWords({ stream, funder, currency }: AttributionRule): string {
  const paidFor = currency && `${currency.scheme} ${currency.code ?? 'of every code'}`;
  return [stream, funder ?? 'of every funder', paidFor].filter(Boolean).join(', ');
}
