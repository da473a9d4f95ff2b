import { describe, expect, test } from 'vitest';
import { localAwards } from '../../adapters/local-awards/adapter.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { ratio } from '../../src/values/ratio.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';
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
  textOf,
} from './local-awards-rows.ts';

describe('an award', () => {
  test('is what its row says, of no local id and replaced by its reference', async () => {
    const { submission, identity, awards, payments, claims } = await taken({
      ...AWARD,
      Conditions: 'visiting support to keep the tenancy',
    });
    expect(submission).toEqual({
      scope: 'local-awards E08000039 HRS-1',
      periodFrom: null,
      periodUntil: null,
      createdBySender: null,
      asOf: '2026-01-15',
    });
    expect(identity).toEqual({
      source: 'E08000039',
      namespace: 'local-awards',
      localId: null,
      nhsNumber: '9990000018',
      nino: null,
      surname: 'Barraclough',
      givenNames: 'Jean',
      birthDate: '1951-03-17',
      deathDate: null,
      postcode: null,
    });
    expect(awards).toEqual([
      {
        stream: 'housing-related-support',
        funder: 'E08000039',
        basis: 'RECURRING',
        mode: 'COMMISSIONED',
        legalBasis: 'Housing-related support scheme',
        reference: 'HRS-1',
        service: null,
        serviceRank: null,
        days: { from: '2025-04-01', until: null },
        year: null,
        completedOn: null,
        amount: ratio(120),
        per: 'WEEK',
        unitsPerWeek: null,
        unpricedReason: null,
        contribution: {
          kind: 'WEEKLY',
          pounds: ratio(20),
          reason: 'the weekly contribution that the sender gives',
        },
        reportsPayments: false,
        currency: null,
        description: 'Housing-related support: visiting support to keep the tenancy',
        rawFigures: 'Amount 120.00 per week; Units per Week blank; Contribution per Week 20.00',
        element: null,
        ceiling: null,
        currencyShare: null,
        activity: null,
        provider: null,
        careKey: null,
        reported: null,
      },
    ]);
    expect(payments).toEqual([]);
    expect(claims).toEqual([]);
  });

  test('of a person known by NINO alone is taken; known by neither is not', async () => {
    const byNino = { ...AWARD, 'NHS Number': '', NINO: 'CE204817A' };
    expect((await taken(byNino)).identity).toMatchObject({ nhsNumber: null, nino: 'CE204817A' });
    expect(await faults({ ...AWARD, 'NHS Number': '' })).toEqual(['NHS Number BLANK']);
  });

  test('without conditions is called by its stream', async () => {
    expect((await awardOf(AWARD)).description).toBe('Housing-related support');
  });

  test('ends after its last day, both ends counted', async () => {
    const row = { ...AWARD, 'Last Day': '2025-04-14' };
    expect((await awardOf(row)).days).toEqual({ from: '2025-04-01', until: '2025-04-15' });
    const oneDay = { ...AWARD, 'Last Day': '2025-04-01' };
    expect((await awardOf(oneDay)).days).toEqual({ from: '2025-04-01', until: '2025-04-02' });
    // 14 days of 120.00 ÷ 7 = 240.00
    expect(await linesOf('2025-26', row)).toMatchObject([{ amount: 24_000n }]);
  });

  test('carries the currency it is priced by, and shows its code nowhere else', async () => {
    const award = await awardOf({
      ...AWARD,
      Stream: 'section-117',
      Funder: 'QF7',
      'Contribution per Week': '',
      'Priced By': 'mental-health-cluster:11',
    });
    expect(award.currency).toEqual({ scheme: 'mental-health-cluster', code: '11' });
    expect(award.currencyShare).toBeNull();
    expect(`${award.description} ${award.rawFigures}`).not.toMatch(/cluster|\b11\b/);
  });

  test.each([
    ['mental-health-cluster:1:60', '01', ratio(60)],
    ['mental-health-cluster:01:33.33', '01', ratio(3333, 100)],
    ['mental-health-cluster:11:100', '11', ratio(100)],
  ])('%s is a share of a price, its code as the scheme writes it', async (text, code, share) => {
    const award = await awardOf({ ...AWARD, 'Priced By': text });
    expect(award.currency).toEqual({ scheme: 'mental-health-cluster', code });
    expect(award.currencyShare).toEqual(share);
  });

  test('takes the code of a scheme that the hub does not have as it is, and notes it', async () => {
    const { awards, notes } = await taken({ ...AWARD, 'Priced By': 'local-tariff:PHYSIO1' });
    expect(awards[0]?.currency).toEqual({ scheme: 'local-tariff', code: 'PHYSIO1' });
    expect(notes).toEqual([{ field: 'Priced By', code: 'UNKNOWN_SCHEME' }]);
    expect((await taken({ ...AWARD, 'Priced By': 'mental-health-cluster:11' })).notes).toEqual([]);
  });

  test.each([
    [{ 'Award Reference': '' }, 'Award Reference BLANK'],
    [{ 'NHS Number': '9990000019' }, 'NHS Number BAD_NHS_NUMBER'],
    [{ 'NHS Number': '999000001' }, 'NHS Number LOST_ZERO'],
    [{ 'NHS Number': '9.99E+09' }, 'NHS Number SPREADSHEET_NUMBER'],
    [{ NINO: 'BG123456A' }, 'NINO BAD_NINO'],
    [{ 'Date of Birth': '' }, 'Date of Birth BLANK'],
    [{ 'Date of Birth': '1951-02-31' }, 'Date of Birth BAD_DATE'],
    [{ Stream: '' }, 'Stream BLANK'],
    [{ Stream: 'continuing-healthcare' }, 'Stream UNKNOWN_CODE'],
    [{ 'Legal Basis': '' }, 'Legal Basis BLANK'],
    [{ Funder: '' }, 'Funder BLANK'],
    [{ Funder: 'E09999999' }, 'Funder UNKNOWN_ORGANISATION'],
    [{ Basis: 'CEILING' }, 'Basis UNKNOWN_CODE'],
    [{ Amount: '' }, 'Amount BLANK'],
    [{ Amount: '13.001' }, 'Amount BAD_MONEY'],
    [{ Amount: '-120.00' }, 'Amount BAD_MONEY'],
    [{ Amount: '1.2E+02' }, 'Amount SPREADSHEET_NUMBER'],
    [{ Per: '' }, 'Per BLANK'],
    [{ Per: 'Week' }, 'Per UNKNOWN_CODE'],
    [{ Per: 'session' }, 'Per UNKNOWN_CODE'],
    [{ Per: 'hour' }, 'Units per Week BLANK'],
    [{ Per: 'day' }, 'Units per Week BLANK'],
    [{ Per: 'hour', 'Units per Week': '7.125' }, 'Units per Week BAD_NUMBER'],
    [{ Per: 'hour', 'Units per Week': '-7' }, 'Units per Week BAD_NUMBER'],
    [{ Per: 'hour', 'Units per Week': '1E+1' }, 'Units per Week SPREADSHEET_NUMBER'],
    [{ 'First Day': '' }, 'First Day BLANK'],
    [{ 'First Day': '45748' }, 'First Day SPREADSHEET_DATE'],
    [{ 'Last Day': '2025-03-31' }, 'Last Day END_BEFORE_START'],
    [{ 'Last Day': '31/03/2026' }, 'Last Day BAD_DATE'],
    [{ Mode: 'DIRECT' }, 'Mode UNKNOWN_CODE'],
    [{ 'Contribution per Week': '20.005' }, 'Contribution per Week BAD_MONEY'],
    [{ 'Contribution per Week': '-1' }, 'Contribution per Week BAD_MONEY'],
    [{ 'Priced By': 'mental-health-cluster' }, 'Priced By UNKNOWN_CODE'],
    [{ 'Priced By': ':11' }, 'Priced By UNKNOWN_CODE'],
    [{ 'Priced By': 'mental-health-cluster:' }, 'Priced By UNKNOWN_CODE'],
    [{ 'Priced By': 'a:b:c' }, 'Priced By UNKNOWN_CODE'],
    [{ 'Priced By': 'mental-health-cluster:22' }, 'Priced By UNKNOWN_CODE'],
    [{ 'Priced By': 'mental-health-cluster:9' }, 'Priced By UNUSABLE_CODE'],
    [{ 'Priced By': 'hrg:HN22C:0' }, 'Priced By BAD_NUMBER'],
    [{ 'Priced By': 'hrg:HN22C:0.00' }, 'Priced By BAD_NUMBER'],
    [{ 'Priced By': 'hrg:HN22C:100.01' }, 'Priced By BAD_NUMBER'],
    [{ 'Priced By': 'hrg:HN22C:1000' }, 'Priced By BAD_NUMBER'],
    [{ 'Priced By': 'hrg:HN22C:33.333' }, 'Priced By BAD_NUMBER'],
    [{ 'Priced By': 'hrg:HN22C:6.' }, 'Priced By BAD_NUMBER'],
    [{ 'Priced By': 'hrg:HN22C:-5' }, 'Priced By UNKNOWN_CODE'],
    [{ Per: 'once' }, 'Per BASIS_AND_PER_DISAGREE'],
  ])('with %j is rejected: %s', async (change, fault) => {
    expect(await faults({ ...AWARD, ...change })).toEqual([fault]);
  });

  test('gives every fault of its row, and no reason repeats a value', async () => {
    const row = { ...AWARD, 'NHS Number': '1234567890', Funder: 'XYZZY', 'Last Day': '1999-12-31' };
    const [verdict] = await read(row);
    expect(faultsOf(verdict)).toEqual(['NHS Number BAD_NHS_NUMBER']);
    expect(JSON.stringify(verdict)).not.toContain('1234567890');
    const [later] = await read({ ...row, 'NHS Number': '9990000018' });
    expect(faultsOf(later)).toEqual(['Funder UNKNOWN_ORGANISATION', 'Last Day END_BEFORE_START']);
    expect(JSON.stringify(later)).not.toMatch(/XYZZY|1999/);
  });

  test('may be of each stream of the layout and in each mode', async () => {
    for (const Stream of localAwards.streams) {
      const row = { ...AWARD, Stream, 'Contribution per Week': '' };
      expect((await awardOf(row)).stream).toBe(Stream);
    }
    for (const Mode of ['NOTIONAL', 'THIRD_PARTY', 'DIRECT_PAYMENT', 'COMMISSIONED']) {
      expect((await awardOf({ ...AWARD, Mode })).mode).toBe(Mode);
    }
  });
});

