import { daysOf, parseFinancialYear } from '../values/financial-year.ts';
import { addPence, type Pence, poundsText } from '../values/money.ts';
import { intersect, type Span } from '../values/period.ts';
import { plus, ZERO } from '../values/ratio.ts';
import type { AgreedTotal, Contribution, PoolAgreement } from './pool.ts';

/** What is wrong in what was said of a pool: where, by which rule, and why in words. */
export interface PoolFault {
  readonly where: string;
  readonly code: PoolFaultCode;
  readonly reason: string;
}

export const POOL_FAULT_CODES = [
  'AGREEMENTS_OVERLAP',
  'BACKDATED',
  'BAD_VALUE',
  'BELOW_NOTHING',
  'CONTRIBUTIONS_DO_NOT_ADD_UP',
  'END_BEFORE_START',
  'NOT_A_PARTNER',
  'NOT_WHOLE_MONTHS',
  'OUTSIDE_AGREEMENT',
  'OTHER_AGREEMENT',
  'REWRITES_PAST',
  'SHARES_ABOVE_WHOLE',
  'SHARES_NOT_WHOLE',
  'TWICE',
  'UNKNOWN_CODE',
  'UNKNOWN_SCHEME',
] as const;
export type PoolFaultCode = (typeof POOL_FAULT_CODES)[number];

/** Where and when a scheme is spent on: by which agreement. */
export interface SchemeDays {
  readonly pool: string;
  readonly agreement: string;
  readonly scheme: string;
  readonly days: Span;
}

/** Money is added up by month before it is attributed, so that no month is attributed in two ways. */
export const WHOLE_MONTHS =
  'does not begin on the first and end on the last day of a month, and pools are accounted for by month';

export const isOfWholeMonths = ({ from, until }: Span): boolean =>
  [from, until].every((day) => day.endsWith('-01'));

/** What is wrong with the terms of an agreement. */
export function faultsOfTerms(agreement: PoolAgreement, host: string): PoolFault[] {
  const { days, partners, riskShare, carry, carryShare, reference } = agreement;
  const where = `agreement ${reference}`;
  const faults: PoolFault[] = [];
  if (days.until <= days.from) {
    faults.push({ where, code: 'END_BEFORE_START', reason: 'its last day is before its first' });
  } else if (!isOfWholeMonths(days)) {
    faults.push({ where, code: 'NOT_WHOLE_MONTHS', reason: WHOLE_MONTHS });
  }
  if (!partners.some(({ organisation }) => organisation === host)) {
    const reason = `its host ${host} is none of its partners (SI 2000/617 reg 7)`;
    faults.push({ where, code: 'NOT_A_PARTNER', reason });
  }
  const shares = partners.flatMap(({ share }) => (share === null ? [] : [share]));
  const sum = shares.reduce(plus, ZERO);
  const isFixed = riskShare === 'FIXED_SHARES';
  if (isFixed ? sum.n !== sum.d || shares.some(({ n }) => n < 0n) : shares.length > 0) {
    const reason = isFixed
      ? 'fixed shares of the risk of all its partners are not 100 % together'
      : `its partners have fixed shares, and its risk is shared by ${riskShare}`;
    faults.push({ where, code: 'SHARES_NOT_WHOLE', reason });
  }
  if ((carry === 'KEEP_UP_TO') !== (carryShare !== null)) {
    const reason = 'a share to be carried forward is for KEEP_UP_TO, and for that alone';
    faults.push({ where, code: 'SHARES_NOT_WHOLE', reason });
  }
  if (carryShare !== null && (carryShare.n < 0n || carryShare.n > carryShare.d)) {
    const reason = 'what may be carried forward is between nothing and 100 % of the contributions';
    faults.push({ where, code: 'SHARES_ABOVE_WHOLE', reason });
  }
  return faults;
}

