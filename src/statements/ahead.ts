import type { ScheduleChange } from '../ledger/changed-schedules.ts';
import type { LiesAhead } from '../ledger/read-expected.ts';
import { type DueReview, reviewKey } from '../plans/review.ts';
import { dayOf } from '../values/moment.ts';
import type { AheadChange, ExpectedChange, ReviewMove, ReviewMoved } from './ahead-change.ts';
import { reviewInWords, scheduleInWords } from './ahead-words.ts';

/** What lay ahead when a statement ended, and what of it is not as the last one told. */
export interface Ahead {
  readonly nextPayments: LiesAhead['next'];
  readonly stillToCome: LiesAhead['stillToCome'];
  readonly arrears: LiesAhead['arrears'];
  readonly reviewsDue: readonly DueReview[];
  /** Payments in the order of recording, then reviews. */
  readonly changes: readonly AheadChange[];
}

export function aheadFrom(
  { next, stillToCome, arrears, changes }: LiesAhead,
  reviews: { readonly before: readonly DueReview[]; readonly now: readonly DueReview[] },
): Ahead {
  return {
    ...{ nextPayments: next, stillToCome, arrears, reviewsDue: reviews.now },
    changes: [...changes.map(expectedChange), ...movedReviews(reviews.before, reviews.now)],
  };
}

function expectedChange(change: ScheduleChange): ExpectedChange {
  const { kind, schedule, from, recorded, before, after, takenOff, reason } = change;
  return {
    ...{ kind, date: from, recordedOn: dayOf(recorded) },
    ...{ source: schedule.ofStream, funder: schedule.ofFunder },
    ...{ before, after, takenOff, reason, words: scheduleInWords(change) },
  };
}

/** Reviews of which another day is told; of one that nobody was told of before, none has moved. */
export function movedReviews(
  before: readonly DueReview[],
  now: readonly DueReview[],
): ReviewMoved[] {
  const keyOf = ({ stream, kind }: DueReview) => reviewKey(stream.code, kind);
  const found = new Map(now.map((due) => [keyOf(due), due]));
  return before.flatMap((was) => {
    const is = found.get(keyOf(was));
    const after = is?.dueOn ?? null;
    if (was.dueOn === null || was.dueOn === after) return [];
    const moved = {
      ...({ kind: 'REVIEW_MOVED', source: was.stream, review: was.kind } as const),
      ...{ before: was.dueOn, after, because: becauseOf(was, is) },
      lastHeld: is?.lastHeld ?? was.lastHeld,
    };
    return [{ ...moved, words: reviewInWords(moved) }];
  });
}

function becauseOf(was: DueReview, is: DueReview | undefined): ReviewMove {
  if (is && is.lastHeld !== was.lastHeld) return 'HELD';
  return is && is.rule !== was.rule ? 'RULE' : 'SUPPORT';
}
