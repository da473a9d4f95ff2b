import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceCurrencies } from '../../seeds/reference/currencies.ts';
import { referenceOrganisations } from '../../seeds/reference/organisations.ts';
import { SCHEMES } from '../../seeds/reference/schemes.ts';
import { referenceFactors, referenceTariffs } from '../../seeds/reference/tariffs.ts';
import { seedReference } from '../../seeds/run.ts';
import { codeOf } from '../../src/currencies/scheme.ts';
import { priceBooks } from '../../src/currencies/store.ts';
import { type Tariff, type TariffKind, tariffOn } from '../../src/currencies/tariff.ts';
import { type Database, sql } from '../../src/db/database.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { decimal, type Ratio, toDecimal } from '../../src/values/ratio.ts';
import { openTestDatabase } from '../support/hub.ts';

const day = (text: string) => text as PlainDate;
const tariffs = referenceTariffs();
const currencies = referenceCurrencies();

const of = (scheme: string, kind: TariffKind, from?: string) =>
  tariffs.filter(
    (each) => each.scheme === scheme && each.kind === kind && (!from || each.days.from === from),
  );

const pounds = (tariff: Tariff | undefined) => tariff?.pounds && toDecimal(tariff.pounds, 2);

const isBetween = (value: Ratio | null, low: string, high: string) => {
  const [a, b] = [decimal(low), decimal(high)];
  return value !== null && value.n * a.d >= a.n * value.d && value.n * b.d <= b.n * value.d;
};

describe('schemes and their codes', () => {
  it('each code has its scheme’s form, and every row names its source', () => {
    const schemes = new Map(SCHEMES.map((scheme) => [scheme.code, scheme]));
    for (const { scheme, code, source } of currencies) {
      const found = schemes.get(scheme);
      expect(found && codeOf(found, code), `${scheme} ${code}`).toBe(code);
      expect(source).not.toBe('');
    }
    for (const { source } of [...SCHEMES, ...tariffs, ...referenceFactors()]) {
      expect(source.length).toBeGreaterThan(3);
    }
  });

  it('has 2,298 HRGs and 22 clusters, of which 09 must not be used', () => {
    const hrgs = currencies.filter(({ scheme }) => scheme === 'hrg');
    expect(new Set(hrgs.map(({ code }) => code)).size).toBe(2298);
    expect(hrgs.find(({ code }) => code === 'HN12F')).toMatchObject({
      name: 'Very Major Hip Procedures for Non-Trauma with CC Score 0-1',
      group: 'Musculoskeletal System: Orthopaedic Non-Trauma Procedures',
    });
    const clusters = currencies.filter(({ scheme }) => scheme === 'mental-health-cluster');
    expect(clusters).toHaveLength(22);
    expect(clusters.filter(({ unusable }) => unusable !== null).map(({ code }) => code)).toEqual([
      '09',
    ]);
    // Super classes A 1–8, B 10–17, C 18–21, Z 00; reviews of 01 every 12 weeks.
    const groups = clusters.map(({ group }) => group?.[0] ?? '-').join('');
    expect(groups).toBe('ZAAAAAAAA-BBBBBBBBCCCC');
    expect(clusters[1]?.review).toEqual({ every: 12, unit: 'WEEK' });
  });

  it('retires clusters for the newer currencies, which have no prices', () => {
    const clusters = SCHEMES.find(({ code }) => code === 'mental-health-cluster');
    expect(clusters).toMatchObject({
      days: { from: '2011-04-01', until: '2024-04-01' },
      succeededBy: 'mental-health-currency',
    });
    expect(tariffs.some(({ scheme }) => scheme === 'mental-health-currency')).toBe(false);
    const newer = currencies.filter(({ scheme }) => scheme === 'mental-health-currency');
    expect(newer.map(({ code }) => code)).toEqual(['MAA98A']);
  });
});

