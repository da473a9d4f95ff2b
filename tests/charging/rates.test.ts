import { describe, expect, it } from 'vitest';
import { bandOn, birthday, birthdaysOf, pensionDay } from '../../src/charging/age.ts';
import {
  faultOfOwnRate,
  lackOn,
  RATE_KINDS,
  type RateKind,
  rateOn,
} from '../../src/charging/rates.ts';
import { parsePounds, poundsText } from '../../src/values/money.ts';
import { day } from '../awards/drafts.ts';
import { BOOK, ownRate } from './books.ts';

const on = (kind: RateKind, when: string) => {
  const found = rateOn(BOOK, kind, null, day(when));
  return found && `${poundsText(found.amount)}${found.deduced ? ' deduced' : ''}`;
};

describe('the national rates', () => {
  it.each<[RateKind, string, string, string, string, string]>([
    ['GUARANTEE_18_TO_24', '72.40', '74.60', '82.15', '87.65 deduced', '89.15'],
    ['GUARANTEE_25_TO_PENSION', '91.40', '94.15', '103.65', '110.60 deduced', '112.50'],
    ['GUARANTEE_PENSION', '189.00', '194.70', '214.35', '228.70 deduced', '232.60 deduced'],
    ['PERSONAL_EXPENSES', '24.90', '25.65', '28.25', '30.15', '30.65'],
    ['DISABILITY_PREMIUM', '40.35', '41.55 deduced', '45.75 deduced', '48.80 deduced', '49.65'],
    [
      'ENHANCED_DISABILITY_PREMIUM',
      ...(['19.70', '20.30 deduced', '22.35 deduced', '23.85 deduced', '24.25'] as const),
    ],
    ['CHILD', '83.65', '86.20', '94.90', '101.25', '102.95 deduced'],
  ])('%s as published or deduced', (kind, ...expected) => {
    const days2021 = ['2015-04-01', '2018-10-01', '2022-03-31'].map((each) => on(kind, each));
    expect(days2021).toEqual([expected[0], expected[0], expected[0]]);
    const later = ['2022-04-01', '2023-04-01', '2024-04-01', '2026-03-31'];
    expect(later.map((each) => on(kind, each))).toEqual(expected.slice(1));
  });

  it('have no carer premium before 2023/24, for none was found', () => {
    const days = ['2022-03-31', '2023-03-31', '2023-04-01', '2024-04-01', '2025-04-01'];
    expect(days.map((each) => on('CARER_PREMIUM', each))).toEqual([
      ...[undefined, undefined, '49.05', '52.35', '53.25 deduced'],
    ]);
  });

  it('hold the capital limits to 2025/26, and of 2026/27 two figures alone', () => {
    expect(on('CAPITAL_LOWER_LIMIT', '2026-03-31')).toBe('14250.00');
    expect(on('CAPITAL_UPPER_LIMIT', '2015-04-01')).toBe('23250.00');
    expect(on('TARIFF_INCOME_STEP', '2020-04-01')).toBe('250.00');
    const known = RATE_KINDS.filter((kind) => on(kind, '2026-06-01'));
    expect(known.map((kind) => [kind, on(kind, '2026-06-01')])).toEqual([
      ['GUARANTEE_18_TO_24', '95.40'],
      ['GUARANTEE_PENSION', '241.45'],
    ]);
    expect(lackOn(BOOK, day('2026-03-31'), [])).toBeNull();
    expect(lackOn(BOOK, day('2026-04-01'), [])).toMatch(/^rate not known/);
  });

  it('name each their source, and never two of a day', () => {
    for (const { kind, days: at, source } of BOOK.rates) {
      expect(source.length).toBeGreaterThan(10);
      const same = BOOK.rates.filter((each) => each.kind === kind && each.days.from === at.from);
      expect(same).toHaveLength(1);
    }
  });

  it('that are corrected later stand as known last', () => {
    const [first] = BOOK.rates.filter(({ kind }) => kind === 'CHILD');
    if (!first) throw new Error('no rate');
    const corrected = { ...first, knownFrom: day('2016-01-01'), amount: parsePounds('84.00') };
    const book = { rates: [corrected, ...BOOK.rates] };
    expect(rateOn(book, 'CHILD', null, day('2015-06-01'))).toBe(corrected);
  });
});

