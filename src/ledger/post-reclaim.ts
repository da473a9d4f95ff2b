import type { Transaction } from '../db/database.ts';
import { SELF } from '../streams/stream.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Source } from './draw.ts';
import { drawFree, freeSources, refuseNotHeld } from './free-money.ts';
import { type LockedAccount, plainTerms } from './journal-store.ts';
import { entriesOf, potOf } from './movement.ts';
import { type Posted, post, type Recording, refuseClosed, replayOf } from './posting.ts';
import { NotReclaimable } from './refusals.ts';
import { given, inputHash as hashOf, refuseBadAmount } from './request.ts';

/** Money that goes back to the one funder whose it is, as it is said. */
export interface ReclaimSaid {
  readonly source: Source;
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
  readonly reason: string;
  /** The decision of a payment in question that it follows. */
  readonly about?: string | null;
  /** The notice by which it is asked back. */
  readonly notice?: string;
  /** Asked of what is new, and not of what was recorded by the key before: throws a MoneyRefused. */
  readonly refuse?: () => void;
}

/**
 * Posts a reclaim of one source's free money in an account whose row is locked: never the person's
 * own, and never what is promised or set aside. Whether the law and the notice allow it the caller
 * checks. Throws a MoneyRefused.
 */
export async function postReclaim(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  { source, amount, effectiveDay, reason, about, notice, refuse }: ReclaimSaid,
): Promise<Posted> {
  refuseBadAmount(amount);
  const words = [account.id, source.stream, source.funder, amount, effectiveDay, reason];
  const inputHash = hashOf([...words, ...given(about, notice)]);
  const year = financialYearOf(effectiveDay);
  const terms = await plainTerms(tx, { ...by, account, year });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuse?.();
  if (source.funder === SELF) throw new NotReclaimable('source', 'is the person’s own money');
  refuseNotHeld('account', account);
  refuseClosed(terms);
  const { places } = terms;
  const parts = drawFree(account, places, amount, freeSources(account, places, source));
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'RECLAIM', effectiveDay, year, inputHash, reason },
      ...{ entries: entriesOf(parts, potOf(account.mode), 'RECLAIM') },
      ...(about ? { about } : {}),
    },
    terms,
  );
}
