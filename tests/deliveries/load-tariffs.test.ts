import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tariffsOf } from '../../src/currencies/read.ts';
import { type Database, type Queries, sql } from '../../src/db/database.ts';
import { loadTariffs, type TariffRequest } from '../../src/deliveries/load-tariffs.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { toDecimal } from '../../src/values/ratio.ts';
import { openTestDatabase } from '../support/hub.ts';
import { contentsOf, notedIn } from './receiving.ts';
import { COLUMNS, FACTOR, HIP, RATE, type Row, tariffFile } from './tariff-rows.ts';

const day = (text: string) => text as PlainDate;

let db: Database;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onepot-tariffs-'));
  db = await openTestDatabase();
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

async function load<Effect = never>(text: string, more: Partial<TariffRequest<Effect>> = {}) {
  const file = join(folder, randomUUID());
  await writeFile(file, text);
  const plain = { file, today: day('2027-03-01'), history: false, actor: 'test', dryRun: false };
  return loadTariffs<Effect>(db, { ...plain, ...more });
}

/** Rows of a year of their own, so that one test is not in another's way. */
let year = 2030;
function nextYear(): (row: Row) => Row {
  year += 1;
  const days = { 'First Day': `${year}-04-01`, 'Last Day': `${year + 1}-03-31` };
  return (row) => ({ ...row, ...days });
}

async function ratesOn(asOf: string, scheme = 'funded-nursing-care') {
  const page = { after: null, count: 100 };
  const found = await tariffsOf(db, { scheme, asOf: day(asOf), knownAt: null, page });
  return found.map(({ code, pounds }) => `${code} ${pounds && toDecimal(pounds, 2)}`).sort();
}

describe('a file of tariffs', () => {
  it('is loaded, stands, is noted, and loaded again changes nothing', async () => {
    const inYear = nextYear();
    const higher = { ...RATE, Code: 'higher', Pounds: '385.05' };
    const text = tariffFile(...[RATE, higher, HIP, FACTOR].map(inYear));
    const outcome = await load(text);
    expect(outcome).toEqual({
      status: 'LOADED',
      rows: 4,
      added: 4,
      alreadyThere: 0,
      reason: null,
      faults: [],
      effect: null,
    });
    expect(await ratesOn(`${year}-10-01`)).toEqual(['higher 385.05', 'standard 280.00']);
    expect(await ratesOn(`${year}-10-01`, 'hrg')).toEqual(['HN12F 7300.00']);
    const noted = await notedIn(db);
    expect(noted.at(-1)).toEqual({
      actor: 'test',
      action: 'tariffs-loaded',
      details: {
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        rows: 4,
        added: 4,
        history: false,
      },
    });
    const before = await contentsOf(db);
    const again = { status: 'ALREADY_LOADED', added: 0, alreadyThere: 4 };
    expect(await load(text)).toMatchObject(again);
    expect(await load(text, { today: day('2027-03-02') })).toMatchObject(again);
    expect(await contentsOf(db)).toEqual(before);
    expect(await notedIn(db)).toHaveLength(noted.length);
  });

  it('adds only what is new', async () => {
    const inYear = nextYear();
    await load(tariffFile(inYear(RATE)));
    const higher = inYear({ ...RATE, Code: 'higher', Pounds: '385.05' });
    const outcome = await load(tariffFile(inYear(RATE), higher));
    expect(outcome).toMatchObject({ status: 'LOADED', rows: 2, added: 1, alreadyThere: 1 });
  });

  it('corrects a price from a later day on, and the earlier stays known', async () => {
    const inYear = nextYear();
    await load(tariffFile(inYear(RATE)));
    const raised = tariffFile(inYear({ ...RATE, Pounds: '290' }));
    const sameDay = await load(raised);
    expect(sameDay.faults.map(({ row, field, code }) => [row, field, code])).toEqual([
      [1, 'Known From', 'CONTRADICTS'],
    ]);
    expect(await load(raised, { today: day('2027-06-01') })).toMatchObject({ added: 1 });
    expect(await ratesOn(`${year}-10-01`)).toEqual(['standard 290.00']);
    const known = await tariffsOf(db, {
      scheme: 'funded-nursing-care',
      asOf: day(`${year}-10-01`),
      knownAt: day('2027-05-31'),
      page: { after: null, count: 10 },
    });
    expect(known.map(({ pounds }) => pounds && toDecimal(pounds, 2))).toEqual(['280.00']);
  });

  it('may be the list as it was published, told as history', async () => {
    const inYear = nextYear();
    const published = tariffFile(inYear({ ...RATE, 'Known From': '2027-01-15' }));
    expect(await load(published)).toMatchObject({ status: 'REFUSED', rows: 1, added: 0 });
    expect(await load(published, { history: true })).toMatchObject({ status: 'LOADED', added: 1 });
    expect((await notedIn(db)).at(-1)?.details).toMatchObject({ history: true });
  });
});

