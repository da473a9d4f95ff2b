import { isShown, type WishKind } from '../access/sharing.ts';
import {
  findWish,
  type GivenBy,
  isStream,
  keepWish,
  markEnded,
  type RecordedWish,
  wishesOfPeople,
} from '../access/sharing-store.ts';
import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Queries, Transaction } from '../db/database.ts';
import { BadValue } from '../values/bad-value.ts';
import { isUuid } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Sector } from '../values/sector.ts';
import { parseText } from '../values/text.ts';
import { findIdentity } from './links.ts';
import { waitToSettle } from './store.ts';
import { type PersonKey, type VisiblePerson, visiblePerson } from './visible.ts';

/** A wish that cannot be recorded or ended: which field, a code, and why in words to act on. */
export class WishRefused extends Error {
  override readonly name = 'WishRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

/** What a wish is about; null is every stream, and every sector. */
export interface WishScope {
  readonly kind: WishKind;
  readonly stream: string | null;
  readonly to: Sector | null;
}

/** An agreement or objection, in the words that were agreed to. */
export interface WishSaid extends WishScope {
  readonly purpose: string;
  readonly givenBy: GivenBy;
  readonly evidence: string;
  readonly days: { readonly from: PlainDate; readonly until: PlainDate | null };
}

export interface WishRequest extends WishSaid {
  readonly key: PersonKey;
  readonly actor: string;
}

export interface WishOutcome {
  readonly status: 'RECORDED' | 'ALREADY_RECORDED';
  readonly wish: RecordedWish;
}

const MOST_CHARACTERS = 1000;

/**
 * Records what a person has said about showing a stream to a sector. It belongs to one identity of
 * the person, so that it follows the links; the same wish again is already recorded.
 */
export async function recordWish(db: Database, request: WishRequest): Promise<WishOutcome> {
  refuseContradictions(request);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    return keep(tx, request);
  });
}

async function keep(tx: Transaction, request: WishRequest): Promise<WishOutcome> {
  const { kind, stream, to, purpose, givenBy, evidence, days, actor } = request;
  await refuseUnknownStream(tx, stream);
  const { id: identityId, personId } = await identityOf(tx, request.key);
  const known = (await wishesOfPeople(tx, [personId])).find((each) => isSame(each, request));
  if (known) return { status: 'ALREADY_RECORDED', wish: known };
  const id = await keepWish(tx, {
    ...{ identityId, kind, stream, toSector: to, givenBy, recordedBy: actor },
    ...{ purpose: purpose.trim(), evidence: evidence.trim() },
    ...{ firstDay: days.from, untilDay: days.until },
  });
  await note(tx, actor, { action: 'wish-recorded', wish: id, kind, stream, to });
  return { status: 'RECORDED', wish: (await findWish(tx, id)) as RecordedWish };
}

/** One that stands, says the same, and has begun by then: nothing new is said. */
function isSame(known: RecordedWish, said: WishSaid): boolean {
  return (
    known.endedAt === null &&
    known.kind === said.kind &&
    (known.stream?.code ?? null) === said.stream &&
    known.toSector === said.to &&
    known.purpose === said.purpose.trim() &&
    known.givenBy === said.givenBy &&
    known.evidence === said.evidence.trim() &&
    known.firstDay <= said.days.from &&
    known.untilDay === said.days.until
  );
}

export interface WishEnd extends WishScope {
  readonly key: PersonKey;
  readonly actor: string;
  readonly today: PlainDate;
}

/**
 * Takes back every agreement (or objection) that lies within the streams and sectors named. Refuses
 * where one that reaches further would go on covering a part of them: the person would believe that
 * it had ended.
 */
export async function endWishes(
  db: Database,
  { key, kind, stream, to, actor, today }: WishEnd,
): Promise<'ENDED' | 'ALREADY_ENDED'> {
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    await refuseUnknownStream(tx, stream);
    const { personId } = await identityOf(tx, key);
    const standing = (await wishesOfPeople(tx, [personId])).filter(
      (each) => each.kind === kind && stands(each, today) && concerns(each, { stream, to }),
    );
    const within = standing.filter((each) => isWithin(each, { stream, to }));
    if (within.length < standing.length) {
      const reason = 'are covered by one that reaches further: end that one with its own words';
      throw new WishRefused('stream and sector', 'REACHES_FURTHER', reason);
    }
    if (within.length === 0) return 'ALREADY_ENDED';
    await end(tx, within, actor);
    return 'ENDED';
  });
}

async function end(tx: Transaction, wishes: readonly RecordedWish[], actor: string) {
  const ids = wishes.map(({ id }) => id);
  await markEnded(tx, ids, actor);
  await note(tx, actor, { action: 'wishes-ended', wishes: ids });
}

function stands({ endedAt, untilDay }: RecordedWish, today: PlainDate): boolean {
  return endedAt === null && (untilDay === null || untilDay > today);
}

type Named = Pick<WishScope, 'stream' | 'to'>;

function concerns(wish: RecordedWish, { stream, to }: Named): boolean {
  const sameStream = stream === null || wish.stream === null || wish.stream.code === stream;
  return sameStream && (to === null || wish.toSector === null || wish.toSector === to);
}

