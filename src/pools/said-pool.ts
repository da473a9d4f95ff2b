import { fromFirstToLast } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type {
  AgreedTotal,
  AttributionRule,
  Contribution,
  Pool,
  PoolAgreement,
  PoolGrant,
  PoolScheme,
  SchemePlan,
} from './pool.ts';
import type { PoolFile } from './pool-file.ts';

/** All that a file says of a pool and one of its agreements. */
export interface SaidPool {
  readonly pool: Pool;
  readonly agreement: PoolAgreement;
  /** That the agreement ends before it said itself. */
  readonly end: { readonly until: PlainDate; readonly reason: string } | null;
  /** In the order of the file: what was first agreed, then each variation. */
  readonly totals: readonly AgreedTotal[];
  readonly contributions: readonly Contribution[];
  readonly schemes: readonly PoolScheme[];
  readonly plans: readonly SchemePlan[];
  readonly rules: readonly AttributionRule[];
  readonly grants: readonly PoolGrant[];
}

/** What a file says, known from a day. */
export function saidIn(file: PoolFile, knownFrom: PlainDate): SaidPool {
  const { pool, end, schemes, grants } = file;
  const agreement = agreementIn(file, knownFrom);
  return {
    ...{ pool, agreement, grants, ...contributionsIn(file, knownFrom) },
    end: end && { until: fromFirstToLast(end.lastDay, end.lastDay).until, reason: end.reason },
    schemes: schemes.map(({ plan: _plan, ...scheme }) => scheme),
    plans: schemes.flatMap(({ code, plan }) =>
      plan.map((each) => ({ ...each, scheme: code, knownFrom })),
    ),
    rules: rulesIn(file, agreement),
  };
}

function agreementIn({ pool, agreement }: PoolFile, knownFrom: PlainDate): PoolAgreement {
  const { firstDay, lastDay, carryForward, ...said } = agreement;
  return {
    ...{ ...said, pool: pool.code, knownFrom },
    days: fromFirstToLast(firstDay, lastDay),
    carry: carryForward.rule,
    carryShare: carryForward.share,
  };
}

function contributionsIn(
  { agreement, years, variations }: PoolFile,
  knownFrom: PlainDate,
): Pick<SaidPool, 'totals' | 'contributions'> {
  const first = { effectiveOn: agreement.firstDay, reason: 'as agreed', variation: '', years };
  const said = [
    first,
    ...variations.map(({ reference, effectiveDay, reason, years: varied }) => ({
      ...{ effectiveOn: effectiveDay, reason, variation: reference, years: varied },
    })),
  ];
  return {
    totals: said.flatMap(({ years: of, ...each }) =>
      of.map(({ year, total }) => ({ ...each, year, total, knownFrom })),
    ),
    contributions: said.flatMap(({ years: of, variation }) =>
      of.flatMap(({ year, contributions }) =>
        contributions.map((each) => ({ ...each, year, variation })),
      ),
    ),
  };
}

/** A rule that does not say its days is for those of the agreement. */
function rulesIn({ rules }: PoolFile, agreement: PoolAgreement): AttributionRule[] {
  const { pool, days, knownFrom } = agreement;
  return rules.flatMap(({ stream, funder, currency, firstDay, lastDay, shares }) => {
    const from = firstDay ?? days.from;
    const until = lastDay === null ? days.until : fromFirstToLast(from, lastDay).until;
    return shares.map(({ scheme, share }) => ({
      ...{ pool, stream, funder, currency, scheme, share, knownFrom },
      days: { from, until },
    }));
  });
}