describe('a file with faults', () => {
  it('is refused whole, with every fault in the order of its rows', async () => {
    const inYear = nextYear();
    const before = await contentsOf(db);
    const outcome = await load(
      tariffFile(
        inYear({ ...RATE, Code: 'none' }),
        inYear(RATE),
        inYear({ ...RATE, Code: 'higher', Pounds: '-5', Percent: 'x' }),
        inYear(RATE),
      ),
    );
    expect(outcome).toMatchObject({
      status: 'REFUSED',
      rows: 4,
      added: 0,
      alreadyThere: 0,
      reason: 'some rows cannot be taken, and prices are loaded all or none',
    });
    expect(outcome.faults.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
      '1 Code UNKNOWN_CODE',
      '3 Pounds BAD_NUMBER',
      '3 Percent BAD_NUMBER',
      '4 First Day OVERLAPS',
    ]);
    expect(await contentsOf(db)).toEqual(before);
  });

  it.each([
    ['nothing in it', '', 'the file is empty'],
    ['names only', `${COLUMNS.join(',')}\n`, 'the file has no data rows'],
    ['a column missing', 'Scheme,Code\nhrg,HN12F\n', /^the file lacks the columns "Kind"/],
    ['a column too many', tariffFile(RATE).replace('Factor', 'Faktor'), /does not know the name/],
  ])('%s: is refused with a reason', async (_what, text, reason) => {
    const outcome = await load(text);
    expect(outcome).toMatchObject({ status: 'REFUSED', rows: 0, faults: [] });
    expect(outcome.reason).toMatch(reason);
  });

  it('that is not there is refused', async () => {
    const outcome = await load('x', { file: join(folder, 'no-such-file') });
    expect(outcome).toMatchObject({
      status: 'REFUSED',
      reason: 'file 1 is not there or is no file',
    });
  });

  it('may leave out the column of factors', async () => {
    const inYear = nextYear();
    const text = tariffFile(inYear(RATE)).replaceAll(/,(?:Factor|"")\n/g, '\n');
    expect(await load(text)).toMatchObject({ status: 'LOADED', added: 1 });
  });
});

describe('a dry run', () => {
  it('tells what it would do and its effect, and writes nothing', async () => {
    const inYear = nextYear();
    const before = await contentsOf(db);
    const noted = await notedIn(db);
    const poundsNow = async (tx: Queries) => {
      const rows = await tx.rows<{ pounds: string }>(
        'test.effect',
        sql`select pounds::text from tariffs where first_day = ${`${year}-04-01`}::date`,
      );
      return rows.map(({ pounds }) => pounds);
    };
    const seen: string[] = [];
    const outcome = await load(tariffFile(inYear(RATE), inYear(FACTOR)), {
      dryRun: true,
      effect: {
        before: async (tx) => {
          seen.push(...(await poundsNow(tx)));
        },
        after: async (tx, added) => ({ was: seen, is: await poundsNow(tx), added: added.length }),
      },
    });
    const effect = { was: [], is: ['280'], added: 2 };
    expect(outcome).toMatchObject({ status: 'LOADED', added: 2, faults: [], effect });
    expect(await contentsOf(db)).toEqual(before);
    expect(await notedIn(db)).toEqual(noted);
  });

  it('without an effect, or of nothing new, asks nothing', async () => {
    const inYear = nextYear();
    const text = tariffFile(inYear(RATE));
    expect(await load(text, { dryRun: true })).toMatchObject({ status: 'LOADED', effect: null });
    await load(text);
    const asked = () => Promise.reject(new Error('asked'));
    const effect = { before: asked, after: asked };
    const outcome = await load(text, { dryRun: true, effect });
    expect(outcome).toMatchObject({ status: 'ALREADY_LOADED', effect: null });
  });

  it('that fails undoes everything too, and says why', async () => {
    const inYear = nextYear();
    const before = await contentsOf(db);
    const broken = () => Promise.reject(new Error('broken'));
    const effect = { before: async () => undefined, after: broken };
    await expect(load(tariffFile(inYear(RATE)), { dryRun: true, effect })).rejects.toThrow(
      'broken',
    );
    expect(await contentsOf(db)).toEqual(before);
  });
});

describe('loads at the same time', () => {
  it('take turns: one adds, the others find it there', async () => {
    const inYear = nextYear();
    const text = tariffFile(inYear(RATE), inYear(HIP), inYear(FACTOR));
    const outcomes = await Promise.all([load(text), load(text), load(text)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'ALREADY_LOADED',
      'ALREADY_LOADED',
      'LOADED',
    ]);
  });

  it('that contradict each other: one stands, the other is refused by row', async () => {
    const inYear = nextYear();
    const prices = ['281', '282'];
    const outcomes = await Promise.all(
      prices.map((Pounds) => load(tariffFile(inYear({ ...RATE, Pounds })))),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['LOADED', 'REFUSED']);
    const refused = outcomes.find(({ status }) => status === 'REFUSED');
    expect(refused?.faults.map(({ code }) => code)).toEqual(['CONTRADICTS']);
    expect(await ratesOn(`${year}-10-01`)).toHaveLength(1);
  });
});

it('a long list loads, and again', async () => {
  const first = day('2060-01-01');
  const rows = Array.from({ length: 6000 }, (_, index): Row => {
    const on = addDays(first, index);
    return { ...RATE, 'First Day': on, 'Last Day': on, Pounds: `${index}.5` };
  });
  const text = tariffFile(...rows);
  expect(await load(text)).toMatchObject({ status: 'LOADED', added: 6000 });
  expect(await load(text)).toMatchObject({ status: 'ALREADY_LOADED', alreadyThere: 6000 });
  const last = addDays(first, 5999);
  expect(await ratesOn(last)).toEqual(['standard 5999.50']);
});
