import { createHash } from 'node:crypto';
import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { waitToSettle } from '../people/store.ts';
import { type VisiblePerson, visiblePerson } from '../people/visible.ts';
import type { ReviewKind } from '../streams/money-rule.ts';
import { findOrganisation } from '../streams/store.ts';
import type { NhsNumber } from '../values/nhs-number.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { supportsFor } from './read-reviews.ts';
import type { HeldReview } from './review.ts';
import { keepReview, reviewOfKey, reviewsOfPeople } from './store.ts';

/** A review that was not recorded: which field, a code, and why in words to act on. */
export class ReviewRefused extends Error {
  override readonly name = 'ReviewRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

export interface ReviewRequest {
  readonly nhsNumber: NhsNumber;
  readonly stream: string;
  readonly kind: ReviewKind;
  readonly heldOn: PlainDate;
  readonly idempotencyKey: string;
}

export interface ReviewOutcome {
  readonly review: HeldReview;
  /** True where this very request was carried out before and nothing was written. */
  readonly replayed: boolean;
}

const nobody = () =>
  new ReviewRefused(
    'nhsNumber',
    'NOT_FOUND',
    'is that of nobody whose reviews you may record here',
  );

/**
 * Records that a person's support in a stream was reviewed: by a care team that is shown the stream,
 * or the finance role of whoever pays or hosts it. Throws a ReviewRefused.
 */
export async function recordReview(
  db: Database,
  viewer: Viewer,
  request: ReviewRequest,
  today: PlainDate,
): Promise<ReviewOutcome> {
  const { idempotencyKey: key, heldOn } = request;
  if (!/\S/.test(key) || key.length > 255) {
    throw new ReviewRefused('idempotencyKey', 'BAD_KEY', 'is not of 1 to 255 characters');
  }
  if (heldOn > today) throw new ReviewRefused('heldOn', 'FUTURE_DATE', 'is after today');
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    if (reachOf(viewer, 'record-review') === 'nobody') throw nobody();
    const { nhsNumber } = request;
    const person = await visiblePerson(tx, viewer, { nhsNumber }, today);
    const organisation =
      viewer.organisation === null ? undefined : await findOrganisation(tx, viewer.organisation);
    if (!person || !organisation || person.openedAs === 'BREAK_GLASS') throw nobody();
    return record(tx, viewer, person, { ...request, organisation: organisation.code });
  });
}

async function record(
  tx: Transaction,
  viewer: Viewer,
  person: VisiblePerson,
  { stream, kind, heldOn, idempotencyKey, organisation }: ReviewRequest & { organisation: string },
): Promise<ReviewOutcome> {
  const [supports] = await supportsFor(tx, viewer, [person]);
  if (!(supports ?? []).some((told) => told.stream.code === stream)) {
    throw new ReviewRefused('stream', 'NOT_FOUND', 'gives them no support that you are shown');
  }
  const key = markOf('support-review', organisation, idempotencyKey);
  const request = markOf(person.id, stream, kind, heldOn);
  const earlier = await reviewOfKey(tx, key);
  if (earlier && earlier.request !== request) {
    const reason = 'was used before for something else';
    throw new ReviewRefused('idempotencyKey', 'IDEMPOTENCY_MISMATCH', reason);
  }
  if (earlier) return { review: await asKept(tx, person, earlier.id), replayed: true };
  const id = await keepReview(tx, {
    ...{ identityId: person.id, stream, kind, heldOn, organisation, key, request },
    recordedBy: viewer.subject,
  });
  await note(tx, viewer.subject, { action: 'review-recorded', review: id, kind, stream });
  return { review: await asKept(tx, person, id), replayed: false };
}

async function asKept(tx: Transaction, { id }: VisiblePerson, review: string): Promise<HeldReview> {
  const found = (await reviewsOfPeople(tx, [id])).find((each) => each.id === review);
  if (!found) throw new Error('a review that was kept is there');
  return found;
}

/** Tells requests apart and nothing of what they say. */
function markOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
