import type { ExpectedPayment } from '../ledger/expected.ts';
import type { RecordedSchedule } from '../ledger/expected-store.ts';
import { comingFor, dueIn } from '../ledger/read-expected.ts';
import { accountsOf } from '../ledger/shown.ts';
import { daysOf, financialYearOf } from '../values/financial-year.ts';
import { NOW } from '../values/moment.ts';
import { addDays } from '../values/plain-date.ts';
import { fundersOf } from './funders.ts';
import { heldIn } from './held.ts';
import type { PageRoute } from './route.ts';

/** What a person has today and what comes next, before anything else. */
export const home: PageRoute = {
  path: '/',
  get: async (page) => {
    const person = await page.own();
    if (!person) return null;
    const yearEnd = addDays(daysOf(financialYearOf(page.today)).until, -1);
    const [accounts = []] = await accountsOf(page.db, page.viewer, [person]);
    const now = { at: NOW, today: page.today };
    const [coming] = await comingFor(page.db, page.viewer, [person], yearEnd, now);
    const budget = await page.budget(person, financialYearOf(page.today));
    for (const { sources } of accounts) {
      page.tells(
        person,
        sources.map(({ stream }) => stream.code),
      );
    }
    const next = coming?.next ?? [];
    const held = heldIn(accounts);
    return {
      view: 'home',
      model: {
        ...{ asOf: page.today, yearEnd, person },
        ...{ inAccount: held.inAccount, heldElsewhere: held.elsewhere },
        toCome: coming ? dueIn(coming) : null,
        next: next.map(nextPayment),
        everyFourWeeks: next.map(fourWeeksOf),
        funders: await fundersOf(page, budget),
      },
    };
  },
};

type Next = ExpectedPayment<RecordedSchedule>;

function nextPayment({ dueOn, amount, schedule }: Next) {
  return { dueOn, amount, funder: schedule.ofFunder.name, stream: schedule.stream };
}

/** What a schedule brings in how long: a person plans by that, whatever the year is divided into. */
function fourWeeksOf({ amount, schedule }: Next) {
  return { every: schedule.every, amount, funder: schedule.ofFunder.name, stream: schedule.stream };
}
