import type { Transaction } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type LockedAccount, plainTerms } from './journal-store.ts';
import { entriesInQuestion, size } from './movement.ts';
import { type Posted, post, type Recording, refuseClosed, replayOf } from './posting.ts';
import { heldIn } from './record-deposit.ts';
import { inputHash, refuseTooMuch } from './request.ts';

/** Money that has moved, of which nobody knows yet whose it was or what it was for. */
export interface Questioned {
  /** Above zero where it came in, below where it went out; in pence. */
  readonly amount: Pence;
  /** Who was paid, or who paid, as a bank wrote it. */
  readonly payee: string;
  readonly effectiveDay: PlainDate;
}

/**
 * Posts money that has moved, whatever it was for, to an account whose row is locked: it counts from
 * now on and is attributed to nobody until somebody decides. Money that went out is in question below
 * zero, money that came in above. Throws a MoneyRefused, for a closed year alone.
 */
export async function postInQuestion(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  { amount, payee, effectiveDay }: Questioned,
): Promise<Posted> {
  const hash = inputHash([account.id, amount, payee, effectiveDay]);
  const year = financialYearOf(effectiveDay);
  const found = await plainTerms(tx, { ...by, account, year });
  const replay = replayOf(found, hash);
  if (replay) return replay;
  refuseClosed(found);
  refuseTooMuch(heldIn(found.places), size(amount));
  const out = entriesInQuestion(size(amount));
  const entries =
    amount < 0n ? out : out.map((entry) => ({ ...entry, amount: pence(-entry.amount) }));
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'IN_QUESTION', effectiveDay, year, inputHash: hash },
      ...{ payee, entries },
    },
    found,
  );
}
