import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOfShares, partsOf, piecesOf, standingOf } from '../../src/awards/share.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { pence } from '../../src/values/money.ts';
import { contains, type Span } from '../../src/values/period.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';
import { decision, shares } from './decisions.ts';
import { day, days } from './drafts.ts';

const parts = (text: string, amount: number, interimPayer?: string) =>
  partsOf(
    decision(text, '2025-04-01', undefined, interimPayer ? { interimPayer } : {}),
    pence(amount),
  );
const shown = (text: string, amount: number) =>
  parts(text, amount).map((part) => [part.funder, Number(part.amount), part.share.oddPenny]);

describe('a whole is shared to the penny', () => {
  it('£100.01 by halves: the odd penny goes to the code first in the alphabet', () => {
    expect(shown('E08000039=50,QF7=50', 10_001)).toEqual([
      ['E08000039', 5_001, true],
      ['QF7', 5_000, false],
    ]);
  });

  it('£100.00 by thirds, the last of a hundredth more: 33.33, 33.33 and 33.34, none of them odd', () => {
    expect(shown('A=33.33,B=33.33,C=33.34', 10_000)).toEqual([
      ['A', 3_333, false],
      ['B', 3_333, false],
      ['C', 3_334, false],
    ]);
  });

  it('0.02 by three shares that are all but thirds: 0.006666… of a pound each and two odd pennies', () => {
    // 2 × 33.33 % = 0.6666 twice and 2 × 33.34 % = 0.6668: the largest remainder first, then A
    expect(shown('A=33.33,B=33.33,C=33.34', 2)).toEqual([
      ['A', 1, true],
      ['B', 0, false],
      ['C', 1, true],
    ]);
  });

  it('money that comes back is shared likewise', () => {
    expect(shown('A=50,B=50', -10_001)).toEqual([
      ['A', -5_001, true],
      ['B', -5_000, false],
    ]);
  });

  it('in a dispute the interim payer carries all of it', () => {
    const [part, another] = parts('E08000039=50,QF7=50', 10_001, 'QF7');
    expect(another).toBeUndefined();
    expect(part).toMatchObject({ funder: 'QF7', amount: 10_001n });
    expect(part?.share).toMatchObject({ percent: ratio(100), state: 'DISPUTED', oddPenny: false });
  });

  it('whatever the shares, the parts come to the whole and none is a penny off its share', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 5 });
    const amounts = fc.bigInt({ min: -10_000_000n, max: 10_000_000n }).map((each) => pence(each));
    fc.assert(
      fc.property(cuts, amounts, (found, whole) => {
        const marks = [0, ...found.sort((a, b) => a - b), 10_000];
        const funders = marks.slice(1).map((mark, at) => ({
          funder: `F${at}` as OrganisationCode,
          percent: ratio(mark - (marks[at] as number), 100),
        }));
        expect(faultOfShares(funders)).toBeNull();
        const split = partsOf({ ...decision('A=100', '2025-04-01'), funders }, whole);
        expect(split.reduce((sum, each) => sum + (each.amount as bigint), 0n)).toBe(whole);
        for (const { amount, share } of split) {
          const off = (amount as bigint) * 100n * share.percent.d - whole * share.percent.n;
          expect(off < 100n * share.percent.d && off > -100n * share.percent.d).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('shares that are none', () => {
  it.each([
    ['E08000039=50,QF7=49.99', 'do not come to exactly 100 per cent'],
    ['E08000039=50,QF7=50.01', 'do not come to exactly 100 per cent'],
    ['E08000039=50,E08000039=50', 'name a funder twice'],
    ['E08000039=100,QF7=0', 'hold a share that is not above nothing'],
    ['E08000039=150,QF7=-50', 'hold a share that is not above nothing'],
  ])('%s %s', (text, fault) => {
    expect(faultOfShares(shares(text))).toBe(fault);
  });

  it('and one that is: all of it by one funder, or by shares of a hundredth', () => {
    expect(faultOfShares(shares('QF7=100'))).toBeNull();
    expect(faultOfShares(shares('E08000039=33.33,QF7=66.67'))).toBeNull();
  });
});

describe('of several decisions', () => {
  const first = decision('A=100', '2025-04-01');
  const next = decision('B=100', '2025-10-01', '2025-12-31');
  const span = days('2025-04-01', '2026-03-31') as Span;
  const held = (...recorded: (typeof first)[]) =>
    piecesOf(span, standingOf(recorded)).map(({ days: { from, until }, decision: by }) => [
      from,
      until,
      by?.funders[0]?.funder ?? null,
    ]);

  it('a later one replaces from its first day on, also beyond its own last day', () => {
    expect(held(first, next)).toEqual([
      ['2025-04-01', '2025-10-01', 'A'],
      ['2025-10-01', '2026-01-01', 'B'],
      ['2026-01-01', '2026-04-01', null],
    ]);
  });

  it('the order of recording decides, not the days', () => {
    expect(held(next, first)).toEqual([['2025-04-01', '2026-04-01', 'A']]);
  });

  it('days before and after a decision have none', () => {
    expect(held(next)).toEqual([
      ['2025-04-01', '2025-10-01', null],
      ['2025-10-01', '2026-01-01', 'B'],
      ['2026-01-01', '2026-04-01', null],
    ]);
  });

  it('each day stands under one at most, and the pieces are all of the days', () => {
    const any = fc.array(
      fc.tuple(fc.integer({ min: -100, max: 500 }), fc.option(fc.integer({ min: 1, max: 400 }))),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(any, (said) => {
        const recorded = said.map(([start, length], at) => {
          const from = addDays(day('2025-04-01'), start);
          const until = length === null ? null : addDays(from, length);
          return { ...decision('A=100', '2025-04-01'), id: `${at}`, days: { from, until } };
        });
        const pieces = piecesOf(span, standingOf(recorded));
        expect(pieces[0]?.days.from).toBe(span.from);
        expect(pieces.at(-1)?.days.until).toBe(span.until);
        pieces.slice(1).forEach((piece, at) => {
          expect(piece.days.from).toBe(pieces[at]?.days.until);
        });
        for (const {
          days: { from },
          decision: by,
        } of pieces) {
          // The one recorded last among those that had begun, if it still runs.
          const last = recorded.findLast((each) => each.days.from <= from);
          const expected = last && contains(last.days, from) ? last.id : undefined;
          expect(by?.id).toBe(expected);
        }
      }),
      { numRuns: 300 },
    );
  });
});
