import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Booked, Books } from '../../src/pools/books.ts';
import { type SpentSaid, spentByMonth } from '../../src/pools/spent-by-month.ts';
import { addPence, NO_PENCE, parsePounds, pence } from '../../src/values/money.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { body, day, days } from './rules.ts';

const booked = (on: string, pounds: string): Booked => ({
  ...{ scheme: '1', partner: body('QF7'), nature: 'REVENUE' as const },
  ...{ day: day(on), amount: parsePounds(pounds) },
});
const BOOKS: Books = {
  received: [],
  incurred: [booked('2025-04-30', '10.00'), booked('2025-07-01', '5.00')],
  paid: [booked('2025-05-02', '10.00'), booked('2025-03-31', '7.00')],
};
const said = (more: Partial<SpentSaid> = {}): SpentSaid => ({
  ofPeople: [{ month: day('2025-05-01'), amount: parsePounds('1.50') }],
  ...{ books: BOOKS, accounts: 'CASH', plans: [{ planned: parsePounds('91.00') }] },
  ...{ days: days('2025-04-01', '2025-06-30'), all: days('2025-04-01', '2026-03-31') },
  ...{ asOf: day('2025-05-10'), ...more },
});

describe('what was spent of a pool by month', () => {
  it('counts money when it was paid in accounts of cash, beside an even part of the plan', () => {
    expect(spentByMonth(said())).toEqual([
      { month: '2025-04-01', spend: NO_PENCE, planned: parsePounds('30.00') },
      { month: '2025-05-01', spend: parsePounds('11.50'), planned: parsePounds('31.00') },
      // Not begun: that is not nothing.
      { month: '2025-06-01', spend: null, planned: parsePounds('30.00') },
    ]);
  });

  it('counts it when it was delivered in accrued ones', () => {
    const [april, may] = spentByMonth(said({ accounts: 'ACCRUED' }));
    expect([april?.spend, may?.spend]).toEqual([parsePounds('10.00'), parsePounds('1.50')]);
  });

  it('has no plan where nobody planned, and no month begun before the first day', () => {
    const months = spentByMonth(said({ plans: [], asOf: null, ofPeople: [] }));
    expect(months.map(({ spend, planned }) => [spend, planned])).toEqual([
      ...[
        [null, null],
        [null, null],
        [null, null],
      ],
    ]);
  });

  it('adds up to what was spent and planned, whenever that was', () => {
    const amounts = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 364 }), fc.bigInt({ min: 0n, max: 10n ** 9n })),
    );
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 0n, max: 10n ** 12n }), (spent, planned) => {
        const ofPeople = spent.map(([after, amount]) => ({
          month: day(`${addDays(day('2025-04-01'), after).slice(0, 8)}01`),
          amount: pence(amount),
        }));
        const months = spentByMonth(
          said({ ofPeople, plans: [{ planned: pence(planned) }], asOf: day('2025-06-30') }),
        );
        const sum = (of: 'spend' | 'planned') =>
          addPence(...months.map((each) => each[of] ?? NO_PENCE));
        expect(sum('planned')).toBe(planned);
        expect(sum('spend')).toBe(
          addPence(parsePounds('10.00'), ...ofPeople.map(({ amount }) => amount)),
        );
      }),
    );
  });
});
