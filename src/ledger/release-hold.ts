import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { aboutTerms } from './about-store.ts';
import { promisedBy, refuseEnded } from './end-hold.ts';
import type { LockedAccount } from './journal-store.ts';
import { entriesOf, potOf } from './movement.ts';
import {
  lockOf,
  moving,
  type Posted,
  post,
  type Recording,
  recordingBy,
  refuseBefore,
  refuseClosed,
  replayOf,
} from './posting.ts';
import {
  inputHash as hashOf,
  type KeyedRequest,
  refuseBadKey,
  refuseBadWords,
  refuseFuture,
} from './request.ts';

/** A promise that is ended, as it is said. */
export interface ReleaseSaid {
  readonly hold: string;
  readonly reason: string;
  readonly effectiveDay: PlainDate;
}

export interface ReleaseRequest extends ReleaseSaid, KeyedRequest {}

/** Ends a promise: its money is free again, of the sources that it was of. Throws a MoneyRefused. */
export async function releaseHold(
  db: Database,
  viewer: Viewer,
  request: ReleaseRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadWords('reason', request.reason);
  refuseFuture(request.effectiveDay, today);
  return moving(db, async (tx) => {
    const which = { field: 'hold', movement: request.hold };
    const [account] = await lockOf(tx, viewer, 'record-spending', which);
    const key = request.idempotencyKey;
    const by = recordingBy(viewer, account as LockedAccount, 'releaseHold', key);
    return postRelease(tx, by, account as LockedAccount, request);
  });
}

/** Posts the end of a promise in an account whose row is locked. Throws a MoneyRefused. */
export async function postRelease(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  { hold, reason, effectiveDay }: ReleaseSaid,
): Promise<Posted> {
  const inputHash = hashOf([hold, reason, effectiveDay]);
  const year = financialYearOf(effectiveDay);
  const none = { purpose: null, stream: null, funder: null };
  const terms = await aboutTerms(tx, { ...by, account, year, movement: hold, ...none });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseEnded(terms);
  refuseBefore(effectiveDay, terms.about);
  refuseClosed(terms);
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'RELEASE', effectiveDay, year, inputHash },
      ...{ about: hold, reason: reason.trim() },
      entries: entriesOf(promisedBy(terms.about), 'COMMITTED', potOf(account.mode)),
    },
    terms,
  );
}
