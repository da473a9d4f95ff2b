import {
  findRepresentative,
  keepRepresentative,
  markRepresentativesEnded,
  markSuspended,
  type Representative,
  type RepresentativeKind,
  representativesOf,
  unknownStreams,
} from '../access/representatives-store.ts';
import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Queries, Transaction } from '../db/database.ts';
import { BadValue } from '../values/bad-value.ts';
import { isUuid } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { parseText } from '../values/text.ts';
import { findIdentity } from './links.ts';
import { waitToSettle } from './store.ts';
import { type PersonKey, type VisiblePerson, visiblePeople, visiblePerson } from './visible.ts';

/** A grant that cannot be recorded, ended or suspended: which field, a code, and why. */
export class RepresentativeRefused extends Error {
  override readonly name = 'RepresentativeRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

/** Somebody's power to act for a person, with what shows it. */
export interface RepresentRequest {
  readonly key: PersonKey;
  /** The sign-in of the representative. */
  readonly subject: string;
  /** What the person calls them; left out where nobody said. */
  readonly name?: string | null;
  readonly kind: RepresentativeKind;
  readonly evidence: string;
  /** Codes of the streams that they may see; null for every stream. */
  readonly streams: readonly string[] | null;
  readonly days: { readonly from: PlainDate; readonly until: PlainDate | null };
  readonly actor: string;
}

const MOST_CHARACTERS = 1000;

/**
 * Records that somebody acts for a person. It belongs to one identity of the person, so that it
 * follows the links; the same grant again is already recorded. One that the person has suspended is
 * not granted again until it is ended: a repeated command must not undo the person's word.
 */
export async function represent(
  db: Database,
  request: RepresentRequest,
): Promise<{ status: 'RECORDED' | 'ALREADY_RECORDED'; id: string }> {
  refuseContradictions(request);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    return keep(tx, request);
  });
}

async function keep(tx: Transaction, request: RepresentRequest) {
  const { subject, kind, evidence, days, actor } = request;
  const streams = request.streams && [...new Set(request.streams)].sort();
  if (streams && (await unknownStreams(tx, streams)).length > 0) {
    throw new RepresentativeRefused('streams', 'UNKNOWN_CODE', 'name a stream not known here');
  }
  const { id: identityId, personId } = await identityOf(tx, request.key);
  const standing = (await representativesOf(tx, personId)).filter(
    (each) => each.endedAt === null && each.subject === subject,
  );
  if (standing.some((each) => each.suspendedAt !== null && each.kind === kind)) {
    const reason = 'was suspended by the person; end it before it is granted again';
    throw new RepresentativeRefused('representative', 'SUSPENDED', reason);
  }
  const known = standing.find((each) => isSame(each, { ...request, streams }));
  if (known) return { status: 'ALREADY_RECORDED', id: known.id } as const;
  const id = await keepRepresentative(tx, {
    ...{
      identityId,
      subject,
      name: request.name?.trim() || null,
      kind,
      streams,
      evidence: evidence.trim(),
      recordedBy: actor,
    },
    ...{ firstDay: days.from, untilDay: days.until },
  });
  const event = { representative: id, person: personId, kind, streams };
  await note(tx, actor, { action: 'representative-recorded', ...event });
  return { status: 'RECORDED', id } as const;
}

/** One that says the same and has begun by then: nothing new is said. */
function isSame(known: Representative, { kind, evidence, streams, days }: RepresentRequest) {
  const codes = known.streams?.map(({ code }) => code).sort() ?? null;
  return (
    known.kind === kind &&
    known.evidence === evidence.trim() &&
    JSON.stringify(codes) === JSON.stringify(streams) &&
    known.firstDay <= days.from &&
    known.untilDay === days.until
  );
}

export interface RepresentEnd {
  readonly key: PersonKey;
  readonly subject: string;
  /** Null: by whatever power. */
  readonly kind: RepresentativeKind | null;
  readonly actor: string;
}

