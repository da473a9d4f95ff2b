import { isShown, type Sharing } from '../access/sharing.ts';
import type { Viewer } from '../access/viewer.ts';
import { SELF } from '../streams/stream.ts';
import { BEFORE_ALL, lastMomentOf, type Moment } from '../values/moment.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import type { Sector } from '../values/sector.ts';

/**
 * Something recorded of a person, beside the movements of the accounts that a statement tells of,
 * which it follows from as well. SCHEDULE: what is expected to be paid in. MOVED: money of an account
 * that somebody else hosts. AWARD: what a source tells of support. CARE: the same of care that nobody
 * tells the charge of. ASSESSMENT: what a council asks for. REVIEW: one was held. DEATH: a source
 * tells of it.
 */
export interface Happening {
  readonly kind: 'SCHEDULE' | 'MOVED' | 'AWARD' | 'CARE' | 'ASSESSMENT' | 'REVIEW' | 'DEATH';
  /** Null of a death. */
  readonly stream: { readonly code: string; readonly sector: Sector } | null;
  /** Who told of it, or who hosts the account. */
  readonly by: string | null;
  readonly funder: string | null;
  readonly account: string | null;
  readonly at: Moment;
}

export interface Happened {
  /** Of each movement of the money that is shown. */
  readonly money: readonly Moment[];
  readonly others: readonly Happening[];
  /** When rules of reviews were loaded, which are nobody’s in particular. */
  readonly rules: readonly Moment[];
}

/** Nothing that was recorded of a person, and no rule. */
export const NOTHING_HAPPENED: Happened = { money: [], others: [], rules: [] };

interface Shown {
  readonly viewer: Viewer;
  readonly sharing: Sharing;
  /** The streams of the accounts that are shown. */
  readonly held: ReadonlySet<string>;
}

/**
 * The moments at which something was recorded that a statement for the viewer follows from, each
 * once, in order: how many there are is its version. What is not shown to the viewer is not counted,
 * for the number would tell of it.
 */
export function momentsOf({ money, others, rules }: Happened, shown: Shown): Moment[] {
  const told = others.filter((each) => isToldOf(each, others, shown));
  const supported = new Set(
    told.flatMap(({ kind, stream }) => (isSupport(kind) && stream ? stream.code : [])),
  );
  const reviews = others.filter(
    ({ kind, stream }) =>
      kind === 'REVIEW' && stream && (supported.has(stream.code) || shown.held.has(stream.code)),
  );
  const expects = told.some(({ kind }) => kind !== 'AWARD' && kind !== 'MOVED');
  const deaths = expects ? others.filter(({ kind }) => kind === 'DEATH') : [];
  const own = [...money, ...[...told, ...reviews, ...deaths].map(({ at }) => at)].sort();
  const [first] = own;
  // A rule changes nothing of what nobody has been told.
  const after = first === undefined ? [] : rules.filter((at) => at > first);
  return [...new Set([...own, ...after])].sort();
}

const isSupport = (kind: Happening['kind']): boolean => kind === 'AWARD' || kind === 'MOVED';

function isToldOf(
  { kind, stream, by, funder, account }: Happening,
  others: readonly Happening[],
  { viewer, sharing }: Shown,
): boolean {
  if (!stream) return false;
  const isFunder = sharing.fundedBy !== undefined;
  const isTold = (organisation: string | null) =>
    isFunder ? organisation === viewer.organisation : isShown(sharing, stream, organisation);
  switch (kind) {
    case 'SCHEDULE':
      return isTold(by) || (isFunder && isTold(funder));
    case 'AWARD':
      return isFunder ? isTold(funder) : isTold(by);
    case 'CARE':
    case 'ASSESSMENT':
      return isTold(funder);
    case 'MOVED':
      if (!isFunder) return false;
      // What the person pays in stands beside the payments that the funder expects to make.
      return funder === SELF
        ? others.some(
            (each) =>
              each.kind === 'SCHEDULE' &&
              each.account === account &&
              each.stream?.code === stream.code &&
              isTold(each.funder),
          )
        : isTold(funder);
    default:
      return false;
  }
}

/** As of when a statement is told, and since when changes are. */
export interface KnownThen {
  readonly version: number;
  readonly at: Moment;
  readonly since: Moment;
}

/** What a statement is asked for besides its days. */
export interface AskedVersion {
  /** As it was at that version; null for now. */
  readonly version: number | null;
  /** Tells what was recorded after that version; null: after the day before the first. */
  readonly since: number | null;
}

/** A version that has not been reached yet is the last one. */
export function knownThen(
  moments: readonly Moment[],
  { version, since }: AskedVersion,
  from: PlainDate,
): KnownThen {
  const counted = Math.min(version ?? moments.length, moments.length);
  const momentOf = (number: number) => moments[Math.min(number, moments.length) - 1] ?? BEFORE_ALL;
  return {
    version: counted,
    at: momentOf(counted),
    since: since === null ? lastMomentOf(addDays(from, -1)) : momentOf(since),
  };
}
