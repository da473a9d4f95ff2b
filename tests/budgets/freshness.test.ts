import { describe, expect, it } from 'vitest';
import { freshnessOf, oldestThatSpeaks, worstOf } from '../../src/budgets/freshness.ts';
import { care, ceiling, day, year } from '../awards/drafts.ts';
import { tell } from '../support/told.ts';
import { budgetOf, entryOf, silent, speaking } from './areas.ts';

const statusOf = (asOf: string, today: string, staleAfterDays: number) =>
  freshnessOf(day(asOf), { year: year('2025-26'), today: day(today), staleAfterDays }).status;

describe('STALE when min(today, year’s end) − asOf exceeds the adapter’s setting', () => {
  it('counts to today within the year', () => {
    // 1 December to 15 January are 45 days
    expect(statusOf('2025-12-01', '2026-01-15', 45)).toBe('FRESH');
    expect(statusOf('2025-11-30', '2026-01-15', 45)).toBe('STALE');
  });

  it('counts to the year’s last day once it is over', () => {
    // 14 February to 31 March 2026 are 45 days, however long ago that is
    expect(statusOf('2026-02-14', '2029-01-01', 45)).toBe('FRESH');
    expect(statusOf('2026-02-13', '2029-01-01', 45)).toBe('STALE');
  });

  it('is FRESH when the data speaks for later days', () => {
    expect(statusOf('2026-03-31', '2026-01-15', 0)).toBe('FRESH');
    expect(statusOf('2026-09-30', '2026-12-01', 45)).toBe('FRESH');
  });
});

describe('several senders: the worst status, the earliest asOf', () => {
  const fresh = { status: 'FRESH', asOf: day('2025-12-31') } as const;
  const stale = { status: 'STALE', asOf: day('2025-06-30') } as const;
  const missing = { status: 'MISSING', asOf: null } as const;

  it('in any order', () => {
    expect(worstOf([fresh])).toEqual(fresh);
    expect(worstOf([fresh, stale])).toEqual(stale);
    expect(worstOf([stale, fresh])).toEqual(stale);
  });

  it('may come from two of them', () => {
    const early = { status: 'FRESH', asOf: day('2025-05-31') } as const;
    expect(worstOf([early, stale])).toEqual({ status: 'STALE', asOf: '2025-05-31' });
  });

  it('MISSING is the worst, and leaves what the others speak for', () => {
    expect(worstOf([fresh, missing, stale])).toEqual({ status: 'MISSING', asOf: '2025-06-30' });
    expect(worstOf([missing])).toEqual(missing);
  });
});

describe('the source of an entry', () => {
  const staleAfterDays = () => 45;
  const from = (sender: string, asOf: string) => {
    const told = tell(care(), { asOf });
    return { ...told, delivery: { ...told.delivery, sender } };
  };

  it('is its sender’s', () => {
    const source = (asOf: string) =>
      entryOf(budgetOf([tell(care(), { asOf })], { staleAfterDays }), 'adult-social-care').source;
    expect(source('2025-12-31')).toEqual({ status: 'FRESH', asOf: '2025-12-31' });
    expect(source('2025-09-30')).toEqual({ status: 'STALE', asOf: '2025-09-30' });
  });

  it('follows the setting of the format', () => {
    const told = [tell(care(), { asOf: '2025-09-30' })];
    const statusWhen = (days: number) =>
      entryOf(budgetOf(told, { staleAfterDays: () => days }), 'adult-social-care').source.status;
    // 30 September to 15 January are 107 days
    expect([statusWhen(106), statusWhen(107)]).toEqual(['STALE', 'FRESH']);
  });

  it('of several senders is the worst status and the earliest day', () => {
    const awards = [from('A', '2025-12-31'), from('B', '2025-09-30')];
    for (const order of [awards, [...awards].reverse()]) {
      const { source } = entryOf(budgetOf(order, { staleAfterDays }), 'adult-social-care');
      expect(source).toEqual({ status: 'STALE', asOf: '2025-09-30' });
    }
  });

  it('is as of the latest that its sender has told of anybody, not of this line', () => {
    const latest = {
      adapter: 'test',
      sender: 'E08000039',
      asOf: day('2025-12-31'),
      knownFrom: null,
    };
    const differs = { staleAfterDays, speaking: speaking(latest) };
    const told = [tell(care(), { asOf: '2025-09-30' })];
    const { source } = entryOf(budgetOf(told, differs), 'adult-social-care');
    expect(source).toEqual({ status: 'FRESH', asOf: '2025-12-31' });
  });

  it('is there for a ceiling without a line', () => {
    const told = [tell(ceiling(), { asOf: '2025-12-31' })];
    const { source } = entryOf(budgetOf(told, { staleAfterDays }), 'access-to-work');
    expect(source).toEqual({ status: 'FRESH', asOf: '2025-12-31' });
  });

  it('is MISSING only for a stream that is expected of this funder and told of by nobody', () => {
    const expected = [silent('adult-social-care', 'E08000039')];
    const told = [tell(care({ stream: 'carer-support' }), { asOf: '2025-12-31' })];
    const budget = budgetOf(told, { expected, staleAfterDays });
    expect(entryOf(budget, 'adult-social-care').source).toEqual({ status: 'MISSING', asOf: null });
    expect(entryOf(budget, 'carer-support').source.status).toBe('FRESH');
  });

  it('is MISSING where one sender of it is silent though another has told of it', () => {
    const expected = [silent('adult-social-care', 'E08000039')];
    const told = [tell(care(), { asOf: '2025-12-31' })];
    const { source, figures } = entryOf(budgetOf(told, { expected }), 'adult-social-care');
    expect(source).toEqual({ status: 'MISSING', asOf: '2025-12-31' });
    expect(figures?.awarded).toBe(365_000n);
  });
});

it('data a year older than the year’s first day says nothing of the year', () => {
  expect(oldestThatSpeaks(year('2025-26'))).toBe('2024-04-01');
});
