import type { Transaction } from '../db/database.ts';
import { SELF } from '../streams/stream.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Source } from './draw.ts';
import { type LockedAccount, plainTerms } from './journal-store.ts';
import type { Entry, PlaceKind } from './movement.ts';
import { type Posted, post, type Recording, refuseClosed, replayOf } from './posting.ts';
import { BadSource } from './refusals.ts';
import { given, inputHash as hashOf, refuseBadAmount } from './request.ts';

/** What one source gives another for days that it had paid for, as it is said. */
export interface RechargeSaid {
  /** Who bears it from now on. */
  readonly paidBy: Source;
  /** Who had borne it; the person themself (SELF) where charges are given back. */
  readonly paidTo: Source;
  readonly amount: Pence;
  readonly effectiveDay: PlainDate;
  readonly reason: string;
  readonly covers?: { readonly from: PlainDate; readonly until: PlainDate } | null;
  /** An earlier movement of the account that it puts right. */
  readonly about?: string | null;
}

/**
 * Posts what one funder gives another, in an account whose row is locked: each source's entries sum
 * to nothing, and between funders the sum of RECHARGE is nothing. No money in the account moves.
 * For a decision that settles who pays; the caller has checked both sources. Throws a MoneyRefused.
 */
export async function postRecharge(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  said: RechargeSaid,
): Promise<Posted> {
  const { paidBy, paidTo, amount, effectiveDay, reason, covers, about } = said;
  refuseBadAmount(amount);
  if (paidBy.stream === paidTo.stream && paidBy.funder === paidTo.funder) {
    throw new BadSource('paidTo', 'is the one who pays');
  }
  const sources = [paidBy.stream, paidBy.funder, paidTo.stream, paidTo.funder];
  const words = [account.id, ...sources, amount, effectiveDay, reason];
  const inputHash = hashOf([...words, ...given(covers?.from, covers?.until, about)]);
  const year = financialYearOf(effectiveDay);
  const terms = await plainTerms(tx, { ...by, account, year });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseClosed(terms);
  const entries = [...recharged(paidTo, amount), ...recharged(paidBy, pence(-amount))];
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'RECHARGE', effectiveDay, year, inputHash, entries, reason },
      ...{ covers: covers ?? null, ...(about ? { about } : {}) },
    },
    terms,
  );
}

/** What comes back to where the source's money came from; below zero where it goes. */
function recharged({ stream, funder }: Source, amount: Pence): Entry[] {
  const kind: PlaceKind = funder === SELF ? 'CONTRIBUTION' : 'FUNDING';
  return [
    { stream, funder, kind, amount },
    { stream, funder, kind: 'RECHARGE', amount: pence(-amount) },
  ];
}
