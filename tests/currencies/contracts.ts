import fc from 'fast-check';
import {
  CONTRACT_FORMS,
  type ContractTerms,
  MONTHS,
  type MonthActivity,
  type PlannedMonth,
  VARIABLE_BASES,
} from '../../src/currencies/contract.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import { type Pence, parsePounds, pence } from '../../src/values/money.ts';
import { ratio } from '../../src/values/ratio.ts';

const NOTHING = parsePounds('0');

/** Twelve months alike, but for those given. */
export function monthsOf(
  each: Partial<PlannedMonth>,
  differing: Readonly<Record<number, Partial<PlannedMonth>>> = {},
): PlannedMonth[] {
  const plain = { fixed: NOTHING, elective: NOTHING, other: NOTHING };
  return MONTHS.map((month) => ({ ...plain, ...each, ...differing[month], month }));
}

/** A block of £100,000 a month between QF7 and RCF in 2022-23, but for what differs. */
export function contract(differs: Partial<ContractTerms> = {}): ContractTerms {
  return {
    code: 'QF7-RCF',
    commissioner: 'QF7',
    provider: 'RCF',
    year: parseFinancialYear('2022-23'),
    form: 'BLOCK',
    variable: null,
    marginal: null,
    limit: null,
    source: 'signed 1 March 2022',
    months: monthsOf({ fixed: parsePounds('100000') }),
    ...differs,
  };
}

/** A month's activity in pounds; what is not given is nothing, and every spell has its price. */
export function activity(
  month: number,
  sums: { readonly elective?: string; readonly emergency?: string; readonly other?: string } = {},
  unpriced: Partial<MonthActivity['unpriced']> = {},
): MonthActivity {
  return {
    month,
    elective: parsePounds(sums.elective ?? '0'),
    emergency: parsePounds(sums.emergency ?? '0'),
    other: parsePounds(sums.other ?? '0'),
    unpriced: { elective: 0, emergency: 0, other: 0, ...unpriced },
  };
}

const somePence = fc.bigInt(0n, 99_999_999_99n).map((amount): Pence => pence(amount));
const somePercent = fc.integer({ min: 0, max: 100_000 }).map((part) => ratio(part, 1000));

/** Any terms that a contract may have. */
export const someTerms: fc.Arbitrary<ContractTerms> = fc
  .record({
    form: fc.constantFrom(...CONTRACT_FORMS),
    percent: somePercent,
    basis: fc.constantFrom(...VARIABLE_BASES),
    marginal: fc.option(fc.record({ baseline: somePence, percent: somePercent })),
    months: fc.array(fc.record({ fixed: somePence, elective: somePence, other: somePence }), {
      minLength: 12,
      maxLength: 12,
    }),
  })
  .map(({ form, percent, basis, marginal, months }) =>
    contract({
      form,
      variable: form === 'ALIGNED_PAYMENT' ? { percent, basis } : null,
      marginal,
      months: months.map((each, index) => ({ ...each, month: index + 1 })),
    }),
  );

/** What some of the months of a year, in any order, may have been told. */
export const someActivity: fc.Arbitrary<MonthActivity[]> = fc.uniqueArray(
  fc.record({
    month: fc.constantFrom(...MONTHS),
    elective: somePence,
    emergency: somePence,
    other: somePence,
    unpriced: fc.record({ elective: fc.nat(3), emergency: fc.nat(3), other: fc.nat(3) }),
  }),
  { selector: ({ month }) => month },
);
