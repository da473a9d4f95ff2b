import { describe, expect, it, test } from 'vitest';
import { decimal, toDecimal } from '../../src/values/ratio.ts';
import {
  book,
  emergency,
  factor,
  marginal,
  on,
  pricedBy,
  spell,
  stepsOf,
  tariff,
  weeks,
} from './books.ts';

/** HT12D, very major hip procedures for trauma: published non-elective price of 2017/18. */
const HT12D = [
  tariff('NON_ELECTIVE', { pounds: '6602', trimPoint: 37, longStay: '232' }),
  tariff('SHORT_STAY', { percent: '70' }),
];

/** HN12F, very major hip procedures, not trauma: published elective price of 2017/18. */
const HN12F = [tariff('ELECTIVE', { pounds: '5431', trimPoint: 6, longStay: '227' })];

describe('published: £168 × 1.0461 is £176', () => {
  const prices = book('SPELL', [tariff('ELECTIVE', { pounds: '168' })], {
    factors: [factor('1.0461')],
  });

  it('175.7448 before rounding', () => {
    const { exact, amount } = pricedBy(spell(), prices);
    expect(exact).toEqual(decimal('175.7448'));
    expect(amount).toBe(17_574n);
    expect(toDecimal(exact, 0)).toBe('176');
  });
});

describe('published: a short stay at 70 % under a marginal share of 30 % is paid at 21 %', () => {
  it('of £1,000: 700, then 210', () => {
    const prices = book('SPELL', [
      tariff('NON_ELECTIVE', { pounds: '1000' }),
      tariff('SHORT_STAY', { percent: '70' }),
    ]);
    const priced = pricedBy(emergency({ nights: 1 }), prices, marginal('5000', '5000', '30'));
    expect(stepsOf(priced)).toEqual(['BASE', 'SHORT_STAY', 'MARGINAL_SHARE', 'MARKET_FORCES']);
    expect(priced.steps.map(({ after }) => toDecimal(after, 2))).toEqual([
      '1000.00',
      '700.00',
      '210.00',
      '210.00',
    ]);
    expect(priced.amount).toBe(21_000n);
  });

  it('of HT12D: 6,602 × 0.21 = 1,386.42', () => {
    const priced = pricedBy(
      emergency({ nights: 0 }),
      book('SPELL', HT12D),
      marginal('0', '0', '30'),
    );
    expect(priced.exact).toEqual(decimal('1386.42'));
  });
});

describe('published: the hip-fracture best-practice add-on is £1,335 in 2012/13 and 2013/14', () => {
  const years = { from: '2012-04-01', until: '2014-04-01' };
  // The base of 6,000 is this test's own: the add-on is what was published.
  const prices = book(
    'SPELL',
    [
      tariff('NON_ELECTIVE', { pounds: '6000', ...years }),
      tariff('BEST_PRACTICE', { pounds: '1335', ...years }),
    ],
    { factors: [factor('1', years)] },
  );
  const ended = (day: string, bestPracticeEvidenced: boolean) =>
    emergency({ admittedOn: on('2012-04-01'), dischargedOn: on(day), bestPracticeEvidenced });

  it.each(['2012-09-01', '2013-03-31', '2013-04-01', '2014-03-31'])('to a stay ended %s', (day) => {
    expect(pricedBy(ended(day, true), prices).amount).toBe(733_500n);
  });

  it('and nothing without its evidence', () => {
    const priced = pricedBy(ended('2013-06-01', false), prices);
    expect(priced.amount).toBe(600_000n);
    expect(stepsOf(priced)).not.toContain('BEST_PRACTICE');
  });

  it('which is not taken for a share: 6,000 × 30 % + 1,335 = 3,135', () => {
    const priced = pricedBy(ended('2013-06-01', true), prices, marginal('0', '0', '30'));
    expect(priced.amount).toBe(313_500n);
  });
});

describe('published: HT12D non-elective in 2017/18 is £6,602, trim point 37, £232 a day beyond', () => {
  const prices = book('SPELL', HT12D);

  it.each([
    [2, 660_200n],
    [36, 660_200n],
    [37, 660_200n],
    // 6,602 + 232
    [38, 683_400n],
    // 6,602 + 8 × 232
    [45, 845_800n],
  ])('a stay of %i days', (nights, amount) => {
    expect(pricedBy(emergency({ nights }), prices).amount).toBe(amount);
  });

  it('45 days at a market forces factor of 1.0461: 8,458 × 1.0461 = 8,847.9138', () => {
    const { exact, amount } = pricedBy(
      emergency({ nights: 45, marketForcesFactor: decimal('1.0461') }),
      prices,
    );
    expect(exact).toEqual(decimal('8847.9138'));
    expect(amount).toBe(884_791n);
  });
});

describe('published: HN12F elective in 2017/18 is £5,431, trim point 6, £227 a day beyond', () => {
  it.each([
    [6, 543_100n],
    [7, 565_800n],
    // 5,431 + 3 × 227
    [9, 611_200n],
  ])('a stay of %i days', (nights, amount) => {
    expect(pricedBy(spell({ nights }), book('SPELL', HN12F)).amount).toBe(amount);
  });
});

test('published: funded nursing care of 2018/19 is £158.16 a week, not £155.05 × 1.02', () => {
  const prices = book('WEEK', [
    tariff('WEEK', { pounds: '155.05' }),
    tariff('WEEK', { pounds: '158.16', from: '2018-04-01', until: '2019-04-01' }),
  ]);
  expect(pricedBy(weeks('2018-03-25', '2018-03-31'), prices).amount).toBe(15_505n);
  const { amount } = pricedBy(weeks('2018-04-01', '2018-04-07'), prices);
  expect(amount).toBe(15_816n);
  // 155.05 × 1.02 = 158.151
  expect(amount).not.toBe(15_815n);
});
