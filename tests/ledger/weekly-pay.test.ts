import { describe, expect, it } from 'vitest';
import { weeklyOn, weeklyPay } from '../../src/ledger/weekly-pay.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { day, kept, terms } from './schedules.ts';

describe('what a schedule pays a week', () => {
  it('is its rate where it is gross, and less the contribution where it is net', () => {
    expect(weeklyPay(terms({ rate: '210', contribution: '45.50' }))).toBe(210_00n);
    // £210.00 less £45.50.
    expect(weeklyPay(terms({ rate: '210', terms: 'NET', contribution: '45.50' }))).toBe(164_50n);
  });

  it('of four weeks is a quarter, and of a month 12 of 52 parts of the year', () => {
    expect(weeklyPay(terms({ rate: '840', per: 'FOUR_WEEKS' }))).toBe(210_00n);
    // £1,000 × 12 ÷ 52 = £230.769…
    expect(weeklyPay(terms({ rate: '1000', per: 'MONTH' }))).toBe(230_77n);
  });

  it('is never below nothing: the contribution may be all of the week', () => {
    // £1.50 a month is 34.6 pence a week, and so may be what is to be paid.
    const all = { rate: '1.49', per: 'MONTH', terms: 'NET', contribution: '0.35' } as const;
    expect(weeklyPay(terms(all))).toBe(0n);
  });
});

describe('what is paid a week on a day', () => {
  const schedules = [
    kept('first', { rate: '210', first: '2026-04-06' }),
    kept('raised', { rate: '220', first: '2026-10-05', last: '2027-03-31' }),
  ];
  const source = {
    ...{ accountId: 'account', stream: 'adult-social-care' },
    funder: 'E08000039' as OrganisationCode,
  };
  it.each([
    ['2026-04-05', null],
    ['2026-04-06', 210_00n],
    ['2026-10-04', 210_00n],
    ['2026-10-05', 220_00n],
    ['2027-03-31', 220_00n],
    ['2027-04-01', null],
  ])('on %s is %s, by the schedule that stands then', (on, weekly) => {
    expect(weeklyOn(schedules, source, day(on))).toBe(weekly);
  });

  it('is not known of another account, stream or funder', () => {
    const others = [{ accountId: 'b' }, { stream: 's' }, { funder: 'QF7' as OrganisationCode }];
    for (const other of others) {
      expect(weeklyOn(schedules, { ...source, ...other }, day('2026-05-01'))).toBeNull();
    }
  });

  it('ends with an act that ends it', () => {
    const ended = [kept('ended', { endedUntil: '2026-05-01' })];
    expect(weeklyOn(ended, source, day('2026-04-30'))).toBe(210_00n);
    expect(weeklyOn(ended, source, day('2026-05-01'))).toBeNull();
  });
});
