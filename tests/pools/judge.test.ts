import { describe, expect, it } from 'vitest';
import {
  faultsOfContributions,
  faultsOfSchemes,
  faultsOfTerms,
} from '../../src/pools/judge-agreement.ts';
import { faultsOfRules } from '../../src/pools/judge-rules.ts';
import type { AttributionRule, PoolAgreement } from '../../src/pools/pool.ts';
import { parsePounds } from '../../src/values/money.ts';
import { ratio } from '../../src/values/ratio.ts';
import { body, day, days, rule } from './rules.ts';

const COUNCIL = body('E08000039');
const BOARD = body('QF7');
const partner = (organisation: typeof COUNCIL, share: [number, number] | null = null) => ({
  ...{ organisation, share: share && ratio(...share), most: null },
});

const AGREEMENT: PoolAgreement = {
  pool: 'P',
  reference: '2025-27',
  aims: 'People stay at home.',
  functions: 'Care Act 2014 Part 1; NHS Act 2006 s3A.',
  services: 'Adults who live in the area.',
  manager: 'Head of Joint Commissioning',
  days: days('2025-04-01', '2027-03-31'),
  accounts: 'ACCRUED',
  riskShare: 'PRO_RATA',
  carry: 'RETURN',
  carryShare: null,
  grantPassesWhole: true,
  partners: [partner(COUNCIL), partner(BOARD)],
  knownFrom: day('2025-03-01'),
};
const codes = (faults: readonly { code: string }[]) => faults.map(({ code }) => code);

describe('the terms of an agreement', () => {
  const faults = (said: Partial<PoolAgreement>) =>
    faultsOfTerms({ ...AGREEMENT, ...said }, COUNCIL);
  const fixed = (...shares: [number, number][]) => ({
    riskShare: 'FIXED_SHARES' as const,
    partners: [partner(COUNCIL, shares[0]), partner(BOARD, shares[1])],
  });

  it('can be kept', () => {
    expect(faults({})).toEqual([]);
    expect(faults(fixed([1, 3], [2, 3]))).toEqual([]);
    expect(faults({ carry: 'KEEP_UP_TO', carryShare: ratio(1, 50) })).toEqual([]);
  });

  it.each([
    ['fixed shares that are not 100 %', fixed([1, 3], [1, 3]), 'SHARES_NOT_WHOLE'],
    ['a share below nothing', fixed([4, 3], [-1, 3]), 'SHARES_NOT_WHOLE'],
    [
      'fixed shares where risk is shared otherwise',
      { ...fixed([1, 3], [2, 3]), riskShare: 'OWN_LINES' as const },
      'SHARES_NOT_WHOLE',
    ],
    ['no share of what is kept', { carry: 'KEEP_UP_TO' as const }, 'SHARES_NOT_WHOLE'],
    [
      'more kept than was contributed',
      { carry: 'KEEP_UP_TO' as const, carryShare: ratio(3, 2) },
      'SHARES_ABOVE_WHOLE',
    ],
    ['a host that is no partner', { partners: [partner(BOARD)] }, 'NOT_A_PARTNER'],
    ['days that end first', { days: days('2025-05-01', '2025-03-31') }, 'END_BEFORE_START'],
    ['half a month', { days: days('2025-04-15', '2026-03-31') }, 'NOT_WHOLE_MONTHS'],
  ])('are refused: %s', (_what, said, code) => {
    const [fault, ...others] = faults(said);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ code, where: 'agreement 2025-27' });
  });

  it('are refused where another agreement has a scheme of theirs on a day of theirs', () => {
    const other = (scheme: string, first: string, last: string, pool = 'P') => ({
      ...{ pool, agreement: '2023-25', scheme, days: days(first, last) },
    });
    const against = (...others: ReturnType<typeof other>[]) =>
      faultsOfSchemes(AGREEMENT, ['home', 'beds'], others);
    expect(
      against(
        other('home', '2023-04-01', '2025-03-31'),
        other('kit', '2023-04-01', '2025-09-30'),
        other('beds', '2023-04-01', '2025-09-30', 'Q'),
      ),
    ).toEqual([]);
    expect(against(other('beds', '2023-04-01', '2025-04-01'))).toMatchObject([
      { where: 'agreement 2025-27, scheme beds', code: 'AGREEMENTS_OVERLAP' },
    ]);
  });
});

