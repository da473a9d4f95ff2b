import type { AgreedSum } from '../budgets/agreed-ahead.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { addPence, NO_PENCE, type Pence, takePence } from '../values/money.ts';
import { contains, intersect, lastDay, type Span } from '../values/period.ts';
import { earlier, type PlainDate } from '../values/plain-date.ts';
import type { AgreementRecord } from './agreements-store.ts';
import { rulesFor } from './attribute.ts';
import type { Books } from './books.ts';
import { type CarriedOver, carriedOver } from './carry-over.ts';
import { type Counted, countedIn, type DrawnOnPool, type Promised } from './counted.ts';
import { type DrawnSum, drawnOn, type MonthSum } from './drawn.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import type { AttributionRule, Pool, SchemePlan } from './pool.ts';
import { type PartnerRisk, riskShared } from './risk-share.ts';
import { type PoolMonth, spentByMonth } from './spent-by-month.ts';
import { straightLine } from './straight-line.ts';

/** All that a year of a pool is worked out from. */
export interface PoolFigures {
  readonly pool: Pool;
  /** Those of the pool, in order of their first days. */
  readonly agreements: readonly AgreementRecord[];
  /** Of every pool: a narrower rule of one stands instead of a wider one of another. */
  readonly rules: readonly AttributionRule[];
  readonly spent: readonly MonthSum[];
  readonly promised: readonly Promised[];
  /** What awards come to that is still to come in the year. */
  readonly agreed: readonly AgreedSum[];
  readonly books: Books;
  /** Of the year that stands: as the agreement planned it, or as a plan that was sent. */
  readonly plans: readonly SchemePlan[];
  /** Currency schemes of which a code is a diagnosis. */
  readonly clinical: ReadonlySet<string>;
}

/** Money of one part of a pool, with what it comes to by the end of the year. */
export interface PoolCell extends Counted {
  /** By a straight line; null before the first day. */
  readonly forecast: Pence | null;
}

export interface PartnerContribution {
  readonly partner: OrganisationCode;
  readonly due: Pence;
  readonly received: Pence;
}

/** The account of a pool for a year. Planned, committed and spent are three measures, never added. */
export interface PoolYear {
  readonly year: FinancialYear;
  /** The last day that is counted; null before the first. */
  readonly asOf: PlainDate | null;
  readonly isOver: boolean;
  /** The agreement that says how accounts are kept and who bears what: the last of the year. */
  readonly agreement: AgreementRecord;
  readonly contributions: readonly PartnerContribution[];
  readonly broughtForward: Pence;
  readonly cells: readonly PoolCell[];
  readonly months: readonly PoolMonth[];
  readonly plans: readonly SchemePlan[];
  /** Of the partners' money, by stream: what no rule of any pool catches. */
  readonly unattributed: readonly MonthSum[];
  /** The same of what is agreed in awards and still to come. */
  readonly agreedUnattributed: readonly MonthSum[];
  /** Awards that draw on the pool of which it is not known what is still to come: in no figure. */
  readonly unpriced: number;
  /** Awards in `committed` whole, for nobody says what of them the person pays. */
  readonly unassessed: number;
  /** The other forecast: what is spent and what is promised, ordered or agreed. */
  readonly outlook: Outlook;
  /** What is spent by the end of the year above (+) or under (−) the pool; null before the first day. */
  readonly variance: Pence | null;
  readonly risk: readonly PartnerRisk[];
  /** Null until the year is over. */
  readonly carriedOver: CarriedOver | null;
}

/** Up to which day a year is counted, and what was known. */
export interface Looked {
  /** The last day that is counted: today, or the last of the days that are reported on. */
  readonly day: PlainDate;
  /** The day on which all of it is known: today, or one that has passed. */
  readonly knownOn: PlainDate;
}

/** A year of a pool as of a day; null where no agreement has a day of it. */
export function poolYear(
  figures: PoolFigures,
  year: FinancialYear,
  { day, knownOn }: Looked,
  broughtForward: Pence,
): PoolYear | null {
  const all = daysOf(year);
  const agreements = figures.agreements.filter(({ days }) => intersect(days, all) !== null);
  const agreement = agreements.at(-1);
  const first = agreements[0];
  if (!agreement || !first) return null;
  const days = intersect({ from: first.days.from, until: agreement.days.until }, all) as Span;
  const asOf = day < days.from ? null : earlier(day, lastDay(days));
  const isOver = knownOn >= days.until && asOf === lastDay(days);
  const contributions = contributionsIn(agreements, figures.books, { year, day });
  const { drawn, ...beside } = drawnIn(figures, agreements, { all, day });
  const counting = { accounts: agreement.accounts, all, asOf, day };
  const cells = forecast(countedIn(drawn, figures.books, counting), days, asOf);
  const due = addPence(...contributions.map((each) => each.due));
  const variance = asOf === null ? null : varianceOf(cells, due, broughtForward);
  const risk = riskOf(figures.pool, { agreement, contributions, cells, variance, broughtForward });
  return {
    ...{ year, asOf, isOver, agreement, contributions, broughtForward, cells, variance, risk },
    ...beside,
    months: spentByMonth({
      ofPeople: [...drawn.spent, ...billedIn(drawn, agreement, all)],
      ...{ books: figures.books, accounts: agreement.accounts, plans: figures.plans },
      ...{ days, all, asOf },
    }),
    plans: figures.plans,
    outlook: outlookOf(cells, { asOf, due, broughtForward, clinical: figures.clinical }),
    carriedOver:
      isOver && variance !== null ? carriedOver({ agreement, due, variance, risk }) : null,
  };
}

