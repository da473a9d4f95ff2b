import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/values/ratio.ts';
import {
  book,
  cluster,
  currency,
  on,
  pricedBy,
  scheme,
  stepsOf,
  tariff,
  whyUnpriced,
} from './books.ts';

// Published for 2011/12: cluster 15 at £334 an admitted day, cluster 14 at £30 a day without
// admission.
const YEAR = { from: '2011-04-01', until: '2012-04-01' };
const PRICES = book('CLUSTER_DAY', [
  tariff('ADMITTED_DAY', { pounds: '334', ...YEAR }),
  tariff('NON_ADMITTED_DAY', { pounds: '30', ...YEAR }),
]);
const outside = { setting: 'NON_ADMITTED' } as const;

describe('days in a cluster', () => {
  it('count both ends, at the price of their setting', () => {
    expect(pricedBy(cluster('2011-06-01', '2011-06-01'), PRICES).amount).toBe(33_400n);
    // 30 days of June: 30 × 334 and 30 × 30
    expect(pricedBy(cluster('2011-06-01', '2011-06-30'), PRICES).amount).toBe(1_002_000n);
    expect(pricedBy(cluster('2011-06-01', '2011-06-30', outside), PRICES).amount).toBe(90_000n);
  });

  it('say how many, which and at what price', () => {
    const { steps } = pricedBy(cluster('2011-06-01', '2011-06-30'), PRICES);
    expect(steps.map(({ words }) => words)).toEqual([
      '30 days, 2011-06-01 to 2011-06-30, at 334.00 a day',
    ]);
    const [one] = pricedBy(cluster('2011-06-01', '2011-06-01'), PRICES).steps;
    expect(one?.words).toBe('1 day, 2011-06-01 to 2011-06-01, at 334.00 a day');
  });

  it('in one setting do not take the price of the other', () => {
    const admittedOnly = book('CLUSTER_DAY', [tariff('ADMITTED_DAY', { pounds: '334', ...YEAR })]);
    expect(whyUnpriced(cluster('2011-06-01', '2011-06-30', outside), admittedOnly)).toBe(
      'no price of a day without admission is loaded for 2011-06-01',
    );
  });

  it('of which one has no price leave the whole unpriced, and the day is named', () => {
    expect(whyUnpriced(cluster('2012-03-30', '2012-04-02'), PRICES)).toBe(
      'no price of an admitted day is loaded for 2012-04-01',
    );
  });

  it('at an illustrative price say so', () => {
    const shown = tariff('ADMITTED_DAY', { pounds: '360', ...YEAR, illustrative: true });
    const illustrative = book('CLUSTER_DAY', [shown]);
    expect(pricedBy(cluster('2011-06-01', '2011-06-02'), illustrative).illustrative).toBe(true);
    expect(pricedBy(cluster('2011-06-01', '2011-06-02'), PRICES).illustrative).toBe(false);
  });

  it('take a provider’s own price before everybody’s, day by day', () => {
    const own = tariff('ADMITTED_DAY', {
      ...{ pounds: '400', provider: 'RXX', from: '2011-06-03', until: '2011-06-05' },
    });
    const prices = { ...PRICES, tariffs: [...PRICES.tariffs, own] };
    // 2 × 334 + 2 × 400 + 1 × 334
    const period = cluster('2011-06-01', '2011-06-05', { provider: 'RXX' });
    const priced = pricedBy(period, prices);
    expect(priced.amount).toBe(180_200n);
    expect(stepsOf(priced)).toEqual(['DAYS', 'DAYS', 'DAYS']);
    expect(priced.tariffs).toHaveLength(2);
    // For another provider the days are one piece.
    const other = pricedBy({ ...period, provider: 'RYY' }, prices);
    expect(other.amount).toBe(167_000n);
    expect(stepsOf(other)).toEqual(['DAYS']);
  });
});

describe('an initial assessment', () => {
  const assessed = { initialAssessment: true };

  it('is added once, before the days: 250 + 2 × 334', () => {
    const assessment = tariff('INITIAL_ASSESSMENT', { pounds: '250', ...YEAR });
    const prices = { ...PRICES, tariffs: [...PRICES.tariffs, assessment] };
    const priced = pricedBy(cluster('2011-06-01', '2011-06-02', assessed), prices);
    expect(priced.amount).toBe(91_800n);
    expect(stepsOf(priced)).toEqual(['BASE', 'DAYS']);
  });

  it('without a price leaves the whole unpriced', () => {
    expect(whyUnpriced(cluster('2011-06-01', '2011-06-02', assessed), PRICES)).toBe(
      'no price of an initial assessment is loaded for 2011-06-01',
    );
  });
});

describe('the scheme of clusters', () => {
  const days = { from: on('2011-04-01'), until: on('2024-04-01') };
  const clusters = scheme('CLUSTER_DAY', { form: '\\d{2}', digits: 2, days });
  const open = { from: '2011-04-01', until: null };
  const of = (code: string, unusable: string | null = null) =>
    book('CLUSTER_DAY', [tariff('NON_ADMITTED_DAY', { pounds: '5', ...open })], {
      scheme: clusters,
      currency: currency(code, { unusable }),
    });
  const period = (first: string, last: string, code: string) =>
    cluster(first, last, { ...outside, code });

  it('is retired and prices history only', () => {
    expect(pricedBy(period('2024-03-01', '2024-03-31', '18'), of('18')).amount).toBe(15_500n);
    const retired = 'the scheme was retired on 2024-04-01 and prices history only';
    expect(whyUnpriced(period('2024-04-01', '2024-04-30', '18'), of('18'))).toBe(retired);
    expect(whyUnpriced(period('2024-03-01', '2024-04-01', '18'), of('18'))).toBe(retired);
    expect(whyUnpriced(period('2011-03-31', '2011-04-01', '18'), of('18'))).toBe(
      'the scheme is in force from 2011-04-01',
    );
  });

  it('prices `1` as `01`, and refuses 09', () => {
    expect(pricedBy(period('2020-06-01', '2020-06-30', '1'), of('01')).exact).toEqual(
      decimal('150'),
    );
    const barred = of('09', 'under review');
    expect(() => pricedBy(period('2020-06-01', '2020-06-30', '9'), barred)).toThrow(
      'must not be used: under review',
    );
  });

  it('the scheme that follows it has no prices yet, and that is a gap, not a fault', () => {
    const next = book('NONE', [], { scheme: scheme('NONE', { form: '[A-Z]{3}\\d{2}[A-Z]' }) });
    const asked = cluster('2024-05-01', '2024-05-31', { ...outside, code: 'MAA98A' });
    expect(whyUnpriced(asked, { ...next, currency: currency('MAA98A') })).toBe(
      'no price of a day without admission is loaded for 2024-05-01',
    );
  });
});
