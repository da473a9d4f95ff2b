import { type RecordedByFunder, supersededInWords } from '../awards/award.ts';
import { basisOf, type Line } from '../awards/line.ts';
import type { Stream } from '../streams/stream.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { IntegratedBudget } from './budget.ts';

/**
 * Why a line says something else than before. NEW_TARIFF: the same care by another price.
 * RESTATED_COST: the sender gives the same service another rate. NEW_DELIVERY: a file tells more,
 * less or other days. CORRECTION: a delivery was taken back. OVERLAP: another line counts it now, or
 * no longer. FUNDING_DECISION: it is shared between funders in another way. SUPERSEDED: a file's award
 * counts in place of one that its funder recorded itself. RECORDED: its funder recorded it, or its
 * end, itself.
 */
export const CAUSES = [
  'NEW_TARIFF',
  'RESTATED_COST',
  'NEW_DELIVERY',
  'CORRECTION',
  'OVERLAP',
  'FUNDING_DECISION',
  'SUPERSEDED',
  'RECORDED',
] as const;
export type Cause = (typeof CAUSES)[number];

/** One line before and after; null where there is none, or where it counts for nothing. */
export interface RestatedLine {
  readonly stream: Stream;
  readonly funder: { readonly code: string; readonly name: string };
  readonly description: string;
  readonly basis: ReturnType<typeof basisOf>;
  readonly before: Pence | null;
  readonly after: Pence | null;
  /** After less before, what is not known counting as nothing. */
  readonly difference: Pence;
  readonly cause: Cause;
  readonly words: string;
}

/** What is known of the deliveries between the two moments. */
export interface Between {
  /** The last day whose knowledge the earlier answer had. */
  readonly from: PlainDate;
  readonly withdrawn: ReadonlySet<string>;
  /** Of awards that funders recorded themselves, by id, as known at the later moment. */
  readonly recorded?: ReadonlyMap<string, RecordedByFunder>;
}

interface Placed {
  readonly stream: Stream;
  readonly funder: RestatedLine['funder'];
  readonly line: Line;
}

/** The lines that changed between two answers of one person's year, by how much, and why. */
export function restate(
  before: Pick<IntegratedBudget, 'streams'>,
  after: Pick<IntegratedBudget, 'streams'>,
  between: Between,
): RestatedLine[] {
  const was = linesByKey(before);
  const is = linesByKey(after);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [earlier, later] = [was.get(key) ?? [], is.get(key) ?? []];
    const pairs = Math.max(earlier.length, later.length);
    return Array.from({ length: pairs }, (_, at) =>
      changeOf(earlier[at], later[at], between),
    ).flat();
  });
}

function linesByKey({ streams }: Pick<IntegratedBudget, 'streams'>): Map<string, Placed[]> {
  const found = new Map<string, Placed[]>();
  for (const { stream, funder, lines } of streams) {
    for (const line of lines) {
      const key = keyOf(stream.code, funder.code, line);
      const own = found.get(key);
      if (own) own.push({ stream, funder, line });
      else found.set(key, [{ stream, funder, line }]);
    }
  }
  return found;
}

/** What stays the same of a line when only its price, its rate or its days are told anew. */
function keyOf(stream: string, funder: string, line: Line): string {
  const { delivery, service, reference, careKey, element, currency } = line.award;
  const claim = line.kind === 'PRICED' ? line.claimReference : null;
  const lasting = service ?? reference ?? careKey;
  const otherwise = lasting === null ? `${line.days.from} ${currency?.code}` : '';
  const kind = line.award.activity?.kind;
  const told = [delivery.adapter, delivery.sender, lasting, element, claim, kind, otherwise];
  return JSON.stringify([stream, funder, basisOf(line), ...told]);
}

function countedAmount(placed: Placed | undefined): Pence | null {
  const line = placed?.line;
  return line?.kind === 'PRICED' && line.inTotals ? line.amount : null;
}

function changeOf(
  was: Placed | undefined,
  is: Placed | undefined,
  between: Between,
): RestatedLine[] {
  const [before, after] = [countedAmount(was), countedAmount(is)];
  const shown = is ?? was;
  if (!shown || (was && is && before === after)) return [];
  const { cause, words } = causeOf(was?.line, is?.line, between);
  return [
    {
      stream: shown.stream,
      funder: shown.funder,
      description: shown.line.award.description,
      basis: basisOf(shown.line),
      before,
      after,
      difference: ((after ?? 0n) - (before ?? 0n)) as Pence,
      cause,
      words,
    },
  ];
}

