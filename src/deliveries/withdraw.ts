import type { Database } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Adapter } from './adapter.ts';
import { hideDelivery } from './show.ts';
import { findDelivery } from './store.ts';
import { LinesStand } from './take-back-lines.ts';

/** A delivery that cannot be taken back; says why. */
export class WithdrawalRefused extends Error {
  override readonly name = 'WithdrawalRefused';
}

export interface Withdrawal {
  readonly delivery: string;
  readonly reason: string;
  readonly actor: string;
  /** The day on which money is taken back. */
  readonly today: PlainDate;
  readonly adapters: ReadonlyMap<string, Adapter>;
}

/** Takes a delivery back, so that what it replaced stands again; it may be loaded again later. */
export async function withdraw(
  db: Database,
  { delivery, reason, actor, today, adapters }: Withdrawal,
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
    const hiding = { delivery, adapter, sender: found.sender, reason, actor, today };
    try {
      await db.transaction((tx) => hideDelivery(tx, hiding));
    } catch (error) {
      if (error instanceof LinesStand) throw new WithdrawalRefused(error.message);
      throw error;
    }
    return 'WITHDRAWN';
  });
}
