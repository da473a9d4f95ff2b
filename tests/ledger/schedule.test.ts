import { describe, expect, it } from 'vitest';
import {
  faultOfSchedule,
  type KeptSchedule,
  standingSchedules,
  usualFirstPayment,
} from '../../src/ledger/schedule.ts';
import { day, kept, terms } from './schedules.ts';

const daysOf = (schedules: readonly KeptSchedule[]) =>
  standingSchedules(schedules).map(({ id, days }) => `${id} ${days.from} ${days.until}`);

describe('schedules that hold', () => {
  it('a later one replaces from its first day on', () => {
    expect(daysOf([kept('a'), kept('b', { first: '2026-06-01' })])).toEqual([
      ...['a 2026-04-06 2026-06-01', 'b 2026-06-01 null'],
    ]);
    expect(daysOf([kept('a'), kept('b', { first: '2026-04-06' })])).toEqual(['b 2026-04-06 null']);
  });

  it('what a later one has replaced does not come back when that ends', () => {
    const later = kept('b', { first: '2026-06-01', last: '2026-06-30' });
    expect(daysOf([kept('a'), later])).toEqual([
      ...['a 2026-04-06 2026-06-01', 'b 2026-06-01 2026-07-01'],
    ]);
  });

  it('an end by an act of its own cuts it, and never makes it longer', () => {
    expect(daysOf([kept('a', { endedUntil: '2026-05-01' })])).toEqual(['a 2026-04-06 2026-05-01']);
    const ended = kept('a', { last: '2026-04-30', endedUntil: '2026-07-01' });
    expect(daysOf([ended])).toEqual(['a 2026-04-06 2026-05-01']);
  });

  it('one that was ended before it began replaces none', () => {
    const mistaken = kept('b', { first: '2026-06-01', endedUntil: '2026-06-01' });
    expect(daysOf([kept('a'), mistaken])).toEqual(['a 2026-04-06 null']);
  });

  it('those of other sources and accounts stand beside it', () => {
    const beside = { ...kept('b'), stream: 'section-117' };
    const elsewhere = { ...kept('c'), accountId: 'another' };
    expect(daysOf([kept('a'), beside, elsewhere])).toHaveLength(3);
  });
});

describe('what is wrong with a schedule', () => {
  it.each([
    ['ratePounds', 'BAD_AMOUNT', terms({ rate: '0' })],
    ['ratePounds', 'BAD_AMOUNT', terms({ rate: '-1' })],
    ['weeklyContribution', 'BAD_AMOUNT', terms({ terms: 'NET' })],
    ['weeklyContribution', 'BAD_AMOUNT', terms({ contribution: '-0.01' })],
    ['weeklyContribution', 'BAD_AMOUNT', terms({ contribution: '210.01' })],
    ['weeklyContribution', 'BAD_AMOUNT', terms({ per: 'FOUR_WEEKS', contribution: '52.51' })],
    ['lastDay', 'BAD_DAYS', terms({ last: '2026-04-05' })],
    ['firstPaymentOn', 'BAD_DAYS', terms({ firstPaymentOn: day('2026-03-09') })],
    ['firstPaymentOn', 'BAD_DAYS', terms({ firstPaymentOn: day('2027-04-08') })],
    [
      ...(['firstPaymentOn', 'BAD_DAYS'] as const),
      terms({ timing: 'ARREARS', firstPaymentOn: day('2026-04-06') }),
    ],
  ])('%s %s', (field, code, schedule) => {
    expect(faultOfSchedule(schedule)).toMatchObject({ field, code });
  });

  it.each([
    terms(),
    terms({ contribution: '210.00' }),
    terms({ last: '2026-04-06', firstPaymentOn: day('2026-03-10') }),
    terms({ timing: 'ARREARS', firstPaymentOn: day('2026-04-07') }),
  ])('nothing', (schedule) => {
    expect(faultOfSchedule(schedule)).toBeNull();
  });

  it('the first payment comes with the first days, or when they are over', () => {
    expect(usualFirstPayment(day('2026-04-06'), 'FOUR_WEEKS', 'ADVANCE')).toBe('2026-04-06');
    expect(usualFirstPayment(day('2026-04-06'), 'FOUR_WEEKS', 'ARREARS')).toBe('2026-05-04');
    expect(usualFirstPayment(day('2026-01-31'), 'MONTH', 'ARREARS')).toBe('2026-02-28');
  });
});
