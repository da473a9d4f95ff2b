import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { employmentIps } from '../../adapters/employment-ips/adapter.ts';
import { COLUMNS } from '../../adapters/employment-ips/format.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { keptAwards } from '../support/currencies.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';

type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;

/** A contact of a placement support team of TAH in May 2025, paid by QF7. */
const GOOD: Cells = {
  UniqCareContID: 'TAHC1',
  CareContDate: '2025-05-06',
  NHSNumber: '9990000034',
  PersonBirthDate: '1993-11-03',
  ServTeamTypeRefToMH: 'D05',
  OrgIDProv: 'TAH',
  OrgIDCCGRes: 'QF7',
  ReferralRequestReceivedDate: '2025-03-17',
  ReportingPeriodStartDate: '2025-05-01',
  ReportingPeriodEndDate: '2025-05-31',
};

function csv(rows: readonly Cells[], columns: readonly (typeof COLUMNS)[number][] = COLUMNS) {
  const lines = rows.map((cells) => columns.map((name) => ({ ...GOOD, ...cells })[name] ?? ''));
  return [columns, ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}

const asProvider = contextFor('TAH', '2025-06-20');
const read = (...rows: Cells[]) => readText(employmentIps, asProvider, csv(rows));
const judge = async (cells: Cells, context = asProvider) =>
  (await readText(employmentIps, context, csv([cells])))[0];

describe('the layout', () => {
  it.each(COLUMNS)('needs %s', async (missing) => {
    const text = csv(
      [{}],
      COLUMNS.filter((name) => name !== missing),
    );
    await expect(readText(employmentIps, asProvider, text)).rejects.toThrow(FileRefused);
  });
});

describe('what a contact becomes', () => {
  it('is one unit of care given, to be priced by tariff', async () => {
    const { awards, submission, identity } = accepted(await judge({}));
    const contact = { scheme: 'ips-contact', code: 'contact' };
    expect(awards).toEqual([
      {
        stream: 'individual-placement-support',
        funder: 'QF7',
        basis: 'ACTIVITY',
        mode: 'COMMISSIONED',
        legalBasis: 'NHS Act 2006 s1',
        reference: null,
        service: null,
        serviceRank: null,
        days: { from: '2025-05-06', until: '2025-05-07' },
        year: '2025-26',
        completedOn: null,
        amount: null,
        per: null,
        unitsPerWeek: null,
        unpricedReason: null,
        contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
        reportsPayments: false,
        currency: contact,
        description: 'employment support contact',
        rawFigures: 'Contacts 1; On 2025-05-06',
        element: null,
        ceiling: null,
        currencyShare: null,
        activity: {
          kind: 'UNITS',
          ...contact,
          count: { n: 1n, d: 1n },
          on: '2025-05-06',
          provider: 'TAH',
        },
        provider: 'TAH',
        careKey: null,
        reported: null,
      },
    ]);
    expect(submission).toEqual({
      scope: 'employment-ips TAH 2025-05-01',
      periodFrom: '2025-05-01',
      periodUntil: '2025-06-01',
      createdBySender: null,
      asOf: '2025-05-31',
    });
    expect(identity).toMatchObject({
      ...{ source: 'TAH', nhsNumber: '9990000034', birthDate: '1993-11-03', localId: null },
    });
  });

  it.each([
    ['the team', { ServTeamTypeRefToMH: 'D05' }],
    ['the procedure', { ServTeamTypeRefToMH: 'A06', Der_SNoMEDProcCode: '1082621000000104' }],
    ['the other procedure', { ServTeamTypeRefToMH: '', Der_SNoMEDProcCode: '772822000' }],
    ['the team, with another qualifier', { Der_SNoMEDProcQual: '385658003' }],
  ])('counts by %s', async (_what, cells) => {
    expect(accepted(await judge(cells)).awards).toHaveLength(1);
  });

  it('may be on the day of referral, of discharge and on either end of the period', async () => {
    for (const day of ['2025-05-01', '2025-05-31']) {
      const cells = { CareContDate: day, ReferralRequestReceivedDate: day, ServDischDate: day };
      expect(accepted(await judge(cells)).awards).toHaveLength(1);
    }
  });
});

describe('rows that cannot be taken', () => {
  it.each<[Cells, string]>([
    [{ NHSNumber: '' }, 'NHSNumber NO_PERSON'],
    [{ NHSNumber: '999000003' }, 'NHSNumber LOST_ZERO'],
    [{ ServTeamTypeRefToMH: 'A06' }, 'ServTeamTypeRefToMH NOT_PLACEMENT_SUPPORT'],
    [{ ServTeamTypeRefToMH: '' }, 'ServTeamTypeRefToMH NOT_PLACEMENT_SUPPORT'],
    [{ Der_SNoMEDProcQual: '443390004' }, 'Der_SNoMEDProcQual NOT_COUNTED'],
    [{ Der_SNoMEDProcCode: '1.08262E+15' }, 'Der_SNoMEDProcCode SPREADSHEET_NUMBER'],
    [{ Der_SNoMEDProcCode: 'IPS' }, 'Der_SNoMEDProcCode UNKNOWN_CODE'],
    [{ ReferralRequestReceivedDate: '2025-05-07' }, 'CareContDate BEFORE_REFERRAL'],
    [{ ServDischDate: '2025-05-05' }, 'CareContDate AFTER_DISCHARGE'],
    [{ CareContDate: '2025-04-30' }, 'CareContDate OUTSIDE_PERIOD'],
    [{ CareContDate: '2025-06-01' }, 'CareContDate OUTSIDE_PERIOD'],
    [{ CareContDate: '' }, 'CareContDate BLANK'],
    [{ CareContDate: '45783' }, 'CareContDate SPREADSHEET_DATE'],
    [{ ReportingPeriodEndDate: '2025-04-30' }, 'ReportingPeriodEndDate END_BEFORE_START'],
    [{ UniqCareContID: '' }, 'UniqCareContID BLANK'],
    [{ OrgIDCCGRes: '36J' }, 'OrgIDCCGRes UNKNOWN_ORGANISATION'],
    [{ OrgIDProv: 'RCF' }, 'OrgIDProv OTHER_ORGANISATION'],
  ])('%j is %s', async (cells, fault) => {
    expect(faultsOf(await judge(cells))).toEqual([fault]);
  });

  it('takes a contact once, the first row of it that is in order', async () => {
    const verdicts = await read({ NHSNumber: '' }, {}, {}, { UniqCareContID: 'TAHC2' });
    expect(faultsOf(verdicts[0])).toEqual(['NHSNumber NO_PERSON']);
    accepted(verdicts[1]);
    expect(faultsOf(verdicts[2])).toEqual(['UniqCareContID REPEATED_REFERENCE']);
    accepted(verdicts[3]);
  });

  it('takes no row of a period that is told with two ends', async () => {
    const other = { UniqCareContID: 'TAHC2', ReportingPeriodEndDate: '2025-05-30' };
    for (const verdict of await read({}, other)) {
      expect(faultsOf(verdict)).toEqual(['ReportingPeriodEndDate ROWS_DISAGREE']);
    }
  });

  it('takes only the provider’s own rows for individual care', async () => {
    accepted(await judge({}, contextFor('QF7')));
    const context = contextFor('QF7', '2025-06-20', 'individual-care');
    expect(faultsOf(await judge({}, context))).toEqual(['OrgIDProv OTHER_ORGANISATION']);
  });
});

describe('the sample, received by a hub', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub('2025-06-20');
  });
  afterAll(() => hub.close());

  it('loads the contacts that count, and is replaced by a later file of the month', async () => {
    const outcome = await hub.receive(
      'employment-ips',
      'TAH',
      sampleOf(employmentIps, 'tah-2025-05.csv'),
    );
    expect(outcome).toMatchObject({ status: 'LOADED', rows: 5, accepted: 3, rejected: 2 });
    expect(outcome.rejects.map(({ row, code }) => [row, code])).toEqual([
      [4, 'NOT_COUNTED'],
      [5, 'NOT_PLACEMENT_SUPPORT'],
    ]);
    const kept = await keptAwards(hub.db);
    expect(kept.map(({ activity }) => activity)).toEqual(
      ['2025-05-06', '2025-05-20', '2025-05-13'].map((on) => ({
        ...{ kind: 'UNITS', scheme: 'ips-contact', code: 'contact', count: '1', on },
        provider: 'TAH',
      })),
    );
    await hub.receive('employment-ips', 'TAH', csv([{}]));
    expect((await keptAwards(hub.db)).filter((award) => award.current)).toHaveLength(1);
  });
});
