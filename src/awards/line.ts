import type { Priced } from '../currencies/pricing.ts';
import { daysOf, type FinancialYear, startOf } from '../values/financial-year.ts';
import { NO_PENCE, type Pence, takePence, toPence, toPounds } from '../values/money.ts';
import { contains, intersect, type Period, type Span, union } from '../values/period.ts';
import { addDays, addMonths, type PlainDate } from '../values/plain-date.ts';
import { weeklyComparator } from '../values/rate.ts';
import { plus, type Ratio, ZERO } from '../values/ratio.ts';
import { isShadow, pricingOf } from './activity-line.ts';
import type { Contribution, ToldAward } from './award.ts';
import { type Check, checkAgainstSender, checkAgainstTariff } from './check.ts';
import type { Overlap } from './overlap.ts';
import { paidInAll, paidOver } from './paid.ts';
import { rateOf, type Segment, segmentOf } from './segment.ts';
import type { Share } from './share.ts';
import { weeklyOver } from './weekly.ts';

interface AnyLine {
  readonly award: ToldAward;
  readonly segments: readonly Segment[];
  /** The person's part for the year; null where it can be charged for and nobody says how much. */
  readonly contribution: Pence | null;
  /** The public share known to have gone out; null where the source reports no payments. */
  readonly paid: Pence | null;
  /** First and last day of the year that the line is in force, the last one included in `days`. */
  readonly days: Span;
  /** From this day on the line is projected: the sender's data does not speak so far. */
  readonly projectedFrom: PlainDate | null;
  /**
   * False for a ONE_OFF award of an earlier year that is listed until it is completed, and for care
   * that another line counts already.
   */
  readonly inTotals: boolean;
  /** The line that is, or pays for, the same thing, and the rule that says so. */
  readonly overlap: Overlap | null;
  /** What it is of a whole that funders share by a decision. */
  readonly share: Share | null;
  /** Left out where no financial assessment is in force. */
  readonly assessed?: Assessed;
  /**
   * What the ledger knows to have gone out of all that is held as the line is, of its stream and
   * funder; null where that is not known. Left out where the ledger knows no movement of it.
   */
  readonly ledgerPaid?: Pence | null;
}

/** What the council's financial assessment says of the person's part of a line. */
export interface Assessed {
  /** In words; null where the line's own source says what the person pays, and is believed. */
  readonly reason: string | null;
  /** What it comes to on this line; null where it does not say so of each of its days. */
  readonly says: Pence | null;
  /** What it asks for on days in a row, evenly over them; null of days of which it does not say. */
  readonly due: readonly { readonly days: Span; readonly pounds: Ratio | null }[];
}

export interface PricedLine extends AnyLine {
  readonly kind: 'PRICED';
  readonly amount: Pence;
  /** The analysts' weekly comparator; null for one-off sums and care given. */
  readonly weekly: Pence | null;
  /** Set when the line is a claim paid under a ceiling. */
  readonly claimReference: string | null;
  /** The tariff steps, where the hub has priced the line itself. */
  readonly pricing: Priced | null;
  /** Another source's figure for the same, where there is one. */
  readonly check: Check | null;
  /** What a tariff would have paid under a block contract: no money moves. */
  readonly shadow: boolean;
}

export interface UnpricedLine extends AnyLine {
  readonly kind: 'UNPRICED';
  readonly reason: string;
}

export type Line = PricedLine | UnpricedLine;

/** What may be claimed under one award and element, over the whole award, never divided by days. */
export interface Ceiling {
  readonly award: ToldAward;
  readonly element: string;
  readonly days: Span;
  readonly ceiling: Pence;
  readonly claimed: Pence;
  readonly paid: Pence;
  readonly leftToClaim: Pence;
}

/** The lines of one person's awards in a financial year. No line mixes streams or funders. */
export function linesIn(year: FinancialYear, awards: readonly ToldAward[]): Line[] {
  const recurring: ToldAward[] = [];
  const lines: Line[] = [];
  const oldest = oldestNear(year);
  for (const award of awards) {
    if (!reaches(award, oldest)) continue;
    if (award.basis === 'RECURRING') recurring.push(award);
    else if (award.basis === 'ONE_OFF') lines.push(...oneOffLine(year, award));
    else if (award.basis === 'ACTIVITY') lines.push(...activityLine(year, award));
    else lines.push(...claimLines(year, award));
  }
  for (const told of services(recurring)) lines.push(...recurringLine(year, told));
  return lines;
}

