import type { Currency, ToldAward } from '../awards/award.ts';
import type { Ceiling } from '../awards/line.ts';
import {
  type FundingDecision,
  type Part,
  partsOf,
  piecesOf,
  type Share,
  standingOf,
} from '../awards/share.ts';
import { rounded, type Step, shareSteps, tariffSteps } from '../awards/working.ts';
import type { Tariff } from '../currencies/tariff.ts';
import type { Stream } from '../streams/stream.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { MOST_PENCE, type Pence, toPence } from '../values/money.ts';
import type { Span } from '../values/period.ts';
import { addMonths, type PlainDate } from '../values/plain-date.ts';
import { sumOfKnown } from './figures.ts';
import { type Item, inForceOver, type Origin } from './in-force.ts';
import type { Quote } from './quote.ts';
import { assume, type PricedWhatIf } from './what-if.ts';

export interface IndicativeFunder {
  readonly code: string;
  readonly name: string;
}

/** What one thing would come to over the twelve months, or why nobody can say. */
export interface IndicativeLine {
  readonly origin: Origin;
  readonly basis: Item['basis'];
  readonly stream: Stream;
  /** Null where nothing says who would pay. */
  readonly funder: IndicativeFunder | null;
  readonly description: string;
  readonly days: Span;
  /** Rounded once; null where there is no price. */
  readonly amount: Pence | null;
  readonly reason: string | null;
  readonly currency: Currency | null;
  /** The versions of the prices that were used. */
  readonly tariffs: readonly Tariff[];
  readonly illustrative: boolean;
  readonly notes: readonly string[];
  readonly share: Share | null;
  /** Names no currency by its code. */
  readonly working: readonly Step[];
}

/** A ceiling in force on the first day: what may be claimed is in no sum. */
export interface IndicativeCeiling {
  readonly stream: Stream;
  readonly funder: IndicativeFunder;
  readonly ceiling: Ceiling;
}

/** What one funder's priced lines come to; null where none has a price. */
export interface FunderSum {
  readonly funder: IndicativeFunder | null;
  readonly amount: Pence | null;
}

/** What twelve months would come to by what is in force on their first day. Nothing is stored. */
export interface IndicativeBudget {
  readonly days: Span;
  readonly lines: readonly IndicativeLine[];
  readonly ceilings: readonly IndicativeCeiling[];
  /** Benefits owed by right: in no sum. */
  readonly entitlements: readonly IndicativeLine[];
  /** The sum of the priced lines; null where none has a price. */
  readonly total: Pence | null;
  /** False when a line has no price. */
  readonly complete: boolean;
  /** They add up to the total. */
  readonly byFunder: readonly FunderSum[];
}

/** What is known of one person, and what is to be assumed. */
export interface IndicativeBasis {
  readonly from: PlainDate;
  readonly streams: readonly Stream[];
  readonly awards: readonly ToldAward[];
  /** In the order in which they were recorded. */
  readonly decisions: readonly FundingDecision[];
  readonly whatIfs: readonly PricedWhatIf[];
  /** The funder whose money alone the viewer is shown; left out where it is everybody's. */
  readonly onlyFunder?: string | undefined;
  funderName(code: string): string;
}

/**
 * Prices what is in force on a day, or is assumed, over twelve months from that day, and shares it
 * between funders by the decisions that stand. Care given and one-off sums are not in it. Throws
 * ActivityRefused where an assumption cannot be made.
 */
