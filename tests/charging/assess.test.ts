import { describe, expect, it } from 'vitest';
import { assess, tariffIncomeOf } from '../../src/charging/assess.ts';
import { faultOfMeans, type LegalBasis, type Means } from '../../src/charging/means.ts';
import { parsePounds, pence } from '../../src/values/money.ts';
import { ratio } from '../../src/values/ratio.ts';
import { day, days } from '../awards/drafts.ts';
import { BOOK, income, means, ownRate, payOn, savings, told, weekly } from './books.ts';

describe('tariff income: £1 a week for every £250 above £14,250, or part of one', () => {
  it.each([
    ['0.00', 0],
    ['14250.00', 0],
    ['14250.01', 1],
    ['14500.00', 1],
    ['14501.00', 2],
    ['20000.00', 23],
    ['23250.00', 36],
  ])('£%s counts as £%i', (capital, expected) => {
    const found = tariffIncomeOf(parsePounds(capital), parsePounds('14250'), parsePounds('250'));
    expect(found).toEqual(ratio(expected));
  });

  it('the full cost is charged only above £23,250', () => {
    const rich = { incomes: [income('112.50')] };
    expect(payOn('2025-06-01', { ...rich, capital: savings('23250.00') })).toBe('36.00');
    expect(payOn('2025-06-01', { ...rich, capital: savings('23250.01') })).toBe('1000.00');
    const [found] = assess(means({ capital: savings('23250.01') }), BOOK, days('2025-06-01'));
    expect(found).toMatchObject({ kind: 'WHOLE_COST', weekly: 100_000n });
  });
});

describe('care outside a care home', () => {
  const DISABLED: Partial<Means> = {
    age: { birthDate: day('2000-05-01') },
    premiums: ['DISABILITY_PREMIUM', 'ENHANCED_DISABILITY_PREMIUM'],
  };

  it('a disabled adult of 25 keeps £186.40 a week in 2025/26', () => {
    const pay = (pounds: string) => payOn('2025-06-01', { ...DISABLED, incomes: [income(pounds)] });
    expect([pay('186.39'), pay('186.40'), pay('186.41')]).toEqual(['0.00', '0.00', '0.01']);
  });

  it('is income and tariff income less guarantee, housing and disability expenses', () => {
    const differs = {
      ...{ ...DISABLED, incomes: [income('300.00')], capital: savings('20000.00') },
      ...{ housingCosts: [weekly('20.00')], disabilityExpenses: [weekly('12.50'), weekly('2.50')] },
    };
    // 300 + 23 − (112.50 + 49.65 + 24.25) − 20 − 15
    expect(payOn('2025-06-01', differs)).toBe('101.60');
    const [found] = assess(means(differs), BOOK, days('2025-06-01', '2025-06-01'));
    expect(found?.steps).toEqual([
      { step: 'Capital, less what is left out of it', result: '20000.00' },
      { step: 'Lower capital limit', result: '14250.00' },
      { step: 'Upper capital limit', result: '23250.00' },
      { step: 'Tariff income from capital of 20000.00, a week', result: '23.00' },
      { step: 'Income, benefit, 300.00 per week, a week', result: '300.00' },
      { step: 'Kept: minimum income guarantee from 25 to pension age', result: '112.50' },
      { step: 'Kept: disability premium', result: '49.65' },
      { step: 'Kept: enhanced disability premium', result: '24.25' },
      { step: 'Kept: housing costs', result: '20.00' },
      { step: 'Kept: disability-related expenses', result: '15.00' },
      { step: 'Income and tariff income less what is kept', result: '101.60' },
      { step: 'A week, not below nothing, rounded once to whole pence', result: '101.60' },
    ]);
  });

  it('is never more than the council’s own cost of the care, nor below nothing', () => {
    const differs = { incomes: [income('500.00')], costOfCare: weekly('80.00') };
    expect(payOn('2025-06-01', differs)).toBe('80.00');
    expect(payOn('2025-06-01', { incomes: [income('50.00')] })).toBe('0.00');
  });

  it('leaves earnings out whole, and of other income what the assessor says', () => {
    const incomes = [
      income('900.00', { kind: 'EARNINGS' }),
      income('150.00', { disregarded: parsePounds('30.00') }),
    ];
    // 150 − 30 − 112.50
    expect(payOn('2025-06-01', { incomes })).toBe('7.50');
  });

  it('turns months and years into weeks exactly and rounds once', () => {
    const monthly = [
      income('500.00', { per: 'MONTH' }),
      income('100.00', { per: 'YEAR' }),
      income('30.00', { per: 'FOUR_WEEKS' }),
      income('5.00', { per: 'FORTNIGHT' }),
    ];
    // 500 × 12 ÷ 52 + 100 ÷ 52 + 30 ÷ 4 + 5 ÷ 2 = 127.307692…, less 112.50 = 14.807692
    expect(payOn('2025-06-01', { incomes: monthly })).toBe('14.81');
  });

  it('keeps an amount for each child, and a lone parent of 20 the guarantee of 25', () => {
    const at20: Partial<Means> = { age: { band: '18_TO_24' }, incomes: [income('400.00')] };
    // 400 − 89.15; with two children 400 − 112.50 − 2 × 102.95
    expect(payOn('2025-06-01', at20)).toBe('310.85');
    expect(payOn('2025-06-01', { ...at20, children: 2 })).toBe('81.60');
  });

  it('leaves the two disability premiums out from pension age on, and not the carer premium', () => {
    const old: Partial<Means> = { age: { band: 'PENSION' }, incomes: [income('300.00')] };
    const premiums = ['DISABILITY_PREMIUM', 'CARER_PREMIUM'] as const;
    // 300 − 232.60 − 53.25
    expect(payOn('2025-06-01', { ...old, premiums })).toBe('14.15');
    const [found] = assess(means({ ...old, premiums }), BOOK, days('2025-06-01', '2025-06-01'));
    expect(found?.steps).toContainEqual({
      step: 'Kept: minimum income guarantee from pension age, deduced from published figures',
      result: '232.60',
    });
  });

  it('has no rate for one of a couple', () => {
    expect(payOn('2025-06-01', { household: 'COUPLE' })).toBe(
      'NOT_KNOWN: rate not known: none is loaded for one of a couple',
    );
  });
});

