import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { housingCore } from '../../adapters/housing-core/adapter.ts';
import { FIELD_COUNT } from '../../adapters/housing-core/format.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { keptAwards } from '../support/currencies.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';

/** What a letting says, by the numbers of the form. */
type Fields = Readonly<Record<number, string>>;

/** £520.00 rent every calendar month from 4 May 2026: 520 ÷ 52 × 12 = £120.00 a week. */
const GOOD: Fields = {
  ...{ 8: '4', 9: '5', 10: '26', 13: 'TC-1', 14: 'PROP-1', 23: 'S11', 24: '8YA' },
  ...{ 140: '0', 141: '4', 142: '520.00' },
};

const NUMBERS = Array.from({ length: FIELD_COUNT }, (_, index) => index + 1);

function csv(lettings: readonly Fields[], numbers: readonly (number | '')[] = NUMBERS): string {
  const head = [
    ['Question', ...numbers.map((number) => `question ${number}`)],
    ['Field number', ...numbers],
  ];
  const rows = lettings.map((fields) => {
    const all: Fields = { ...GOOD, ...fields };
    return ['', ...numbers.map((number) => (number === '' ? '' : (all[number] ?? '')))];
  });
  return [...head, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
}

const context = contextFor('E08000039', '2026-06-01');
const read = (...lettings: Fields[]) => readText(housingCore, context, csv(lettings));
const judge = async (fields: Fields) => (await read(fields))[0];
const awardsOf = async (fields: Fields) => accepted(await judge(fields)).awards;

describe('the layout', () => {
  it('reads the columns by their numbers, in any order, beside columns without one', async () => {
    const text = csv([{}], [...NUMBERS.toReversed(), '']);
    const [verdict, more] = await readText(housingCore, context, text);
    expect(accepted(verdict).awards).toHaveLength(1);
    expect(more).toBeUndefined();
  });

  it('takes no row from the empty lines of a template', async () => {
    const empty = `${','.repeat(FIELD_COUNT)}\n`;
    expect(await readText(housingCore, context, `${csv([{}])}${empty}\n${empty}`)).toHaveLength(1);
  });

  const whole = csv([{}]);
  it.each([
    ['no row of field numbers', whole.replace('Field number', 'Number')],
    ['a field number missing', csv([{}], NUMBERS.slice(0, -1))],
    ['the fields of another year', csv([{}], [...NUMBERS, FIELD_COUNT + 1])],
    ['a field number twice', csv([{}], [...NUMBERS.slice(0, -1), 1])],
    ['a letting cut short', whole.slice(0, -30)],
    ['no lettings', csv([])],
    ['nothing at all', ''],
    ['a quote that is never closed', `${whole}"`],
  ])('refuses a file with %s', async (_what, text) => {
    await expect(readText(housingCore, context, text)).rejects.toThrow(FileRefused);
  });
});

describe('what a letting becomes', () => {
  it('is a weekly cost from the start of the tenancy on, owed to the sender', async () => {
    const { awards, submission, identity } = accepted(await judge({}));
    expect(awards).toEqual([
      {
        stream: 'tenancy-costs',
        funder: 'E08000039',
        basis: 'RECURRING',
        mode: 'COMMISSIONED',
        legalBasis: 'tenancy agreement',
        reference: null,
        service: null,
        serviceRank: null,
        days: { from: '2026-05-04', until: null },
        year: null,
        completedOn: null,
        amount: { n: 120n, d: 1n },
        per: 'WEEK',
        unitsPerWeek: null,
        unpricedReason: null,
        contribution: {
          kind: 'UNKNOWN',
          reason: 'who pays this charge is not known from the letting',
        },
        reportsPayments: false,
        currency: null,
        description: 'rent',
        rawFigures:
          'Basic rent 520.00 pounds every calendar month; 520.00 ÷ 52 × 12 = 120.00 a week',
        element: 'RENT',
        ceiling: null,
        currencyShare: null,
        activity: null,
        provider: null,
        careKey: null,
        reported: null,
      },
    ]);
    expect(submission).toEqual({
      scope: 'housing-core E08000039 ["TC-1","PROP-1"]',
      periodFrom: null,
      periodUntil: null,
      createdBySender: null,
      asOf: '2026-06-01',
    });
    expect(identity).toEqual({
      source: 'E08000039',
      namespace: 'tenancy',
      localId: 'TC-1',
      nhsNumber: null,
      nino: null,
      surname: null,
      givenNames: null,
      birthDate: null,
      deathDate: null,
      postcode: 'S11 8YA',
    });
  });

  // round(100.00 ÷ 52 × weeks, 2)
  it.each([
    ['1', 100_00n], // 100
    ['2', 50_00n],
    ['3', 25_00n],
    ['4', 23_08n], // 23.0769
    ['5', 96_15n], // 96.1538
    ['6', 94_23n], // 94.2307
    ['7', 92_31n], // 92.3076
    ['8', 90_38n], // 90.3846
    ['9', 88_46n], // 88.4615
    ['10', 101_92n], // 101.9230
    ['11', 98_08n], // 98.0769
  ])('£100 by period code %s is %d pence a week', async (code, pence) => {
    const [award] = await awardsOf({ 141: code, 142: '100' });
    const { n, d } = award?.amount ?? { n: 0n, d: 1n };
    expect((n * 100n) / d).toBe(pence);
    expect((n * 100n) % d).toBe(0n);
  });

  it('has one cost for each charge above nothing', async () => {
    const charges = { 141: '1', 142: '128.40', 143: '46.25', 144: '0', 145: '18.75' };
    expect(
      (await awardsOf(charges)).map(({ element, description }) => [element, description]),
    ).toEqual([
      ['RENT', 'rent'],
      ['SERVICE', 'service charge'],
      ['SUPPORT', 'support charge: payer not known'],
    ]);
    const [award] = await awardsOf({ 142: '', 144: '9.10' });
    expect(award).toMatchObject({ element: 'PERSONAL_SERVICE' });
  });

  it('has none where the household pays nothing, or nothing is charged', async () => {
    const nothing = accepted(await judge({ 140: '1', 141: '', 142: '' }));
    expect([nothing.awards, nothing.notes]).toEqual([[], []]);
    const both = accepted(await judge({ 140: '1' }));
    expect(both.awards).toEqual([]);
    expect(both.notes).toEqual([{ field: 'field_140', code: 'CHARGES_NOT_COUNTED' }]);
    const blank = accepted(await judge({ 140: '', 141: '', 142: '' }));
    expect(blank.notes).toEqual([{ field: 'field_142', code: 'NO_CHARGE' }]);
  });

  it('is named by home and start where there is no tenant code, so no link outlives it', async () => {
    const first = accepted(await judge({ 13: '' }));
    const next = accepted(await judge({ 13: '', 9: '11' }));
    expect(first.identity?.localId).toBe('PROP-1 2026-05-04');
    expect(next.identity?.localId).toBe('PROP-1 2026-11-04');
  });

  it('keeps the numbering of a council whose code changed', async () => {
    const [verdict] = await readText(housingCore, contextFor('E08000019'), csv([{}]));
    const { identity, submission, awards } = accepted(verdict);
    expect(identity?.source).toBe('E08000039');
    expect(submission.scope).toContain('E08000039');
    expect(awards[0]?.funder).toBe('E08000019');
  });

  it('counts the letting that starts last where a file has two of one tenancy and home', async () => {
    const verdicts = await read({}, { 9: '6' }, { 9: '6', 142: '1' }, { 14: 'PROP-2' });
    const fault = ['field_13 REPEATED_REFERENCE'];
    expect(faultsOf(verdicts[0])).toEqual(fault);
    expect(accepted(verdicts[1]).awards[0]?.days.from).toBe('2026-06-04');
    expect(faultsOf(verdicts[2])).toEqual(fault);
    accepted(verdicts[3]);
  });
});

describe('rows that cannot be taken', () => {
  it.each<[Fields, string]>([
    [{ 8: '' }, 'field_8 BLANK'],
    [{ 8: '31', 9: '6' }, 'field_8 BAD_DATE'],
    [{ 9: 'May' }, 'field_9 BAD_DATE'],
    [{ 10: '6' }, 'field_10 BAD_DATE'],
    [{ 13: '', 14: '' }, 'field_13 BLANK'],
    [{ 23: 'S11', 24: '8Y' }, 'field_23 BAD_POSTCODE'],
    [{ 140: '2' }, 'field_140 UNKNOWN_CODE'],
    [{ 141: '' }, 'field_141 BLANK'],
    [{ 141: '12' }, 'field_141 UNKNOWN_CODE'],
    [{ 142: '-1' }, 'field_142 BAD_MONEY'],
    [{ 142: '520.001' }, 'field_142 BAD_MONEY'],
    [{ 145: '1.2E+2' }, 'field_145 SPREADSHEET_NUMBER'],
  ])('%j is %s', async (fields, fault) => {
    expect(faultsOf(await judge(fields))).toEqual([fault]);
  });

  it('takes a year of four digits, and a letting without a whole postcode', async () => {
    const { awards, identity } = accepted(await judge({ 10: '2026', 24: '' }));
    expect(awards[0]?.days.from).toBe('2026-05-04');
    expect(identity?.postcode).toBeNull();
  });
});

describe('the sample, received by a hub', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub('2026-06-01');
  });
  afterAll(() => hub.close());

  it('loads each charge as a cost, and replaces a letting by tenancy and home', async () => {
    const sample = sampleOf(housingCore, 'e08000039-lettings-2026.csv');
    const outcome = await hub.receive('housing-core', 'E08000039', sample);
    expect(outcome).toMatchObject({ status: 'LOADED', rows: 5, accepted: 4, rejected: 1 });
    expect(outcome.rejects.map(({ row, field, code }) => [row, field, code])).toEqual([
      [5, 'field_8', 'BAD_DATE'],
    ]);
    // 498.33 ÷ 52 × 12 = 114.9992, 21.67 ÷ 52 × 12 = 5.0008; as sent; 112.60 ÷ 52 × 48 = 103.9385
    expect((await keptAwards(hub.db)).map(({ amount }) => amount)).toEqual([
      ...['115', '5', '9.1', '128.4', '46.25', '18.75', '103.94'],
    ]);
    await hub.receive(
      'housing-core',
      'E08000039',
      csv([{ 13: 'TC-20417', 14: 'SHF-0093', 142: '52' }]),
    );
    const current = (await keptAwards(hub.db)).filter((award) => award.current);
    expect(current.map(({ amount }) => amount)).toEqual([
      ...['9.1', '128.4', '46.25', '18.75', '103.94', '12'],
    ]);
  });
});