describe('a year of 365 days', () => {
  test.each([
    // 22.50 × 10 hours ÷ 7 × 365 = 225 × 365 ÷ 7 = 82,125 ÷ 7 = 11,732.142…
    ['22.50', 'hour', '10', 1_173_214n],
    // 7 units for a day are every day: 15.00 × 365
    ['15.00', 'day', '7', 547_500n],
    // 68.00 × 2.5 days ÷ 7 × 365 = 62,050 ÷ 7 = 8,864.285…
    ['68.00', 'day', '2.5', 886_429n],
    // 70.00 ÷ 7 × 365
    ['70.00', 'week', '', 365_000n],
    // 200.00 ÷ 14 × 365 = 5,214.285…
    ['200.00', 'fortnight', '', 521_429n],
    // 1,000.00 ÷ 28 × 365 = 13,035.714…
    ['1000.00', '4 weeks', '', 1_303_571n],
    ['1000.00', 'month', '', 1_200_000n],
    ['3000.00', 'quarter', '', 1_200_000n],
    ['10000.00', 'year', '', 1_000_000n],
  ])('of %s per %s (units %j) comes to %d pence', async (Amount, Per, units, pence) => {
    const row = { ...AWARD, Amount, Per, 'Units per Week': units };
    expect(await linesOf('2025-26', row)).toMatchObject([{ kind: 'PRICED', amount: pence }]);
  });

  test('does not count units planned a week where the rate is by length of time', async () => {
    const row = { ...AWARD, Amount: '70.00', 'Units per Week': '5' };
    expect((await awardOf(row)).unitsPerWeek).toBeNull();
    expect(await linesOf('2025-26', row)).toMatchObject([{ amount: 365_000n, weekly: 7_000n }]);
  });

  test('of Independent Living Fund money by the month counts whole months once', async () => {
    const ilf = {
      ...AWARD,
      Stream: 'independent-living-fund',
      'Legal Basis': 'Care Act 2014 s18',
      Amount: '650.00',
      Per: 'month',
      'First Day': '2015-07-01',
      Mode: 'DIRECT_PAYMENT',
      'Contribution per Week': '31.25',
    };
    // 12 × 650.00 = 7,800.00; 31.25 × 365 ÷ 7 = 1,629.464…
    expect(await linesOf('2025-26', ilf)).toMatchObject([
      { amount: 780_000n, contribution: 162_946n, paid: null },
    ]);
    // From 16 April: 15 of 30 days of April, 325.00, and 11 × 650.00 = 7,150.00
    expect(await linesOf('2025-26', { ...ilf, 'First Day': '2025-04-16' })).toMatchObject([
      { amount: 747_500n },
    ]);
  });
});

