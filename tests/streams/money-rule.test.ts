import { describe, expect, it } from 'vitest';
import { referenceMoneyRules } from '../../seeds/reference/money-rules.ts';
import {
  carryForwardOf,
  faultOfMoneyRule,
  leaveOf,
  type MoneyRule,
  numberOf,
  type RuleBook,
  ruleLacking,
  ruleOn,
} from '../../src/streams/money-rule.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const day = (text: string) => text as PlainDate;
const COUNCIL = 'E08000039';
const ICB = 'QF7';

const rule = (differs: Partial<MoneyRule> = {}): MoneyRule => ({
  kind: 'CONTINGENCY_WEEKS',
  review: null,
  organisation: null,
  organisationKind: null,
  stream: null,
  days: { from: day('2025-04-01'), until: null },
  knownFrom: day('2025-04-01'),
  value: '4',
  local: true,
  source: 'policy',
  ...differs,
});

const book = (...rules: MoneyRule[]): RuleBook => ({
  rules,
  organisations: new Map([
    [COUNCIL, 'council'],
    [ICB, 'icb'],
  ]),
});

const asked = {
  kind: 'CONTINGENCY_WEEKS',
  organisation: COUNCIL,
  stream: 'adult-social-care',
} as const;
const found = (on: RuleBook, at = '2025-06-01') => ruleOn(on, asked, day(at))?.value;

describe('the rule that stands', () => {
  const everywhere = rule();
  const ofKind = rule({ organisationKind: 'council', value: '3' });
  const ofStream = rule({ stream: 'adult-social-care', value: '2' });
  const own = rule({ organisation: COUNCIL, value: '1' });
  const ownOfStream = rule({ organisation: COUNCIL, stream: 'adult-social-care', value: '4' });

  it('is the most specific: authority and stream, authority, stream, kind, everywhere', () => {
    const all = [everywhere, ofKind, ofStream, own, ownOfStream];
    expect(found(book(...all))).toBe('4');
    expect(found(book(...all.slice(0, 4)))).toBe('1');
    expect(found(book(...all.slice(0, 3)))).toBe('2');
    expect(found(book(...all.slice(0, 2)))).toBe('3');
    expect(found(book(everywhere))).toBe('4');
  });

  it('of a kind of authority and a stream comes before that of the stream', () => {
    const both = rule({ organisationKind: 'council', stream: 'adult-social-care', value: '1' });
    expect(found(book(ofStream, both))).toBe('1');
    expect(ruleOn(book(both), { ...asked, organisation: ICB }, day('2025-06-01'))).toBeUndefined();
  });

  it('is no other authority’s, no other stream’s and no other kind’s', () => {
    expect(found(book(rule({ organisation: ICB })))).toBeUndefined();
    expect(found(book(rule({ stream: 'section-117' })))).toBeUndefined();
    expect(found(book(rule({ kind: 'RECONSIDERATION_DAYS' })))).toBeUndefined();
  });

  it('is in force from its first day to the day before its end', () => {
    const year = rule({ days: { from: day('2025-04-01'), until: day('2026-04-01') } });
    expect(found(book(year), '2025-03-31')).toBeUndefined();
    expect(found(book(year), '2025-04-01')).toBe('4');
    expect(found(book(year), '2026-03-31')).toBe('4');
    expect(found(book(year), '2026-04-01')).toBeUndefined();
  });

  it('is the one known last, then the one that began last', () => {
    const later = rule({ value: '2', knownFrom: day('2025-05-01') });
    expect(found(book(later, everywhere))).toBe('2');
    const begun = rule({ value: '3', days: { from: day('2025-05-01'), until: null } });
    expect(found(book(everywhere, begun))).toBe('3');
  });

  it('is lacking by its name, scope and day', () => {
    expect(ruleLacking(asked, day('2025-06-01'))).toBe(
      'needs the rule CONTINGENCY_WEEKS of adult-social-care, E08000039, and none is in force on 2025-06-01: it is stated with hub money-rules load',
    );
  });
});

