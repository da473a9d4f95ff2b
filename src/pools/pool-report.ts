import type { FinancialYear } from '../values/financial-year.ts';
import { addPence, type Pence } from '../values/money.ts';
import { lastDay, type Span } from '../values/period.ts';
import { earlier, type PlainDate } from '../values/plain-date.ts';
import { plus, type Ratio, ZERO } from '../values/ratio.ts';
import { NATURES_OF_SPEND, type NatureOfSpend } from './pool.ts';
import { type PoolMeasures, sumOf } from './pool-sums.ts';
import type { PoolYear } from './pool-year.ts';
import { daysOfPart, type Part } from './publication.ts';

/**
 * What a reader of a report has to know of it. NOT_OVER: its days are not over, and it counts those that
 * are. ORDERS_AS_KNOWN: what the host ordered has no day of order, so that what was ordered later is in
 * what is committed. CURRENCIES_AS_NOW, SCHEMES_AS_NOW: what money was spent on is told by awards, and the
 * names of schemes by agreements, as they are known today and not as of the day that was asked for.
 */
export const CAVEATS = [
  'NOT_OVER',
  'ORDERS_AS_KNOWN',
  'CURRENCIES_AS_NOW',
  'SCHEMES_AS_NOW',
] as const;
export type Caveat = (typeof CAVEATS)[number];

/** Revenue or capital of a scheme, with what was planned for it. */
export interface SchemePart extends PoolMeasures {
  readonly scheme: string;
  readonly nature: NatureOfSpend;
}

/** What is to be delivered for what is planned; null where the plan does not say. */
export interface PlannedOutputs {
  readonly scheme: string;
  readonly outputs: Ratio;
  readonly units: string | null;
}

/** The over- or underspend of one partner’s own money, which is not yet what it bears. */
export interface PartnerSpend {
  readonly partner: string;
  readonly due: Pence;
  readonly received: Pence;
  readonly spend: Pence;
  readonly forecast: Pence | null;
  /** Above (+) or under (−) what it is to contribute, by the forecast; null before the first day. */
  readonly variance: Pence | null;
}

/**
 * What the host’s pool manager reports to the partners, quarterly and yearly, of income and expenditure
 * and all else by which they can see how the pool is used (SI 2000/617 reg 7(5), 9): a quarter counts
 * from the first day of the year to the quarter’s last.
 */
export interface PoolReport<Account extends PoolYear = PoolYear> {
  readonly part: Part;
  /** From the year’s first day to the last that is reported on. */
  readonly days: Span;
  /** All of it is as it was known at the end of that day. */
  readonly knownOn: PlainDate;
  readonly account: Account;
  readonly schemes: readonly SchemePart[];
  readonly outputs: readonly PlannedOutputs[];
  readonly partners: readonly PartnerSpend[];
  readonly caveats: readonly Caveat[];
}

/** The days of a report, from the year’s first. */
export function daysReported(year: FinancialYear, part: Part): Span {
  return { from: daysOfPart(year, 'YEAR').from, until: daysOfPart(year, part).until };
}

/** The last day that a report counts: its own, or the one on which it is known where that is before. */
export const dayReported = (year: FinancialYear, part: Part, knownOn: PlainDate): PlainDate =>
  earlier(lastDay(daysReported(year, part)), knownOn);

/** The report of a year’s account as of the day that it counts to. */
export function reportOf<Account extends PoolYear>(
  account: Account,
  { part, knownOn, isPast }: { part: Part; knownOn: PlainDate; isPast: boolean },
): PoolReport<Account> {
  const days = daysReported(account.year, part);
  return {
    ...{ part, days, knownOn, account },
    schemes: schemesOf(account),
    outputs: outputsOf(account),
    partners: partnersOf(account),
    caveats: [
      ...(knownOn < lastDay(days) ? (['NOT_OVER'] as const) : []),
      ...(dayReported(account.year, part, knownOn) < knownOn ? (['ORDERS_AS_KNOWN'] as const) : []),
      ...(isPast ? (['CURRENCIES_AS_NOW', 'SCHEMES_AS_NOW'] as const) : []),
    ],
  };
}

function schemesOf(account: PoolYear): SchemePart[] {
  const codes = new Set([...account.cells, ...account.plans].map(({ scheme }) => scheme));
  return [...codes].sort().flatMap((scheme) =>
    NATURES_OF_SPEND.flatMap((nature) => {
      const isOf = (each: { readonly scheme: string; readonly nature: NatureOfSpend }) =>
        each.scheme === scheme && each.nature === nature;
      const [cells, plans] = [account.cells.filter(isOf), account.plans.filter(isOf)];
      if (cells.length + plans.length === 0) return [];
      const sums = sumOf({ ...account, cells, plans });
      return [{ scheme, nature, ...sums }];
    }),
  );
}

function outputsOf({ plans }: PoolYear): PlannedOutputs[] {
  const found = new Map<string, PlannedOutputs>();
  for (const { scheme, outputs, units } of plans) {
    if (outputs === null) continue;
    const key = JSON.stringify([scheme, units]);
    const sum = plus(found.get(key)?.outputs ?? ZERO, outputs);
    found.set(key, { scheme, units, outputs: sum });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function partnersOf({ contributions, cells, asOf }: PoolYear): PartnerSpend[] {
  const codes = new Set([...contributions, ...cells].map(({ partner }) => partner as string));
  return [...codes].sort().map((partner) => {
    const said = contributions.find((each) => each.partner === partner);
    const own = cells.filter((cell) => cell.partner === partner);
    const due = said?.due ?? (0n as Pence);
    const forecast =
      asOf === null ? null : addPence(...own.map((cell) => cell.forecast ?? (0n as Pence)));
    return {
      ...{ partner, due, received: said?.received ?? (0n as Pence) },
      ...{ spend: addPence(...own.map(({ spend }) => spend)), forecast },
      variance: forecast === null ? null : addPence(forecast, -due as Pence),
    };
  });
}
