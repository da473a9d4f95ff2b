import type { Transaction } from '../db/database.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Source } from './draw.ts';
import type { LockedAccount } from './journal-store.ts';
import { newlyBeside, whyNotBeside } from './own-money.ts';
import { moneyBeside } from './own-money-store.ts';
import { OwnMoneyNotAllowed, RuleNotKnown } from './refusals.ts';

interface Asked {
  readonly day: PlainDate;
  /** The day by which a rule has to be known. */
  readonly knownOn: PlainDate;
  /** The field that names the account: of a transfer, the one that the money goes to. */
  readonly field: 'account' | 'to';
}

/**
 * Refuses money by which the person's own would come to stand beside NHS money in an account, unless
 * a rule OWN_MONEY_ALLOWED of its host says YES for each stream of it: no law settles it (SI
 * 2013/1617 reg 10 asks only that money in and out is told by its source), so it is a local rule to
 * be stated. Only what is asked for is refused; what has come in is recorded, and `ownMoneyQuestions`
 * tells of it. Throws a MoneyRefused.
 */
export async function refuseOwnBesideNhs(
  tx: Transaction,
  account: LockedAccount,
  arriving: readonly Pick<Source, 'stream' | 'funder'>[],
  { day, knownOn, field }: Asked,
): Promise<void> {
  const streams = newlyBeside(await moneyBeside(tx, account, arriving));
  if (streams.length === 0) return;
  const book = await ruleBook(tx, ['OWN_MONEY_ALLOWED'], [account.host], knownOn);
  for (const stream of streams) {
    const does = field === 'to' ? 'would hold' : 'holds';
    const why = whyNotBeside(book, { host: account.host, stream, day, does });
    if (why === null) continue;
    const Refusal = why.isStated ? OwnMoneyNotAllowed : RuleNotKnown;
    throw new Refusal(field, why.reason);
  }
}
