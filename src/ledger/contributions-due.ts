import { weeklyOver } from '../awards/weekly.ts';
import { type StandingAssessment, standingByCouncil } from '../charging/assessment.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { addPence, NO_PENCE, type Pence, takePence, toPounds } from '../values/money.ts';
import { contains, intersect, type Period, type Span, union, without } from '../values/period.ts';
import { addDays, earlier, type PlainDate } from '../values/plain-date.ts';
import { plus, type Ratio, ZERO } from '../values/ratio.ts';
import type { ExpectedPayment } from './expected.ts';
import { type DueBy, roundedTogether } from './payments-due.ts';

/** What says how much the person pays: the terms of a schedule, or what the council has assessed. */
export const CONTRIBUTION_BASES = ['SCHEDULE', 'ASSESSMENT'] as const;
export type ContributionBasis = (typeof CONTRIBUTION_BASES)[number];

/** What a person is asked to pay towards one stream for some days. */
export interface ContributionDue {
  readonly dueOn: PlainDate;
  readonly stream: string;
  /** Whose charge it is. */
  readonly funder: OrganisationCode;
  /** From the first to the last of the days that it is for. */
  readonly days: Span;
  readonly amount: Pence;
  readonly basis: ContributionBasis;
}

/** Days of care that may be charged for, and nobody says how much the person is to pay for them. */
export interface ContributionNotKnown {
  readonly stream: string;
  readonly funder: OrganisationCode;
  readonly days: Span;
}

/** Days on which a council pays for care that it may charge for, and no source tells the charge. */
export interface CareDays {
  readonly stream: string;
  readonly council: OrganisationCode;
  readonly days: Period;
}

/** An assessment, and the stream whose charge it is. */
export interface AssessedCharge extends StandingAssessment {
  readonly stream: string;
}

export interface ContributionsDue {
  readonly due: readonly ContributionDue[];
  readonly notKnown: readonly ContributionNotKnown[];
}

/** A schedule's payments with what the person is to pay beside each, on the day of the payment. */
export function contributionsOfPayments(payments: readonly ExpectedPayment[]): ContributionDue[] {
  return payments.flatMap(({ dueOn, days, contribution, schedule: { stream, funder } }) =>
    contribution === null || contribution === 0n
      ? []
      : [{ dueOn, days, stream, funder, amount: contribution, basis: 'SCHEDULE' }],
  );
}

/**
 * What councils have assessed that the person pays, on the days on which they pay for care that may
 * be charged for and that no schedule tells the charge of. By four weeks from the first day of the
 * assessment, each due on its last day; rounded together, so that they add up to the whole. Days of
 * care of which no assessment says a sum are not known, which is not nothing.
 */
export function contributionsAssessed(
  care: readonly CareDays[],
  assessments: readonly AssessedCharge[],
  told: readonly { readonly council: OrganisationCode; readonly days: Period }[],
  { by, diedOn }: DueBy,
): ContributionsDue {
  const until = addDays(diedOn === null ? by : earlier(by, diedOn), 1);
  const standing = standingByCouncil(assessments);
  const due: ContributionDue[] = [];
  const notKnown: ContributionNotKnown[] = [];
  for (const council of new Set(care.map((each) => each.council))) {
    const toldDays = told.filter((each) => each.council === council).map(({ days }) => days);
    const open = care.filter((each) => each.council === council);
    const held = new Map(open.map((each) => [each, spansOf(each.days, toldDays, until)] as const));
    const days = union([...held.values()].flat());
    const own = (standing.get(council) ?? []) as readonly AssessedCharge[];
    for (const assessment of own) due.push(...duesOf(assessment, days, by));
    const known = own.flatMap(knownDays);
    for (const [{ stream }, spans] of held) {
      const left = spans.flatMap((span) => without(span, known)) as Span[];
      notKnown.push(...left.map((span) => ({ stream, funder: council, days: span })));
    }
  }
  return { due: due.sort(byDay), notKnown };
}

/** The days up to one, but for those of which the charge is told. */
function spansOf(days: Period, told: readonly Period[], until: PlainDate): Span[] {
  const from = days.from ?? until;
  const end = days.until === null ? until : earlier(days.until, until);
  return from < end ? (without({ from, until: end }, told) as Span[]) : [];
}

const byDay = (a: ContributionDue, b: ContributionDue): number =>
  a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0;

/** The days for which an assessment says a sum, nothing included. */
function knownDays({ days, amounts }: AssessedCharge): Period[] {
  return amounts.flatMap((amount) =>
    amount.weekly === null ? [] : (intersect(amount.days, days) ?? []),
  );
}

