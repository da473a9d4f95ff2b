import { addPence, NO_PENCE, type Pence } from '../values/money.ts';
import type { NatureOfSpend, SchemePlan } from './pool.ts';
import type { PoolCell, PoolYear } from './pool-year.ts';

/** The measures of a pool, or of a part of it, side by side; they are never added to each other. */
export interface PoolMeasures {
  /** Null where plans do not say it of that part. */
  readonly planned: Pence | null;
  readonly spend: Pence;
  readonly committed: Pence;
  /** What of `committed` is agreed in awards. */
  readonly agreed: Pence;
  /** Null before the first day. */
  readonly forecast: Pence | null;
}

export interface PartSum<Key> extends PoolMeasures {
  readonly of: Key;
}

/** Of the whole pool, or of its revenue or capital alone. */
export function sumOf(year: PoolYear, nature: NatureOfSpend | null = null): PoolMeasures {
  const isOf = (each: { readonly nature: NatureOfSpend }) =>
    nature === null || each.nature === nature;
  const plans = year.plans.length === 0 ? null : year.plans.filter(isOf);
  return measures(year, year.cells.filter(isOf), plans);
}

/** Of what no person carries: block contracts, teams, stores, overheads. A line of its own. */
export const sumOfNobody = (year: PoolYear): PoolMeasures =>
  measures(
    year,
    year.cells.filter(({ stream }) => stream === null),
    null,
  );

/** By scheme, in order of their codes; those that are only planned too. */
export const sumsByScheme = (year: PoolYear): PartSum<string>[] =>
  sumsOf(
    year,
    ({ scheme }) => scheme,
    ({ scheme }) => scheme,
  );

/** By whose money it is, in order of their codes. */
export const sumsByPartner = (year: PoolYear): PartSum<string>[] =>
  sumsOf(year, ({ partner }) => partner);

/** By stream, in order of their codes; first, as null, what no person carries. */
export const sumsByStream = (year: PoolYear): PartSum<string | null>[] =>
  sumsOf(year, ({ stream }) => stream);

/** Money of a partner that no rule of any pool catches: what was spent, and what is agreed to come. */
export interface UnattributedSum {
  readonly stream: string;
  readonly funder: string;
  readonly amount: Pence;
  readonly agreed: Pence;
}

/** By stream and funder, over the months. */
export function unattributedSums({
  unattributed,
  agreedUnattributed,
}: Pick<PoolYear, 'unattributed' | 'agreedUnattributed'>): UnattributedSum[] {
  const found = new Map<string, UnattributedSum>();
  const none = { amount: NO_PENCE, agreed: NO_PENCE };
  for (const [what, sums] of [
    ['amount', unattributed],
    ['agreed', agreedUnattributed],
  ] as const) {
    for (const { stream, funder, amount } of sums) {
      const own = found.get(`${stream} ${funder}`) ?? { stream, funder, ...none };
      found.set(`${stream} ${funder}`, { ...own, [what]: addPence(own[what], amount) });
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

function sumsOf<Key extends string | null>(
  year: PoolYear,
  keyOf: (cell: PoolCell) => Key,
  planned: ((plan: SchemePlan) => Key) | null = null,
): PartSum<Key>[] {
  const plans = planned === null ? [] : year.plans.map(planned);
  const keys = [...new Set([...year.cells.map(keyOf), ...plans])];
  return keys
    .sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
    .map((key) => {
      const cells = year.cells.filter((cell) => keyOf(cell) === key);
      const own = year.plans.filter((plan) => planned?.(plan) === key);
      return { of: key, ...measures(year, cells, own.length === 0 ? null : own) };
    });
}

function measures(
  { asOf }: PoolYear,
  cells: readonly PoolCell[],
  plans: readonly SchemePlan[] | null,
): PoolMeasures {
  return {
    planned: plans && addPence(...plans.map((plan) => plan.planned)),
    spend: addPence(...cells.map(({ spend }) => spend)),
    committed: addPence(...cells.map(({ committed }) => committed)),
    agreed: addPence(...cells.map(({ agreed }) => agreed)),
    forecast:
      asOf === null ? null : addPence(...cells.map((cell) => cell.forecast ?? (0n as Pence))),
  };
}
