import {
  type AskedRule,
  numberOf,
  type RuleBook,
  ruleLacking,
  ruleOn,
} from '../streams/money-rule.ts';
import { SELF } from '../streams/stream.ts';
import { addPence, type Pence, pence, poundsText } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Share, Source } from './draw.ts';
import { OverContingency, RuleNotKnown } from './refusals.ts';

/**
 * The most that may be set aside of a source: so many weeks of what its schedule pays a week, in
 * pence. Null where no schedule says what it pays: nobody may guess it. Source: local policy, one to
 * four weeks.
 */
export function contingencyLimit(weekly: Pence | null, weeks: number): Pence | null {
  return weekly === null ? null : pence(weekly * BigInt(weeks));
}

/** What is known of the limits of an account's sources on a day. */
export interface Limits {
  readonly book: RuleBook;
  /** What a source's schedule pays a week; null where none says so. */
  readonly weekly: (source: Source) => Pence | null;
  readonly day: PlainDate;
}

/**
 * Refuses what is more than may be set aside of a source beside what is set aside already, by the
 * rule of its funder and stream in force on the day. Where no schedule says what a week pays, no
 * limit is known: it is not refused, and the words that are given say so; null where every limit is
 * known. The person's own money has none. Throws a MoneyRefused.
 */
export function refuseOverLimit(
  parts: readonly Share[],
  aside: readonly Share[],
  { book, weekly, day }: Limits,
): string | null {
  const unknown: string[] = [];
  for (const part of parts.filter(({ funder }) => funder !== SELF)) {
    const week = weekly(part);
    if (week === null) unknown.push(`${part.stream} of ${part.funder}`);
    else refuseOver(part, aside, { book, week, day });
  }
  if (unknown.length === 0) return null;
  return `no limit is known of ${unknown.join(', ')}: no schedule says what a week pays`;
}

function refuseOver(
  part: Share,
  aside: readonly Share[],
  { book, week, day }: Pick<Limits, 'book' | 'day'> & { readonly week: Pence },
): void {
  const { stream, funder } = part;
  const asked: AskedRule = { kind: 'CONTINGENCY_WEEKS', organisation: funder, stream };
  const rule = ruleOn(book, asked, day);
  if (!rule) throw new RuleNotKnown('amount', ruleLacking(asked, day));
  const weeks = numberOf(rule);
  const limit = contingencyLimit(week, weeks) as Pence;
  const own = aside.filter((each) => each.stream === stream && each.funder === funder);
  if (addPence(part.amount, ...own.map(({ amount }) => amount)) <= limit) return;
  const of = `${stream} of ${funder}`;
  const most = `£${poundsText(limit)}, ${weeks} × £${poundsText(week)}`;
  throw new OverContingency('amount', `makes more than may be set aside of ${of}: ${most}`);
}
