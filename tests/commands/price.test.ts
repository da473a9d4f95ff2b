import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { priceCommand } from '../../src/commands/price.ts';
import type { Session } from '../../src/commands/session.ts';
import { ACTIVITY_COLUMNS } from '../../src/deliveries/price-file.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;
const said = { out: [] as string[], error: [] as string[], progress: [] as number[] };

beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());
beforeEach(() => {
  for (const lines of Object.values(said)) lines.length = 0;
});

/** Runs the command as a person in the hub's folder would. */
async function run(...words: string[]): Promise<void> {
  const session: Session = {
    config: hub.config,
    terminal: {
      out: (line) => void said.out.push(line),
      error: (line) => void said.error.push(line),
      progress: (_step, done) => void said.progress.push(done),
    },
    folder: hub.folder,
    actor: 'test',
    withHub: (work) => work(hub),
  };
  const program = new Command('hub').exitOverride();
  priceCommand(program, session);
  await program.parseAsync(['price', ...words], { from: 'user' });
}

type Row = Partial<Record<(typeof ACTIVITY_COLUMNS)[number], string>>;

const csv = (...rows: readonly Row[]): string =>
  [
    ACTIVITY_COLUMNS.join(','),
    ...rows.map((row) => ACTIVITY_COLUMNS.map((column) => row[column] ?? '').join(',')),
    '',
  ].join('\n');

async function file(text: string, name = 'asked.csv'): Promise<string> {
  await writeFile(join(hub.folder, name), text);
  return name;
}

type Out = Record<string, string>;

/** The rows that come out for these. */
async function priced(...rows: readonly Row[]): Promise<Out[]> {
  await run(await file(csv(...rows)));
  const out: Out[] = parse(said.out.join('\n'), { columns: true });
  said.out.length = 0;
  expect(out).toHaveLength(rows.length);
  return out;
}

/** HT12D, 45 days: 6,602 + 8 × 232 = 8,458, × 1.0461 = 8,847.9138. */
const SPELL: Row = {
  Activity: 'SPELL',
  Scheme: 'hrg',
  Code: 'HT12D',
  'Admission Method': '21',
  'Patient Classification': '1',
  'Age on Admission': '82',
  'Admission Date': '2017-06-01',
  'Discharge Date': '2017-07-16',
  Provider: 'RCF',
  'Market Forces Factor': '1.0461',
  Reference: 'A1',
};
const CLUSTER: Row = {
  ...{ Activity: 'CLUSTER', Scheme: 'mental-health-cluster', Code: '15', Setting: 'ADMITTED' },
  ...{ 'First Day': '2011-06-01', 'Last Day': '2011-06-30' },
};
const WEEKLY: Row = {
  ...{ Activity: 'WEEKLY', Scheme: 'funded-nursing-care', Code: 'standard' },
  ...{ 'First Day': '2018-03-29', 'Last Day': '2018-04-04' },
};
const UNITS: Row = {
  ...{ Activity: 'UNITS', Scheme: 'ips-contact', Code: 'contact', Count: '3', On: '2024-06-01' },
};
const POINTS: Row = {
  ...{ Activity: 'POINTS', Scheme: 'resource-allocation', Code: 'points' },
  ...{ Points: '19', On: '2024-06-01' },
};

describe('every kind of activity', () => {
  it('a spell, with its steps and its source', async () => {
    const [row] = await priced(SPELL);
    expect(row).toEqual({
      Reference: 'A1',
      Row: '1',
      Status: 'PRICED',
      Amount: '8847.91',
      'Unrounded Pounds': '8847.913800',
      Illustrative: 'no',
      Steps: [
        'Non-elective price per spell, price year 2017-18 (the year it ended) = 6602.000000',
        '45 days, 8 beyond the trim point of 37: 232.00 a day = 8458.000000',
        'Market forces factor as given with the question: 1.046100 = 8847.913800',
      ].join('; '),
      'Tariff Source': expect.stringMatching(/\S/),
      ...{ Field: '', Code: '', Reason: '' },
    });
  });

  it('days in a cluster, weeks, contacts and points', async () => {
    const out = await priced(CLUSTER, WEEKLY, UNITS, POINTS);
    expect(out.map(({ Status, Amount, Illustrative }) => [Status, Amount, Illustrative])).toEqual([
      // 30 × 334
      ['PRICED', '10020.00', 'no'],
      // (3 × 155.05 + 4 × 158.16) ÷ 7 = 156.8271…
      ['PRICED', '156.83', 'no'],
      // 3 × 243.81
      ['PRICED', '731.43', 'yes'],
      // 82.91 + 3 ÷ 6 × 29.30
      ['PRICED', '97.56', 'yes'],
    ]);
  });

  it('what has no price is unpriced with its reason, never nought', async () => {
    const { 'Market Forces Factor': _, ...withoutFactor } = SPELL;
    const out = await priced(
      withoutFactor,
      { ...SPELL, 'Discharge Date': '2017-06-02' },
      { ...SPELL, 'Patient Classification': '3' },
      { ...SPELL, 'Admission Date': '2024-06-01', 'Discharge Date': '2024-06-09' },
      { ...CLUSTER, 'First Day': '2024-04-01', 'Last Day': '2024-04-02' },
      { ...WEEKLY, 'First Day': '2014-06-01', 'Last Day': '2014-06-07' },
      { ...POINTS, Points: '1' },
    );
    for (const row of out) {
      expect(row).toMatchObject({ Status: 'UNPRICED', Amount: '', 'Unrounded Pounds': '' });
      expect(row).toMatchObject({ Steps: '', Field: '', Code: '' });
    }
    expect(out.map(({ Reason }) => Reason)).toEqual([
      'no market forces factor is loaded for RCF in the price year 2017-18',
      expect.stringContaining('no short-stay percentage is loaded'),
      expect.stringContaining('no price per spell'),
      expect.stringContaining('no unit price'),
      'the scheme was retired on 2024-04-01 and prices history only',
      'no weekly rate is loaded for 2014-06-01',
      expect.stringMatching(/^the table of 2024-06-01 runs from 5 to /),
    ]);
  });
});