type RiskParts = Pick<
  PoolYear,
  'agreement' | 'contributions' | 'cells' | 'variance' | 'broughtForward'
>;

function riskOf({ host }: Pool, { contributions, cells, variance, ...said }: RiskParts) {
  if (variance === null) return [];
  return riskShared({
    ...{ ...said, host, variance },
    due: new Map(contributions.map((each) => [each.partner, each.due])),
    spent: sumsBy(
      cells,
      ({ partner }) => partner,
      (cell) => cell.forecast ?? NO_PENCE,
    ),
  });
}

function contributionsIn(
  agreements: readonly AgreementRecord[],
  { received }: Books,
  { year, day }: { readonly year: FinancialYear; readonly day: PlainDate },
): PartnerContribution[] {
  const said = agreements
    .flatMap((each) => each.contributions)
    .filter((each) => each.year === year);
  const come = received.filter((each) => each.year === year && each.day <= day);
  const partners = new Set([
    ...agreements.flatMap(({ partners: all }) => all.map(({ organisation }) => organisation)),
    ...come.map(({ partner }) => partner),
  ]);
  const of = (all: readonly { partner: string; amount: Pence }[], partner: string) =>
    addPence(...all.filter((each) => each.partner === partner).map(({ amount }) => amount));
  return [...partners].sort().map((partner) => ({
    ...{ partner, due: of(said, partner), received: of(come, partner) },
  }));
}

/** What the year's months draw on the pool, and what of its partners' money nobody catches. */
function drawnIn(
  { pool, rules, spent, promised, agreed }: PoolFigures,
  agreements: readonly AgreementRecord[],
  { all, day }: { readonly all: Span; readonly day: PlainDate },
): Pick<PoolYear, 'unattributed' | 'agreedUnattributed' | 'unpriced' | 'unassessed'> & {
  readonly drawn: DrawnOnPool;
} {
  const partners = new Set(
    agreements.flatMap((each) => each.partners.map(({ organisation }) => organisation)),
  );
  const own = rules.filter((rule) => rule.pool === pool.code);
  const streams = new Set(own.map(({ stream }) => stream));
  const isTheirs = ({ funder, stream }: MonthSum) => partners.has(funder) && streams.has(stream);
  const isOfPool = (part: { readonly pool: string }) => part.pool === pool.code;
  const ofSpent = drawnOn(
    rules,
    spent.filter(({ month }) => contains(all, month) && month <= day),
  );
  const ofAgreed = drawnOn(rules, agreed);
  const caught = agreed.filter((sum) => rulesFor(rules, sum, sum.month).some(isOfPool));
  return {
    drawn: {
      spent: ofSpent.parts.filter(isOfPool),
      promised: drawnOn(rules, promised).parts.filter(isOfPool),
      agreed: ofAgreed.parts.filter(isOfPool),
    },
    unattributed: ofSpent.unattributed.filter(isTheirs),
    agreedUnattributed: ofAgreed.unattributed.filter(isTheirs),
    unpriced: caught.reduce((count, each) => count + each.unpriced, 0),
    unassessed: caught.reduce((count, each) => count + each.unassessed, 0),
  };
}

/** Bills of people that count as spent in accrued accounts, by the months that they are of. */
function billedIn(
  { promised }: DrawnOnPool,
  { accounts }: AgreementRecord,
  all: Span,
): readonly DrawnSum[] {
  if (accounts !== 'ACCRUED') return [];
  return promised.filter((part) => part.billed && contains(all, part.month));
}

function forecast(cells: readonly Counted[], days: Span, asOf: PlainDate | null): PoolCell[] {
  const amounts = cells.map(({ spend }) => spend);
  const line = asOf === null ? null : straightLine(amounts, days, asOf);
  return cells.map((cell, at) => ({ ...cell, forecast: line?.[at] ?? null }));
}

function varianceOf(cells: readonly PoolCell[], due: Pence, brought: Pence): Pence {
  return takePence(addPence(...cells.map((cell) => cell.forecast ?? NO_PENCE)), due, brought);
}

/** Sums of cells under a key. */
export function sumsBy<Each, Key>(
  all: readonly Each[],
  keyed: (each: Each) => Key,
  amount: (each: Each) => Pence,
): Map<Key, Pence> {
  const sums = new Map<Key, Pence>();
  for (const each of all) {
    sums.set(keyed(each), addPence(sums.get(keyed(each)) ?? NO_PENCE, amount(each)));
  }
  return sums;
}
