import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Queries } from '../db/database.ts';
import { isUuid } from '../values/ids.ts';
import { type WaitingLine, waitingLines } from './waiting-store.ts';

export interface AskedWaiting {
  /** One account's lines; null for those of all accounts that the viewer's organisation hosts. */
  readonly account: string | null;
  readonly after: bigint | null;
  readonly count: number;
}

/**
 * What waits to be decided, for the finance role of the accounts' host, in the order of recording;
 * none for others: not known and not allowed are the same answer.
 */
export async function waitingFor(
  queries: Queries,
  viewer: Viewer,
  { account, after, count }: AskedWaiting,
): Promise<WaitingLine[]> {
  const { organisation: host } = viewer;
  if (reachOf(viewer, 'record-money') !== 'hosted' || host === null) return [];
  if (account !== null && !isUuid(account)) return [];
  return waitingLines(queries, { host, account, after: after ?? 0n, count });
}
