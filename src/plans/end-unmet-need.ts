import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { recorderOf } from '../decisions/recorder.ts';
import { DecisionRefused } from '../decisions/refusals.ts';
import { isReplay, markOf, refuseBadKey } from '../decisions/request.ts';
import { waitToSettle } from '../people/store.ts';
import { isUuid } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { keptNeed, type NeedOutcome } from './record-unmet-need.ts';
import type { EndReason } from './unmet-need.ts';
import { findNeed, keepNeedEnd, needUnderKey } from './unmet-needs-store.ts';

export interface NeedEndRequest {
  readonly unmetNeed: string;
  readonly reason: EndReason;
  /** The first day on which it is unmet no more. */
  readonly on: PlainDate;
  readonly idempotencyKey: string;
}

/** One that is not there, of another organisation, or of somebody with whom the viewer does not work. */
const noNeed = () =>
  new DecisionRefused('unmetNeed', 'NO_UNMET_NEED', 'is none that your organisation recorded');

/**
 * Ends a need that the viewer's organisation recorded as unmet, once; what was recorded is not
 * changed. Throws DecisionRefused.
 */
export async function endUnmetNeed(
  db: Database,
  viewer: Viewer,
  request: NeedEndRequest,
  today: PlainDate,
): Promise<NeedOutcome> {
  refuseBadKey(request.idempotencyKey);
  if (request.on > today) throw new DecisionRefused('day', 'FUTURE_DATE', 'is after today');
  if (!isUuid(request.unmetNeed)) throw noNeed();
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    return end(tx, viewer, request, today);
  });
}

async function end(
  tx: Transaction,
  viewer: Viewer,
  { unmetNeed: id, reason, on, idempotencyKey }: NeedEndRequest,
  today: PlainDate,
): Promise<NeedOutcome> {
  const found = await findNeed(tx, id);
  if (!found || found.organisation !== viewer.organisation) throw noNeed();
  const key = { id: found.personId };
  const { subject, personId } = await recorderOf(tx, viewer, key, today, 'record-unmet-need').catch(
    (error: unknown) => {
      throw error instanceof DecisionRefused ? noNeed() : error;
    },
  );
  const marks = {
    key: markOf('endUnmetNeed', found.organisation, idempotencyKey),
    request: markOf(id, reason, on),
  };
  if (isReplay(await needUnderKey(tx, marks.key), marks)) {
    return { unmetNeed: await keptNeed(tx, personId, id), replayed: true };
  }
  const { ended, from } = await keptNeed(tx, personId, id);
  if (on < from) throw new DecisionRefused('day', 'END_BEFORE_START', 'is before its first day');
  const { identityId } = found;
  const said = { needId: id, identityId, reason, on, ...marks, recordedBy: subject };
  if (ended !== null || !(await keepNeedEnd(tx, said))) {
    // The same request may have been carried out while this one waited.
    if (isReplay(await needUnderKey(tx, marks.key), marks)) {
      return { unmetNeed: await keptNeed(tx, personId, id), replayed: true };
    }
    throw new DecisionRefused('unmetNeed', 'ALREADY_ENDED', 'was ended before');
  }
  await note(tx, subject, { action: 'unmet-need-ended', unmetNeed: id, person: personId });
  return { unmetNeed: await keptNeed(tx, personId, id), replayed: false };
}