describe('a council’s own guarantee', () => {
  const fault = (kind: RateKind, pounds: string, first: string, last?: string) =>
    faultOfOwnRate(ownRate(kind, pounds, first, last), BOOK);

  it('is at or above the national floor on each of its days', () => {
    expect(fault('GUARANTEE_25_TO_PENSION', '112.50', '2025-04-01', '2026-03-31')).toBeNull();
    expect(fault('GUARANTEE_25_TO_PENSION', '150.00', '2023-07-01', '2026-03-31')).toBeNull();
    expect(fault('GUARANTEE_25_TO_PENSION', '112.49', '2025-04-01', '2026-03-31')).toBe(
      'is below the national floor on 2025-04-01',
    );
    expect(fault('GUARANTEE_25_TO_PENSION', '111.00', '2024-07-01', '2026-03-31')).toBe(
      'is below the national floor on 2025-04-01',
    );
  });

  it('is held against a floor that is known, and is of a guarantee', () => {
    expect(fault('GUARANTEE_25_TO_PENSION', '150.00', '2025-04-01')).toBe(
      'has no national figure on 2026-04-01 that it could be held against',
    );
    expect(fault('CAPITAL_UPPER_LIMIT', '30000.00', '2025-04-01', '2025-04-01')).toMatch(
      /national figure/,
    );
  });
});

describe('ages', () => {
  // Day on which pension age is reached, by the timetables of the Pensions Acts.
  it.each([
    ['1950-04-05', '2010-04-05'],
    ['1950-04-06', '2010-05-06'],
    ['1953-03-06', '2016-03-06'],
    ['1953-04-06', '2016-07-06'],
    ['1953-12-05', '2018-11-06'],
    ['1953-12-06', '2019-03-06'],
    ['1954-10-05', '2020-09-06'],
    ['1954-10-06', '2020-10-06'],
    ['1960-04-05', '2026-04-05'],
    ['1960-04-06', '2026-05-06'],
    ['1960-07-31', '2026-11-30'],
    ['1961-01-31', '2027-11-30'],
    ['1961-03-06', '2028-03-06'],
    ['1978-04-06', '2046-04-06'],
  ])('born %s, pension age %s', (born, reached) => {
    expect(pensionDay(day(born), BOOK.pensionAges)).toBe(reached);
  });

  it('leave no birth date out', () => {
    const table = BOOK.pensionAges;
    table.slice(1).forEach(({ born }, at) => {
      expect(born.from).toBe(table[at]?.born.until);
    });
    expect(table.at(-1)?.born.until).toBeNull();
  });

  it('someone born on 29 February is older on 1 March', () => {
    expect(birthday(day('2000-02-29'), 25)).toBe('2025-03-01');
    expect(birthday(day('2000-02-29'), 24)).toBe('2024-02-29');
    expect(birthday(day('2000-12-31'), 18)).toBe('2018-12-31');
  });

  it('make three bands, or none where the timetable does not reach', () => {
    const birthdays = birthdaysOf(day('1959-11-20'), BOOK.pensionAges);
    expect(bandOn(birthdays, day('2025-11-19'))).toBe('25_TO_PENSION');
    expect(bandOn(birthdays, day('2025-11-20'))).toBe('PENSION');
    expect(bandOn(birthdaysOf(day('2005-01-01'), []), day('2029-12-31'))).toBe('18_TO_24');
    expect(bandOn(birthdaysOf(day('2005-01-01'), []), day('2030-01-01'))).toBeNull();
  });
});
