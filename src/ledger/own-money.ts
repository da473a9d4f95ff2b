import type { Transaction } from '../db/database.ts';
import { type AskedRule, ruleLacking, ruleOn } from '../streams/money-rule.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { LockedAccount } from './journal-store.ts';
import { nhsMoneyIn } from './own-money-store.ts';
import { OwnMoneyNotAllowed, RuleNotKnown } from './refusals.ts';

/**
 * Refuses the person's own money in an account that holds NHS money, unless a rule OWN_MONEY_ALLOWED
 * of its host says YES for each stream of it: no law settles it (SI 2013/1617 reg 10 asks only that
 * money in and out is told by its source), so it is a local rule to be stated. Throws a MoneyRefused.
 */
export async function refuseOwnBesideNhs(
  tx: Transaction,
  account: LockedAccount,
  { day, knownOn }: { readonly day: PlainDate; readonly knownOn: PlainDate },
): Promise<void> {
  const streams = await nhsMoneyIn(tx, account);
  if (streams.length === 0) return;
  const book = await ruleBook(tx, ['OWN_MONEY_ALLOWED'], [account.host], knownOn);
  for (const stream of streams) {
    const asked: AskedRule = { kind: 'OWN_MONEY_ALLOWED', organisation: account.host, stream };
    const rule = ruleOn(book, asked, day);
    if (!rule) {
      const why = 'holds NHS money, and the local rule on own money beside it is not stated';
      throw new RuleNotKnown('account', `${why}: ${ruleLacking(asked, day)}`);
    }
    if (rule.value !== 'YES') {
      const why = `holds NHS money of ${stream}, beside which its host lets no own money stand`;
      throw new OwnMoneyNotAllowed('account', why);
    }
  }
}
