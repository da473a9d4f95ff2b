import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Attributed,
  attribute,
  attributeEach,
  CountedTwice,
  rulesFor,
} from '../../src/pools/attribute.ts';
import { faultsOfRules } from '../../src/pools/judge-rules.ts';
import type { AttributionRule } from '../../src/pools/pool.ts';
import { SELF } from '../../src/streams/stream.ts';
import { daysOf, type FinancialYear, monthOf } from '../../src/values/financial-year.ts';
import { addPence, NO_PENCE, type Pence, pence } from '../../src/values/money.ts';
import { contains } from '../../src/values/period.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';
import { body, day, days, line, rule } from './rules.ts';

const MIDSUMMER = day('2025-06-24');
const partsOf = ({ parts, unattributed }: Attributed) => ({
  parts: parts.map(({ pool, scheme, amount }) => [pool, scheme, amount]),
  unattributed,
});

describe('an amount', () => {
  it('goes to schemes by their shares, to the penny, and the rest to none', () => {
    const rules = [rule('home', [1, 3]), rule('beds', [1, 3]), rule('kit', [1, 6])];
    // A third of £10.00 is 333⅓p, a sixth 166⅔p: of 100 pence left over the largest remainders get one.
    expect(partsOf(attribute(rules, line(), MIDSUMMER, pence(1000)))).toEqual({
      parts: [
        ['P', 'beds', 333n],
        ['P', 'home', 333n],
        ['P', 'kit', 167n],
      ],
      unattributed: 167n,
    });
  });

  it('that no rule catches is unattributed, whole', () => {
    const rules = [
      rule('home', [1, 1], { stream: 'carer-support' }),
      rule('home', [1, 1], { funder: body('QF7') }),
      rule('home', [1, 1], { days: days('2025-04-01', '2025-05-31') }),
      rule('home', [1, 1], { currency: { scheme: 'home-care-hour', code: null } }),
    ];
    expect(attribute(rules, line(), MIDSUMMER, pence(999))).toEqual({
      parts: [],
      unattributed: 999n,
    });
  });

  it('of the person’s own is no pool’s', () => {
    const own = attribute([rule('home', [1, 1])], line(undefined, SELF), MIDSUMMER, pence(100));
    expect(own).toEqual({ parts: [], unattributed: 100n });
  });

  it('below nothing is taken back from where it went', () => {
    const rules = [rule('home', [2, 3])];
    const back = attribute(rules, line(), MIDSUMMER, pence(-100));
    expect(partsOf(back)).toEqual({ parts: [['P', 'home', -67n]], unattributed: -33n });
  });

  it('is never given away twice: rules for more than all of it are a fault', () => {
    const rules = [rule('home', [2, 3]), rule('beds', [2, 3], { pool: 'Q' })];
    expect(() => attribute(rules, line(), MIDSUMMER, pence(1))).toThrow(CountedTwice);
  });
});

