import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { findIdentity } from '../people/links.ts';
import { waitToSettle } from '../people/store.ts';
import { findOrganisation } from '../streams/store.ts';
import type { AccountId } from '../values/ids.ts';
import type { NhsNumber } from '../values/nhs-number.ts';
import type { AccountMode } from './account.ts';
import { IdempotencyMismatch, NotFound } from './refusals.ts';
import { inputHash, type KeyedRequest, refuseBadKey } from './request.ts';
import { accountByKey, keepAccount } from './store.ts';

export interface OpenRequest extends KeyedRequest {
  readonly nhsNumber: NhsNumber;
  readonly mode: AccountMode;
}

export interface Opened {
  readonly account: AccountId;
  readonly replayed: boolean;
}

const nobody = () =>
  new NotFound('nhsNumber', 'is that of nobody for whom you may open an account here');

/**
 * Opens an account for a person who is known, hosted by the viewer's organisation. It belongs to one
 * identity of the person, so that it follows the links. Throws a MoneyRefused.
 */
export async function openAccount(
  db: Database,
  viewer: Viewer,
  request: OpenRequest,
): Promise<Opened> {
  if (reachOf(viewer, 'open-account') !== 'everyone' || viewer.organisation === null) {
    throw nobody();
  }
  refuseBadKey(request);
  const host = viewer.organisation;
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    return open(tx, viewer, host, request);
  });
}

async function open(
  tx: Transaction,
  { subject }: Viewer,
  host: string,
  { nhsNumber, mode, idempotencyKey: key }: OpenRequest,
): Promise<Opened> {
  const hash = inputHash([nhsNumber, mode]);
  const earlier = await accountByKey(tx, host, key);
  if (earlier) {
    if (earlier.inputHash === hash) return { account: earlier.id, replayed: true };
    throw new IdempotencyMismatch('idempotencyKey', 'was used before for something else');
  }
  const found = await findIdentity(tx, { nhsNumber });
  if (!found || !(await findOrganisation(tx, host))) throw nobody();
  const account = await keepAccount(tx, {
    ...{ identityId: found.id, mode, host, openedBy: subject, key, inputHash: hash },
  });
  // The lock above lets nobody else open by the same key meanwhile.
  if (account === null) throw new Error('an account was opened by this key meanwhile');
  await note(tx, subject, { action: 'account-opened', account, host, mode });
  return { account, replayed: false };
}
