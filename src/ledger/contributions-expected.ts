import { COUNCIL_CARE } from '../charging/contribution.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  type Awaited,
  awaitedContributions,
  type CareDays,
  type ContributionDue,
  type ContributionsDue,
  contributionsAssessed,
  contributionsOfPayments,
} from './contributions-due.ts';
import { expectedPayments } from './expected.ts';
import type { ExpectedFacts } from './expected-facts-store.ts';
import type { LockedAccount } from './journal-store.ts';
import { standingSchedules } from './schedule.ts';

/** What is assessed, where no schedule that holds on the days tells the charge. */
export function assessedContributions(facts: ExpectedFacts, by: PlainDate): ContributionsDue {
  const charged = standingSchedules(facts.schedules).filter(
    ({ stream, ofFunder }) => ofFunder.kind === 'council' && COUNCIL_CARE.includes(stream),
  );
  const silent = charged.filter(({ weeklyContribution }) => weeklyContribution === null);
  const saying = charged.filter((schedule) => !silent.includes(schedule));
  const care = silent.map(
    ({ stream, funder, days }): CareDays => ({ stream, council: funder, days }),
  );
  const told = saying.map(({ funder, days }) => ({ council: funder, days }));
  const { diedOn, assessments } = facts;
  return contributionsAssessed([...facts.care, ...care], assessments, told, { by, diedOn });
}

/**
 * What the person is still to pay into an account by a day, in order of the day it is due: beside the
 * payments of its schedules that are net of it, and what the council that hosts it has assessed. What
 * stands beside a gross payment is paid to the council itself, and comes into no account of money held.
 */
export function contributionsInto(
  account: Pick<LockedAccount, 'id' | 'host'>,
  facts: ExpectedFacts,
  { by, today }: { readonly by: PlainDate; readonly today: PlainDate },
): Awaited[] {
  const payments = expectedPayments(facts, { by, diedOn: facts.diedOn }, today);
  const beside = payments.flatMap((payment) => {
    const { accountId, terms } = payment.schedule;
    const isPaidIn = accountId === account.id && terms === 'NET';
    return contributionsOfPayments([payment]).map((due) => ({ ...due, isPaidIn }));
  });
  const assessed = assessedContributions(facts, by).due.map((due) => ({
    ...due,
    isPaidIn: due.funder === account.host,
  }));
  // What was paid for any of them meets it, so that only the rest is awaited.
  const due = [...beside, ...assessed].sort(byDay);
  return awaitedContributions(due, facts.contributions).filter(({ isPaidIn }) => isPaidIn);
}

const byDay = (a: ContributionDue, b: ContributionDue): number =>
  a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0;