describe('prices of HRGs', () => {
  // The non-blank cells of the published table, counted with awk: 2,287 combined day case and
  // ordinary elective and 2,298 non-elective prices in each of the two years.
  it.each([
    ['ELECTIVE', '2017-04-01', 2287],
    ['ELECTIVE', '2018-04-01', 2287],
    ['NON_ELECTIVE', '2017-04-01', 2298],
    ['NON_ELECTIVE', '2018-04-01', 2298],
    // 25 and 63 cells, and HN22C of 2024/25 is left out.
    ['ELECTIVE', '2024-04-01', 24],
    ['ELECTIVE', '2025-04-01', 63],
  ] as const)('%s from %s: %i', (kind, from, count) => {
    expect(of('hrg', kind, from)).toHaveLength(count);
  });

  it('hold their trim points and pounds per day in both years', () => {
    const told = of('hrg', 'NON_ELECTIVE').filter(({ code }) => code === 'HT12D');
    const long = told.map((each) => [
      each.days.from,
      pounds(each),
      each.trimPoint,
      each.longStayPounds && toDecimal(each.longStayPounds, 2),
    ]);
    expect(long).toEqual([
      ['2017-04-01', '6602.00', 37, '232.00'],
      ['2018-04-01', '6685.00', 37, '232.00'],
    ]);
    const elective = of('hrg', 'ELECTIVE', '2017-04-01').find(({ code }) => code === 'HN12F');
    expect([pounds(elective), elective?.trimPoint]).toEqual(['5431.00', 6]);
  });

  it('of 2024/25 leave out HN22C and have no trim points', () => {
    const recent = of('hrg', 'ELECTIVE', '2024-04-01');
    expect(recent.some(({ code }) => code === 'HN22C')).toBe(false);
    expect(recent.every(({ trimPoint }) => trimPoint === null)).toBe(true);
    expect(pounds(recent.find(({ code }) => code === 'HN22A'))).toBe('10136.00');
  });
});

describe('weekly rates of funded nursing care', () => {
  it('of the twelve years that were found, 2019/20 twice', () => {
    const standard = of('funded-nursing-care', 'WEEK').filter(({ code }) => code === 'standard');
    expect(standard.map((each) => `${each.days.from} ${each.knownFrom} ${pounds(each)}`)).toEqual([
      '2013-04-01 2013-04-01 109.79',
      '2015-04-01 2015-04-01 112.00',
      '2017-04-01 2017-04-01 155.05',
      '2018-04-01 2018-03-06 158.16',
      '2019-04-01 2019-04-01 165.56',
      '2019-04-01 2020-04-30 180.31',
      '2020-04-01 2020-04-30 183.92',
      '2021-04-01 2021-04-01 187.60',
      '2022-04-01 2022-04-01 209.19',
      '2023-04-01 2023-03-29 219.71',
      '2024-04-01 2024-04-01 235.88',
      '2025-04-01 2025-03-04 254.06',
      '2026-04-01 2026-03-09 267.68',
    ]);
    const higher = of('funded-nursing-care', 'WEEK').filter(({ code }) => code === 'higher');
    expect(higher.filter(({ days }) => days.from === '2019-04-01').map(pounds)).toEqual([
      '227.77',
      '248.06',
    ]);
    expect(higher).toHaveLength(13);
  });
});

