import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exactOver,
  paymentsDue,
  roundedTogether,
  wholePayment,
} from '../../src/ledger/payments-due.ts';
import {
  faultOfSchedule,
  INTERVALS,
  type ScheduleTerms,
  TERMS,
  TIMINGS,
} from '../../src/ledger/schedule.ts';
import { addPence, poundsText, toPence } from '../../src/values/money.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';
import { day, inWords, terms } from './schedules.ts';

const due = (schedule: ScheduleTerms, by: string, diedOn: string | null = null) =>
  inWords(paymentsDue(schedule, { by: day(by), diedOn: diedOn as PlainDate | null }));

describe('a whole payment of a schedule', () => {
  const whole = (schedule: ScheduleTerms) => poundsText(wholePayment(schedule));

  it('is one from payment day to payment day, whatever part the first one is', () => {
    // £210.00 a week: 4 × £210.00, less 4 × £45.50 where it is net.
    const late = { first: '2026-04-15', last: '2026-04-20', firstPaymentOn: day('2026-04-06') };
    expect(whole(terms(late))).toBe('840.00');
    expect(whole(terms({ ...late, terms: 'NET', contribution: '45.50' }))).toBe('658.00');
    const after = { first: '2026-04-15', firstPaymentOn: day('2026-05-04') };
    expect(whole(terms({ ...after, timing: 'ARREARS' }))).toBe('840.00');
    // A month from the last day of one to the last of the next is one month.
    const monthly = { every: 'MONTH', per: 'MONTH', rate: '300', first: '2026-03-31' } as const;
    expect(whole(terms({ ...monthly, timing: 'ARREARS' }))).toBe('300.00');
  });
});

