import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthMhsdsClusters } from '../../adapters/health-mhsds-clusters/adapter.ts';
import {
  CARE_CLUSTERS,
  CLUSTER_TOOL,
  COLUMNS_NEEDED,
  PATIENTS,
} from '../../adapters/health-mhsds-clusters/format.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import { haveCurrency, keptAwards } from '../support/currencies.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';

type Cells = Readonly<Record<string, string>>;

const PATIENT: Cells = {
  LocalPatientId: 'P1',
  NHSNumber: '9990000034',
  PersonBirthDate: '1993-11-03',
  OrgIDProv: 'TAH',
  OrgIDICBRes: 'QF7',
};
const TOOL: Cells = { ClustId: 'C1', LocalPatientId: 'P1' };
/** Cluster 11 since January, told for May 2023. */
const CLUSTER: Cells = {
  ClustId: 'C1',
  StartDateCareClust: '2023-01-09',
  EndDateCareClust: '',
  AMHCareClustCodeFin: '11',
  OrgIDProv: 'TAH',
  ReportingPeriodStartDate: '2023-05-01',
  ReportingPeriodEndDate: '2023-05-31',
};

function csv(good: Cells, rows: readonly Cells[]): string {
  const columns = Object.keys({ ...good, ...rows[0] });
  const lines = rows.map((cells) => columns.map((name) => ({ ...good, ...cells })[name] ?? ''));
  return [columns, ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}

const patients = (...rows: Cells[]) => csv(PATIENT, rows);
const tools = (...rows: Cells[]) => csv(TOOL, rows);
const clusters = (...rows: Cells[]) => csv(CLUSTER, rows);

const asProvider = contextFor('TAH', '2023-06-20', 'individual-care');
const read = (...texts: string[]) => readText(healthMhsdsClusters, asProvider, ...texts);

/** The clusters of one patient with one assessment, after the two rows that they are read by. */
const told = async (...rows: Cells[]) =>
  (await read(patients({}), tools({}), clusters(...rows))).slice(2);
const daysOf = async (...rows: Cells[]) =>
  (await told(...rows)).map((verdict) => accepted(verdict).awards.map(({ days }) => days));

describe('the tables', () => {
  it('are told by their columns, and their order makes no difference', async () => {
    const files = [patients({}), tools({}), clusters({})];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const verdicts = await read(...order.map((at) => files[at] as string));
      expect(verdicts.map((verdict) => accepted(verdict).awards.length)).toEqual(
        order.map((at) => (at === 2 ? 1 : 0)),
      );
    }
  });

  it.each([PATIENTS, CLUSTER_TOOL, CARE_CLUSTERS] as const)('all come: %s too', async (missing) => {
    const files = {
      [PATIENTS]: patients({}),
      [CLUSTER_TOOL]: tools({}),
      [CARE_CLUSTERS]: clusters({}),
    };
    const rest = Object.entries(files).flatMap(([name, text]) => (name === missing ? [] : [text]));
    await expect(read(...rest)).rejects.toThrow(`the delivery lacks ${missing}`);
  });

  it.each(Object.entries(COLUMNS_NEEDED).flatMap(([table, names]) => names.map((n) => [table, n])))(
    '%s has %s',
    async (table, missing) => {
      const good = { [PATIENTS]: PATIENT, [CLUSTER_TOOL]: TOOL, [CARE_CLUSTERS]: CLUSTER };
      const { [missing as string]: _, ...rest } = good[table as typeof PATIENTS];
      await expect(read(csv(rest, [{}]))).rejects.toThrow(FileRefused);
    },
  );
});

