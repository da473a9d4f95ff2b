import { MODES, type Mode } from '../awards/award.ts';
import { NO_PENCE, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { ratio, toDecimal } from '../values/ratio.ts';
import type { Usage, UsageFigures } from './usage.ts';
import type { Figure, Suppression } from './usage-figures.ts';

/** A figure of one mode, and what part it is of all that is shown of the same. */
export interface Part<Value> {
  readonly figure: Figure<Value>;
  /** In per cent with one place, as text; not told where the figure is not. */
  readonly share: Figure<string>;
}

/** What of a pool is held in one way. Committed and spent are never added to each other. */
export interface ModePart {
  readonly mode: Mode;
  readonly people: Part<number>;
  readonly committed: Part<Pence>;
  readonly spend: Part<Pence>;
}

/** How a pool’s money is held, of what is published of a year. */
export interface ModesOfYear {
  /** The last day that is published; null where nothing is. */
  readonly asOf: PlainDate | null;
  readonly ruleVersion: number;
  /** How many published cells are not shown; the figures and shares leave them out. */
  readonly suppressed: number;
  /** Each mode, whether or not anything is held so. */
  readonly modes: readonly ModePart[];
}

/** Each mode’s figures, of usage by mode. */
export function modesOf(usage: Usage): ModesOfYear {
  const { asOf, ruleVersion, totals } = usage;
  const people = partsOf<number>(usage, (figures) => figures.people, 0);
  const committed = partsOf<Pence>(usage, (figures) => figures.committed, NO_PENCE);
  const spend = partsOf<Pence>(usage, (figures) => figures.spend, NO_PENCE);
  const modes = MODES.map((mode) => ({
    ...{ mode, people: people(mode), committed: committed(mode), spend: spend(mode) },
  }));
  return { asOf, ruleVersion, modes, suppressed: totals.suppressed };
}

/** What is not known of anybody yet: it is said of nobody in the same words. */
const OF_EVERYBODY: readonly Suppression[] = ['YEAR_NOT_OVER', 'NOT_REPORTED'];

/**
 * The part of each mode. That nothing is held in one way is told only where all others are shown:
 * beside one that is not, nobody and few are the same answer.
 */
function partsOf<Value extends number | Pence>(
  { cells, totals }: Usage,
  of: (figures: UsageFigures) => Figure<Value>,
  nought: Value,
): (mode: Mode) => Part<Value> {
  const figures = cells.map(of);
  const whole = figures.reduce(
    (sum, each) => sum + ('value' in each ? BigInt(each.value) : 0n),
    0n,
  );
  const reasons = figures.flatMap((each) => ('suppressed' in each ? each.suppressed : []));
  const why = reasons.find((each) => OF_EVERYBODY.includes(each)) ?? (reasons[0] && 'FEW_PEOPLE');
  const nobody: Figure<Value> = why ? { suppressed: why } : { value: nought };
  const absent = cells.length === 0 ? of(totals) : nobody;
  return (mode) => {
    const cell = cells.find(({ keys }) => keys[0]?.code === mode);
    const figure = cell ? of(cell) : absent;
    return { figure, share: 'value' in figure ? shareOf(BigInt(figure.value), whole) : figure };
  };
}

/** To a tenth of a per cent, half away from nought; of nothing there is no share. */
function shareOf(part: bigint, whole: bigint): Figure<string> {
  if (whole === 0n) return { suppressed: 'NOT_REPORTED' };
  return { value: toDecimal(ratio(part * 100n, whole), 1) };
}
