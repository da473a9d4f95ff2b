import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { housingShbe } from '../../adapters/housing-shbe/adapter.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { sampleOf } from '../support/reading.ts';
import {
  awardedTo,
  budgetOf,
  contentsOf,
  failingAt,
  fileFor,
  HARTLEPOOL,
  notedIn,
  receiveCld,
  requestFor,
  SHEFFIELD,
} from './receiving.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  // Something stands already, so that a refusal has something to leave alone.
  await receiveCld(hub, cldFile({}));
});
afterAll(() => hub.close());

const [HEADER = '', ROW = ''] = cldFile({ 'Unit Cost': '250.00' }).split('\n');
const file = (...lines: string[]) => `${lines.join('\n')}\n`;
const NAMES = HEADER.split(',');
const CELLS = ROW.split(',');

/** The header and row without a column, with one more, or with one under another name. */
const without = (name: string) => {
  const keep = (_: string, index: number) => NAMES[index] !== `"${name}"`;
  return file(NAMES.filter(keep).join(','), CELLS.filter(keep).join(','));
};
const withColumn = (name: string) => file(`${HEADER},"${name}"`, `${ROW},"x"`);
const scan = () => sampleOf(housingShbe, 'scan-2025-09.txt');

interface Refusal {
  readonly why: string;
  readonly adapter?: string;
  readonly from?: string;
  readonly basis?: 'commissioning';
  readonly content: string | Uint8Array;
  readonly reason: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    why: 'an organisation that is not known',
    from: 'E99999999',
    content: file(HEADER, ROW),
    reason: 'the sending organisation is not known here; add it with "hub organisation add"',
  },
  { why: 'zero bytes', content: '', reason: 'the file is empty' },
  { why: 'a header and nothing else', content: file(HEADER), reason: 'the file has no data rows' },
  {
    why: 'a column that is lacking',
    content: without('Unit Cost'),
    reason: 'the file lacks the column "Unit Cost"',
  },
  {
    why: 'a name that is nearly right',
    content: file(HEADER.replace('"Unit Cost"', '"unit cost"'), ROW),
    reason: 'the file lacks the column "Unit Cost"',
  },
  {
    why: 'no names at all',
    content: file(ROW, ROW.replace('P1', 'P2')),
    reason: 'the file lacks the columns "LA Code", ',
  },
  {
    why: 'a column that is there twice',
    content: withColumn('Postcode'),
    reason: 'the column "Postcode" is there twice',
  },
  {
    why: 'a column that is there twice under a name that is not the format’s',
    content: file(`${HEADER},"9990000018","9990000018"`, `${ROW},"x","y"`),
    reason: `the name of column ${NAMES.length + 2} is there twice`,
  },
  {
    why: 'a column that the format does not know',
    content: withColumn('9990000018'),
    reason: `the format does not know the name of column ${NAMES.length + 1}`,
  },
  {
    why: 'a row cut short',
    content: file(HEADER, ROW, CELLS.slice(0, 5).join(',')),
    reason: 'row 2 has more or fewer fields than there are columns',
  },
  {
    why: 'a row with a field too many',
    content: file(HEADER, `${ROW},"x"`),
    reason: 'row 1 has more or fewer fields than there are columns',
  },
  {
    why: 'a file cut off inside quotes',
    content: file(HEADER, ROW, ROW).slice(0, -30),
    reason: 'row 2 opens a quoted field that is never closed: the file may be cut short',
  },
  {
    why: 'text that is not UTF-8',
    content: Buffer.from(file(HEADER, ROW.replace('"P1"', '"Zoé"')), 'latin1'),
    reason: 'the file is not UTF-8 text',
  },
  {
    why: 'a spreadsheet instead of text',
    content: Buffer.from('504b0304140006000800e2c38f5b', 'hex'),
    reason: 'the file is not UTF-8 text',
  },
  {
    why: 'no basis where one must be given',
    adapter: 'health-plcm',
    from: 'RCF',
    content: 'x',
    reason: 'health-plcm needs --basis: under which basis are rows about persons passed on?',
  },
  {
    why: 'the basis of commissioning for a format that is about persons',
    basis: 'commissioning',
    content: file(HEADER, ROW),
    reason: 'social-care-cld is about persons and is no commissioning extract',
  },
  {
    why: 'a trailer that counts otherwise',
    adapter: 'housing-shbe',
    content: scan().replace(/^T\|\d+/m, 'T|999'),
    reason: 'the trailer record counts 999 records; there are ',
  },
  {
    why: 'a trailer that is not there',
    adapter: 'housing-shbe',
    content: scan().replace(/^T\|\d+\r?\n?/m, ''),
    reason: 'the file has no trailer record: it may be cut short',
  },
  {
    why: 'only rows that are rejected',
    content: file(HEADER, ROW.replace('9990000018', '9990000019')),
    reason: 'every row was rejected, so the file would replace what is known with nothing',
  },
];