describe('what is refused names field, code and reason', () => {
  const { Scheme: _, ...noScheme } = UNITS;

  const refusals: [field: string, code: string, row: Row][] = [
    ['Activity', 'UNKNOWN_CODE', { ...SPELL, Activity: 'spell' }],
    ['Activity', 'UNKNOWN_CODE', {}],
    ['Scheme', 'BLANK', noScheme],
    ['Scheme', 'UNKNOWN_CODE', { ...SPELL, Scheme: 'drg' }],
    ['Scheme', 'WRONG_SCHEME', { ...WEEKLY, Scheme: 'ips-contact', Code: 'contact' }],
    ['Code', 'UNKNOWN_CODE', { ...SPELL, Code: 'ZZ99Z' }],
    ['Code', 'UNKNOWN_CODE', { ...SPELL, Code: 'ht12d' }],
    ['Code', 'UNUSABLE_CODE', { ...CLUSTER, Code: '09' }],
    ['Code', 'UNUSABLE_CODE', { ...CLUSTER, Code: '9' }],
    ['Admission Method', 'UNKNOWN_CODE', { ...SPELL, 'Admission Method': '99' }],
    ['Patient Classification', 'UNKNOWN_CODE', { ...SPELL, 'Patient Classification': '6' }],
    ['Age on Admission', 'BAD_NUMBER', { ...SPELL, 'Age on Admission': '8.5' }],
    ['Age on Admission', 'BAD_NUMBER', { ...SPELL, 'Age on Admission': '131' }],
    ['Admission Date', 'SPREADSHEET_DATE', { ...SPELL, 'Admission Date': '42887' }],
    ['Discharge Date', 'BAD_DATE', { ...SPELL, 'Discharge Date': '2017-02-30' }],
    ['Discharge Date', 'END_BEFORE_START', { ...SPELL, 'Discharge Date': '2017-05-31' }],
    ['Provider', 'UNKNOWN_ORGANISATION', { ...SPELL, Provider: 'R99' }],
    ['Provider', 'UNKNOWN_CODE', { ...SPELL, Provider: 'Edith Marsh' }],
    ['Best Practice Evidenced', 'UNKNOWN_CODE', { ...SPELL, 'Best Practice Evidenced': 'Y' }],
    ['Market Forces Factor', 'BAD_NUMBER', { ...SPELL, 'Market Forces Factor': '0' }],
    ['Market Forces Factor', 'BAD_NUMBER', { ...SPELL, 'Market Forces Factor': '1%' }],
    ['Setting', 'BLANK', { ...CLUSTER, Setting: '' }],
    ['Last Day', 'END_BEFORE_START', { ...CLUSTER, 'Last Day': '2011-05-31' }],
    ['Count', 'SPREADSHEET_NUMBER', { ...UNITS, Count: '1E+05' }],
    ['Count', 'BAD_NUMBER', { ...UNITS, Count: '0' }],
    ['Points', 'BAD_NUMBER', { ...POINTS, Points: '-1' }],
    ['On', 'BLANK', { ...POINTS, On: '' }],
    ['Count', 'NOT_USED', { ...SPELL, Count: '1' }],
    ['Provider', 'NOT_USED', { ...WEEKLY, Provider: 'RCF' }],
  ];

  it('whatever the fault', async () => {
    const out = await priced(...refusals.map(([, , row]) => ({ ...row, Reference: 'its own' })));
    expect(out.map(({ Field, Code }) => [Field, Code])).toEqual(
      refusals.map(([field, code]) => [field, code]),
    );
    for (const row of out) {
      expect(row).toMatchObject({ Status: 'REFUSED', Reference: 'its own', Amount: '' });
      expect(row.Reason).not.toBe('');
      // What was sent is not repeated: it may be about a person.
      expect(row.Reason).not.toContain('Edith');
    }
  });

  it('every fault of a row, in the same order', async () => {
    const [out] = await priced({ ...WEEKLY, Code: '', 'Last Day': '31/03/2018', Points: '4' });
    expect(out).toMatchObject({
      Field: 'Code; Last Day; Points',
      Code: 'BLANK; BAD_DATE; NOT_USED',
    });
  });
});

