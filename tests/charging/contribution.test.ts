import { describe, expect, it } from 'vitest';
import type { AwardDraft, Contribution, ToldAward } from '../../src/awards/award.ts';
import { linesIn } from '../../src/awards/line.ts';
import { workingOf } from '../../src/awards/working.ts';
import type { AssessedKind } from '../../src/charging/assess.ts';
import type { StandingAssessment } from '../../src/charging/assessment.ts';
import { withAssessments } from '../../src/charging/contribution.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { parsePounds } from '../../src/values/money.ts';
import { decimal } from '../../src/values/ratio.ts';
import { care, day, days, rate, year } from '../awards/drafts.ts';
import { budgetOf, figuresIn } from '../budgets/areas.ts';
import { tell } from '../support/told.ts';

const UNKNOWN: Contribution = { kind: 'UNKNOWN', reason: 'nobody says how much' };
const SHEFFIELD = 'E08000039' as OrganisationCode;

/** Council care of so much a week in 2025-26, of which nobody says what the person pays. */
const open = (pounds: string, differs: Partial<AwardDraft> = {}) =>
  tell(care({ ...rate(pounds, 'WEEK'), contribution: UNKNOWN, ...differs }));

/** So much a week from a day on, in pounds; or another outcome. */
function assessed(
  pounds: string | null,
  first: string,
  differs: { last?: string; kind?: AssessedKind; council?: string } = {},
): StandingAssessment {
  const on = days(first, differs.last);
  const weekly = pounds === null ? null : parsePounds(pounds);
  const kind = differs.kind ?? (pounds === null ? 'NOT_KNOWN' : 'WEEKLY');
  const council = (differs.council ?? SHEFFIELD) as OrganisationCode;
  return { council, days: on, amounts: [{ days: on, kind, weekly }] };
}

const FROM_START = assessed('70.00', '2025-04-01');

function linesOf(awards: readonly ToldAward[], ...assessments: readonly StandingAssessment[]) {
  return withAssessments(linesIn(year('2025-26'), awards), assessments);
}
const contributions = (...asked: Parameters<typeof linesOf>) =>
  linesOf(...asked).map(({ contribution }) => contribution);
const wordsOf = (line: ReturnType<typeof linesOf>[number] | undefined) =>
  line?.kind === 'PRICED' ? workingOf(line, false).map(({ step, result }) => [step, result]) : [];

describe('one line of council care', () => {
  it('takes the weekly sum over its days, rounded once, and says by what', () => {
    // 70 ÷ 7 × 365; from 1 October 182 days
    expect(contributions([open('200.00')], FROM_START)).toEqual([365_000n]);
    const [line] = linesOf([open('200.00', { days: days('2025-10-01') })], FROM_START);
    expect(line?.contribution).toBe(182_000n);
    expect(wordsOf(line)).toContainEqual([
      'What the person is asked to pay: by the financial assessment of E08000039 70.00 a week from 2025-10-01 to 2026-03-31',
      '1820.00',
    ]);
  });

  it('is never asked for more than it comes to', () => {
    const [line] = linesOf([open('33.33')], FROM_START);
    // 33.33 × 365 ÷ 7 = 1,737.92…
    expect(line).toMatchObject({ amount: 173_792n, contribution: 173_792n });
  });

  it('of one month’s price is never asked for more in any month’s days', () => {
    const monthly = open('303.33', { per: 'MONTH' });
    // 12 × 303.33 = 3,639.96; 70 a week would be 3,650.00
    expect(contributions([monthly], FROM_START)).toEqual([363_996n]);
  });

  it('is all the person’s where the whole cost is charged, whatever it has become', () => {
    const whole = assessed('50.00', '2025-04-01', { kind: 'WHOLE_COST' });
    expect(contributions([open('33.33')], whole)).toEqual([173_792n]);
  });

  it('is free where the council has recorded that the law forbids a charge', () => {
    const free = assessed('0.00', '2025-04-01', { kind: 'NEVER_CHARGED' });
    expect(contributions([open('33.33')], free)).toEqual([0n]);
    expect(contributions([open('33.33', { amount: null })], free)).toEqual([0n]);
    expect(contributions([open('33.33', { amount: null })], FROM_START)).toEqual([null]);
  });

  it('stays not known where the assessment covers a part of its days, or does not say', () => {
    const [late] = linesOf([open('200.00')], assessed('70.00', '2025-07-01'));
    expect(late?.contribution).toBeNull();
    expect(late?.assessed?.reason).toBe(
      'nobody says how much; no financial assessment of E08000039 is in force from 2025-04-01 to 2025-06-30',
    );
    const [unknown] = linesOf([open('200.00')], assessed(null, '2025-04-01'));
    expect(unknown?.contribution).toBeNull();
    expect(unknown?.assessed?.reason).toBe(
      'nobody says how much; the financial assessment of E08000039 is not known from 2025-04-01 to 2026-03-31',
    );
  });

  it('follows a later assessment from its first day on', () => {
    const later = assessed('7.00', '2025-06-01');
    // 61 days at 10 and 304 at 1
    expect(contributions([open('200.00')], FROM_START, later)).toEqual([91_400n]);
    const back = assessed('7.00', '2025-04-01');
    expect(contributions([open('200.00')], assessed('70.00', '2025-06-01'), back)).toEqual([
      36_500n,
    ]);
    const [line] = linesOf([open('200.00')], FROM_START, later);
    expect(line?.assessed?.reason).toBe(
      'by the financial assessment of E08000039 70.00 a week from 2025-04-01 to 2025-05-31; ' +
        'by the financial assessment of E08000039 7.00 a week from 2025-06-01 to 2026-03-31',
    );
  });
});

