import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import { addDays, addMonths, daysBetween, earlier, type PlainDate } from '../values/plain-date.ts';

/** FRESH within the format's own time; STALE beyond it; MISSING expected and nothing delivered. */
export type SourceStatus = 'FRESH' | 'STALE' | 'MISSING';

export interface Freshness {
  readonly status: SourceStatus;
  /** The day that the sender's data speaks for; null when nothing was delivered. */
  readonly asOf: PlainDate | null;
  /** The organisation that recorded some of it itself, by no file; left out where none did. */
  readonly recordedBy?: { readonly code: string; readonly name: string };
}

/** What one sender's deliveries in one format say of a year. */
export interface SourceSpeaks {
  readonly adapter: string;
  readonly sender: string;
  readonly asOf: PlainDate;
  /** Nothing is known of the days before; null where the format looks back without a limit. */
  readonly knownFrom: PlainDate | null;
}

/** One sender's deliveries in one format. */
export function senderKey({ adapter, sender }: Pick<SourceSpeaks, 'adapter' | 'sender'>): string {
  return `${adapter} ${sender}`;
}

/** A source on the area's register, and whether it has delivered this stream for the year. */
export interface ExpectedSource {
  readonly stream: string;
  readonly adapter: string;
  readonly organisation: string;
  readonly organisationName: string;
  /** A council's silence concerns the people that it has told of. */
  readonly isCouncil: boolean;
  readonly delivered: boolean;
}

/** STALE when the lesser of today and the year's end lies more days after `asOf` than allowed. */
export function freshnessOf(
  asOf: PlainDate,
  {
    year,
    today,
    staleAfterDays,
  }: { year: FinancialYear; today: PlainDate; staleAfterDays: number },
): Freshness {
  const until = earlier(today, addDays(daysOf(year).until, -1));
  return { asOf, status: daysBetween(asOf, until) > staleAfterDays ? 'STALE' : 'FRESH' };
}

const SEVERITY: Record<SourceStatus, number> = { FRESH: 0, STALE: 1, MISSING: 2 };

/** Several senders: the worst status and the earliest day. */
export function worstOf(sources: readonly Freshness[]): Freshness {
  const [first, ...rest] = sources;
  if (!first) throw new RangeError('no source');
  return rest.reduce(
    (worst, each) => ({
      status: SEVERITY[each.status] > SEVERITY[worst.status] ? each.status : worst.status,
      asOf: !worst.asOf || !each.asOf ? (worst.asOf ?? each.asOf) : earlier(worst.asOf, each.asOf),
    }),
    first,
  );
}

/** A delivery whose data is a year older than the year's first day says nothing of the year. */
export function oldestThatSpeaks(year: FinancialYear): PlainDate {
  return addMonths(daysOf(year).from, -12);
}
