import type { ToldAward, ToldBy } from '../awards/award.ts';
import { splitByDecision } from '../awards/joint-funding.ts';
import { type Ceiling, ceilingsIn, type Line, linesIn } from '../awards/line.ts';
import { withoutRepeats } from '../awards/repeats.ts';
import type { FundingDecision } from '../awards/share.ts';
import type { Step } from '../awards/working.ts';
import type { StandingAssessment } from '../charging/assessment.ts';
import { withAssessments } from '../charging/contribution.ts';
import { RECORDED_BY_HAND, RECORDED_STALE_AFTER_DAYS } from '../decisions/recorded-award.ts';
import type { Told } from '../decisions/told.ts';
import type { Stream } from '../streams/stream.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { NO_PENCE, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Sector } from '../values/sector.ts';
import {
  type FigureParts,
  type Figures,
  figuresOf,
  NOTHING_KNOWN,
  sumOfKnown,
  totalOf,
} from './figures.ts';
import {
  type ExpectedSource,
  type Freshness,
  freshnessOf,
  type SourceSpeaks,
  senderKey,
  worstOf,
} from './freshness.ts';
import { type Gap, gapsIn } from './gaps.ts';
import {
  besideLedger,
  type KnownOfMode,
  type KnownToLedger,
  knownByMode,
  leftToUse,
  NOTHING_IN_LEDGER,
  paidOf,
} from './ledger-paid.ts';
import { type Unconfirmed, unconfirmedIn } from './unconfirmed.ts';

/** A sector of which the viewer is not shown every stream, in the same words for every person. */
export interface Withheld {
  readonly sector: Sector;
  readonly reason: string;
}

interface Funder {
  readonly code: string;
  readonly name: string;
}

/** What one stream's money from one funder comes to. */
export interface StreamSums {
  readonly stream: Stream;
  readonly funder: Funder;
  readonly source: Freshness;
  /** The sum of its priced lines, whatever its nature; null when it has none. */
  readonly amount: Pence | null;
  /** BUDGET streams only. */
  readonly figures: Figures | null;
  /** What the person was told of it last, how and by whom; left out or null where nothing is noted. */
  readonly told?: Told | null;
  /** What the ledger knows to have gone out in the year, never added; null where it knows nothing. */
  readonly ledgerPaid: Pence | null;
  /** Where the figure of what was paid comes from, where the ledger knows anything. */
  readonly working: readonly Step[];
}

/** One stream's money from one funder, line by line. */
export interface StreamBudget extends StreamSums {
  readonly ceilings: readonly Ceiling[];
  readonly lines: readonly Line[];
}

/** What stands beside a budget and is never in it. */
export interface Beside {
  readonly careGiven: Pence | null;
  readonly entitlements: Pence | null;
  readonly leftToClaim: Pence | null;
}

/** What one person's money in a financial year comes to, without its lines. */
export interface BudgetSums {
  readonly year: FinancialYear;
  readonly complete: boolean;
  readonly withheld: readonly Withheld[];
  readonly total: Figures;
  readonly beside: Beside;
  /** What is left today of money that the person directs; null where there is none. */
  readonly leftToUse: Pence | null;
  readonly streams: readonly StreamSums[];
}

/** One person's money in a financial year, whoever pays. A view: nothing of it is stored. */
export interface IntegratedBudget extends BudgetSums {
  readonly gaps: readonly Gap[];
  readonly streams: readonly StreamBudget[];
}

/** The streams whose money or gaps a budget tells of. */
export function streamsIn(budget: BudgetSums | IntegratedBudget): string[] {
  const gaps = 'gaps' in budget ? budget.gaps : [];
  return [...budget.streams, ...gaps].map(({ stream }) => stream.code);
}

/** What is known of the area's sources for the year. */
export interface AreaInYear {
  readonly year: FinancialYear;
  readonly today: PlainDate;
  readonly streams: readonly Stream[];
  /** By `senderKey`. */
  readonly speaking: ReadonlyMap<string, SourceSpeaks>;
  readonly expected: readonly ExpectedSource[];
  staleAfterDays(adapter: string): number;
  /** Whether days before the format's first period leave a gap (it speaks for periods only). */
  funderName(code: string): string;
  /** Sectors of which the viewer is not shown every stream; left out where nothing is withheld. */
  readonly withheld?: readonly Withheld[];
  /** The funder whose money alone the viewer is shown; left out where it is everybody's. */
  readonly onlyFunder?: string;
}

/**
 * Joins one person's awards into the budget of a year. `toldBy` names the sources that know them;
 * funders share streams by the decisions, and councils charge by their financial assessments, both
 * given in the order in which they were recorded.
 */
