import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { addPence, type Pence, takePence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AboutTerms, aboutTerms } from './about-store.ts';
import { draw, type Share } from './draw.ts';
import { promisedBy, refuseEnded } from './end-hold.ts';
import { fundedBy } from './free-money.ts';
import type { LockedAccount } from './journal-store.ts';
import { type Entry, entriesOf, potOf } from './movement.ts';
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
  refuseBadAmount,
  refuseBadKey,
  refuseFuture,
} from './request.ts';

/** A promise that is kept, as it is said: how much was paid in the end. */
export interface SettlementSaid {
  readonly hold: string;
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
}

export interface SettlementRequest extends SettlementSaid, KeyedRequest {}

/**
 * Pays what was promised. What is paid less is free again, in proportion to what each source had
 * promised; what is paid more is drawn anew, by the rule of its purpose. Throws a MoneyRefused.
 */
export async function settleHold(
  db: Database,
  viewer: Viewer,
  request: SettlementRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadAmount(request.amount);
  refuseFuture(request.effectiveDay, today);
  return moving(db, async (tx) => {
    const which = { field: 'hold', movement: request.hold };
    const [account] = await lockOf(tx, viewer, 'record-spending', which);
    const key = request.idempotencyKey;
    const by = recordingBy(viewer, account as LockedAccount, 'settleHold', key);
    return postSettlement(tx, by, account as LockedAccount, request);
  });
}

/** Posts the payment of a promise in an account whose row is locked. Throws a MoneyRefused. */
export async function postSettlement(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  { hold, amount, effectiveDay }: SettlementSaid,
): Promise<Posted> {
  const inputHash = hashOf([hold, amount, effectiveDay]);
  const year = financialYearOf(effectiveDay);
  const none = { purpose: null, stream: null, funder: null };
  const terms = await aboutTerms(tx, { ...by, account, year, movement: hold, ...none });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseEnded(terms);
  refuseBefore(effectiveDay, terms.about);
  refuseClosed(terms);
  const { payee, purpose } = terms.about;
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'SETTLEMENT', effectiveDay, year, inputHash, about: hold },
      ...{ payee: payee as string, purpose, entries: paid(account, terms, amount) },
    },
    terms,
  );
}

function paid(account: LockedAccount, terms: AboutTerms, amount: Pence): Entry[] {
  const promised = promisedBy(terms.about);
  const pot = potOf(account.mode);
  const all = addPence(...promised.map((share) => share.amount));
  if (amount >= all) {
    const more = amount === all ? [] : fundedAnew(account, terms, takePence(amount, all), promised);
    return [...entriesOf(promised, 'COMMITTED', 'PROVIDER'), ...entriesOf(more, pot, 'PROVIDER')];
  }
  const parts = draw(amount, promised) as Share[];
  const gone = entriesOf(parts, 'COMMITTED', 'PROVIDER');
  return [...gone, ...entriesOf(without(promised, parts), 'COMMITTED', pot)];
}

/** Care that its funder buys is paid by the one that promised; else by all that may. */
function fundedAnew(
  account: LockedAccount,
  terms: AboutTerms,
  amount: Pence,
  [promised]: readonly Share[],
): Share[] {
  const isCommissioned = account.mode === 'COMMISSIONED' && promised !== undefined;
  return isCommissioned
    ? [{ ...promised, amount }]
    : fundedBy(account, { ...terms, named: null }, amount);
}

/** What of the shares is left after parts of them. */
export function without(shares: readonly Share[], parts: readonly Share[]): Share[] {
  return shares
    .map((share) => {
      const same = parts.filter(
        ({ stream, funder }) => stream === share.stream && funder === share.funder,
      );
      const taken = addPence(...same.map(({ amount }) => amount));
      return { ...share, amount: takePence(share.amount, taken) };
    })
    .filter(({ amount }) => amount > 0n);
}