describe('a care home', () => {
  const home = { setting: 'CARE_HOME', incomes: [income('250.00')] } as const;

  it('leaves the personal expenses allowance instead of the guarantee', () => {
    // 250 + 1 − 30.65
    expect(payOn('2025-06-01', { ...home, capital: savings('14250.01') })).toBe('220.35');
    // 250 − 24.90
    expect(payOn('2019-06-01', home)).toBe('225.10');
  });

  it('leaves the former home out for twelve weeks from the day of moving in', () => {
    const formerHome = { value: parsePounds('165000.00'), residentFrom: day('2025-06-02') };
    const found = assess(means({ ...home, formerHome }), BOOK, days('2025-06-02', '2026-03-31'));
    // 84 days from 2 June end with 24 August.
    expect(told(found)).toEqual(['2025-06-02 WEEKLY 219.35', '2025-08-25 WHOLE_COST 1000.00']);
  });
});

describe('a council’s own guarantee', () => {
  const own = ownRate('GUARANTEE_25_TO_PENSION', '130.00', '2025-10-01', '2026-03-31');
  const book = { ...BOOK, rates: [...BOOK.rates, own] };

  it('is kept instead of the national floor on its days, by its own people', () => {
    const differs = { incomes: [income('200.00')] };
    expect(payOn('2025-09-30', differs, book)).toBe('87.50');
    expect(payOn('2025-10-01', differs, book)).toBe('70.00');
    const elsewhere = { ...differs, council: 'E06000001' as Means['council'] };
    expect(payOn('2025-10-01', elsewhere, book)).toBe('87.50');
  });

  it('that the floor has overtaken counts no more', () => {
    const low = { ...own, amount: parsePounds('100.00') };
    const differs = { incomes: [income('200.00')] };
    expect(payOn('2025-10-01', differs, { ...BOOK, rates: [...BOOK.rates, low] })).toBe('87.50');
  });

  it('does not make a year known whose national rates are not', () => {
    const next = ownRate('GUARANTEE_25_TO_PENSION', '130.00', '2026-04-01');
    const found = payOn('2026-06-01', {}, { ...BOOK, rates: [...BOOK.rates, next] });
    expect(found).toMatch(/^NOT_KNOWN: rate not known/);
  });
});

