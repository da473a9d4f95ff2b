import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODES } from '../../src/awards/award.ts';
import { type ModePart, modesOf } from '../../src/pools/mode-mix.ts';
import type { ProtectedCell } from '../../src/pools/protect.ts';
import { type PublishedPart, usageOf } from '../../src/pools/usage.ts';
import { pence } from '../../src/values/money.ts';
import { day } from './rules.ts';

const shown = (mode: string, people: number, pounds: number): ProtectedCell => ({
  ...{ codes: [mode], withheld: null },
  shown: { people, amount: pence(pounds * 100), base: pence(100), deciles: null },
});
const hidden = (mode: string): ProtectedCell => ({
  ...{ codes: [mode], shown: null, withheld: 'FEW_PEOPLE' },
});
const part = (name: PublishedPart['part'], spend: ProtectedCell[], committed = spend) => ({
  ...{ part: name, asOf: day('2025-06-30'), ruleVersion: 2, whole: new Map() },
  tables: new Map([
    ...([['PEOPLE', spend]] as const),
    ...([['ACTUAL', spend]] as const),
    ...([['COMMITTED', committed]] as const),
  ]),
});
const mixOf = (...parts: PublishedPart[]) => modesOf(usageOf({ by: ['MODE'], filter: [] }, parts));
const told = ({ figure, share }: ModePart['spend']) =>
  'value' in figure ? [figure.value, 'value' in share ? share.value : share] : figure;
const spendOf = (mix: ReturnType<typeof mixOf>) =>
  Object.fromEntries(mix.modes.map(({ mode, spend }) => [mode, told(spend)]));

describe('how a pool’s money is held', () => {
  it('is told for each mode with its share of what is shown', () => {
    const table = [
      shown('COMMISSIONED', 40, 6000),
      shown('DIRECT_PAYMENT', 20, 2000),
      shown('NOTIONAL', 10, 1000),
    ];
    const committed = [shown('COMMISSIONED', 40, 9000), shown('DIRECT_PAYMENT', 20, 3000)];
    const mix = mixOf(part('Q1', table, committed), part('YEAR', table));
    expect(spendOf(mix)).toEqual({
      // £6,000, £2,000 and £1,000 of £9,000.
      ...{ COMMISSIONED: [600_000n, '66.7'], DIRECT_PAYMENT: [200_000n, '22.2'] },
      ...{ NOTIONAL: [100_000n, '11.1'], THIRD_PARTY: [0n, '0.0'] },
    });
    const [notional] = mix.modes;
    // 10 of 70 people; nothing is committed notionally, and that is told as not reported.
    expect(notional?.people).toEqual({ figure: { value: 10 }, share: { value: '14.3' } });
    expect(notional?.committed.figure).toEqual({ suppressed: 'NOT_REPORTED' });
    expect(mix).toMatchObject({ asOf: '2025-06-30', ruleVersion: 2, suppressed: 0 });
  });

  it('leaves out of every share what is not shown, and beside it does not tell that there is nobody', () => {
    const table = [
      shown('COMMISSIONED', 40, 6000),
      hidden('DIRECT_PAYMENT'),
      shown('NOTIONAL', 10, 2000),
    ];
    const mix = mixOf(part('Q1', table));
    expect(spendOf(mix)).toEqual({
      ...{ COMMISSIONED: [600_000n, '75.0'], NOTIONAL: [200_000n, '25.0'] },
      ...{
        DIRECT_PAYMENT: { suppressed: 'FEW_PEOPLE' },
        THIRD_PARTY: { suppressed: 'FEW_PEOPLE' },
      },
    });
    expect(mix.suppressed).toBe(1);
    for (const { people } of mix.modes)
      expect(people.figure).toEqual({ suppressed: 'YEAR_NOT_OVER' });
  });

  it('of which nothing is published is nothing, and not nought', () => {
    for (const { people, committed, spend } of mixOf().modes) {
      for (const { figure, share } of [people, committed, spend]) {
        expect([figure, share]).toEqual([
          { suppressed: 'NOT_PUBLISHED' },
          { suppressed: 'NOT_PUBLISHED' },
        ]);
      }
    }
  });

  it('of which nobody has anything is nought, and no share of it', () => {
    const { modes } = mixOf(part('Q1', []));
    const nought = { figure: { value: 0n }, share: { suppressed: 'NOT_REPORTED' } };
    for (const { spend } of modes) expect(spend).toEqual(nought);
  });

  it('has shares that come to a hundred, but for their rounding', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 4, maxLength: 4 }),
        (pounds) => {
          const mix = mixOf(
            part(
              'Q1',
              MODES.map((mode, at) => shown(mode, 10, pounds[at] as number)),
            ),
          );
          const shares = mix.modes.map(({ spend: { share } }) =>
            'value' in share ? Number(share.value) : 0,
          );
          const sum = shares.reduce((all, each) => all + each, 0);
          expect(Math.abs(sum - 100)).toBeLessThan(0.21);
        },
      ),
    );
  });
});
