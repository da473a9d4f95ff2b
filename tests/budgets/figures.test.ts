import { describe, expect, it } from 'vitest';
import type { AwardDraft, Contribution } from '../../src/awards/award.ts';
import { decimal } from '../../src/values/ratio.ts';
import { care, ceiling, claim, day, days, given, grant, payment, rate } from '../awards/drafts.ts';
import { tell } from '../support/told.ts';
import { budgetOf, entryOf, figuresIn } from './areas.ts';

const UNKNOWN: Contribution = { kind: 'UNKNOWN', reason: 'nobody says how much' };
const WHOLE: Contribution = { kind: 'WHOLE', reason: 'the person funds it fully' };
const weekly = (pounds: string): Contribution => ({
  kind: 'WEEKLY',
  pounds: decimal(pounds),
  reason: 'the weekly contribution',
});

/** £70 a week: £3,650.00 in the 365 days of 2025-26. */
const CARE = tell(care());
const without = (differs: Partial<AwardDraft>) => tell(care(differs));

describe('amount: the sum of the stream’s priced lines, whatever its nature', () => {
  it('of a budget, of care given and of an entitlement', () => {
    const benefit = care({ stream: 'housing-benefit', ...rate('105', 'WEEK') });
    const budget = budgetOf([CARE, tell(given('98.40', '2025-26')), tell(benefit)]);
    expect(entryOf(budget, 'adult-social-care').amount).toBe(365_000n);
    expect(entryOf(budget, 'nhs-tariff').amount).toBe(9_840n);
    // 105 × 365 ÷ 7 = 5,475
    expect(entryOf(budget, 'housing-benefit').amount).toBe(547_500n);
  });

  it('leaves out what has no price, and is null where nothing has one', () => {
    const unpriced = without({ amount: null });
    expect(entryOf(budgetOf([CARE, unpriced]), 'adult-social-care').amount).toBe(365_000n);
    expect(entryOf(budgetOf([unpriced]), 'adult-social-care').amount).toBeNull();
  });
});

describe('awarded: gross value of the year’s recurring, one-off and activity lines', () => {
  it('adds rates by days in force, single sums and claims paid, each rounded', () => {
    const oneOff = tell(grant('750', '2025-26', { stream: 'adult-social-care' }));
    const half = without({ ...rate('70.01', 'WEEK'), days: days('2025-10-01') });
    // 3,650.00 + 750.00 + 26 × 70.01 = 1,820.26
    expect(figuresIn(budgetOf([CARE, oneOff, half]))?.awarded).toBe(622_026n);
    const claims = [claim('2025-06-01', '2025-06-30', '1764', '1680')];
    const work = budgetOf([tell(ceiling(), { claims })]);
    expect(figuresIn(work, 'access-to-work')?.awarded).toBe(168_000n);
  });

  it('is gross: what the person is to add is in it', () => {
    const paying = without({ contribution: weekly('14') });
    // 14 × 365 ÷ 7 = 730
    expect(figuresIn(budgetOf([paying]))).toMatchObject({
      awarded: 365_000n,
      contribution: 73_000n,
    });
  });

  it('of a DFG is mandatory grant + discretionary help + applicant’s contribution', () => {
    // 30,000 + 7,500 + 3,700, of which the applicant adds 3,700
    const contribution: Contribution = { kind: 'SUM', pounds: decimal('3700'), reason: 'test' };
    const case_ = tell(grant('41200', '2025-26', { contribution }));
    expect(figuresIn(budgetOf([case_]), 'disabled-facilities-grant')).toEqual({
      ...{ awarded: 4_120_000n, contribution: 370_000n, paid: 0n },
      ...{ remaining: 3_750_000n, unreported: 0n },
    });
  });
});

describe('contribution: the part the person is asked to pay', () => {
  it('is 0 only where the law or a recorded assessment makes it 0', () => {
    expect(figuresIn(budgetOf([CARE]))?.contribution).toBe(0n);
  });

  it('is the whole line where the person funds it fully', () => {
    const whole = without({ ...rate('100', 'WEEK'), contribution: WHOLE });
    // 100 × 365 ÷ 7 = 5,214.2857
    expect(figuresIn(budgetOf([whole]))).toMatchObject({
      awarded: 521_429n,
      contribution: 521_429n,
    });
  });

  it('is null where the line can be charged for and no source says how much', () => {
    expect(figuresIn(budgetOf([without({ contribution: UNKNOWN })]))?.contribution).toBeNull();
  });
});

describe('paid: the public share known to have gone out', () => {
  it('is null where the source reports no payments: unknown is never 0', () => {
    expect(figuresIn(budgetOf([CARE]))?.paid).toBeNull();
  });

  it('counts a payment made gross less the contribution due for the days it covers', () => {
    const award = care({ reportsPayments: true, contribution: weekly('14') });
    const payments = [payment('GROSS', '280', '2025-05-05', '2025-06-01')];
    // 280 − 4 × 14
    expect(figuresIn(budgetOf([tell(award, { payments })]))?.paid).toBe(22_400n);
  });
});

