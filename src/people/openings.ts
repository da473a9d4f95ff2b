import {
  type AskedOpenings,
  findOpen,
  findOpening,
  isToldBy,
  keepOpening,
  keepReview,
  type Opening,
  type OpeningKind,
  openingsIn,
  sharedStreams,
} from '../access/openings-store.ts';
import { isShown } from '../access/sharing.ts';
import { reachOf, type Viewer } from '../access/viewer.ts';
import { openingRead } from '../audit/read.ts';
import { keepReads, note } from '../audit/store.ts';
import type { Database, Queries, Transaction } from '../db/database.ts';
import { BadValue } from '../values/bad-value.ts';
import { isUuid } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { parseText } from '../values/text.ts';
import { findIdentity } from './links.ts';
import { isRestrictedPerson } from './restrictions-store.ts';
import { waitToSettle } from './store.ts';
import { type PersonKey, type VisiblePerson, visiblePerson } from './visible.ts';

/** A record that was not opened, or an opening that was not reviewed: a code, and why. */
export class OpeningRefused extends Error {
  override readonly name = 'OpeningRefused';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface OpenRequest {
  readonly kind: OpeningKind;
  /** Whose; somebody whom no source gives an NHS number is known by their NINO alone. */
  readonly key: PersonKey;
  /** In the words that the person will read. */
  readonly reason: string;
  readonly requestId: string | null;
}

export interface Opened {
  readonly status: 'OPENED' | 'ALREADY_OPEN';
  readonly opening: Opening;
}

const MOST_CHARACTERS = 1000;

/** One answer for nobody, for those whom the worker may not open, and for what would show nothing. */
const notFound = (key: PersonKey) =>
  new OpeningRefused(
    'NOT_FOUND',
    `${nameOf(key)}: there is no record here that you may open by it`,
  );

const nameOf = (key: PersonKey): string => Object.keys(key).join();

/**
 * Opens a person's record to a worker without a relationship. For WORK the person must be on the
 * books of the worker's own organisation and the record not restricted; in an emergency anybody may
 * be. What the worker then sees is what a team of their organisation is shown anyway. The person is
 * told, with the reason.
 */
export async function openRecord(
  db: Database,
  viewer: Viewer,
  request: OpenRequest,
  today: PlainDate,
): Promise<Opened> {
  const action = request.kind === 'WORK' ? 'open-record' : 'break-glass';
  if (reachOf(viewer, action) !== 'everyone') throw notFound(request.key);
  refuseText('reason', request.reason);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    return open(tx, viewer, request, today);
  });
}

async function open(
  tx: Transaction,
  viewer: Viewer,
  { kind, key, reason, requestId }: OpenRequest,
  today: PlainDate,
): Promise<Opened> {
  const { subject, organisation } = viewer;
  const found = 'id' in key && !isUuid(key.id) ? undefined : await findIdentity(tx, key);
  if (!found || organisation === null) throw notFound(key);
  if (kind === 'WORK' && (await isRestrictedPerson(tx, found.personId))) throw notFound(key);
  const known = await findOpen(tx, viewer, found.personId, kind);
  if (known) return { status: 'ALREADY_OPEN', opening: known };
  if (await visiblePerson(tx, viewer, { id: found.personId }, today)) {
    throw new OpeningRefused('NOT_NEEDED', `${nameOf(key)}: this record is open to you already`);
  }
  if (kind === 'WORK' && !(await isToldBy(tx, organisation, found.personId))) throw notFound(key);
  const said = { identityId: found.id, subject, organisation, kind, reason: reason.trim() };
  const id = await keepOpening(tx, said);
  const person = await visiblePerson(tx, viewer, { id: found.personId }, today);
  // Thrown inside the transaction: nothing of the opening stays.
  if (!person || !(await showsAnything(tx, person))) throw notFound(key);
  const event = { opening: id, person: person.id };
  await note(tx, subject, {
    action: kind === 'WORK' ? 'record-opened' : 'glass-broken',
    ...event,
  });
  await keepReads(tx, [openingRead(viewer, kind, person.id, requestId)]);
  return { status: 'OPENED', opening: (await findOpening(tx, id)) as Opening };
}

/** Asks what passes to the worker's team at all, never what the person has. */
async function showsAnything(queries: Queries, { sharing }: VisiblePerson): Promise<boolean> {
  const streams = await sharedStreams(queries);
  return streams.some((stream) => isShown(sharing, stream, null));
}

/** A page of openings, for operators; null for everybody else. */
export async function openingsFor(
  queries: Queries,
  viewer: Viewer,
  asked: AskedOpenings,
): Promise<Opening[] | null> {
  if (reachOf(viewer, 'review-openings') !== 'everyone') return null;
  return openingsIn(queries, asked);
}

export interface Reviewed {
  readonly status: 'REVIEWED' | 'ALREADY_REVIEWED';
  readonly opening: Opening;
}

/** Records what an operator made of an opening, once; null for those who may not review. */
export async function reviewOpening(
  db: Database,
  viewer: Viewer,
  { opening: id, review }: { readonly opening: string; readonly review: string },
): Promise<Reviewed | null> {
  if (reachOf(viewer, 'review-openings') !== 'everyone') return null;
  refuseText('review', review);
  const { subject: by } = viewer;
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const found = isUuid(id) ? await findOpening(tx, id) : undefined;
    if (!found) throw new OpeningRefused('NOT_FOUND', 'opening: there is none of that id');
    if (found.subject === by) {
      throw new OpeningRefused('OWN_OPENING', 'opening: somebody else has to review your own');
    }
    if (found.reviewedAt !== null) {
      const isSame = found.reviewedBy === by && found.review === review.trim();
      if (isSame) return { status: 'ALREADY_REVIEWED', opening: found };
      throw new OpeningRefused('ALREADY_REVIEWED', 'opening: it was reviewed already');
    }
    await keepReview(tx, { id, by, review: review.trim() });
    await note(tx, by, { action: 'opening-reviewed', opening: id });
    return { status: 'REVIEWED', opening: (await findOpening(tx, id)) as Opening };
  });
}

function refuseText(field: string, text: string): void {
  if (text.trim() === '') throw new OpeningRefused('REASON_NEEDED', `${field}: needs words`);
  if (text.length > MOST_CHARACTERS) {
    const message = `${field}: is longer than ${MOST_CHARACTERS} characters`;
    throw new OpeningRefused('TOO_LONG', message);
  }
  try {
    parseText(text);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new OpeningRefused(error.code, `${field}: ${error.message}`);
  }
}
