import type { Transaction } from '../db/database.ts';
import { expectedPayments, outstandingOf } from '../ledger/expected.ts';
import { type ExpectedFacts, expectedFacts } from '../ledger/expected-facts-store.ts';
import { allOrganisations } from '../streams/store.ts';
import { NOW } from '../values/moment.ts';
import { lastDay } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { areasOfPeople } from './area-of-people-store.ts';
import type { FactsOfArea } from './publish-area.ts';
import { unmetNeedFacts, type WaitingOnDay } from './unmet-need-facts.ts';
import { awardedNotPaidOn, needsOn, peopleExpecting } from './unmet-need-store.ts';

/** Needs that are unmet on the last day of a quarter, and money that waits on it. */
export const unmetNeedOfArea: FactsOfArea = async (tx, days) => {
  const day = lastDay(days);
  const waiting = [...(await awardedNotPaidOn(tx, day)), ...(await overdueOn(tx, day))];
  return unmetNeedFacts(await needsOn(tx, day), waiting, await areasOfPeople(tx, day));
};

const PEOPLE_AT_ONCE = 500;

/** What was due by a day and had not come by its end, of every account. */
async function overdueOn(tx: Transaction, day: PlainDate): Promise<WaitingOnDay[]> {
  const people = await peopleExpecting(tx);
  const organisations = await allOrganisations(tx);
  const isCouncil = (code: string) => organisations.get(code)?.kind === 'council';
  const overdue: WaitingOnDay[] = [];
  for (let at = 0; at < people.length; at += PEOPLE_AT_ONCE) {
    const asked = people
      .slice(at, at + PEOPLE_AT_ONCE)
      .map((personId) => ({ personId, at: NOW, day }));
    const { byPerson } = await expectedFacts(tx, asked);
    for (const [person, facts] of byPerson)
      overdue.push(...overdueOf(person, facts, day, isCouncil));
  }
  return overdue;
}

function overdueOf(
  person: string,
  facts: ExpectedFacts,
  day: PlainDate,
  isCouncil: (code: string) => boolean,
): WaitingOnDay[] {
  return expectedPayments(facts, { by: day, diedOn: facts.diedOn }, day)
    .filter((payment) => payment.dueOn <= day && outstandingOf(payment) > 0n)
    .map((payment) => ({
      ...{ person, waitsFor: 'PAYMENT_OVERDUE', amount: outstandingOf(payment) },
      council: isCouncil(payment.schedule.funder) ? payment.schedule.funder : null,
    }));
}
