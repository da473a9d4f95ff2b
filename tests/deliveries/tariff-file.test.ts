import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTariffs, type PriceOfRow } from '../../src/deliveries/compare-tariffs.ts';
import { judgeTariff, type TariffContext } from '../../src/deliveries/judge-tariff.ts';
import { type Price, readTariffRow } from '../../src/deliveries/tariff-file.ts';
import { intersect } from '../../src/values/period.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { decimal } from '../../src/values/ratio.ts';
import { contextFor, FACTOR, fieldsOf, HIP, RATE, type Row } from './tariff-rows.ts';

function judged(row: Row, more: Partial<TariffContext> = {}) {
  const read = readTariffRow({ row: 1, fields: fieldsOf(row) });
  return read.faults
    ? { price: null, faults: read.faults }
    : judgeTariff(read.said, contextFor(more));
}

function priceOf(row: Row, more: Partial<TariffContext> = {}): Price {
  const { price, faults } = judged(row, more);
  if (!price) throw new Error(`refused: ${JSON.stringify(faults)}`);
  return price;
}

const faultsOf = (row: Row, more: Partial<TariffContext> = {}) =>
  judged(row, more).faults?.map(({ field, code }) => `${field} ${code}`);

describe('a row that can be taken', () => {
  it('of a spell, to the part of a penny', () => {
    expect(priceOf({ ...HIP, Pounds: '7300.125', Provider: 'RCF' })).toEqual({
      scheme: 'hrg',
      code: 'HN12F',
      kind: 'ELECTIVE',
      provider: 'RCF',
      days: { from: '2027-04-01', until: '2028-04-01' },
      knownFrom: '2027-03-01',
      pounds: { n: 58401n, d: 8n },
      percent: null,
      trimPoint: 6,
      longStayPounds: decimal('250.5'),
      points: null,
      illustrative: false,
      source: 'test',
    });
  });

  it('of a provider’s factor, with a last day or without', () => {
    expect(priceOf({ ...FACTOR, 'Last Day': '' })).toEqual({
      provider: 'RCF',
      days: { from: '2027-04-01', until: null },
      knownFrom: '2027-03-01',
      factor: decimal('1.013'),
      source: 'test',
    });
  });

  it.each<[string, Row, object]>([
    ['a percentage', { ...HIP, Kind: 'SHORT_STAY', Pounds: '', Percent: '100' }, { pounds: null }],
    [
      'no trim point',
      { ...HIP, 'Trim Point': '', 'Long Stay Pounds per Day': '' },
      { code: 'HN12F' },
    ],
    ['an illustrative price', { ...RATE, Illustrative: 'yes' }, { illustrative: true }],
    ['a price that is not', { ...RATE, Illustrative: 'no' }, { illustrative: false }],
    ['a price of nothing', { ...RATE, Pounds: '0' }, { pounds: decimal('0') }],
    ['known from the day of loading', { ...RATE, 'Known From': '2027-03-01' }, {}],
    ['one day', { ...RATE, 'Last Day': '2027-04-01' }, {}],
  ])('%s', (_what, row, expected) => {
    // Long-stay columns belong to spells alone.
    const spell =
      row.Kind === 'SHORT_STAY' ? { 'Trim Point': '', 'Long Stay Pounds per Day': '' } : {};
    expect(priceOf({ ...row, ...spell })).toMatchObject(expected);
  });

  it('of a cluster, however its code is written', () => {
    const days = { 'First Day': '2023-04-01', 'Last Day': '2024-03-31' };
    const row = { ...RATE, ...days, Scheme: 'mental-health-cluster', Kind: 'ADMITTED_DAY' };
    expect(priceOf({ ...row, Code: '1' })).toMatchObject({ code: '01' });
    expect(faultsOf({ ...row, Code: '9' })).toEqual(['Code UNUSABLE_CODE']);
  });
});