describe('what a care cluster becomes', () => {
  it('is care of the days of the period, to be priced by the day', async () => {
    const [verdict] = await told({});
    const { awards, submission, identity } = accepted(verdict);
    expect(awards).toEqual([
      {
        stream: 'mental-health-cluster',
        funder: 'QF7',
        basis: 'ACTIVITY',
        mode: 'COMMISSIONED',
        legalBasis: 'NHS Act 2006 s1',
        reference: null,
        service: null,
        serviceRank: null,
        days: { from: '2023-05-01', until: '2023-06-01' },
        year: '2023-24',
        completedOn: null,
        amount: null,
        per: null,
        unitsPerWeek: null,
        unpricedReason: null,
        contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
        reportsPayments: false,
        currency: { scheme: 'mental-health-cluster', code: '11' },
        description: 'mental health support',
        rawFigures:
          'From 2023-01-09; To blank; Reporting Period 2023-05-01 to 2023-05-31; Setting blank, taken as NON_ADMITTED',
        element: null,
        ceiling: null,
        currencyShare: null,
        activity: {
          kind: 'CLUSTER_PERIOD',
          scheme: 'mental-health-cluster',
          code: '11',
          setting: 'NON_ADMITTED',
          days: { from: '2023-05-01', until: '2023-06-01' },
          provider: 'TAH',
          initialAssessment: false,
        },
        provider: 'TAH',
        careKey: null,
        reported: null,
      },
    ]);
    expect(submission).toEqual({
      scope: 'health-mhsds-clusters TAH 2023-05-01',
      periodFrom: '2023-05-01',
      periodUntil: '2023-06-01',
      createdBySender: null,
      asOf: '2023-05-31',
    });
    expect(identity).toMatchObject({
      ...{ source: 'TAH', localId: 'P1', nhsNumber: '9990000034', birthDate: '1993-11-03' },
    });
  });

  it('lies in the reporting period, both ends included', async () => {
    const ends = { EndDateCareClust: '2023-05-10 00:00:00' };
    expect(await daysOf(ends)).toEqual([[{ from: '2023-05-01', until: '2023-05-11' }]]);
    const begins = { StartDateCareClust: '2023-05-31', EndDateCareClust: '2023-07-01' };
    expect(await daysOf(begins)).toEqual([[{ from: '2023-05-31', until: '2023-06-01' }]]);
  });

  it('is cut at 1 April where a period runs over it', async () => {
    const [verdict] = await told({ ReportingPeriodStartDate: '2023-03-15' });
    const { awards } = accepted(verdict);
    expect(awards.map(({ year, days }) => [year, days])).toEqual([
      ['2022-23', { from: '2023-03-15', until: '2023-04-01' }],
      ['2023-24', { from: '2023-04-01', until: '2023-06-01' }],
    ]);
    for (const { days, activity } of awards) expect(activity).toMatchObject({ days });
  });

  it.each([
    ['1', '01'],
    ['01', '01'],
    ['00', '00'],
    ['21', '21'],
  ])('of final code %s is of cluster %s', async (sent, code) => {
    const { awards } = accepted((await told({ AMHCareClustCodeFin: sent }))[0]);
    expect(awards[0]).toMatchObject({ currency: { code }, activity: { code } });
  });

  it('is of an admitted patient where the sender says so', async () => {
    const { awards } = accepted((await told({ Setting: 'ADMITTED' }))[0]);
    expect(awards[0]?.activity).toMatchObject({ setting: 'ADMITTED' });
    expect(faultsOf((await told({ Setting: 'WARD' }))[0])).toEqual(['Setting UNKNOWN_CODE']);
  });
});

describe('no day counts twice', () => {
  const day = (from: string, to: string, more: Cells = {}) => ({
    ...{ StartDateCareClust: from, EndDateCareClust: to, ...more },
  });

  it('a cluster leaves the day on which the next begins to it', async () => {
    expect(await daysOf(day('2023-01-09', '2023-05-15'), day('2023-05-15', ''))).toEqual([
      [{ from: '2023-05-01', until: '2023-05-15' }],
      [{ from: '2023-05-15', until: '2023-06-01' }],
    ]);
  });

  it('two that hold the same days are both rejected, a third is taken', async () => {
    const verdicts = await told(
      day('2023-01-09', '2023-05-20', { AMHCareClustCodeFin: '11' }),
      day('2023-05-10', '2023-05-22', { AMHCareClustCodeFin: '12' }),
      day('2023-05-23', '', { AMHCareClustCodeFin: '13' }),
    );
    const fault = ['StartDateCareClust OVERLAPPING_DAYS'];
    expect([faultsOf(verdicts[0]), faultsOf(verdicts[1])]).toEqual([fault, fault]);
    accepted(verdicts[2]);
  });

  it('the same row twice counts once', async () => {
    const verdicts = await told({}, {});
    accepted(verdicts[0]);
    expect(faultsOf(verdicts[1])).toEqual(['ClustId REPEATED_REFERENCE']);
  });

  it('two patients may have the same days', async () => {
    const verdicts = await read(
      patients({}, { LocalPatientId: 'P2', NHSNumber: '9990000042' }),
      tools({}, { ClustId: 'C2', LocalPatientId: 'P2' }),
      clusters({}, { ClustId: 'C2' }),
    );
    expect(verdicts.map((verdict) => accepted(verdict).awards.length)).toEqual([0, 0, 0, 0, 1, 1]);
  });
});