describe('a single sum', () => {
  test('counts once, in the year of its first day, and is completed that day', async () => {
    const row = { ...ONE_OFF, 'First Day': '2026-03-31' };
    expect(await awardOf(row)).toMatchObject({
      basis: 'ONE_OFF',
      per: 'ONCE',
      year: '2025-26',
      completedOn: '2026-03-31',
      rawFigures: 'Amount 750.00 once; Units per Week blank; Contribution per Week blank',
    });
    expect(await linesOf('2025-26', row)).toMatchObject([{ amount: 75_000n, inTotals: true }]);
    expect(await linesOf('2026-27', row)).toEqual([]);
  });

  test('has no other per than once', async () => {
    expect(await faults({ ...ONE_OFF, Per: 'year' })).toEqual(['Per BASIS_AND_PER_DISAGREE']);
  });

  test('takes no weekly contribution; blank is not known, 0.00 is nothing to pay', async () => {
    expect(await faults({ ...ONE_OFF, 'Contribution per Week': '0.01' })).toEqual([
      'Contribution per Week NOT_FOR_ONE_OFF',
    ]);
    expect(await linesOf('2025-26', ONE_OFF)).toMatchObject([{ contribution: null }]);
    const assessed = { ...ONE_OFF, 'Contribution per Week': '0.00' };
    expect(await linesOf('2025-26', assessed)).toMatchObject([{ contribution: 0n }]);
  });

  test('counts its payments whichever day they were made', async () => {
    const wheelchair = {
      ...PAYMENT,
      ...ONE_OFF,
      Stream: 'wheelchair-budget',
      Funder: 'QF7',
      'Payment Basis': 'GROSS',
      'Payment Date': '2026-05-01',
      'Payment For First Day': '2026-05-01',
      'Payment For Last Day': '2026-05-01',
    };
    // 750.00 awarded, 400.00 paid in the next year, nothing to pay: NHS money.
    expect(await linesOf('2025-26', wheelchair)).toMatchObject([
      { amount: 75_000n, paid: 40_000n, contribution: 0n },
    ]);
  });
});

