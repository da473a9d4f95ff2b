import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { waitToSettle } from '../people/store.ts';
import { isUuid } from '../values/ids.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { findRecordedAward, firstDayOf, keepEnd } from './awards-store.ts';
import { recordedUnder } from './keys-store.ts';
import { recordedAward } from './read-awards.ts';
import type { AwardOutcome } from './record-award.ts';
import { recorderOf } from './recorder.ts';
import { DecisionRefused } from './refusals.ts';
import { isReplay, markOf, refuseBadKey, refuseTooFarAhead, wordsOf } from './request.ts';

export interface EndRequest {
  readonly award: string;
  /** The last day on which it counts; the day before its first says that it never did. */
  readonly lastDay: PlainDate;
  readonly reason: string;
  readonly evidence: string;
  readonly idempotencyKey: string;
}

/** One that is not there, of another funder, or of somebody whom the viewer may not record for. */
const noAward = () =>
  new DecisionRefused('award', 'NO_AWARD', 'is none that your organisation recorded');

/**
 * Ends an award that the viewer's organisation recorded; one that a file told is ended by a file.
 * What was recorded is not changed: of several ends the one recorded last holds. Throws
 * DecisionRefused.
 */
export async function endAward(
  db: Database,
  viewer: Viewer,
  request: EndRequest,
  today: PlainDate,
): Promise<AwardOutcome> {
  refuseBadKey(request.idempotencyKey);
  const reason = wordsOf('reason', request.reason);
  const evidence = wordsOf('evidence', request.evidence);
  refuseTooFarAhead('lastDay', request.lastDay, today);
  if (!isUuid(request.award)) throw noAward();
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    return end(tx, viewer, { ...request, reason, evidence }, today);
  });
}

async function end(
  tx: Transaction,
  viewer: Viewer,
  { award, lastDay, reason, evidence, idempotencyKey }: EndRequest,
  today: PlainDate,
): Promise<AwardOutcome> {
  const found = await findRecordedAward(tx, award);
  if (!found || found.funder !== viewer.organisation) throw noAward();
  const { subject, personId } = await recorderOf(tx, viewer, { id: found.personId }, today).catch(
    (error: unknown) => {
      throw error instanceof DecisionRefused ? noAward() : error;
    },
  );
  const marks = {
    key: markOf('endAward', found.funder, idempotencyKey),
    request: markOf(award, lastDay, reason, evidence),
  };
  if (isReplay(await recordedUnder(tx, marks.key), marks)) {
    return { award: await recordedAward(tx, personId, award), replayed: true };
  }
  const untilDay = addDays(lastDay, 1);
  if (untilDay < (await firstDayOf(tx, award))) {
    const words = 'is before the eve of its first day, by which it would never have counted';
    throw new DecisionRefused('lastDay', 'END_BEFORE_START', words);
  }
  const { identityId } = found;
  const by = { recordedBy: subject, identityId };
  await keepEnd(tx, { award, untilDay, reason, evidence, ...marks, ...by });
  await note(tx, subject, { action: 'award-ended', award, person: personId, from: untilDay });
  return { award: await recordedAward(tx, personId, award), replayed: false };
}
