import { describe, expect, it } from 'vitest';
import {
  type Deferral,
  type DeferredAgreement,
  debtAt,
  deferrable,
  equityLimit,
  isReviewDue,
} from '../../src/charging/deferred.ts';
import { homePriceOf } from '../../src/charging/top-up.ts';
import { parsePounds as pounds } from '../../src/values/money.ts';
import { decimal } from '../../src/values/ratio.ts';
import { day, days } from '../awards/drafts.ts';

const LOWER_LIMIT = pounds('14250.00');

describe('the most that may be deferred', () => {
  it.each([
    ['165000.00', '134250.00'],
    ['15833.33', '0.00'],
    // 90 per cent of 15,833.35 is 14,250.015, rounded 14,250.02
    ['15833.35', '0.02'],
    ['0.00', '0.00'],
  ])('of a home of £%s is £%s', (value, limit) => {
    expect(equityLimit(pounds(value), LOWER_LIMIT)).toBe(pounds(limit));
  });

  it('leaves what is above it to be asked for at once', () => {
    const limit = equityLimit(pounds('165000.00'), LOWER_LIMIT);
    expect(deferrable(pounds('700.00'), pounds('133000.00'), limit)).toBe(pounds('700.00'));
    expect(deferrable(pounds('700.00'), pounds('134000.00'), limit)).toBe(pounds('250.00'));
    expect(deferrable(pounds('700.00'), pounds('134250.00'), limit)).toBe(0n);
    expect(deferrable(pounds('700.00'), pounds('140000.00'), limit)).toBe(0n);
  });

  it('is looked at again at 70 per cent of the value', () => {
    const value = pounds('165000.00');
    expect(isReviewDue(pounds('115499.99'), value)).toBe(false);
    expect(isReviewDue(pounds('115500.00'), value)).toBe(true);
  });
});

describe('the debt', () => {
  const charge = (on: string, amount: string, kind: Deferral['kind'] = 'CARE'): Deferral => ({
    ...{ on: day(on), amount: pounds(amount), kind },
  });
  const rate = (percent: string, first: string, last?: string) => ({
    ...{ days: days(first, last), percent: decimal(percent), source: 'the council’s terms' },
  });
  const agreement: DeferredAgreement = {
    deferrals: [charge('2025-07-01', '3650.00'), charge('2025-01-01', '7300.00')],
    ...{ repayments: [], interestAdded: 'NEVER' },
    rates: [rate('4.00', '2025-01-01', '2025-06-30'), rate('5.00', '2025-07-01', '2025-12-31')],
  };

  it('is charges and interest by the day, each half-year at its own rate', () => {
    // 7,300 × 4 % × 181 ÷ 365 = 144.80; 10,950 × 5 % × 30 ÷ 365 = 45.00
    expect(debtAt(agreement, day('2025-07-31'))).toEqual({
      ...{ kind: 'KNOWN', deferred: pounds('10950.00'), administration: 0n, repaid: 0n },
      ...{ interest: pounds('189.80'), debt: pounds('11139.80') },
    });
    expect(debtAt(agreement, day('2025-01-01'))).toMatchObject({
      ...{ interest: 0n, debt: pounds('7300.00') },
    });
    expect(debtAt(agreement, day('2024-12-31'))).toMatchObject({ debt: 0n });
  });

  it('has the council’s own charge in it, and is less by what was repaid', () => {
    const more = {
      ...agreement,
      deferrals: [
        charge('2025-01-01', '7000.00'),
        charge('2025-01-01', '300.00', 'ADMINISTRATION'),
      ],
      repayments: [{ on: day('2025-01-11'), amount: pounds('3650.00') }],
    };
    // 7,300 × 4 % × 10 ÷ 365 = 8.00; 3,650 × 4 % × 20 ÷ 365 = 8.00
    expect(debtAt(more, day('2025-01-31'))).toEqual({
      ...{ kind: 'KNOWN', deferred: pounds('7000.00'), administration: pounds('300.00') },
      ...{ repaid: pounds('3650.00'), interest: pounds('16.00'), debt: pounds('3666.00') },
    });
  });

  it('is not known for days that no rate is loaded for', () => {
    expect(debtAt(agreement, day('2026-01-01'))).toMatchObject({ kind: 'KNOWN' });
    expect(debtAt(agreement, day('2026-01-02'))).toEqual({
      ...{ kind: 'NOT_KNOWN', deferred: pounds('10950.00'), administration: 0n, repaid: 0n },
      reason: 'interest not known: a rate is lacking between 2025-07-01 and 2026-01-02',
    });
  });
});

describe('a dearer home', () => {
  it('is a third party’s above the personal budget: neither award nor contribution', () => {
    // A home of 900 on a budget of 750, of which the person pays 220.35
    expect(homePriceOf(pounds('900'), pounds('750'), pounds('220.35'))).toEqual({
      ...{ award: pounds('750'), contribution: pounds('220.35') },
      ...{ council: pounds('529.65'), topUp: pounds('150') },
    });
  });

  it('below the budget costs what it costs, and nobody pays more than that', () => {
    expect(homePriceOf(pounds('700'), pounds('750'), pounds('800'))).toEqual({
      ...{ award: pounds('700'), contribution: pounds('700'), council: 0n, topUp: 0n },
    });
  });
});
