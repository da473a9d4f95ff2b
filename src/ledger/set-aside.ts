import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type Limits, refuseOverLimit } from './contingency.ts';
import { draw, type Share, type Source } from './draw.ts';
import { schedulesOfAccounts } from './expected-store.ts';
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
import { weeklyOn } from './weekly-pay.ts';

/** Money that is set aside or taken back, as it is said; of the source named, or of all alike. */
export interface AsideSaid extends NamedSource {
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
}

export interface AsideRequest extends AsideSaid, KeyedRequest {
  readonly account: string;
}

type Way = 'SET_ASIDE' | 'TAKEN_BACK';

/**
 * Keeps money of an account apart for the unforeseen: it is not spent. Of each source at most so many
 * weeks of what its schedule pays, by the funder's rule CONTINGENCY_WEEKS; where no schedule says
 * what a week pays, no limit is known, so it is not refused and the movement's reason says so. Throws
 * a MoneyRefused.
 */
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
    return postAside(tx, by, account, { ...request, way, knownOn: today });
  });
}

/** Posts money set aside or taken back in an account whose row is locked. Throws a MoneyRefused. */
export async function postAside(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  said: AsideSaid & { readonly way: Way; readonly knownOn: PlainDate },
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
  const journal = { ...by, account, kind: way, effectiveDay, year, inputHash };
  if (way === 'TAKEN_BACK') {
    const back = entriesOf(kept(terms.places, said), 'CONTINGENCY', pot);
    return post(tx, { ...journal, entries: back }, terms);
  }
  const parts = free(account, terms.places, said);
  const limits = await limitsOf(tx, account, parts, said);
  const reason = refuseOverLimit(parts, sharesAt(terms.places, 'CONTINGENCY'), limits);
  const entries = entriesOf(parts, pot, 'CONTINGENCY');
  return post(tx, { ...journal, entries, ...(reason ? { reason } : {}) }, terms);
}

/** What the limits of these sources are made of: what their schedules pay, and the rules. */
async function limitsOf(
  tx: Transaction,
  { id: accountId }: LockedAccount,
  parts: readonly Share[],
  { effectiveDay: day, knownOn }: Pick<AsideSaid, 'effectiveDay'> & { readonly knownOn: PlainDate },
): Promise<Limits> {
  const funders = [...new Set(parts.map(({ funder }) => funder))];
  const book = await ruleBook(tx, ['CONTINGENCY_WEEKS'], funders, knownOn);
  const schedules = await schedulesOfAccounts(tx, [accountId]);
  const weekly = (source: Source) => weeklyOn(schedules, { ...source, accountId }, day);
  return { book, weekly, day };
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