describe('rows that cannot be taken', () => {
  const good = { ...CLUSTER, ClustId: 'C9' };
  /** Beside a patient and a cluster that are in order. */
  async function judged(table: string, cells: Cells) {
    const verdicts = await read(
      patients({ LocalPatientId: 'P9', NHSNumber: '9990000042' }, table === PATIENTS ? cells : {}),
      tools({ ClustId: 'C9', LocalPatientId: 'P9' }, table === CLUSTER_TOOL ? cells : {}),
      clusters(good, table === CARE_CLUSTERS ? cells : {}),
    );
    return { patient: verdicts[1], tool: verdicts[3], cluster: verdicts[5] };
  }

  it.each([
    [{ AMHCareClustCodeFin: '09' }, 'AMHCareClustCodeFin UNUSABLE_CODE'],
    [{ AMHCareClustCodeFin: '9' }, 'AMHCareClustCodeFin UNUSABLE_CODE'],
    [{ AMHCareClustCodeFin: '22' }, 'AMHCareClustCodeFin UNKNOWN_CODE'],
    [{ AMHCareClustCodeFin: '' }, 'AMHCareClustCodeFin BLANK'],
    [{ StartDateCareClust: '45000' }, 'StartDateCareClust SPREADSHEET_DATE'],
    [{ StartDateCareClust: '2023-06-01' }, 'StartDateCareClust OUTSIDE_PERIOD'],
    [{ EndDateCareClust: '2023-04-30' }, 'StartDateCareClust OUTSIDE_PERIOD'],
    [{ EndDateCareClust: '2023-01-08' }, 'EndDateCareClust END_BEFORE_START'],
    [{ ReportingPeriodEndDate: '2023-04-30' }, 'ReportingPeriodEndDate END_BEFORE_START'],
    [{ OrgIDProv: 'RCF' }, 'OrgIDProv OTHER_ORGANISATION'],
    [{ OrgIDProv: 'RZZ' }, 'OrgIDProv UNKNOWN_ORGANISATION'],
    [{ ClustId: 'C8' }, 'ClustId NO_ASSESSMENT'],
  ])('%j of a cluster is %s', async (cells, fault) => {
    expect(faultsOf((await judged(CARE_CLUSTERS, cells)).cluster)).toEqual([fault]);
  });

  it.each([
    [{ NHSNumber: '' }, 'NHSNumber NO_PERSON'],
    [{ NHSNumber: '999000001' }, 'NHSNumber LOST_ZERO'],
    [{ OrgIDICBRes: 'QZZ' }, 'OrgIDICBRes UNKNOWN_ORGANISATION'],
    [{ OrgIDProv: 'RCF' }, 'OrgIDProv OTHER_ORGANISATION'],
    [{ LocalPatientId: '' }, 'LocalPatientId BLANK'],
  ])('%j of a patient is %s, and breaks the chain', async (cells, fault) => {
    const { patient, tool, cluster } = await judged(PATIENTS, cells);
    expect(faultsOf(patient)).toEqual([fault]);
    accepted(tool);
    expect(faultsOf(cluster)).toEqual(['ClustId NO_PERSON']);
  });

  it('an assessment of nobody breaks the chain', async () => {
    const unknown = await judged(CLUSTER_TOOL, { LocalPatientId: 'P7' });
    accepted(unknown.tool);
    expect(faultsOf(unknown.cluster)).toEqual(['ClustId NO_PERSON']);
    const blank = await judged(CLUSTER_TOOL, { LocalPatientId: '' });
    expect(faultsOf(blank.tool)).toEqual(['LocalPatientId BLANK']);
    expect(faultsOf(blank.cluster)).toEqual(['ClustId NO_ASSESSMENT']);
  });

  it('rows that contradict each other are none of them taken', async () => {
    const other = { LocalPatientId: 'P9', NHSNumber: '9990000018' };
    const { patient } = await judged(PATIENTS, other);
    expect(faultsOf(patient)).toEqual(['NHSNumber ROWS_DISAGREE']);
    const { tool } = await judged(CLUSTER_TOOL, { ClustId: 'C9', LocalPatientId: 'P1' });
    expect(faultsOf(tool)).toEqual(['LocalPatientId ROWS_DISAGREE']);
    const verdicts = await told({}, { ReportingPeriodEndDate: '2023-05-30' });
    for (const verdict of verdicts) {
      expect(faultsOf(verdict)).toEqual(['ReportingPeriodEndDate ROWS_DISAGREE']);
    }
  });

  it('nothing is taken where no care cluster is: a month would be replaced by nothing', async () => {
    const verdicts = await read(patients({}), tools({}), clusters({ AMHCareClustCodeFin: '09' }));
    expect(verdicts.map(faultsOf)).toEqual([
      ['LocalPatientId NO_CARE_CLUSTER'],
      ['ClustId NO_CARE_CLUSTER'],
      ['AMHCareClustCodeFin UNUSABLE_CODE'],
    ]);
  });

  it('lets a commissioner send its patients’ rows, and nobody else’s', async () => {
    const files = [patients({}), tools({}), clusters({})];
    const verdicts = await readText(healthMhsdsClusters, contextFor('QF7'), ...files);
    for (const verdict of verdicts) accepted(verdict);
    const stranger = await readText(healthMhsdsClusters, contextFor('RCF'), ...files);
    expect(faultsOf(stranger[0])).toEqual(['OrgIDProv OTHER_ORGANISATION']);
    expect(faultsOf(stranger[2])).toEqual(['ClustId NO_PERSON']);
  });
});

