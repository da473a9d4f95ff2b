import { isShown, type Sharing } from '../access/sharing.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database, Queries, Transaction } from '../db/database.ts';
import { openedFor, type VisiblePerson, visiblePerson } from '../people/visible.ts';
import { isUuid } from '../values/ids.ts';
import { NO_PENCE } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Account } from './account.ts';
import type { CarryForwardRecord } from './carry-forward.ts';
import { carryForwardsOf } from './carry-store.ts';
import type { Movement } from './movement.ts';
import { movementRecorded, movementsByIds, movementsOfAccounts } from './movements-store.ts';
import { openedIn } from './opened.ts';
import {
  type AccountKey,
  accountKey,
  accountsOfPeople,
  findAccount,
  type KnownAt,
} from './store.ts';

/**
 * An account of which a viewer may be told: only this file makes one, with the sources that they are
 * shown and no other, so that to hold one is the permission to read those sources' movements.
 */
export interface ShownAccount extends Account {
  readonly isShown: true;
  /** Whether every source is, and so what nobody answers for. */
  readonly isWhole: boolean;
}

/** The accounts of people whom the viewer may see, in order of id; as known then, null for now. */
export async function accountsOf(
  db: Database | Transaction,
  viewer: Viewer,
  people: readonly VisiblePerson[],
  knownAt: KnownAt = null,
): Promise<ShownAccount[][]> {
  const all = await accountsOfPeople(
    openedFor(db, people),
    people.map(({ id }) => id),
    knownAt,
  );
  return people.map((person) =>
    all
      .filter(({ personId }) => personId === person.id)
      .flatMap((account) => shown(viewer, person.sharing, account) ?? []),
  );
}

/** One account by its id; null: not known and not allowed are the same answer. */
export async function shownAccount(
  db: Database,
  viewer: Viewer,
  id: string,
  today: PlainDate,
  knownAt: KnownAt = null,
): Promise<ShownAccount | null> {
  const key = isUuid(id) ? await accountKey(db, id) : undefined;
  if (!key) return null;
  if (viewer.role === 'finance') {
    return key.host === viewer.organisation ? read(db, viewer, null, { ...key, knownAt }) : null;
  }
  const { personId } = key;
  const person = personId && (await visiblePerson(db, viewer, { id: personId }, today));
  return person ? read(db, viewer, person.sharing, { ...key, knownAt }) : null;
}

async function read(
  db: Database,
  viewer: Viewer,
  sharing: Sharing | null,
  { knownAt, ...key }: AccountKey & { readonly knownAt: KnownAt },
): Promise<ShownAccount | null> {
  const found = await findAccount(openedIn(db, [key]), key.id, knownAt);
  return found ? shown(viewer, sharing, found) : null;
}

/**
 * What of an account the viewer is shown: the host's finance role all of it, and nobody else's; the
 * person all of it; others the sources that pass to them, as what its host tells. Where none does it
 * is as if there were no account.
 */
function shown(viewer: Viewer, sharing: Sharing | null, account: Account): ShownAccount | null {
  if (viewer.role === 'finance') {
    return account.host.code === viewer.organisation
      ? { ...account, isShown: true, isWhole: true }
      : null;
  }
  if (!sharing) return null;
  if (sharing.audience === 'SELF' || sharing.granted === null) {
    return { ...account, isShown: true, isWhole: true };
  }
  const sources = account.sources.filter(({ stream }) =>
    isShown(sharing, stream, account.host.code),
  );
  return sources.length === 0
    ? null
    : {
        ...{ ...account, sources, inQuestion: NO_PENCE },
        ...{ isShown: true, isWhole: false },
      };
}

/** What was carried forward in accounts when years closed, of the sources shown. */
export async function carryForwardsShown(
  db: Database,
  accounts: readonly ShownAccount[],
): Promise<CarryForwardRecord[][]> {
  const all = await carryForwardsOf(
    openedIn(db, accounts),
    accounts.map(({ id }) => id),
  );
  return accounts.map(({ id, sources }) =>
    all.filter(
      ({ accountId, stream, funder }) =>
        accountId === id &&
        sources.some(
          (each) => each.stream.code === stream.code && each.funder.code === funder.code,
        ),
    ),
  );
}

export interface MovementPage {
  /** The ordinal after which the page begins; null for the first. */
  readonly after: bigint | null;
  readonly count: number;
  /** Only promises, or payments in question, that wait still; null for all movements. */
  readonly only: 'HOLD' | 'IN_QUESTION' | null;
}

/** The first movements of each account, in the order of recording, of the sources shown. */
export async function movementsOf(
  db: Database | Transaction,
  accounts: readonly ShownAccount[],
  { after, count, only }: MovementPage,
): Promise<Movement[][]> {
  const asked = accounts.map((account) => ({
    ...{ accountId: account.id, streams: codesOf(account), isWhole: account.isWhole },
    knownAt: account.knownAt,
  }));
  const page = { after: after ?? 0n, count, only };
  const found = await movementsOfAccounts(openedIn(db, accounts), asked, page);
  return accounts.map((account) =>
    found
      .filter(({ accountId }) => accountId === account.id)
      .map((movement) => onlyOf(movement, codesOf(account), account.isWhole)),
  );
}

const codesOf = ({ sources }: ShownAccount): string[] => [
  ...new Set(sources.map(({ stream }) => stream.code)),
];

function onlyOf(movement: Movement, streams: readonly string[], isWhole: boolean): Movement {
  return {
    ...movement,
    isWhole,
    unattributed: isWhole ? movement.unattributed : NO_PENCE,
    parts: movement.parts.filter((part) => streams.includes(part.stream.code)),
  };
}

/** A movement in one of these accounts, by its id, of the sources shown; null where there is none. */
export async function movementIn(
  db: Database | Transaction,
  accounts: readonly ShownAccount[],
  id: string,
): Promise<Movement | null> {
  if (!isUuid(id)) return null;
  const asked = accounts.map((account) => ({ id, accountId: account.id }));
  const [found] = await movementsByIds(openedIn(db, accounts), asked);
  const account = accounts.find((each) => each.id === found?.accountId);
  if (!found || !account) return null;
  const shown = onlyOf(found, codesOf(account), account.isWhole);
  return shown.parts.length > 0 || shown.unattributed !== NO_PENCE ? shown : null;
}

/**
 * What shown movements reverse, and by what they were reversed; of the same sources, for both moved
 * the same money. Each beside the movement that names it.
 */
export async function movementsBeside(
  db: Database | Transaction,
  asked: readonly { readonly shown: Movement; readonly id: string }[],
): Promise<Movement[]> {
  const told = asked.map(({ shown: { accountId }, id }) => ({ id, accountId }));
  const accounts = told.map(({ accountId }) => ({ id: accountId }));
  const found = await movementsByIds(openedIn(db, accounts), told);
  return asked.map(({ shown: beside, id }) => {
    const movement = found.find(
      (each) => each.id === id && each.accountId === beside.accountId,
    ) as Movement;
    return onlyOf(
      movement,
      beside.parts.map(({ stream }) => stream.code),
      beside.isWhole,
    );
  });
}

/** A movement that the viewer has just recorded. */
export function recordedMovement(queries: Queries, id: string): Promise<Movement> {
  return movementRecorded(queries, id);
}