describe('payments of a schedule, worked out by hand', () => {
  it('four weeks in advance, net of what the person pays', () => {
    // 4 × £210.00 = £840.00, less 4 × £45.50 = £182.00.
    expect(due(terms({ terms: 'NET', contribution: '45.50' }), '2026-06-01')).toEqual([
      '2026-04-06 2026-04-06 2026-05-03 840.00 182.00 658.00',
      '2026-05-04 2026-05-04 2026-05-31 840.00 182.00 658.00',
      '2026-06-01 2026-06-01 2026-06-28 840.00 182.00 658.00',
    ]);
  });

  it('a first and a last part, by days', () => {
    // 19 days of £30.00, then 7 of them.
    const care = { first: '2026-04-15', last: '2026-05-10', firstPaymentOn: day('2026-04-06') };
    expect(due(terms({ ...care, contribution: '45.50' }), '2027-01-01')).toEqual([
      '2026-04-06 2026-04-15 2026-05-03 570.00 123.50 570.00',
      '2026-05-04 2026-05-04 2026-05-10 210.00 45.50 210.00',
    ]);
  });

  it('in arrears, each for the days before it', () => {
    const care = { first: '2026-04-15', firstPaymentOn: day('2026-05-04') };
    expect(due(terms({ ...care, timing: 'ARREARS' }), '2026-06-01')).toEqual([
      '2026-05-04 2026-04-15 2026-05-03 570.00 - 570.00',
      '2026-06-01 2026-05-04 2026-05-31 840.00 - 840.00',
    ]);
  });

  it('a first payment that makes up for days before it', () => {
    const late = { first: '2026-04-01', firstPaymentOn: day('2026-04-06') };
    // 33 days of £30.00.
    expect(due(terms(late), '2026-05-03')).toEqual([
      '2026-04-06 2026-04-01 2026-05-03 990.00 - 990.00',
    ]);
  });

  it('pence that no week divides come back in a later part', () => {
    // £100 ÷ 7 × 3 = 42.857…; 14 days are £200.00 exactly.
    const weeks = { every: 'WEEK', rate: '100', first: '2026-04-09', last: '2026-04-22' } as const;
    expect(due(terms({ ...weeks, firstPaymentOn: day('2026-04-05') }), '2027-01-01')).toEqual([
      '2026-04-05 2026-04-09 2026-04-11 42.86 - 42.86',
      '2026-04-12 2026-04-12 2026-04-18 100.00 - 100.00',
      '2026-04-19 2026-04-19 2026-04-22 57.14 - 57.14',
    ]);
  });

  it('a rate per month counts one a month, and parts by the days of the month', () => {
    // 16 of 30 days, May, 10 of 30 days: 1.8666… months.
    const months = { every: 'MONTH', per: 'MONTH', rate: '1000', first: '2026-04-15' } as const;
    const calendar = { ...months, last: '2026-06-10', firstPaymentOn: day('2026-04-01') };
    expect(due(terms(calendar), '2027-01-01')).toEqual([
      '2026-04-01 2026-04-15 2026-04-30 533.33 - 533.33',
      '2026-05-01 2026-05-01 2026-05-31 1000.00 - 1000.00',
      '2026-06-01 2026-06-01 2026-06-10 333.34 - 333.34',
    ]);
    // From the 15th to the 14th it is a whole month each time, whatever its length.
    expect(due(terms(months), '2026-06-15').map((row) => row.split(' ')[3])).toEqual([
      ...['1000.00', '1000.00', '1000.00'],
    ]);
  });

  it('a rate per week that is paid by the month goes by the days', () => {
    const months = { every: 'MONTH', rate: '70', first: '2026-04-01' } as const;
    expect(due(terms(months), '2026-05-01')).toEqual([
      '2026-04-01 2026-04-01 2026-04-30 300.00 - 300.00',
      '2026-05-01 2026-05-01 2026-05-31 310.00 - 310.00',
    ]);
  });

  it('a rate per month that is paid by the week goes by the months of the calendar', () => {
    const weeks = { every: 'WEEK', per: 'MONTH', rate: '300', first: '2026-04-01' } as const;
    // A day of April is £10.00.
    expect(due(terms(weeks), '2026-04-08').map((row) => row.split(' ')[3])).toEqual([
      ...['70.00', '70.00'],
    ]);
  });

  it('from the last day of January the next is the last of February', () => {
    const months = { every: 'MONTH', per: 'MONTH', rate: '1000', first: '2026-01-31' } as const;
    expect(due(terms(months), '2026-03-31')).toEqual([
      '2026-01-31 2026-01-31 2026-02-27 1000.00 - 1000.00',
      '2026-02-28 2026-02-28 2026-03-30 1000.00 - 1000.00',
      '2026-03-31 2026-03-31 2026-04-29 1000.00 - 1000.00',
    ]);
  });

  it('a twelfth of £10,000 a month is £10,000 in twelve', () => {
    const months = { every: 'MONTH', per: 'MONTH', rate: '833.333333333333333333' } as const;
    const year = paymentsDue(terms({ ...months, first: '2026-04-01', last: '2027-03-31' }), {
      ...{ by: day('2030-01-01'), diedOn: null },
    });
    expect(year).toHaveLength(12);
    expect(poundsText(addPence(...year.map(({ amount }) => amount)))).toBe('10000.00');
  });

  it('none is for a day after the death; what is due for days before it stays due', () => {
    // 15 days of £30.00.
    expect(due(terms(), '2027-01-01', '2026-04-20')).toEqual([
      '2026-04-06 2026-04-06 2026-04-20 450.00 - 450.00',
    ]);
    expect(
      due(
        terms({ timing: 'ARREARS', firstPaymentOn: day('2026-05-04') }),
        '2027-01-01',
        '2026-04-20',
      ),
    ).toEqual(['2026-05-04 2026-04-06 2026-04-20 450.00 - 450.00']);
    expect(due(terms(), '2027-01-01', '2026-04-05')).toEqual([]);
    expect(due(terms(), '2026-05-01', '2026-04-06')).toHaveLength(1);
  });

  it('a contribution of the whole rate leaves nothing to be paid', () => {
    const whole = { terms: 'NET', contribution: '210.00', first: '2026-04-09' } as const;
    expect(due(terms({ ...whole, firstPaymentOn: day('2026-04-06') }), '2026-05-04')).toEqual([
      '2026-04-06 2026-04-09 2026-05-03 750.00 750.00 0.00',
      '2026-05-04 2026-05-04 2026-05-31 840.00 840.00 0.00',
    ]);
  });
});