describe('the sample, received by a hub', () => {
  let hub: TestHub;
  let paths: string[];
  beforeAll(async () => {
    hub = await openTestHub('2023-06-20');
    const scheme = { code: 'mental-health-cluster', measure: 'CLUSTER_DAY', form: '[0-9]{2}' };
    for (const code of ['03', '11', '12', '18']) await haveCurrency(hub.db, scheme, code);
    await haveCurrency(hub.db, scheme, '09', 'it is under review');
    paths = ['mhs001mpi', 'mhs801clustertool', 'mhs803carecluster'].map((name) =>
      join(hub.folder, name),
    );
    for (const path of paths) {
      const name = `${path.slice(hub.folder.length + 1)}.csv`;
      await writeFile(path, sampleOf(healthMhsdsClusters, name));
    }
  });
  afterAll(() => hub.close());

  const receive = (files: readonly string[]) =>
    ingest(hub.db, {
      ...{ adapter: healthMhsdsClusters, files, sender: 'TAH', basis: 'individual-care' },
      ...{ today: hub.day, actor: 'test' },
    });

  it('loads three tables as one delivery', async () => {
    const outcome = await receive(paths);
    expect(outcome).toMatchObject({ status: 'LOADED', rows: 14, accepted: 11, rejected: 3 });
    // Rows are numbered on: four patients, five assessments, five clusters.
    expect(outcome.rejects.map(({ row, field, code }) => [row, field, code])).toEqual([
      [3, 'NHSNumber', 'NO_PERSON'],
      [13, 'ClustId', 'NO_PERSON'],
      [14, 'AMHCareClustCodeFin', 'UNUSABLE_CODE'],
    ]);
    const kept = await keptAwards(hub.db);
    expect(kept.map(({ activity }) => [activity?.code, activity?.days])).toEqual([
      ['11', { from: '2023-05-01', until: '2023-05-16' }],
      ['12', { from: '2023-05-16', until: '2023-06-01' }],
      ['18', { from: '2023-05-01', until: '2023-06-01' }],
    ]);
  });

  it('knows the same files again in another order', async () => {
    expect((await receive(paths.toReversed())).status).toBe('ALREADY_LOADED');
    expect((await receive(paths.slice(0, 2))).status).toBe('REFUSED');
  });
});

it('says of its patient for totals what their own row says, what they call themselves first', async () => {
  const said = async (cells: Cells) => {
    const [, , cluster] = await read(patients(cells), tools({}), clusters({}));
    return accepted(cluster).characteristics;
  };
  expect(await said({ Gender: '2', GenderIDCode: '3', EthnicCategory: 'D' })).toEqual([
    { kind: 'SEX', code: 'OTHER' },
    { kind: 'ETHNIC_GROUP', code: 'MIXED' },
  ]);
  expect(await said({ Gender: '2', GenderIDCode: '' })).toEqual([{ kind: 'SEX', code: 'FEMALE' }]);
  expect(await said({})).toEqual([]);
});