describe('a row that is refused', () => {
  const PERCENT = { ...HIP, Kind: 'TOP_UP', 'Trim Point': '', 'Long Stay Pounds per Day': '' };
  it.each<[string, Row, string[]]>([
    ['an unknown kind', { ...RATE, Kind: 'FORTNIGHT' }, ['Kind UNKNOWN_CODE']],
    ['no kind', { ...RATE, Kind: '' }, ['Kind BLANK']],
    ['an unknown scheme', { ...RATE, Scheme: 'no-such' }, ['Scheme UNKNOWN_CODE']],
    ['no scheme and no code', { ...RATE, Scheme: '', Code: '' }, ['Scheme BLANK', 'Code BLANK']],
    ['an unknown code', { ...RATE, Code: 'highest' }, ['Code UNKNOWN_CODE']],
    ['a code of the right form', { ...HIP, Code: 'ZZ99Z' }, ['Code UNKNOWN_CODE']],
    ['an unknown provider', { ...HIP, Provider: 'RZZ' }, ['Provider UNKNOWN_CODE']],
    ['a price below nothing', { ...RATE, Pounds: '-1' }, ['Pounds BAD_NUMBER']],
    ['a price with a pound sign', { ...RATE, Pounds: '£280' }, ['Pounds BAD_NUMBER']],
    ['a price from a spreadsheet', { ...RATE, Pounds: '2.8E+02' }, ['Pounds SPREADSHEET_NUMBER']],
    ['no price', { ...RATE, Pounds: '' }, ['Pounds BLANK']],
    ['above 100 per cent', { ...PERCENT, Pounds: '', Percent: '100.01' }, ['Percent TOO_LARGE']],
    ['below 0 per cent', { ...PERCENT, Pounds: '', Percent: '-1' }, ['Percent BAD_NUMBER']],
    ['pounds for a percentage', PERCENT, ['Pounds NOT_FOR_KIND', 'Percent BLANK']],
    ['a percentage for pounds', { ...RATE, Percent: '5' }, ['Percent NOT_FOR_KIND']],
    ['a trim point of a week', { ...RATE, 'Trim Point': '6' }, ['Trim Point NOT_FOR_KIND']],
    ['half a day', { ...HIP, 'Trim Point': '6.5' }, ['Trim Point BAD_NUMBER']],
    ['points of a week', { ...RATE, Points: '16' }, ['Points NOT_FOR_KIND']],
    ['a provider’s own weekly rate', { ...RATE, Provider: 'RCF' }, ['Provider NOT_FOR_KIND']],
    ['a day that is none', { ...RATE, 'First Day': '2027-02-30' }, ['First Day BAD_DATE']],
    ['a British day', { ...RATE, 'Last Day': '31/03/2028' }, ['Last Day BAD_DATE']],
    ['a serial number', { ...RATE, 'Known From': '46447' }, ['Known From SPREADSHEET_DATE']],
    [
      'an end before its start',
      { ...RATE, 'Last Day': '2027-03-31' },
      ['Last Day END_BEFORE_START'],
    ],
    ['no source', { ...RATE, Source: '' }, ['Source BLANK']],
    ['another word for yes', { ...RATE, Illustrative: 'TRUE' }, ['Illustrative UNKNOWN_CODE']],
    ['a kind of another scheme', { ...RATE, Kind: 'HOUR' }, ['Kind WRONG_KIND']],
    ['known tomorrow', { ...RATE, 'Known From': '2027-03-02' }, ['Known From NOT_YET_KNOWN']],
    ['known before', { ...RATE, 'Known From': '2027-02-28' }, ['Known From KNOWN_BEFORE_LOADING']],
    ['before the scheme', { ...RATE, 'First Day': '2013-03-31' }, ['First Day OUT_OF_FORCE']],
    ['after the code', { ...HIP, Code: 'HN99Z' }, ['Last Day OUT_OF_FORCE']],
    [
      'without an end, of a code that ended',
      { ...HIP, Code: 'HN99Z', 'Last Day': '' },
      ['Last Day OUT_OF_FORCE'],
    ],
    ['care without a unit price', { ...HIP, Kind: 'NON_ELECTIVE' }, ['Kind NO_UNIT_PRICE']],
    ['a factor of nothing', { ...FACTOR, Factor: '0' }, ['Factor BAD_NUMBER']],
    ['a factor of nobody', { ...FACTOR, Provider: '' }, ['Provider BLANK']],
    ['a factor of a code', { ...FACTOR, Code: 'HN12F' }, ['Code NOT_FOR_KIND']],
    ['a made-up factor', { ...FACTOR, Illustrative: 'yes' }, ['Illustrative NOT_FOR_KIND']],
    [
      'a factor as a price',
      { ...FACTOR, Factor: '', Pounds: '1' },
      ['Pounds NOT_FOR_KIND', 'Factor BLANK'],
    ],
    ['a price with a factor', { ...RATE, Factor: '1' }, ['Factor NOT_FOR_KIND']],
  ])('%s', (_what, row, faults) => {
    expect(faultsOf(row)?.toSorted()).toEqual(faults.toSorted());
  });

  it('gives every fault found, and never what the row says', () => {
    const { faults } = judged({ ...RATE, Code: 'SECRET', 'Known From': '2027-09-09' });
    expect(faults?.map(({ field }) => field)).toEqual(['Known From', 'Code']);
    expect(JSON.stringify(faults)).not.toMatch(/SECRET|2027-09-09/);
  });

  it('says where a percentage goes', () => {
    expect(judged(PERCENT).faults?.[0]?.reason).toBe(
      'must be blank: TOP_UP is a percentage and goes under Percent',
    );
  });
});

it('a list as it was published may say it was known before, never after', () => {
  const history = { history: true };
  const row = { ...RATE, 'Known From': '2027-01-15' };
  expect(priceOf(row, history)).toMatchObject({ knownFrom: '2027-01-15' });
  const after = { ...RATE, 'Known From': '2027-03-02' };
  expect(faultsOf(after, history)).toEqual(['Known From NOT_YET_KNOWN']);
});

