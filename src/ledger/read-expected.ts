import { isShown } from '../access/sharing.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import type { Stream } from '../streams/stream.ts';
import { daysOf, financialYearOf } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { Moment } from '../values/moment.ts';
import { addPence, NO_PENCE, type Pence } from '../values/money.ts';
import { intersect } from '../values/period.ts';
import { addDays, later, type PlainDate } from '../values/plain-date.ts';
import type { NamedOrganisation } from './account.ts';
import { type ScheduleChange, scheduleChanges } from './changed-schedules.ts';
import {
  type Arrears,
  arrearsOf,
  type ContributionDue,
  type ContributionNotKnown,
  type ContributionsDue,
  contributionsOfPayments,
} from './contributions-due.ts';
import { assessedContributions } from './contributions-expected.ts';
import {
  type ExpectedPayment,
  expectedPayments,
  nextPayments,
  outstandingOf,
  type Receipt,
  receiptsBeside,
} from './expected.ts';
import { type ExpectedFacts, expectedFacts, type FactsOfPeople } from './expected-facts-store.ts';
import type { RecordedSchedule } from './expected-store.ts';
import type { AskedAt } from './known.ts';
import { standingSchedules } from './schedule.ts';

/** The days asked about, both included. */
export interface ExpectedDays {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** A stream and a funder in full, in the place of their codes. */
type Named<Item> = Omit<Item, 'stream' | 'funder'> & {
  readonly stream: Stream;
  readonly funder: NamedOrganisation;
};

/** What is expected for a person, of the sources that the viewer is shown. */
export interface Expected {
  /** Those that hold on any day, in the order of recording. */
  readonly schedules: readonly RecordedSchedule[];
  /** Due on the days, in order. */
  readonly payments: readonly ExpectedPayment<RecordedSchedule>[];
  /** Money of the schedules' sources that came on the days and meets none of their payments. */
  readonly beside: readonly Named<Receipt>[];
  /** Due on the days, in order. */
  readonly contributions: readonly Named<ContributionDue>[];
  readonly contributionsNotKnown: readonly Named<ContributionNotKnown>[];
  /** Up to today, from the beginning. */
  readonly arrears: readonly (Omit<Arrears, 'stream'> & { readonly stream: Stream })[];
}

/** As of when something is told: as it was known at a moment, and judged on a day. */
export interface ToldAsOf {
  readonly at: Moment;
  readonly today: PlainDate;
}

/** What is expected for people whom the viewer may see; one statement for any number. */
export async function expectedOf(
  db: Database,
  viewer: Viewer,
  people: readonly VisiblePerson[],
  days: ExpectedDays,
  { at, today }: ToldAsOf,
): Promise<Expected[]> {
  const found = await factsFor(db, people, at);
  return people.map((person) => {
    const { facts, isTold } = shownTo(viewer, person, found);
    return told(facts, { ...days, isTold, found, today });
  });
}

const factsFor = (
  db: Database,
  people: readonly VisiblePerson[],
  at: Moment,
): Promise<FactsOfPeople> =>
  expectedFacts(
    openedFor(db, people),
    people.map(({ id }) => ({ personId: id, at, day: null })),
  );

interface ShownFacts {
  readonly facts: ExpectedFacts;
  /** Whether the viewer is told what this organisation tells of a stream. */
  readonly isTold: (stream: Stream, by: OrganisationCode) => boolean;
}

/**
 * What of the facts the viewer is shown: the person all of them; finance what its own organisation
 * hosts or pays; others the streams that pass to them, as what the account's host tells.
 */
function shownTo(viewer: Viewer, person: VisiblePerson, found: FactsOfPeople): ShownFacts {
  const { sharing, id } = person;
  const all = found.byPerson.get(id) as ExpectedFacts;
  const isTold = (stream: Stream, by: OrganisationCode): boolean =>
    sharing.fundedBy === undefined
      ? isShown(sharing, stream, by)
      : by === (viewer.organisation as OrganisationCode | null);
  const schedules = all.schedules.filter(
    ({ ofStream, host, funder }) =>
      isTold(ofStream, host) || (sharing.fundedBy !== undefined && isTold(ofStream, funder)),
  );
  const own = new Set(schedules.map(sourceOf));
  const streams = streamsOf(found);
  const contributions = all.contributions.filter(
    ({ accountId, host, stream }) =>
      isTold(streams(stream), host) ||
      schedules.some((each) => each.accountId === accountId && each.stream === stream),
  );
  const receipts = all.receipts.filter((receipt) => own.has(sourceOf(receipt)));
  return { facts: { ...all, schedules, contributions, receipts }, isTold };
}

const sourceOf = (each: { accountId: string; stream: string; funder: string }): string =>
  `${each.accountId} ${each.stream} ${each.funder}`;

interface Asked extends ExpectedDays {
  readonly isTold: ShownFacts['isTold'];
  readonly found: FactsOfPeople;
  readonly today: PlainDate;
}

function told(facts: ExpectedFacts, asked: Asked): Expected {
  const { from, to, today, found, isTold } = asked;
  const by = later(to, today);
  const payments = expectedPayments(facts, { by, diedOn: facts.diedOn }, today);
  const isAsked = (day: PlainDate) => day >= from && day <= to;
  const stream = streamsOf(found);
  const contributions = contributionsTold(facts, payments, { by, isTold, found });
  const named = <Item extends { stream: string; funder: OrganisationCode }>(item: Item) => ({
    ...item,
    ...{ stream: stream(item.stream), funder: organisationsOf(facts, found)(item.funder) },
  });
  return {
    schedules: standingSchedules(facts.schedules),
    payments: payments.filter(({ dueOn }) => isAsked(dueOn)),
    beside: receiptsBeside(facts.receipts, payments)
      .filter(({ day }) => isAsked(day))
      .map(named),
    contributions: contributions.due.filter(({ dueOn }) => isAsked(dueOn)).map(named),
    contributionsNotKnown: contributions.notKnown
      .flatMap((each) => cutTo(each, { from, to }))
      .map(named),
    arrears: arrearsTold(facts, contributions, { today, found }),
  };
}

/** What the person is asked to pay, beside payments and as councils have assessed. */
function contributionsTold(
  facts: ExpectedFacts,
  payments: readonly ExpectedPayment[],
  { by, isTold, found }: Pick<Asked, 'isTold' | 'found'> & { readonly by: PlainDate },
): ContributionsDue {
  const stream = streamsOf(found);
  const all = assessedContributions(facts, by);
  const shown = onlyTold(all, (code, funder) => isTold(stream(code), funder));
  const due = [...contributionsOfPayments(payments), ...shown.due].sort(byDay);
  return { due, notKnown: shown.notKnown };
}

function arrearsTold(
  facts: ExpectedFacts,
  contributions: ContributionsDue,
  { today, found }: Pick<Asked, 'today' | 'found'>,
): Expected['arrears'] {
  const stream = streamsOf(found);
  return arrearsOf(contributions, receivedOf(facts), today).map((each) => ({
    ...each,
    stream: stream(each.stream),
  }));
}

const byDay = (a: ContributionDue, b: ContributionDue): number =>
  a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0;

function cutTo(each: ContributionNotKnown, { from, to }: ExpectedDays): ContributionNotKnown[] {
  const days = intersect(each.days, { from, until: addDays(to, 1) });
  return days ? [{ ...each, days }] : [];
}

function onlyTold(
  { due, notKnown }: ContributionsDue,
  isTold: (stream: string, funder: OrganisationCode) => boolean,
): ContributionsDue {
  return {
    due: due.filter(({ stream, funder }) => isTold(stream, funder)),
    notKnown: notKnown.filter(({ stream, funder }) => isTold(stream, funder)),
  };
}

function receivedOf({ contributions }: ExpectedFacts): Map<string, Pence> {
  const received = new Map<string, Pence>();
  for (const { stream, amount } of contributions) {
    received.set(stream, addPence(received.get(stream) ?? NO_PENCE, amount));
  }
  return received;
}

function streamsOf({ streams }: FactsOfPeople): (code: string) => Stream {
  const byCode = new Map(streams.map((stream) => [stream.code, stream]));
  return (code) => byCode.get(code) as Stream;
}

function organisationsOf(
  { schedules }: ExpectedFacts,
  { organisations }: FactsOfPeople,
): (code: OrganisationCode) => NamedOrganisation {
  const all = [...organisations, ...schedules.map(({ ofFunder }) => ofFunder)];
  const byCode = new Map(all.map((each) => [each.code, each]));
  return (code) => byCode.get(code) ?? { code, name: code };
}

/** What one source is still to pay into one account. */
export interface ComingFrom {
  readonly accountId: string;
  readonly stream: Stream;
  readonly funder: NamedOrganisation;
  readonly amount: Pence;
}

/** What is still to come for a person. */
export interface Coming {
  /** By the day, with what is late; a source of which nothing is awaited is left out. */
  readonly stillToCome: readonly ComingFrom[];
  /** The next payment of each schedule, today's included, whenever it is due. */
  readonly next: readonly ExpectedPayment<RecordedSchedule>[];
}

/** The sum of what is still to come; null where nothing is known to be, which is not nothing. */
export function dueIn({ stillToCome }: Pick<Coming, 'stillToCome'>): Pence | null {
  return stillToCome.length === 0
    ? null
    : stillToCome.reduce((sum, { amount }) => addPence(sum, amount), NO_PENCE);
}

/** Longer than any period of a schedule, and than a first payment may wait. */
const DAYS_TO_NEXT = 400;

/** What is still to come by a day and what comes next, as `expectedOf`; one statement too. */
export async function comingFor(
  db: Database,
  viewer: Viewer,
  people: readonly VisiblePerson[],
  by: PlainDate,
  { at, today }: ToldAsOf,
): Promise<Coming[]> {
  const found = await factsFor(db, people, at);
  return people.map((person) => {
    const { facts } = shownTo(viewer, person, found);
    return comingOf(paymentsTo(facts, by, today), { by, today });
  });
}

const paymentsTo = (facts: ExpectedFacts, by: PlainDate, today: PlainDate) =>
  expectedPayments(
    facts,
    { by: later(by, addDays(today, DAYS_TO_NEXT)), diedOn: facts.diedOn },
    today,
  );

function comingOf(
  payments: readonly ExpectedPayment<RecordedSchedule>[],
  { by, today }: { readonly by: PlainDate; readonly today: PlainDate },
): Coming {
  const due = payments.filter(({ dueOn }) => dueOn <= by);
  return { stillToCome: bySource(due), next: nextPayments(payments, today) };
}

function bySource(payments: readonly ExpectedPayment<RecordedSchedule>[]): ComingFrom[] {
  const found = new Map<string, ComingFrom>();
  for (const payment of payments) {
    const { schedule } = payment;
    const before = found.get(sourceOf(schedule))?.amount ?? NO_PENCE;
    const amount = addPence(before, outstandingOf(payment));
    const { accountId, ofStream: stream, ofFunder: funder } = schedule;
    if (amount > 0n) found.set(sourceOf(schedule), { accountId, stream, funder, amount });
  }
  return [...found.values()];
}

/** A person, as they were known at a moment, and the moment since which changes are told. */
export interface AskedAhead {
  readonly person: VisiblePerson;
  readonly at: Moment;
  readonly since: Moment;
}

/** What lay ahead of a person on a day, and what was recorded of it. */
export interface LiesAhead extends Coming {
  /** Up to that day, from the beginning. */
  readonly arrears: Expected['arrears'];
  /** Recorded since, in that order. */
  readonly changes: readonly ScheduleChange[];
}

/**
 * What lay ahead on a day with what had come by then, as it was known at a moment; `stillToCome` by
 * the end of the day's financial year. As `expectedOf`, and one statement too.
 */
export async function aheadOn(
  db: Database,
  viewer: Viewer,
  asked: readonly AskedAhead[],
  day: PlainDate,
): Promise<LiesAhead[]> {
  const known = asked.map(({ person, at }): AskedAt => ({ personId: person.id, at, day }));
  const people = asked.map(({ person }) => person);
  const found = await expectedFacts(openedFor(db, people), known);
  const by = addDays(daysOf(financialYearOf(day)).until, -1);
  return asked.map(({ person, since }) => {
    const { facts, isTold } = shownTo(viewer, person, found);
    const payments = paymentsTo(facts, by, day);
    const due = payments.filter(({ dueOn }) => dueOn <= day);
    const contributions = contributionsTold(facts, due, { by: day, isTold, found });
    return {
      ...comingOf(payments, { by, today: day }),
      arrears: arrearsTold(facts, contributions, { today: day, found }),
      changes: scheduleChanges(facts, since),
    };
  });
}