/** The ceilings of awards in force on any day of the year. */
export function ceilingsIn(year: FinancialYear, awards: readonly ToldAward[]): Ceiling[] {
  return awards.flatMap((award) => {
    const { days, ceiling, element } = award;
    if (award.basis !== 'CEILING' || ceiling === null || element === null) return [];
    if (!reaches(award, oldestNear(year)) || !intersect(days, daysOf(year)) || !days.until)
      return [];
    const claimed = sum(award.claims.map((claim) => claim.claimed));
    const paid = sum(award.claims.map((claim) => claim.paid ?? NO_PENCE));
    return {
      award,
      element,
      days: { from: days.from, until: days.until },
      ceiling,
      claimed,
      paid,
      leftToClaim: takePence(ceiling, claimed),
    };
  });
}

function sum(amounts: readonly Pence[]): Pence {
  return amounts.reduce((total, each) => (total + each) as Pence, NO_PENCE);
}

/**
 * No line runs into a year that begins more than twelve months after the day its data speaks for,
 * unless a later submission has closed its window: then its days there are told, not projected.
 */
function reaches(award: ToldAward, oldest: PlainDate): boolean {
  const near = award.delivery.asOf >= oldest;
  return award.windows.some((window) => near || window.until !== null);
}

/** Whether a line of the award may run into the year at all. */
export function mayReach(award: ToldAward, year: FinancialYear): boolean {
  return reaches(award, oldestNear(year));
}

/** The first day that lies no more than twelve months before the year. */
function oldestNear(year: FinancialYear): PlainDate {
  return addMonths(startOf(year), -12);
}

/**
 * Awards that are one service told by several submissions, each for its own days. Where a
 * submission tells one service at two rates at once (weekdays and weekends) each rate is a service
 * of its own.
 */
function services(awards: readonly ToldAward[]): ToldAward[][] {
  const groups = groupBy(awards, (award) =>
    award.service === null
      ? award.id
      : [award.delivery.adapter, award.stream, award.funder, award.service].join('|'),
  );
  return groups.flatMap((group) => {
    const submissions = new Set(group.map((award) => award.submissionId));
    return submissions.size === group.length ? [group] : groupBy(group, rateKey);
  });
}

