import type { Database } from '../db/database.ts';
import type { Adapter } from './adapter.ts';
import { hideDelivery } from './show.ts';
import { findDelivery } from './store.ts';

/** A delivery that cannot be taken back; says why. */
export class WithdrawalRefused extends Error {
  override readonly name = 'WithdrawalRefused';
}

export interface Withdrawal {
  readonly delivery: string;
  readonly reason: string;
  readonly actor: string;
  readonly adapters: ReadonlyMap<string, Adapter>;
}

/** Takes a delivery back, so that what it replaced stands again; it may be loaded again later. */
export async function withdraw(
  db: Database,
  { delivery, reason, actor, adapters }: Withdrawal,
): Promise<'WITHDRAWN' | 'ALREADY_WITHDRAWN'> {
  const found = await findDelivery(db, delivery);
  if (!found || found.status === 'STAGING') {
    throw new WithdrawalRefused('there is no such delivery');
  }
  if (found.adapter === 'recorded-by-hand') {
    throw new WithdrawalRefused('this award was recorded by its funder, who can end it');
  }
  const adapter = adapters.get(found.adapter);
  if (!adapter) throw new WithdrawalRefused('this hub no longer reads that format');
  return db.exclusively(`ingest ${found.adapter} ${found.sender}`, async () => {
    const now = await findDelivery(db, delivery);
    if (now?.status === 'WITHDRAWN') return 'ALREADY_WITHDRAWN';
    await db.transaction((tx) => hideDelivery(tx, delivery, adapter.replacement, reason, actor));
    return 'WITHDRAWN';
  });
}
