import type { ToldAward } from '../awards/award.ts';
import { mayReach } from '../awards/line.ts';
import { RECORDED_BY_HAND } from '../decisions/recorded-award.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import { intersect, lastDay, type Period, type Span, without } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** An award that its funder recorded, and days of a year on which it is in force and unconfirmed. */
export interface Unconfirmed {
  readonly award: ToldAward;
  readonly days: readonly Span[];
}

/**
 * Recorded rates in force in a year that begins more than twelve months after they were recorded, and
 * that nobody has recorded again or told by a file since: no line runs into such a year, and what is
 * agreed for it is not known, which is not nothing.
 */
export function unconfirmedIn(year: FinancialYear, awards: readonly ToldAward[]): Unconfirmed[] {
  const byHand = awards.filter(isByHand);
  if (byHand.length === 0) return [];
  return byHand.flatMap((award) => {
    if (mayReach(award, year)) return [];
    const inForce = spokenOf(award).flatMap((period) => intersect(period, daysOf(year)) ?? []);
    const told = awards.filter((other) => tells(other, award, year)).flatMap(spokenOf);
    const days = inForce.flatMap((span) => without(span, told)) as Span[];
    return days.length === 0 ? [] : [{ award, days }];
  });
}

const isByHand = ({ basis, delivery }: ToldAward): boolean =>
  basis === 'RECURRING' && delivery.adapter === RECORDED_BY_HAND;

/** Whether another award says what became of it: the same one, told for the year or recorded later. */
function tells(other: ToldAward, award: ToldAward, year: FinancialYear): boolean {
  if (other === award || !isSame(other, award)) return false;
  return mayReach(other, year) || (isByHand(other) && isLater(other, award));
}

/** As a file's award stands in the place of a recorded one; see decision 0018. */
function isSame(a: ToldAward, b: ToldAward): boolean {
  if (a.stream !== b.stream || a.funder !== b.funder) return false;
  if (a.reference !== null && b.reference !== null) return a.reference === b.reference;
  return a.mode === b.mode && a.basis === b.basis;
}

const isLater = (a: ToldAward, b: ToldAward): boolean =>
  a.delivery.asOf === b.delivery.asOf ? a.id > b.id : a.delivery.asOf > b.delivery.asOf;

const spokenOf = ({ days, windows }: ToldAward): Period[] =>
  windows.flatMap((window) => intersect(days, window) ?? []);

/** Why nothing is known of such days, and what to do, in words. */
export function whyUnconfirmed(
  { award, days }: Unconfirmed,
  { today, name }: { readonly today: PlainDate; readonly name: string },
): string {
  const [first] = days as [Span];
  const last = lastDay(days.at(-1) as Span);
  const when = first.from <= today ? 'overdue to be confirmed' : 'still to be confirmed';
  return `${when} for ${first.from} to ${last}: ${whyNotTold(award, name)}`;
}

/** The same of an award, whatever the days. */
export function whyNotTold({ delivery }: Pick<ToldAward, 'delivery'>, name: string): string {
  const said = `${name} recorded it on ${delivery.asOf}, which speaks for no year that begins more than twelve months later`;
  return `${said}; it has to be recorded again, or ended`;
}
