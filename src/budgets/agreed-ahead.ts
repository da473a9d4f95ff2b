import type { Currency, ToldAward } from '../awards/award.ts';
import { splitByDecision } from '../awards/joint-funding.ts';
import { type Line, linesIn, mayReach, rateLine } from '../awards/line.ts';
import { withoutRepeats } from '../awards/repeats.ts';
import { segmentOf } from '../awards/segment.ts';
import type { FundingDecision } from '../awards/share.ts';
import type { StandingAssessment } from '../charging/assessment.ts';
import { withAssessments } from '../charging/contribution.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { addPence, NO_PENCE, type Pence, takePence, toPence } from '../values/money.ts';
import { contains, intersect, type Span } from '../values/period.ts';
import { addDays, earlier, later, nextMonth, type PlainDate } from '../values/plain-date.ts';
import { plus, type Ratio, ZERO } from '../values/ratio.ts';
import { unconfirmedIn } from './unconfirmed.ts';

/** Whose money is agreed, for what and in which month, named by its first day. */
export interface AgreedFor {
  readonly stream: string;
  readonly funder: OrganisationCode;
  /** What the award is priced by; null where it names no currency. */
  readonly currency: Currency | null;
  readonly month: PlainDate;
}

/** What is agreed and still to come. An award is counted once, in the first month it is still to come. */
export interface AgreedSum extends AgreedFor {
  /** The funder’s own share: without what the person pays, as far as that is known. */
  readonly amount: Pence;
  /** Awards of which it is not known what is still to come: in none of the amounts. */
  readonly unpriced: number;
  /** Awards that may be charged for while nobody says how much: counted whole in the amounts. */
  readonly unassessed: number;
}

/** What is known of one person that agreed money is worked out from. */
export interface AgreedOf {
  readonly awards: readonly ToldAward[];
  readonly decisions: readonly FundingDecision[];
  readonly assessments: readonly StandingAssessment[];
  /** What is ordered out of accounts and not billed: it is paid from the same award. */
  readonly ordered: readonly Ordered[];
}

export interface Ordered {
  readonly stream: string;
  readonly funder: OrganisationCode;
  readonly amount: Pence;
}

export interface AskedAhead {
  readonly year: FinancialYear;
  /** The last day that is over: what is agreed for the days after it is still to come. */
  readonly today: PlainDate;
  /** The BUDGET streams that are asked about. */
  readonly streams: ReadonlySet<string>;
  /** Streams of which sources report the payments and no account holds money. */
  readonly reported: ReadonlySet<string>;
}

type Found = AgreedSum & { readonly award: string };

/**
 * What one person’s awards come to for the days of a year that are still to come, by stream, funder,
 * currency and month; and, in the year of that day, single sums and claims that are not paid yet. The
 * months of a rate add up to what the budget says of those days: each is what the running sum, rounded,
 * gains by it. What was ordered out of an account is left out, for it is promised there already.
 */
export function agreedAhead(told: AgreedOf, asked: AskedAhead): AgreedSum[] {
  const known = { ...told, awards: told.awards.map((award) => paidBy(award, asked.today)) };
  const ofStreams = (line: Line) => asked.streams.has(line.award.stream);
  const lines = withoutRepeats(linesIn(asked.year, known.awards)).filter(ofStreams);
  const isRate = ({ award, inTotals }: Line) => award.basis === 'RECURRING' && inTotals;
  const rates = lines.filter(isRate).flatMap((line) => inMonths(line, monthsAhead(asked)));
  const found = asShared(rates, known).map((line) => rateAhead(line, asked));
  found.push(...unconfirmed(known, asked));
  if (contains(daysOf(asked.year), asked.today)) {
    const sums = lines.filter(({ award, overlap }) => award.basis === 'ONE_OFF' && !overlap);
    found.push(...asShared(sums, known).flatMap((line) => sumAhead(line, asked)));
    found.push(...claimsAhead(known, asked));
    return summed(withoutOrdered(countedOnce(found), known.ordered));
  }
  return summed(countedOnce(found));
}

/** The award as it was on a day, when what was paid later was not paid. */
function paidBy(award: ToldAward, day: PlainDate): ToldAward {
  const { payments, claims } = award;
  if (payments.length + claims.length === 0) return award;
  return {
    ...award,
    payments: payments.filter(({ paidOn }) => paidOn <= day),
    claims: claims.map((claim) =>
      claim.paidOn !== null && claim.paidOn > day ? { ...claim, paid: null, paidOn: null } : claim,
    ),
  };
}

export const asShared = (
  lines: readonly Line[],
  { decisions, assessments }: AgreedOf,
): readonly Line[] => withAssessments(splitByDecision(lines, decisions), assessments);

export const monthOf = (day: PlainDate): PlainDate => `${day.slice(0, 7)}-01` as PlainDate;

/** The months of the year after the day; that of the day itself without the days that are over. */
function monthsAhead({ year, today }: Pick<AskedAhead, 'year' | 'today'>): Span[] {
  const { from, until } = daysOf(year);
  return monthsIn({ from: later(addDays(today, 1), from), until });
}

/** Days by the month; the first and the last without the days that are not among them. */
export function monthsIn(days: Span): Span[] {
  const months: Span[] = [];
  for (let { from } = days; from < days.until; ) {
    const until = earlier(nextMonth(from), days.until);
    months.push({ from, until });
    from = until;
  }
  return months;
}