function rateKey({ amount, per, unitsPerWeek }: ToldAward): string {
  return [amount?.n, amount?.d, per, unitsPerWeek?.n, unitsPerWeek?.d].join('|');
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

function recurringLine(year: FinancialYear, told: readonly ToldAward[]): Line[] {
  const segments = told
    .map((award) => segmentOf(award, daysSpoken(award, daysOf(year))))
    .filter((segment) => segment.days.length > 0)
    .sort((a, b) => (firstOf(a) < firstOf(b) ? -1 : 1));
  return segments.length === 0 ? [] : [rateLine(segments, daysOf(year))];
}

/** One line of rates over their days, in order; payments for days within the span count in it. */
export function rateLine(segments: readonly Segment[], within: Span): Line {
  const { award } = segments.at(-1) as Segment;
  const base = {
    award,
    segments,
    days: hull(segments.flatMap((segment) => segment.days)),
    projectedFrom: projectedFrom(segments),
    inTotals: true,
    overlap: null,
    share: null,
  };
  const unpriced = segments.find((segment) => segment.exact === null);
  if (unpriced) {
    const contribution = segments.every((each) => each.award.contribution.kind === 'NONE')
      ? NO_PENCE
      : null;
    const paid = paidOver(within, segments);
    const reason = unpriced.award.unpricedReason ?? 'no price can be worked out from what was sent';
    return { ...base, kind: 'UNPRICED', contribution, paid, reason };
  }
  const rate = rateOf(award);
  const amount = toPence(segments.reduce((total, each) => plus(total, each.exact ?? ZERO), ZERO));
  return {
    ...base,
    kind: 'PRICED',
    amount,
    // Worked out when it is asked for: most readers never do.
    get weekly() {
      return rate && toPence(weeklyComparator(rate));
    },
    contribution: contributionOf(segments, amount),
    paid: paidOver(within, segments),
    claimReference: null,
    pricing: null,
    get check() {
      return checkAgainstTariff(segments, amount);
    },
    shadow: false,
  };
}

/** The days of the year on which the award is in force and its submission speaks. */
function daysSpoken(award: ToldAward, year: Span): Span[] {
  const inForce = intersect(award.days, year);
  if (!inForce) return [];
  return union(award.windows.flatMap((window) => intersect(inForce, window) ?? []));
}

function firstOf(segment: Segment): PlainDate {
  return (segment.days[0] as Span).from;
}

function hull(spans: readonly Span[]): Span {
  const joined = union(spans);
  return { from: (joined[0] as Span).from, until: (joined.at(-1) as Span).until };
}

function projectedFrom(segments: readonly Segment[]): PlainDate | null {
  const starts = segments.flatMap(({ award, days }) => {
    const silent: Period = { from: addDays(award.delivery.asOf, 1), until: null };
    return days.flatMap((span) => intersect(span, silent)?.from ?? []);
  });
  return starts.sort()[0] ?? null;
}

/** A single sum belongs to no year of a rate, so it leaves the year's part unknown. */
function contributionOf(segments: readonly Segment[], amount: Pence): Pence | null {
  let exact: Ratio = ZERO;
  for (const { award, days, exact: segmentAmount } of segments) {
    const { contribution } = award;
    if (contribution.kind === 'UNKNOWN' || contribution.kind === 'SUM') return null;
    if (contribution.kind === 'WHOLE') exact = plus(exact, segmentAmount ?? ZERO);
    if (contribution.kind === 'WEEKLY') {
      exact = plus(exact, weeklyOver(contribution.pounds, days));
    }
  }
  const rounded = toPence(exact);
  return segments.every((each) => each.award.contribution.kind === 'WHOLE') ? amount : rounded;
}

function oneOffLine(year: FinancialYear, award: ToldAward): Line[] {
  if (award.year === null || award.year > year) return [];
  if (!award.windows.some((window) => contains(window, award.days.from))) return [];
  const inTotals = award.year === year;
  const done = award.completedOn !== null && award.completedOn < daysOf(year).from;
  return inTotals || !done ? [sumLine(award, inTotals)] : [];
}

function activityLine(year: FinancialYear, award: ToldAward): Line[] {
  return award.year === year ? [sumLine(award, true)] : [];
}

/** A line that is one sum, whatever its days. */
function sumLine(award: ToldAward, inTotals: boolean): Line {
  const until = award.days.until ?? addDays(award.days.from, 1);
  const days = { from: award.days.from, until };
  const pricing = pricingOf(award);
  const exact = pricing?.kind === 'PRICED' ? pricing.exact : award.amount;
  const segment: Segment = { award, days: [days], exact };
  const base = {
    award,
    segments: [segment],
    days,
    projectedFrom: null,
    paid: paidInAll(award),
    inTotals,
    overlap: null,
    share: null,
  };
  const lacking = award.unpricedReason ?? (pricing?.kind === 'UNPRICED' ? pricing.reason : null);
  if (exact === null || lacking !== null) {
    const contribution = award.contribution.kind === 'NONE' ? NO_PENCE : null;
    const reason = lacking ?? 'no price can be worked out from what was sent';
    return { ...base, kind: 'UNPRICED', contribution, reason };
  }
  const amount = toPence(exact);
  return {
    ...base,
    kind: 'PRICED',
    amount,
    weekly: null,
    contribution: contributionToSum(award, amount),
    claimReference: null,
    pricing: pricing?.kind === 'PRICED' ? pricing : null,
    check: checkAgainstSender(award, amount),
    shadow: isShadow(award),
  };
}

function contributionToSum({ contribution }: ToldAward, amount: Pence): Pence | null {
  switch (contribution.kind) {
    case 'NONE':
      return NO_PENCE;
    case 'WHOLE':
      return amount;
    case 'SUM':
      return toPence(contribution.pounds);
    default:
      return null;
  }
}

/** A claim paid is ACTIVITY of the year its support ended, awarded and paid alike. */
function claimLines(year: FinancialYear, award: ToldAward): Line[] {
  return award.claims.flatMap((claim): Line[] => {
    const lastDay = addDays(claim.supportUntil, -1);
    if (claim.paid === null || !contains(daysOf(year), lastDay)) return [];
    const days = { from: claim.supportFrom, until: claim.supportUntil };
    return [
      {
        kind: 'PRICED',
        award,
        segments: [{ award, days: [days], exact: toPounds(claim.paid) }],
        days,
        projectedFrom: null,
        amount: claim.paid,
        weekly: null,
        contribution: NO_PENCE,
        paid: claim.paid,
        inTotals: true,
        overlap: null,
        share: null,
        claimReference: claim.reference,
        pricing: null,
        check: null,
        shadow: false,
      },
    ];
  });
}

/** What decides the person's part of a line; what leaves it unknown, where anything does. */
export function contributionBehind(line: Line): Pick<Contribution, 'reason'> {
  const { award, segments, assessed, share } = line;
  if (share?.freeBecause !== undefined) return { reason: share.freeBecause };
  if (assessed && assessed.reason !== null) return { reason: assessed.reason };
  const open = segments.find((segment) => segment.award.contribution.kind === 'UNKNOWN');
  return (open?.award ?? award).contribution;
}

/** The basis a reader is shown: a claim paid under a ceiling is ACTIVITY. */
export function basisOf(line: Line): ToldAward['basis'] {
  return line.award.basis === 'CEILING' ? 'ACTIVITY' : line.award.basis;
}