type Why = { readonly cause: Cause; readonly words: string };

function causeOf(was: Line | undefined, is: Line | undefined, between: Between): Why {
  const takenBack = was && deliveriesOf(was).some((id) => between.withdrawn.has(id));
  if (takenBack) {
    return { cause: 'CORRECTION', words: 'the delivery that told this was taken back' };
  }
  const byHand = recordedOrNot(was, is, between);
  if (byHand) return byHand;
  if (!was || !is) return toldOrNot(is, between);
  if (was.inTotals !== is.inTotals) {
    const words = is.overlap?.words ?? 'no other line counts it any more';
    return { cause: 'OVERLAP', words };
  }
  if (sameAwards(was, is)) return priceOrShare(was, is);
  if (rateOf(was) !== rateOf(is)) {
    const words = `${is.award.delivery.sender} now gives another rate for the same service`;
    return { cause: 'RESTATED_COST', words };
  }
  return { cause: 'NEW_DELIVERY', words: `told anew by ${is.award.delivery.sender}` };
}

/** Of an award that its funder recorded: that it did, what it ended, or what counts in its place. */
function recordedOrNot(
  was: Line | undefined,
  is: Line | undefined,
  { from, recorded }: Between,
): Why | null {
  const award = (is ?? was)?.award;
  if (!award?.recorded || (was && is && sharedOtherwise(was, is))) return null;
  const { sender, receivedOn } = award.delivery;
  if (!was) {
    if (receivedOn <= from) return null;
    return { cause: 'RECORDED', words: `recorded by ${sender} itself since` };
  }
  const now = recorded?.get(award.id) ?? award.recorded;
  const [ended, superseded] = [now.ended?.from ?? null, now.superseded?.from ?? null];
  if (now.superseded && superseded !== was.award.recorded?.superseded?.from) {
    const words = `superseded from ${superseded}: ${supersededInWords(now.superseded)}`;
    return { cause: 'SUPERSEDED', words };
  }
  if (now.ended && ended !== was.award.recorded?.ended?.from) {
    return { cause: 'RECORDED', words: `ended by ${sender} itself: ${now.ended.reason}` };
  }
  if (was.award.recorded?.superseded && !now.superseded) {
    const words = 'the file that counted in its place was taken back, and it stands again';
    return { cause: 'CORRECTION', words };
  }
  return null;
}

/** Whether nothing but the funders' shares changed. */
function sharedOtherwise(was: Line, is: Line): boolean {
  const span = ({ days }: Line) => `${days.from} ${days.until}`;
  return sameAwards(was, is) && span(was) === span(is) && shareOf(was) !== shareOf(is);
}

function toldOrNot(is: Line | undefined, { from }: Between): Why {
  if (!is) return { cause: 'NEW_DELIVERY', words: 'a later delivery no longer tells of it' };
  const { sender, receivedOn } = is.award.delivery;
  if (receivedOn > from) return { cause: 'NEW_DELIVERY', words: `told by ${sender} since` };
  return { cause: 'CORRECTION', words: 'what replaced it was taken back, and it stands again' };
}

function priceOrShare(was: Line, is: Line): Why {
  const prices = [was, is].map((line) =>
    (line.kind === 'PRICED' ? (line.pricing?.tariffs ?? []) : [])
      .map(({ source, knownFrom }) => `${knownFrom} ${source}`)
      .join('; '),
  );
  if (is.award.activity && (prices[0] !== prices[1] || was.kind !== is.kind)) {
    const words = `the same care by another tariff: ${prices[1] || 'none is loaded'}`;
    return { cause: 'NEW_TARIFF', words };
  }
  if (shareOf(was) !== shareOf(is)) {
    return { cause: 'FUNDING_DECISION', words: 'funders share it in another way' };
  }
  return { cause: 'NEW_DELIVERY', words: 'a later delivery speaks for some of its days' };
}

/** The part of the whole that a line carries, where funders share it. */
function shareOf({ share }: Line): string | null {
  return share && `${share.percent.n}/${share.percent.d}`;
}

function deliveriesOf(line: Line): string[] {
  return line.segments.map(({ award }) => award.delivery.id);
}

function sameAwards(was: Line, is: Line): boolean {
  const ids = (line: Line) =>
    line.segments
      .map(({ award }) => award.id)
      .sort()
      .join(' ');
  return ids(was) === ids(is);
}

function rateOf({ award: { amount, per, unitsPerWeek } }: Line): string {
  return [amount?.n, amount?.d, per, unitsPerWeek?.n, unitsPerWeek?.d].join(' ');
}
