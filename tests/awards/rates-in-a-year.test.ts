import { describe, expect, it } from 'vitest';
import type { AwardDraft } from '../../src/awards/award.ts';
import { linesIn } from '../../src/awards/line.ts';
import { pence, toPounds } from '../../src/values/money.ts';
import { decimal, ratio } from '../../src/values/ratio.ts';
import { tell } from '../support/told.ts';
import { care, days, given, onlyLine, pricedLine, rate, year } from './drafts.ts';

const amountIn = (inYear: string, differs: Partial<AwardDraft>) =>
  pricedLine(inYear, tell(care(differs), { asOf: `20${inYear.slice(5)}-03-31` })).amount;

describe('a rate over the whole of 2025-26, 365 days', () => {
  it.each<[string, Partial<AwardDraft>, bigint]>([
    // 100 × 365 ÷ 7 = 5,214.2857
    ['per week ÷ 7', rate('100', 'WEEK'), 521_429n],
    // 250 × 365 ÷ 14 = 6,517.857
    ['per fortnight ÷ 14', rate('250', 'FORTNIGHT'), 651_786n],
    // 333.33 × 365 ÷ 28 = 121,665.45 ÷ 28 = 4,345.1946
    ['per four weeks ÷ 28', rate('333.33', 'FOUR_WEEKS'), 434_519n],
    // 20.50 × 10.5 = 215.25 a week; × 365 ÷ 7 = 78,566.25 ÷ 7 = 11,223.75
    ['per hour × planned units ÷ 7', rate('20.50', 'HOUR', '10.5'), 1_122_375n],
    // 50 × 3 = 150 a week; × 365 ÷ 7 = 54,750 ÷ 7 = 7,821.4286
    ['per day × planned units ÷ 7', rate('50', 'DAY', '3'), 782_143n],
    // 12.34 × 2 = 24.68 a week; × 365 ÷ 7 = 9,008.20 ÷ 7 = 1,286.8857
    ['per session × planned units ÷ 7', rate('12.34', 'SESSION', '2'), 128_689n],
    ['planned units count by their size', rate('12.34', 'SESSION', '-2'), 128_689n],
    ['no planned units come to nothing', rate('12.34', 'SESSION', '0'), 0n],
    ['£1,000 a month is £12,000 a year', rate('1000', 'MONTH'), 1_200_000n],
    ['£3,000 a quarter is £12,000 a year', rate('3000', 'QUARTER'), 1_200_000n],
    ['£10,000 a year is £10,000', rate('10000', 'YEAR'), 1_000_000n],
    // 215.75 × 365 = 78,748.75
    ['CHC daily: once for each day in force', rate('215.75', 'DAY', '7'), 7_874_875n],
  ])('%s', (_rule, differs, amount) => {
    expect(amountIn('2025-26', differs)).toBe(amount);
  });
});

describe('a rate over part of a year', () => {
  it.each<[string, string, string, Partial<AwardDraft>, bigint]>([
    // 1 to 14 May, both included, are 14 days: 70.01 × 2
    ['both ends are included', '2025-05-01', '2025-05-14', rate('70.01', 'WEEK'), 14_002n],
    ['one day is a seventh', '2025-05-01', '2025-05-01', rate('70.00', 'WEEK'), 1_000n],
    // 16 of 30 days of April, all of May, 10 of 30 days of June: 56/30 × 1000 = 1,866.6667
    ['part months by their days', '2025-04-15', '2025-06-10', rate('1000', 'MONTH'), 186_667n],
    // 14 of 28 days of February 2026
    ['half of February', '2026-02-01', '2026-02-14', rate('1000', 'MONTH'), 50_000n],
    // 1 May on: 61 of the 91 days April to June, then three quarters: 2,010.989 + 9,000
    ['quarters begin on 1 April', '2025-05-01', '2026-03-31', rate('3000', 'QUARTER'), 1_101_099n],
    // 1 October to 31 March are 182 days: 10,000 × 182 ÷ 365 = 4,986.3014
    ['years begin on 1 April', '2025-10-01', '2026-03-31', rate('10000', 'YEAR'), 498_630n],
    // an open end runs to 31 March: 1 October on is 26 weeks × 70
    ['the days in force only', '2025-10-01', '2026-09-30', rate('70.00', 'WEEK'), 182_000n],
  ])('%s', (_rule, first, last, differs, amount) => {
    expect(amountIn('2025-26', { ...differs, days: days(first, last) })).toBe(amount);
  });

  it('runs an open end to 31 March, and shows the days of the year', () => {
    const line = pricedLine('2025-26', tell(care({ days: days('2025-10-01') })));
    // 26 weeks × 70
    expect(line).toMatchObject({ amount: 182_000n });
    expect(line.days).toEqual({ from: '2025-10-01', until: '2026-04-01' });
  });

  it('has no line in a year with no day in force', () => {
    const ended = tell(care({ days: days('2024-04-01', '2025-03-31') }));
    expect(linesIn(year('2025-26'), [ended])).toEqual([]);
    expect(linesIn(year('2024-25'), [ended])).toHaveLength(1);
  });
});