describe('what is not the council’s to charge for', () => {
  it.each<[string, Partial<AwardDraft>]>([
    ['another council’s care', { funder: 'E06000001' as OrganisationCode }],
    [
      'a grant for adaptations, which has its own means test',
      { stream: 'disabled-facilities-grant' },
    ],
    ['housing-related support', { stream: 'housing-related-support' }],
    ['a single sum', { basis: 'ONE_OFF', per: 'ONCE', year: year('2025-26') }],
  ])('%s is left as it is', (_what, differs) => {
    const award = open('200.00', differs);
    const [before] = linesIn(year('2025-26'), [award]);
    expect(before?.contribution).toBeNull();
    expect(linesOf([award], FROM_START)).toEqual([before]);
  });

  it('another council’s assessment touches nothing', () => {
    const elsewhere = assessed('70.00', '2025-04-01', { council: 'E06000001' });
    expect(contributions([open('200.00')], elsewhere)).toEqual([null]);
  });
});

describe('several lines of one council', () => {
  it('share one sum by their cost, in whole pence a week by largest remainder', () => {
    const lines = [open('100.00'), open('50.00', { stream: 'joint-package' }), open('50.00')];
    // 10.01 a week by 2 : 1 : 1 is 5.005, 2.5025, 2.5025: 5.01, 2.50, 2.50
    const found = contributions(lines, assessed('10.01', '2025-04-01'));
    // × 365 ÷ 7, each rounded once: 261.2357, 130.3571, 130.3571
    expect(found).toEqual([26_124n, 13_036n, 13_036n]);
  });

  it('in whatever order they are told', () => {
    const awards = ['100.00', '90.00', '80.00', '70.00'].map((pounds) => open(pounds));
    const asked = assessed('10.01', '2025-04-01');
    const byAmount = (order: readonly ToldAward[]) =>
      linesOf(order, asked)
        .map((line) => `${line.kind === 'PRICED' && line.amount} ${line.contribution}`)
        .sort();
    expect(byAmount([...awards].reverse())).toEqual(byAmount(awards));
  });

  it('only while they are in force, and never for more than they cost together', () => {
    const lines = [open('30.00'), open('30.00', { days: days('2025-10-01') })];
    // 183 days at most 30, then 182 days of 50 shared 25 : 25
    const found = contributions(lines, assessed('50.00', '2025-04-01'));
    // 30 × 183 ÷ 7 + 25 × 182 ÷ 7 = 784.2857 + 650
    expect(found).toEqual([143_429n, 65_000n]);
  });

  it('less what a source tells that the person pays on another', () => {
    const told = open('100.00', {
      contribution: { kind: 'WEEKLY', pounds: decimal('28.00'), reason: 'as charged' },
    });
    // 70 − 28 = 42 a week
    expect(contributions([told, open('100.00')], FROM_START)).toEqual([146_000n, 219_000n]);
    const whole = open('100.00', { contribution: { kind: 'WHOLE', reason: 'all' } });
    expect(contributions([whole, open('100.00')], FROM_START)).toEqual([521_429n, 0n]);
  });

  it('are not shared by a cost that is not known', () => {
    const [priced, unpriced] = linesOf([open('100.00'), open('1', { amount: null })], FROM_START);
    expect([priced?.contribution, unpriced?.contribution]).toEqual([null, null]);
    expect(priced?.assessed?.reason).toBe(
      'nobody says how much; other care of E08000039 has no price from 2025-04-01 to 2026-03-31, so its share is not known',
    );
  });

  it('told by several submissions: each for the days of which its source says nothing', () => {
    const before = tell(care({ service: 's', ...rate('100', 'WEEK') }), {
      windows: [{ from: null, until: day('2025-06-01') }],
    });
    const after = tell(care({ service: 's', ...rate('100', 'WEEK'), contribution: UNKNOWN }), {
      windows: [{ from: day('2025-06-01'), until: null }],
    });
    // 61 days that the council funds fully, then 304 days at 10
    expect(contributions([before, after], FROM_START)).toEqual([304_000n]);
  });
});

