import { addDays, daysBetween, type PlainDate } from './plain-date.ts';

/**
 * Days from `from` up to, not including, `until`; `until` null runs on without an end and `from`
 * null reaches back without a beginning. People are shown the first and the last day.
 */
export interface Period {
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
}

/** A period with both ends. */
export interface Span extends Period {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

export const ALWAYS: Period = { from: null, until: null };

/** The period of a first and a last day, both included; a null last day runs on. */
export function fromFirstToLast(first: PlainDate, last: PlainDate): Span;
export function fromFirstToLast(first: PlainDate, last: PlainDate | null): Period;
export function fromFirstToLast(first: PlainDate, last: PlainDate | null): Period {
  return { from: first, until: last === null ? null : addDays(last, 1) };
}

export function lastDay(period: Span): PlainDate {
  return addDays(period.until, -1);
}

export function dayCount(period: Span): number {
  return daysBetween(period.from, period.until);
}

export function contains(period: Period, day: PlainDate): boolean {
  return (
    (period.from === null || period.from <= day) && (period.until === null || day < period.until)
  );
}

/** The days that both have, or null where there are none. */
export function intersect(a: Period, b: Span): Span | null;
export function intersect(a: Span, b: Period): Span | null;
export function intersect(a: Period, b: Period): Period | null;
export function intersect(a: Period, b: Period): Period | null {
  const from = a.from === null ? b.from : b.from === null || a.from > b.from ? a.from : b.from;
  const until =
    a.until === null ? b.until : b.until === null || a.until < b.until ? a.until : b.until;
  return from !== null && until !== null && from >= until ? null : { from, until };
}

/** The days of `period` that are in none of `others`, in order. */
export function without(period: Period, others: readonly Period[]): Period[] {
  let left: Period[] = [period];
  for (const other of others) left = left.flatMap((piece) => cut(piece, other));
  return left;
}

function cut(piece: Period, other: Period): Period[] {
  if (!intersect(piece, other)) return [piece];
  const kept: Period[] = [];
  if (other.from !== null && (piece.from === null || piece.from < other.from)) {
    kept.push({ from: piece.from, until: other.from });
  }
  if (other.until !== null && (piece.until === null || other.until < piece.until)) {
    kept.push({ from: other.until, until: piece.until });
  }
  return kept;
}

/** The same days as the given spans, each day once, in order and as few spans as possible. */
export function union(spans: readonly Span[]): Span[] {
  if (spans.length < 2) return [...spans];
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = joined.at(-1);
    if (last && span.from <= last.until) {
      if (span.until > last.until) joined[joined.length - 1] = { ...last, until: span.until };
    } else {
      joined.push(span);
    }
  }
  return joined;
}