describe('rows against each other and against what stands', () => {
  const of = (row: Row, number = 1): PriceOfRow => ({
    row: number,
    price: priceOf(row, { history: true }),
    saysWhenKnown: (row['Known From'] ?? '') !== '',
  });
  const standing = (...rows: readonly Row[]) => rows.map((row) => of(row).price);
  const compared = (rows: readonly Row[], stored: readonly Price[] = []) => {
    const { toAdd, alreadyThere, faults } = compareTariffs(
      rows.map((row, index) => of(row, index + 1)),
      stored,
    );
    return [toAdd.length, alreadyThere, faults.map(({ row, code }) => `${row} ${code}`)];
  };
  const earlier = { ...RATE, 'Known From': '2027-01-15' };

  it.each<[string, Row[], Row[], [number, number, string[]]]>([
    [
      'another year',
      [RATE, { ...RATE, 'First Day': '2028-04-01', 'Last Day': '' }],
      [],
      [2, 0, []],
    ],
    ['another code', [RATE, { ...RATE, Code: 'higher' }], [], [2, 0, []]],
    ['a provider’s own beside everybody’s', [HIP, { ...HIP, Provider: 'RCF' }], [], [2, 0, []]],
    [
      'one day twice',
      [RATE, { ...RATE, 'First Day': '2028-03-31', 'Last Day': '' }],
      [],
      [2, 0, ['2 OVERLAPS']],
    ],
    [
      'inside a longer one',
      [
        { ...RATE, 'Last Day': '' },
        { ...RATE, 'First Day': '2027-05-01', 'Last Day': '2027-05-31' },
        { ...RATE, 'First Day': '2027-06-01', 'Last Day': '' },
      ],
      [],
      [3, 0, ['2 OVERLAPS', '3 OVERLAPS']],
    ],
    ['the same row twice', [RATE, RATE], [], [2, 0, ['2 OVERLAPS']]],
    ['raised later in one file', [earlier, { ...RATE, Pounds: '281' }], [], [2, 0, []]],
    ['two factors of a day', [FACTOR, { ...FACTOR, Factor: '1.02' }], [], [2, 0, ['2 OVERLAPS']]],
    ['what stands', [RATE], [RATE], [0, 1, []]],
    ['what stands, in other digits', [{ ...RATE, Pounds: '280' }], [RATE], [0, 1, []]],
    ['what stands, by another source', [{ ...RATE, Source: 'other' }], [RATE], [0, 1, []]],
    ['a factor that stands', [FACTOR], [FACTOR], [0, 1, []]],
    [
      'another price known the same day',
      [{ ...RATE, Pounds: '281' }],
      [RATE],
      [0, 0, ['1 CONTRADICTS']],
    ],
    [
      'other days known the same day',
      [{ ...RATE, 'Last Day': '' }],
      [RATE],
      [0, 0, ['1 CONTRADICTS']],
    ],
    [
      'the same price, no longer illustrative',
      [RATE],
      [{ ...RATE, Illustrative: 'yes' }],
      [0, 0, ['1 CONTRADICTS']],
    ],
    [
      'another factor known the same day',
      [{ ...FACTOR, Factor: '1.02' }],
      [FACTOR],
      [0, 0, ['1 CONTRADICTS']],
    ],
    ['a correction known later', [{ ...RATE, Pounds: '281' }], [earlier], [1, 0, []]],
    ['the file of an earlier day', [RATE], [earlier], [0, 1, []]],
    [
      'the file of an earlier day, known anew',
      [{ ...RATE, 'Known From': '2027-03-01' }],
      [earlier],
      [1, 0, []],
    ],
    [
      'the file of before a correction',
      [RATE],
      [
        { ...RATE, 'Known From': '2026-12-01' },
        { ...earlier, Pounds: '281' },
      ],
      [1, 0, []],
    ],
  ])('%s', (_what, rows, stored, expected) => {
    expect(compared(rows, standing(...stored))).toEqual(expected);
  });

  it('finds among many what reading them all one by one finds', () => {
    const from = (offset: number) => addDays('2027-04-01' as PlainDate, offset);
    const price = (known: number): fc.Arbitrary<Row> =>
      fc
        .tuple(fc.nat(30), fc.option(fc.nat(10)), fc.nat(known), fc.nat(1))
        .map(([first, length, days, pounds]) => ({
          ...RATE,
          'First Day': from(first),
          'Last Day': length === null ? '' : from(first + length),
          'Known From': addDays('2027-01-01' as PlainDate, days),
          Pounds: String(pounds),
        }));
    fc.assert(
      fc.property(fc.array(price(3), { maxLength: 30 }), price(3), (stored, row) => {
        const others = standing(...stored);
        const { price: wanted } = of(row);
        const sameDay = others.filter(
          (other) =>
            other.knownFrom === wanted.knownFrom && intersect(other.days, wanted.days) !== null,
        );
        const isThere = sameDay.some(
          (other) => JSON.stringify(shown(other)) === JSON.stringify(shown(wanted)),
        );
        const expected = isThere
          ? [0, 1, []]
          : sameDay.length > 0
            ? [0, 0, ['1 CONTRADICTS']]
            : [1, 0, []];
        expect(compared([row], others)).toEqual(expected);
      }),
    );
  });
});

const shown = ({ days, ...rest }: Price) => [
  days.from,
  days.until,
  'pounds' in rest && rest.pounds && `${rest.pounds.n}/${rest.pounds.d}`,
];
