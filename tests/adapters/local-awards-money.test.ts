import { describe, expect, test } from 'vitest';
import { linesIn } from '../../src/awards/line.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import { ratio } from '../../src/values/ratio.ts';
import { accepted, faultsOf } from '../support/reading.ts';
import { tell } from '../support/told.ts';
import {
  AWARD,
  awardOf,
  COLUMNS,
  faults,
  linesOf,
  ONE_OFF,
  PAYMENT,
  type Row,
  read,
  taken,
} from './local-awards-rows.ts';

describe('what the person pays', () => {
  const contributionOf = async (change: Row) =>
    (await awardOf({ ...AWARD, ...change })).contribution;

  test('is not known where it is blank, and never 0', async () => {
    const blank = { ...AWARD, 'Contribution per Week': '' };
    expect(await contributionOf(blank)).toMatchObject({ kind: 'UNKNOWN' });
    // 120.00 × 365 ÷ 7 = 6,257.142…
    expect(await linesOf('2025-26', blank)).toMatchObject([
      { amount: 625_714n, contribution: null },
    ]);
  });

  test('is nothing where a recorded assessment says 0.00', async () => {
    expect(await contributionOf({ 'Contribution per Week': '0.00' })).toEqual({
      kind: 'NONE',
      reason: 'a recorded assessment: nothing to pay',
    });
  });

  const FREE: [string, Row][] = [
    ['section 117 aftercare', { Stream: 'section-117', Funder: 'QF7' }],
    [
      'the council half of section 117 aftercare, by its legal basis',
      { Stream: 'adult-social-care', 'Legal Basis': 'Mental Health Act 1983 s117' },
    ],
    ['the NHS share of a joint package', { Stream: 'joint-package', Funder: 'QF7' }],
    ['a wheelchair budget', { Stream: 'wheelchair-budget' }],
    ['a personal health budget', { Stream: 'personal-health-budget' }],
    ['money of an NHS trust', { Stream: 'adult-social-care', Funder: 'RCF' }],
  ];
  test.each(FREE)(
    'is nothing by law, blank or 0.00, for %s; a charge is refused',
    async (_, row) => {
      const said = (weekly: string) => ({ ...row, 'Contribution per Week': weekly });
      for (const weekly of ['', '0.00']) {
        const contribution = await contributionOf(said(weekly));
        expect(contribution.kind).toBe('NONE');
        expect(contribution.reason).not.toContain('assessment');
      }
      const fault = ['Contribution per Week CHARGE_FORBIDDEN'];
      expect(await faults({ ...AWARD, ...said('0.01') })).toEqual(fault);
      expect(await faults({ ...ONE_OFF, ...said('0.01') })).toEqual(fault);
    },
  );

  test.each([
    'housing-related-support',
    'independent-living-fund',
    'work-and-health',
    'joint-package',
    'carer-support',
    'adult-social-care',
  ])('may be charged by a council under %s', async (Stream) => {
    expect(await contributionOf({ Stream })).toMatchObject({ kind: 'WEEKLY', pounds: ratio(20) });
    expect(await contributionOf({ Stream, 'Contribution per Week': '' })).toMatchObject({
      kind: 'UNKNOWN',
    });
  });

  test('of a joint package is known for the NHS share and not for the council’s', async () => {
    const joint = { ...AWARD, Stream: 'joint-package', 'Contribution per Week': '' };
    const verdicts = await read(
      { ...joint, Funder: 'QF7', 'Legal Basis': 'NHS Act 2006 s1', Amount: '620.00' },
      { ...joint, 'Legal Basis': 'Care Act 2014 s18', Amount: '410.00' },
    );
    const drafts = verdicts.flatMap((verdict) => accepted(verdict).awards);
    expect(drafts.map(({ reference, funder }) => `${reference} ${funder}`)).toEqual([
      'HRS-1 QF7',
      'HRS-1 E08000039',
    ]);
    expect(new Set(verdicts.map((each) => accepted(each).submission.scope)).size).toBe(1);
    const lines = linesIn(
      parseFinancialYear('2025-26'),
      drafts.map((draft) => tell(draft, { submissionId: 'one' })),
    );
    // 620.00 × 365 ÷ 7 = 32,328.571…; 410.00 × 365 ÷ 7 = 21,378.571…
    expect(lines).toMatchObject([
      { amount: 3_232_857n, contribution: 0n },
      { amount: 2_137_857n, contribution: null },
    ]);
  });
});

