import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ContractTerms,
  fixedOf,
  isBlock,
  MONTHS,
  type MonthActivity,
  planOf,
  reconcile,
} from '../../src/currencies/contract.ts';
import { parsePounds, poundsText } from '../../src/values/money.ts';
import { decimal } from '../../src/values/ratio.ts';
import { activity, contract, monthsOf, someActivity, someTerms } from './contracts.ts';

/** One month, in pounds; null where it is not known. */
function monthIn(terms: ContractTerms, told: readonly MonthActivity[], month: number) {
  const found = reconcile(terms, told).months.find((each) => each.month === month);
  if (!found) throw new Error('no such month');
  const { plan, actual, shadow, variance, cumulativeVariance } = found;
  const amounts = { plan, actual, shadow, variance, cumulativeVariance };
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [
      name,
      amount === null ? null : poundsText(amount),
    ]),
  );
}

const aligned = (percent: string, basis: 'DIFFERENCE' | 'ACTUAL', elective = '100000') =>
  contract({
    form: 'ALIGNED_PAYMENT',
    variable: { percent: decimal(percent), basis },
    months: monthsOf({ fixed: parsePounds('900000'), elective: parsePounds(elective) }),
  });

describe('a block', () => {
  it('pays its fixed sum, and the tariff is a shadow that moves no money', () => {
    const told = [activity(1, { elective: '60000', emergency: '70000', other: '5000.50' })];
    // 60,000 + 70,000 + 5,000.50 = 135,000.50
    expect(monthIn(contract(), told, 1)).toEqual({
      plan: '100000.00',
      actual: '100000.00',
      shadow: '135000.50',
      variance: '0.00',
      cumulativeVariance: '0.00',
    });
  });

  it('is due in full also for a month of which nothing has been told', () => {
    expect(monthIn(contract(), [], 7)).toEqual({
      plan: '100000.00',
      actual: '100000.00',
      shadow: null,
      variance: '0.00',
      cumulativeVariance: '0.00',
    });
  });

  it('of low volume is a block', () => {
    const low = contract({ form: 'LOW_VOLUME_BLOCK', limit: parsePounds('1500000') });
    expect(isBlock(low)).toBe(true);
    // 12 × 100,000
    expect(poundsText(fixedOf(low))).toBe('1200000.00');
    expect(monthIn(low, [activity(1, { elective: '250000' })], 1)).toMatchObject({
      actual: '100000.00',
      shadow: '250000.00',
    });
  });
});

describe('an activity contract', () => {
  const terms = contract({
    form: 'ACTIVITY',
    months: monthsOf(
      { elective: parsePounds('100000'), other: parsePounds('50000') },
      { 12: { fixed: parsePounds('1000') } },
    ),
  });

  it('plans the value of the activity planned and pays that of the activity given', () => {
    const told = [
      activity(1, { elective: '110000', emergency: '45000', other: '1000.01' }),
      activity(2, { elective: '90000', emergency: '45000' }),
    ];
    // 110,000 + 45,000 + 1,000.01 − 150,000 = 6,000.01
    expect(monthIn(terms, told, 1)).toEqual({
      plan: '150000.00',
      actual: '156000.01',
      shadow: '156000.01',
      variance: '6000.01',
      cumulativeVariance: '6000.01',
    });
    // 135,000 − 150,000 = −15,000; 6,000.01 − 15,000 = −8,999.99
    expect(monthIn(terms, told, 2)).toMatchObject({
      actual: '135000.00',
      variance: '-15000.00',
      cumulativeVariance: '-8999.99',
    });
  });

  it('a month told to have had no activity is nothing; a month not told is not known', () => {
    expect(monthIn(terms, [activity(3)], 3)).toMatchObject({
      actual: '0.00',
      variance: '-150000.00',
    });
    expect(monthIn(terms, [activity(3)], 4)).toEqual({
      plan: '150000.00',
      actual: null,
      shadow: null,
      variance: null,
      cumulativeVariance: null,
    });
  });

  it('pays its fixed sum beside', () => {
    expect(monthIn(terms, [activity(12, { elective: '2.50' })], 12)).toMatchObject({
      plan: '151000.00',
      actual: '1002.50',
      shadow: '2.50',
    });
  });
});

describe('an aligned payment', () => {
  it('of 2022/23 adds 75 % of elective activity above plan', () => {
    // 75 % × (110,000 − 100,000) = 7,500
    expect(monthIn(aligned('75', 'DIFFERENCE'), [activity(1, { elective: '110000' })], 1)).toEqual({
      plan: '900000.00',
      actual: '907500.00',
      shadow: '110000.00',
      variance: '7500.00',
      cumulativeVariance: '7500.00',
    });
  });

  it('of 2022/23 takes back 75 % of elective activity below plan', () => {
    // 75 % × (90,000 − 100,000) = −7,500
    const told = [activity(1, { elective: '90000' })];
    expect(monthIn(aligned('75', 'DIFFERENCE'), told, 1)).toMatchObject({
      actual: '892500.00',
      variance: '-7500.00',
    });
  });

  it('of 2023 to 2025 pays all elective activity', () => {
    const told = [activity(1, { elective: '110000' })];
    // 900,000 + 100 % × 110,000; on plan 900,000 + 100,000
    expect(monthIn(aligned('100', 'ACTUAL'), told, 1)).toMatchObject({
      plan: '1000000.00',
      actual: '1010000.00',
      variance: '10000.00',
    });
  });

  it('pays nothing more for other activity, which is in its shadow', () => {
    const told = [activity(1, { elective: '100000', emergency: '80000', other: '20000' })];
    expect(monthIn(aligned('75', 'DIFFERENCE'), told, 1)).toMatchObject({
      actual: '900000.00',
      shadow: '200000.00',
    });
  });

  it('rounds once, half a penny away from zero, up and down', () => {
    // 75 % × 0.02 = 0.015, so 900,000.015 → .02; 75 % × −0.02 = −0.015, so 899,999.985 → .99
    const above = [activity(1, { elective: '100000.02' })];
    const below = [activity(1, { elective: '99999.98' })];
    const terms = aligned('75', 'DIFFERENCE');
    expect(monthIn(terms, above, 1)).toMatchObject({ actual: '900000.02' });
    expect(monthIn(terms, below, 1)).toMatchObject({ actual: '899999.99' });
    // 33.3 % × 0.05 = 0.01665 on plan; 33.3 % × 0.02 = 0.00666
    const small = aligned('33.3', 'ACTUAL', '0.05');
    expect(monthIn(small, [activity(1, { elective: '0.02' })], 1)).toMatchObject({
      plan: '900000.02',
      actual: '900000.01',
      variance: '-0.01',
    });
  });
});

