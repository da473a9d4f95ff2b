import { availableIn, committedIn, setAsideIn } from '../ledger/account.ts';
import { comingFor, expectedOf } from '../ledger/read-expected.ts';
import { accountsOf, type ShownAccount } from '../ledger/shown.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { daysOf, financialYearOf } from '../values/financial-year.ts';
import { NOW } from '../values/moment.ts';
import { addMonths } from '../values/plain-date.ts';
import type { Page } from './page.ts';

/** How far back a payment that has not come is still told of. */
const LATE_MONTHS = 12;

/** The accounts of a person as their team is shown them, what is late and what comes next. */
export async function moneyOf(page: Page, person: VisiblePerson) {
  const { db, viewer, today } = page;
  const [accounts = []] = await accountsOf(db, viewer, [person]);
  const now = { at: NOW, today };
  const since = { from: addMonths(today, -LATE_MONTHS), to: today };
  const [expected] = await expectedOf(db, viewer, [person], since, now);
  const by = daysOf(financialYearOf(today)).until;
  const [coming] = await comingFor(db, viewer, [person], by, now);
  const told = accounts.flatMap(({ sources }) => sources.map(({ stream }) => stream.code));
  const next = coming?.next ?? [];
  const unmet = (expected?.payments ?? []).filter(
    ({ status }) => status === 'LATE' || status === 'PART_MET',
  );
  page.tells(person, [...told, ...[...next, ...unmet].map(({ schedule }) => schedule.stream)]);
  return {
    accounts: accounts.map(shownAccount),
    late: unmet.map(paymentShown),
    next: next.map(paymentShown),
  };
}

function shownAccount(account: ShownAccount) {
  return {
    ...{ mode: account.mode, host: account.host.name, sources: account.sources },
    ...{ available: availableIn(account), setAside: setAsideIn(account) },
    ...{ committed: committedIn(account), isWhole: account.isWhole },
    inQuestion: account.inQuestion,
  };
}

type Payment = NonNullable<Awaited<ReturnType<typeof expectedOf>>[number]>['payments'][number];

function paymentShown({ dueOn, amount, received, status, schedule }: Payment) {
  const { stream, ofFunder } = schedule;
  return { dueOn, amount, received, status, stream, funder: ofFunder.name };
}
