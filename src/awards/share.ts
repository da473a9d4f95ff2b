import type { OrganisationCode } from '../values/ids.ts';
import { type Pence, splitByLargestRemainder } from '../values/money.ts';
import { intersect, type Period, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { minus, plus, type Ratio, ratio, ZERO } from '../values/ratio.ts';

/** AGREED: each funder pays its share. DISPUTED: one of them pays all of it meanwhile. */
export const FUNDING_STATES = ['AGREED', 'DISPUTED'] as const;
export type FundingState = (typeof FUNDING_STATES)[number];

/** What a decision is of: a joint package, aftercare (MHA 1983 s117), or NHS continuing healthcare. */
export const DECISION_KINDS = ['JOINT', 'SECTION_117', 'CONTINUING_HEALTHCARE'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/**
 * Why the law lets nobody charge for what is shared by a decision, or null where it may be charged
 * for. Aftercare is never charged, the council's half included (R (Stennett) [2002] UKHL 34); NHS
 * care is free at the point of use (NHS Act 2006 s1(4)). While it is disputed neither is settled.
 */
export function whyFreeByDecision({
  kind,
  state,
}: Pick<FundingDecision, 'kind' | 'state'>): string | null {
  if (state !== 'AGREED') return null;
  if (kind === 'SECTION_117') return 'decided to be section 117 aftercare, which is never charged';
  if (kind !== 'CONTINUING_HEALTHCARE') return null;
  return 'decided to be NHS continuing healthcare, which is free at the point of use';
}

/** One funder's part, in per cent. */
export interface FundingShare {
  readonly funder: OrganisationCode;
  readonly percent: Ratio;
  /** True of NHS bodies, whose part is never charged; left out until the funder is looked up. */
  readonly isFree?: boolean;
}

/** How the cost of one person's stream is shared between funders over days. Never changed. */
export interface FundingDecision {
  readonly id: string;
  readonly stream: string;
  readonly days: Period & { readonly from: PlainDate };
  readonly state: FundingState;
  /** Left out or null where nobody said what kind of decision it is. */
  readonly kind?: DecisionKind | null;
  /** Who pays while it is disputed; null where it is agreed. */
  readonly interimPayer: OrganisationCode | null;
  /** They come to 100, in order of the funder's code. */
  readonly funders: readonly FundingShare[];
}

/** What a line is of the whole that funders share. */
export interface Share {
  /** Of the whole, what this line carries; 100 for the interim payer of a dispute. */
  readonly percent: Ratio;
  /** The whole, rounded once; null where it has no price. */
  readonly of: Pence | null;
  readonly state: FundingState;
  /** The decision's shares; in a dispute what they would be. */
  readonly funders: readonly FundingShare[];
  /** The first day of the decision. */
  readonly decidedFrom: PlainDate;
  /** Whether this part got a penny that no share divides. */
  readonly oddPenny: boolean;
  /** Why what was decided may not be charged for; left out where it may be. */
  readonly freeBecause?: string;
}

export const HUNDRED = ratio(100);

/** Why the shares are none that a decision may have, or null. */
export function faultOfShares(funders: readonly FundingShare[]): string | null {
  if (new Set(funders.map(({ funder }) => funder)).size < funders.length) {
    return 'name a funder twice';
  }
  if (funders.some(({ percent }) => percent.n <= 0n))
    return 'hold a share that is not above nothing';
  const sum = funders.reduce((total, { percent }) => plus(total, percent), ZERO);
  return minus(sum, HUNDRED).n === 0n ? null : 'do not come to exactly 100 per cent';
}

/** Shares in the order in which a penny that none divides is given: by the funder's code. */
export function inOrderOfCode(funders: readonly FundingShare[]): FundingShare[] {
  return [...funders].sort((a, b) => (a.funder < b.funder ? -1 : 1));
}

/**
 * Which of one stream's decisions hold on which days, in order: of several, given in the order in
 * which they were recorded, each replaces all before it from its first day on.
 */
export function standingOf<Decision extends Pick<FundingDecision, 'days'>>(
  decisions: readonly Decision[],
): Decision[] {
  let standing: Decision[] = [];
  for (const next of decisions) {
    const before: Period = { from: null, until: next.days.from };
    standing = standing.flatMap((each) => {
      const days = intersect(each.days, before);
      return days ? [{ ...each, days: { from: each.days.from, until: days.until } }] : [];
    });
    standing.push(next);
  }
  return standing;
}

/** Days on which one decision holds, or none. */
export interface Piece {
  readonly days: Span;
  readonly decision: FundingDecision | null;
}

/** The days cut where what stands begins or ends. */
export function piecesOf(days: Span, standing: readonly FundingDecision[]): Piece[] {
  const pieces: Piece[] = [];
  let { from } = days;
  for (const decision of standing) {
    const held = intersect(decision.days, days);
    if (!held) continue;
    if (from < held.from) pieces.push({ days: { from, until: held.from }, decision: null });
    pieces.push({ days: held, decision });
    from = held.until;
  }
  if (from < days.until) pieces.push({ days: { from, until: days.until }, decision: null });
  return pieces;
}

/** What one funder carries of a whole. */
export interface Part {
  readonly funder: OrganisationCode;
  readonly amount: Pence | null;
  readonly share: Share;
}

/**
 * Who carries what of a whole by a decision. Agreed, the parts add up to the whole: by largest
 * remainder, ties to the funder's code first in the alphabet. In dispute the interim payer carries
 * all of it.
 */
export function partsOf(decision: FundingDecision, whole: Pence | null): Part[] {
  const { state, interimPayer, funders } = decision;
  const freeBecause = whyFreeByDecision(decision);
  const share = {
    ...{ of: whole, state, funders, decidedFrom: decision.days.from },
    ...(freeBecause === null ? {} : { freeBecause }),
  };
  if (interimPayer !== null) {
    const all = { ...share, percent: HUNDRED, oddPenny: false };
    return [{ funder: interimPayer, amount: whole, share: all }];
  }
  const amounts = whole === null ? null : splitPence(whole, funders);
  return funders.map(({ funder, percent }, at) => {
    const amount = amounts?.[at] ?? null;
    const oddPenny = whole !== null && amount !== null && isAbove(amount, whole, percent);
    return { funder, amount, share: { ...share, percent, oddPenny } };
  });
}

/** Pence by the shares, in their order; the parts add up to the whole. */
export function splitPence(whole: Pence, funders: readonly FundingShare[]): Pence[] {
  const shared = funders.reduce((product, { percent }) => product * percent.d, 1n);
  const weights = funders.map(({ percent }) => (percent.n * shared) / percent.d);
  return splitByLargestRemainder(whole, weights);
}

/** Whether a part, its sign apart, is more than its exact share. */
function isAbove(part: Pence, whole: Pence, { n, d }: Ratio): boolean {
  const size = (amount: bigint) => (amount < 0n ? -amount : amount);
  return size(part) * 100n * d > size(whole) * n;
}