function isWithin(wish: RecordedWish, { stream, to }: Named): boolean {
  return (stream === null || wish.stream?.code === stream) && (to === null || wish.toSector === to);
}

/** What somebody who is signed in says for a person. */
export interface ViewerWish extends WishSaid {
  /** The person's opaque id. */
  readonly person: string;
}

/**
 * Records a wish as a viewer: the person themself says it, or a team that may see them notes it
 * with evidence.
 */
export async function recordWishAs(
  db: Database,
  viewer: Viewer,
  { person, ...said }: ViewerWish,
  today: PlainDate,
): Promise<WishOutcome> {
  const id = await personFor(db, viewer, person, today);
  if (viewer.role === 'holder' && said.givenBy !== 'self') {
    throw new WishRefused('givenBy', 'NOT_SELF', 'is self where the person speaks for themself');
  }
  if (viewer.role !== 'holder' && said.evidence.trim() === '') {
    throw new WishRefused('evidence', 'BLANK', 'is needed: how the person made their wish known');
  }
  return recordWish(db, { ...said, key: { id }, actor: viewer.subject });
}

/**
 * Takes one wish back as a viewer. A team may note that an agreement has ended; only the person
 * themself ends an objection here, for that opens what they shut.
 */
export async function endWishAs(
  db: Database,
  viewer: Viewer,
  id: string,
  today: PlainDate,
): Promise<{ status: 'ENDED' | 'ALREADY_ENDED'; wish: RecordedWish }> {
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const found = isUuid(id) ? await findWish(tx, id) : undefined;
    const person = found && (await visible(tx, viewer, found.personId, today));
    if (!found || !person || !mayRead(person, found)) throw noWish();
    if (found.kind === 'OBJECTION' && viewer.role !== 'holder') {
      const reason = 'is the person’s own objection: only they take it back';
      throw new WishRefused('wish', 'NOT_YOURS', reason);
    }
    if (found.endedAt !== null) return { status: 'ALREADY_ENDED', wish: found };
    await end(tx, [found], viewer.subject);
    return { status: 'ENDED', wish: (await findWish(tx, id)) as RecordedWish };
  });
}

/** The wishes of people whom the viewer may see: a team is told those that concern its sector. */
export async function wishesOf(
  queries: Queries,
  people: readonly VisiblePerson[],
): Promise<RecordedWish[][]> {
  const ids = people.map(({ id }) => id);
  const all = await wishesOfPeople(queries, ids);
  return people.map((person) =>
    all.filter((wish) => wish.personId === person.id && mayRead(person, wish)),
  );
}

/** A stream named towards another sector could betray that the person has it; finance reads none. */
function mayRead({ sharing }: VisiblePerson, { toSector, stream }: RecordedWish): boolean {
  const { audience, granted, fundedBy } = sharing;
  if (fundedBy !== undefined) return false;
  if (granted !== undefined)
    return granted === null || (stream !== null && isShown(sharing, stream, null));
  return audience === 'SELF' || toSector === null || toSector === audience;
}

async function visible(queries: Queries, viewer: Viewer, id: string, today: PlainDate) {
  if (reachOf(viewer, 'record-wish') === 'nobody') return null;
  return visiblePerson(queries, viewer, { id }, today);
}

async function personFor(
  queries: Queries,
  viewer: Viewer,
  id: string,
  today: PlainDate,
): Promise<string> {
  const found = await visible(queries, viewer, id, today);
  if (!found) throw nobody();
  return found.id;
}

const nobody = () => new WishRefused('person', 'NO_PERSON', 'is not known by that key');
const noWish = () => new WishRefused('wish', 'NO_WISH', 'is not known by that id');

async function identityOf(tx: Transaction, key: PersonKey) {
  const found = await findIdentity(tx, key);
  if (!found) throw nobody();
  return found;
}

async function refuseUnknownStream(queries: Queries, stream: string | null): Promise<void> {
  if (stream === null || (await isStream(queries, stream))) return;
  throw new WishRefused('stream', 'UNKNOWN_CODE', 'is not a stream known here');
}

function refuseContradictions({ days, purpose, givenBy, evidence }: WishSaid): void {
  if (days.until !== null && days.until <= days.from) {
    throw new WishRefused('last day', 'END_BEFORE_START', 'is before the first day');
  }
  if (purpose.trim() === '') throw new WishRefused('purpose', 'BLANK', 'needs words');
  if (givenBy !== 'self' && evidence.trim() === '') {
    const reason = 'is needed: what shows that they may speak for the person';
    throw new WishRefused('evidence', 'BLANK', reason);
  }
  for (const [field, text] of Object.entries({ purpose, evidence })) {
    refuseText(field, text);
  }
}

function refuseText(field: string, text: string): void {
  if (text.length > MOST_CHARACTERS) {
    throw new WishRefused(field, 'TOO_LONG', `is longer than ${MOST_CHARACTERS} characters`);
  }
  try {
    parseText(text);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new WishRefused(field, error.code, error.message);
  }
}
