import type { ToldAward } from '../awards/award.ts';
import {
  type Ceiling,
  ceilingsIn,
  contributionBehind,
  type Line,
  linesIn,
} from '../awards/line.ts';
import type { Sector, Stream } from '../streams/stream.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import { addDays, earlier, type PlainDate } from '../values/plain-date.ts';
import { type Figures, figuresOf, NOTHING_KNOWN, sumOfKnown, totalOf } from './figures.ts';
import {
  type ExpectedSource,
  type Freshness,
  freshnessOf,
  type SourceSpeaks,
  worstOf,
} from './freshness.ts';

/** Why a budget is not complete: a stream, and what is not known of it. */
export interface Gap {
  readonly stream: Stream;
  readonly reason: string;
}

/** A sector of which the viewer is told nothing, in the same words for every person. */
export interface Withheld {
  readonly sector: Sector;
  readonly reason: string;
}

/** One stream's money from one funder. */
export interface StreamBudget {
  readonly stream: Stream;
  readonly funder: { readonly code: string; readonly name: string };
  readonly source: Freshness;
  /** The sum of its priced lines, whatever its nature; null when it has none. */
  readonly amount: Pence | null;
  /** BUDGET streams only. */
  readonly figures: Figures | null;
  readonly ceilings: readonly Ceiling[];
  readonly lines: readonly Line[];
}

/** What stands beside a budget and is never in it. */
export interface Beside {
  readonly careGiven: Pence | null;
  readonly entitlements: Pence | null;
  readonly leftToClaim: Pence | null;
}

/** One person's money in a financial year, whoever pays. A view: nothing of it is stored. */
export interface IntegratedBudget {
  readonly year: FinancialYear;
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
  readonly withheld: readonly Withheld[];
  readonly total: Figures;
  readonly beside: Beside;
  readonly streams: readonly StreamBudget[];
}

/** What is known of the area's sources for the year. */
export interface AreaInYear {
  readonly year: FinancialYear;
  readonly today: PlainDate;
  readonly streams: readonly Stream[];
  readonly speaking: readonly SourceSpeaks[];
  readonly expected: readonly ExpectedSource[];
  staleAfterDays(adapter: string): number;
  /** Whether days before the format's first period leave a gap (it speaks for periods only). */
  funderName(code: string): string;
}

/** Joins one person's awards into the budget of a year. `toldBy` names the sources that know them. */
export function integrate(
  area: AreaInYear,
  awards: readonly ToldAward[],
  toldBy: ReadonlySet<string>,
): IntegratedBudget {
  const silent = area.expected.filter(
    (source) => !source.delivered && concerns(source, area, toldBy),
  );
  const streams = streamBudgets(area, awards, silent);
  const budgets = streams.filter(({ stream }) => stream.nature === 'BUDGET');
  const gaps = [
    ...silent.flatMap((source) => gapOfSilence(area, source)),
    ...budgets.flatMap((budget) => gapsOf(area, budget)),
  ];
  const amountsOf = (nature: Stream['nature']) =>
    sumOfKnown(streams.filter((each) => each.stream.nature === nature).map((each) => each.amount));
  return {
    year: area.year,
    complete: gaps.length === 0,
    gaps,
    withheld: [],
    total: totalOf(budgets.flatMap(({ figures }) => figures ?? [])),
    beside: {
      careGiven: amountsOf('CARE_GIVEN'),
      entitlements: amountsOf('ENTITLEMENT'),
      leftToClaim: sumOfKnown(
        streams.flatMap(({ ceilings }) => ceilings.map((each) => each.leftToClaim)),
      ),
    },
    streams,
  };
}

/** A council's silence concerns the people it has told of, and those no council has told of. */
function concerns(source: ExpectedSource, area: AreaInYear, toldBy: ReadonlySet<string>): boolean {
  if (!source.isCouncil || toldBy.has(source.organisation)) return true;
  const councils = area.expected.filter((each) => each.isCouncil);
  return !councils.some((each) => toldBy.has(each.organisation));
}

