import { describe, expect, it } from 'vitest';
import type { ProtectedCell } from '../../src/pools/protect.ts';
import { type PublishedPart, usageOf } from '../../src/pools/usage.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const shown = (codes: string[], people: number, pounds: number): ProtectedCell => ({
  ...{ codes, withheld: null },
  shown: { people, amount: pence(pounds * 100), base: pence(100), deciles: null },
});
const hidden = (...codes: string[]): ProtectedCell => ({
  ...{ codes, shown: null, withheld: 'FEW_PEOPLE' },
});
const part = (
  name: PublishedPart['part'],
  asOf: string,
  table: ProtectedCell[],
  whole = shown([], 30, 100),
): PublishedPart => ({
  ...{ part: name, asOf: asOf as PlainDate, ruleVersion: 1 },
  tables: new Map([
    ['PEOPLE', table],
    ['ACTUAL', table],
  ]),
  whole: new Map([['PEOPLE', [whole]]]),
});

const Q1 = part('Q1', '2025-06-30', [shown(['a'], 20, 1000), hidden('b'), shown(['c'], 10, 300)]);
const Q2 = part('Q2', '2025-09-30', [shown(['a'], 25, 2000), shown(['b'], 10, 500), hidden('c')]);
const asked = { by: ['STREAM'] as const, filter: [] };
const cellsOf = (usage: ReturnType<typeof usageOf>) =>
  usage.cells.map(({ keys, people, spend, suppressed }) => [
    keys.map(({ code }) => code).join(' '),
    people,
    spend,
    suppressed,
  ]);

describe('usage', () => {
  it('adds up the money of quarters as it is shown, and tells no people of a year that is not over', () => {
    const usage = usageOf(asked, [Q1, Q2]);
    expect(usage.asOf).toBe('2025-09-30');
    const later = { suppressed: 'YEAR_NOT_OVER' };
    expect(cellsOf(usage)).toEqual([
      ['a', later, { value: 300_000n }, 0],
      ['b', later, { value: 50_000n }, 1],
      ['c', later, { value: 30_000n }, 1],
    ]);
    expect(usage.totals).toMatchObject({
      ...{ people: later, spend: { value: 380_000n }, suppressed: 2 },
    });
  });

  it('takes people of a year from its own table, and money from the quarters', () => {
    const year = part('YEAR', '2026-03-31', [shown(['a'], 30, 9999), hidden('b')]);
    const usage = usageOf(asked, [Q1, Q2, year]);
    expect(cellsOf(usage).map(([code, people, spend]) => [code, people, spend])).toEqual([
      ['a', { value: 30 }, { value: 300_000n }],
      ['b', { suppressed: 'FEW_PEOPLE' }, { value: 50_000n }],
      ['c', { suppressed: 'YEAR_NOT_OVER' }, { value: 30_000n }],
    ]);
    // Somebody may have money of two streams: the published whole, and no sum.
    expect(usage.totals.people).toEqual({ value: 30 });
  });

  it('by quarter tells each quarter’s people', () => {
    const usage = usageOf({ by: ['STREAM', 'QUARTER'], filter: [] }, [Q1, Q2]);
    expect(cellsOf(usage).slice(0, 3)).toEqual([
      ['a Q1', { value: 20 }, { value: 100_000n }, 0],
      ['a Q2', { value: 25 }, { value: 200_000n }, 0],
      ['b Q1', { suppressed: 'FEW_PEOPLE' }, { suppressed: 'FEW_PEOPLE' }, 1],
    ]);
    expect(usage.totals.people).toEqual({ suppressed: 'NOT_ADDITIVE' });
  });

  it('keeps only what a filter names', () => {
    const filter = [{ dimension: 'STREAM' as const, codes: ['b', 'c'] }];
    const usage = usageOf({ by: [], filter }, [Q1, Q2]);
    expect(cellsOf(usage)).toEqual([['', { suppressed: 'YEAR_NOT_OVER' }, { value: 80_000n }, 2]]);
    const quarter = [{ dimension: 'QUARTER' as const, codes: ['Q2'] }];
    expect(cellsOf(usageOf({ by: ['STREAM'], filter: quarter }, [Q1, Q2]))[0]).toEqual([
      'a',
      { value: 25 },
      { value: 200_000n },
      0,
    ]);
  });

  it('of which nothing is published is nothing, and not nought', () => {
    const usage = usageOf(asked, []);
    expect(usage).toMatchObject({ asOf: null, cells: [] });
    const none = { suppressed: 'NOT_PUBLISHED' };
    expect(usage.totals).toMatchObject({ people: none, spend: none, suppressed: 0 });
  });

  it('of which nothing is told where all is published is nought, and hidden where all is hidden', () => {
    const empty = part('Q1', '2025-06-30', []);
    expect(usageOf(asked, [empty])).toMatchObject({
      ...{ asOf: '2025-06-30', cells: [] },
      totals: { people: { value: 0 }, spend: { value: 0n } },
    });
    const shut = part('Q1', '2025-06-30', [hidden('a')]);
    expect(usageOf(asked, [shut]).totals.spend).toEqual({ suppressed: 'PROTECTS_OTHERS' });
  });

  it('adds up people where each is under one code alone', () => {
    const year = part('YEAR', '2026-03-31', Q1.tables.get('PEOPLE') as ProtectedCell[]);
    const usage = usageOf({ by: ['AGE_BAND'], filter: [] }, [Q1, year]);
    expect(usage.totals.people).toEqual({ value: 30 });
  });
});
