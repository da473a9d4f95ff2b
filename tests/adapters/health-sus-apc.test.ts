import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthSusApc } from '../../adapters/health-sus-apc/adapter.ts';
import {
  ADMITTED,
  AGE,
  CLASSIFICATION,
  COLUMNS_NEEDED,
  COMMISSIONER,
  DISCHARGED,
  ETHNIC_CATEGORY,
  FINAL_PRICE,
  GENDER,
  HRG,
  LENGTH_OF_STAY,
  METHOD,
  NHS_NUMBER,
  PROVIDER,
  SPELL,
} from '../../adapters/health-sus-apc/format.ts';
import { careKey } from '../../src/awards/care-key.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { haveCurrency, keptAwards } from '../support/currencies.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';

type Cells = Readonly<Record<string, string>>;

/** Nine nights for a planned operation at RCF, paid by QF7, ended in May 2018. */
const GOOD: Cells = {
  [SPELL]: 'SP0000071204',
  [NHS_NUMBER]: '9990000018',
  [AGE]: '70',
  [ADMITTED]: '2018-05-01',
  [METHOD]: '11',
  [CLASSIFICATION]: '1',
  [DISCHARGED]: '2018-05-10',
  [HRG]: 'HN12F',
  [PROVIDER]: 'RCF',
  [COMMISSIONER]: 'QF7',
  [FINAL_PRICE]: '6393.7632',
};

