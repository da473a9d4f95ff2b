import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../src/currencies/activity.ts';
import { priceActivity } from '../../src/currencies/price.ts';
import type { Priced, Pricing } from '../../src/currencies/pricing.ts';
import { type PriceStep, replay, Working } from '../../src/currencies/steps.ts';
import type { PriceBook } from '../../src/currencies/tariff.ts';
import { toPence } from '../../src/values/money.ts';
import { decimal, type Ratio, ZERO } from '../../src/values/ratio.ts';
import { book, cluster, nightsAfter, on, tariff, units, weeks } from './books.ts';
import { anyFactors, anyMarginal, anySpell, anySpellTariffs, anyTariffs } from './random-books.ts';

const pounds = (text: string): Ratio => decimal(text);
const base: PriceStep = { type: 'BASE', pounds: pounds('1000') };

describe('steps replayed', () => {
  it('of none are nothing', () => {
    expect(replay([])).toEqual(ZERO);
  });

  it.each<[PriceStep, string]>([
    [base, '2000'],
    [{ type: 'SHORT_STAY', percent: pounds('70') }, '700'],
    [{ type: 'LONG_STAY', days: 3, poundsPerDay: pounds('250.50') }, '1751.50'],
    [{ type: 'TOP_UP', percent: pounds('12.5') }, '1125'],
    [{ type: 'BEST_PRACTICE', pounds: pounds('300') }, '1300'],
    // 400 + 30 % of 600
    [{ type: 'MARGINAL_SHARE', percent: pounds('30'), inFull: pounds('400') }, '580'],
    [{ type: 'MARKET_FORCES', factor: pounds('1.0461') }, '1046.10'],
    [{ type: 'DAYS', days: 3, pounds: pounds('70'), per: 7 }, '1030'],
    [{ type: 'DAYS', days: 3, pounds: pounds('70'), per: 1 }, '1210'],
    [{ type: 'UNITS', count: pounds('2.5'), pounds: pounds('20') }, '1050'],
  ])('1,000 and then %o', (step, sum) => {
    expect(replay([base, step])).toEqual(pounds(sum));
  });

  it('keep best practice apart from the marginal share, wherever it stands', () => {
    const add: PriceStep = { type: 'BEST_PRACTICE', pounds: pounds('300') };
    const share: PriceStep = { type: 'MARGINAL_SHARE', percent: pounds('30'), inFull: ZERO };
    const factor: PriceStep = { type: 'MARKET_FORCES', factor: pounds('2') };
    // (1,000 × 30 % + 300) × 2
    expect(replay([base, add, share, factor])).toEqual(pounds('1200'));
    expect(replay([base, share, add, factor])).toEqual(pounds('1200'));
  });
});

describe('a working', () => {
  it('holds the sum after each step, and words only when they are asked for', () => {
    const working = new Working();
    let asked = 0;
    working.add(base, () => {
      asked += 1;
      return 'Price';
    });
    working.add({ type: 'TOP_UP', percent: pounds('10') }, () => 'Top-up');
    expect(asked).toBe(0);
    expect(working.steps.map(({ words }) => words)).toEqual(['Price', 'Top-up']);
    expect(asked).toBe(1);
    expect(working.steps.map(({ after }) => after)).toEqual([pounds('1000'), pounds('1100')]);
    expect(working.total).toEqual(pounds('1100'));
  });
});

/** Every price of an activity can be had again from its steps alone. */
function expectReplayed(pricing: Pricing): pricing is Priced {
  if (pricing.kind === 'UNPRICED') {
    expect(pricing.reason).not.toBe('');
    return false;
  }
  const { steps, exact, amount } = pricing;
  expect(replay(steps.map(({ step }) => step))).toEqual(exact);
  expect(steps.at(-1)?.after).toEqual(exact);
  steps.forEach(({ after, words }, index) => {
    expect(replay(steps.slice(0, index + 1).map(({ step }) => step))).toEqual(after);
    expect(words).not.toBe('');
  });
  expect(amount).toBe(toPence(exact));
  return true;
}

describe('for any prices the steps give the very price', () => {
  it('of a spell', () => {
    let priced = 0;
    fc.assert(
      fc.property(
        ...[anySpellTariffs, anyFactors, anySpell, anyMarginal],
        (tariffs, factors, spell, rate) => {
          const pricing = priceActivity(spell, book('SPELL', tariffs, { factors }), rate);
          if (expectReplayed(pricing)) priced += 1;
        },
      ),
      { numRuns: 1_000 },
    );
    // Else the test would say nothing.
    expect(priced).toBeGreaterThan(100);
  });

  it('of days, weeks and units', () => {
    let priced = 0;
    const day = fc.integer({ min: 0, max: 1_500 }).map((n) => nightsAfter(on('2016-04-01'), n));
    fc.assert(
      fc.property(
        ...[anyTariffs('ADMITTED_DAY'), anyTariffs('WEEK'), anyTariffs('HOUR')],
        ...[day, fc.nat(200), fc.integer({ min: 1, max: 4_000 })],
        (days, rates, hours, first, length, count) => {
          const last = nightsAfter(first, length);
          const asked: [Activity, PriceBook][] = [
            [cluster(first, last, { provider: 'RXX' }), book('CLUSTER_DAY', days)],
            [weeks(first, last), book('WEEK', rates)],
            [units((count / 100).toFixed(2), first, 'RYY'), book('HOUR', hours)],
          ];
          for (const [activity, prices] of asked) {
            if (expectReplayed(priceActivity(activity, prices))) priced += 1;
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(priced).toBeGreaterThan(100);
  });

  it('and a tariff of nothing is a price of nothing, not a gap', () => {
    const free = book('WEEK', [tariff('WEEK', { pounds: '0' })]);
    const pricing = priceActivity(weeks('2017-06-01', '2017-06-07'), free);
    expect(expectReplayed(pricing)).toBe(true);
    expect(pricing).toMatchObject({ amount: 0n });
  });
});
