import { describe, expect, it } from 'vitest';
import type { AwardDraft } from '../../src/awards/award.ts';
import { linesIn } from '../../src/awards/line.ts';
import { tell } from '../support/told.ts';
import { day, days, given, grant, onlyLine, pricedLine, year } from './drafts.ts';

const linesOf = (inYear: string, draft: AwardDraft, more = {}) =>
  linesIn(year(inYear), [tell(draft, { asOf: '2026-03-31', ...more })]);

describe('a one-off sum', () => {
  it('counts once, whole, in its own year', () => {
    const lasting = grant('4321.09', '2025-26', { days: days('2025-06-02', '2027-06-01') });
    expect(pricedLine('2025-26', tell(lasting))).toMatchObject({
      amount: 432_109n,
      inTotals: true,
    });
  });

  it('is not there before its year', () => {
    expect(linesOf('2024-25', grant('500', '2025-26'))).toEqual([]);
  });

  it('is listed outside the totals in later years until it is completed', () => {
    const open = grant('500', '2023-24');
    expect(linesOf('2025-26', open)).toMatchObject([{ amount: 50_000n, inTotals: false }]);
  });

  it('is still listed in the year it was completed, and not in the next', () => {
    const done = grant('500', '2023-24', { completedOn: day('2025-04-01') });
    expect(linesOf('2025-26', done)).toMatchObject([{ inTotals: false }]);
    expect(linesOf('2026-27', done)).toEqual([]);
    const before = grant('500', '2023-24', { completedOn: day('2025-03-31') });
    expect(linesOf('2025-26', before)).toEqual([]);
  });

  it('counts in its year however soon it was completed', () => {
    const done = grant('500', '2025-26', { completedOn: day('2025-06-02') });
    expect(linesOf('2025-26', done)).toMatchObject([{ amount: 50_000n, inTotals: true }]);
  });

  it('outside the totals without a price, is an unpriced line outside the totals', () => {
    const open = grant('0', '2023-24', { amount: null, unpricedReason: 'no sum was given' });
    expect(linesOf('2025-26', open)).toMatchObject([{ kind: 'UNPRICED', inTotals: false }]);
  });

  it('counts where its submission speaks for its first day, and not elsewhere', () => {
    const of = (from: string, until: string | null) =>
      linesOf('2025-26', grant('500', '2025-26'), {
        windows: [{ from: day(from), until: until && day(until) }],
      });
    expect(of('2025-06-02', null)).toHaveLength(1);
    expect(of('2025-04-01', '2025-06-03')).toHaveLength(1);
    expect(of('2025-06-03', null)).toEqual([]);
    expect(of('2025-04-01', '2025-06-02')).toEqual([]);
  });

  it('is not divided by the days it lasts, and none of it is projected', () => {
    const lasting = grant('365', '2025-26', { days: days('2025-06-02', '2026-06-01') });
    const line = pricedLine('2025-26', tell(lasting, { asOf: '2025-06-30' }));
    expect(line).toMatchObject({ amount: 36_500n, projectedFrom: null, weekly: null });
  });
});

describe('care given', () => {
  it('counts in the year the source says, whatever the day it was given', () => {
    const late = given('98.40', '2025-26', { days: days('2025-03-31', '2025-03-31') });
    expect(linesOf('2025-26', late)).toMatchObject([{ amount: 9_840n }]);
    expect(linesOf('2024-25', late)).toEqual([]);
    expect(linesOf('2026-27', late)).toEqual([]);
  });

  it('shows the days it was given on', () => {
    const line = onlyLine('2025-26', tell(given('98.40', '2025-26')));
    expect(line.days).toEqual({ from: '2025-08-04', until: '2025-08-05' });
  });
});
