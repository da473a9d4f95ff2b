import { describe, expect, it } from 'vitest';
import { NOTHING_KNOWN } from '../../src/people/characteristic.ts';
import type { AttributionRule } from '../../src/pools/pool.ts';
import { daysOfPart } from '../../src/pools/publication.ts';
import { type UsageBook, type UsageLine, usageFacts } from '../../src/pools/usage-facts.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';

const YEAR = '2025-26' as FinancialYear;
const day = (text: string) => text as PlainDate;

const rule = (scheme: string, n: number, d: number): AttributionRule => ({
  ...{ pool: 'BCF', scheme, stream: 'adult-social-care', funder: null, currency: null },
  ...{ share: ratio(n, d), days: daysOfPart(YEAR, 'YEAR'), knownFrom: day('2025-04-01') },
});

const COUNCIL = 'E08000039' as OrganisationCode;
const spent = (person: string, amount: number, more: Partial<UsageLine> = {}): UsageLine => ({
  ...{ measure: 'ACTUAL', person, stream: 'adult-social-care', funder: COUNCIL },
  ...{ mode: 'DIRECT_PAYMENT', provider: null, currency: null, month: day('2025-07-01') },
  ...{ amount: pence(amount), ...more },
});

const book = (born: Record<string, string> = {}): UsageBook => ({
  people: new Map(
    Object.entries(born).map(([person, birthDate]) => [
      person,
      { ...NOTHING_KNOWN, birthDate: day(birthDate), area: COUNCIL, sex: 'FEMALE' as const },
    ]),
  ),
  sectors: new Map([['adult-social-care', 'SOCIAL_CARE']]),
  providerSectors: new Map([['RXX', 'NHS']]),
  firstDay: daysOfPart(YEAR, 'Q2').from,
});

const of = (facts: ReturnType<typeof usageFacts>) =>
  facts.map(({ person, amounts, codes }) => [person, codes.SCHEME, Number(amounts.ACTUAL)]);

describe('what is used of a pool', () => {
  const rules = [rule('1', 1, 3), rule('2', 1, 6)];

  it('is each person’s share of what the rules attribute, to the penny', () => {
    // Of 30.01 a third and a sixth: 10.00 and 5.00; with 0.02 more 10.01 and 5.01 of 30.03 and so on.
    const facts = usageFacts('BCF', rules, [spent('a', 3001), spent('b', 2)], book());
    const sum = (scheme: string) =>
      facts
        .filter(({ codes }) => codes.SCHEME === scheme)
        .reduce((total, { amounts }) => total + Number(amounts.ACTUAL), 0);
    // 30.03: a third is 10.01, a sixth 5.005, half 15.015; the two halves of a penny tie, schemes first.
    expect([sum('1'), sum('2')]).toEqual([1001, 501]);
  });

  it('leaves out other pools and what no rule catches', () => {
    const other = spent('a', 6000, { stream: 'personal-health-budget' });
    expect(usageFacts('BCF', rules, [other], book())).toEqual([]);
    expect(usageFacts('OTHER', rules, [spent('a', 6000)], book())).toEqual([]);
  });

  it('is by the age on the first day, and late where the month is of an earlier quarter', () => {
    const facts = usageFacts(
      'BCF',
      [rule('1', 1, 1)],
      [spent('a', 100), spent('b', 100, { month: day('2025-06-01') }), spent('c', 100)],
      book({ a: '1950-07-01', b: '1950-07-02' }),
    );
    expect(facts.map(({ person, codes }) => [person, codes.AGE_BAND, codes.MONTH]).sort()).toEqual([
      ['a', '75_TO_84', '2025-07'],
      ['b', '65_TO_74', 'LATE'],
      ['c', 'NOT_KNOWN', '2025-07'],
    ]);
  });

  it('is under the codes that its line and its person tell, and NOT_KNOWN under others', () => {
    const currency = { scheme: 'home-care-hour', code: 'standard' };
    const [fact] = usageFacts(
      'BCF',
      [rule('1', 1, 1)],
      [spent('a', 100, { provider: 'RXX', currency })],
      book({ a: '1950-07-01' }),
    );
    expect(fact?.codes).toMatchObject({
      ...{ PARTNER: COUNCIL, SCHEME: '1', STREAM: 'adult-social-care', SECTOR: 'SOCIAL_CARE' },
      ...{ CURRENCY: 'home-care-hour:standard', PROVIDER: 'RXX', PROVIDER_SECTOR: 'NHS' },
      ...{ AREA: COUNCIL, MODE: 'DIRECT_PAYMENT', SEX: 'FEMALE', ETHNIC_GROUP: 'NOT_KNOWN' },
    });
  });

  it('shares out what was agreed apart from what was spent, and what a week costs not at all', () => {
    const rules = [rule('1', 1, 3), rule('2', 1, 6)];
    const facts = usageFacts(
      'BCF',
      rules,
      [
        spent('a', 600),
        spent('a', 1200, { measure: 'COMMITTED' }),
        spent('a', 90_000, { measure: 'WEEKLY' }),
      ],
      book(),
    );
    expect(facts.map(({ codes, amounts }) => [codes.SCHEME, amounts])).toEqual([
      ['1', { ACTUAL: 200n, COMMITTED: 400n, WEEKLY: 90_000n }],
      ['2', { ACTUAL: 100n, COMMITTED: 200n, WEEKLY: 90_000n }],
    ]);
  });

  it('of one person under one set of codes is one fact, and none where it comes to nothing', () => {
    const rules = [rule('1', 1, 1)];
    expect(of(usageFacts('BCF', rules, [spent('a', 100), spent('a', 50)], book()))).toEqual([
      ['a', '1', 150],
    ]);
    expect(usageFacts('BCF', rules, [spent('a', 100), spent('a', -100)], book())).toEqual([]);
  });
});