describe('rows of one award', () => {
  const second: Row = { ...PAYMENT, 'Payment Reference': 'PAY-2' };
  const OTHER: Row = {
    Surname: 'Barrowclough',
    'Given Names': 'Jane',
    Stream: 'carer-support',
    'Legal Basis': 'Care Act 2014 s20',
    Amount: '120.01',
    Per: 'fortnight',
    'Units per Week': '3',
    'First Day': '2025-04-02',
    'Last Day': '2026-03-31',
    Mode: 'NOTIONAL',
    'Contribution per Week': '',
    'Priced By': 'mental-health-cluster:11',
    Conditions: 'something else',
  };

  test.each(Object.keys(OTHER))('and funder that differ in %s are all rejected', async (field) => {
    const verdicts = await read(
      PAYMENT,
      { ...second, [field]: OTHER[field] ?? '' },
      { ...AWARD, Funder: 'E06000001' },
      { ...AWARD, 'Award Reference': 'HRS-2' },
    );
    expect(faultsOf(verdicts[0])).toEqual(['Award Reference ROWS_DISAGREE']);
    expect(faultsOf(verdicts[1])).toEqual(['Award Reference ROWS_DISAGREE']);
    accepted(verdicts[2]);
    accepted(verdicts[3]);
  });

  test('that are about different people are all rejected, whoever funds them', async () => {
    const other = { ...AWARD, Funder: 'QF7', 'Contribution per Week': '' };
    const apart = await read(AWARD, { ...other, 'NHS Number': '9990000026' });
    for (const verdict of apart) expect(faultsOf(verdict)).toEqual(['NHS Number ROWS_DISAGREE']);
    const born = await read(AWARD, { ...other, 'Date of Birth': '1951-03-18' });
    for (const verdict of born) expect(faultsOf(verdict)).toEqual(['Date of Birth ROWS_DISAGREE']);
    const nino = await read({ ...AWARD, NINO: 'AB123456C' }, { ...other, NINO: 'CE204817A' });
    for (const verdict of nino) expect(faultsOf(verdict)).toEqual(['NINO ROWS_DISAGREE']);
    // A number that one funder does not know is no difference, whichever row comes first.
    const known = { ...AWARD, NINO: 'AB123456C' };
    for (const verdict of await read(known, other)) accepted(verdict);
    for (const verdict of await read(other, known)) accepted(verdict);
  });

  test('that write one amount in two ways agree', async () => {
    for (const verdict of await read(PAYMENT, { ...second, Amount: '120' })) accepted(verdict);
  });

  test('whose award columns cannot be read are rejected for that and take no part', async () => {
    const verdicts = await read(PAYMENT, { ...second, Amount: '1.2E+02' });
    accepted(verdicts[0]);
    expect(faultsOf(verdicts[1])).toEqual(['Amount SPREADSHEET_NUMBER']);
  });
});