describe('remaining: awarded − contribution − paid', () => {
  const paying = (pounds: string, differs: Partial<AwardDraft> = {}) =>
    tell(care({ reportsPayments: true, contribution: weekly('14'), ...differs }), {
      payments: [payment('NET', pounds, '2025-05-05', '2025-06-01')],
    });

  it('is what is left of it', () => {
    // 3,650 − 730 − 224
    expect(figuresIn(budgetOf([paying('224')]))).toMatchObject({
      remaining: 269_600n,
      unreported: 0n,
    });
  });

  it('is null where either is null', () => {
    expect(figuresIn(budgetOf([CARE]))?.remaining).toBeNull();
    const unknown = paying('224', { contribution: UNKNOWN });
    expect(figuresIn(budgetOf([unknown]))).toMatchObject({
      paid: 22_400n,
      contribution: null,
      remaining: null,
    });
  });

  it('is below zero when more went out than was agreed', () => {
    // 3,650 − 730 − 3,000
    expect(figuresIn(budgetOf([paying('3000')]))?.remaining).toBe(-8_000n);
  });
});

describe('unreported: awarded − what is known of contribution and paid', () => {
  it('where either is null', () => {
    // nothing is known to be paid; 730 is asked for
    expect(figuresIn(budgetOf([without({ contribution: weekly('14') })]))).toMatchObject({
      paid: null,
      unreported: 292_000n,
    });
    expect(figuresIn(budgetOf([CARE]))?.unreported).toBe(365_000n);
  });

  it('else 0', () => {
    expect(figuresIn(budgetOf([without({ reportsPayments: true })]))?.unreported).toBe(0n);
  });
});

describe('reporting is per award', () => {
  it('one award without reported payments leaves the stream’s paid unknown', () => {
    const reported = tell(care({ reportsPayments: true }), {
      payments: [payment('NET', '280', '2025-05-05', '2025-06-01')],
    });
    expect(figuresIn(budgetOf([reported]))?.paid).toBe(28_000n);
    expect(figuresIn(budgetOf([reported, CARE]))).toEqual({
      ...{ awarded: 730_000n, contribution: 0n, paid: null },
      ...{ remaining: null, unreported: 730_000n },
    });
  });

  it('DFG and Access to Work report all: 0 when blank', () => {
    const budget = budgetOf([tell(grant('750', '2025-26')), tell(ceiling())]);
    expect(figuresIn(budget, 'disabled-facilities-grant')?.paid).toBe(0n);
    expect(figuresIn(budget, 'access-to-work')).toMatchObject({ contribution: 0n, paid: 0n });
  });
});

describe('a stream’s contribution, paid or remaining is null when any of its lines’ is', () => {
  it('and its awarded adds what has a price', () => {
    const unknown = without({ contribution: UNKNOWN, reportsPayments: true });
    const known = without({ reportsPayments: true });
    expect(figuresIn(budgetOf([known, unknown]))).toEqual({
      ...{ awarded: 730_000n, contribution: null, paid: 0n },
      ...{ remaining: null, unreported: 730_000n },
    });
  });

  it('a line without a price leaves remaining unknown though its payments are reported', () => {
    const unpriced = tell(care({ amount: null, reportsPayments: true }), {
      payments: [payment('NET', '50', '2025-05-05', '2025-06-01')],
    });
    // 3,650.00 awarded, 50.00 known to have gone out: of 3,600.00 nothing is known
    expect(figuresIn(budgetOf([without({ reportsPayments: true }), unpriced]))).toEqual({
      ...{ awarded: 365_000n, contribution: 0n, paid: 5_000n },
      ...{ remaining: null, unreported: 360_000n },
    });
  });

  it('a stream with no priced line has awarded null', () => {
    const unpriced = without({ amount: null, contribution: UNKNOWN });
    expect(figuresIn(budgetOf([unpriced]))).toEqual({
      ...{ awarded: null, contribution: null, paid: null },
      ...{ remaining: null, unreported: null },
    });
  });

  it('where a cost was mandatory and is missing there is an unpriced line and a gap', () => {
    const unpriced = without({ amount: null, unpricedReason: 'no unit cost was given' });
    const budget = budgetOf([unpriced]);
    expect(entryOf(budget, 'adult-social-care').lines).toMatchObject([
      { kind: 'UNPRICED', reason: 'no unit cost was given' },
    ]);
    expect(budget.gaps).toMatchObject([{ reason: 'not priced: no unit cost was given' }]);
  });
});

describe('a one-off award counts in the year it was approved or bought', () => {
  const approved = (completedOn: string | null) =>
    tell(
      grant('8000', '2024-25', { completedOn: completedOn === null ? null : day(completedOn) }),
      {
        payments: [payment('NET', '3000', '2025-09-01', '2025-09-01')],
      },
    );

  it('with its payments whichever day they were made', () => {
    const budget = budgetOf([approved(null)], { year: '2024-25' as never });
    expect(figuresIn(budget, 'disabled-facilities-grant')).toEqual({
      ...{ awarded: 800_000n, contribution: 0n, paid: 300_000n },
      ...{ remaining: 500_000n, unreported: 0n },
    });
  });

  it('and is listed outside the totals of later years until completed', () => {
    const budget = budgetOf([approved('2025-11-28')]);
    const entry = entryOf(budget, 'disabled-facilities-grant');
    expect(entry.lines).toMatchObject([{ amount: 800_000n, inTotals: false }]);
    expect(entry).toMatchObject({ amount: null, figures: { awarded: null } });
    expect(budget.total.awarded).toBeNull();
    expect(budgetOf([approved('2025-03-31')]).streams).toEqual([]);
  });

  it('makes no gap in later years, even where it has no price', () => {
    const unpriced = { amount: null, contribution: UNKNOWN };
    const later = budgetOf([tell(grant('0', '2024-25', unpriced))]);
    expect(later).toMatchObject({ complete: true, gaps: [] });
    expect(budgetOf([tell(grant('0', '2025-26', unpriced))]).complete).toBe(false);
  });
});