describe('of several rules', () => {
  const hours = (code: string | null) => ({ scheme: 'home-care-hour', code });
  const wide = rule('wide', [1, 1]);
  const ofScheme = rule('scheme', [1, 1], { currency: hours(null) });
  const ofCode = rule('code', [1, 1], { currency: hours('weekday') });
  const ofFunder = rule('funder', [1, 2], { pool: 'Q', funder: body('E08000039') });

  it.each([
    ['whatever is paid for', null, ['wide']],
    ['what is paid for, by its scheme', hours('weekend'), ['scheme']],
    ['what is paid for, by its code', hours('weekday'), ['code']],
  ])('the narrowest holds: %s', (_what, currency, schemes) => {
    const found = rulesFor(
      [wide, ofScheme, ofCode],
      line(undefined, undefined, currency),
      MIDSUMMER,
    );
    expect(found.map(({ scheme }) => scheme)).toEqual(schemes);
  });

  it('the narrowest holds alone, of whichever pool it is', () => {
    const found = attribute([wide, ofCode, ofFunder], line(), MIDSUMMER, pence(100));
    expect(partsOf(found)).toEqual({ parts: [['Q', 'funder', 50n]], unattributed: 50n });
    const other = attribute(
      [wide, ofCode, ofFunder],
      line(undefined, 'QF7'),
      MIDSUMMER,
      pence(100),
    );
    expect(partsOf(other)).toEqual({ parts: [['P', 'wide', 100n]], unattributed: 0n });
  });

  it('what is known last of a pool stands, from its first day on and no day before', () => {
    const knownLater = { days: days('2025-10-01', '2025-12-31'), knownFrom: day('2025-09-15') };
    const rules = [
      rule('home', [1, 2]),
      rule('beds', [1, 2]),
      rule('beds', [1, 4], knownLater),
      rule('kit', [1, 2], { pool: 'Q', stream: 'carer-support' }),
    ];
    const on = (text: string) => partsOf(attribute(rules, line(), day(text), pence(400)));
    const before = {
      parts: [
        ['P', 'beds', 200n],
        ['P', 'home', 200n],
      ],
      unattributed: 0n,
    };
    expect(on('2025-09-30')).toEqual(before);
    expect(on('2025-10-01')).toEqual({ parts: [['P', 'beds', 100n]], unattributed: 300n });
    expect(on('2026-01-01')).toEqual(before);
  });
});

