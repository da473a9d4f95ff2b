import { MOST_PENCE, type Pence, toPence } from '../values/money.ts';
import { type Ratio, toDecimal } from '../values/ratio.ts';
import type { WordedStep, Working } from './steps.ts';
import type { Tariff } from './tariff.ts';

export interface Priced {
  readonly kind: 'PRICED';
  readonly amount: Pence;
  /** Pounds before the one rounding. */
  readonly exact: Ratio;
  readonly steps: readonly WordedStep[];
  /** The price itself first, then what else was looked up. */
  readonly tariffs: readonly Tariff[];
  /** One of the tariffs is not a price that anybody pays. */
  readonly illustrative: boolean;
}

export interface Unpriced {
  readonly kind: 'UNPRICED';
  readonly reason: string;
}

/** What pricing an activity comes to: never a silent nothing. */
export type Pricing = Priced | Unpriced;

/** Rounds once, half away from zero. */
export function priced(working: Working, tariffs: readonly Tariff[]): Pricing {
  const exact = working.total;
  if (exact.n * 100n > MOST_PENCE * exact.d) {
    return unpriced('comes to more pence than can be carried exactly');
  }
  return {
    kind: 'PRICED',
    amount: toPence(exact),
    exact,
    steps: working.steps,
    tariffs,
    illustrative: tariffs.some((tariff) => tariff.illustrative),
  };
}

export function unpriced(reason: string): Unpriced {
  return { kind: 'UNPRICED', reason };
}

/** A percentage or count without trailing noughts: 70, 32.5. */
export function plainNumber(value: Ratio): string {
  return toDecimal(value, 6).replace(/\.?0+$/, '');
}

/** A price in words: pounds and pence, with more decimals where the price itself has them. */
export function priceText(pounds: Ratio): string {
  return toDecimal(pounds, 6).replace(/(\.\d\d\d*?)0+$/, '$1');
}