describe('contributions', () => {
  const total = (pounds: string, variation = '', year = '2025-26') => ({
    ...{ year, variation, total: parsePounds(pounds), effectiveOn: day('2025-04-01') },
    ...{ reason: 'agreed', knownFrom: day('2025-03-01') },
  });
  const from = (partner: typeof COUNCIL, source: string, pounds: string, variation = '') => ({
    ...{ partner, source, year: '2025-26', variation, amount: parsePounds(pounds) },
  });
  const first = [
    from(COUNCIL, 'DFG', '1500000.01'),
    from(COUNCIL, 'Additional LA Contribution', '470000.00'),
    from(BOARD, 'Minimum NHS Contribution', '19500000.00'),
  ];
  const varied = [
    from(BOARD, 'Minimum NHS Contribution', '-500000.00', 'V1'),
    from(COUNCIL, 'Additional LA Contribution', '100000.00', 'V1'),
  ];
  const pool = total('21470000.01');
  const faults = (totals: (typeof pool)[], ...contributions: typeof first) =>
    faultsOfContributions(AGREEMENT, { totals, contributions });

  it('add up to the pool, and after a variation to what it then is', () => {
    expect(faults([pool], ...first)).toEqual([]);
    expect(faults([pool, total('21070000.01', 'V1')], ...first, ...varied)).toEqual([]);
  });

  it('that do not are refused, with both sums', () => {
    expect(faults([pool], ...first.slice(1))).toEqual([
      {
        where: 'agreement 2025-27, 2025-26',
        code: 'CONTRIBUTIONS_DO_NOT_ADD_UP',
        reason: 'contributions come to 19970000.00, and the pool is 21470000.01',
      },
    ]);
    expect(faults([pool, total('21070000.00', 'V1')], ...first, ...varied)).toEqual([
      {
        where: 'agreement 2025-27, variation V1, 2025-26',
        code: 'CONTRIBUTIONS_DO_NOT_ADD_UP',
        reason:
          'contributions come to -400000.00, and the variation changes the pool by -400000.01',
      },
    ]);
  });

  it.each([
    [
      'of a year without a total',
      [],
      [from(COUNCIL, 'DFG', '0.01')],
      'CONTRIBUTIONS_DO_NOT_ADD_UP',
    ],
    ['of no partner', [total('1.00')], [from(body('DWP'), 'DFG', '1.00')], 'NOT_A_PARTNER'],
    ['of a year outside', [total('0.00', '', '2027-28')], [] as typeof first, 'OUTSIDE_AGREEMENT'],
    [
      'of less than nothing',
      [total('0.00')],
      [from(COUNCIL, 'DFG', '-1.00'), from(BOARD, 'Minimum NHS Contribution', '1.00')],
      'BELOW_NOTHING',
    ],
  ])('are refused: %s', (_what, totals, contributions, code) => {
    expect(codes(faults(totals, ...contributions))).toEqual([code]);
  });
});

describe('attribution rules', () => {
  const schemes = ['home', 'beds', 'grants'].flatMap((scheme) =>
    ['P', 'Q'].map((pool) => ({
      ...{ pool, agreement: '2025-27', scheme, days: days('2025-04-01', '2027-03-31') },
    })),
  );
  const faults = (
    said: readonly AttributionRule[],
    stored: readonly AttributionRule[] = [],
    today = '2025-03-01',
    keepsGrant = false,
  ) => faultsOfRules(said, { stored, schemes, keepsGrant: () => keepsGrant, today: day(today) });
  const grant = { stream: 'disabled-facilities-grant' };
  const october = { days: days('2025-10-01', '2026-03-31'), knownFrom: day('2025-09-20') };

  it('may give all of a line away, over pools and schemes', () => {
    expect(
      faults([rule('home', [1, 2]), rule('beds', [1, 4]), rule('home', [1, 4], { pool: 'Q' })]),
    ).toEqual([]);
  });

  it.each([
    ['more than all', [rule('home', [1, 2]), rule('beds', [2, 3])], [], 'SHARES_ABOVE_WHOLE'],
    [
      'more than another pool leaves',
      [rule('home', [1, 2], { pool: 'Q' })],
      [rule('home', [2, 3])],
      'SHARES_ABOVE_WHOLE',
    ],
    [
      'more than all, in one month of the year',
      [rule('home', [1, 2], { days: days('2025-12-01', '2025-12-31') })],
      [rule('home', [2, 3], { pool: 'Q', days: days('2025-12-01', '2026-01-31') })],
      'SHARES_ABOVE_WHOLE',
    ],
    ['a share above 100 %', [rule('home', [3, 2])], [], 'SHARES_ABOVE_WHOLE'],
    ['a share below nothing', [rule('home', [-1, 2])], [], 'SHARES_ABOVE_WHOLE'],
    ['a scheme of no agreement', [rule('kit', [1, 2])], [], 'UNKNOWN_SCHEME'],
    [
      'days after the agreement',
      [rule('home', [1, 2], { days: days('2027-03-01', '2027-04-30') })],
      [],
      'OUTSIDE_AGREEMENT',
    ],
    [
      'half a month',
      [rule('home', [1, 2], { days: days('2025-04-01', '2025-04-29') })],
      [],
      'NOT_WHOLE_MONTHS',
    ],
    ['a part of the grant', [rule('grants', [9, 10], grant)], [], 'SHARES_NOT_WHOLE'],
  ])('are refused for %s', (_what, said, stored, code) => {
    expect(codes(faults(said, stored))).toEqual([code]);
  });

  it('leave a part of the grant where an agreement says so, and pass it whole over two schemes', () => {
    expect(faults([rule('grants', [9, 10], grant)], [], undefined, true)).toEqual([]);
    expect(faults([rule('grants', [9, 10], grant), rule('home', [1, 10], grant)])).toEqual([]);
  });

  it('change what is to come, and never what was', () => {
    const stored = [rule('home', [1, 1])];
    expect(faults([rule('beds', [1, 1], october)], stored, '2025-10-01')).toEqual([]);
    const late = faults([rule('beds', [1, 1], october)], stored, '2025-10-02');
    expect(late).toMatchObject([
      { where: 'rule of adult-social-care, of every funder for beds', code: 'REWRITES_PAST' },
    ]);
    const narrower = rule('beds', [1, 1], { ...october, funder: COUNCIL });
    expect(codes(faults([narrower], stored, '2025-10-02'))).toEqual(['REWRITES_PAST']);
    // Money that nothing was said of is attributed late, and takes nothing from where money went.
    const other = rule('beds', [1, 1], { ...october, stream: 'carer-support' });
    expect(faults([other], stored, '2025-10-02')).toEqual([]);
  });
});
