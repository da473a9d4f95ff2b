import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  drawFree,
  freeSources,
  type NamedSource,
  refuseHalfSource,
  refuseNotHeld,
} from './free-money.ts';
import { type LockedAccount, plainTerms } from './journal-store.ts';
import { entriesOf, potOf } from './movement.ts';
import {
  lockAll,
  moving,
  type Posted,
  post,
  type Recording,
  recordingBy,
  refuseClosed,
  replayOf,
} from './posting.ts';
import { NotTransferable } from './refusals.ts';
import { refuseOwnBesideNhs } from './refuse-own-money.ts';
import {
  given,
  inputHash as hashOf,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseFuture,
} from './request.ts';

/** Money between two accounts, as it is said; of the source named, or of all alike. */
export interface TransferSaid extends NamedSource {
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
}

export interface TransferRequest extends TransferSaid, KeyedRequest {
  readonly from: string;
  readonly to: string;
}

/**
 * Moves money from one account of a person to another of theirs with the same host; whose money it
 * is stays as it was. The person's own comes beside NHS money, or that beside their own, only where
 * a rule of the host allows it. The rows of both are locked in order of id, so that two ways round
 * never wait for each other. Throws a MoneyRefused.
 */
export async function transferMoney(
  db: Database,
  viewer: Viewer,
  request: TransferRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseFuture(request.effectiveDay, today);
  refuseHalfSource(request);
  return moving(db, async (tx) => {
    const ids = [request.from, request.to];
    const [from, to] = (await lockAll(tx, viewer, 'record-money', ids)) as [
      LockedAccount,
      LockedAccount,
    ];
    const by = recordingBy(viewer, from, 'transferMoney', request.idempotencyKey);
    return postTransfer(tx, by, { from, to }, { ...request, knownOn: today });
  });
}

interface Way {
  readonly from: LockedAccount;
  readonly to: LockedAccount;
}

/**
 * Posts a transfer between accounts whose rows are locked. `knownOn` is the day by which a rule has to
 * be known. Throws a MoneyRefused.
 */
export async function postTransfer(
  tx: Transaction,
  by: Recording,
  { from, to }: Way,
  said: TransferSaid & { readonly knownOn: PlainDate },
): Promise<Posted> {
  const { amount, effectiveDay, stream, funder, knownOn } = said;
  const inputHash = hashOf([from.id, to.id, amount, effectiveDay, ...given(stream, funder)]);
  const year = financialYearOf(effectiveDay);
  const terms = await plainTerms(tx, { ...by, account: from, other: to.id, year });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseApart({ from, to });
  refuseClosed(terms);
  const parts = drawFree(from, terms.places, amount, freeSources(from, terms.places, said));
  await refuseOwnBesideNhs(tx, to, parts, { day: effectiveDay, knownOn, field: 'to' });
  const entries = entriesOf(parts, potOf(from.mode), potOf(to.mode)).map((entry) =>
    entry.amount > 0n ? { ...entry, account: to.id } : { ...entry, account: from.id },
  );
  const journal = { ...by, account: from, otherAccountId: to.id, kind: 'TRANSFER' as const };
  return post(tx, { ...journal, effectiveDay, year, inputHash, entries }, terms);
}

function refuseApart({ from, to }: Way): void {
  if (from.id === to.id) throw new NotTransferable('to', 'is the account that the money is in');
  // A viewer reaches accounts of one host alone; who else calls this may not.
  if (from.host !== to.host) throw new NotTransferable('to', 'is an account of another host');
  if (from.personId === null || from.personId !== to.personId) {
    throw new NotTransferable('to', 'is not known to be an account of the same person');
  }
  refuseNotHeld('from', from);
  refuseNotHeld('to', to);
}
