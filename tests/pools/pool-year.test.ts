import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgreedSum } from '../../src/budgets/agreed-ahead.ts';
import type { AgreementRecord } from '../../src/pools/agreements-store.ts';
import { booksOf, type PoolEntry } from '../../src/pools/books.ts';
import type { MonthSum } from '../../src/pools/drawn.ts';
import type { AccountsBasis, CurrencyScope } from '../../src/pools/pool.ts';
import { sumOf, sumsByPartner, sumsByScheme, sumsByStream } from '../../src/pools/pool-sums.ts';
import { type PoolFigures, type PoolYear, poolYear } from '../../src/pools/pool-year.ts';
import { type FinancialYear, monthOf } from '../../src/values/financial-year.ts';
import { addPence, NO_PENCE, type Pence, pence } from '../../src/values/money.ts';
import { body, day, days, rule } from './rules.ts';

const YEAR = '2025-26' as FinancialYear;
const COUNCIL = body('E08000039');
const BOARD = body('QF7');
const HOURS = { scheme: 'home-care-hour', code: 'minimum' };

const agreement = (accounts: AccountsBasis = 'CASH'): AgreementRecord => ({
  ...{ id: 'a', pool: 'P', reference: 'R', aims: '', functions: '', services: '', manager: '' },
  ...{ days: days('2025-04-01', '2026-03-31'), signedUntil: day('2026-04-01'), accounts },
  ...{ riskShare: 'PRO_RATA', carry: 'RETURN', carryShare: null, grantPassesWhole: true },
  partners: [COUNCIL, BOARD].map((organisation) => ({ organisation, share: null, most: null })),
  ...{ knownFrom: day('2025-03-01'), totals: [], schemes: [], plans: [] },
  contributions: [
    { partner: COUNCIL, source: 'S', year: YEAR, variation: '', amount: pence(400_00) },
    { partner: BOARD, source: 'S', year: YEAR, variation: '', amount: pence(600_00) },
  ],
});

const figures = (said: Partial<PoolFigures> = {}): PoolFigures => ({
  pool: { code: 'P', name: 'P', host: COUNCIL },
  ...{ agreements: [agreement()], rules: [], spent: [], promised: [], agreed: [], plans: [] },
  ...{ books: booksOf([]), clinical: new Set<string>(), ...said },
});

const looked = (text: string) => ({ day: day(text), knownOn: day(text) });
const yearOf = (said: Partial<PoolFigures>, on = looked('2025-09-30')): PoolYear =>
  poolYear(figures(said), YEAR, on, NO_PENCE) as PoolYear;

const sum = (month: string, amount: number, said: Partial<MonthSum> = {}): MonthSum => ({
  ...{ stream: 'adult-social-care', funder: COUNCIL, currency: null },
  ...{ month: day(month), amount: pence(amount), ...said },
});
const agreed = (month: string, amount: number, said: Partial<AgreedSum> = {}): AgreedSum =>
  ({ ...sum(month, amount, said), unpriced: 0, unassessed: 0, ...said }) as AgreedSum;

describe('a year of a pool', () => {
  const rules = [
    rule('home', [2, 3]),
    rule('hours', [1, 1], { currency: { ...HOURS, code: null } }),
  ];

  it('commits what is agreed by the rules of its month and currency', () => {
    const year = yearOf({
      rules,
      // Of £100.00 two thirds are £66.67; the £30.00 by the hour go to another scheme, whole.
      agreed: [
        agreed('2025-10-01', 100_00, { unpriced: 2 }),
        agreed('2025-11-01', 30_00, { currency: HOURS }),
      ],
    });
    const measures = sumsByScheme(year).map(({ of, committed, agreed: all, spend }) => [
      of,
      committed,
      all,
      spend,
    ]);
    expect(measures).toEqual([
      ['home', 66_67n, 66_67n, 0n],
      ['hours', 30_00n, 30_00n, 0n],
    ]);
    expect(year.agreedUnattributed.map(({ amount }) => amount)).toEqual([33_33n]);
    expect([year.unpriced, year.unassessed]).toEqual([2, 0]);
    expect(year.outlook.forecast).toBe(96_67n);
    expect(year.outlook.variance).toBe(96_67n - 1000_00n);
  });

  it('forecasts by the scheme alone where a code is a diagnosis', () => {
    const year = yearOf({
      ...{ rules, clinical: new Set([HOURS.scheme]) },
      agreed: [
        agreed('2025-10-01', 10_00, { currency: HOURS }),
        agreed('2025-11-01', 30_00, { currency: { ...HOURS, code: 'other' } }),
      ],
    });
    const [only, ...more] = year.outlook.currencies;
    expect([only?.currency, only?.forecast, more]).toEqual([
      { scheme: HOURS.scheme, code: null },
      40_00n,
      [],
    ]);
  });

  it('counts no award that is another pool’s or nobody’s', () => {
    const others = [rule('home', [1, 1], { pool: 'Q' })];
    const year = yearOf({ rules: others, agreed: [agreed('2025-10-01', 1, { unpriced: 3 })] });
    expect([year.unpriced, year.cells]).toEqual([0, []]);
  });

  it('counts what was spent and received by a day that has passed, and nothing later', () => {
    const entries: PoolEntry[] = [
      {
        kind: 'RECEIVED',
        id: '1',
        year: YEAR,
        partner: BOARD,
        amount: pence(90_00),
        day: day('2025-06-30'),
      },
      {
        kind: 'RECEIVED',
        id: '2',
        year: YEAR,
        partner: BOARD,
        amount: pence(60_00),
        day: day('2025-07-01'),
      },
      { kind: 'REVERSED', id: '3', about: '1', day: day('2025-08-15') },
    ];
    const said = {
      rules: [rule('home', [1, 1])],
      spent: [sum('2025-06-01', 10_00), sum('2025-07-01', 20_00)],
      books: booksOf(entries),
    };
    const on = (text: string) => {
      const year = yearOf(said, { day: day(text), knownOn: day('2026-05-01') });
      return [year.asOf, sumOf(year).spend, year.contributions[1]?.received, year.isOver];
    };
    expect(on('2025-06-30')).toEqual(['2025-06-30', 10_00n, 90_00n, false]);
    expect(on('2025-07-31')).toEqual(['2025-07-31', 30_00n, 150_00n, false]);
    expect(on('2026-03-31')).toEqual(['2026-03-31', 30_00n, 60_00n, true]);
  });
});

