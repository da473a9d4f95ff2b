import { describe, expect, it } from 'vitest';
import { referenceMoneyRules } from '../../seeds/reference/money-rules.ts';
import { reviewKey, reviewsDue, type Support } from '../../src/plans/review.ts';
import type { ReviewKind, RuleBook } from '../../src/streams/money-rule.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const day = (text: string) => text as PlainDate;
const COUNCIL = 'E08000039';
const ICB = 'QF7';
const TODAY = day('2026-01-15');

const BOOK: RuleBook = {
  rules: referenceMoneyRules(),
  organisations: new Map([
    [COUNCIL, 'council'],
    [ICB, 'icb'],
  ]),
};

const support = (code: string, differs: Partial<Support> = {}): Support => ({
  stream: { code, name: code, sector: 'SOCIAL_CARE', nature: 'BUDGET' },
  funder: COUNCIL,
  since: day('2025-08-31'),
  directSince: null,
  ...differs,
});

const due = (
  supports: readonly Support[],
  held: readonly (readonly [stream: string, kind: ReviewKind, on: string])[] = [],
  book = BOOK,
) =>
  reviewsDue(
    supports,
    new Map(held.map(([stream, kind, on]) => [reviewKey(stream, kind), day(on)])),
    book,
    TODAY,
  ).map(({ stream, kind, dueOn }) => [stream.code, kind, dueOn]);

describe('reviews due', () => {
  it('the plan of council care within 6 months, then every 12', () => {
    // Six months after 31 August is the last day of February.
    expect(due([support('adult-social-care')])).toEqual([
      ['adult-social-care', 'PLAN', '2026-02-28'],
    ]);
    expect(
      due([support('adult-social-care')], [['adult-social-care', 'PLAN', '2025-11-03']]),
    ).toEqual([['adult-social-care', 'PLAN', '2026-11-03']]);
  });

  it('the plan of a personal health budget within 3 months, and its audit apart, earliest first', () => {
    const phb = support('personal-health-budget', { funder: ICB, directSince: day('2025-10-01') });
    expect(due([support('adult-social-care'), phb])).toEqual([
      ['personal-health-budget', 'PLAN', '2025-11-30'],
      ['adult-social-care', 'PLAN', '2026-02-28'],
      ['personal-health-budget', 'DIRECT_PAYMENT_AUDIT', '2026-10-01'],
    ]);
    const audited = [['personal-health-budget', 'DIRECT_PAYMENT_AUDIT', '2025-12-01']] as const;
    expect(due([phb], audited)).toEqual([
      ['personal-health-budget', 'PLAN', '2025-11-30'],
      ['personal-health-budget', 'DIRECT_PAYMENT_AUDIT', '2026-12-01'],
    ]);
  });

  it('who is eligible for continuing healthcare, beside the plan', () => {
    expect(due([support('continuing-healthcare', { funder: ICB })])).toEqual([
      ['continuing-healthcare', 'ELIGIBILITY', '2025-11-30'],
      ['continuing-healthcare', 'PLAN', '2025-11-30'],
    ]);
  });

  it('of one stream with two funders the earlier', () => {
    const shared = [support('section-117'), support('section-117', { funder: ICB })];
    expect(due(shared)).toEqual([['section-117', 'PLAN', '2025-11-30']]);
  });

  it('one held before this support began was of another', () => {
    const held = [['adult-social-care', 'PLAN', '2025-08-30']] as const;
    expect(due([support('adult-social-care')], held)).toEqual([
      ['adult-social-care', 'PLAN', '2026-02-28'],
    ]);
  });

  it('none where no rule asks for it; no day where the rule of the next one is lacking', () => {
    expect(due([support('access-to-work')])).toEqual([]);
    const firstOnly = BOOK.rules.filter(({ kind }) => kind !== 'REVIEW_EVERY_MONTHS');
    const held = [['adult-social-care', 'PLAN', '2025-11-03']] as const;
    expect(due([support('adult-social-care')], held, { ...BOOK, rules: firstOnly })).toEqual([
      ['adult-social-care', 'PLAN', null],
    ]);
  });
});
