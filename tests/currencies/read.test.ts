import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allSchemes,
  currenciesOf,
  factorsOf,
  type StoredTariff,
  type TariffsWanted,
  tariffsOf,
} from '../../src/currencies/read.ts';
import type { Database } from '../../src/db/database.ts';
import { isUuid } from '../../src/values/ids.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { toDecimal } from '../../src/values/ratio.ts';
import { openTestDatabase } from '../support/hub.ts';

const day = (text: string) => text as PlainDate;

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const ALL = { after: null, count: 1000 };

const told = (tariffs: readonly StoredTariff[]) =>
  tariffs
    .map((each) => `${each.code} ${each.days.from} ${each.pounds && toDecimal(each.pounds, 2)}`)
    .sort();

function fnc(more: Partial<TariffsWanted>): Promise<StoredTariff[]> {
  const wanted = { scheme: 'funded-nursing-care', asOf: null, knownAt: null, page: ALL };
  return tariffsOf(db, { ...wanted, ...more });
}

it('schemes come in their order', async () => {
  expect((await allSchemes(db)).map(({ code }) => code)).toEqual([
    'hrg',
    'mental-health-cluster',
    'mental-health-currency',
    'funded-nursing-care',
    'care-home-week',
    'home-care-hour',
    'ips-contact',
    'resource-allocation',
  ]);
});

it('codes come a page at a time, each once', async () => {
  const codes: string[] = [];
  let after: string | null = null;
  do {
    const page = await currenciesOf(db, 'hrg', { after, count: 1000 });
    codes.push(...page.map(({ code }) => code));
    after = page.at(-1)?.code ?? null;
  } while (after !== null);
  expect(codes).toHaveLength(2298);
  expect(new Set(codes).size).toBe(2298);
  expect(codes).toEqual(codes.toSorted());
  const [first] = await currenciesOf(db, 'mental-health-cluster', { after: '08', count: 1 });
  expect(first).toMatchObject({ code: '09', unusable: 'Cluster under review' });
  expect(await currenciesOf(db, 'no-such-scheme', ALL)).toEqual([]);
});

describe('prices', () => {
  it('all of a scheme: both of 2019/20, in order of id', async () => {
    const all = await fnc({});
    expect(all).toHaveLength(26);
    const ids = all.map(({ id }) => id);
    expect(ids.every(isUuid)).toBe(true);
    expect(ids).toEqual(ids.toSorted());
    expect(told(all.filter(({ days }) => days.from === '2019-04-01'))).toEqual([
      'higher 2019-04-01 227.77',
      'higher 2019-04-01 248.06',
      'standard 2019-04-01 165.56',
      'standard 2019-04-01 180.31',
    ]);
  });

  it.each([
    [null, ['higher 2019-04-01 248.06', 'standard 2019-04-01 180.31']],
    ['2020-04-30', ['higher 2019-04-01 248.06', 'standard 2019-04-01 180.31']],
    ['2020-04-29', ['higher 2019-04-01 227.77', 'standard 2019-04-01 165.56']],
    ['2019-03-31', []],
  ])('that stand on a day, as known at %s', async (knownAt, expected) => {
    const asOf = day('2020-03-31');
    const found = await fnc({ asOf, knownAt: knownAt === null ? null : day(knownAt) });
    expect(told(found)).toEqual(expected);
  });

  it('of one code, and of a year without a rate', async () => {
    expect(told(await fnc({ code: 'higher', asOf: day('2026-04-01') }))).toEqual([
      'higher 2026-04-01 368.24',
    ]);
    // The rates of 2014/15 and 2016/17 were not found.
    expect(await fnc({ asOf: day('2014-10-01') })).toEqual([]);
    expect(await fnc({ asOf: day('2017-03-31') })).toEqual([]);
  });

  it('one a kind and a number of points', async () => {
    const asOf = day('2017-04-01');
    const wanted = { asOf, knownAt: null, page: ALL };
    const hip = await tariffsOf(db, { ...wanted, scheme: 'hrg', code: 'HN12F' });
    expect(hip.map(({ kind }) => kind).sort()).toEqual(['ELECTIVE', 'NON_ELECTIVE']);
    const table = await tariffsOf(db, { ...wanted, scheme: 'resource-allocation' });
    expect(table).toHaveLength(12);
  });

  it('a page at a time, each once', async () => {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page = await fnc({ asOf: day('2019-10-01'), page: { after, count: 1 } });
      ids.push(...page.map(({ id }) => id));
      after = page.at(-1)?.id ?? null;
    } while (after !== null);
    expect(new Set(ids).size).toBe(2);
    expect(ids).toHaveLength(2);
  });
});

it('factors of the providers asked for', async () => {
  const found = await factorsOf(db, ['RCF', 'nobody']);
  expect(found.map(({ provider, factor }) => [provider, toDecimal(factor, 6)])).toEqual([
    ['RCF', '1.012977'],
  ]);
});
