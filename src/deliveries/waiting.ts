import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Database, Queries } from '../db/database.ts';
import { isUuid } from '../values/ids.ts';
import type { Adapter } from './adapter.ts';
import type { DeliveryRow } from './read.ts';
import { type WaitingLine, waitingByDelivery, waitingLines } from './waiting-store.ts';

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
  db: Database,
  viewer: Viewer,
  { account, after, count }: AskedWaiting,
): Promise<WaitingLine[]> {
  const { organisation: host } = viewer;
  if (reachOf(viewer, 'record-money') !== 'hosted' || host === null) return [];
  if (account !== null && !isUuid(account)) return [];
  return waitingLines(db, { host, account, after: after ?? 0n, count });
}

/**
 * How many lines of each delivery wait until somebody says what they were, counted in the file that
 * told of a line first; null where files of its kind tell of no money that has moved. Nothing of it
 * is about a person: whoever sees a delivery sees this.
 */
export async function waitingOf(
  queries: Queries,
  deliveries: readonly Pick<DeliveryRow, 'id' | 'adapter'>[],
  adapters: ReadonlyMap<string, Adapter>,
): Promise<(number | null)[]> {
  const canWait = ({ adapter }: Pick<DeliveryRow, 'adapter'>) =>
    adapters.get(adapter)?.books !== undefined;
  const asked = deliveries.filter(canWait).map(({ id }) => id);
  const found = asked.length > 0 ? await waitingByDelivery(queries, asked) : new Map();
  return deliveries.map((each) => (canWait(each) ? (found.get(each.id) ?? 0) : null));
}
