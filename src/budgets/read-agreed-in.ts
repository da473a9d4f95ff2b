import type { Queries } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { lastDay, type Span } from '../values/period.ts';
import { type AgreedInMonth, agreedIn, type WeeklyOn, weeklyOn } from './agreed-in.ts';
import { everybodyAwarded, PRICED_AT_ONCE } from './agreed-store.ts';
import { toldInYear } from './store.ts';

/** What one person’s awards come to on days, and what a week of them comes to on the last. */
export interface AgreedOfPerson {
  readonly person: string;
  readonly agreed: readonly AgreedInMonth[];
  readonly weekly: readonly WeeklyOn[];
}

/**
 * What the awards of everybody with one of these streams come to on days of a year, as they are known
 * now, one person after the other. Its statements see whom they are about: it is for publishing, where
 * nobody’s own leaves.
 */
export async function* readAgreedIn(
  queries: Queries,
  asked: { readonly year: FinancialYear; readonly days: Span; readonly streams: readonly string[] },
): AsyncGenerator<AgreedOfPerson> {
  if (asked.streams.length === 0) return;
  const { year, days } = asked;
  const streams = new Set(asked.streams);
  const everybody = await everybodyAwarded(queries, asked.streams);
  for (let at = 0; at < everybody.length; at += PRICED_AT_ONCE) {
    const personIds = everybody.slice(at, at + PRICED_AT_ONCE).map(({ id }) => id);
    const told = await toldInYear(queries, { personIds, year, knownAt: null }, 'SUMS');
    for (const person of personIds) {
      const awards = told.awards.get(person) ?? [];
      const decisions = told.decisions.get(person) ?? [];
      const assessments = told.assessments.get(person) ?? [];
      yield {
        person,
        agreed: agreedIn({ awards, decisions, assessments }, { year, days, streams }),
        weekly: weeklyOn({ awards }, { year, day: lastDay(days), streams }),
      };
    }
  }
}