describe('conservation', () => {
  const amount = fc.integer({ min: -900_00, max: 90_000_00 });
  const month = fc.integer({ min: 1, max: 12 }).map((at) => monthOf(YEAR, at).from);
  const currency = fc.constantFrom<CurrencyScope | null>(null, HOURS, { ...HOURS, code: 'other' });
  const monthSum = fc.record({
    ...{ month, currency, amount: amount.map((each) => pence(each)) },
    stream: fc.constantFrom('adult-social-care', 'disabled-facilities-grant'),
    funder: fc.constantFrom(COUNCIL, BOARD),
  });
  const someRule = fc
    .record({
      scheme: fc.constantFrom('home', 'beds', 'kit'),
      stream: fc.constantFrom('adult-social-care', 'disabled-facilities-grant'),
      currency: fc.constantFrom<CurrencyScope | null>(null, { ...HOURS, code: null }, HOURS),
      share: fc.integer({ min: 1, max: 7 }),
    })
    // Of three schemes at most a third each, so that no scope is above the whole.
    .map(({ scheme, share, ...scope }) => rule(scheme, [share, 21], scope));
  const entry = fc.record({
    scheme: fc.constantFrom('home', 'beds', 'kit'),
    partner: fc.constantFrom(COUNCIL, BOARD),
    nature: fc.constantFrom('REVENUE' as const, 'CAPITAL' as const),
    amount: fc.integer({ min: 1, max: 5_000_00 }).map((each) => pence(each)),
    incurredOn: month,
    isPaid: fc.boolean(),
  });

  it('by partner = by scheme = by stream = by currency, of each measure, to the penny', () => {
    const check = fc.property(
      fc.uniqueArray(someRule, {
        maxLength: 8,
        selector: ({ scheme, stream, currency: of }) => JSON.stringify([scheme, stream, of]),
      }),
      fc.array(monthSum, { maxLength: 20 }),
      fc.array(monthSum, { maxLength: 20 }),
      fc.array(fc.tuple(monthSum, fc.boolean()), { maxLength: 10 }),
      fc.array(entry, { maxLength: 6 }),
      fc.constantFrom<AccountsBasis>('CASH', 'ACCRUED'),
      (rules, spent, ahead, promised, nobodys, accounts) => {
        const entries = nobodys.map(
          ({ isPaid, ...each }, at): PoolEntry => ({
            ...{ kind: 'SPENT', id: `${at}`, carrier: 'TEAM', words: 'team', ...each },
            day: isPaid ? each.incurredOn : null,
          }),
        );
        const year = yearOf({
          ...{ rules, spent, agreements: [agreement(accounts)], books: booksOf(entries) },
          agreed: ahead.map((each) => ({ ...each, unpriced: 0, unassessed: 0 }) as AgreedSum),
          promised: promised.map(([each, billed]) => ({ ...each, billed })),
        });
        const whole = sumOf(year);
        for (const parts of [sumsByPartner(year), sumsByScheme(year), sumsByStream(year)]) {
          for (const measure of ['spend', 'committed', 'agreed', 'forecast'] as const) {
            const all = addPence(...parts.map((part) => part[measure] as Pence));
            expect(all).toBe(whole[measure]);
          }
        }
        const { currencies, forecast } = year.outlook;
        expect(addPence(...currencies.map(({ spend }) => spend))).toBe(whole.spend);
        expect(addPence(...currencies.map(({ committed }) => committed))).toBe(whole.committed);
        expect(forecast).toBe(addPence(whole.spend, whole.committed));
        const ofAgreed = addPence(
          whole.agreed,
          ...year.agreedUnattributed.map((each) => each.amount),
        );
        const drawing = new Set(rules.map(({ stream }) => stream));
        const told = ahead.filter(({ stream }) => drawing.has(stream)).map((each) => each.amount);
        expect(ofAgreed).toBe(addPence(...told));
      },
    );
    fc.assert(check, { numRuns: 150 });
  });
});
