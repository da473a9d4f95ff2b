import { availableIn } from '../ledger/account.ts';
import type { ExpectedPayment } from '../ledger/expected.ts';
import type { RecordedSchedule } from '../ledger/expected-store.ts';
import { comingFor } from '../ledger/read-expected.ts';
import { accountsOf, type ShownAccount } from '../ledger/shown.ts';
import { daysOf, financialYearOf } from '../values/financial-year.ts';
import { NOW } from '../values/moment.ts';
import { addPence, NO_PENCE } from '../values/money.ts';
import { addDays } from '../values/plain-date.ts';
import { fundersOf } from './funders.ts';
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
    const stillToCome = coming?.stillToCome ?? [];
    const next = coming?.next ?? [];
    const directed = accounts.filter(({ mode }) => mode === 'DIRECT_PAYMENT');
    return {
      view: 'home',
      model: {
        ...{ asOf: page.today, yearEnd, person },
        inAccount: directed.length === 0 ? null : addPence(...directed.map(availableIn)),
        heldElsewhere: accounts.filter(isHeldElsewhere).map(heldBy),
        toCome: stillToCome.length === 0 ? null : sumOf(stillToCome),
        next: next.map(nextPayment),
        everyFourWeeks: next.map(fourWeeksOf),
        funders: await fundersOf(page, budget),
      },
    };
  },
};

const isHeldElsewhere = ({ mode }: ShownAccount): boolean =>
  mode === 'NOTIONAL' || mode === 'THIRD_PARTY';

function heldBy(account: ShownAccount) {
  return { mode: account.mode, host: account.host.name, amount: availableIn(account) };
}

const sumOf = (parts: readonly { readonly amount: ReturnType<typeof availableIn> }[]) =>
  parts.reduce((sum, { amount }) => addPence(sum, amount), NO_PENCE);

type Next = ExpectedPayment<RecordedSchedule>;

function nextPayment({ dueOn, amount, schedule }: Next) {
  return { dueOn, amount, funder: schedule.ofFunder.name, stream: schedule.stream };
}

/** What a schedule brings in how long: a person plans by that, whatever the year is divided into. */
function fourWeeksOf({ amount, schedule }: Next) {
  return { every: schedule.every, amount, funder: schedule.ofFunder.name, stream: schedule.stream };
}