describe('a file is refused whole, with its reason, and nothing changes', () => {
  it.each(REFUSALS)('$why', async ({ adapter: code, from, basis, content, reason }) => {
    const adapter = hub.adapters.get(code ?? 'social-care-cld');
    if (!adapter) throw new Error('no such adapter');
    const more = { adapter, basis: basis ?? null, sender: from ?? SHEFFIELD };
    const [before, notedBefore] = [await contentsOf(hub.db), await notedIn(hub.db)];
    const outcome = await ingest(hub.db, await requestFor(hub, content, more));
    expect(outcome).toMatchObject({ status: 'REFUSED', delivery: null, accepted: 0 });
    expect(outcome.reason).toContain(reason);
    expect(outcome.accepted + outcome.rejected).toBe(outcome.rows);
    expect(await contentsOf(hub.db)).toEqual(before);
    expect((await notedIn(hub.db)).slice(notedBefore.length)).toEqual([
      {
        actor: 'test',
        action: 'delivery-refused',
        details: { adapter: adapter.code, sender: more.sender, reason: outcome.reason },
      },
    ]);
    // A reason is for logs too: it repeats nothing that the file says of anybody.
    expect(outcome.reason).not.toMatch(/999\d{7}|Zoé/);
  });

  it('a file that is not there, or is a folder', async () => {
    const before = await contentsOf(hub.db);
    for (const path of ['/nowhere/at/all.csv', hub.folder]) {
      const request = { ...(await requestFor(hub, 'x')), files: [path] };
      expect(await ingest(hub.db, request)).toMatchObject({
        status: 'REFUSED',
        rows: 0,
        reason: 'file 1 is not there or is no file',
      });
    }
    expect(await contentsOf(hub.db)).toEqual(before);
  });

  it('what stood before still stands', async () => {
    // 365 days ÷ 7 × £100 = £5,214.29.
    expect(await awardedTo(hub, '9990000018')).toBe(521429);
  });
});

describe('a file is known again', () => {
  it('by its bytes, per sender: the second load changes nothing', async () => {
    const text = cldFile({ 'NHS Number': '9990000026' }, { 'NHS Number': '9990000019' });
    const first = await receiveCld(hub, text);
    expect(first).toMatchObject({ status: 'LOADED', rows: 2, accepted: 1, rejected: 1 });
    const [before, noted] = [await contentsOf(hub.db), await notedIn(hub.db)];
    expect(await receiveCld(hub, text)).toEqual({
      status: 'ALREADY_LOADED',
      delivery: first.delivery,
      rows: 2,
      accepted: 1,
      rejected: 1,
      reason: 'the same file from this sender has been loaded before; nothing has changed',
      rejects: [],
    });
    expect(await contentsOf(hub.db)).toEqual(before);
    expect(await notedIn(hub.db)).toEqual(noted);
  });

  it('but not from another sender', async () => {
    const text = cldFile({ 'LA Code': '' });
    const outcomes = [await receiveCld(hub, text), await receiveCld(hub, text, HARTLEPOOL)];
    expect(outcomes.map(({ status }) => status)).toEqual(['LOADED', 'LOADED']);
  });
});

describe('a row that is wrong is rejected, and the rest loads', () => {
  it('with its number, field, code and reason, and nothing of what it says', async () => {
    const person = (id: string) => ({ 'NHS Number': id, 'LA Person Unique Identifier': id });
    const [a = '', b = ''] = testNhsNumbers(2);
    const outcome = await receiveCld(
      hub,
      cldFile(
        { ...person(a) },
        { 'NHS Number': '9990000019' },
        { 'Unit Cost': '13.001' },
        { 'Event Start Date': '2025-02-31', 'Client Type': 'Somebody' },
        { ...person(b) },
        { 'Event End Date': '2025-03-31' },
        { 'LA Code': HARTLEPOOL },
      ),
    );
    expect(outcome).toMatchObject({ status: 'LOADED', rows: 7, accepted: 2, rejected: 5 });
    expect(outcome.rejects.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
      '2 NHS Number BAD_NHS_NUMBER',
      '3 Unit Cost BAD_MONEY',
      expect.stringMatching(/^4 Client Type UNKNOWN_CODE$/),
      expect.stringMatching(/^4 Event Start Date /),
      '6 Event End Date END_BEFORE_START',
      '7 LA Code OTHER_ORGANISATION',
    ]);
    for (const { reason } of outcome.rejects) {
      expect(reason).not.toBe('');
      expect(reason).not.toMatch(/9990000019|13\.001|2025-02-31|Somebody|E06000001/);
    }
    expect(await awardedTo(hub, a)).toBe(521429);
    expect(await awardedTo(hub, b)).toBe(521429);
    // What the council's earlier file of this period said is replaced.
    expect(await awardedTo(hub, '9990000026')).toBeNull();
  });
});

describe('a load that ends in a fault', () => {
  it('leaves nothing, though half of it had been kept, and the same file loads later', async () => {
    const numbers = testNhsNumbers(1600);
    const text = fileFor(numbers, '90.00');
    const [before, noted] = [await contentsOf(hub.db), await notedIn(hub.db)];
    const standing = await budgetOf(hub, numbers[0] as string);
    const request = await requestFor(hub, text, { adapter: failingAt(1500) });
    await expect(ingest(hub.db, request)).rejects.toThrow('a fault in the program');
    expect(await contentsOf(hub.db)).toEqual(before);
    expect(await notedIn(hub.db)).toEqual(noted);
    expect(await budgetOf(hub, numbers[0] as string)).toEqual(standing);
    expect(await receiveCld(hub, text)).toMatchObject({ status: 'LOADED', accepted: 1600 });
    // 365 days ÷ 7 × £90 = £4,692.857…
    expect(await awardedTo(hub, numbers[1599] as string)).toBe(469286);
  });
});
