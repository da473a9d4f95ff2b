import { endRelationships, keepRelationship } from '../access/store.ts';
import { note } from '../audit/store.ts';
import type { Database, Queries } from '../db/database.ts';
import type { NhsNumber } from '../values/nhs-number.ts';
import type { Nino } from '../values/nino.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { fingerprintOf, type IdentityDraft } from './identity.ts';
import {
  findIdentity,
  findLink,
  keepLink,
  nhsNumbersBeside,
  nhsNumbersOfTenancy,
  undoLink,
} from './links.ts';
import { resolvePeople } from './resolve.ts';
import { noteIdentities, waitToSettle } from './store.ts';
import type { PersonKey } from './visible.ts';

/** A command about people that cannot be carried out; says why in words to act on. */
export class PeopleRefused extends Error {
  override readonly name = 'PeopleRefused';
}

/** What a command that may be repeated answers. */
export type Done = 'DONE' | 'ALREADY_DONE';

export interface RelateRequest {
  readonly subject: string;
  readonly key: PersonKey;
  readonly fromDay: PlainDate | null;
  readonly untilDay: PlainDate | null;
  readonly actor: string;
}

/** Notes that a worker and a person have a legitimate relationship over some days. */
export async function relate(db: Database, request: RelateRequest): Promise<Done> {
  const { subject, fromDay, untilDay, actor } = request;
  return db.transaction(async (tx) => {
    const found = await knownIdentity(tx, request.key);
    const relationship = { subject, identityId: found.id, fromDay, untilDay };
    if (!(await keepRelationship(tx, relationship))) return 'ALREADY_DONE';
    await note(tx, actor, { action: 'relationship-started', subject, person: found.personId });
    return 'DONE';
  });
}

export async function unrelate(
  db: Database,
  { subject, key, actor }: Pick<RelateRequest, 'subject' | 'key' | 'actor'>,
): Promise<Done> {
  return db.transaction(async (tx) => {
    const found = await knownIdentity(tx, key);
    if (!(await endRelationships(tx, subject, found.personId))) return 'ALREADY_DONE';
    await note(tx, actor, { action: 'relationship-ended', subject, person: found.personId });
    return 'DONE';
  });
}

async function knownIdentity(queries: Queries, key: PersonKey) {
  const found = await findIdentity(queries, key);
  if (!found) throw new PeopleRefused('nobody is known by that key');
  return found;
}

/** What is said to be the person's too: another number, or the tenancy of a landlord. */
export type LinkedTo =
  | { readonly nino: Nino }
  | {
      /** As the landlord's lettings log writes it. */
      readonly tenancy: string;
      /** The landlord's code that lasts. */
      readonly landlord: string;
    };

export type LinkRequest = LinkedTo & {
  readonly nhsNumber: NhsNumber;
  readonly evidence: string;
  readonly actor: string;
};

/** The identity that a recorded link is: somebody's word that both are one person's. */
function linkIdentity(request: LinkedTo & { readonly nhsNumber: NhsNumber }): IdentityDraft {
  const { nhsNumber } = request;
  const unsaid = { surname: null, givenNames: null, birthDate: null, deathDate: null };
  const said = { nhsNumber, ...unsaid, postcode: null };
  if ('nino' in request) {
    const source = { source: 'recorded-link', namespace: 'recorded-link', localId: null };
    return { ...source, ...said, nino: request.nino };
  }
  const { landlord: source, tenancy: localId } = request;
  return { source, namespace: 'tenancy', localId, ...said, nino: null };
}

/** Records, with its evidence, that both are one person's. Moves no money. */
export async function link(db: Database, request: LinkRequest): Promise<Done> {
  const { nhsNumber, evidence, actor } = request;
  if (evidence.trim() === '') throw new PeopleRefused('a link needs its evidence in words');
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const draft = linkIdentity(request);
    if (await findLink(tx, fingerprintOf(draft))) return 'ALREADY_DONE';
    const beside =
      'nino' in request
        ? await nhsNumbersBeside(tx, request.nino)
        : await nhsNumbersOfTenancy(tx, request.landlord, request.tenancy);
    if (beside.some((number) => number !== nhsNumber)) {
      throw new PeopleRefused(
        `another source gives that ${'nino' in request ? 'National Insurance number' : 'tenancy'} beside a different NHS number; ` +
          'numbers that disagree are never joined',
      );
    }
    const id = await keepLink(tx, { evidence, madeBy: actor });
    const ids = await noteIdentities(tx, id, [draft]);
    await resolvePeople(tx, id, true);
    await note(tx, actor, { action: 'people-linked', link: id });
    return ids.size === 1 ? 'DONE' : 'ALREADY_DONE';
  });
}

/** Takes a recorded link back: both are again who they were. */
export async function unlink(
  db: Database,
  request: LinkedTo & Pick<LinkRequest, 'nhsNumber' | 'actor'>,
): Promise<Done> {
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const found = await findLink(tx, fingerprintOf(linkIdentity(request)));
    if (!found) return 'ALREADY_DONE';
    await undoLink(tx, found, request.actor);
    await resolvePeople(tx, found, false);
    await note(tx, request.actor, { action: 'people-unlinked', link: found });
    return 'DONE';
  });
}
