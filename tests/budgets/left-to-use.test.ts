import { describe, expect, it } from 'vitest';
import { type DirectedMoney, leftToUse } from '../../src/budgets/ledger-paid.ts';
import { pence } from '../../src/values/money.ts';

const free = (amount: number): DirectedMoney => ({
  ...{ account: 'a', host: 'E08000039', stream: 'adult-social-care', funder: 'E08000039' },
  left: pence(amount),
});
const inQuestion = (amount: number): DirectedMoney => ({
  ...{ account: 'a', host: 'E08000039', stream: null, funder: null },
  left: pence(amount),
});
const left = (...directed: DirectedMoney[]) => leftToUse({ money: [], directed });

describe('what is left to use', () => {
  it('is not known where the person directs no money', () => {
    expect(left()).toBeNull();
  });

  it('is what is free, less payments that nobody answers for', () => {
    expect(left(free(12000), free(500))).toBe(12500n);
    expect(left(free(12000), inQuestion(-5000))).toBe(7000n);
  });

  it('is not money in of which nobody knows whose it is', () => {
    expect(left(free(12000), inQuestion(5000))).toBe(12000n);
    expect(left(inQuestion(5000))).toBe(0n);
  });
});
