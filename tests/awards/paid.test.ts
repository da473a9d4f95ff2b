import { describe, expect, it } from 'vitest';
import type { AwardDraft, Payment } from '../../src/awards/award.ts';
import { decimal } from '../../src/values/ratio.ts';
import { tell } from '../support/told.ts';
import { care, days, grant, onlyLine, payment, rate } from './drafts.ts';

/** £120 a week, towards which the person is asked for £20; payments are reported. */
const SUPPORT: Partial<AwardDraft> = {
  ...rate('120', 'WEEK'),
  reportsPayments: true,
  contribution: { kind: 'WEEKLY', pounds: decimal('20'), reason: 'the weekly contribution' },
};
const UNKNOWN = { kind: 'UNKNOWN', reason: 'nobody says how much' } as const;

const paidIn = (inYear: string, payments: readonly Payment[], differs: Partial<AwardDraft> = {}) =>
  onlyLine(inYear, tell(care({ ...SUPPORT, ...differs }), { payments })).paid;

describe('paid is the public share known to have gone out', () => {
  it('is not known where the source reports no payments, and nothing where it reports none yet', () => {
    expect(paidIn('2025-26', [], { reportsPayments: false })).toBeNull();
    expect(paidIn('2025-26', [])).toBe(0n);
  });

  it('counts a net payment as it is', () => {
    expect(paidIn('2025-26', [payment('NET', '400', '2025-05-05', '2025-06-01')])).toBe(40_000n);
  });

  it('counts a gross payment less the contribution due for its days, collected or not', () => {
    // 28 days: 480 − 4 × 20 = 400
    expect(paidIn('2025-26', [payment('GROSS', '480', '2025-05-05', '2025-06-01')])).toBe(40_000n);
  });

  it('takes off each day’s contribution once where two gross payments are for the same days', () => {
    const both = [
      payment('GROSS', '480', '2025-05-05', '2025-06-01'),
      payment('GROSS', '20', '2025-05-05', '2025-06-01'),
    ];
    // 480 + 20 − 4 × 20 = 420
    expect(paidIn('2025-26', both)).toBe(42_000n);
  });

  it('takes nothing off a gross payment where there is nothing to pay', () => {
    const free = { contribution: { kind: 'NONE', reason: 'a recorded assessment' } } as const;
    expect(paidIn('2025-26', [payment('GROSS', '480', '2025-05-05', '2025-06-01')], free)).toBe(
      48_000n,
    );
  });

  it('is not known where a gross payment’s contribution is not; a net payment is', () => {
    const unknown = { contribution: UNKNOWN };
    expect(
      paidIn('2025-26', [payment('GROSS', '480', '2025-05-05', '2025-06-01')], unknown),
    ).toBeNull();
    expect(paidIn('2025-26', [payment('NET', '400', '2025-05-05', '2025-06-01')], unknown)).toBe(
      40_000n,
    );
  });
});

describe('a payment for days of two years', () => {
  it('counts in each by the number of days, and the parts add up to it', () => {
    const over = [payment('NET', '100', '2026-03-31', '2026-04-02')];
    // one day of three, and two: 33.33 + 66.67
    expect(paidIn('2025-26', over)).toBe(3_333n);
    expect(paidIn('2026-27', over)).toBe(6_667n);
  });

  it('made gross, counts less the contribution due in each', () => {
    const over = [payment('GROSS', '210', '2026-03-25', '2026-04-07')];
    // 7 of 14 days in each: 105 − 20
    expect(paidIn('2025-26', over)).toBe(8_500n);
    expect(paidIn('2026-27', over)).toBe(8_500n);
  });

  it('made in the year after, counts in the year of its days', () => {
    const late = { ...payment('NET', '400', '2025-05-05', '2025-06-01'), paidOn: '2026-06-01' };
    expect(paidIn('2025-26', [late as Payment])).toBe(40_000n);
    expect(paidIn('2026-27', [late as Payment])).toBe(0n);
  });
});

describe('a payment for days on which the award is not in force', () => {
  const award = { days: days('2025-05-19', '2025-12-31') };

  it('counts, and owes a contribution, on those on which it is', () => {
    // 5 May to 1 June; in force from 19 May, 14 days: 480 − 2 × 20
    const early = [payment('GROSS', '480', '2025-05-05', '2025-06-01')];
    expect(paidIn('2025-26', early, award)).toBe(44_000n);
  });

  it('counts whole in the year in which it is in force', () => {
    // 25 March to 7 April; the award ended on 31 March
    const over = [payment('NET', '140', '2026-03-25', '2026-04-07')];
    expect(paidIn('2025-26', over, { days: days('2025-04-01', '2026-03-31') })).toBe(14_000n);
  });

  it('is not lost from view where it is in force on none', () => {
    const before = [payment('NET', '50', '2025-04-07', '2025-04-13')];
    const after = [payment('NET', '60', '2026-01-05', '2026-01-11')];
    expect(paidIn('2025-26', before, award)).toBe(5_000n);
    expect(paidIn('2025-26', after, award)).toBe(6_000n);
  });
});

describe('paid of a single sum', () => {
  const paidOf = (payments: readonly Payment[], differs: Partial<AwardDraft> = {}) =>
    onlyLine('2025-26', tell(grant('750', '2025-26', differs), { payments })).paid;

  it('is all that was paid, whichever day', () => {
    const stages = [
      payment('NET', '300', '2025-08-15', '2025-08-15'),
      payment('NET', '200', '2027-01-04', '2027-01-04'),
    ];
    expect(paidOf(stages)).toBe(50_000n);
  });

  it('is nothing when its source reports all and tells of none, and not known when it reports none', () => {
    expect(paidOf([])).toBe(0n);
    expect(paidOf([], { reportsPayments: false })).toBeNull();
  });

  it('is not known where a gross payment’s contribution is not', () => {
    const gross = [payment('GROSS', '300', '2025-08-15', '2025-08-15')];
    expect(paidOf(gross)).toBe(30_000n);
    expect(paidOf(gross, { contribution: UNKNOWN })).toBeNull();
  });
});
