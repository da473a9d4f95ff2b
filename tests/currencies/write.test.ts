import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CurrencyCode, Scheme } from '../../src/currencies/scheme.ts';
import { priceBooks } from '../../src/currencies/store.ts';
import {
  type MarketForcesFactor,
  type PriceBook,
  type Tariff,
  type TariffKind,
  tariffOn,
} from '../../src/currencies/tariff.ts';
import {
  keepCurrencies,
  keepFactors,
  keepSchemes,
  keepTariffs,
  keepUnpricedKinds,
} from '../../src/currencies/write.ts';
import { type Database, sql } from '../../src/db/database.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { decimal, ratio, toDecimal } from '../../src/values/ratio.ts';
import { openTestDatabase } from '../support/hub.ts';

const day = (text: string) => text as PlainDate;

const SCHEME: Scheme = {
  code: 'day-centre',
  name: 'Day at a day centre',
  measure: 'WEEK',
  clinical: false,
  form: '[a-z0-9-]+',
  digits: null,
  days: { from: day('2020-04-01'), until: null },
  succeededBy: null,
  source: 'test',
};

const code = (text: string): CurrencyCode => ({
  scheme: SCHEME.code,
  code: text,
  name: text,
  group: null,
  days: SCHEME.days,
  unusable: null,
  review: null,
  source: 'test',
});

const price = (of: string, pounds: string, more: Partial<Tariff> = {}): Tariff => ({
  scheme: SCHEME.code,
  code: of,
  kind: 'WEEK',
  provider: null,
  days: { from: day('2025-04-01'), until: day('2026-04-01') },
  knownFrom: day('2025-03-01'),
  pounds: decimal(pounds),
  percent: null,
  trimPoint: null,
  longStayPounds: null,
  points: null,
  illustrative: false,
  source: 'test',
  ...more,
});

const factor = (text: string): MarketForcesFactor => ({
  provider: 'RCF',
  days: { from: day('2030-04-01'), until: day('2031-04-01') },
  knownFrom: day('2030-04-01'),
  factor: decimal(text),
  source: 'test',
});

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await keepSchemes(db, [SCHEME]);
});
afterAll(() => db.close());

async function bookOf(of: string): Promise<PriceBook> {
  const wanted = { scheme: SCHEME.code, codes: [of], providers: ['RCF'], knownOn: null };
  const books = await priceBooks(db, wanted);
  if (!books) throw new Error('the scheme is not there');
  return books.of(of);
}

const refused = (what: Promise<unknown>) =>
  what.then(
    () => 'taken',
    (error: { code?: string }) => error.code,
  );

describe('reference data', () => {
  it('is added, found again, and renewed where it says something else', async () => {
    expect(await keepSchemes(db, [SCHEME])).toBe(0);
    const retired = { ...SCHEME, days: { from: SCHEME.days.from, until: day('2030-04-01') } };
    expect(await keepSchemes(db, [retired])).toBe(1);
    expect(await keepSchemes(db, [SCHEME])).toBe(1);
    expect(await keepCurrencies(db, [code('kept'), code('other')])).toBe(2);
    expect(await keepCurrencies(db, [code('kept'), code('other')])).toBe(0);
    const barred = { ...code('kept'), unusable: 'closed', review: { every: 3, unit: 'MONTH' } };
    expect(await keepCurrencies(db, [barred as CurrencyCode, code('other')])).toBe(1);
    expect((await bookOf('kept')).currency).toEqual(barred);
    const kind: TariffKind = 'WEEK';
    const none = { scheme: SCHEME.code, kind, days: SCHEME.days, reason: 'none', source: 'test' };
    expect(await keepUnpricedKinds(db, [none])).toBe(1);
    expect(await keepUnpricedKinds(db, [none])).toBe(0);
    expect(await keepUnpricedKinds(db, [{ ...none, reason: 'free' }])).toBe(1);
    expect((await bookOf('kept')).unpricedKinds.map(({ reason }) => reason)).toEqual(['free']);
  });
});

