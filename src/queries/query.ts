import type { RepresentativeKind } from '../access/representatives-store.ts';
import { isShown, type Sharing } from '../access/sharing.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Choice } from '../awards/choice.ts';
import type { Stream } from '../streams/stream.ts';
import { addDays, daysBetween, type PlainDate } from '../values/plain-date.ts';

/**
 * What a query is about: a movement of money, an award, money expected on a day, a reclaim notice, a
 * statement by its number, or something else. CHANGE says of an award not that it is wrong but what the
 * person would have instead, HELPER whom they would have act for them.
 */
export const ABOUT = [
  ...(['MOVEMENT', 'AWARD', 'EXPECTED', 'NOTICE', 'STATEMENT', 'OTHER'] as const),
  ...(['CHANGE', 'HELPER'] as const),
] as const;
export type About = (typeof ABOUT)[number];

/**
 * UPHELD: something was wrong. NOT_UPHELD: it was right. CORRECTED: it was wrong and has been put right.
 * Of what somebody asks to have: AGREED, PARTLY_AGREED, NOT_AGREED.
 */
export const OUTCOMES = [
  ...(['UPHELD', 'NOT_UPHELD', 'CORRECTED'] as const),
  ...(['AGREED', 'PARTLY_AGREED', 'NOT_AGREED'] as const),
] as const;
export type Outcome = (typeof OUTCOMES)[number];

const [WRONG_OR_RIGHT, AGREED_OR_NOT] = [OUTCOMES.slice(0, 3), OUTCOMES.slice(3)];

/** What may be answered to a query about this. */
export const outcomesOf = (about: About): readonly Outcome[] =>
  isRequest(about) ? AGREED_OR_NOT : WRONG_OR_RIGHT;

/** Whether something is asked for, and nothing is said to be wrong. */
export const isRequest = (about: About): boolean => about === 'CHANGE' || about === 'HELPER';

/**
 * As what a person may name somebody to act for them: who receives their direct payment (Care Act 2014
 * s31(1)(b); SI 2013/1617 reg 6), an attorney of theirs (Mental Capacity Act 2005 s9), or who speaks
 * for them. All other powers are given by a court, a department or a council.
 */
export const HELPER_KINDS = [
  ...(['nominee', 'attorney-money', 'attorney-welfare', 'advocate'] as const),
] as const satisfies readonly RepresentativeKind[];
export type HelperKind = (typeof HELPER_KINDS)[number];

/** Somebody whom a person names. */
export interface Helper {
  readonly kind: HelperKind;
  readonly name: string;
}

/** What somebody may ask to have instead: a change, the money, or some of each. */
export const CHANGES_ASKED = ['CHANGE', 'TAKE_MONEY', 'MIX'] as const satisfies readonly Choice[];
export type ChangeAsked = (typeof CHANGES_ASKED)[number];

interface Named {
  readonly code: string;
  readonly name: string;
}

export interface Answer {
  readonly id: string;
  readonly outcome: Outcome;
  readonly words: string;
  /** As what it was answered, and for which organisation. */
  readonly as: string;
  readonly organisation: Named | null;
  readonly at: Date;
}

/** A file that was attached, without what it holds. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly sha256: string;
  /** As what somebody attached it. */
  readonly as: string;
  readonly at: Date;
}

/** "I think this is wrong", or a change that is asked for, with what was answered. */
export interface Query {
  readonly id: string;
  readonly personId: string;
  readonly about: About;
  readonly subject: string | null;
  /** What is asked for; null where it is not about a change. */
  readonly choice: ChangeAsked | null;
  /** Who is named; null where it is not about a helper. They are to see the streams, or all where there are none. */
  readonly helper: Helper | null;
  /** None where it is about no stream. */
  readonly streams: readonly Stream[];
  readonly host: string | null;
  readonly funder: string | null;
  readonly words: string;
  readonly askedAs: string;
  /** For which organisation it was asked; null where somebody acted for none. */
  readonly organisation: string | null;
  readonly askedOn: PlainDate;
  readonly answerBy: PlainDate;
  /** From which rule that day follows, in words. */
  readonly rule: string;
  readonly at: Date;
  /** In the order in which they were attached. */
  readonly files: readonly AttachedFile[];
  /** In the order in which they were given: the last one stands. */
  readonly answers: readonly Answer[];
}

export const isOpen = ({ answers }: Pick<Query, 'answers'>): boolean => answers.length === 0;

const MONDAY = '2024-01-01' as PlainDate;

/** Monday to Friday. Bank holidays are counted too, so that a day named is never too late. */
const isWorkingDay = (day: PlainDate): boolean => ((daysBetween(MONDAY, day) % 7) + 7) % 7 < 5;

/** So many working days after a day: the day itself is not counted. */
export function addWorkingDays(day: PlainDate, count: number): PlainDate {
  let reached = day;
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1);
    if (isWorkingDay(reached)) left -= 1;
  }
  return reached;
}

export type QueryScope = Pick<Query, 'streams' | 'host' | 'funder' | 'organisation'>;

/**
 * Whether somebody who may see the person may read the query: the person all of theirs; finance what
 * is about an account that it hosts or about its own money, and what it asked itself; all others
 * what is about streams that they are shown. What is about no stream is shown to every care team that
 * may see the person, and of representatives to one who acts for every stream.
 */
export function mayRead(viewer: Viewer, sharing: Sharing, query: QueryScope): boolean {
  if (sharing.audience === 'SELF') return true;
  const { streams, host, funder, organisation } = query;
  if (sharing.fundedBy !== undefined) {
    return [host, funder, organisation].includes(viewer.organisation);
  }
  if (streams.length === 0) return sharing.granted === undefined || sharing.granted === null;
  return streams.every((stream) => isShown(sharing, stream, host ?? funder));
}
