import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPence } from '../../src/values/money.ts';
import { plus, type Ratio, ratio, toDecimal, ZERO } from '../../src/values/ratio.ts';
import { book, nightsAfter, on, pricedBy, stepsOf, tariff, weeks, whyUnpriced } from './books.ts';

const weekly = (...tariffs: Parameters<typeof tariff>[1][]) =>
  book(
    'WEEK',
    tariffs.map((said) => tariff('WEEK', said)),
  );

const FIRST_YEAR = { pounds: '155.05' };
const SECOND_YEAR = { pounds: '158.16', from: '2018-04-01', until: '2019-04-01' };
const RATES = weekly(FIRST_YEAR, SECOND_YEAR);

describe('days at a weekly rate', () => {
  it('are a seventh each, both ends included', () => {
    // 155.05 ÷ 7 = 22.15
    expect(pricedBy(weeks('2017-06-01', '2017-06-01'), RATES).amount).toBe(2_215n);
    expect(pricedBy(weeks('2017-06-01', '2017-06-07'), RATES).amount).toBe(15_505n);
    // 8 × 22.15
    expect(pricedBy(weeks('2017-06-01', '2017-06-08'), RATES).amount).toBe(17_720n);
    // 365 × 22.15: not 52 weeks, 8,062.60
    expect(pricedBy(weeks('2017-04-01', '2018-03-31'), RATES).amount).toBe(808_475n);
  });

  it('say how many, which and at what rate', () => {
    expect(pricedBy(weeks('2017-06-01', '2017-06-07'), RATES).steps[0]?.words).toBe(
      '7 days, 2017-06-01 to 2017-06-07, at 155.05 a week ÷ 7',
    );
  });

  it('before any rate, or after the last, are unpriced and name the first such day', () => {
    expect(whyUnpriced(weeks('2017-03-31', '2017-04-02'), RATES)).toBe(
      'no weekly rate is loaded for 2017-03-31',
    );
    expect(whyUnpriced(weeks('2019-03-30', '2019-04-10'), RATES)).toBe(
      'no weekly rate is loaded for 2019-04-01',
    );
    const gap = weekly(
      { pounds: '7', until: '2017-06-01' },
      { pounds: '7', from: '2017-06-03', until: null },
    );
    expect(whyUnpriced(weeks('2017-05-25', '2017-06-10'), gap)).toBe(
      'no weekly rate is loaded for 2017-06-01',
    );
  });
});

describe('a rate that changes inside the days', () => {
  it('is cut at the change: the exact sum of the parts', () => {
    // 3 days at 155.05 and 4 at 158.16: (465.15 + 632.64) ÷ 7 = 1,097.79 ÷ 7 = 156.827142…
    const priced = pricedBy(weeks('2018-03-29', '2018-04-04'), RATES);
    expect(priced.exact).toEqual(ratio(109_779, 700));
    expect(priced.amount).toBe(15_683n);
    expect(priced.steps.map(({ words, after }) => [words, toDecimal(after, 6)])).toEqual([
      ['3 days, 2018-03-29 to 2018-03-31, at 155.05 a week ÷ 7', '66.450000'],
      ['4 days, 2018-04-01 to 2018-04-04, at 158.16 a week ÷ 7', '156.827143'],
    ]);
    expect(priced.tariffs).toHaveLength(2);
  });

  it('rounds once: two parts of 14.2857… and 14.2871… are 28.57, not 14.29 + 14.29', () => {
    const close = weekly(
      { pounds: '100.00', until: '2017-06-02' },
      { pounds: '100.01', from: '2017-06-02' },
    );
    expect(pricedBy(weeks('2017-06-01', '2017-06-02'), close).amount).toBe(2_857n);
  });

  it('is one piece again where the same price stands on both sides of a date', () => {
    const raised = weekly(
      { pounds: '70', until: null },
      { pounds: '77', from: '2017-06-10', until: '2017-06-20', knownFrom: '2017-05-01' },
    );
    const priced = pricedBy(weeks('2017-06-01', '2017-06-30'), raised);
    // 9 days at 10, 10 at 11, 11 at 10
    expect(priced.amount).toBe(31_000n);
    expect(stepsOf(priced)).toEqual(['DAYS', 'DAYS', 'DAYS']);
    const earlier = {
      pounds: '63',
      from: '2017-06-10',
      until: '2017-06-20',
      knownFrom: '2017-01-01',
    };
    const known = weekly({ pounds: '70', until: null }, earlier);
    expect(stepsOf(pricedBy(weeks('2017-06-01', '2017-06-30'), known))).toEqual(['DAYS']);
  });
});

describe('a rate raised later and backdated', () => {
  // Funded nursing care of 2019/20: £165.56, raised to £180.31 on 30 April 2020 from the year's start.
  const year = { from: '2019-04-01', until: '2020-04-01' };
  const first = { pounds: '165.56', ...year };
  const raised = { pounds: '180.31', ...year, knownFrom: '2020-04-30' };

  it('is the rate known last, in whichever order the two arrived', () => {
    for (const prices of [weekly(first, raised), weekly(raised, first)]) {
      expect(pricedBy(weeks('2019-06-03', '2019-06-09'), prices).amount).toBe(18_031n);
    }
    expect(pricedBy(weeks('2019-06-03', '2019-06-09'), weekly(first)).amount).toBe(16_556n);
  });
});

describe('for any rates', () => {
  const table = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 99_999 })),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  const dayAfter = (offset: number) => nightsAfter(on('2017-04-01'), offset);

  it('days split anywhere come to the same exact sum, rounded once', () => {
    fc.assert(
      fc.property(table, fc.nat(), fc.nat(), fc.nat(), (lengths, a, b, c) => {
        let at = 0;
        const prices = weekly(
          ...lengths.map(([length, cents]) => {
            const from = dayAfter(at);
            at += length;
            return { pounds: (cents / 100).toFixed(2), from, until: dayAfter(at) };
          }),
        );
        const [first, last] = [a % at, b % at].sort((x, y) => x - y) as [number, number];
        const whole = pricedBy(weeks(dayAfter(first), dayAfter(last)), prices);
        if (last > first) {
          const cut = first + (c % (last - first));
          const parts = [
            pricedBy(weeks(dayAfter(first), dayAfter(cut)), prices),
            pricedBy(weeks(dayAfter(cut + 1), dayAfter(last)), prices),
          ];
          const sum = parts.reduce<Ratio>((total, { exact }) => plus(total, exact), ZERO);
          expect(sum).toEqual(whole.exact);
        }
        // The oracle: each day by itself, in hundredths of a pound, ÷ 7.
        const rates = lengths.flatMap(([length, cents]) => new Array<number>(length).fill(cents));
        const cents = rates.slice(first, last + 1).reduce((total, rate) => total + rate, 0);
        expect(whole.exact).toEqual(ratio(cents, 700));
        expect(whole.amount).toBe(toPence(ratio(cents, 700)));
      }),
    );
  });
});