describe('prices', () => {
  it('are added once, exactly, and read back as they were', async () => {
    await keepCurrencies(db, [code('exact')]);
    const eight = price('exact', '155.12345678');
    const own = price('exact', '0', { provider: 'RCF', illustrative: true });
    expect(await keepTariffs(db, [eight, own])).toBe(2);
    expect(await keepTariffs(db, [eight, own])).toBe(0);
    expect(await keepTariffs(db, [{ ...eight, source: 'named otherwise' }])).toBe(0);
    const { tariffs } = await bookOf('exact');
    expect(tariffs.toSorted((a) => (a.provider === null ? -1 : 1))).toEqual([eight, own]);
  });

  it('that are no decimal number are never rounded', async () => {
    await expect(keepTariffs(db, [price('exact', '1', { pounds: ratio(1, 3) })])).rejects.toThrow(
      RangeError,
    );
  });

  it('that contradict what stands are refused by the database, and nothing holds', async () => {
    await keepCurrencies(db, [code('firm')]);
    await keepTariffs(db, [price('firm', '10')]);
    const later = price('firm', '11', { knownFrom: day('2025-06-01') });
    const two = [later, price('firm', '12')];
    expect(await refused(db.transaction((tx) => keepTariffs(tx, two)))).toBe('23P01');
    expect((await bookOf('firm')).tariffs).toHaveLength(1);
    expect(await keepTariffs(db, [later])).toBe(1);
  });

  it('of one thing that overlap are refused by the database itself', async () => {
    await keepCurrencies(db, [code('plain')]);
    const insert = (first: string, until: string | null, knownFrom: string) =>
      db.rows(
        'test.insert',
        sql`insert into tariffs (scheme, code, kind, first_day, until_day, known_from, pounds,
              illustrative, source)
            values (${SCHEME.code}, 'plain', 'WEEK', ${first}::date, ${until}::date,
              ${knownFrom}::date, 1, false, 'test')`,
      );
    await insert('2025-04-01', '2026-04-01', '2025-04-01');
    expect(await refused(insert('2026-03-31', null, '2025-04-01'))).toBe('23P01');
    expect(await refused(insert('2026-04-01', null, '2025-04-01'))).toBe('taken');
    expect(await refused(insert('2026-03-31', null, '2025-04-02'))).toBe('taken');
  });

  it('are never changed or deleted', async () => {
    await keepCurrencies(db, [code('lasting')]);
    await keepTariffs(db, [price('lasting', '10')]);
    const change = db.rows(
      'test.change',
      sql`update tariffs set pounds = 1 where code = 'lasting'`,
    );
    expect(await refused(change)).not.toBe('taken');
    const remove = db.rows('test.remove', sql`delete from tariffs where code = 'lasting'`);
    expect(await refused(remove)).not.toBe('taken');
  });

  it('more than one statement takes are all kept', async () => {
    await keepCurrencies(db, [code('daily')]);
    const first = day('2020-04-01');
    const daily = Array.from({ length: 2600 }, (_, index) => {
      const from = addDays(first, index);
      return price('daily', `${index}.01`, { days: { from, until: addDays(from, 1) } });
    });
    expect(await keepTariffs(db, daily)).toBe(2600);
    const { tariffs } = await bookOf('daily');
    // 2,599 days after 1 April 2020: 2,191 to 1 April 2026, 365 to 2027, 43 to 14 May 2027.
    const last = tariffOn({ tariffs }, 'WEEK', null, day('2027-05-14'));
    expect(last?.pounds && toDecimal(last.pounds, 2)).toBe('2599.01');
  });
});

it('factors are added once, and another one for the same days is refused', async () => {
  expect(await keepFactors(db, [factor('1.0461')])).toBe(1);
  expect(await keepFactors(db, [factor('1.046100')])).toBe(0);
  expect(await refused(db.transaction((tx) => keepFactors(tx, [factor('1.05')])))).not.toBe(
    'taken',
  );
});

describe('order of arrival', () => {
  const drafts = fc.uniqueArray(
    fc.record({
      from: fc.integer({ min: 0, max: 20 }),
      length: fc.integer({ min: 1, max: 20 }),
      known: fc.integer({ min: 0, max: 5 }),
      pounds: fc.integer({ min: 0, max: 9999 }),
      own: fc.boolean(),
    }),
    // Known from one day, one price a provider may hold for a day: so one row each.
    { selector: ({ known, own }) => `${known} ${own}`, minLength: 1, maxLength: 8 },
  );
  const tariffOf = (
    of: string,
    draft: typeof drafts extends fc.Arbitrary<(infer D)[]> ? D : never,
  ) => {
    const from = addDays(day('2025-04-01'), draft.from);
    return price(of, String(draft.pounds), {
      provider: draft.own ? 'RCF' : null,
      days: { from, until: addDays(from, draft.length) },
      knownFrom: addDays(day('2025-01-01'), draft.known),
    });
  };
  const standing = (tariffs: readonly Tariff[], provider: string | null) =>
    Array.from({ length: 42 }, (_, index) => {
      const found = tariffOn({ tariffs }, 'WEEK', provider, addDays(day('2025-04-01'), index));
      return found?.pounds ? toDecimal(found.pounds, 0) : '-';
    });

  it('makes no difference to the price that stands, whatever is shuffled', () => {
    fc.assert(
      fc.property(drafts, fc.infiniteStream(fc.double({ noNaN: true })), (rows, dice) => {
        const tariffs = rows.map((draft) => tariffOf('any', draft));
        const mixed = tariffs
          .map((tariff) => ({ tariff, at: dice.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ tariff }) => tariff);
        for (const provider of [null, 'RCF']) {
          expect(standing(mixed, provider)).toEqual(standing(tariffs, provider));
        }
      }),
    );
  });

  it('makes no difference through the database either', async () => {
    let turn = 0;
    await fc.assert(
      fc.asyncProperty(drafts, async (rows) => {
        turn += 1;
        const names = [`there-${turn}`, `back-${turn}`] as const;
        await keepCurrencies(db, names.map(code));
        for (const draft of rows) await keepTariffs(db, [tariffOf(names[0], draft)]);
        for (const draft of rows.toReversed()) await keepTariffs(db, [tariffOf(names[1], draft)]);
        const [there, back] = [await bookOf(names[0]), await bookOf(names[1])];
        for (const provider of [null, 'RCF']) {
          const told = standing(there.tariffs, provider);
          expect(standing(back.tariffs, provider)).toEqual(told);
          expect(
            standing(
              rows.map((draft) => tariffOf(names[0], draft)),
              provider,
            ),
          ).toEqual(told);
        }
      }),
      { numRuns: 15 },
    );
  });
});