describe('rates that are not known', () => {
  it('make a year not known, never last year’s, although the person’s own figure is there', () => {
    const young: Partial<Means> = { age: { band: '18_TO_24' }, incomes: [income('200.00')] };
    expect(payOn('2026-03-31', young)).toBe('110.85');
    expect(payOn('2026-04-01', young)).toBe(
      'NOT_KNOWN: rate not known: the charging rates are not all loaded: lower capital limit, ' +
        'upper capital limit, step of tariff income, ' +
        'minimum income guarantee from 25 to pension age, personal expenses allowance, ' +
        'disability premium, enhanced disability premium, amount for a child',
    );
    expect(payOn('2027-04-01', young)).toBe(
      'NOT_KNOWN: rate not known: no charging rates are loaded',
    );
    expect(payOn('2014-06-01', young)).toMatch(/^NOT_KNOWN/);
  });

  it('of a premium touch only those who have it', () => {
    expect(payOn('2022-06-01', { premiums: ['CARER_PREMIUM'] })).toBe(
      'NOT_KNOWN: rate not known: the charging rates are not all loaded: carer premium',
    );
    expect(payOn('2022-06-01', { incomes: [income('100.00')] })).toBe('5.85');
  });

  it('do not hinder what needs no rate', () => {
    expect(payOn('2026-06-01', { manner: 'FULL_COST' })).toBe('1000.00');
    expect(payOn('2026-06-01', { manner: 'LIGHT_TOUCH', agreedWeekly: pence(1000) })).toBe('10.00');
    expect(payOn('2026-06-01', { legalBasis: 'AFTERCARE' })).toBe('0.00');
  });
});

describe('other manners', () => {
  const poor = { incomes: [income('10.00')] };

  it('means that are not disclosed, or a choice, make it the full cost', () => {
    for (const manner of ['NOT_DISCLOSED', 'FULL_COST'] as const) {
      const [found] = assess(means({ ...poor, manner }), BOOK, days('2025-06-01'));
      expect(found).toMatchObject({ kind: 'WHOLE_COST', weekly: 100_000n });
    }
  });

  it('a light touch asks for the sum stated, up to the cost', () => {
    const light = { ...poor, manner: 'LIGHT_TOUCH', costOfCare: weekly('40.00') } as const;
    expect(payOn('2025-06-01', { ...light, agreedWeekly: parsePounds('0.00') })).toBe('0.00');
    expect(payOn('2025-06-01', { ...light, agreedWeekly: parsePounds('55.00') })).toBe('40.00');
  });
});

it.each<[LegalBasis, string]>([
  ['AFTERCARE', 'section 117 aftercare is never charged'],
  ['CONTINUING_HEALTHCARE', 'NHS care is free at the point of use'],
  ['NURSING', 'NHS care is free at the point of use'],
  ['NHS_SHARE', 'NHS care is free at the point of use'],
  ['REABLEMENT', 'this kind of support is never charged'],
])('%s is never charged, whatever somebody owns', (legalBasis, reason) => {
  const rich = means({ legalBasis, capital: savings('900000'), manner: 'NOT_DISCLOSED' });
  const found = assess(rich, BOOK, days('2020-01-01'));
  expect(found).toMatchObject([{ kind: 'NEVER_CHARGED', weekly: 0n, reason }]);
  expect(found).toHaveLength(1);
});