describe('the file', () => {
  const refused = (text: string) =>
    expect(readText(localAwards, contextFor('E08000039'), text)).rejects.toThrow(FileRefused);

  test('is refused when its names are not those of the layout', async () => {
    await refused(textOf([PAYMENT], COLUMNS.slice(1)));
    await refused(
      textOf(
        [PAYMENT],
        COLUMNS.map((name) => name.toUpperCase()),
      ),
    );
    await refused(textOf([PAYMENT], [...COLUMNS, 'Notes']));
    await refused(textOf([PAYMENT], [...COLUMNS, 'Amount']));
  });

  test('is refused when it is cut short, has no rows or is empty', async () => {
    await refused(textOf([PAYMENT, PAYMENT]).slice(0, -30));
    await refused(textOf([]));
    await refused('');
  });

  test('has every row accepted or rejected', async () => {
    const verdicts = await read(PAYMENT, { ...AWARD, Mode: '' }, { ...AWARD, Funder: 'X' });
    expect(verdicts.map(({ accepted }) => accepted)).toEqual([true, false, false]);
  });

  test('of the sample is taken whole', async () => {
    const text = sampleOf(localAwards, 'local-awards-2025-26.csv');
    const verdicts = await readText(localAwards, contextFor('E08000039'), text);
    const good = verdicts.filter((verdict) => verdict.accepted);
    const bad = verdicts.filter((verdict) => !verdict.accepted);
    expect(good.length + bad.length).toBe(text.trim().split('\n').length - 1);
    expect(bad).toEqual([]);
    expect(good).toHaveLength(13);
  });

  test('comes from an adapter that says what it speaks for', () => {
    expect(localAwards).toMatchObject({
      code: 'local-awards',
      streams: [
        'housing-related-support',
        'independent-living-fund',
        'work-and-health',
        'wheelchair-budget',
        'joint-package',
        'section-117',
        'personal-health-budget',
        'carer-support',
        'adult-social-care',
      ],
      speaksForAllStreams: false,
      staleAfterDays: 60,
      basisMustBeGiven: false,
      replacement: 'WHOLE',
    });
  });
});
