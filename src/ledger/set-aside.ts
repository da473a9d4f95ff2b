import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { draw, type Share } from './draw.ts';
import {
  drawFree,
  freeSources,
  type NamedSource,
  refuseHalfSource,
  refuseNotHeld,
} from './free-money.ts';
import { type LockedAccount, type Place, plainTerms, sharesAt } from './journal-store.ts';
import { entriesOf, potOf } from './movement.ts';
import {
  insufficient,
  lockAccount,
  moving,
  type Posted,
  post,
  type Recording,
  recordingBy,
  refuseClosed,
  replayOf,
} from './posting.ts';
import {
  given,
  inputHash as hashOf,
  type KeyedRequest,
  refuseBadAmount,
  refuseBadKey,
  refuseFuture,
} from './request.ts';

/** Money that is set aside or taken back, as it is said; of the source named, or of all alike. */
export interface AsideSaid extends NamedSource {
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
}

export interface AsideRequest extends AsideSaid, KeyedRequest {
  readonly account: string;
}

type Way = 'SET_ASIDE' | 'TAKEN_BACK';

/** Keeps money of an account apart for the unforeseen: it is not spent. Throws a MoneyRefused. */
export function setAside(
  db: Database,
  viewer: Viewer,
  request: AsideRequest,
  today: PlainDate,
): Promise<Posted> {
  return keep(db, viewer, request, { today, way: 'SET_ASIDE', operation: 'setAside' });
}

/** Makes money that was set aside free again. Throws a MoneyRefused. */
export function takeBackSetAside(
  db: Database,
  viewer: Viewer,
  request: AsideRequest,
  today: PlainDate,
): Promise<Posted> {
  return keep(db, viewer, request, { today, way: 'TAKEN_BACK', operation: 'takeBackSetAside' });
}

async function keep(
  db: Database,
  viewer: Viewer,
  request: AsideRequest,
  { today, way, operation }: { today: PlainDate; way: Way; operation: string },
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseFuture(request.effectiveDay, today);
  refuseHalfSource(request);
  return moving(db, async (tx) => {
    const account = await lockAccount(tx, viewer, 'record-money', request.account);
    const by = recordingBy(viewer, account, operation, request.idempotencyKey);
    return postAside(tx, by, account, { ...request, way });
  });
}

/** Posts money set aside or taken back in an account whose row is locked. Throws a MoneyRefused. */
export async function postAside(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  said: AsideSaid & { readonly way: Way },
): Promise<Posted> {
  const { amount, effectiveDay, way } = said;
  const inputHash = hashOf([account.id, amount, effectiveDay, ...given(said.stream, said.funder)]);
  const year = financialYearOf(effectiveDay);
  const terms = await plainTerms(tx, { ...by, account, year });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseNotHeld('account', account);
  refuseClosed(terms);
  const pot = potOf(account.mode);
  const entries =
    way === 'SET_ASIDE'
      ? entriesOf(free(account, terms.places, said), pot, 'CONTINGENCY')
      : entriesOf(kept(terms.places, said), 'CONTINGENCY', pot);
  const journal = { ...by, account, kind: way, effectiveDay, year, inputHash, entries };
  return post(tx, journal, terms);
}

const free = (account: LockedAccount, places: readonly Place[], said: AsideSaid): Share[] =>
  drawFree(account, places, said.amount, freeSources(account, places, said));

function kept(places: readonly Place[], { amount, stream, funder }: AsideSaid): Share[] {
  const all = sharesAt(places, 'CONTINGENCY');
  const parts = draw(
    amount,
    stream ? all.filter((share) => share.stream === stream && share.funder === funder) : all,
  );
  if (!parts) throw insufficient('amount');
  return parts;
}
