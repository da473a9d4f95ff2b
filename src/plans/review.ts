import {
  type AskedRule,
  numberOf,
  REVIEW_KINDS,
  type ReviewKind,
  type RuleBook,
  ruleLacking,
  ruleOn,
} from '../streams/money-rule.ts';
import type { Stream } from '../streams/stream.ts';
import type { Moment } from '../values/moment.ts';
import { addMonths, earlier, later, type PlainDate } from '../values/plain-date.ts';

/** A stream that gives a person support, as far as its reviews go. */
export interface Support {
  readonly stream: Stream;
  /** Whose rules its reviews go by. */
  readonly funder: string;
  /** The first day of its first award or deposit. */
  readonly since: PlainDate;
  /** The first day of money that the person holds themself; null where there is none. */
  readonly directSince: PlainDate | null;
}

/** A review that was held. */
export interface HeldReview {
  readonly id: string;
  readonly personId: string;
  readonly stream: string;
  readonly kind: ReviewKind;
  readonly heldOn: PlainDate;
  readonly organisation: string;
  readonly recordedAt: Date;
  readonly recorded: Moment;
}

/** When a review of a person's support in one stream is due. */
export interface DueReview {
  readonly stream: Stream;
  readonly kind: ReviewKind;
  /** Null where no rule says when the next one is. */
  readonly dueOn: PlainDate | null;
  readonly lastHeld: PlainDate | null;
  /** From which rule it follows, or which one is lacking, in words. */
  readonly rule: string;
}

/** The days on which reviews were held, by stream and kind. */
export type LastHeld = ReadonlyMap<string, PlainDate>;

export const reviewKey = (stream: string, kind: ReviewKind): string => `${stream} ${kind}`;

/**
 * One due date for each stream and kind of review that a rule asks for: so many months after its
 * first day, or after the last one held. Of several funders of a stream the earliest. Kinds are kept
 * apart: a plan that was reviewed says nothing of the audit. The earliest first, those without a
 * date last.
 */
export function reviewsDue(
  supports: readonly Support[],
  lastHeld: LastHeld,
  book: RuleBook,
  today: PlainDate,
): DueReview[] {
  const all = supports.flatMap((support) =>
    REVIEW_KINDS.flatMap((kind) => dueOf(support, kind, lastHeld, book, today) ?? []),
  );
  const merged = new Map<string, DueReview>();
  for (const due of all) {
    const key = reviewKey(due.stream.code, due.kind);
    const known = merged.get(key);
    merged.set(key, known ? sooner(known, due) : due);
  }
  return [...merged.values()].sort(byDay);
}

/** Null where no rule asks for a review of that kind. */
function dueOf(
  { stream, funder, since, directSince }: Support,
  kind: ReviewKind,
  lastHeld: LastHeld,
  book: RuleBook,
  today: PlainDate,
): DueReview | null {
  const from = kind === 'DIRECT_PAYMENT_AUDIT' ? directSince : since;
  const held = lastHeld.get(reviewKey(stream.code, kind)) ?? null;
  if (from === null) return null;
  const asked = (which: AskedRule['kind']): AskedRule => ({
    ...{ kind: which, review: kind, organisation: funder, stream: stream.code },
  });
  // Held before this support began, it was of another that has ended.
  const last = held !== null && held >= from ? held : null;
  const which = last === null ? 'REVIEW_FIRST_MONTHS' : 'REVIEW_EVERY_MONTHS';
  const on = later(last ?? from, today);
  const rule = ruleOn(book, asked(which), on);
  const base = { stream, kind, lastHeld: held };
  if (rule) {
    const dueOn = addMonths(last ?? from, numberOf(rule));
    return { ...base, dueOn, rule: rule.source };
  }
  const isAskedFor = held !== null || ruleOn(book, asked('REVIEW_EVERY_MONTHS'), on);
  return isAskedFor ? { ...base, dueOn: null, rule: ruleLacking(asked(which), on) } : null;
}

function sooner(a: DueReview, b: DueReview): DueReview {
  if (a.dueOn === null || b.dueOn === null) return a.dueOn === null ? b : a;
  return earlier(a.dueOn, b.dueOn) === a.dueOn ? a : b;
}

function byDay(a: DueReview, b: DueReview): number {
  const text = (due: DueReview) =>
    `${due.dueOn ?? '9999-12-31'} ${reviewKey(due.stream.code, due.kind)}`;
  return text(a) < text(b) ? -1 : 1;
}
