import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { addPence, NO_PENCE, type Pence, takePence } from '../values/money.ts';
import { contains, intersect, lastDay, type Span } from '../values/period.ts';
import { earlier, type PlainDate } from '../values/plain-date.ts';
import type { AgreementRecord } from './agreements-store.ts';
import type { Booked, Books } from './books.ts';
import { type CarriedOver, carriedOver } from './carry-over.ts';
import { type DrawnSum, drawnOn, type MonthSum } from './drawn.ts';
import {
  type AttributionRule,
  type NatureOfSpend,
  PASSED_WHOLE,
  type Pool,
  type SchemePlan,
} from './pool.ts';
import { type PartnerRisk, riskShared } from './risk-share.ts';
import { type PoolMonth, spentByMonth } from './spent-by-month.ts';
import { straightLine } from './straight-line.ts';

/** What was promised and is not paid; a bill that has come counts as spent in accrued accounts. */
export interface Promised extends MonthSum {
  readonly billed: boolean;
}

/** All that a year of a pool is worked out from. */
export interface PoolFigures {
  readonly pool: Pool;
  /** Those of the pool, in order of their first days. */
  readonly agreements: readonly AgreementRecord[];
  /** Of every pool: a narrower rule of one stands instead of a wider one of another. */
  readonly rules: readonly AttributionRule[];
  readonly spent: readonly MonthSum[];
  readonly promised: readonly Promised[];
  readonly books: Books;
  /** Of the year that stands: as the agreement planned it, or as a plan that was sent. */
  readonly plans: readonly SchemePlan[];
}

/** Money of one scheme, stream and partner. A null stream is what no person carries. */
export interface PoolCell {
  readonly scheme: string;
  readonly stream: string | null;
  readonly partner: OrganisationCode;
  readonly nature: NatureOfSpend;
  readonly spend: Pence;
  readonly committed: Pence;
  /** Null before the first day. */
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
  /** What is spent by the end of the year above (+) or under (−) the pool; null before the first day. */
  readonly variance: Pence | null;
  readonly risk: readonly PartnerRisk[];
  /** Null until the year is over. */
  readonly carriedOver: CarriedOver | null;
}

/** A year of a pool as of a day; null where no agreement has a day of it. */
export function poolYear(
  figures: PoolFigures,
  year: FinancialYear,
  today: PlainDate,
  broughtForward: Pence,
): PoolYear | null {
  const all = daysOf(year);
  const agreements = figures.agreements.filter(({ days }) => intersect(days, all) !== null);
  const agreement = agreements.at(-1);
  const first = agreements[0];
  if (!agreement || !first) return null;
  const days = intersect({ from: first.days.from, until: agreement.days.until }, all) as Span;
  const asOf = today < days.from ? null : earlier(today, lastDay(days));
  const isOver = today >= days.until;
  const contributions = contributionsIn(agreements, figures.books, year);
  const drawn = drawnIn(figures, agreements, all);
  const counting = { agreement, all, asOf, today };
  const cells = forecast(cellsOf(figures, drawn.parts, counting), days, asOf);
  const due = addPence(...contributions.map((each) => each.due));
  const variance = asOf === null ? null : varianceOf(cells, due, broughtForward);
  const { pool } = figures;
  const risk =
    variance === null
      ? []
      : riskShared({
          ...{ agreement, host: pool.host, broughtForward, variance },
          due: new Map(contributions.map((each) => [each.partner, each.due])),
          spent: sumsBy(
            cells,
            ({ partner }) => partner,
            (cell) => cell.forecast ?? NO_PENCE,
          ),
        });
  return {
    ...{ year, asOf, isOver, agreement, contributions, broughtForward, cells, variance, risk },
    months: spentByMonth({
      ofPeople: [...drawn.parts, ...billedIn(figures, agreement, all)],
      ...{ books: figures.books, accounts: agreement.accounts, plans: figures.plans },
      ...{ days, all, asOf },
    }),
    plans: figures.plans,
    unattributed: drawn.unattributed,
    carriedOver:
      isOver && variance !== null ? carriedOver({ agreement, due, variance, risk }) : null,
  };
}

function contributionsIn(
  agreements: readonly AgreementRecord[],
  { received }: Books,
  year: FinancialYear,
): PartnerContribution[] {
  const said = agreements
    .flatMap((each) => each.contributions)
    .filter((each) => each.year === year);
  const come = received.filter((each) => each.year === year);
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
  { pool, rules, spent }: PoolFigures,
  agreements: readonly AgreementRecord[],
  all: Span,
): { parts: DrawnSum[]; unattributed: MonthSum[] } {
  const sums = spent.filter(({ month }) => contains(all, month));
  const { parts, unattributed } = drawnOn(rules, sums);
  const partners = new Set(
    agreements.flatMap((each) => each.partners.map(({ organisation }) => organisation)),
  );
  const streams = new Set(
    rules.filter((rule) => rule.pool === pool.code).map(({ stream }) => stream),
  );
  return {
    parts: parts.filter((part) => part.pool === pool.code),
    unattributed: unattributed.filter(
      ({ funder, stream }) => partners.has(funder) && streams.has(stream),
    ),
  };
}

