import { amountOf, type Movement } from '../ledger/movement.ts';
import { accountsOf, movementIn } from '../ledger/shown.ts';
import { statementsOf } from '../statements/service.ts';
import { financialYearOf, startOf } from '../values/financial-year.ts';
import { later, type PlainDate } from '../values/plain-date.ts';
import type { PageRoute } from './route.ts';
import { saidOf } from './statement-rows.ts';

/** One movement of money: what it was, whose money, when it took effect and when we knew of it. */
export const movement: PageRoute = {
  path: '/movements/:id',
  get: async (page, { params }) => {
    const person = await page.own();
    if (!person) return null;
    const [accounts = []] = await accountsOf(page.db, page.viewer, [person]);
    const found = await movementIn(page.db, accounts, params.id ?? '');
    if (!found) return null;
    page.tells(
      person,
      found.parts.map(({ stream }) => stream.code),
    );
    const { effectiveDay: day } = found;
    const asked = { from: day, to: day, version: null, since: null };
    const [told] = await statementsOf(page.db, page.viewer, [person], asked, page.today);
    const own = told?.statement.movements.find(({ change }) => change.movement === found.id);
    return {
      view: 'movement',
      model: {
        ...{ movement: found, amount: amountOf(found), asOf: page.today },
        said: own ? saidOf(page, own.change) : page.say('statement.payment'),
        ...yearOf(found, page.today),
      },
    };
  },
};

/** The days of the statement that it is in, to go back to. */
function yearOf({ effectiveDay }: Movement, today: PlainDate) {
  const from = startOf(financialYearOf(effectiveDay));
  return { from, to: later(today, effectiveDay) };
}