export function integrate(
  area: AreaInYear,
  awards: readonly ToldAward[],
  toldBy: ReadonlySet<string>,
  decisions: readonly FundingDecision[] = [],
  assessments: readonly StandingAssessment[] = [],
  ledger: KnownToLedger = NOTHING_IN_LEDGER,
): IntegratedBudget {
  const silent = silentFor(area, toldBy);
  const told = streamsTold(area, { awards, decisions, assessments, ledger }, silent).map(
    (each): StreamTold => ({
      ...{ ...each, lines: inOrder(each.lines), ceilings: inOrder(each.ceilings) },
    }),
  );
  const streams = told.map((each) => {
    const { lines, ceilings, known } = each;
    return { ...streamSums(area, each), lines: besideLedger(lines, known), ceilings };
  });
  const gaps = gapsIn(area, silent, told);
  const ceilings = streams.flatMap((each) => each.ceilings);
  return { ...joined(area, streams, ceilings, gaps, ledger), gaps, streams };
}

/** The same sums as `integrate` gives, without the lines and the reasons behind them. */
export function integrateSums(
  area: AreaInYear,
  awards: readonly ToldAward[],
  toldBy: ReadonlySet<string>,
  decisions: readonly FundingDecision[] = [],
  assessments: readonly StandingAssessment[] = [],
  ledger: KnownToLedger = NOTHING_IN_LEDGER,
): BudgetSums {
  const silent = silentFor(area, toldBy);
  const told = streamsTold(area, { awards, decisions, assessments, ledger }, silent);
  const streams = told.map((each) => streamSums(area, each));
  const ceilings = told.flatMap((each) => each.ceilings);
  return joined(area, streams, ceilings, gapsIn(area, silent, told), ledger);
}

function joined(
  area: AreaInYear,
  streams: readonly StreamSums[],
  ceilings: readonly Ceiling[],
  gaps: readonly Gap[],
  ledger: KnownToLedger,
): BudgetSums {
  const amountsOf = (nature: Stream['nature']) =>
    sumOfKnown(streams.flatMap((each) => (each.stream.nature === nature ? [each.amount] : [])));
  return {
    year: area.year,
    complete: gaps.length === 0,
    withheld: area.withheld ?? [],
    total: totalOf(streams.flatMap(({ figures }) => figures ?? [])),
    beside: {
      careGiven: amountsOf('CARE_GIVEN'),
      entitlements: amountsOf('ENTITLEMENT'),
      leftToClaim: sumOfKnown(ceilings.map((each) => each.leftToClaim)),
    },
    leftToUse: leftToUse(ledger),
    streams,
  };
}

function silentFor(area: AreaInYear, toldBy: ReadonlySet<string>): ExpectedSource[] {
  return area.expected.filter((source) => !source.delivered && concerns(source, area, toldBy));
}

/** A council's silence concerns the people it has told of, and those no council has told of. */
function concerns(source: ExpectedSource, area: AreaInYear, toldBy: ReadonlySet<string>): boolean {
  if (!source.isCouncil || toldBy.has(source.organisation)) return true;
  const councils = area.expected.filter((each) => each.isCouncil);
  return !councils.some((each) => toldBy.has(each.organisation));
}

/** What is told of one stream and funder. */
interface StreamTold {
  readonly stream: Stream;
  readonly funder: string;
  readonly lines: readonly Line[];
  readonly ceilings: readonly Ceiling[];
  readonly known: readonly KnownOfMode[];
  /** What was recorded too long ago to say anything of the year. */
  readonly unconfirmed: readonly Unconfirmed[];
  readonly isMissing: boolean;
}

interface KnownOfPerson {
  readonly awards: readonly ToldAward[];
  readonly decisions: readonly FundingDecision[];
  readonly assessments: readonly StandingAssessment[];
  readonly ledger: KnownToLedger;
}