/** Bills of people that count as spent in accrued accounts, by the months that they are of. */
function billedIn(
  { pool, rules, promised }: PoolFigures,
  { accounts }: AgreementRecord,
  all: Span,
): readonly DrawnSum[] {
  if (accounts !== 'ACCRUED') return [];
  return drawnOn(rules, promised).parts.filter(
    (part) => part.pool === pool.code && part.billed && contains(all, part.month),
  );
}

interface Counting {
  readonly agreement: AgreementRecord;
  readonly all: Span;
  readonly asOf: PlainDate | null;
  readonly today: PlainDate;
}

type Counted = Omit<PoolCell, 'forecast'>;

function cellsOf(
  { pool, rules, promised, books }: PoolFigures,
  drawn: readonly DrawnSum[],
  counting: Counting,
): Counted[] {
  const { agreement, all, asOf } = counting;
  const isAccrued = agreement.accounts === 'ACCRUED';
  const promises = drawnOn(rules, promised).parts.filter((part) => part.pool === pool.code);
  return joined([
    ...drawn.map((part) => ofPeople(part, 'spend')),
    ...promises.flatMap((part) => promiseIn(part, counting)),
    ...(isAccrued ? accrued(books, all, asOf) : ofCash(books, all, asOf)),
  ]);
}

const ofPeople = (part: DrawnSum, measure: 'spend' | 'committed'): Counted => ({
  ...{ scheme: part.scheme, stream: part.stream, partner: part.funder },
  nature: part.stream === PASSED_WHOLE ? 'CAPITAL' : 'REVENUE',
  ...{ spend: NO_PENCE, committed: NO_PENCE, [measure]: part.amount },
});

/** A bill is of its own month in accrued accounts; else what is still promised is of today's year. */
function promiseIn(part: DrawnSum<Promised>, { agreement, all, today }: Counting): Counted[] {
  if (agreement.accounts === 'ACCRUED' && part.billed) {
    return contains(all, part.month) ? [ofPeople(part, 'spend')] : [];
  }
  return contains(all, today) ? [ofPeople(part, 'committed')] : [];
}

const ofNobody = (booked: Booked, measures: Pick<Counted, 'spend' | 'committed'>): Counted => ({
  ...{ scheme: booked.scheme, stream: null, partner: booked.partner, nature: booked.nature },
  ...measures,
});

/** Spent once it was delivered; committed where that is still to come in the year. */
function accrued({ incurred }: Books, all: Span, asOf: PlainDate | null): Counted[] {
  return incurred
    .filter(({ day }) => contains(all, day))
    .map((booked) =>
      asOf !== null && booked.day <= asOf
        ? ofNobody(booked, { spend: booked.amount, committed: NO_PENCE })
        : ofNobody(booked, { spend: NO_PENCE, committed: booked.amount }),
    );
}

/** Spent once it was paid; committed from its order on, also of an earlier year, until then. */
function ofCash({ incurred, paid }: Books, all: Span, asOf: PlainDate | null): Counted[] {
  const isPaid = ({ day }: Booked) => asOf !== null && day <= asOf && day < all.until;
  return [
    ...paid
      .filter((booked) => isPaid(booked) && booked.day >= all.from)
      .map((booked) => ofNobody(booked, { spend: booked.amount, committed: NO_PENCE })),
    ...incurred
      .filter(({ day }) => day < all.until)
      .map((booked) => ofNobody(booked, { spend: NO_PENCE, committed: booked.amount })),
    ...paid
      .filter(isPaid)
      .map((booked) =>
        ofNobody(booked, { spend: NO_PENCE, committed: takePence(NO_PENCE, booked.amount) }),
      ),
  ];
}

const keyOf = ({ scheme, stream, partner, nature }: Counted): string =>
  JSON.stringify([scheme, stream ?? '', partner, nature]);

/** One cell for each scheme, stream, partner and nature, in that order; none where nothing is. */
function joined(counted: readonly Counted[]): Counted[] {
  const found = new Map<string, Counted>();
  for (const each of counted) {
    const own = found.get(keyOf(each));
    found.set(
      keyOf(each),
      own
        ? {
            ...own,
            spend: addPence(own.spend, each.spend),
            committed: addPence(own.committed, each.committed),
          }
        : each,
    );
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, cell]) => cell)
    .filter(({ spend, committed }) => spend !== 0n || committed !== 0n);
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
