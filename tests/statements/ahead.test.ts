import { describe, expect, it } from 'vitest';
import type { DueReview } from '../../src/plans/review.ts';
import { movedReviews } from '../../src/statements/ahead.ts';
import type { Stream } from '../../src/streams/stream.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const CARE = { code: 'adult-social-care', name: 'Adult social care' } as Stream;
const due = (more: Partial<Record<keyof DueReview, unknown>> = {}): DueReview =>
  ({
    ...{ stream: CARE, kind: 'PLAN', dueOn: '2026-04-01', lastHeld: null, rule: 'the Act' },
    ...more,
  }) as DueReview;

describe('a review that has moved', () => {
  it.each([
    ['HELD', '2027-01-12', { dueOn: '2027-01-12', lastHeld: '2026-01-12', rule: 'its policy' }],
    ['RULE', '2026-03-01', { dueOn: '2026-03-01', rule: 'its policy' }],
    ['SUPPORT', '2026-05-01', { dueOn: '2026-05-01' }],
    ['RULE', null, { dueOn: null, rule: 'none is in force' }],
  ] as const)('is so because of %s: due %s now', (because, after, now) => {
    expect(movedReviews([due()], [due(now)])).toMatchObject([
      { because, before: '2026-04-01', after, review: 'PLAN' },
    ]);
  });

  it('is one that is due no longer, for the support is told no more', () => {
    expect(movedReviews([due()], [])).toMatchObject([{ because: 'SUPPORT', after: null }]);
  });

  it('is none that stays, that is new, or of which no day was told', () => {
    const audit = due({ kind: 'DIRECT_PAYMENT_AUDIT' });
    expect(movedReviews([due()], [due(), audit])).toEqual([]);
    expect(movedReviews([due({ dueOn: null })], [due()])).toEqual([]);
  });

  it('is told in words with both days', () => {
    const day = '2026-05-01' as PlainDate;
    expect(movedReviews([due()], [due({ dueOn: day })])[0]?.words).toBe(
      'Review of the plan of Adult social care: due 2026-05-01 in place of 2026-04-01 (what is told of the support has changed)',
    );
  });
});
