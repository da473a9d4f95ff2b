import { contributionBehind, type Line } from '../awards/line.ts';
import type { Stream } from '../streams/stream.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import { addDays, earlier, type PlainDate } from '../values/plain-date.ts';
import { type ExpectedSource, type SourceSpeaks, senderKey } from './freshness.ts';
import { type Unconfirmed, whyUnconfirmed } from './unconfirmed.ts';

/** Why a budget is not complete: a stream, and what is not known of it. */
export interface Gap {
  readonly stream: Stream;
  readonly reason: string;
}

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
  const reason = `${source.organisationName} is expected to send this and has sent nothing for ${area.year}`;
  return [{ stream, reason }];
}

function gapsOf(area: KnownOfYear, { stream, lines, unconfirmed }: ToldOfStream): Gap[] {
  const { today } = area;
  const inYear = lines.filter((line) => line.inTotals);
  const reasons = [
    ...daysUnknown(area, inYear),
    ...inYear.flatMap((line) => (line.kind === 'UNPRICED' ? [`not priced: ${line.reason}`] : [])),
    ...inYear.flatMap((line) =>
      line.contribution === null
        ? [`contribution not known: ${contributionBehind(line).reason}`]
        : [],
    ),
    ...unconfirmed.map((each) =>
      whyUnconfirmed(each, { today, name: area.funderName(each.award.delivery.sender) }),
    ),
  ];
  return [...new Set(reasons)].map((reason) => ({ stream, reason }));
}

/** Days of the year before the first period that a sender has told of. */
function daysUnknown(area: KnownOfYear, lines: readonly Line[]): string[] {
  const { from, until } = daysOf(area.year);
  const senders = new Set(lines.map(({ award }) => senderKey(award.delivery)));
  return [...senders].flatMap((key) => {
    const { sender, knownFrom } = area.speaking.get(key) ?? { knownFrom: null };
    if (knownFrom === null || knownFrom <= from) return [];
    const last = addDays(earlier(knownFrom, until), -1);
    return [
      `nothing is known of ${from} to ${last}: ${sender} has told of no day before ${knownFrom}`,
    ];
  });
}