describe('the leap year 2023-24 has 366 days', () => {
  it.each<[string, Partial<AwardDraft>, bigint]>([
    // 70 × 366 ÷ 7
    ['per week', rate('70', 'WEEK'), 366_000n],
    ['per month', rate('1000', 'MONTH'), 1_200_000n],
    ['per year', rate('10000', 'YEAR'), 1_000_000n],
    // 215.75 × 366 = 78,964.50
    ['CHC daily', rate('215.75', 'DAY', '7'), 7_896_450n],
    // February has 29 days: 10,000 × 29 ÷ 366 = 792.3497
    ['per year', { ...rate('10000', 'YEAR'), days: days('2024-02-01', '2024-02-29') }, 79_235n],
    // 14 of 29 days: 482.7586
    ['per month', { ...rate('1000', 'MONTH'), days: days('2024-02-01', '2024-02-14') }, 48_276n],
  ])('%s', (_rule, differs, amount) => {
    expect(amountIn('2023-24', differs)).toBe(amount);
  });
});

describe('units of other files', () => {
  it('reads housing benefit as pence a week', () => {
    const benefit = { amount: toPounds(pence(9842)), days: days('2025-09-08') };
    // 8 September to 31 March are 205 days: 9,842 pence ÷ 7 = 1,406 a day; × 205 = 288,230 pence
    expect(amountIn('2025-26', benefit)).toBe(288_230n);
  });

  it('keeps a price of eight decimals and rounds it once', () => {
    const priced = (pounds: string) => pricedLine('2025-26', tell(given(pounds, '2025-26'))).amount;
    // 98.405 is half a penny above 98.40; 0.00000001 less is below the half
    expect(priced('98.40500000')).toBe(9_841n);
    expect(priced('98.40499999')).toBe(9_840n);
    expect(priced('7025.31470000')).toBe(702_531n);
  });
});

describe('rounding', () => {
  it('goes half away from zero, up and down', () => {
    const daily = (last: string) => ({
      ...rate('0.07', 'FORTNIGHT'),
      days: days('2025-05-01', last),
    });
    // 0.07 ÷ 14 is half a penny a day: 0.5 → 1, 1.5 → 2, 2.5 → 3 (to even would give 0, 2, 2)
    expect(amountIn('2025-26', daily('2025-05-01'))).toBe(1n);
    expect(amountIn('2025-26', daily('2025-05-03'))).toBe(2n);
    expect(amountIn('2025-26', daily('2025-05-05'))).toBe(3n);
    // a correction of care given, below zero
    expect(pricedLine('2025-26', tell(given('-98.405', '2025-26'))).amount).toBe(-9_841n);
  });

  it('happens once a line, after the exact sum over all its days', () => {
    // 17 days of 1 ÷ 7 pounds: 17 ÷ 7 = 2.428571; 17 rounded days of 0.14 would be 2.38
    const line = { amount: ratio(1), days: days('2025-05-01', '2025-05-17') };
    expect(amountIn('2025-26', line)).toBe(243n);
  });

  it('comes before adding up: a total is the sum of rounded lines', () => {
    const lines = linesIn(
      year('2025-26'),
      ['a', 'b', 'c'].map(() => tell(given('0.005', '2025-26'))),
    );
    // three times half a penny, each 1p: 3p, although 0.015 alone would be 2p
    const total = lines.reduce(
      (sum, line) => sum + (line.kind === 'PRICED' ? line.amount : 0n),
      0n,
    );
    expect(total).toBe(3n);
  });
});

describe('no price', () => {
  it('is an unpriced line with its reason, never nothing', () => {
    const unpricedReason = 'the council had to give a unit cost and gave none';
    const line = onlyLine('2025-26', tell(care({ amount: null, per: null, unpricedReason })));
    expect(line).toMatchObject({ kind: 'UNPRICED', reason: unpricedReason });
  });

  it.each<[string, Partial<AwardDraft>]>([
    ['hours without planned units', rate('20', 'HOUR')],
    ['days without planned units', rate('20', 'DAY')],
    ['sessions without planned units', rate('20', 'SESSION')],
    ['a sum without a frequency', { amount: decimal('20'), per: null }],
    ['a frequency without a sum', { amount: null, per: 'WEEK' }],
  ])('%s', (_what, differs) => {
    expect(onlyLine('2025-26', tell(care(differs))).kind).toBe('UNPRICED');
  });
});
