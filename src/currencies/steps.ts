import { minus, plus, type Ratio, ratio, times, ZERO } from '../values/ratio.ts';

/**
 * One typed step from a tariff to a price; replayed in their order the steps give the price. All
 * sums are exact pounds.
 */
export type PriceStep =
  | { readonly type: 'BASE'; readonly pounds: Ratio }
  | { readonly type: 'SHORT_STAY'; readonly percent: Ratio }
  | { readonly type: 'LONG_STAY'; readonly days: number; readonly poundsPerDay: Ratio }
  | { readonly type: 'TOP_UP'; readonly percent: Ratio }
  | { readonly type: 'BEST_PRACTICE'; readonly pounds: Ratio }
  /** `inFull` is the part below the contract's baseline; the percentage is of the rest. */
  | { readonly type: 'MARGINAL_SHARE'; readonly percent: Ratio; readonly inFull: Ratio }
  | { readonly type: 'MARKET_FORCES'; readonly factor: Ratio }
  /** Days at a price per so many days: 1 for a daily price, 7 for a weekly one. */
  | { readonly type: 'DAYS'; readonly days: number; readonly pounds: Ratio; readonly per: 1 | 7 }
  | { readonly type: 'UNITS'; readonly count: Ratio; readonly pounds: Ratio };

/** A step with what it says to a reader and the sum so far. */
export interface WordedStep {
  readonly step: PriceStep;
  readonly words: string;
  /** Exact pounds after this step. */
  readonly after: Ratio;
}

/** A best-practice sum stands apart: the marginal share is never taken of it. */
interface Running {
  readonly main: Ratio;
  readonly bestPractice: Ratio;
}

const NOTHING: Running = { main: ZERO, bestPractice: ZERO };
const HUNDRED = 100n;

/** The exact pounds that the steps come to. */
export function replay(steps: readonly PriceStep[]): Ratio {
  return totalOf(steps.reduce(apply, NOTHING));
}

function totalOf({ main, bestPractice }: Running): Ratio {
  return bestPractice.n === 0n ? main : plus(main, bestPractice);
}

function apply({ main, bestPractice }: Running, step: PriceStep): Running {
  switch (step.type) {
    case 'BASE':
      return { main: plus(main, step.pounds), bestPractice };
    case 'SHORT_STAY':
      return { main: percentOf(main, step.percent), bestPractice };
    case 'LONG_STAY':
      return { main: plus(main, times(step.poundsPerDay, ratio(step.days))), bestPractice };
    case 'TOP_UP':
      return { main: plus(main, percentOf(main, step.percent)), bestPractice };
    case 'BEST_PRACTICE':
      return { main, bestPractice: plus(bestPractice, step.pounds) };
    case 'MARGINAL_SHARE':
      return { main: marginal(main, step.percent, step.inFull), bestPractice };
    case 'MARKET_FORCES':
      return { main: times(totalOf({ main, bestPractice }), step.factor), bestPractice: ZERO };
    case 'DAYS': {
      const price = times(step.pounds, ratio(step.days, step.per));
      return { main: plus(main, price), bestPractice };
    }
    case 'UNITS':
      return { main: plus(main, times(step.pounds, step.count)), bestPractice };
  }
}

function percentOf(pounds: Ratio, percent: Ratio): Ratio {
  return times(pounds, { n: percent.n, d: percent.d * HUNDRED });
}

function marginal(main: Ratio, percent: Ratio, inFull: Ratio): Ratio {
  return plus(inFull, percentOf(minus(main, inFull), percent));
}

/** Whole files are priced without anybody reading the words: they are made when they are asked for. */
class TakenStep implements WordedStep {
  readonly #say: () => string;

  constructor(
    readonly step: PriceStep,
    readonly after: Ratio,
    say: () => string,
  ) {
    this.#say = say;
  }

  get words(): string {
    return this.#say();
  }
}

/** Puts steps in words, each with the sum after it. */
export class Working {
  readonly steps: WordedStep[] = [];
  private running = NOTHING;

  add(step: PriceStep, words: () => string): void {
    this.running = apply(this.running, step);
    this.steps.push(new TakenStep(step, totalOf(this.running), words));
  }

  /** Exact pounds so far, without what best practice adds. */
  get main(): Ratio {
    return this.running.main;
  }

  get total(): Ratio {
    return totalOf(this.running);
  }
}
