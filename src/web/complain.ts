import { allOrganisations } from '../streams/store.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { fundersOf } from './funders.ts';
import type { PageRoute } from './route.ts';

/**
 * Who looks at a complaint that the organisation itself did not settle. Source: Local Government Act
 * 1974 part 3; Health Service Commissioners Act 1993.
 */
const AFTER = {
  council: 'council',
  provider: 'council',
  icb: 'nhs',
  trust: 'nhs',
  government: 'government',
} as const;

/** Whom to tell that something went wrong, in which order, and who answers by when. */
export const complain: PageRoute = {
  path: '/complain',
  get: async (page) => {
    const person = await page.own();
    if (!person) return null;
    const budget = await page.budget(person, financialYearOf(page.today));
    const funders = await fundersOf(page, budget);
    const organisations = await allOrganisations(page.db);
    const after = new Set(
      funders.flatMap(({ code }) => {
        const kind = organisations.get(code)?.kind;
        return kind === undefined ? [] : [AFTER[kind]];
      }),
    );
    // Whoever knows of no funder yet may have to complain just of that.
    const told = after.size === 0 ? ['council', 'nhs'] : [...after].sort();
    return { view: 'complain', model: { funders, after: told, asOf: page.today } };
  },
};
