import { describe, expect, it } from 'vitest';
import type { AttributionRule } from '../../src/pools/pool.ts';
import { daysOfPart, type SpentInMonth } from '../../src/pools/publication.ts';
import { usageFacts } from '../../src/pools/usage-facts.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';

const YEAR = '2025-26' as FinancialYear;
const day = (text: string) => text as PlainDate;

const rule = (scheme: string, n: number, d: number): AttributionRule => ({
  ...{ pool: 'BCF', scheme, stream: 'adult-social-care', funder: null, currency: null },
  ...{ share: ratio(n, d), days: daysOfPart(YEAR, 'YEAR'), knownFrom: day('2025-04-01') },
});

const spent = (person: string, amount: number, more: Partial<SpentInMonth> = {}): SpentInMonth => ({
  ...{ person, birthDate: day('1950-04-01'), stream: 'adult-social-care', sector: 'SOCIAL_CARE' },
  ...{ funder: 'E08000039', mode: 'DIRECT_PAYMENT', host: 'E08000039', month: day('2025-07-01') },
  ...{ amount: pence(amount), ...more },
});

const of = (facts: ReturnType<typeof usageFacts>) =>
  facts.map(({ person, amounts, codes }) => [person, codes.SCHEME, Number(amounts.ACTUAL)]);

describe('what is used of a pool', () => {
  const rules = [rule('1', 1, 3), rule('2', 1, 6)];
  const first = daysOfPart(YEAR, 'Q2').from;

  it('is each person’s share of what the rules attribute, to the penny', () => {
    // Of 30.01 a third and a sixth: 10.00 and 5.00; with 0.02 more 10.01 and 5.01 of 30.03 and so on.
    const facts = usageFacts('BCF', rules, [spent('a', 3001), spent('b', 2)], first);
    const sum = (scheme: string) =>
      facts
        .filter(({ codes }) => codes.SCHEME === scheme)
        .reduce((total, { amounts }) => total + Number(amounts.ACTUAL), 0);
    // 30.03: a third is 10.01, a sixth 5.005, half 15.015; the two halves of a penny tie, schemes first.
    expect([sum('1'), sum('2')]).toEqual([1001, 501]);
  });

  it('leaves out other pools and what no rule catches', () => {
    const other = spent('a', 6000, { stream: 'personal-health-budget' });
    expect(usageFacts('BCF', rules, [other], first)).toEqual([]);
    expect(usageFacts('OTHER', rules, [spent('a', 6000)], first)).toEqual([]);
  });

  it('is by the age on the first day, and late where the month is of an earlier quarter', () => {
    const facts = usageFacts(
      'BCF',
      [rule('1', 1, 1)],
      [
        spent('a', 100, { birthDate: day('1950-07-01') }),
        spent('b', 100, { birthDate: day('1950-07-02'), month: day('2025-06-01') }),
        spent('c', 100, { birthDate: null }),
      ],
      first,
    );
    expect(facts.map(({ person, codes }) => [person, codes.AGE_BAND, codes.MONTH]).sort()).toEqual([
      ['a', '75_TO_84', '2025-07'],
      ['b', '65_TO_74', 'LATE'],
      ['c', 'NOT_KNOWN', '2025-07'],
    ]);
  });

  it('of one person under one set of codes is one fact, and none where it comes to nothing', () => {
    const rules = [rule('1', 1, 1)];
    expect(of(usageFacts('BCF', rules, [spent('a', 100), spent('a', 50)], first))).toEqual([
      ['a', '1', 150],
    ]);
    expect(usageFacts('BCF', rules, [spent('a', 100), spent('a', -100)], first)).toEqual([]);
  });
});