export function inMonths(line: Line, months: readonly Span[]): Line[] {
  let [sum, before]: [Ratio, Pence] = [ZERO, NO_PENCE];
  return months.flatMap((month): Line[] => {
    const segments = line.segments
      .map(({ award, days }) => {
        const inside = days.flatMap((span) => intersect(span, month) ?? []);
        return segmentOf(award, inside);
      })
      .filter(({ days }) => days.length > 0);
    if (segments.length === 0) return [];
    // Not spread: what a line works out when it is asked for is asked for by nobody here.
    const piece = Object.assign(rateLine(segments, month), { overlap: line.overlap });
    if (piece.kind === 'UNPRICED') return [piece];
    sum = segments.reduce((all, { exact }) => plus(all, exact ?? ZERO), sum);
    const amount = takePence(toPence(sum), before);
    before = toPence(sum);
    return [Object.assign(piece, { amount })];
  });
}

/** A line whose own award is of a month of the year, with what of it is still to come. */
function foundIn(line: Line, month: PlainDate, amount: Pence | null): Found {
  const { id, stream, funder, currency } = line.award;
  return {
    ...{ award: id, stream, funder, currency, month, amount: amount ?? NO_PENCE },
    unpriced: amount === null ? 1 : 0,
    unassessed: amount !== null && line.contribution === null ? 1 : 0,
  };
}

function rateAhead(line: Line, { reported }: AskedAhead): Found {
  const month = monthOf(line.days.from);
  if (line.kind === 'UNPRICED') return foundIn(line, month, null);
  const due = takePence(line.amount, line.contribution ?? NO_PENCE);
  // Paid before its days, by a source of which payments count as spent already.
  const paid = reported.has(line.award.stream) ? (line.paid ?? NO_PENCE) : NO_PENCE;
  return foundIn(line, month, due > 0n && paid > due ? NO_PENCE : takePence(due, paid));
}

/** What of a single sum is approved and not paid; of one that is completed nothing, where none is told. */
function sumAhead(line: Line, { today }: AskedAhead): Found[] {
  const month = monthOf(today);
  const { completedOn } = line.award;
  if (line.paid === null && completedOn !== null && completedOn <= today) return [];
  if (line.kind === 'UNPRICED' || line.paid === null) return [foundIn(line, month, null)];
  const left = takePence(line.amount, line.contribution ?? NO_PENCE, line.paid);
  return left > 0n ? [foundIn(line, month, left)] : [];
}

/** The most that may be claimed is promised to nobody; a claim that was made and is not paid is. */
function claimsAhead({ awards }: AgreedOf, { streams, today, year }: AskedAhead): Found[] {
  return awards.flatMap((award): Found[] => {
    if (award.basis !== 'CEILING' || !streams.has(award.stream)) return [];
    if (!mayReach(award, year)) return [];
    const open = award.claims.filter(({ paid }) => paid === null);
    if (open.length === 0) return [];
    const { id, stream, funder, currency } = award;
    const amount = addPence(...open.map(({ claimed }) => claimed));
    const none = { unpriced: 0, unassessed: 0 };
    return [{ award: id, stream, funder, currency, month: monthOf(today), amount, ...none }];
  });
}

function unconfirmed({ awards }: AgreedOf, { year, today, streams }: AskedAhead): Found[] {
  return unconfirmedIn(year, awards).flatMap(({ award, days }): Found[] => {
    const { id, stream, funder, currency } = award;
    const ahead = days.find(({ until }) => until > addDays(today, 1));
    if (!ahead || !streams.has(stream)) return [];
    const month = monthOf(later(ahead.from, addDays(today, 1)));
    const counts = { amount: NO_PENCE, unpriced: 1, unassessed: 0 };
    return [{ award: id, stream, funder, currency, month, ...counts }];
  });
}

/** In the first of its months, for each funder that has a part of it. */
function countedOnce(found: readonly Found[]): Found[] {
  const seen = new Set<string>();
  const first = (what: string, { award, funder }: Found, count: number): number => {
    const key = `${what} ${award} ${funder}`;
    if (count === 0 || seen.has(key)) return 0;
    seen.add(key);
    return count;
  };
  return found
    .toSorted((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0))
    .map((each) => ({
      ...each,
      unpriced: first('unpriced', each, each.unpriced),
      unassessed: first('unassessed', each, each.unassessed),
    }));
}

/** The earliest months first: what was ordered is for the days that come next. */
function withoutOrdered(found: readonly Found[], ordered: readonly Ordered[]): Found[] {
  if (ordered.length === 0) return [...found];
  const keyOf = ({ stream, funder }: Pick<AgreedFor, 'stream' | 'funder'>) => `${stream} ${funder}`;
  const left = new Map<string, Pence>();
  for (const each of ordered) {
    left.set(keyOf(each), addPence(left.get(keyOf(each)) ?? NO_PENCE, each.amount));
  }
  return found.map((each) => {
    const open = left.get(keyOf(each)) ?? NO_PENCE;
    const most = each.amount > 0n ? each.amount : NO_PENCE;
    const taken = open < most ? open : most;
    left.set(keyOf(each), takePence(open, taken));
    return { ...each, amount: takePence(each.amount, taken) };
  });
}

/** One sum for each stream, funder, currency and month, in that order; of whomever they are. */
export function summed(all: readonly AgreedSum[]): AgreedSum[] {
  const sums = new Map<string, AgreedSum>();
  for (const { stream, funder, currency, month, ...counts } of all) {
    const key = JSON.stringify([stream, funder, currency?.scheme, currency?.code, month]);
    const own = sums.get(key);
    const { amount, unpriced, unassessed } = counts;
    sums.set(key, {
      ...{ stream, funder, currency, month },
      amount: addPence(own?.amount ?? NO_PENCE, amount),
      unpriced: (own?.unpriced ?? 0) + unpriced,
      unassessed: (own?.unassessed ?? 0) + unassessed,
    });
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum)
    .filter(({ amount, unpriced, unassessed }) => amount !== 0n || unpriced + unassessed > 0);
}
