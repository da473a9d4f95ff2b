import { createHash } from 'node:crypto';
import { reachOf, type Viewer } from '../access/viewer.ts';
import { type Database, type Queries, sql, type Transaction } from '../db/database.ts';
import { findIdentity } from '../people/links.ts';
import { opening, type PersonKey, visiblePerson } from '../people/visible.ts';
import { findOrganisation } from '../streams/store.ts';
import { isUuid, type OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { identityOfCouncil } from './assessment-store.ts';

/** Somebody whose means the viewer's council may assess, and as whom it knows them. */
export interface Assessable {
  readonly personId: string;
  readonly identityId: string;
}

/** The council that the viewer assesses for; null where there is none. */
export async function councilOf(
  queries: Queries,
  viewer: Viewer,
): Promise<OrganisationCode | null> {
  if (reachOf(viewer, 'assess-means') === 'nobody' || viewer.organisation === null) return null;
  const organisation = await findOrganisation(queries, viewer.organisation);
  return organisation?.kind === 'council' ? (organisation.code as OrganisationCode) : null;
}

/**
 * A person whom the viewer may assess: the council tells of them or funds something of theirs, and a
 * care team has its own relationship with them. A record opened in an emergency opens no means.
 */
export async function assessable(
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
export async function open(tx: Transaction, { personId }: Assessable): Promise<void> {
  await tx.rows('charging.open-assessed', opening(sql`select ${personId}::uuid as person_id`));
}

/** Tells requests apart and nothing of what they say. */
export function markOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

const LONGEST_KEY = 255;

/** Why a caller's key is none, in words; null where it is one. */
export function faultOfKey(key: string): string | null {
  if (/\S/.test(key) && key.length <= LONGEST_KEY) return null;
  return `is your own key, of 1 to ${LONGEST_KEY} characters`;
}

/**
 * What the viewer's council has recorded of a person; null where they may not assess that person, or
 * there is none such.
 */
export async function recordedByCouncil<
  Item extends { readonly council: { readonly code: string } },
>(
  db: Database,
  viewer: Viewer,
  key: PersonKey,
  today: PlainDate,
  read: (tx: Transaction, personId: string) => Promise<Item[]>,
): Promise<{ personId: string; recorded: Item[] } | null> {
  return db.transaction(async (tx) => {
    const council = await councilOf(tx, viewer);
    const person = council && (await assessable(tx, viewer, key, today));
    if (!person) return null;
    await open(tx, person);
    const { personId } = person;
    const all = await read(tx, personId);
    return { personId, recorded: all.filter((each) => each.council.code === council) };
  });
}
