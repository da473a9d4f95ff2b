import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AwardDraft, Contribution, ToldAward } from '../../src/awards/award.ts';
import { type Figures, figuresOf, sumOfKnown, totalOf } from '../../src/budgets/figures.ts';
import type { Pence } from '../../src/values/money.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { PERS } from '../../src/values/rate.ts';
import { ratio } from '../../src/values/ratio.ts';
import { care, ceiling, claim, day, given, grant, payment } from '../awards/drafts.ts';
import { tell } from '../support/told.ts';
import { budgetOf } from './areas.ts';

const holds = ({ awarded, contribution, paid, remaining, unreported }: Figures) => {
  const known = [contribution, paid, remaining, unreported].map((each) => each ?? 0n);
  return (awarded ?? 0n) === known.reduce<bigint>((sum, each) => sum + each, 0n);
};

const pence = fc.bigInt({ min: -5_000_00n, max: 99_999_00n }).map((each) => each as Pence);
const maybe = fc.option(pence, { nil: null, freq: 3 });
const parts = fc.array(fc.record({ amount: maybe, contribution: maybe, paid: maybe }), {
  maxLength: 6,
});

describe('with nulls counting as nothing, awarded = contribution + paid + remaining + unreported', () => {
  it('of any lines of a stream', () => {
    fc.assert(
      fc.property(parts, (lines) => holds(figuresOf(lines))),
      { numRuns: 1000 },
    );
  });

  it('of any streams in total', () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (streams) =>
        holds(totalOf(streams.map(figuresOf))),
      ),
    );
  });

  it('of a line without a price of which a payment is known', () => {
    const line = { amount: null, contribution: 0n as Pence, paid: 5_000n as Pence };
    expect(figuresOf([line])).toEqual({
      ...{ awarded: null, contribution: 0n, paid: 5_000n },
      ...{ remaining: null, unreported: -5_000n },
    });
  });
});

const contribution = fc.oneof(
  fc.constantFrom<Contribution>(
    { kind: 'NONE', reason: 'free' },
    { kind: 'WHOLE', reason: 'the person’s own' },
    { kind: 'UNKNOWN', reason: 'nobody says' },
  ),
  fc
    .integer({ min: 0, max: 9999 })
    .map((part): Contribution => ({ kind: 'WEEKLY', pounds: ratio(part, 100), reason: 'asked' })),
);
const pounds = fc.option(
  fc.integer({ min: 0, max: 99_999 }).map((part) => ratio(part, 100)),
  { nil: null, freq: 6 },
);
const STREAMS = [
  'adult-social-care',
  'joint-package',
  'housing-related-support',
  'housing-benefit',
];
const period = fc
  .tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 500 }), fc.boolean())
  .map(([start, length, open]) => {
    const from = addDays(day('2025-04-01'), start);
    return { from, until: open ? null : addDays(from, length + 1) };
  });

const rateAward = fc
  .record({
    stream: fc.constantFrom(...STREAMS),
    days: period,
    amount: pounds,
    per: fc.constantFrom(...PERS),
    units: pounds,
    contribution,
    reportsPayments: fc.boolean(),
    paid: fc.array(fc.constantFrom<'GROSS' | 'NET'>('GROSS', 'NET'), { maxLength: 3 }),
  })
  .map(({ units, paid, reportsPayments, ...rate }) => {
    const draft = care({ ...rate, unitsPerWeek: units, reportsPayments });
    const payments = paid.map((kind, at) =>
      payment(kind, '123.45', `2025-0${at + 5}-12`, `2026-0${at + 2}-11`),
    );
    return tell(draft, { payments: reportsPayments ? payments : [], asOf: '2025-12-31' });
  });

const other = fc.constantFrom<() => ToldAward>(
  () => tell(grant('812.34', '2025-26')),
  () =>
    tell(grant('99', '2024-25'), { payments: [payment('NET', '98', '2025-05-01', '2025-05-01')] }),
  () => tell(given('12.345', '2025-26')),
  () => tell(ceiling(), { claims: [claim('2025-06-01', '2025-06-30', '17', '16')] }),
  () => tell(ceiling({ element: 'Travel to Work' })),
);
const restated = fc.tuple(contribution, contribution).map((both) =>
  both.map((each, at) => {
    const differs: Partial<AwardDraft> = { service: 'home care', contribution: each };
    const change = day('2025-06-01');
    const windows = at === 0 ? [{ from: null, until: change }] : [{ from: change, until: null }];
    return tell(care(differs), { windows, asOf: '2025-12-31' });
  }),
);
const anyAwards = fc
  .tuple(
    fc.array(rateAward, { maxLength: 6 }),
    fc.array(other, { maxLength: 4 }),
    fc.option(restated, { nil: [] }),
  )
  .map(([rates, others, service]) => [...rates, ...others.map((make) => make()), ...service]);

describe('of any awards of a person', () => {
  it('it holds per stream and in total, and totals are sums of streams, streams of lines', () => {
    fc.assert(
      fc.property(anyAwards, (awards) => {
        const budget = budgetOf(awards);
        const figures = budget.streams.flatMap((each) => each.figures ?? []);
        for (const each of [...figures, budget.total]) expect(holds(each)).toBe(true);
        expect(budget.total.awarded).toBe(sumOfKnown(figures.map((each) => each.awarded)));
        for (const { amount, lines } of budget.streams) {
          const counted = lines.flatMap((line) =>
            line.kind === 'PRICED' && line.inTotals ? [line.amount] : [],
          );
          expect(amount).toBe(sumOfKnown(counted));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the order in which they are read never changes the answer', () => {
    const shuffled = anyAwards.chain((awards) =>
      fc.tuple(
        fc.constant(awards),
        fc.shuffledSubarray(awards, { minLength: awards.length, maxLength: awards.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([awards, otherwise]) => {
        expect(budgetOf(otherwise)).toEqual(budgetOf(awards));
      }),
      { numRuns: 300 },
    );
  });
});