describe('an assessment over days on which something changes', () => {
  const fifth: Partial<Means> = { incomes: [income('250.00')] };

  it('is cut where the rates change, and is not known where they end', () => {
    const found = assess(means(fifth), BOOK, days('2024-12-01'));
    // 250 − 110.60, then 250 − 112.50
    expect(told(found)).toEqual([
      '2024-12-01 WEEKLY 139.40',
      '2025-04-01 WEEKLY 137.50',
      '2026-04-01 NOT_KNOWN not known',
      '2027-04-01 NOT_KNOWN not known',
    ]);
    expect(found.map(({ days: on }) => on.until)).toEqual([
      ...['2025-04-01', '2026-04-01', '2027-04-01', null],
    ]);
  });

  it('is not cut where rates change for others', () => {
    const found = assess(means(fifth), BOOK, days('2015-04-01', '2022-03-31'));
    expect(told(found)).toEqual(['2015-04-01 WEEKLY 158.60']);
  });

  it('is cut at 25 and at pension age', () => {
    const at = (birthDate: string) =>
      told(
        assess(
          means({ ...fifth, age: { birthDate: day(birthDate) } }),
          BOOK,
          days('2025-04-01', '2026-03-31'),
        ),
      );
    // 250 − 89.15, then 250 − 112.50
    expect(at('2000-09-10')).toEqual(['2025-04-01 WEEKLY 160.85', '2025-09-10 WEEKLY 137.50']);
    // 66 on 20 November 2025: 250 − 112.50, then 250 − 232.60
    expect(at('1959-11-20')).toEqual(['2025-04-01 WEEKLY 137.50', '2025-11-20 WEEKLY 17.40']);
    expect(at('1980-01-01')).toEqual(['2025-04-01 WEEKLY 137.50']);
  });
});

describe('means that contradict themselves or the law', () => {
  const on = days('2025-06-01');
  it.each<[string, Partial<Means>, string, string]>([
    ['under 18', { age: { birthDate: day('2007-06-02') } }, 'birthDate', 'UNDER_18'],
    ['half a child', { children: 0.5 }, 'children', 'BAD_NUMBER'],
    ['income below nothing', { incomes: [income('-0.01')] }, 'incomes', 'BAD_AMOUNT'],
    [
      'more left out than there is',
      { incomes: [income('1.00', { disregarded: parsePounds('1.01') })] },
      ...(['incomes', 'BAD_AMOUNT'] as const),
    ],
    ['capital of a slip', { capital: savings('100000000.01') }, 'capital', 'BAD_AMOUNT'],
    ['a cost below nothing', { costOfCare: weekly('-1') }, 'costOfCare', 'BAD_AMOUNT'],
    ['a light touch at no sum', { manner: 'LIGHT_TOUCH' }, 'agreedWeekly', 'CONTRADICTION'],
    ['a sum for an assessment', { agreedWeekly: pence(1) }, 'agreedWeekly', 'CONTRADICTION'],
    [
      'a premium twice',
      { premiums: ['CARER_PREMIUM', 'CARER_PREMIUM'] },
      ...(['premiums', 'TWICE'] as const),
    ],
    [
      'a former home of somebody at home',
      { formerHome: { value: pence(1), residentFrom: day('2025-06-01') } },
      ...(['formerHome', 'CONTRADICTION'] as const),
    ],
    [
      'housing costs in a care home',
      { setting: 'CARE_HOME', housingCosts: [weekly('10.00')] },
      ...(['housingCosts', 'CONTRADICTION'] as const),
    ],
  ])('%s is refused', (_what, differs, field, code) => {
    expect(faultOfMeans(means(differs), on)).toMatchObject({ field, code });
    expect(faultOfMeans(means(), on)).toBeNull();
  });

  it('days that end before they begin are refused', () => {
    const none = { from: day('2025-06-01'), until: day('2025-06-01') };
    expect(faultOfMeans(means(), none)).toMatchObject({ code: 'END_BEFORE_START' });
    expect(
      faultOfMeans(means({ age: { birthDate: day('2007-06-01') } }), days('2025-06-01')),
    ).toBeNull();
  });
});