describe('conservation', () => {
  const YEAR = daysOf('2025-26' as FinancialYear);
  const STREAMS = ['adult-social-care', 'continuing-healthcare', 'disabled-facilities-grant'];
  const FUNDERS = ['E08000039', 'QF7', 'DWP'];
  const POOLS = ['P', 'Q'];
  const SCHEMES = ['beds', 'home', 'kit'];

  const MONTHS = Array.from({ length: 12 }, (_, at) => monthOf('2025-26' as FinancialYear, at + 1));
  const someDays = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
    .map(([a, b]) => ({
      from: monthOf('2025-26' as FinancialYear, Math.min(a, b)).from,
      until: monthOf('2025-26' as FinancialYear, Math.max(a, b)).until,
    }));
  const someRule = fc
    .record({
      pool: fc.constantFrom(...POOLS),
      scheme: fc.constantFrom(...SCHEMES),
      stream: fc.constantFrom(...STREAMS),
      funder: fc.constantFrom(null, ...FUNDERS.map(body)),
      share: fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 7, max: 13 })),
      days: someDays,
      knownFrom: fc.constantFrom(day('2025-01-01'), day('2025-02-01'), day('2025-03-01')),
    })
    .map(
      ({ share: [n, d], ...said }): AttributionRule => ({
        ...{ ...said, currency: null, share: ratio(n, d) },
      }),
    );
  const schemes = POOLS.flatMap((pool) =>
    SCHEMES.map((scheme) => ({ pool, agreement: 'A', scheme, days: YEAR })),
  );
  /** As many of these rules as may stand beside each other. */
  const admitted = (all: readonly AttributionRule[]) => {
    const stored: AttributionRule[] = [];
    for (const each of all) {
      const known = { stored, schemes, keepsGrant: () => true, today: day('2025-01-01') };
      if (faultsOfRules([each], known).length === 0) stored.push(each);
    }
    return stored;
  };
  const movement = fc.record({
    person: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    stream: fc.constantFrom(...STREAMS),
    funder: fc.constantFrom(...FUNDERS),
    on: fc.integer({ min: 0, max: 364 }).map((at) => addDays(YEAR.from, at)),
    amount: fc.integer({ min: -5_000_00, max: 90_000_00 }).map((each) => pence(each)),
  });
  /** Block contracts, teams, stores: spent on a scheme for a partner, and carried by no person. */
  const carriedByNobody = fc.record({
    pool: fc.constantFrom(...POOLS),
    scheme: fc.constantFrom(...SCHEMES),
    funder: fc.constantFrom(...FUNDERS),
    amount: fc.integer({ min: -5_000_00, max: 2_000_000_00 }).map((each) => pence(each)),
  });

  type Sums = Map<string, Pence>;
  const add = (sums: Sums, key: string, amount: Pence) =>
    sums.set(key, addPence(sums.get(key) ?? NO_PENCE, amount));
  const whole = (sums: Sums) => addPence(...sums.values());

  it('by partner = by scheme = by stream = by person + what no person carries', () => {
    const check = fc.property(
      fc.array(someRule, { maxLength: 12 }),
      fc.array(movement, { maxLength: 40 }),
      fc.array(carriedByNobody, { maxLength: 6 }),
      (said, movements, blocks) => {
        const rules = admitted(said);
        const by = { partner: new Map(), scheme: new Map(), stream: new Map(), person: new Map() };
        let unattributed = NO_PENCE;
        let ofNobody = NO_PENCE;
        for (const { pool, scheme, funder, amount } of blocks) {
          add(by.partner, funder, amount);
          add(by.scheme, `${pool} ${scheme}`, amount);
          add(by.stream, 'nobody', amount);
          ofNobody = addPence(ofNobody, amount);
        }
        for (const month of MONTHS) {
          for (const stream of STREAMS) {
            for (const funder of FUNDERS) {
              const moved = movements.filter(
                (each) =>
                  each.stream === stream && each.funder === funder && contains(month, each.on),
              );
              const source = line(stream, funder);
              const amounts = moved.map(({ amount }) => amount);
              const sum = attribute(rules, source, month.from, addPence(...amounts));
              for (const { pool, scheme, amount } of sum.parts) {
                add(by.partner, funder, amount);
                add(by.scheme, `${pool} ${scheme}`, amount);
                add(by.stream, stream, amount);
              }
              unattributed = addPence(unattributed, sum.unattributed);
              attributeEach(rules, source, month.from, amounts).forEach((each, at) => {
                const { person } = moved[at] as (typeof moved)[number];
                for (const { amount } of each.parts) add(by.person, person, amount);
              });
            }
          }
        }
        const pooled = whole(by.scheme);
        expect(whole(by.partner)).toBe(pooled);
        expect(whole(by.stream)).toBe(pooled);
        expect(addPence(whole(by.person), ofNobody)).toBe(pooled);
        const moved = addPence(...movements.map(({ amount }) => amount));
        expect(addPence(pooled, unattributed)).toBe(addPence(moved, ofNobody));
      },
    );
    fc.assert(check, { numRuns: 150 });
  });

  it('each of several amounts gets its own share, within a penny for each scheme', () => {
    const amounts = fc.array(fc.integer({ min: -900, max: 90_000 }).map((each) => pence(each)));
    const rules = [rule('beds', [1, 3]), rule('home', [2, 7])];
    const check = fc.property(amounts, (all) => {
      const each = attributeEach(rules, line(), MIDSUMMER, all);
      const sum = attribute(rules, line(), MIDSUMMER, addPence(...all));
      each.forEach(({ parts, unattributed }, at) => {
        expect(addPence(...parts.map(({ amount }) => amount), unattributed)).toBe(all[at]);
        for (const [scheme, n, d] of [
          ['beds', 1, 3],
          ['home', 2, 7],
        ] as const) {
          const got = parts.find((part) => part.scheme === scheme)?.amount ?? NO_PENCE;
          expect(Math.abs(Number(got) - (Number(all[at]) * n) / d)).toBeLessThan(2);
        }
      });
      const ofScheme = (scheme: string) =>
        addPence(
          ...each.flatMap(({ parts }) =>
            parts.filter((part) => part.scheme === scheme).map(({ amount }) => amount),
          ),
        );
      for (const { scheme, amount } of sum.parts) expect(ofScheme(scheme)).toBe(amount);
    });
    fc.assert(check, { numRuns: 200 });
  });
});