describe('rows', () => {
  it('each give one row, in order, across pages, and are counted', async () => {
    const kinds = [SPELL, { ...SPELL, 'Patient Classification': '3' }, { ...SPELL, Code: '' }];
    const rows = Array.from({ length: 2_500 }, (_, index) => ({
      ...(kinds[index % 3] as Row),
      Reference: `R${index}`,
    }));
    await run(await file(csv(...rows)), '--out', 'prices.csv', '--json');
    expect(said.out.map((line) => JSON.parse(line))).toEqual([
      // 2,500 = 3 × 833 + 1
      { status: 'DONE', rows: 2_500, priced: 834, unpriced: 833, refused: 833 },
    ]);
    const out: Out[] = parse(await readFile(join(hub.folder, 'prices.csv')), { columns: true });
    expect(out.map(({ Reference }) => Reference)).toEqual(rows.map(({ Reference }) => Reference));
    expect(out.map(({ Row: row }) => Number(row))).toEqual(rows.map((_, index) => index + 1));
    expect(said.progress).toEqual([1_000, 2_000, 2_500]);
  });

  it('read each scheme’s prices once', async () => {
    await file(
      csv(SPELL, UNITS, SPELL, UNITS, { ...SPELL, Scheme: 'x' }, { ...SPELL, Scheme: 'y' }),
    );
    hub.statements.length = 0;
    await run('asked.csv', '--json');
    expect(hub.statements.filter((name) => name === 'currencies.price-books')).toHaveLength(2);
    expect(hub.statements).toHaveLength(4);
  });

  it('that a spreadsheet would run as a formula are made harmless', async () => {
    const [out] = await priced({ ...SPELL, Reference: '=1+1' });
    expect(out?.Reference).toBe("'=1+1");
  });
});

describe('what is written, and where', () => {
  it('standard output holds the rows, standard error the counts', async () => {
    await run(await file(csv(SPELL)));
    expect(said.out.join('\n').split('\n')).toHaveLength(2);
    expect(said.error).toEqual(['1 rows: 1 priced, 0 unpriced, 0 refused']);
  });

  it('with --json and no file, the counts alone', async () => {
    await run(await file(csv(SPELL, UNITS)), '--json');
    expect(said.out).toEqual(['{"status":"DONE","rows":2,"priced":2,"unpriced":0,"refused":0}']);
  });

  it('with a file and no --json, the counts in words', async () => {
    await run(await file(csv(SPELL)), '--out', 'one.csv');
    expect(said.out).toEqual(['1 rows: 1 priced, 0 unpriced, 0 refused']);
    expect((await readFile(join(hub.folder, 'one.csv'), 'utf8')).split('\n')).toHaveLength(3);
  });

  it('nothing over the file that is read, or over what is no file', async () => {
    const name = await file(csv(SPELL));
    await expect(run(name, '--out', name)).rejects.toThrow('--out is the file to be priced');
    await expect(run(name, '--out', '.')).rejects.toThrow('--out is there and is no file');
    await expect(run(name, '--out', 'no/such/place.csv')).rejects.toThrow('cannot be written');
    expect(await readFile(join(hub.folder, name), 'utf8')).toBe(csv(SPELL));
  });
});

describe('a file in another layout is refused whole', () => {
  const [header, ...rest] = csv(SPELL).split('\n') as [string, ...string[]];

  it.each([
    ['a column lacking', [header.replace(',Reference', ''), ''].join('\n'), 'lacks the column'],
    [
      'a column unknown',
      [`${header},Ward`, ...rest].join('\n'),
      'does not know the name of column',
    ],
    ['a column twice', [`${header},Count`, ...rest].join('\n'), 'is there twice'],
    ['no rows', `${header}\n`, 'no data rows'],
    ['nothing at all', '', 'empty'],
    [
      'a row cut short',
      `${csv(SPELL, SPELL)}SPELL,hrg\n`,
      'has more or fewer fields than there are columns',
    ],
  ])('%s', async (_what, text, reason) => {
    const before = await readdir(hub.folder);
    await expect(run(await file(text), '--out', 'refused.csv')).rejects.toThrow(reason);
    const left = (await readdir(hub.folder)).filter((name) => !before.includes(name));
    expect(left.filter((name) => name !== 'asked.csv')).toEqual([]);
  });

  it('and so is a file that is not there', async () => {
    await expect(run('nowhere.csv')).rejects.toThrow('is not there or is no file');
  });
});
