import { describe, expect, it } from 'vitest';
import type { AwardDraft } from '../../src/awards/award.ts';
import { tell } from '../support/told.ts';
import { care, given, grant, pricedLine, rate } from './drafts.ts';

const weeklyOf = (draft: AwardDraft) => pricedLine('2025-26', tell(draft)).weekly;

describe('the weekly comparator follows the Client Level Data rule', () => {
  it.each<[string, Partial<AwardDraft>, bigint]>([
    ['weekly 1', rate('100', 'WEEK'), 10_000n],
    ['fortnightly 1/2', rate('100', 'FORTNIGHT'), 5_000n],
    ['4-weekly 1/4', rate('100', 'FOUR_WEEKS'), 2_500n],
    // 1,000 × 12 ÷ 52 = 230.769
    ['monthly 12/52', rate('1000', 'MONTH'), 23_077n],
    // 500 × 4 ÷ 52 = 38.4615
    ['quarterly 4/52', rate('500', 'QUARTER'), 3_846n],
    // 10,000 ÷ 52 = 192.3077
    ['annually 1/52', rate('10000', 'YEAR'), 19_231n],
    // 20.50 × 10.5
    ['hourly × planned units', rate('20.50', 'HOUR', '10.5'), 21_525n],
    ['daily × planned units', rate('50', 'DAY', '3'), 15_000n],
    ['per session × planned units', rate('12.34', 'SESSION', '2'), 2_468n],
    ['planned units by their size', rate('12.34', 'SESSION', '-2'), 2_468n],
    ['frequency beats planned units', rate('100', 'WEEK', '5'), 10_000n],
    // 0.01 × 0.5 is half a penny
    ['rounded once, half away from zero', rate('0.01', 'HOUR', '0.5'), 1n],
  ])('%s', (_rule, differs, weekly) => {
    expect(weeklyOf(care(differs))).toBe(weekly);
  });

  it('is none for a one-off sum and for care given', () => {
    expect(weeklyOf(grant('500', '2025-26'))).toBeNull();
    expect(weeklyOf(given('500', '2025-26'))).toBeNull();
  });

  it('never works out a year', () => {
    const line = pricedLine('2025-26', tell(care(rate('1000', 'MONTH'))));
    // 52 × 230.77 would be 12,000.04
    expect(line).toMatchObject({ amount: 1_200_000n, weekly: 23_077n });
  });
});
