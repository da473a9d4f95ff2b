import { describe, expect, it } from 'vitest';
import type { AwardDraft } from '../../src/awards/award.ts';
import { linesIn } from '../../src/awards/line.ts';
import { tell } from '../support/told.ts';
import { care, ceiling, day, days, grant, onlyLine, pricedLine, rate, year } from './drafts.ts';

/** What the first submission says, of days to 31 May 2025, and the second, of days from 1 June. */
const first = (differs: Partial<AwardDraft>, submissionId = 'first') =>
  tell(care({ service: 'home care', ...differs }), {
    submissionId,
    windows: [{ from: day('2025-04-01'), until: day('2025-06-01') }],
    asOf: '2025-05-31',
  });
const second = (differs: Partial<AwardDraft>, submissionId = 'second') =>
  tell(care({ service: 'home care', ...differs }), {
    submissionId,
    windows: [{ from: day('2025-06-01'), until: null }],
  });

describe('a rate that changes inside the dates, told by two submissions', () => {
  it('is one line: the exact sum, rounded once', () => {
    // 61 days of 10 a week and 304 of 11: (610 + 3,344) ÷ 7 = 564.857; by parts 87.14 + 477.71
    const line = pricedLine('2025-26', first(rate('10', 'WEEK')), second(rate('11', 'WEEK')));
    expect(line.amount).toBe(56_486n);
    expect(line.days).toEqual({ from: '2025-04-01', until: '2026-04-01' });
  });

  it('may change its unit too', () => {
    // 61 days of 7 ÷ 7 = 61.00; June to March are ten whole months of 100
    const line = pricedLine('2025-26', first(rate('7', 'WEEK')), second(rate('100', 'MONTH')));
    expect(line.amount).toBe(106_100n);
  });

  it('has the weekly figure of the rate in force last', () => {
    const line = pricedLine('2025-26', second(rate('11', 'WEEK')), first(rate('10', 'WEEK')));
    expect(line.weekly).toBe(1_100n);
  });

  it('rounds alone where nothing says that it is the same service', () => {
    const apart = [first({ ...rate('10', 'WEEK'), service: null }), second(rate('11', 'WEEK'))];
    const amounts = linesIn(year('2025-26'), apart).map((line) => 'amount' in line && line.amount);
    // 610 ÷ 7 = 87.142857 and 3,344 ÷ 7 = 477.714286
    expect(amounts).toEqual([8_714n, 47_771n]);
  });

  it('has no price as soon as one part has none', () => {
    const line = onlyLine('2025-26', first(rate('10', 'WEEK')), second(rate('10', 'HOUR')));
    expect(line.kind).toBe('UNPRICED');
  });
});

describe('two rates at once in one submission', () => {
  const weekdays = rate('20', 'HOUR', '10');
  const weekends = rate('25', 'HOUR', '4');

  it('stay two lines', () => {
    const both = [second(weekdays), second(weekends)];
    const lines = linesIn(year('2025-26'), both);
    // 200 and 100 a week for 304 days: 60,800 ÷ 7 = 8,685.714; 30,400 ÷ 7 = 4,342.857
    expect(lines).toMatchObject([{ amount: 868_571n }, { amount: 434_286n }]);
  });

  it('are each one line when a second submission tells both again', () => {
    const told = [first(weekdays), first(weekends), second(weekends), second(weekdays)];
    // 365 days: 73,000 ÷ 7 = 10,428.571; 36,500 ÷ 7 = 5,214.286
    expect(linesIn(year('2025-26'), told)).toMatchObject([
      { amount: 1_042_857n },
      { amount: 521_429n },
    ]);
  });
});

describe('a submission speaks for its own days only', () => {
  it('gives nothing for days that another speaks for', () => {
    // told by the first only: 61 days of 10 ÷ 7 = 87.142857
    const line = pricedLine('2025-26', first(rate('10', 'WEEK')));
    expect(line.amount).toBe(8_714n);
    expect(line.days).toEqual({ from: '2025-04-01', until: '2025-06-01' });
  });

  it('counts the days before and after another’s as one line', () => {
    const windows = [
      { from: day('2025-10-01'), until: null },
      { from: day('2025-04-01'), until: day('2025-06-01') },
    ];
    // 61 days and 182 days of 10 a day
    const line = pricedLine('2025-26', tell(care(), { windows }));
    expect(line).toMatchObject({ amount: 243_000n });
    expect(line.days).toEqual({ from: '2025-04-01', until: '2026-04-01' });
  });

  it('gives nothing where no day is left to it', () => {
    expect(linesIn(year('2025-26'), [tell(care(), { windows: [] })])).toEqual([]);
  });
});

describe('days after the day the data speaks for', () => {
  it('are marked projected from the day after it', () => {
    expect(onlyLine('2025-26', tell(care(), { asOf: '2025-09-30' })).projectedFrom).toBe(
      '2025-10-01',
    );
  });

  it('are projected from the first day in force where that comes later', () => {
    const later = care({ days: days('2025-11-01') });
    expect(onlyLine('2025-26', tell(later, { asOf: '2025-09-30' })).projectedFrom).toBe(
      '2025-11-01',
    );
  });

  it('are none where the data speaks for the whole line', () => {
    expect(onlyLine('2025-26', tell(care(), { asOf: '2026-03-31' })).projectedFrom).toBeNull();
    const ended = care({ days: days('2025-04-01', '2025-09-30') });
    expect(onlyLine('2025-26', tell(ended, { asOf: '2025-09-30' })).projectedFrom).toBeNull();
  });
});

describe('a year that begins more than twelve months after the day the data speaks for', () => {
  it('has no line', () => {
    const of = (asOf: string) => linesIn(year('2025-26'), [tell(care(), { asOf })]);
    expect(of('2024-04-01')).toHaveLength(1);
    expect(of('2024-03-31')).toEqual([]);
  });

  it('has no one-off sum of an earlier year and no ceiling either', () => {
    const awards = [grant('500', '2023-24'), ceiling({ days: days('2023-04-01', '2026-03-31') })];
    expect(
      linesIn(
        year('2025-26'),
        awards.map((each) => tell(each, { asOf: '2024-03-31' })),
      ),
    ).toEqual([]);
  });
});
