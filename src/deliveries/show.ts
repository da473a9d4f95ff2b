import { keepAllocations } from '../access/allocations-store.ts';
import { note } from '../audit/store.ts';
import type { Transaction } from '../db/database.ts';
import { resolvePeople } from '../people/resolve.ts';
import { waitToSettle } from '../people/store.ts';
import type { Adapter } from './adapter.ts';
import type { StagedTotals } from './stage.ts';
import { finishDelivery, markWithdrawn, replaceWindows, scopesOf, submittedIn } from './store.ts';
import { type Replacement, windowsOf } from './windows.ts';

const SCOPES_AT_ONCE = 5000;

/** Makes a staged delivery count, whole, in one transaction. */
export async function showDelivery(
  tx: Transaction,
  delivery: string,
  adapter: Adapter,
  totals: StagedTotals,
  actor: string,
  sender: string,
): Promise<void> {
  await waitToSettle(tx);
  await finishDelivery(tx, delivery, adapter.replacement, totals);
  await keepInChunks(tx, totals.allocations);
  await settleWindows(tx, delivery, adapter.replacement);
  await resolvePeople(tx, delivery, true);
  await note(tx, actor, {
    action: 'delivery-loaded',
    delivery,
    adapter: adapter.code,
    sender,
    rows: totals.rows,
    rejected: totals.rejected,
  });
}

const ALLOCATIONS_AT_ONCE = 5000;

/** A load that is cut off has kept none, so that none has to be found and taken out. */
async function keepInChunks(
  tx: Transaction,
  allocations: StagedTotals['allocations'],
): Promise<void> {
  for (let at = 0; at < allocations.length; at += ALLOCATIONS_AT_ONCE) {
    await keepAllocations(tx, allocations.slice(at, at + ALLOCATIONS_AT_ONCE));
  }
}

/** Takes a delivery back: what it replaced stands again. */
export async function hideDelivery(
  tx: Transaction,
  delivery: string,
  replacement: Replacement,
  reason: string,
  actor: string,
): Promise<void> {
  await waitToSettle(tx);
  await markWithdrawn(tx, delivery, reason);
  await settleWindows(tx, delivery, replacement);
  await resolvePeople(tx, delivery, false);
  await note(tx, actor, { action: 'delivery-withdrawn', delivery, reason });
}

/** Works out again which days each submission speaks for, in every scope the delivery speaks in. */
async function settleWindows(
  tx: Transaction,
  delivery: string,
  replacement: Replacement,
): Promise<void> {
  let after = '';
  for (;;) {
    const scopes = await scopesOf(tx, delivery, after, SCOPES_AT_ONCE);
    if (scopes.length === 0) return;
    const submitted = await submittedIn(tx, scopes);
    const windows = [...submitted.values()].flatMap((each) =>
      [...windowsOf(replacement, each)].flatMap(([submissionId, periods]) =>
        periods.map((days) => ({ submissionId, days })),
      ),
    );
    await replaceWindows(tx, scopes, windows);
    after = scopes.at(-1) as string;
  }
}