describe('what is not a price that anybody pays says so', () => {
  it('clusters: six real prices of 2011/12, the rest inside the published range', () => {
    const clusters = tariffs.filter(({ scheme }) => scheme === 'mental-health-cluster');
    const real = clusters.filter(({ illustrative }) => !illustrative);
    expect(real.map((each) => `${each.code} ${each.kind} ${pounds(each)}`)).toEqual([
      '01 ADMITTED_DAY 326.00',
      '15 ADMITTED_DAY 334.00',
      '16 ADMITTED_DAY 366.00',
      '18 ADMITTED_DAY 319.00',
      '14 NON_ADMITTED_DAY 30.00',
      '18 NON_ADMITTED_DAY 5.00',
    ]);
    const made = clusters.filter(({ illustrative }) => illustrative);
    // 21 usable clusters in two settings.
    expect(made).toHaveLength(42);
    for (const { kind, pounds: price, source, code } of made) {
      const range = kind === 'ADMITTED_DAY' ? ['324.2', '396.4'] : ['3.4', '37.3'];
      expect(isBetween(price, range[0] ?? '', range[1] ?? ''), `${code} ${kind}`).toBe(true);
      expect(source).toMatch(/^Illustrative/);
      expect(code).not.toBe('09');
    }
  });

  it('averages, costs and the made-up table of points', () => {
    const others = ['care-home-week', 'home-care-hour', 'ips-contact', 'resource-allocation'];
    const made = tariffs.filter(({ scheme }) => others.includes(scheme));
    expect(made.every(({ illustrative }) => illustrative)).toBe(true);
    expect(made.every(({ source }) => /^(Illustrative|Synthetic)/.test(source))).toBe(true);
    expect(made.slice(0, 4).map((each) => `${each.scheme} ${each.code} ${pounds(each)}`)).toEqual([
      'care-home-week average 1185.55',
      'home-care-hour minimum 32.14',
      'home-care-hour council-average 24.10',
      'ips-contact contact 243.81',
    ]);
  });

  it('the table of points rises, and goes through the two published points', () => {
    const points = of('resource-allocation', 'POINTS').map((each) => [
      each.points && toDecimal(each.points, 0),
      pounds(each),
    ]);
    expect(points).toContainEqual(['16', '82.91']);
    expect(points).toContainEqual(['22', '112.21']);
    expect([points[0]?.[0], points.at(-1)?.[0]]).toEqual(['5', '100']);
    const sums = points.map(([, sum]) => Number(sum));
    expect(sums).toEqual([...sums].sort((a, b) => a - b));
  });
});

it('there are 205 market forces factors, each of a trust that the reference files name', () => {
  const factors = referenceFactors();
  const known = new Set(referenceOrganisations().map(({ code }) => code));
  expect(factors).toHaveLength(205);
  expect(factors.filter(({ provider }) => !known.has(provider))).toEqual([]);
  const range = factors.map(({ factor }) => toDecimal(factor, 6)).sort();
  expect([range[0], range.at(-1)]).toEqual(['1.000000', '1.179944']);
});

describe('seeded', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  it('holds every row, and a second time changes nothing', async () => {
    const count = async () => {
      const [row] = await db.rows<{ n: string }>(
        'test.count',
        sql`select array[(select count(*) from currency_schemes), (select count(*) from currencies),
          (select count(*) from tariffs), (select count(*) from market_forces_factors),
          (select count(*) from unpriced_kinds)]::int[]::text as n`,
      );
      return row?.n;
    };
    // 2 × 2,287 + 2 × 2,298 + 24 + 63 HRG prices, 26 of FNC, 48 of clusters, 4 and 12 others.
    const all = '{8,2328,9347,205,1}';
    expect(await count()).toBe(all);
    expect(await seedReference({ db })).toBe('ALREADY_SEEDED');
    expect(await count()).toBe(all);
  });

  it('reads back the same prices', async () => {
    const books = await priceBooks(db, {
      scheme: 'hrg',
      codes: 'all',
      providers: 'all',
      knownOn: null,
    });
    const key = (each: Tariff) => `${each.kind} ${each.days.from}`;
    const sort = (list: readonly Tariff[]) => list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
    for (const code of ['HT12D', 'HN12F', 'HN22C', 'AA22C']) {
      const shipped = tariffs.filter((each) => each.scheme === 'hrg' && each.code === code);
      expect(sort(books?.of(code).tariffs ?? [])).toEqual(sort(shipped));
    }
    expect(books?.of('HT12D').factors).toHaveLength(205);
    expect(books?.of('HT12D').unpricedKinds.map(({ reason }) => reason)).toEqual([
      'non-elective care from 2023-24 is in the fixed payment and has no unit price',
    ]);
  });

  it.each([
    ['2019-12-31', '165.56'],
    ['2020-04-29', '165.56'],
    ['2020-04-30', '180.31'],
    [null, '180.31'],
  ])('funded nursing care on 1 October 2019 as known on %s: %s', async (knownOn, rate) => {
    const scheme = 'funded-nursing-care';
    const known = knownOn === null ? null : day(knownOn);
    const books = await priceBooks(db, {
      scheme,
      codes: ['standard'],
      providers: [],
      knownOn: known,
    });
    const book = books?.of('standard');
    expect(book && pounds(tariffOn(book, 'WEEK', null, day('2019-10-01')))).toBe(rate);
  });
});
