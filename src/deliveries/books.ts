import type { Queries } from '../db/database.ts';
import { financialYearOf } from '../values/financial-year.ts';
import { isUuid } from '../values/ids.ts';
import type { Adapter } from './adapter.ts';
import {
  hostedAccount,
  moneyRules,
  type NumberedAccount,
  numberedAccounts,
  standingMarks,
} from './books-store.ts';
import { FileRefused } from './delivery.ts';
import type { Books, HostedAccount } from './money-line.ts';

export interface AskedBooks {
  readonly adapter: Adapter;
  /** Who sends the file: the host of all its accounts. */
  readonly sender: string;
  /** The account that was named beside the file. */
  readonly account: string | null;
}

/** The sender's books, where the format needs them. Throws FileRefused. */
export async function booksFor(queries: Queries, asked: AskedBooks): Promise<Books | undefined> {
  const { adapter, sender: host } = asked;
  if (adapter.books !== 'ONE_ACCOUNT' && asked.account !== null) {
    throw new FileRefused(`${adapter.code} takes no --account: its rows say whose they are`);
  }
  if (!adapter.books) return undefined;
  const account = adapter.books === 'ONE_ACCOUNT' ? await accountOf(queries, asked) : null;
  const numbered = account ? [] : await numberedAccounts(queries, host);
  const { closedYears, undepositable, purposes } = await moneyRules(queries, host);
  const marks = { adapter: adapter.code, host, account: account?.id ?? null };
  const said = new Map((await standingMarks(queries, marks)).map((each) => [each.mark, each.said]));
  const never = new Map(undepositable.map(({ stream, reason }) => [stream, reason]));
  return {
    account,
    accountsOf: accountsAmong(numbered),
    isClosed: (day) => closedYears.includes(financialYearOf(day)),
    undepositable: (stream) => never.get(stream) ?? null,
    isPurpose: (code) => purposes.includes(code),
    recordedAs: (mark) => said.get(mark),
  };
}

const WITH_BANK = ['DIRECT_PAYMENT', 'THIRD_PARTY'];

async function accountOf(
  queries: Queries,
  { adapter, sender, account: id }: AskedBooks,
): Promise<HostedAccount> {
  if (id === null) {
    throw new FileRefused(
      `${adapter.code} needs --account: a statement does not say whose account it is of`,
    );
  }
  const account = isUuid(id) ? await hostedAccount(queries, sender, id) : null;
  if (!account) throw new FileRefused('--account is none by that id that the sender hosts');
  if (!WITH_BANK.includes(account.mode)) {
    throw new FileRefused('--account is one of which there is no bank account, only books');
  }
  return account;
}

/** By the NHS number or the National Insurance number; where both lead somewhere, by both alike. */
function accountsAmong(numbered: readonly NumberedAccount[]): Books['accountsOf'] {
  const byNumber = new Map<string, HostedAccount[]>();
  for (const { id, mode, nhsNumber, nino } of numbered) {
    for (const number of [nhsNumber, nino]) {
      if (number === null) continue;
      const known = byNumber.get(number) ?? [];
      if (!known.some((each) => each.id === id)) byNumber.set(number, [...known, { id, mode }]);
    }
  }
  return ({ nhsNumber, nino }, mode) => {
    const [first = [], second = []] = [nhsNumber, nino].map((number) =>
      (number === null ? [] : (byNumber.get(number) ?? [])).filter((each) => each.mode === mode),
    );
    if (first.length === 0 || second.length === 0) return [...first, ...second];
    return first.filter(({ id }) => second.some((other) => other.id === id));
  };
}
