import { availableIn } from '../ledger/account.ts';
import { accountsOf } from '../ledger/shown.ts';
import { addPence } from '../values/money.ts';
import type { PageRoute } from './route.ts';

/** What a person has today, before anything else. */
export const home: PageRoute = {
  path: '/',
  get: async (page) => {
    const person = await page.own();
    if (!person) return null;
    const [accounts = []] = await accountsOf(page.db, page.viewer, [person]);
    for (const { sources } of accounts) {
      page.tells(
        person,
        sources.map(({ stream }) => stream.code),
      );
    }
    const inAccount = accounts.length === 0 ? null : addPence(...accounts.map(availableIn));
    return { view: 'home', model: { inAccount, asOf: page.today } };
  },
};