describe('what the source says', () => {
  it('stands, and the difference is told', () => {
    const told = open('200.00', {
      contribution: { kind: 'WEEKLY', pounds: decimal('63.00'), reason: 'as charged' },
    });
    const [line] = linesOf([told], FROM_START);
    expect(line?.contribution).toBe(328_500n);
    const steps = wordsOf(line);
    expect(steps).toContainEqual(['What the person is asked to pay: as charged', '3285.00']);
    expect(steps).toContainEqual([
      'The council’s financial assessment says otherwise; this line is not changed by it',
      '3650.00',
    ]);
    expect(steps).toContainEqual(['Difference: what the source says less that', '-365.00']);
  });

  it('and the same is no difference', () => {
    const told = open('200.00', {
      contribution: { kind: 'WEEKLY', pounds: decimal('70.00'), reason: 'as charged' },
    });
    const [line] = linesOf([told], FROM_START);
    expect(wordsOf(line).flat().join(' ')).not.toContain('assessment');
  });

  it('of aftercare is no difference either: it is never charged', () => {
    const aftercare = tell(care({ legalBasis: 'MHA 1983 s117', ...rate('100', 'WEEK') }));
    const [line] = linesOf([aftercare], FROM_START);
    expect(line).toMatchObject({ contribution: 0n });
    expect(line?.assessed).toBeUndefined();
  });
});

describe('in the budget', () => {
  const budget = (awards: readonly ToldAward[], ...assessments: StandingAssessment[]) =>
    budgetOf(awards, {}, { assessments });

  it('a = b + c, and the gap is gone', () => {
    const before = budgetOf([open('200.00')]);
    expect(before.complete).toBe(false);
    const after = budget([open('200.00')], FROM_START);
    expect(after.complete).toBe(true);
    expect(after.gaps).toEqual([]);
    // 200 × 365 ÷ 7 = 10,428.5714; 3,650 from the person; the rest is not reported as paid.
    expect(figuresIn(after)).toEqual({
      ...{ awarded: 1_042_857n, contribution: 365_000n, paid: null },
      ...{ remaining: null, unreported: 677_857n },
    });
  });

  it('charges on the council’s own share of a joint package alone', () => {
    const joint = open('200.00', { stream: 'joint-package' });
    const decision = {
      ...{ id: 'd', stream: 'joint-package', days: days('2025-04-01'), state: 'AGREED' as const },
      interimPayer: null,
      funders: [
        { funder: SHEFFIELD, percent: decimal('25') },
        { funder: 'QF7' as OrganisationCode, percent: decimal('75'), isFree: true },
      ],
    };
    const shared = (assessment: StandingAssessment) =>
      budgetOf([joint], {}, { decisions: [decision], assessments: [assessment] })
        .streams.map(({ funder, figures }) => [
          ...[funder.code, figures?.awarded, figures?.contribution],
        ])
        .sort();
    // The council’s 50 a week is less than the 70 asked for: 2,607.14 of 10,428.57
    expect(shared(FROM_START)).toEqual([
      ['E08000039', 260_714n, 260_714n],
      ['QF7', 782_143n, 0n],
    ]);
    expect(shared(assessed('7.00', '2025-04-01'))).toEqual([
      ['E08000039', 260_714n, 36_500n],
      ['QF7', 782_143n, 0n],
    ]);
    // All of it is all of the council's share: the board's nobody may charge for.
    const whole = { ...joint, contribution: { kind: 'WHOLE' as const, reason: 'pays all' } };
    const { streams } = budgetOf([whole], {}, { decisions: [decision] });
    expect(streams.map(({ figures }) => figures?.contribution).sort()).toEqual([0n, 260_714n]);
  });
});