/** Schemes that another agreement of the same pool is spent on in the same days. */
export function faultsOfSchemes(
  agreement: Pick<PoolAgreement, 'pool' | 'reference' | 'days'>,
  schemes: readonly string[],
  others: readonly SchemeDays[],
): PoolFault[] {
  const { pool, reference, days } = agreement;
  return others
    .filter((other) => other.pool === pool && other.agreement !== reference)
    .filter((other) => schemes.includes(other.scheme) && intersect(other.days, days) !== null)
    .map((other) => ({
      where: `agreement ${reference}, scheme ${other.scheme}`,
      code: 'AGREEMENTS_OVERLAP' as const,
      reason: `is in agreement ${other.agreement} for days that both have: end that one first`,
    }));
}

/** What the partners owe a year by all that was said of it: at first, and by each variation. */
export interface Settled {
  readonly totals: readonly AgreedTotal[];
  readonly contributions: readonly Contribution[];
}

/**
 * What is wrong with contributions. Those that were first agreed add up to the pool of their year; a
 * variation moves as much as it changes that total. `totals` are in the order in which they were said.
 */
export function faultsOfContributions(
  agreement: Pick<PoolAgreement, 'reference' | 'days' | 'partners'>,
  { totals, contributions }: Settled,
): PoolFault[] {
  const where = ({ year, variation }: Pick<AgreedTotal, 'year' | 'variation'>) =>
    [`agreement ${agreement.reference}`, variation && `variation ${variation}`, year]
      .filter(Boolean)
      .join(', ');
  const isOf = (total: AgreedTotal) => (each: Contribution) =>
    each.year === total.year && each.variation === total.variation;
  const stray = contributions.filter((each) => !totals.some((total) => isOf(total)(each)));
  return [
    ...stray.map((each) => ({
      where: where(each),
      code: 'CONTRIBUTIONS_DO_NOT_ADD_UP' as const,
      reason: 'has contributions, and no total that they are to add up to',
    })),
    ...totals.flatMap((total, at): PoolFault[] => {
      const before = totals
        .slice(0, at)
        .filter(({ year }) => year === total.year)
        .at(-1);
      const said = contributions.filter(isOf(total)).map(({ amount }) => amount);
      return faultOfSum(where(total), total.total, before?.total ?? null, addPence(...said));
    }),
    ...totals
      .filter(({ year }) => !intersect(daysOf(parseFinancialYear(year)), agreement.days))
      .map((total) => ({
        where: where(total),
        code: 'OUTSIDE_AGREEMENT' as const,
        reason: 'is a year of which the agreement has no day',
      })),
    ...faultsOfPartners(agreement, contributions, where),
  ];
}

function faultOfSum(where: string, total: Pence, before: Pence | null, said: Pence): PoolFault[] {
  const expected = addPence(total, ...(before === null ? [] : [-before as Pence]));
  if (said === expected) return [];
  const change = before === null ? 'the pool is' : 'the variation changes the pool by';
  const reason = `contributions come to ${poundsText(said)}, and ${change} ${poundsText(expected)}`;
  return [{ where, code: 'CONTRIBUTIONS_DO_NOT_ADD_UP', reason }];
}

function faultsOfPartners(
  { partners }: Pick<PoolAgreement, 'partners'>,
  contributions: readonly Contribution[],
  where: (of: Contribution) => string,
): PoolFault[] {
  const faults: PoolFault[] = [];
  const owed = new Map<string, { last: Contribution; sum: Pence }>();
  for (const each of contributions) {
    const { partner, source, year, amount } = each;
    if (!partners.some(({ organisation }) => organisation === partner)) {
      const reason = `${partner} contributes and is no partner of the agreement`;
      faults.push({ where: where(each), code: 'NOT_A_PARTNER', reason });
    }
    const key = JSON.stringify([partner, source, year]);
    const sum = addPence(owed.get(key)?.sum ?? (0n as Pence), amount);
    owed.set(key, { last: each, sum });
  }
  for (const { last, sum } of owed.values()) {
    if (sum >= 0n) continue;
    const reason = `leaves ${last.partner} to contribute less than nothing from ${last.source}`;
    faults.push({ where: where(last), code: 'BELOW_NOTHING', reason });
  }
  return faults;
}