const PERIOD_DAYS = 28;

function duesOf(assessment: AssessedCharge, care: readonly Span[], by: PlainDate) {
  const { council, stream, days, amounts } = assessment;
  const found: { readonly spans: Span[]; readonly dueOn: PlainDate; readonly exact: Ratio }[] = [];
  for (let { from } = days; from <= by; from = addDays(from, PERIOD_DAYS)) {
    if (days.until !== null && from >= days.until) break;
    const period = { from, until: addDays(from, PERIOD_DAYS) };
    const dueOn = addDays(period.until, -1);
    const spans: Span[] = [];
    let exact = ZERO;
    for (const { days: amountDays, weekly } of amounts) {
      const held = weekly === null ? null : intersect(amountDays, days);
      const within = held && intersect(held, period);
      const parts = within ? care.flatMap((span) => intersect(span, within) ?? []) : [];
      if (weekly !== null) exact = plus(exact, weeklyOver(toPounds(weekly), parts));
      spans.push(...parts);
    }
    if (spans.length > 0 && exact.n > 0n) found.push({ spans, dueOn, exact });
  }
  const amountsDue = roundedTogether(found.map(({ exact }) => exact));
  return found
    .map(({ spans, dueOn }, at): ContributionDue => {
      const joined = union(spans);
      const from = (joined[0] as Span).from;
      const until = (joined.at(-1) as Span).until;
      return {
        ...{ dueOn, stream, funder: council, days: { from, until } },
        ...{ amount: amountsDue[at] as Pence, basis: 'ASSESSMENT' },
      };
    })
    .filter(({ dueOn }) => dueOn <= by);
}

/** What a person paid towards one stream, and from which day on it was for, where that was said. */
export interface ContributionPaid {
  readonly stream: string;
  readonly amount: Pence;
  readonly coversFrom: PlainDate | null;
}

/** A contribution of which something has still to come, and how much. */
export type Awaited<Due extends ContributionDue = ContributionDue> = Due & {
  readonly outstanding: Pence;
};

/**
 * Of contributions in order of the day they are due, those of which something has still to come. What
 * was paid for days meets the contribution for these days; what is more than that, and what was paid
 * for no days, the earliest first.
 */
export function awaitedContributions<Due extends ContributionDue>(
  due: readonly Due[],
  paid: readonly ContributionPaid[],
): Awaited<Due>[] {
  const left = due.map(({ amount }) => amount);
  const spare = new Map<string, Pence>();
  const meet = (at: number, money: Pence): Pence => {
    const open = left[at] as Pence;
    const part = money < open ? money : open;
    left[at] = takePence(open, part);
    return takePence(money, part);
  };
  for (const { stream, amount, coversFrom } of paid) {
    const own = due.findIndex(
      (each) => each.stream === stream && coversFrom !== null && contains(each.days, coversFrom),
    );
    const rest = own < 0 ? amount : meet(own, amount);
    spare.set(stream, addPence(spare.get(stream) ?? NO_PENCE, rest));
  }
  due.forEach(({ stream }, at) => {
    spare.set(stream, meet(at, spare.get(stream) ?? NO_PENCE));
  });
  return due.flatMap((each, at) => {
    const outstanding = left[at] as Pence;
    return outstanding > 0n ? [{ ...each, outstanding }] : [];
  });
}

/** What of one stream was to be paid by the person up to today, and what has come of it. */
export interface Arrears {
  readonly stream: string;
  /** Null where it is not known for some of the days. */
  readonly expected: Pence | null;
  readonly received: Pence;
  /** Below nothing where more has come than was asked; null where that is not known. */
  readonly arrears: Pence | null;
}

/** Arrears stand apart, by stream: what a council is owed is no money that it has paid. */
export function arrearsOf(
  { due, notKnown }: ContributionsDue,
  received: ReadonlyMap<string, Pence>,
  today: PlainDate,
): Arrears[] {
  const toDate = due.filter(({ dueOn }) => dueOn <= today);
  const unknown = notKnown.filter(({ days }) => days.from <= today);
  const streams = new Set([
    ...[...toDate, ...unknown].map(({ stream }) => stream),
    ...received.keys(),
  ]);
  return [...streams].sort().map((stream) => {
    const own = toDate.filter((each) => each.stream === stream);
    const isKnown = !unknown.some((each) => each.stream === stream);
    const expected = isKnown ? addPence(...own.map(({ amount }) => amount)) : null;
    const came = received.get(stream) ?? (0n as Pence);
    return {
      ...{ stream, expected, received: came },
      arrears: expected === null ? null : takePence(expected, came),
    };
  });
}