describe('a rule', () => {
  it.each([
    ['CONTINGENCY_WEEKS', '5'],
    ['CONTINGENCY_WEEKS', '0'],
    ['CONTINGENCY_WEEKS', '2.5'],
    ['CARRY_FORWARD', 'KEEP_UP_TO_WEEKS'],
    ['CARRY_FORWARD', 'KEEP_UP_TO_WEEKS 0'],
    ['OWN_MONEY_ALLOWED', 'yes'],
    ['QUERY_ANSWER_DAYS', '251'],
    ['RECLAIM_LAW', ' '],
    ['DIRECT_PAYMENT_CHOICE', 'YES'],
    ['CHANGE_CHOICE', 'right'],
    ['CHANGE_ANSWER_DAYS', '0'],
  ] as const)('of %s does not hold %j', (kind, value) => {
    expect(faultOfMoneyRule(rule({ kind, value }))).toMatchObject({ field: 'value' });
  });

  it('of a choice says what it leaves somebody, and no other does', () => {
    expect(leaveOf(rule({ kind: 'DIRECT_PAYMENT_CHOICE', value: 'RIGHT' }))).toBe('RIGHT');
    expect(() => leaveOf(rule({ kind: 'DIRECT_PAYMENT_CHOICE', value: 'YES' }))).toThrow();
    expect(() => leaveOf(rule({ kind: 'RECLAIM_LAW', value: 'RIGHT' }))).toThrow();
  });

  it('of a review says of which, and no other does', () => {
    const first = { kind: 'REVIEW_FIRST_MONTHS', value: '3' } as const;
    expect(faultOfMoneyRule(rule(first))).toMatchObject({ field: 'review' });
    expect(faultOfMoneyRule(rule({ ...first, review: 'PLAN' }))).toBeNull();
    expect(faultOfMoneyRule(rule({ review: 'PLAN' }))).toMatchObject({ field: 'review' });
  });

  it('names an authority or a kind of them, not both', () => {
    const both = rule({ organisation: COUNCIL, organisationKind: 'council' });
    expect(faultOfMoneyRule(both)).toMatchObject({ field: 'kindOfAuthority' });
  });

  it('says what is carried forward', () => {
    const carry = (value: string) => carryForwardOf(rule({ kind: 'CARRY_FORWARD', value }));
    expect(carry('KEEP')).toEqual({ keep: 'ALL' });
    expect(carry('RETURN')).toEqual({ keep: 'NONE' });
    expect(carry('KEEP_UP_TO_WEEKS 8')).toEqual({ keep: 'WEEKS', weeks: 8 });
    expect(() => carryForwardOf(rule())).toThrow(RangeError);
    expect(numberOf(rule())).toBe(4);
    expect(() => numberOf(rule({ kind: 'RECLAIM_LAW', value: 'x' }))).toThrow(RangeError);
  });
});

describe('the reference rules', () => {
  const seeds = book(...referenceMoneyRules());
  const on = (differs: object) => ruleOn(seeds, { ...asked, ...differs }, day('2026-01-15'))?.value;

  it('have no fault, and those that are no law are marked local', () => {
    for (const each of seeds.rules) {
      expect(faultOfMoneyRule(each)).toBeNull();
      expect(each.local).toBe(each.source.includes('own default'));
    }
  });

  it('name the law of each funder: councils’ and the NHS’s', () => {
    const law = { kind: 'RECLAIM_LAW' };
    expect(on(law)).toBe('Care Act 2014 s33(5) and SI 2014/2871');
    expect(on({ ...law, stream: 'section-117' })).toBe('Care Act 2014 s33(5) and SI 2014/2871');
    const nhs = { ...law, organisation: ICB };
    expect(on({ ...nhs, stream: 'section-117' })).toBe('SI 2013/1617 reg 15');
    expect(on({ ...nhs, stream: 'continuing-healthcare' })).toBe('SI 2013/1617 reg 15');
    expect(on({ ...law, stream: 'housing-related-support' })).toBeUndefined();
  });

  it('leave it to a place whether own money may stand beside NHS money', () => {
    expect(on({ kind: 'OWN_MONEY_ALLOWED', stream: 'continuing-healthcare' })).toBeUndefined();
  });

  it('keep plan reviews apart: 6 months for council care, 3 for a personal health budget', () => {
    const first = { kind: 'REVIEW_FIRST_MONTHS', review: 'PLAN' };
    expect(on(first)).toBe('6');
    expect(on({ ...first, organisation: ICB, stream: 'personal-health-budget' })).toBe('3');
    expect(on({ ...first, stream: 'access-to-work' })).toBeUndefined();
  });
});
