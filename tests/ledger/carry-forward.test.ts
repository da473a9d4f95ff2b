import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedBy, carriedOfOwn, type YearEnd } from '../../src/ledger/carry-forward.ts';
import { contingencyLimit } from '../../src/ledger/contingency.ts';
import type { MoneyRule } from '../../src/streams/money-rule.ts';
import { SELF } from '../../src/streams/stream.ts';
import type { AccountId, OrganisationCode } from '../../src/values/ids.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const rule = (value: string): MoneyRule => ({
  ...{ kind: 'CARRY_FORWARD', review: null, organisation: null, organisationKind: null },
  ...{ stream: null, days: { from: '2025-04-01' as PlainDate, until: null }, value, local: true },
  ...{ knownFrom: '2025-04-01' as PlainDate, source: 'policy' },
});
const end = (free: bigint, setAside = 0n, weekly: bigint | null = null): YearEnd => ({
  ...{ accountId: 'a' as AccountId, stream: 'adult-social-care' },
  ...{ funder: 'E08000039' as OrganisationCode, free: pence(free), setAside: pence(setAside) },
  weekly: weekly === null ? null : pence(weekly),
});

describe('what is carried forward', () => {
  it('is all, by a rule that keeps', () => {
    expect(carriedBy(rule('KEEP'), end(500_00n, 40_00n))).toEqual({
      ...{ kept: 500_00n, toReturn: 0n, contingency: 40_00n, rule: 'KEEP: policy' },
    });
  });

  it('is nothing, by a rule that returns; what is set aside is held apart', () => {
    expect(carriedBy(rule('RETURN'), end(500_00n, 40_00n))).toMatchObject({
      ...{ kept: 0n, toReturn: 500_00n, contingency: 40_00n },
    });
  });

  it('is at most so many weeks: 4 of £70 are £280 of £500, and £220 may be asked back', () => {
    const weeks = rule('KEEP_UP_TO_WEEKS 4');
    expect(carriedBy(weeks, end(500_00n, 0n, 70_00n))).toMatchObject({
      ...{ kept: 280_00n, toReturn: 220_00n },
    });
    expect(carriedBy(weeks, end(280_00n, 0n, 70_00n))).toMatchObject({
      ...{ kept: 280_00n, toReturn: 0n },
    });
  });

  it('is all, said so, where no schedule says what a week pays', () => {
    const carried = carriedBy(rule('KEEP_UP_TO_WEEKS 4'), end(500_00n));
    expect(carried).toMatchObject({ kept: 500_00n, toReturn: 0n });
    expect(carried.rule).toContain('no schedule says what a week pays');
  });

  it('is always the person’s own', () => {
    const own = carriedOfOwn({ ...end(10_00n, 5_00n), funder: SELF });
    expect(own).toMatchObject({ kept: 10_00n, toReturn: 0n, contingency: 5_00n });
  });

  it('and what may be asked back are the free money, to the penny', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
    const value = fc.constantFrom('KEEP', 'RETURN', 'KEEP_UP_TO_WEEKS 1', 'KEEP_UP_TO_WEEKS 52');
    fc.assert(
      fc.property(value, amount, amount, fc.option(amount), (said, free, aside, weekly) => {
        const carried = carriedBy(rule(said), end(free, aside, weekly));
        expect(carried.kept + carried.toReturn).toBe(free);
        expect(carried.kept >= 0n && carried.toReturn >= 0n).toBe(true);
        expect(carried.contingency).toBe(aside);
      }),
    );
  });
});

it('at most so many weeks may be set aside: 4 of £123.45 are £493.80', () => {
  expect(contingencyLimit(pence(123_45n), 4)).toBe(493_80n);
  expect(contingencyLimit(null, 4)).toBeNull();
});