describe('what has no price', () => {
  const sure = (terms: ContractTerms, told: readonly MonthActivity[], month: number) => {
    const { unpriced, complete, shadowComplete } = reconcile(terms, told).months[month - 1] ?? {};
    return { unpriced, complete, shadowComplete };
  };
  const byActivity = contract({ form: 'ACTIVITY' });

  it('is counted, and the month says that it comes to at least so much', () => {
    const told = [activity(1, { elective: '10' }, { elective: 2, other: 1 }), activity(2)];
    expect(sure(byActivity, told, 1)).toEqual({
      unpriced: 3,
      complete: false,
      shadowComplete: false,
    });
    expect(sure(byActivity, told, 2)).toEqual({
      unpriced: 0,
      complete: true,
      shadowComplete: true,
    });
    expect(reconcile(byActivity, told).totals).toMatchObject({ unpriced: 3, complete: false });
  });

  it('leaves what a block pays certain, and its shadow not', () => {
    expect(sure(contract(), [activity(1, {}, { emergency: 1 })], 1)).toEqual({
      unpriced: 1,
      complete: true,
      shadowComplete: false,
    });
  });

  it('and is not elective leaves an aligned payment certain', () => {
    const terms = aligned('100', 'ACTUAL');
    const certain = { unpriced: 4, complete: true, shadowComplete: false };
    expect(sure(terms, [activity(1, {}, { emergency: 4 })], 1)).toEqual(certain);
    const uncertain = { unpriced: 1, complete: false, shadowComplete: false };
    expect(sure(terms, [activity(1, {}, { elective: 1 })], 1)).toEqual(uncertain);
  });

  it('reaches later months where emergencies use up a baseline', () => {
    const marginal = { baseline: parsePounds('1000'), percent: decimal('30') };
    const terms = contract({ form: 'ACTIVITY', marginal });
    const gap = [activity(1), activity(2, {}, { emergency: 1 }), activity(3)];
    expect([1, 2, 3].map((month) => sure(terms, gap, month).complete)).toEqual([
      true,
      false,
      false,
    ]);
    // A month not told may have had emergencies.
    expect(sure(terms, [activity(1), activity(3)], 3).complete).toBe(false);
    expect(sure(terms, [activity(1, {}, { other: 1 }), activity(2)], 2).complete).toBe(true);
  });
});

describe('a year', () => {
  it('is nobody’s guess before any month is known', () => {
    expect(reconcile(aligned('75', 'DIFFERENCE'), []).totals).toEqual({
      plan: parsePounds('10800000'),
      actual: null,
      shadow: null,
      variance: null,
      unpriced: 0,
      complete: false,
      shadowComplete: false,
    });
  });

  it('has the plan’s months', () => {
    // 900,000 + 100 % × 100,000
    const plan = planOf(aligned('100', 'ACTUAL'));
    expect(plan.map(({ month }) => month)).toEqual([...MONTHS]);
    expect(new Set(plan.map(({ payment }) => poundsText(payment)))).toEqual(
      new Set(['1000000.00']),
    );
  });

  it('totals are the sums of the months, and a variance is actual less plan', () => {
    fc.assert(
      fc.property(someTerms, someActivity, (terms, told) => {
        const { months, totals } = reconcile(terms, told);
        expect(months.map(({ month }) => month)).toEqual([...MONTHS]);
        for (const figure of ['plan', 'actual', 'shadow', 'variance'] as const) {
          const known = months.map((each) => each[figure]).filter((each) => each !== null);
          const sum = known.reduce<bigint>((all, each) => all + each, 0n);
          expect(totals[figure]).toBe(known.length === 0 ? null : sum);
        }
        let cumulative = 0n;
        for (const { plan, actual, variance, cumulativeVariance } of months) {
          if (variance === null) {
            expect([actual, cumulativeVariance]).toEqual([null, null]);
            continue;
          }
          cumulative += variance;
          expect([variance, cumulativeVariance]).toEqual([(actual ?? 0n) - plan, cumulative]);
        }
      }),
    );
  });

  it('is the same in whatever order its months are told', () => {
    fc.assert(
      fc.property(someTerms, someActivity, (terms, told) => {
        expect(reconcile(terms, [...told].reverse())).toEqual(reconcile(terms, told));
      }),
    );
  });

  it('under a block costs what was agreed, whatever was done', () => {
    fc.assert(
      fc.property(someTerms.filter(isBlock), someActivity, (terms, told) => {
        const { totals } = reconcile(terms, told);
        expect(totals).toMatchObject({ actual: totals.plan, variance: 0n, complete: true });
      }),
    );
  });
});
