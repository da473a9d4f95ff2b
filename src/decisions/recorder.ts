import { type Reach, type Role, reachOf, type Viewer } from '../access/viewer.ts';
import { type Queries, sql, type Transaction } from '../db/database.ts';
import { findIdentity } from '../people/links.ts';
import { opening, type PersonKey, visiblePerson } from '../people/visible.ts';
import { findOrganisation } from '../streams/store.ts';
import type { Organisation } from '../streams/stream.ts';
import { isUuid, type OrganisationCode, type PersonId } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { nobody } from './refusals.ts';

/** Who records something of a person for their organisation, and under which identity it stands. */
export interface Recorder {
  readonly organisation: Organisation & { readonly code: OrganisationCode };
  readonly personId: PersonId;
  readonly identityId: string;
  readonly subject: string;
  readonly role: Role;
}

/** What is recorded of somebody, each for the roles of the map of actions. */
type Recording = 'record-decision' | 'record-unmet-need';

/**
 * Finds the person and opens what is recorded of them to the rest of the transaction. Finance
 * records decisions for anybody who is known, for an award that no file brings has nothing before
 * it; a care team records for those with whom it has a relationship, and not in an emergency.
 * Throws NO_PERSON for everybody else, whoever is asked for.
 */
export async function recorderOf(
  tx: Transaction,
  viewer: Viewer,
  key: PersonKey,
  today: PlainDate,
  recording: Recording = 'record-decision',
): Promise<Recorder> {
  const { subject, role } = viewer;
  const reach = reachOf(viewer, recording);
  if (reach === 'nobody' || viewer.organisation === null) throw nobody();
  if ('id' in key && !isUuid(key.id)) throw nobody();
  const organisation = await findOrganisation(tx, viewer.organisation);
  const personId = organisation && (await personOf(tx, viewer, key, today, reach));
  if (!organisation || !personId) throw nobody();
  await tx.rows('decisions.open-person', opening(sql`select ${personId}::uuid as person_id`));
  return {
    ...{ subject, role, personId },
    organisation: { ...organisation, code: organisation.code as OrganisationCode },
    identityId: await identityFor(tx, personId, organisation.code),
  };
}

async function personOf(
  tx: Transaction,
  viewer: Viewer,
  key: PersonKey,
  today: PlainDate,
  reach: Reach,
): Promise<PersonId | null> {
  if (reach === 'everyone') {
    return ((await findIdentity(tx, key))?.personId as PersonId | undefined) ?? null;
  }
  const person = await visiblePerson(tx, viewer, key, today);
  return person && person.openedAs !== 'BREAK_GLASS' ? person.id : null;
}

/** The identity by which the organisation itself knows them, else the first by which they are known. */
async function identityFor(queries: Queries, personId: string, code: string): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'decisions.identity-for',
    sql`select id from identity_keys where person_id = ${personId}::uuid
        order by (source = ${code}) desc, ordinal limit 1`,
  );
  if (!row) throw new Error('a person who was found has an identity');
  return row.id;
}
