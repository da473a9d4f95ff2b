import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Queries, Transaction } from '../db/database.ts';
import { waitToSettle } from '../people/store.ts';
import type { PersonKey } from '../people/visible.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AssessedDays, assess } from './assess.ts';
import { meansToJson, type RecordedAssessment } from './assessment.ts';
import { assessmentOfKey, assessmentsOfPeople, keepAssessment } from './assessment-store.ts';
import {
  type Assessable,
  assessable,
  councilOf,
  faultOfKey,
  markOf,
  open,
  recordedByCouncil,
} from './assessor.ts';
import { faultOfFeeIn, faultOfMeans, type Means } from './means.ts';
import { chargingBook } from './rate-store.ts';
import { ChargingRefused } from './refusals.ts';

/** An assessment that cannot be recorded. */
export class AssessmentRefused extends ChargingRefused {
  override readonly name = 'AssessmentRefused';
}

export interface AssessmentRequest {
  readonly person: PersonKey;
  /** The council is that of the assessor. */
  readonly means: Omit<Means, 'council'>;
  readonly days: AssessedDays['days'];
  readonly idempotencyKey: string;
}

export interface AssessmentOutcome {
  readonly assessment: RecordedAssessment;
  /** True where this very request was carried out before and nothing was written. */
  readonly replayed: boolean;
}

/**
 * Assesses what a person is to pay for their council's care and records it; from its first day on it
 * stands instead of what that council recorded before. Gives null to those who assess for no council.
 */
export async function recordAssessment(
  db: Database,
  viewer: Viewer,
  request: AssessmentRequest,
  today: PlainDate,
): Promise<AssessmentOutcome | null> {
  const council = await councilOf(db, viewer);
  if (council === null) return null;
  const means: Means = { ...request.means, council };
  const fault = faultOfMeans(means, request.days);
  if (fault) throw new AssessmentRefused(fault.field, fault.code, fault.reason);
  const keyFault = faultOfKey(request.idempotencyKey);
  if (keyFault) throw new AssessmentRefused('idempotencyKey', 'BAD_KEY', keyFault);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const person = await assessable(tx, viewer, request.person, today);
    if (!person) throw new AssessmentRefused('person', 'NO_PERSON', 'is not known by that key');
    await open(tx, person);
    return keep(tx, viewer, { ...request, means, person }, today);
  });
}

interface Known extends Omit<AssessmentRequest, 'means' | 'person'> {
  readonly means: Means;
  readonly person: Assessable;
}

async function keep(
  tx: Transaction,
  viewer: Viewer,
  { means, days, person, idempotencyKey }: Known,
  today: PlainDate,
): Promise<AssessmentOutcome> {
  const { council } = means;
  const key = markOf('financial-assessment', council, idempotencyKey);
  const request = markOf(person.identityId, days.from, days.until, meansToJson(means));
  const before = await assessmentOfKey(tx, key);
  if (before && before.request !== request) {
    const reason = 'came with another assessment before; give a new one';
    throw new AssessmentRefused('idempotencyKey', 'IDEMPOTENCY_MISMATCH', reason);
  }
  if (before) return { assessment: await recordedAs(tx, person, before.id), replayed: true };
  const amounts = assess(means, await chargingBook(tx, council, today), days);
  const fault = faultOfFeeIn(
    means,
    amounts.map(({ kind }) => kind),
  );
  if (fault) throw new AssessmentRefused(fault.field, fault.code, fault.reason);
  const { identityId } = person;
  const id = await keepAssessment(tx, {
    ...{ identityId, means, days, amounts, key, request },
    recordedBy: viewer.subject,
  });
  const event = { action: 'means-assessed', assessment: id, person: person.personId } as const;
  await note(tx, viewer.subject, { ...event, council });
  return { assessment: await recordedAs(tx, person, id), replayed: false };
}

async function recordedAs(queries: Queries, { personId }: Assessable, id: string) {
  const found = (await assessmentsOfPeople(queries, [personId])).find((each) => each.id === id);
  if (!found) throw new Error('an assessment that was kept is there');
  return found;
}

/**
 * What the viewer's council has recorded of a person, in its order; null where they may not assess
 * that person, or there is none such.
 */
export async function assessmentsByCouncil(
  db: Database,
  viewer: Viewer,
  key: PersonKey,
  today: PlainDate,
): Promise<{ personId: string; assessments: RecordedAssessment[] } | null> {
  const found = await recordedByCouncil(db, viewer, key, today, (tx, id) =>
    assessmentsOfPeople(tx, [id]),
  );
  return found && { personId: found.personId, assessments: found.recorded };
}
