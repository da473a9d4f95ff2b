import type { Step } from '../awards/working.ts';
import type { OrganisationCode } from '../values/ids.ts';
import {
  NO_PENCE,
  type Pence,
  pence,
  poundsText,
  splitByLargestRemainder,
  takePence,
} from '../values/money.ts';
import { toDecimal } from '../values/ratio.ts';
import type { PoolAgreement } from './pool.ts';
import type { PartnerRisk } from './risk-share.ts';

/** What becomes at a year’s end of what is left in the pool, by the agreement; it moves no money. */
export interface CarriedOver {
  /** Kept in the pool for the next year. */
  readonly kept: Pence;
  /** To be given back, to those that spent less than their part. */
  readonly returned: readonly { readonly partner: OrganisationCode; readonly amount: Pence }[];
  readonly working: readonly Step[];
}

export interface LeftSaid {
  readonly agreement: Pick<PoolAgreement, 'carry' | 'carryShare'>;
  /** All that was to be contributed in the year. */
  readonly due: Pence;
  readonly variance: Pence;
  readonly risk: readonly PartnerRisk[];
}

/** What is kept and what is given back of an underspend; of an overspend nothing is. */
export function carriedOver({ agreement, due, variance, risk }: LeftSaid): CarriedOver {
  const left = variance < 0n ? pence(-variance) : NO_PENCE;
  const first = { step: 'left in the pool at the end of the year', result: poundsText(left) };
  if (left === 0n) return { kept: NO_PENCE, returned: [], working: [first] };
  const { kept, step } = keptOf(agreement, left, due);
  const back = takePence(left, kept);
  const weights = risk.map(({ amount }) => (amount < 0n ? -amount : 0n));
  const parts = splitByLargestRemainder(back, weights);
  return {
    kept,
    returned: risk
      .map(({ partner }, at) => ({ partner, amount: parts[at] as Pence }))
      .filter(({ amount }) => amount !== 0n),
    working: [
      first,
      { step, result: poundsText(kept) },
      {
        step: 'to be given back, in proportion to each one’s underspend',
        result: poundsText(back),
      },
    ],
  };
}

function keptOf(
  { carry, carryShare }: LeftSaid['agreement'],
  left: Pence,
  due: Pence,
): { readonly kept: Pence; readonly step: string } {
  if (carry === 'KEEP') return { kept: left, step: 'kept in the pool, all of it' };
  if (carry === 'RETURN' || carryShare === null) {
    return { kept: NO_PENCE, step: 'kept in the pool, none of it' };
  }
  const most = pence((due * carryShare.n) / carryShare.d);
  const percent = toDecimal({ n: carryShare.n * 100n, d: carryShare.d }, 2);
  const step = `kept in the pool, up to ${percent} % of ${poundsText(due)} contributed, ${poundsText(most)}`;
  return { kept: left < most ? left : most, step };
}
