import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Queries } from '../db/database.ts';
import { allOrganisations } from '../streams/store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { agreementsKnown } from './agreements-store.ts';
import type { Pool } from './pool.ts';
import { allPools } from './pools-store.ts';

/** A pool that the viewer may read something of. */
export interface ListedPool {
  readonly pool: Pool;
  readonly hostName: string;
  /** Partners of any of its agreements, the host among them, in order of their codes. */
  readonly partners: readonly string[];
  /** Names of the schemes of its agreements by their codes: a plan, and nothing of anybody. */
  readonly schemes: ReadonlyMap<string, string>;
  /** Whether the exact account is open to the viewer: to finance of its host and partners. */
  readonly hasAccount: boolean;
  /** Whether the published figures are. */
  readonly hasUsage: boolean;
}

/** The pools that the viewer may read, in order of their codes; null where they may read none at all. */
export async function poolsFor(
  queries: Queries,
  viewer: Viewer,
  today: PlainDate,
): Promise<ListedPool[] | null> {
  const mayAccount = reachOf(viewer, 'read-pool') === 'funded' && viewer.organisation !== null;
  const hasUsage = reachOf(viewer, 'read-usage') === 'everyone';
  if (!mayAccount && !hasUsage) return null;
  const agreements = await agreementsKnown(queries, today);
  const organisations = await allOrganisations(queries);
  return (await allPools(queries))
    .map((pool): ListedPool => {
      const own = agreements.filter((each) => each.pool === pool.code);
      const partners = own.flatMap((each) => each.partners.map(({ organisation }) => organisation));
      const parties = [...new Set([pool.host, ...partners])].sort();
      return {
        ...{ pool, hostName: organisations.get(pool.host)?.name ?? pool.host, hasUsage },
        partners: parties,
        schemes: new Map(
          own.flatMap(({ schemes }) => schemes.map(({ code, name }) => [code, name] as const)),
        ),
        hasAccount: mayAccount && parties.some((code) => code === viewer.organisation),
      };
    })
    .filter((listed) => listed.hasAccount || listed.hasUsage);
}