function streamBudgets(
  area: AreaInYear,
  awards: readonly ToldAward[],
  silent: readonly ExpectedSource[],
): StreamBudget[] {
  const toldOf = new Map<string, ToldAward[]>();
  for (const award of awards) {
    const own = toldOf.get(award.stream);
    if (own) own.push(award);
    else toldOf.set(award.stream, [award]);
  }
  return area.streams.flatMap((stream) => {
    const told = toldOf.get(stream.code) ?? [];
    const missing = silent.filter((source) => source.stream === stream.code);
    if (told.length === 0 && missing.length === 0) return [];
    const funders = new Set([
      ...told.map((award) => award.funder as string),
      ...missing.map((source) => source.organisation),
    ]);
    return [...funders].sort().flatMap((funder) => {
      const budget = streamBudget(area, stream, funder, told, missing);
      return budget ? [budget] : [];
    });
  });
}

function streamBudget(
  area: AreaInYear,
  stream: Stream,
  funder: string,
  told: readonly ToldAward[],
  missing: readonly ExpectedSource[],
): StreamBudget | null {
  const own = told.filter((award) => award.funder === funder);
  const lines = inOrder(linesIn(area.year, own));
  const ceilings = inOrder(ceilingsIn(area.year, own));
  const isMissing = missing.some((source) => source.organisation === funder);
  const isTold = lines.length > 0 || ceilings.length > 0;
  if (!isTold && !isMissing) return null;
  const inTotals = lines.filter((line) => line.inTotals);
  const priced = inTotals.map((line) => (line.kind === 'PRICED' ? line.amount : null));
  const counts = inTotals.length > 0 || ceilings.length > 0;
  const figures = counts ? figuresOf(inTotals.map(figureParts)) : NOTHING_KNOWN;
  return {
    stream,
    funder: { code: funder, name: area.funderName(funder) },
    source: sourceOf(area, [...lines, ...ceilings], isMissing),
    amount: sumOfKnown(priced),
    figures: stream.nature === 'BUDGET' ? figures : null,
    ceilings,
    lines,
  };
}

function figureParts(line: Line) {
  return {
    amount: line.kind === 'PRICED' ? line.amount : null,
    contribution: line.contribution,
    paid: line.paid,
  };
}

type InOrder = Pick<Line, 'days' | 'award'>;

/** By their days, then by what their files say, so that the order of arrival makes no difference. */
function inOrder<Item extends InOrder>(items: readonly Item[]): Item[] {
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
function sourceOf(
  area: AreaInYear,
  told: readonly { readonly award: ToldAward }[],
  isMissing: boolean,
): Freshness {
  const senders = new Map(
    told.map(({ award }) => [`${award.delivery.adapter} ${award.delivery.sender}`, award.delivery]),
  );
  const known = [...senders.values()].map(({ adapter, sender, asOf }) => {
    const speaks = area.speaking.find(
      (source) => source.adapter === adapter && source.sender === sender,
    );
    const staleAfterDays = area.staleAfterDays(adapter);
    return freshnessOf(speaks?.asOf ?? asOf, {
      year: area.year,
      today: area.today,
      staleAfterDays,
    });
  });
  return worstOf(isMissing ? [...known, { status: 'MISSING', asOf: null }] : known);
}

function gapOfSilence(area: AreaInYear, source: ExpectedSource): Gap[] {
  const stream = area.streams.find(({ code }) => code === source.stream);
  if (stream?.nature !== 'BUDGET') return [];
  const reason = `${source.organisationName} is expected to send this and has sent nothing for ${area.year}`;
  return [{ stream, reason }];
}

function gapsOf(area: AreaInYear, { stream, lines }: StreamBudget): Gap[] {
  const inYear = lines.filter((line) => line.inTotals);
  const reasons = [
    ...daysUnknown(area, inYear),
    ...inYear.flatMap((line) => (line.kind === 'UNPRICED' ? [`not priced: ${line.reason}`] : [])),
    ...inYear.flatMap((line) =>
      line.contribution === null
        ? [`contribution not known: ${contributionBehind(line).reason}`]
        : [],
    ),
  ];
  return [...new Set(reasons)].map((reason) => ({ stream, reason }));
}

/** Days of the year before the first period that a sender has told of. */
function daysUnknown(area: AreaInYear, lines: readonly Line[]): string[] {
  const { from, until } = daysOf(area.year);
  const senders = new Set(
    lines.map(({ award }) => `${award.delivery.adapter} ${award.delivery.sender}`),
  );
  return area.speaking.flatMap(({ adapter, sender, knownFrom }) => {
    if (!senders.has(`${adapter} ${sender}`) || knownFrom === null || knownFrom <= from) return [];
    const last = addDays(earlier(knownFrom, until), -1);
    return [
      `nothing is known of ${from} to ${last}: ${sender} has told of no day before ${knownFrom}`,
    ];
  });
}
