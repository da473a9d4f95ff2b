import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Activity,
  ActivityRefused,
  accept,
  admissionTypeOf,
  lengthOfStay,
} from '../../src/currencies/activity.ts';
import { MEASURES } from '../../src/currencies/scheme.ts';
import type { PriceBook } from '../../src/currencies/tariff.ts';
import { decimal } from '../../src/values/ratio.ts';
import {
  book,
  cluster,
  currency,
  needPoints,
  nightsAfter,
  on,
  scheme,
  spell,
  units,
  weeks,
} from './books.ts';

/** The field and code that an activity is refused for, or `accepted`. */
function refusalOf(activity: Activity, prices: PriceBook): string {
  try {
    accept(activity, prices);
  } catch (error) {
    if (error instanceof ActivityRefused) return `${error.field} ${error.code}`;
    throw error;
  }
  return 'accepted';
}

const SPELLS = book('SPELL', []);

describe('admission methods are those of the NHS Data Dictionary', () => {
  it.each([
    ['ELECTIVE', '11 12 13'],
    ['EMERGENCY', '21 22 23 24 25 28 2A 2B 2C 2D'],
    ['MATERNITY', '31 32'],
    ['OTHER', '81 82 83'],
  ])('%s: %s', (type, methods) => {
    for (const method of methods.split(' ')) {
      expect(admissionTypeOf(method)).toBe(type);
      expect(refusalOf(spell({ admissionMethod: method }), SPELLS)).toBe('accepted');
    }
  });

  it.each(['', '10', '14', '26', '2a', '98', '99', 'elective'])('not %j', (method) => {
    expect(admissionTypeOf(method)).toBeUndefined();
    expect(refusalOf(spell({ admissionMethod: method }), SPELLS)).toBe(
      'admissionMethod UNKNOWN_CODE',
    );
  });
});

describe('a length of stay', () => {
  it('counts nights, over the end of a year and of a February', () => {
    const stay = (admitted: string, discharged: string) =>
      lengthOfStay({ admittedOn: on(admitted), dischargedOn: on(discharged) });
    expect(stay('2017-06-01', '2017-06-01')).toBe(0);
    expect(stay('2017-06-01', '2017-06-02')).toBe(1);
    expect(stay('2017-12-31', '2018-01-01')).toBe(1);
    expect(stay('2016-02-28', '2016-03-01')).toBe(2);
    expect(stay('2017-02-28', '2017-03-01')).toBe(1);
  });

  it('is that of the platform’s calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.nat(2_000), (first, nights) => {
        const admittedOn = nightsAfter(on('1990-01-01'), first);
        const dischargedOn = nightsAfter(admittedOn, nights);
        expect(lengthOfStay({ admittedOn, dischargedOn })).toBe(nights);
      }),
    );
  });
});

describe('codes', () => {
  const clusters = scheme('CLUSTER_DAY', { form: '\\d{2}', digits: 2 });
  const of = (code: string, unusable: string | null = null) =>
    book('CLUSTER_DAY', [], { scheme: clusters, currency: currency(code, { unusable }) });
  const period = (code: string) => cluster('2017-06-01', '2017-06-30', { code });

  it('cluster `1` is `01`', () => {
    expect(accept(period('1'), of('01')).code).toBe('01');
    expect(accept(period('01'), of('01')).code).toBe('01');
    expect(accept(period('0'), of('00')).code).toBe('00');
  });

  it('cluster 09 must not be used, however it is written', () => {
    const barred = of('09', 'under review');
    expect(refusalOf(period('09'), barred)).toBe('code UNUSABLE_CODE');
    expect(refusalOf(period('9'), barred)).toBe('code UNUSABLE_CODE');
    expect(() => accept(period('9'), barred)).toThrow('must not be used: under review');
  });

  it('a code that the scheme does not have is refused, and never repeated', () => {
    const none = { ...of('01'), currency: undefined };
    expect(refusalOf(period('22'), none)).toBe('code UNKNOWN_CODE');
    expect(refusalOf(period('Edith Marsh'), none)).toBe('code UNKNOWN_CODE');
    expect(() => accept(period('Edith Marsh'), none)).toThrow(/^(?!.*Edith)/);
    // The book of another code prices nothing.
    expect(refusalOf(period('02'), of('01'))).toBe('code UNKNOWN_CODE');
  });
});

describe('contradictions are refused by field and code', () => {
  it.each<[string, Activity]>([
    [
      'dischargeDate END_BEFORE_START',
      spell({ admittedOn: on('2017-06-02'), dischargedOn: on('2017-06-01') }),
    ],
    ['ageOnAdmission BAD_NUMBER', spell({ ageOnAdmission: -1 })],
    ['ageOnAdmission BAD_NUMBER', spell({ ageOnAdmission: 131 })],
    ['marketForcesFactor BAD_NUMBER', spell({ marketForcesFactor: decimal('0') })],
    ['marketForcesFactor BAD_NUMBER', spell({ marketForcesFactor: decimal('-1.1') })],
    ['accepted', spell({ ageOnAdmission: 0 })],
    ['accepted', spell({ ageOnAdmission: null })],
  ])('%s', (refusal, activity) => {
    expect(refusalOf(activity, SPELLS)).toBe(refusal);
  });

  it('days that end before they begin', () => {
    const backwards = { days: { from: on('2017-06-02'), until: on('2017-06-02') } };
    expect(
      refusalOf({ ...weeks('2017-06-02', '2017-06-02'), ...backwards }, book('WEEK', [])),
    ).toBe('lastDay END_BEFORE_START');
    expect(refusalOf(cluster('2017-06-02', '2017-06-01'), book('CLUSTER_DAY', []))).toBe(
      'lastDay END_BEFORE_START',
    );
    expect(refusalOf(weeks('2017-06-02', '2017-06-02'), book('WEEK', []))).toBe('accepted');
  });

  it('counts of nothing, points below nothing', () => {
    const contacts = book('CONTACT', []);
    expect(refusalOf(units('0', '2017-06-01'), contacts)).toBe('count BAD_NUMBER');
    expect(refusalOf(units('-1', '2017-06-01'), contacts)).toBe('count BAD_NUMBER');
    expect(refusalOf(units('0.25', '2017-06-01'), contacts)).toBe('accepted');
    expect(refusalOf(needPoints('-0.1'), book('POINTS', []))).toBe('points BAD_NUMBER');
    expect(refusalOf(needPoints('0'), book('POINTS', []))).toBe('accepted');
  });
});

describe('a scheme that prices something else', () => {
  const each: Record<string, [Activity, readonly string[]]> = {
    'a spell': [spell(), ['SPELL']],
    'days in a cluster': [cluster('2017-06-01', '2017-06-02'), ['CLUSTER_DAY']],
    'days at a weekly rate': [weeks('2017-06-01', '2017-06-02'), ['WEEK']],
    units: [units('1', '2017-06-01'), ['HOUR', 'CONTACT']],
    points: [needPoints('1'), ['POINTS']],
  };

  it.each(Object.keys(each))('is refused for %s', (name) => {
    const [activity, own] = each[name] as [Activity, readonly string[]];
    for (const measure of MEASURES) {
      const fits = own.includes(measure) || measure === 'NONE';
      const refusal = fits ? 'accepted' : 'scheme WRONG_SCHEME';
      expect(refusalOf(activity, book(measure, []))).toBe(refusal);
    }
  });
});
