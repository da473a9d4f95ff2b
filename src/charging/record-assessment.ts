import { createHash } from 'node:crypto';
import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import { type Database, type Queries, sql, type Transaction } from '../db/database.ts';
import { findIdentity } from '../people/links.ts';
import { waitToSettle } from '../people/store.ts';
import { opening, type PersonKey, visiblePerson } from '../people/visible.ts';
import { findOrganisation } from '../streams/store.ts';
import { isUuid, type OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AssessedDays, assess } from './assess.ts';
import { meansToJson, type RecordedAssessment } from './assessment.ts';
import {
  assessmentOfKey,
  assessmentsOfPeople,
  identityOfCouncil,
  keepAssessment,
} from './assessment-store.ts';
import { faultOfMeans, type Means } from './means.ts';
import { chargingBook } from './rate-store.ts';

/** An assessment that cannot be recorded: which field, a code, and why in words to act on. */
export class AssessmentRefused extends Error {
  override readonly name = 'AssessmentRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
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
  if (!/\S/.test(request.idempotencyKey) || request.idempotencyKey.length > LONGEST_KEY) {
    const reason = `is your own key, of 1 to ${LONGEST_KEY} characters`;
    throw new AssessmentRefused('idempotencyKey', 'BAD_KEY', reason);
  }
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const person = await assessable(tx, viewer, request.person, today);
    if (!person) throw new AssessmentRefused('person', 'NO_PERSON', 'is not known by that key');
    await open(tx, person);
    return keep(tx, viewer, { ...request, means, person }, today);
  });
}

const LONGEST_KEY = 255;

interface Assessable {
  readonly personId: string;
  readonly identityId: string;
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
  const { identityId } = person;
  const id = await keepAssessment(tx, {
    ...{ identityId, means, days, amounts, key, request },
    recordedBy: viewer.subject,
  });
  const event = { action: 'means-assessed', assessment: id, person: person.personId } as const;
  await note(tx, viewer.subject, { ...event, council });
  return { assessment: await recordedAs(tx, person, id), replayed: false };
}

/** Tells requests apart and nothing of what they say. */
function markOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

async function recordedAs(queries: Queries, { personId }: Assessable, id: string) {
  const found = (await assessmentsOfPeople(queries, [personId])).find((each) => each.id === id);
  if (!found) throw new Error('an assessment that was kept is there');
  return found;
}

/** The council that the viewer assesses for; null where there is none. */
async function councilOf(queries: Queries, viewer: Viewer): Promise<OrganisationCode | null> {
  if (reachOf(viewer, 'assess-means') === 'nobody' || viewer.organisation === null) return null;
  const organisation = await findOrganisation(queries, viewer.organisation);
  return organisation?.kind === 'council' ? (organisation.code as OrganisationCode) : null;
}

/**
 * A person whom the viewer may assess: the council tells of them or funds something of theirs, and a
 * care team has its own relationship with them. A record opened in an emergency opens no means.
 */
async function assessable(
  queries: Queries,
  viewer: Viewer,
  key: PersonKey,
  today: PlainDate,
): Promise<Assessable | null> {
  const council = viewer.organisation;
  if (council === null || ('id' in key && !isUuid(key.id))) return null;
  let personId: string | undefined;
  if (reachOf(viewer, 'assess-means') === 'related') {
    const person = await visiblePerson(queries, viewer, key, today);
    personId = person?.openedAs === 'BREAK_GLASS' ? undefined : person?.id;
  } else {
    personId = (await findIdentity(queries, key))?.personId;
  }
  const identityId = personId && (await identityOfCouncil(queries, personId, council));
  return personId && identityId ? { personId, identityId } : null;
}

/** Opens what is recorded of a person to whoever may assess them. */
async function open(tx: Transaction, { personId }: Assessable): Promise<void> {
  await tx.rows('charging.open-assessed', opening(sql`select ${personId}::uuid as person_id`));
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
  return db.transaction(async (tx) => {
    const council = await councilOf(tx, viewer);
    const person = council && (await assessable(tx, viewer, key, today));
    if (!person) return null;
    await open(tx, person);
    const { personId } = person;
    const all = await assessmentsOfPeople(tx, [personId]);
    return { personId, assessments: all.filter((each) => each.council.code === council) };
  });
}
