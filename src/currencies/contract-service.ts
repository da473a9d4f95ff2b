import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Queries } from '../db/database.ts';
import { type AskedContracts, contractsOf, type StandingContract } from './contract-store.ts';

/** The contracts asked for, in order of id; undefined where the viewer may not see contracts. */
export async function contractsForViewer(
  queries: Queries,
  viewer: Viewer,
  asked: AskedContracts,
): Promise<StandingContract[] | undefined> {
  if (reachOf(viewer, 'read-contracts') !== 'everyone') return undefined;
  return contractsOf(queries, asked);
}
