import { describe, expect, it } from 'vitest';
import { type Account, availableIn, bookBalanceOf } from '../../src/ledger/account.ts';
import { freeIn } from '../../src/ledger/free-money.ts';
import type { Place } from '../../src/ledger/journal-store.ts';
import type { AccountId } from '../../src/values/ids.ts';
import { pence } from '../../src/values/money.ts';

const id = 'a' as AccountId;

/** £100.00 free, £30.00 promised and £20.00 set aside, and so much in question. */
const sums = (inQuestion: number) =>
  ({
    sources: [{ available: pence(10000), committed: pence(3000), setAside: pence(2000) }],
    inQuestion: pence(inQuestion),
  }) as unknown as Account;

const places = (inQuestion: number): Place[] =>
  [
    { accountId: id, kind: 'DIRECT_PAYMENT', balance: pence(10000) },
    { accountId: id, kind: 'COMMITTED', balance: pence(3000) },
    { accountId: id, kind: 'IN_QUESTION', balance: pence(inQuestion) },
    { accountId: 'b', kind: 'DIRECT_PAYMENT', balance: pence(99900) },
  ] as unknown as Place[];

describe('what may still be spent', () => {
  it.each([
    ['nothing is in question', 0, 10000, 15000],
    ['£40.00 went out for which nobody answers', -4000, 6000, 11000],
    ['more went out than is free', -12000, -2000, 3000],
    ['£40.00 came in and nobody knows whose it is', 4000, 10000, 19000],
  ])('%s', (_what, inQuestion, free, book) => {
    expect(availableIn(sums(inQuestion))).toBe(BigInt(free));
    expect(bookBalanceOf(sums(inQuestion))).toBe(BigInt(book));
    expect(freeIn({ id, mode: 'DIRECT_PAYMENT' }, places(inQuestion))).toBe(BigInt(free));
  });
});
