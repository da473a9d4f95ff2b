import { poolsFor } from '../pools/list-pools.ts';
import type { PageRoute } from './route.ts';

/** The pools that the reader may read something of. */
export const pools: PageRoute = {
  path: '/pools',
  get: async (page) => {
    const listed = await poolsFor(page.db, page.viewer, page.today);
    if (listed === null) return null;
    return { view: 'pools', model: { pools: listed, asOf: page.today } };
  },
};
