import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { waitToSettle } from '../people/store.ts';
import type { PersonKey } from '../people/visible.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { assessable, councilOf, faultOfKey, markOf, open } from './assessor.ts';
import { ChargingRefused } from './refusals.ts';
import type { RecordedTopUp } from './top-up.ts';
import { keepTopUp, topUpOfKey, topUpsOfPeople } from './top-up-store.ts';

/** A top-up that cannot be recorded. */
export class TopUpRefused extends ChargingRefused {
  override readonly name = 'TopUpRefused';
}

export interface TopUpRequest {
  readonly person: PersonKey;
  readonly days: RecordedTopUp['days'];
  /** Null: nobody pays from the first day on. */
  readonly paid: RecordedTopUp['paid'];
  readonly idempotencyKey: string;
}

export interface TopUpOutcome {
  readonly topUp: RecordedTopUp;
  /** True where this very request was carried out before and nothing was written. */
  readonly replayed: boolean;
}

/** A thousand pounds a day: a slip of the keyboard. */
const MOST_WEEKLY = 700_000n;

/**
 * Records what somebody else pays a week for a dearer home than the personal budget buys, or that
 * nobody does any more; it stands instead of what the council recorded before from its first day on.
 * Neither awarded nor the person's contribution. Source: SI 2014/2670. Gives null to those who assess
 * for no council.
 */
export async function recordTopUp(
  db: Database,
  viewer: Viewer,
  request: TopUpRequest,
  today: PlainDate,
): Promise<TopUpOutcome | null> {
  const council = await councilOf(db, viewer);
  if (council === null) return null;
  const { days, paid, idempotencyKey } = request;
  if (days.until !== null && days.until <= days.from) {
    throw new TopUpRefused('lastDay', 'END_BEFORE_START', 'is before the first day');
  }
  if (paid && (paid.weekly <= 0n || paid.weekly > MOST_WEEKLY)) {
    const reason = 'is not above nothing, or above £7,000.00';
    throw new TopUpRefused('weekly', 'BAD_AMOUNT', reason);
  }
  const keyFault = faultOfKey(idempotencyKey);
  if (keyFault) throw new TopUpRefused('idempotencyKey', 'BAD_KEY', keyFault);
  return db.transaction((tx) => keep(tx, viewer, council, request, today));
}

async function keep(
  tx: Transaction,
  viewer: Viewer,
  council: OrganisationCode,
  { person: key, days, paid, idempotencyKey }: TopUpRequest,
  today: PlainDate,
): Promise<TopUpOutcome> {
  await waitToSettle(tx);
  const person = await assessable(tx, viewer, key, today);
  if (!person) throw new TopUpRefused('person', 'NO_PERSON', 'is not known by that key');
  await open(tx, person);
  const { personId, identityId } = person;
  const said = [days.from, days.until, paid?.payer, paid?.weekly.toString()];
  const marks = {
    key: markOf('top-up', council, idempotencyKey),
    request: markOf(identityId, ...said),
    recordedBy: viewer.subject,
  };
  const before = await topUpOfKey(tx, marks.key);
  if (before && before.request !== marks.request) {
    const reason = 'came with something else before; give a new one';
    throw new TopUpRefused('idempotencyKey', 'IDEMPOTENCY_MISMATCH', reason);
  }
  const id = before?.id ?? (await keepTopUp(tx, { identityId, council, days, paid, ...marks }));
  if (!before) {
    const event = { action: 'top-up-recorded', topUp: id, person: personId, council } as const;
    await note(tx, viewer.subject, event);
  }
  const topUp = (await topUpsOfPeople(tx, [personId])).find((each) => each.id === id);
  if (!topUp) throw new Error('a top-up that was kept is there');
  return { topUp, replayed: before !== undefined };
}
