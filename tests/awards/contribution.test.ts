import { describe, expect, it } from 'vitest';
import type { Contribution } from '../../src/awards/award.ts';
import { decimal } from '../../src/values/ratio.ts';
import { tell } from '../support/told.ts';
import { care, day, grant, onlyLine, pricedLine, rate } from './drafts.ts';

const reason = 'as somebody said';
const NONE: Contribution = { kind: 'NONE', reason };
const WHOLE: Contribution = { kind: 'WHOLE', reason };
const UNKNOWN: Contribution = { kind: 'UNKNOWN', reason };
const weekly = (pounds: string): Contribution => ({
  kind: 'WEEKLY',
  pounds: decimal(pounds),
  reason,
});
const sum = (pounds: string): Contribution => ({ kind: 'SUM', pounds: decimal(pounds), reason });

describe('the person’s part of a rate', () => {
  const of = (contribution: Contribution) =>
    pricedLine('2025-26', tell(care({ ...rate('100', 'WEEK'), contribution }))).contribution;

  it('is nothing only where a source or the law says so', () => {
    expect(of(NONE)).toBe(0n);
  });

  it('is the whole line, to the penny, where the person funds it fully', () => {
    // 100 × 365 ÷ 7 = 5,214.2857
    expect(of(WHOLE)).toBe(521_429n);
  });

  it('is not known where nobody says how much', () => {
    expect(of(UNKNOWN)).toBeNull();
  });

  it('is a seventh of a weekly sum for each day in force, rounded once', () => {
    // 20 × 365 ÷ 7 = 1,042.857
    expect(of(weekly('20'))).toBe(104_286n);
  });

  it('is not known where only a single sum was named, which no year can be given', () => {
    expect(of(sum('20'))).toBeNull();
  });
});

describe('the person’s part of a service told by two submissions', () => {
  const line = (before: Contribution, after: Contribution) =>
    pricedLine(
      '2025-26',
      tell(care({ service: 'home care', contribution: before }), {
        windows: [{ from: null, until: day('2025-06-01') }],
      }),
      tell(care({ service: 'home care', contribution: after }), {
        windows: [{ from: day('2025-06-01'), until: null }],
      }),
    );

  it('is each one’s for its own days', () => {
    // 61 days free, then 304 days at 10 a day
    expect(line(NONE, WHOLE)).toMatchObject({ amount: 365_000n, contribution: 304_000n });
    // 61 days of 7 a week and 304 of 14: 61 + 608
    expect(line(weekly('7'), weekly('14')).contribution).toBe(66_900n);
  });

  it('is not known when either is not', () => {
    expect(line(UNKNOWN, NONE).contribution).toBeNull();
    expect(line(NONE, UNKNOWN).contribution).toBeNull();
  });
});

describe('the person’s part of a single sum', () => {
  const of = (contribution: Contribution) =>
    pricedLine('2025-26', tell(grant('41200', '2025-26', { contribution }))).contribution;

  it('is the sum that was worked out, nothing, the whole, or not known', () => {
    expect(of(sum('3700'))).toBe(370_000n);
    expect(of(NONE)).toBe(0n);
    expect(of(WHOLE)).toBe(4_120_000n);
    expect(of(UNKNOWN)).toBeNull();
  });
});

describe('the person’s part of what has no price', () => {
  const of = (contribution: Contribution) =>
    onlyLine('2025-26', tell(care({ amount: null, contribution }))).contribution;

  it('is nothing where it is free, else not known', () => {
    expect(of(NONE)).toBe(0n);
    expect(of(WHOLE)).toBeNull();
    expect(of(UNKNOWN)).toBeNull();
  });
});