describe('payments', () => {
  test('are kept with the days they are for', async () => {
    const { awards, payments } = await taken(PAYMENT);
    expect(awards[0]?.reportsPayments).toBe(true);
    expect(payments).toEqual([
      {
        reference: 'PAY-1',
        amount: 40_000n,
        gross: false,
        paidOn: '2025-04-29',
        covers: { from: '2025-04-01', until: '2025-04-29' },
      },
    ]);
  });

  test('made net count whole, made gross less the contribution due for their days', async () => {
    const second = {
      ...PAYMENT,
      'Payment Reference': 'PAY-2',
      'Payment Date': '2025-05-27',
      'Payment For First Day': '2025-04-29',
      'Payment For Last Day': '2025-05-26',
    };
    const gross = {
      ...PAYMENT,
      'Payment Reference': 'PAY-3',
      'Payment Amount': '480.00',
      'Payment Basis': 'GROSS',
      'Payment Date': '2025-06-24',
      'Payment For First Day': '2025-05-27',
      'Payment For Last Day': '2025-06-23',
    };
    // Awarded 120.00 × 365 ÷ 7 = 6,257.142…; contribution 20.00 × 365 ÷ 7 = 1,042.857…
    // Paid 400.00 + 400.00 + (480.00 − 28 days × 20.00 ÷ 7 = 80.00) = 1,200.00
    expect(await linesOf('2025-26', PAYMENT, second, gross)).toMatchObject([
      { kind: 'PRICED', amount: 625_714n, contribution: 104_286n, paid: 120_000n },
    ]);
  });

  test('made gross where the contribution is not known leave the public share not known', async () => {
    const gross = { ...PAYMENT, 'Payment Basis': 'GROSS', 'Contribution per Week': '' };
    expect(await linesOf('2025-26', gross)).toMatchObject([{ contribution: null, paid: null }]);
  });

  test('across 31 March count in both years by their days and add up', async () => {
    const across = {
      ...PAYMENT,
      'Payment Date': '2026-04-27',
      'Payment For First Day': '2026-03-30',
      'Payment For Last Day': '2026-04-26',
    };
    // 28 days, 2 of them in 2025-26: 400.00 × 2 ÷ 28 = 28.571…; the rest 400.00 − 28.57 = 371.43
    expect(await linesOf('2025-26', across)).toMatchObject([{ paid: 2_857n }]);
    expect(await linesOf('2026-27', across)).toMatchObject([{ paid: 37_143n }]);
  });

  test('that no row tells of leave what was paid not known, for each funder apart', async () => {
    expect(await linesOf('2025-26', AWARD)).toMatchObject([{ paid: null }]);
    const other = { ...AWARD, Funder: 'E06000001' };
    const verdicts = await read(AWARD, PAYMENT, other, { ...AWARD, 'Award Reference': 'HRS-2' });
    const reports = verdicts.map((verdict) => accepted(verdict).awards[0]?.reportsPayments);
    expect(reports).toEqual([true, true, false, false]);
  });

  test('that cannot be taken do not turn what was paid into 0', async () => {
    const verdicts = await read(AWARD, { ...PAYMENT, 'Payment Amount': '400.005' });
    expect(faultsOf(verdicts[1])).toEqual(['Payment Amount BAD_MONEY']);
    expect(accepted(verdicts[0]).awards[0]?.reportsPayments).toBe(false);
  });

  test.each([
    [{ 'Payment Reference': '' }, 'Payment Reference BLANK'],
    [{ 'Payment Amount': '' }, 'Payment Amount BLANK'],
    [{ 'Payment Amount': '-400.00' }, 'Payment Amount BAD_MONEY'],
    [{ 'Payment Basis': '' }, 'Payment Basis BLANK'],
    [{ 'Payment Basis': 'net' }, 'Payment Basis UNKNOWN_CODE'],
    [{ 'Payment Date': '' }, 'Payment Date BLANK'],
    [{ 'Payment Date': '2025-02-31' }, 'Payment Date BAD_DATE'],
    [{ 'Payment For First Day': '' }, 'Payment For First Day BLANK'],
    [{ 'Payment For Last Day': '' }, 'Payment For Last Day BLANK'],
    [{ 'Payment For Last Day': '2025-03-31' }, 'Payment For Last Day END_BEFORE_START'],
  ])('with %j are rejected: %s', async (change, fault) => {
    expect(await faults({ ...PAYMENT, ...change })).toEqual([fault]);
  });

  test.each(COLUMNS.slice(-5))(
    'column %s alone, without a reference, is a fault',
    async (column) => {
      const row = { ...AWARD, [column]: PAYMENT[column] ?? '' };
      expect(await faults(row)).toEqual(['Payment Reference BLANK']);
    },
  );

  test('of one day are for that day', async () => {
    const row = { ...PAYMENT, 'Payment For Last Day': '2025-04-01' };
    const { payments } = await taken(row);
    expect(payments[0]?.covers).toEqual({ from: '2025-04-01', until: '2025-04-02' });
  });
});
