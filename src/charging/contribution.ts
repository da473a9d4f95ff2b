import { whyFree } from '../awards/charge.ts';
import type { Assessed, Line } from '../awards/line.ts';
import { type Segment, segmentOf } from '../awards/segment.ts';
import { weeklyOver } from '../awards/weekly.ts';
import type { OrganisationCode } from '../values/ids.ts';
import {
  NO_PENCE,
  type Pence,
  poundsText,
  splitByLargestRemainder,
  toPence,
  toPounds,
} from '../values/money.ts';
import { contains, dayCount, intersect, lastDay, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { minus, plus, type Ratio, ratio, times, ZERO } from '../values/ratio.ts';
import { type StandingAssessment, standingByCouncil } from './assessment.ts';
import { CHARGED_AS } from './means.ts';

/** What a council may charge for by the Care Act; a grant for adaptations has its own means test. */
export const COUNCIL_CARE: readonly string[] = [
  'adult-social-care',
  'carer-support',
  'independent-living-fund',
  'joint-package',
];

/**
 * The lines with what the financial assessments of their councils make of them. One weekly sum is one
 * sum for the person: each day it is shared over the council's lines whose contribution no source
 * tells, by their cost, less what sources tell that the person pays on its others. A line rounds
 * once and asks for no more than its amount. Where a source tells the contribution it stands.
 */
export function withAssessments(
  lines: readonly Line[],
  assessments: readonly StandingAssessment[],
): readonly Line[] {
  if (assessments.length === 0) return lines;
  let found = lines;
  for (const [council, standing] of standingByCouncil(assessments)) {
    const charged = inOrder(lines.filter((line) => isCharged(line, council)));
    if (charged.length === 0) continue;
    const parts = sharedOut(charged, standing, council);
    found = found.map((line) => {
      const part = parts.get(line);
      return part ? assessedLine(line, part) : line;
    });
  }
  return found;
}

function isCharged(line: Line, council: OrganisationCode): boolean {
  const { award, inTotals, contribution } = line;
  if (award.funder !== council || award.basis !== 'RECURRING' || !inTotals) return false;
  if (line.share?.freeBecause !== undefined) return false;
  if (!COUNCIL_CARE.includes(award.stream)) return false;
  const { legalBasis } = award;
  return contribution === null || whyFree({ ...CHARGED_AS.ADULT, legalBasis }) === null;
}

/** So that a penny falls on the same line in whatever order files arrived. */
function inOrder(lines: readonly Line[]): Line[] {
  const key = ({ award: { stream, service, amount, per, unitsPerWeek }, days }: Line) => {
    const rate = [amount?.n, amount?.d, per, unitsPerWeek?.n, unitsPerWeek?.d];
    return [stream, days.from, days.until, service, ...rate].join(' ');
  };
  const keyed = lines.map((line) => ({ line, key: key(line) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ line }) => line);
}

/** What has been found of one line so far. */
interface Found {
  /** Exact pounds that the person pays; what sources tell, and the shares of weekly sums. */
  pounds: Ratio;
  /** The days for which nobody says, and why; null while each is known. */
  unknown: string | null;
  /** Whether every day was charged in full. */
  isWhole: boolean;
  /** Exact pounds by the assessment alone, whatever sources tell; null where it does not say. */
  says: Ratio | null;
  words: { text: string; from: PlainDate; until: PlainDate }[];
  due: Assessed['due'][number][];
}

function assessedLine(line: Line, found: Found): Line {
  const { due } = found;
  const cap = (pounds: Ratio): Pence => {
    const sum = toPence(pounds);
    return line.kind === 'PRICED' && sum > line.amount ? line.amount : sum;
  };
  if (line.contribution !== null) {
    return { ...line, assessed: { reason: null, says: found.says && cap(found.says), due } };
  }
  const contribution = found.unknown === null ? wholeOr(line, found, cap(found.pounds)) : null;
  const reason = found.unknown ?? found.words.map(inWords).join('; ');
  const assessed: Assessed = { reason, says: contribution, due };
  return line.kind === 'UNPRICED' && contribution !== NO_PENCE
    ? line
    : { ...line, contribution, assessed };
}

function wholeOr(line: Line, { isWhole }: Found, sum: Pence): Pence {
  return isWhole && line.kind === 'PRICED' ? line.amount : sum;
}

function inWords({ text, from, until }: Found['words'][number]): string {
  return `${text} from ${from} to ${lastDay({ from, until })}`;
}

/** One rate of a line, in force on days on which nothing changes. */
interface Part {
  readonly line: Line;
  readonly segment: Segment;
  /** Exact pounds over the days, the council's own share; null where it has no price. */
  readonly cost: Ratio | null;
  /** What its source tells that the person pays over the days; null where it tells nothing. */
  readonly told: Ratio | null;
}

function sharedOut(
  lines: readonly Line[],
  standing: readonly StandingAssessment[],
  council: OrganisationCode,
): Map<Line, Found> {
  const found = new Map<Line, Found>(
    lines.map((line) => [
      line,
      { pounds: ZERO, unknown: null, isWhole: true, says: ZERO, words: [], due: [] },
    ]),
  );
  for (const days of stretchesOf(lines, standing)) {
    const parts = partsOn(lines, days);
    if (parts.length > 0)
      shareOver(parts, { days, council, asked: askedOn(standing, days) }, found);
  }
  return found;
}

/** Days in a row on which no line, rate or assessment begins or ends. */
function stretchesOf(lines: readonly Line[], standing: readonly StandingAssessment[]): Span[] {
  const spans = lines.flatMap(({ segments }) => segments.flatMap(({ days }) => days));
  const periods = standing.flatMap(({ days, amounts }) => [days, ...amounts.map((a) => a.days)]);
  const bounds = [...spans, ...periods].flatMap(({ from, until }) => [from, until]);
  const days = [...new Set(bounds.filter((day) => day !== null))].sort();
  return days.slice(1).flatMap((until, at) => {
    const span = { from: days[at] as PlainDate, until };
    return spans.some((each) => contains(each, span.from)) ? [span] : [];
  });
}

type Asked = StandingAssessment['amounts'][number];

function askedOn(standing: readonly StandingAssessment[], { from }: Span): Asked | undefined {
  const assessment = standing.find(({ days }) => contains(days, from));
  return assessment?.amounts.find(({ days }) => contains(days, from));
}

function partsOn(lines: readonly Line[], days: Span): Part[] {
  return lines.flatMap((line) =>
    line.segments.flatMap((segment): Part[] => {
      if (!segment.days.some((span) => intersect(span, days))) return [];
      const { exact } = segmentOf(segment.award, [days]);
      const cost = exact && times(exact, shareOfCost(line));
      return [{ line, segment, cost, told: toldOver(line, segment, days, exact) }];
    }),
  );
}

/** What of the cost is the funder's own. In a dispute the interim payer carries all of it. */
export function shareOfCost({ share }: Pick<Line, 'share'>): Ratio {
  if (!share || share.state === 'DISPUTED') return ratio(1);
  return times(share.percent, ratio(1, 100));
}

/** What the person pays is shared between the funders that may charge alone. */
export function shareOfCharge({ share }: Pick<Line, 'share'>): Ratio {
  if (!share || share.state === 'DISPUTED') return ratio(1);
  const charging = share.funders.filter(({ isFree }) => !isFree);
  const whole = charging.reduce((sum, { percent }) => plus(sum, percent), ZERO);
  return times(share.percent, ratio(whole.d, whole.n));
}

function toldOver(line: Line, { award }: Segment, days: Span, exact: Ratio | null): Ratio | null {
  const { contribution } = award;
  switch (contribution.kind) {
    case 'NONE':
      return ZERO;
    case 'WEEKLY':
      return times(weeklyOver(contribution.pounds, [days]), shareOfCharge(line));
    case 'WHOLE':
      return exact && times(exact, shareOfCost(line));
    default:
      return null;
  }
}

interface Stretch {
  readonly days: Span;
  readonly council: OrganisationCode;
  readonly asked: Asked | undefined;
}

function shareOver(parts: readonly Part[], stretch: Stretch, found: Map<Line, Found>): void {
  const { asked } = stretch;
  const open = parts.filter(({ told }) => told === null);
  const paid = parts.reduce<Ratio>((sum, { told }) => plus(sum, told ?? ZERO), ZERO);
  const shares = chargesOn(open, stretch, weekOf(paid, stretch.days));
  const all = open.length === parts.length ? shares : chargesOn(parts, stretch, ZERO);
  parts.forEach((part, at) => {
    const own = found.get(part.line) as Found;
    const says = all?.[at] ?? null;
    own.says = own.says && says && plus(own.says, says);
    if (part.told !== null) {
      own.pounds = plus(own.pounds, part.told);
      own.isWhole = false;
      return;
    }
    const share = shares?.[open.indexOf(part)] ?? null;
    const isOpen = part.segment.award.contribution.kind === 'UNKNOWN';
    if (share === null || !isOpen) own.unknown ??= whyUnknown(part, stretch);
    else own.pounds = plus(own.pounds, share);
    own.due.push({ days: stretch.days, pounds: isOpen ? share : null });
    if (asked?.kind !== 'WHOLE_COST') own.isWhole = false;
    if (share !== null) say(own, wordsOf(stretch, weekOf(share, stretch.days)), stretch.days);
  });
}

/** A sum over days as a sum a week. */
function weekOf(pounds: Ratio, days: Span): Ratio {
  return times(pounds, ratio(7, dayCount(days)));
}

/**
 * What each part pays of the sum asked for, in exact pounds over the days, when so much a week is
 * paid already; null where nobody says, or a part without a price leaves open how it is shared.
 */
function chargesOn(
  parts: readonly Part[],
  { asked, days }: Stretch,
  paid: Ratio,
): (Ratio | null)[] | null {
  if (!asked || asked.weekly === null) return null;
  if (asked.kind === 'WHOLE_COST') return parts.map(({ cost }) => cost);
  const left = toPence(minus(toPounds(asked.weekly), paid));
  if (left <= 0n) return parts.map(() => ZERO);
  const costs = parts.flatMap(({ cost }) => (cost && cost.n < 0n ? ZERO : (cost ?? [])));
  if (costs.length < parts.length) return null;
  const most = toPence(weekOf(costs.reduce(plus, ZERO), days));
  if (most <= 0n) return parts.map(() => ZERO);
  const weekly = splitByLargestRemainder(left < most ? left : most, weightsOf(costs));
  return weekly.map((pence) => weeklyOver(toPounds(pence), [days]));
}

/** Whole numbers in the same proportion. */
function weightsOf(costs: readonly Ratio[]): bigint[] {
  const shared = costs.reduce((product, { d }) => product * d, 1n);
  return costs.map(({ n, d }) => (n * shared) / d);
}

/** Tells nothing of the person's means: readers of a budget may not know them. */
function whyUnknown({ segment }: Part, { asked, days, council }: Stretch): string {
  const { kind, reason } = segment.award.contribution;
  if (kind !== 'UNKNOWN') return reason;
  const when = `${days.from} to ${lastDay(days)}`;
  if (!asked) return `${reason}; no financial assessment of ${council} is in force from ${when}`;
  if (asked.weekly === null) {
    return `${reason}; the financial assessment of ${council} is not known from ${when}`;
  }
  return `${reason}; other care of ${council} has no price from ${when}, so its share is not known`;
}

function wordsOf({ asked, council }: Stretch, share: Ratio): string {
  const by = `by the financial assessment of ${council}`;
  if (asked?.kind === 'WHOLE_COST') return `${by} the whole cost`;
  const week = poundsText(toPence(share));
  const all = poundsText(asked?.weekly ?? NO_PENCE);
  return week === all ? `${by} ${week} a week` : `${by} ${week} of ${all} a week`;
}

/** Days that follow on and say the same are said once. */
function say({ words }: Found, text: string, { from, until }: Span): void {
  const last = words.at(-1);
  if (last && last.text === text && last.until === from) last.until = until;
  else words.push({ text, from, until });
}