function csv(rows: readonly Cells[], columns: readonly string[] = COLUMNS_NEEDED): string {
  const lines = rows.map((cells) => columns.map((name) => ({ ...GOOD, ...cells })[name] ?? ''));
  return [columns, ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}

const asProvider = contextFor('RCF', '2018-06-20', 'individual-care');

async function judge(cells: Cells, context = asProvider) {
  return (
    await readText(healthSusApc, context, csv([cells], Object.keys({ ...GOOD, ...cells })))
  )[0];
}

const awardOf = async (cells: Cells) => accepted(await judge(cells)).awards[0];

describe('the layout', () => {
  it('needs eleven columns, in any order, and ignores others', async () => {
    expect(COLUMNS_NEEDED).toHaveLength(11);
    const columns = [...COLUMNS_NEEDED.toReversed(), 'spell.patient.identity.gender'];
    const [verdict] = await readText(healthSusApc, asProvider, csv([{}], columns));
    expect(accepted(verdict).awards).toHaveLength(1);
  });

  it.each(COLUMNS_NEEDED)('refuses a file without %s', async (missing) => {
    const text = csv(
      [{}],
      COLUMNS_NEEDED.filter((name) => name !== missing),
    );
    await expect(readText(healthSusApc, asProvider, text)).rejects.toThrow(FileRefused);
  });
});

describe('what a row becomes', () => {
  it('is care given in the year the spell ended, to be priced by tariff', async () => {
    expect(await awardOf({})).toEqual({
      stream: 'nhs-tariff',
      funder: 'QF7',
      basis: 'ACTIVITY',
      mode: 'COMMISSIONED',
      legalBasis: 'NHS Act 2006 s1',
      reference: null,
      service: null,
      serviceRank: null,
      days: { from: '2018-05-01', until: '2018-05-11' },
      year: '2018-19',
      completedOn: null,
      amount: null,
      per: null,
      unitsPerWeek: null,
      unpricedReason: null,
      contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
      reportsPayments: false,
      currency: { scheme: 'hrg', code: 'HN12F' },
      description: 'hospital care',
      rawFigures:
        'Admission Method 11; Patient Classification 1; Nights 9; Final Price 6393.7632 pounds',
      element: null,
      ceiling: null,
      currencyShare: null,
      activity: {
        kind: 'SPELL',
        scheme: 'hrg',
        code: 'HN12F',
        admissionMethod: '11',
        patientClassification: '1',
        ageOnAdmission: 70,
        admittedOn: '2018-05-01',
        dischargedOn: '2018-05-10',
        provider: 'RCF',
        bestPracticeEvidenced: false,
        marketForcesFactor: null,
      },
      provider: 'RCF',
      careKey: careKey('RCF', 'SP0000071204'),
      reported: { n: 3_996_102n, d: 625n }, // 6393.7632 = 63937632 ÷ 10000
    });
  });

  it('names the patient by NHS number, and keeps it out of the words', async () => {
    const { identity, awards } = accepted(await judge({}));
    expect(identity).toMatchObject({ source: 'RCF', nhsNumber: '9990000018', localId: null });
    const [award] = awards;
    const words = `${award?.description} ${award?.rawFigures} ${award?.careKey}`;
    expect(words).not.toMatch(/HN12F|9990000018|SP0000071204/);
  });

  it.each(['2018-05-10 00:00:00', '2018-05-10T23:59:59', '2018-05-10 00:00:00.000'])(
    'takes the day of %s',
    async (sent) => {
      const { days } = (await awardOf({ [DISCHARGED]: sent })) ?? {};
      expect(days).toEqual({ from: '2018-05-01', until: '2018-05-11' });
    },
  );

  it('counts in the year it ended and is replaced with the month it ended in', async () => {
    const { awards, submission } = accepted(
      await judge({ [ADMITTED]: '2018-03-29', [DISCHARGED]: '2018-04-02' }),
    );
    expect(awards[0]?.year).toBe('2018-19');
    expect(submission).toEqual({
      scope: 'health-sus-apc RCF 2018-04',
      periodFrom: '2018-04-01',
      periodUntil: '2018-05-01',
      createdBySender: null,
      asOf: '2018-04-30',
    });
    expect(healthSusApc.replacement).toBe('WHOLE');
  });

  it('may lack the age, the price and the length of stay', async () => {
    const award = await awardOf({ [AGE]: '', [FINAL_PRICE]: '', [LENGTH_OF_STAY]: '' });
    expect(award).toMatchObject({ activity: { ageOnAdmission: null }, reported: null });
    expect(award?.rawFigures).toContain('Final Price blank');
  });

  it('keeps the sender’s price to the eighteenth decimal', async () => {
    const award = await awardOf({ [FINAL_PRICE]: '0.000000000000000001' });
    expect(award?.reported).toEqual({ n: 1n, d: 10n ** 18n });
  });

  it('takes a length of stay that is the nights between the dates', async () => {
    expect(await awardOf({ [LENGTH_OF_STAY]: '9' })).toBeDefined();
    expect(faultsOf(await judge({ [LENGTH_OF_STAY]: '10' }))).toEqual([
      `${LENGTH_OF_STAY} LENGTH_OF_STAY`,
    ]);
  });
});

describe('who may send', () => {
  it('wants the basis to be said, and only the provider for individual care', async () => {
    expect(healthSusApc.basisMustBeGiven).toBe(true);
    const other = [`${PROVIDER} OTHER_ORGANISATION`];
    expect(faultsOf(await judge({}, contextFor('QF7', '2018-06-20', 'individual-care')))).toEqual(
      other,
    );
    expect(accepted(await judge({}, contextFor('QF7')))).toBeTruthy();
    expect(faultsOf(await judge({}, contextFor('RBS')))).toEqual(other);
  });
});

describe('rows that cannot be taken', () => {
  const bad = (field: string, code: string, ...texts: readonly string[]) =>
    texts.map((text) => [field, text, code] as const);

  it.each([
    ...[SPELL, ADMITTED, METHOD, CLASSIFICATION, HRG].flatMap((field) => bad(field, 'BLANK', '')),
    ...bad(NHS_NUMBER, 'NO_PERSON', ''),
    ...bad(NHS_NUMBER, 'LOST_ZERO', '999000001'),
    ...bad(NHS_NUMBER, 'BAD_NHS_NUMBER', '9990000019'),
    ...bad(DISCHARGED, 'OPEN_SPELL', ''),
    ...bad(DISCHARGED, 'END_BEFORE_START', '2018-04-30'),
    ...bad(DISCHARGED, 'SPREADSHEET_DATE', '43230'),
    ...bad(DISCHARGED, 'BAD_DATE', '10/05/2018', '2018-05-10 25:00:00', '2018-02-30 00:00:00'),
    ...bad(METHOD, 'UNKNOWN_CODE', '14', '2a'),
    ...bad(CLASSIFICATION, 'UNKNOWN_CODE', '0', '6'),
    ...bad(AGE, 'BAD_NUMBER', '131', '-1', '7.5'),
    ...bad(HRG, 'UNKNOWN_CODE', 'ZZ99Z', 'HN12', 'hn12f'),
    ...bad(COMMISSIONER, 'UNKNOWN_ORGANISATION', 'VPP00'),
    ...bad(FINAL_PRICE, 'BAD_NUMBER', '£12', '1.0000000000000000001'),
    ...bad(FINAL_PRICE, 'SPREADSHEET_NUMBER', '6.4E+03'),
    ...bad(FINAL_PRICE, 'TOO_LARGE', '12345678901234'),
  ])('%s %j is %s', async (field, text, code) => {
    const verdict = await judge({ [field]: text });
    expect(faultsOf(verdict)).toEqual([`${field} ${code}`]);
    const reasons = verdict?.accepted ? [] : (verdict?.faults ?? []).map(({ reason }) => reason);
    if (text.length > 4) expect(reasons.join()).not.toContain(text);
  });

  it('rejects a provider that is not known here', async () => {
    const context = contextFor('QF7');
    expect(faultsOf(await judge({ [PROVIDER]: 'RZZ' }, context))).toEqual([
      `${PROVIDER} UNKNOWN_ORGANISATION`,
    ]);
  });

  it('takes a spell once, the first row of it that is in order', async () => {
    const verdicts = await readText(
      healthSusApc,
      asProvider,
      csv([{ [METHOD]: '99' }, {}, { [FINAL_PRICE]: '1' }, { [SPELL]: 'SP2' }]),
    );
    expect(faultsOf(verdicts[0])).toEqual([`${METHOD} UNKNOWN_CODE`]);
    accepted(verdicts[1]);
    expect(faultsOf(verdicts[2])).toEqual([`${SPELL} REPEATED_REFERENCE`]);
    accepted(verdicts[3]);
  });
});

describe('the sample, received by a hub', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub('2018-06-20');
    const hrg = { code: 'hrg', measure: 'SPELL', form: '[A-Z]{2}[0-9]{2}[A-Z]' };
    for (const code of ['HN12F', 'HT12D', 'HN22C']) await haveCurrency(hub.db, hrg, code);
  });
  afterAll(() => hub.close());

  const sample = sampleOf(healthSusApc, 'rcf-2018-05.csv');
  const receive = (text: string) => hub.receive('health-sus-apc', 'RCF', text, 'individual-care');

  it('loads what has ended and has a person, and says why of the rest', async () => {
    expect((await hub.receive('health-sus-apc', 'RCF', sample)).status).toBe('REFUSED');
    const outcome = await receive(sample);
    expect(outcome).toMatchObject({ status: 'LOADED', rows: 6, accepted: 4, rejected: 2 });
    expect(outcome.rejects.map(({ row, field, code }) => [row, field, code])).toEqual([
      [5, DISCHARGED, 'OPEN_SPELL'],
      [6, NHS_NUMBER, 'NO_PERSON'],
    ]);
    const kept = await keptAwards(hub.db);
    expect(kept.map(({ year, amount, reported }) => [year, amount, reported])).toEqual([
      ['2018-19', null, '6393.7632'],
      ['2018-19', null, '8847.9138'],
      ['2018-19', null, null],
      ['2018-19', null, null],
    ]);
    expect(kept[1]).toMatchObject({
      provider: 'RCF',
      care_key: careKey('RCF', 'SP0000071239'),
      activity: { kind: 'SPELL', code: 'HT12D', admittedOn: '2018-03-29', ageOnAdmission: 80 },
    });
  });

  it('is replaced by a later file of the month', async () => {
    await receive(csv([{ [FINAL_PRICE]: '1' }]));
    const current = (await keptAwards(hub.db)).filter((award) => award.current);
    expect(current.map(({ reported }) => reported)).toEqual(['1']);
  });
});

it('says of its person for totals what the two columns say, where they are there', async () => {
  const cells = { [GENDER]: '1', [ETHNIC_CATEGORY]: 'R' };
  expect(accepted(await judge(cells)).characteristics).toEqual([
    { kind: 'SEX', code: 'MALE' },
    { kind: 'ETHNIC_GROUP', code: 'ASIAN' },
  ]);
  expect(accepted(await judge({})).characteristics).toEqual([]);
});