/** Ends what a subject may do for a person, at once; what the person has suspended too. */
export async function endRepresentation(
  db: Database,
  { key, subject, kind, actor }: RepresentEnd,
): Promise<'ENDED' | 'ALREADY_ENDED'> {
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const { personId } = await identityOf(tx, key);
    const ids = (await representativesOf(tx, personId))
      .filter((each) => each.endedAt === null && each.subject === subject)
      .filter((each) => kind === null || each.kind === kind)
      .map(({ id }) => id);
    if (ids.length === 0) return 'ALREADY_ENDED';
    await markRepresentativesEnded(tx, ids, actor);
    await note(tx, actor, { action: 'representatives-ended', representatives: ids });
    return 'ENDED';
  });
}

export interface Suspended {
  readonly status: 'SUSPENDED' | 'ALREADY_SUSPENDED';
  readonly representative: Representative;
}

/** A private word from the person: whoever acts for them by this grant sees nothing from now on. */
export async function suspendRepresentativeAs(
  db: Database,
  viewer: Viewer,
  id: string,
  today: PlainDate,
): Promise<Suspended> {
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const found = isUuid(id) ? await findRepresentative(tx, id) : undefined;
    if (!found || !(await isOwn(tx, viewer, found.personId, today))) {
      const reason = 'is not known by that id';
      throw new RepresentativeRefused('representative', 'NO_REPRESENTATIVE', reason);
    }
    if (found.suspendedAt !== null || found.endedAt !== null) {
      return { status: 'ALREADY_SUSPENDED', representative: found };
    }
    await markSuspended(tx, id);
    await note(tx, viewer.subject, { action: 'representative-suspended', representative: id });
    const representative = (await findRepresentative(tx, id)) as Representative;
    return { status: 'SUSPENDED', representative };
  });
}

async function isOwn(queries: Queries, viewer: Viewer, id: string, today: PlainDate) {
  if (reachOf(viewer, 'suspend-representative') !== 'self') return false;
  return (await visiblePerson(queries, viewer, { id }, today)) !== null;
}

/** Who acts or has acted for a person, for that person alone; null for everybody else. */
export async function representativesFor(
  queries: Queries,
  viewer: Viewer,
  person: VisiblePerson,
): Promise<Representative[] | null> {
  if (reachOf(viewer, 'suspend-representative') !== 'self') return null;
  return representativesOf(queries, person.id);
}

/** The one person whom a representative acts for; null where there are none, or several. */
export async function onlyRepresented(
  queries: Queries,
  viewer: Viewer,
  today: PlainDate,
): Promise<VisiblePerson | null> {
  if (reachOf(viewer, 'read-person') !== 'represented') return null;
  const found = await visiblePeople(queries, viewer, { after: null, count: 2 }, today);
  return found.length === 1 ? (found[0] as VisiblePerson) : null;
}

async function identityOf(tx: Transaction, key: PersonKey) {
  const found = await findIdentity(tx, key);
  if (!found) {
    throw new RepresentativeRefused('person', 'NO_PERSON', 'is not known by that key');
  }
  return found;
}

function refuseContradictions({ days, subject, evidence, streams, name }: RepresentRequest): void {
  const refuse = (field: string, code: string, reason: string) => {
    throw new RepresentativeRefused(field, code, reason);
  };
  if (days.until !== null && days.until <= days.from) {
    refuse('last day', 'END_BEFORE_START', 'is before the first day');
  }
  if (streams?.length === 0) {
    refuse('streams', 'BLANK', 'name no stream; leave them out to grant every stream');
  }
  for (const [field, text] of Object.entries({ subject, evidence, ...(name && { name }) })) {
    if (text.trim() === '') refuse(field, 'BLANK', 'needs words');
    if (text.length > MOST_CHARACTERS) {
      refuse(field, 'TOO_LONG', `is longer than ${MOST_CHARACTERS} characters`);
    }
    try {
      parseText(text);
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      refuse(field, error.code, error.message);
    }
  }
}