export function indicate(basis: IndicativeBasis): IndicativeBudget {
  const { from, streams, awards, whatIfs } = basis;
  const days = { from, until: addMonths(from, 12) };
  const told = inForceOver(days, streams, awards);
  const position = new Map(streams.map(({ code }, at) => [code, at]));
  const items = assume(told.items, whatIfs, { days, streams }).sort(
    (a, b) => (position.get(a.stream.code) ?? 0) - (position.get(b.stream.code) ?? 0),
  );
  const lines = items.flatMap((item) => shownLines(item, basis));
  return {
    days,
    lines,
    ceilings: told.ceilings
      .map(({ stream, ceiling }) => {
        const { funder } = ceiling.award;
        return { stream, ceiling, funder: { code: funder, name: basis.funderName(funder) } };
      })
      .filter(({ funder }) => isShown(funder, basis)),
    entitlements: told.entitlements.flatMap((item) => shownLines(item, basis)),
    total: sumOfKnown(lines.map(({ amount }) => amount)),
    complete: lines.every(({ amount }) => amount !== null),
    byFunder: sumsByFunder(lines),
  };
}

function shownLines(item: Item, basis: IndicativeBasis): IndicativeLine[] {
  return linesOf(item, basis).filter(({ funder }) => isShown(funder, basis));
}

/** What nothing says who would pay for is an assumption of the viewer's own. */
function isShown(funder: IndicativeFunder | null, { onlyFunder }: IndicativeBasis): boolean {
  return onlyFunder === undefined || funder === null || funder.code === onlyFunder;
}

/** Cut where a decision begins or ends; each piece rounds once, then is shared. */
function linesOf(item: Item, { decisions, funderName }: IndicativeBasis): IndicativeLine[] {
  const isShared = item.stream.nature === 'BUDGET';
  const own = isShared ? decisions.filter(({ stream }) => stream === item.stream.code) : [];
  return piecesOf(item.days, standingOf(own)).flatMap(({ days, decision }) => {
    const quote = bounded(item.quote(days));
    const whole = quote.kind === 'QUOTED' ? toPence(quote.exact) : null;
    const parts: readonly (Part | Unshared)[] = decision
      ? partsOf(decision, whole)
      : [{ funder: item.funder, amount: whole, share: null }];
    return parts.map((part) => lineOf(item, { days, quote, part }, funderName));
  });
}

interface Unshared {
  readonly funder: OrganisationCode | null;
  readonly amount: Pence | null;
  readonly share: null;
}

interface Priced {
  readonly days: Span;
  readonly quote: Quote;
  readonly part: Part | Unshared;
}

function lineOf(
  item: Item,
  { days, quote, part }: Priced,
  funderName: IndicativeBasis['funderName'],
): IndicativeLine {
  const { origin, basis, stream, description, currency } = item;
  const { funder, amount, share } = part;
  const isQuoted = quote.kind === 'QUOTED';
  return {
    ...{ origin, basis, stream, description, currency, days, amount, share },
    funder: funder === null ? null : { code: funder, name: funderName(funder) },
    reason: isQuoted ? null : quote.reason,
    tariffs: isQuoted ? quote.tariffs : [],
    illustrative: isQuoted && quote.illustrative,
    notes: isQuoted ? quote.notes : [],
    working:
      isQuoted && amount !== null
        ? [
            ...quote.steps,
            rounded(share?.of ?? amount),
            ...shareSteps(share, funder ?? '', amount),
            ...tariffSteps(quote.tariffs),
            ...item.toldBy,
          ]
        : [],
  };
}

function bounded(quote: Quote): Quote {
  if (quote.kind === 'NOT_QUOTED') return quote;
  const { n, d } = quote.exact;
  if ((n < 0n ? -n : n) * 100n <= MOST_PENCE * d) return quote;
  return { kind: 'NOT_QUOTED', reason: 'comes to more pence than can be carried exactly' };
}

/** In order of the funder's code; what nothing says who would pay for comes last. */
function sumsByFunder(lines: readonly IndicativeLine[]): FunderSum[] {
  const groups = new Map<string | null, IndicativeLine[]>();
  for (const line of lines) {
    const code = line.funder?.code ?? null;
    const own = groups.get(code);
    if (own) own.push(line);
    else groups.set(code, [line]);
  }
  return [...groups]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
    .map(([, own]) => ({
      funder: own[0]?.funder ?? null,
      amount: sumOfKnown(own.map(({ amount }) => amount)),
    }));
}
