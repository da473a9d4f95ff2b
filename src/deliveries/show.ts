import { keepAllocations } from '../access/allocations-store.ts';
import { note } from '../audit/store.ts';
import type { Transaction } from '../db/database.ts';
import { resolvePeople } from '../people/resolve.ts';
import { waitToSettle } from '../people/store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Adapter } from './adapter.ts';
import { type RecordedLines, recordLines } from './record-lines.ts';
import type { StagedTotals } from './stage.ts';
import { finishDelivery, markWithdrawn, replaceWindows, scopesOf, submittedIn } from './store.ts';
import { takeBackLines } from './take-back-lines.ts';
import { type Replacement, windowsOf } from './windows.ts';

const SCOPES_AT_ONCE = 5000;

/** A staged delivery, and who makes it count. */
export interface Showing {
  readonly delivery: string;
  readonly adapter: Adapter;
  readonly totals: StagedTotals;
  readonly sha256: string;
  readonly sender: string;
  readonly actor: string;
  readonly today: PlainDate;
}

/**
 * Makes a staged delivery count, whole, in one transaction. Gives what became of its lines of money;
 * null in formats without any. Throws FileRefused where the ledger refuses one.
 */
export async function showDelivery(
  tx: Transaction,
  showing: Showing,
): Promise<RecordedLines | null> {
  const { delivery, adapter, totals, sender, actor } = showing;
  await waitToSettle(tx);
  await finishDelivery(tx, delivery, adapter.replacement, totals);
  await keepInChunks(tx, totals.allocations);
  await settleWindows(tx, delivery, adapter.replacement);
  await resolvePeople(tx, delivery, true);
  const bringing = { ...showing, adapter: adapter.code, host: sender };
  const recorded = adapter.books ? await recordLines(tx, bringing, totals.lines) : null;
  await note(tx, actor, {
    action: 'delivery-loaded',
    delivery,
    adapter: adapter.code,
    sender,
    rows: totals.rows,
    rejected: totals.rejected,
  });
  return recorded;
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

/** A delivery that is taken back. */
export interface Hiding {
  readonly delivery: string;
  readonly adapter: Adapter;
  readonly sender: string;
  readonly reason: string;
  readonly actor: string;
  readonly today: PlainDate;
}

/** Takes a delivery back: what it replaced stands again. Throws LinesStand. */
export async function hideDelivery(tx: Transaction, hiding: Hiding): Promise<void> {
  const { delivery, adapter, sender, reason, actor } = hiding;
  await waitToSettle(tx);
  await markWithdrawn(tx, delivery, reason);
  if (adapter.books) await takeBackLines(tx, { ...hiding, host: sender });
  await settleWindows(tx, delivery, adapter.replacement);
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
