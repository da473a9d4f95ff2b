import { contributionBehind, type Line } from '../awards/line.ts';
import type { Stream } from '../streams/stream.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import { lastDay, type Span } from '../values/period.ts';
import { earlier, type PlainDate } from '../values/plain-date.ts';
import { type ExpectedSource, type SourceSpeaks, senderKey } from './freshness.ts';
import { type Unconfirmed, whyUnconfirmed } from './unconfirmed.ts';

/** Why a budget is not complete: a stream, and what is not known of it. */
export interface Gap {
  readonly stream: Stream;
  /** In English. */
  readonly reason: string;
  readonly why: WhyGap;
}

/** Why something is not known, as a code and what stands in it; organisations by their names. */
export type WhyGap =
  | { readonly code: 'SILENT'; readonly who: string; readonly year: FinancialYear }
  /** The source's own words say why. */
  | { readonly code: 'NOT_PRICED' | 'CONTRIBUTION'; readonly words: string }
  | {
      readonly code: 'DAYS';
      readonly who: string;
      readonly days: Span;
      readonly knownFrom: PlainDate;
    }
  | {
      readonly code: 'TO_CONFIRM' | 'OVERDUE';
      readonly who: string;
      readonly days: Span;
      readonly recordedOn: PlainDate;
    };

/** What of a year's sources tells whether something is lacking. */
interface KnownOfYear {
  readonly year: FinancialYear;
  readonly today: PlainDate;
  readonly streams: readonly Stream[];
  /** By `senderKey`. */
  readonly speaking: ReadonlyMap<string, SourceSpeaks>;
  funderName(code: string): string;
}

interface ToldOfStream {
  readonly stream: Stream;
  readonly lines: readonly Line[];
  readonly unconfirmed: readonly Unconfirmed[];
}

/** What is not known of a year: of sources that are silent, and of what others tell. */
export function gapsIn(
  area: KnownOfYear,
  silent: readonly ExpectedSource[],
  streams: readonly ToldOfStream[],
): Gap[] {
  return [
    ...silent.flatMap((source) => gapOfSilence(area, source)),
    ...streams.flatMap((each) => (each.stream.nature === 'BUDGET' ? gapsOf(area, each) : [])),
  ];
}

function gapOfSilence(area: KnownOfYear, source: ExpectedSource): Gap[] {
  const stream = area.streams.find(({ code }) => code === source.stream);
  if (stream?.nature !== 'BUDGET') return [];
  const who = source.organisationName;
  const reason = `${who} is expected to send this and has sent nothing for ${area.year}`;
  return [{ stream, reason, why: { code: 'SILENT', who, year: area.year } }];
}

function gapsOf(area: KnownOfYear, { stream, lines, unconfirmed }: ToldOfStream): Gap[] {
  const { today } = area;
  const inYear = lines.filter((line) => line.inTotals);
  const found: Reasoned[] = [
    ...daysUnknown(area, inYear),
    ...inYear.flatMap((line) => (line.kind === 'UNPRICED' ? notPriced(line.reason) : [])),
    ...inYear.flatMap((line) => (line.contribution === null ? notAsked(line) : [])),
    ...unconfirmed.map((each) => toConfirm(each, today, area.funderName(sender(each)))),
  ];
  const once = new Map(found.map((each) => [each.reason, each]));
  return [...once.values()].map((each) => ({ stream, ...each }));
}

type Reasoned = Pick<Gap, 'reason' | 'why'>;

const sender = ({ award }: Unconfirmed): string => award.delivery.sender;

const notPriced = (words: string): Reasoned[] => [
  { reason: `not priced: ${words}`, why: { code: 'NOT_PRICED', words } },
];

function notAsked(line: Line): Reasoned[] {
  const words = contributionBehind(line).reason;
  return [{ reason: `contribution not known: ${words}`, why: { code: 'CONTRIBUTION', words } }];
}

function toConfirm(unconfirmed: Unconfirmed, today: PlainDate, who: string): Reasoned {
  const { award, days } = unconfirmed;
  const whole = { from: (days[0] as Span).from, until: (days.at(-1) as Span).until };
  const code = whole.from <= today ? 'OVERDUE' : 'TO_CONFIRM';
  return {
    reason: whyUnconfirmed(unconfirmed, { today, name: who }),
    why: { code, who, days: whole, recordedOn: award.delivery.asOf },
  };
}

/** Days of the year before the first period that a sender has told of. */
function daysUnknown(area: KnownOfYear, lines: readonly Line[]): Reasoned[] {
  const { from, until } = daysOf(area.year);
  const senders = new Set(lines.map(({ award }) => senderKey(award.delivery)));
  return [...senders].flatMap((key) => {
    const { sender, knownFrom } = area.speaking.get(key) ?? { knownFrom: null };
    if (knownFrom === null || knownFrom <= from) return [];
    const days = { from, until: earlier(knownFrom, until) };
    const reason = `nothing is known of ${from} to ${lastDay(days)}: ${sender} has told of no day before ${knownFrom}`;
    return [{ reason, why: { code: 'DAYS', who: area.funderName(sender), days, knownFrom } }];
  });
}
