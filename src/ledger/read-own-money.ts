import type { Queries } from '../db/database.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type HeldAccount, type OwnMoneyQuestion, questionsOf } from './own-money.ts';

/** What is in question of own money beside NHS money in accounts; one statement for any number. */
export async function ownMoneyQuestions(
  queries: Queries,
  accounts: readonly HeldAccount[],
  today: PlainDate,
): Promise<OwnMoneyQuestion[][]> {
  const codes = accounts.flatMap(({ host, sources }) => [
    host.code,
    ...sources.map(({ funder }) => funder.code),
  ]);
  const book = await ruleBook(queries, ['OWN_MONEY_ALLOWED'], [...new Set(codes)], today);
  return accounts.map((account) => questionsOf(account, book, today));
}
