import type { Currency, Mode, ToldAward } from '../awards/award.ts';
import { type Line, linesIn } from '../awards/line.ts';
import { withoutRepeats } from '../awards/repeats.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { NO_PENCE, type Pence, takePence } from '../values/money.ts';
import { contains, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AgreedOf, asShared, inMonths, monthOf, monthsIn } from './agreed-ahead.ts';

/** What an award pays for, whose money it is, and how it is held. */
export interface AgreedAs {
  readonly stream: string;
  readonly funder: OrganisationCode;
  readonly mode: Mode;
  readonly provider: string | null;
  /** What the award is priced by; null where it names no currency. */
  readonly currency: Currency | null;
  /** Named by its first day. */
  readonly month: PlainDate;
}

/** What a person’s awards come to for the days of a month. */
export interface AgreedInMonth extends AgreedAs {
  /** The funder’s own share: without what the person pays, as far as that is known. */
  readonly amount: Pence;
}

/** What a week of an award comes to by the analysts’ comparator, whoever pays what of it. */
export interface WeeklyOn extends AgreedAs {
  readonly weekly: Pence;
}

type Told = Omit<AgreedOf, 'ordered'>;

/**
 * What one person’s awards of BUDGET streams in force on days of a year come to for those days, month
 * by month, paid or not. The months of a rate add up to what the budget says of the days. A single sum
 * is none: it counts when it is paid. What is not priced is in no amount.
 */
export function agreedIn(
  { awards, decisions, assessments }: Told,
  { year, days, streams }: { year: FinancialYear; days: Span; streams: ReadonlySet<string> },
): AgreedInMonth[] {
  const rates = ratesIn(year, awards, streams);
  const pieces = rates.flatMap((line) => inMonths(line, monthsIn(days)));
  return asShared(pieces, { awards, decisions, assessments, ordered: [] }).flatMap((line) => {
    if (line.kind === 'UNPRICED') return [];
    const due = takePence(line.amount, line.contribution ?? NO_PENCE);
    // Who pays all of it pays no more than that, whichever of the two was rounded up.
    const amount = due > 0n ? due : NO_PENCE;
    return [{ ...heldAs(line.award, monthOf(line.days.from)), amount }];
  });
}

/** What a week of each of one person’s awards comes to that are in force on a day. */
export function weeklyOn(
  { awards }: Pick<Told, 'awards'>,
  { year, day, streams }: { year: FinancialYear; day: PlainDate; streams: ReadonlySet<string> },
): WeeklyOn[] {
  return ratesIn(year, awards, streams).flatMap((line) => {
    const standing = line.segments.find(({ days }) => days.some((span) => contains(span, day)));
    if (line.kind === 'UNPRICED' || !standing) return [];
    const { weekly } = line;
    if (weekly === null) return [];
    return [{ ...heldAs(standing.award, monthOf(day)), weekly }];
  });
}

function ratesIn(
  year: FinancialYear,
  awards: readonly ToldAward[],
  streams: ReadonlySet<string>,
): Line[] {
  return withoutRepeats(linesIn(year, awards)).filter(
    ({ award, inTotals }) => award.basis === 'RECURRING' && inTotals && streams.has(award.stream),
  );
}

const heldAs = (
  { stream, funder, mode, provider, currency }: ToldAward,
  month: PlainDate,
): AgreedAs => ({ stream, funder, mode, provider, currency, month });
