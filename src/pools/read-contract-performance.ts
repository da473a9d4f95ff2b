import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import { contractsOf, type StandingContract } from '../currencies/contract-store.ts';
import type { Database } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { type Performance, type PublishedQuarter, performanceOf } from './contract-performance.ts';
import { publicationsOf } from './publication-store.ts';
import { publishedTables } from './published-tables.ts';

export interface AskedPerformance {
  readonly year: FinancialYear;
  readonly commissioner: string | null;
  readonly provider: string | null;
}

/**
 * Contracts against what was done under them, for analysts and finance, from published tables by
 * contract; undefined where the viewer may not ask. Each question is noted.
 */
export async function readContractPerformance(
  db: Database,
  viewer: Viewer,
  { year, commissioner, provider }: AskedPerformance,
): Promise<Performance<StandingContract> | undefined> {
  if (reachOf(viewer, 'read-usage') !== 'everyone') return undefined;
  const filters = [
    ...(commissioner === null ? [] : [{ dimension: 'COMMISSIONER', codes: [commissioner] }]),
    ...(provider === null ? [] : [{ dimension: 'PROVIDER', codes: [provider] }]),
  ];
  const asked = { action: 'figures-asked', subject: 'CONTRACTS', year, by: ['CONTRACT'] } as const;
  await note(db, viewer.subject, { ...asked, filters });
  const contracts = await contractsOf(db, {
    year,
    ...(commissioner !== null && { commissioner }),
    ...(provider !== null && { provider }),
  });
  const published: PublishedQuarter[] = [];
  for (const each of await publicationsOf(db, { subject: 'CONTRACTS', pool: null }, year)) {
    const tables = await publishedTables(db, each, ['CONTRACT']);
    published.push({ ...each, tables });
  }
  return performanceOf(contracts, published);
}
