import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factorOn, type Tariff, tariffOn } from '../../src/currencies/tariff.ts';
import { factor, nightsAfter, on, tariff } from './books.ts';
import { anyFactors, anyTariffs } from './random-books.ts';

const poundsOn = (tariffs: readonly Tariff[], day: string, provider: string | null = null) =>
  tariffOn({ tariffs }, 'WEEK', provider, on(day))?.pounds?.n;

describe('the price in force on a day', () => {
  const year = tariff('WEEK', { pounds: '1' });

  it('is in force from its first day up to, not including, the day after its last', () => {
    expect(poundsOn([year], '2017-03-31')).toBeUndefined();
    expect(poundsOn([year], '2017-04-01')).toBe(1n);
    expect(poundsOn([year], '2018-03-31')).toBe(1n);
    expect(poundsOn([year], '2018-04-01')).toBeUndefined();
  });

  it('is of its kind only', () => {
    expect(tariffOn({ tariffs: [year] }, 'HOUR', null, on('2017-06-01'))).toBeUndefined();
  });

  it('of two is the one known last, in whichever order they arrived', () => {
    const raised = tariff('WEEK', { pounds: '2', knownFrom: '2017-09-01' });
    expect(poundsOn([year, raised], '2017-06-01')).toBe(2n);
    expect(poundsOn([raised, year], '2017-06-01')).toBe(2n);
    // In force for part of the year only.
    const half = tariff('WEEK', { pounds: '3', from: '2017-10-01', knownFrom: '2017-09-01' });
    expect(poundsOn([half, year], '2017-09-30')).toBe(1n);
    expect(poundsOn([half, year], '2017-10-01')).toBe(3n);
  });

  it('is a provider’s own before everybody’s, even when everybody’s is known later', () => {
    const own = tariff('WEEK', { pounds: '5', provider: 'RXX', until: '2017-07-01' });
    const raised = tariff('WEEK', { pounds: '2', knownFrom: '2017-09-01' });
    for (const tariffs of [
      [year, own, raised],
      [raised, own, year],
    ]) {
      expect(poundsOn(tariffs, '2017-06-30', 'RXX')).toBe(5n);
      expect(poundsOn(tariffs, '2017-07-01', 'RXX')).toBe(2n);
      expect(poundsOn(tariffs, '2017-06-30', 'RYY')).toBe(2n);
      expect(poundsOn(tariffs, '2017-06-30')).toBe(2n);
    }
  });

  it('never is another provider’s', () => {
    const own = tariff('WEEK', { pounds: '5', provider: 'RXX' });
    expect(poundsOn([own], '2017-06-01', 'RYY')).toBeUndefined();
    expect(poundsOn([own], '2017-06-01')).toBeUndefined();
  });

  it('is what a plain search finds, for any prices', () => {
    const provider = fc.constantFrom(null, 'RXX', 'RYY');
    fc.assert(
      fc.property(anyTariffs('WEEK'), provider, fc.nat(2_000), (tariffs, asked, offset) => {
        const day = nightsAfter(on('2016-04-01'), offset);
        const fits = tariffs
          .filter(({ days: { from, until } }) => from <= day && (until === null || day < until))
          .sort((a, b) => (a.knownFrom < b.knownFrom ? 1 : -1));
        const own = fits.find((each) => each.provider !== null && each.provider === asked);
        const found = own ?? fits.find((each) => each.provider === null);
        expect(tariffOn({ tariffs }, 'WEEK', asked, day)).toBe(found);
      }),
    );
  });
});

describe('the market forces factor of a provider on a day', () => {
  it('is its own, of the year, and the one known last', () => {
    const factors = [
      factor('1.05', { provider: 'RYY' }),
      factor('1.01'),
      factor('1.02', { knownFrom: '2017-09-01' }),
      factor('1.03', { from: '2018-04-01', until: '2019-04-01' }),
    ];
    const of = (provider: string, day: string) =>
      factorOn({ factors }, provider, on(day))?.factor ?? null;
    expect(of('RXX', '2017-06-01')).toEqual({ n: 51n, d: 50n });
    expect(of('RXX', '2018-03-31')).toEqual({ n: 51n, d: 50n });
    expect(of('RXX', '2018-04-01')).toEqual({ n: 103n, d: 100n });
    expect(of('RXX', '2019-04-01')).toBeNull();
    expect(of('RYY', '2017-06-01')).toEqual({ n: 21n, d: 20n });
    expect(of('RYY', '2018-04-01')).toBeNull();
    expect(of('RZZ', '2017-06-01')).toBeNull();
  });

  it('is what a plain search finds, in lists short and long', () => {
    const provider = fc.constantFrom('RXX', 'RYY', 'RZZ', 'RWW');
    fc.assert(
      fc.property(anyFactors, provider, fc.nat(2_000), (factors, asked, offset) => {
        const day = nightsAfter(on('2016-04-01'), offset);
        const [found] = factors
          .filter((each) => each.provider === asked)
          .filter(({ days: { from, until } }) => from <= day && (until === null || day < until))
          .sort((a, b) => (a.knownFrom < b.knownFrom ? 1 : -1));
        expect(factorOn({ factors }, asked, day)).toBe(found);
      }),
    );
  });
});