function streamsTold(
  area: AreaInYear,
  { awards, decisions, assessments, ledger }: KnownOfPerson,
  silent: readonly ExpectedSource[],
): StreamTold[] {
  const shared = decisions.filter((each) => isBudget(area.streams, each.stream));
  const split = splitByDecision(withoutRepeats(linesIn(area.year, awards)), shared);
  const told = withAssessments(split, assessments);
  const isShown = ({ award }: { readonly award: ToldAward }) =>
    area.onlyFunder === undefined || award.funder === area.onlyFunder;
  const lines = groupBy(told.filter(isShown), ({ award }) => award.stream);
  const shownCeilings = ceilingsIn(area.year, awards).filter(isShown);
  const ceilings = groupBy(shownCeilings, ({ award }) => award.stream);
  const open = groupBy(
    unconfirmedIn(area.year, awards).filter(isShown),
    ({ award }) => award.stream,
  );
  const { onlyFunder } = area;
  const moved = ledger.money.filter(
    ({ funder }) => onlyFunder === undefined || funder === onlyFunder,
  );
  const money = groupBy(moved, ({ stream }) => stream);
  return area.streams.flatMap((stream) => {
    const [ownLines, ownCeilings] = [lines.get(stream.code), ceilings.get(stream.code)];
    const missing = silent.filter((source) => source.stream === stream.code);
    const ownMoney = stream.nature === 'BUDGET' ? money.get(stream.code) : undefined;
    const ownOpen = open.get(stream.code);
    const isTold = ownLines || ownCeilings || ownMoney || ownOpen;
    if (!isTold && missing.length === 0) return [];
    const linesOf = groupBy(ownLines ?? [], ({ award }) => award.funder as string);
    const ceilingsOf = groupBy(ownCeilings ?? [], ({ award }) => award.funder as string);
    const moneyOf = groupBy(ownMoney ?? [], ({ funder }) => funder as string);
    const openOf = groupBy(ownOpen ?? [], ({ award }) => award.funder as string);
    const silentFunders = missing.map((source) => source.organisation);
    const telling = [...linesOf.keys(), ...ceilingsOf.keys(), ...moneyOf.keys()];
    const funders = new Set([...telling, ...openOf.keys(), ...silentFunders]);
    return [...funders].sort().map((funder) => ({
      stream,
      funder,
      lines: linesOf.get(funder) ?? [],
      ceilings: ceilingsOf.get(funder) ?? [],
      known: knownByMode(area.year, linesOf.get(funder) ?? [], moneyOf.get(funder) ?? []),
      unconfirmed: openOf.get(funder) ?? [],
      isMissing: silentFunders.includes(funder),
    }));
  });
}

function isBudget(streams: readonly Stream[], code: string): boolean {
  return streams.some((each) => each.code === code && each.nature === 'BUDGET');
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function streamSums(area: AreaInYear, told: StreamTold): StreamSums {
  const { stream, funder, ceilings, known } = told;
  const { parts: ofLines, ledgerPaid, working } = paidOf(told.lines, known);
  const parts = [...ofLines, ...notKnownOf(told)];
  const counts = parts.length > 0 || ceilings.length > 0;
  const figures = counts ? figuresOf(parts) : NOTHING_KNOWN;
  return {
    stream,
    funder: { code: funder, name: area.funderName(funder) },
    source: sourceOf(area, told),
    amount: sumOfKnown(parts.map((part) => part.amount)),
    figures: stream.nature === 'BUDGET' ? figures : null,
    ledgerPaid,
    working,
  };
}

/** Of what is not confirmed no figure is known, but that the ledger knows what was paid, if anything. */
function notKnownOf({ unconfirmed, known }: StreamTold): FigureParts[] {
  const paid = known.length > 0 ? NO_PENCE : null;
  return unconfirmed.length === 0 ? [] : [{ amount: null, contribution: null, paid }];
}

type InOrder = Pick<Line, 'days' | 'award'>;

/** By their days, then by what their files say, so that the order of arrival makes no difference. */
export function inOrder<Item extends InOrder>(items: readonly Item[]): Item[] {
  if (items.length < 2) return [...items];
  const keyed = items.map((item) => ({ item, key: orderKey(item) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ item }) => item);
}

function orderKey({ days, award }: InOrder): string {
  const { delivery, row, reference, service } = award;
  const place = `${row}`.padStart(9, '0');
  return `${days.from} ${days.until} ${delivery.adapter} ${delivery.sender} ${place} ${reference ?? service} ${delivery.id}`;
}

/** How fresh the senders behind the lines are; one that is expected and silent is the worst. */
function sourceOf(area: AreaInYear, streamTold: StreamTold): Freshness {
  const { lines, ceilings, unconfirmed, isMissing } = streamTold;
  const told = new Map<string, ToldBy>();
  for (const { award } of [...lines, ...ceilings, ...unconfirmed]) {
    const key = senderKey(award.delivery);
    const known = told.get(key);
    if (!known || award.delivery.asOf > known.asOf) told.set(key, award.delivery);
  }
  const { year, today } = area;
  const known = [...told].map(([key, { adapter, asOf }]): Freshness => {
    const isRecorded = adapter === RECORDED_BY_HAND;
    const staleAfterDays = isRecorded ? RECORDED_STALE_AFTER_DAYS : area.staleAfterDays(adapter);
    return freshnessOf(area.speaking.get(key)?.asOf ?? asOf, { year, today, staleAfterDays });
  });
  for (const { award } of unconfirmed) known.push({ status: 'STALE', asOf: award.delivery.asOf });
  if (isMissing) known.push({ status: 'MISSING', asOf: null });
  // What the ledger alone knows is as fresh as the hub itself.
  const worst: Freshness = known.length === 0 ? { status: 'FRESH', asOf: null } : worstOf(known);
  const byHand = [...told.values()].find(({ adapter }) => adapter === RECORDED_BY_HAND);
  if (!byHand) return worst;
  const { sender: code } = byHand;
  return { ...worst, recordedBy: { code, name: area.funderName(code) } };
}