const spread = fc.integer({ min: -20, max: 45 });
const schedules = fc
  .record({
    every: fc.constantFrom(...INTERVALS),
    per: fc.constantFrom(...INTERVALS),
    terms: fc.constantFrom(...TERMS),
    timing: fc.constantFrom(...TIMINGS),
    pounds: fc.integer({ min: 1, max: 5_000_000 }),
    contribution: fc.integer({ min: 0, max: 20_000 }),
    first: fc.integer({ min: 0, max: 800 }),
    length: fc.integer({ min: 1, max: 500 }),
    lead: spread,
  })
  .map((said): ScheduleTerms => {
    const from = addDays(day('2025-01-15'), said.first);
    return {
      ...{ every: said.every, terms: said.terms, timing: said.timing },
      rate: { pounds: ratio(said.pounds, 997n), per: said.per },
      weeklyContribution: BigInt(said.contribution) as ScheduleTerms['weeklyContribution'],
      days: { from, until: addDays(from, said.length) },
      firstPaymentOn: addDays(from, said.lead),
    };
  })
  .filter((schedule) => faultOfSchedule(schedule) === null);

describe('payments of whichever schedule', () => {
  const all = (schedule: ScheduleTerms, diedOn: PlainDate | null = null) =>
    paymentsDue(schedule, { by: day('2030-01-01'), diedOn });
  const lastOf = ({ days }: ScheduleTerms) => days.until as PlainDate;

  it('are for each day once, in order, and add up to the whole to the penny', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const payments = all(schedule);
        let from = schedule.days.from;
        for (const { days } of payments) {
          expect(days.from).toBe(from);
          from = days.until;
        }
        expect(from).toBe(lastOf(schedule));
        const whole = { from: schedule.days.from, until: lastOf(schedule) };
        expect(addPence(...payments.map(({ gross }) => gross))).toBe(
          toPence(exactOver(schedule, whole)),
        );
        const dues = payments.map(({ dueOn }) => dueOn);
        expect(dues).toEqual([...new Set(dues)].sort());
      }),
    );
  });

  it('are never below nothing, and what is paid and what the person pays is the gross', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        for (const { gross, contribution, amount } of all(schedule)) {
          expect(amount).toBeGreaterThanOrEqual(0n);
          expect(contribution).toBeGreaterThanOrEqual(0n);
          if (schedule.terms === 'NET') expect(amount + (contribution ?? 0n)).toBe(gross);
          else expect(amount).toBe(gross);
        }
      }),
    );
  });

  it('are for no day after a death, and the same up to it', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: -5, max: 520 }), (schedule, lived) => {
        const diedOn = addDays(schedule.days.from, lived);
        const payments = all(schedule, diedOn);
        for (const { days } of payments) expect(days.until <= addDays(diedOn, 1)).toBe(true);
        const ended = addDays(diedOn, 1);
        const cut = { from: schedule.days.from, until: ended };
        if (lived < 0) expect(payments).toEqual([]);
        else if (ended < lastOf(schedule)) {
          expect(payments).toEqual(all({ ...schedule, days: cut }));
        }
      }),
    );
  });

  it('due by a day are the first of all', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 0, max: 500 }), (schedule, count) => {
        const by = addDays(schedule.days.from, count);
        const some = paymentsDue(schedule, { by, diedOn: null });
        expect(some).toEqual(all(schedule).filter(({ dueOn }) => dueOn <= by));
      }),
    );
  });
});

it('an amount cut into whichever parts adds up to the whole', () => {
  const parts = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 999 }), (numbers, below) => {
      const total = numbers.reduce((sum, number) => sum + number, 0);
      const rounded = roundedTogether(numbers.map((number) => ratio(number, below)));
      expect(addPence(...rounded)).toBe(toPence(ratio(total, below)));
    }),
  );
});
