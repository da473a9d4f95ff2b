import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/values/ratio.ts';
import { book, pricedBy, tariff, units, whyUnpriced } from './books.ts';

describe('hours and contacts', () => {
  const hours = book('HOUR', [tariff('HOUR', { pounds: '32.14' })]);
  const contacts = book('CONTACT', [tariff('CONTACT', { pounds: '243.81' })]);

  it('are the count at the price of one', () => {
    // 2.5 × 32.14 = 80.35; 3 × 243.81 = 731.43
    expect(pricedBy(units('2.5', '2017-06-01'), hours).amount).toBe(8_035n);
    expect(pricedBy(units('3', '2017-06-01'), contacts).amount).toBe(73_143n);
    expect(pricedBy(units('3', '2017-06-01'), contacts).steps).toMatchObject([
      { words: '3 × 243.81 for one contact', step: { type: 'UNITS', count: decimal('3') } },
    ]);
    expect(pricedBy(units('2.50', '2017-06-01'), hours).steps[0]?.words).toBe(
      '2.5 × 32.14 for one hour',
    );
  });

  it('round once, half away from zero', () => {
    // 0.25 × 32.14 = 8.035
    const { exact, amount } = pricedBy(units('0.25', '2017-06-01'), hours);
    expect(exact).toEqual(decimal('8.035'));
    expect(amount).toBe(804n);
  });

  it('show every decimal that the price itself has', () => {
    const fine = book('CONTACT', [tariff('CONTACT', { pounds: '243.808450' })]);
    expect(pricedBy(units('2', '2017-06-01'), fine).steps[0]?.words).toBe(
      '2 × 243.80845 for one contact',
    );
  });

  it('take the price of the day, and a provider’s own first', () => {
    const prices = book('CONTACT', [
      tariff('CONTACT', { pounds: '100' }),
      tariff('CONTACT', { pounds: '110', from: '2018-04-01', until: null }),
      tariff('CONTACT', { pounds: '90', provider: 'RXX', until: null }),
    ]);
    expect(pricedBy(units('1', '2018-03-31'), prices).amount).toBe(10_000n);
    expect(pricedBy(units('1', '2018-04-01'), prices).amount).toBe(11_000n);
    expect(pricedBy(units('1', '2018-04-01', 'RXX'), prices).amount).toBe(9_000n);
    expect(pricedBy(units('1', '2018-04-01', 'RYY'), prices).amount).toBe(11_000n);
  });

  it('without a price are unpriced, and say for what and when', () => {
    expect(whyUnpriced(units('1', '2018-04-01'), hours)).toBe(
      'no price of one hour is loaded for 2018-04-01',
    );
    expect(whyUnpriced(units('1', '2017-03-31'), contacts)).toBe(
      'no price of one contact is loaded for 2017-03-31',
    );
  });
});
