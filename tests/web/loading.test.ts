import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { Uploads } from '../../src/web/uploads.ts';
import { dfgFile } from '../stories/files.ts';
import { cldFile } from '../support/cld.ts';
import { BOARD, COUNCIL, openServed, type Served } from './served.ts';
import { hiddenIn, tableIn, type Visitor } from './visitor.ts';

let served: Served;
let operator: Visitor;
beforeAll(async () => {
  served = await openServed();
  operator = await served.visit('operator');
});
afterAll(() => served.close());

const NEW = '/deliveries/new';
const LOAD = '/deliveries/load';

async function look(fields: Record<string, string>, text: string | null, as = operator) {
  const { html } = await as.get(NEW);
  const files = text === null ? [] : [{ name: 'a file.csv', body: text }];
  return as.send(NEW, { ...hiddenIn(html, NEW), ...fields }, files);
}

/** Everything that loading a file may write, counted. */
async function written(): Promise<string> {
  const [row] = await served.hub.db.rows<{ found: string }>(
    'test.written',
    sql`select concat_ws(' ', (select count(*) from deliveries), (select count(*) from awards),
          (select count(*) from rejects), (select count(*) from audit_events)) as found`,
  );
  return row?.found ?? '';
}

const CLD = { adapter: 'social-care-cld', sender: COUNCIL, basis: '', account: '' };

describe('a file that an operator sends', () => {
  // £22.40 an hour for 10 hours: £11,680.00 as before; £60.00 a week instead of £52.50 from 1 October.
  const dearer = () =>
    cldFile(
      {
        ...{ 'Unit Cost': '22.40', 'Cost Frequency (Unit Type)': 'Hourly' },
        'Planned units per week': '10',
      },
      {
        ...{ 'Event Start Date': '2025-10-01', 'Service Component': 'Direct payment' },
        ...{ 'Delivery Mechanism': 'Direct payment', 'Unit Cost': '60.00' },
        'Client Funding Status': 'Joint client and social care funded',
      },
      { 'NHS Number': '9990000019' },
    );

  it('is looked at: what would be loaded, what would not, which budgets would change', async () => {
    const before = await written();
    const { status, text, html } = await look(CLD, dearer());
    expect(status).toBe(200);
    expect(text).toContain('3 rows: 2 would be taken, 1 would not.');
    expect(text).toContain('Nothing has been written yet.');
    const [rejected] = tableIn(html, 'Rows that were not taken');
    expect(rejected?.slice(0, 2)).toEqual(['3', 'NHS Number']);
    // Of that year £7.50 more a week over 182 days: £195.00.
    expect(tableIn(html, 'Budgets that would change')).toContainEqual([
      ...['2025-26', '1', '£33,525.00', '£33,720.00'],
    ]);
    expect(text).not.toContain('9990000019');
    expect(await written()).toBe(before);
  });

  it('is loaded once it has been looked at, and once only', async () => {
    const { html } = await look(CLD, dearer());
    const form = hiddenIn(html, LOAD);
    const loaded = await operator.post(LOAD, form);
    expect(loaded.status).toBe(303);
    const to = loaded.headers.get('location') as string;
    expect(to).toMatch(/^\/deliveries\/[0-9a-f-]{36}\?done=1$/);
    const { text, html: page } = await operator.get(to);
    expect(text).toContain('Done The file is loaded.');
    expect(text).toContain('From Sheffield: 3 rows, 2 taken, 1 not taken.');
    expect(tableIn(page, 'Rows that were not taken')).toHaveLength(1);
    const ann = await served.visit('ann');
    expect((await ann.get('/budget')).text).toContain('£33,720.00 was agreed for your support');
    const before = await written();
    const again = await operator.post(LOAD, form);
    expect([again.status, again.text.includes('send the file again')]).toEqual([422, true]);
    const known = await look(CLD, dearer());
    expect(known.text).toContain('This very file has been loaded before.');
    expect(known.html).not.toContain(`action="${LOAD}"`);
    expect(await written()).toBe(before);
  });

  it('has its rows that were not taken as a spreadsheet', async () => {
    const { html } = await operator.get('/deliveries');
    for (const [, id] of html.matchAll(/href="\/deliveries\/([0-9a-f-]{36})"/g)) {
      const csv = await operator.get(`/deliveries/${id}?as=csv`);
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(csv.html.split('\n')[0]).toBe('row,field,code,reason');
      const { text } = await operator.get(`/deliveries/${id}`);
      const [, rejected] = /(\d+) not taken/.exec(text) ?? [];
      expect(csv.html.trim().split('\n').length - 1).toBe(Number(rejected));
    }
  });

  it.each([
    ['of another format', { ...CLD, adapter: 'housing-dfg' }, () => cldFile({}), null],
    ['of nobody', { ...CLD, sender: 'X99' }, () => cldFile({}), 'organisation is not known here'],
    ['of nothing but rejects', CLD, () => cldFile({ 'NHS Number': '9990000019' }), 'every row was'],
    ['without its basis', { ...CLD, adapter: 'health-plcm', sender: BOARD }, () => 'x', '--basis'],
    ['that is empty', CLD, () => '', 'the file is empty'],
  ])('is refused where it is %s, and nothing is kept', async (_why, fields, text, words) => {
    const before = await written();
    const answer = await look(fields, text());
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('There is a problem');
    if (words) expect(answer.text).toContain(words);
    expect(answer.html).not.toContain(`action="${LOAD}"`);
    expect(await written()).toBe(before);
  });

  it('is asked for where it is left out, and a format where that is', async () => {
    const none = await look(CLD, null);
    expect([none.status, none.html.includes('id="files-error"')]).toEqual([422, true]);
    const other = await look({ ...CLD, adapter: 'spreadsheet' }, cldFile({}));
    expect([other.status, other.html.includes('id="adapter-error"')]).toEqual([422, true]);
  });

  it('larger than a page takes is a plain page', async () => {
    const { status, text } = await look(CLD, 'x'.repeat(8 * 1024 * 1024 + 1));
    expect([status, text.includes('That is too much to send at once')]).toEqual([413, true]);
  });

  it('is loaded by nobody but who sent it', async () => {
    const { html } = await look(
      { ...CLD, adapter: 'housing-dfg' },
      dfgFile({ 'Approval Date': '2025-05-07' }),
    );
    const { upload = '' } = hiddenIn(html, LOAD);
    const other = await served.visit('operator');
    const theirs = await look(CLD, cldFile({ 'Unit Cost': '1.00' }), other);
    const before = await written();
    const taken = await other.post(LOAD, { ...hiddenIn(theirs.html, LOAD), upload });
    expect([taken.status, taken.text.includes('send the file again')]).toEqual([422, true]);
    expect(await written()).toBe(before);
    expect((await operator.post(LOAD, hiddenIn(html, LOAD))).status).toBe(303);
  });

  it('is sent by operators alone: of others nothing is read', async () => {
    const before = await written();
    for (const as of ['ann', 'worker', 'office', 'analyst']) {
      const visitor = await served.visit(as);
      expect([as, (await visitor.get(NEW)).status]).toEqual([as, 404]);
      for (const to of [NEW, LOAD]) {
        expect([as, to, (await visitor.post(to, {})).status]).toEqual([as, to, 404]);
      }
    }
    expect(await written()).toBe(before);
  });
});

describe('files that wait to be loaded', () => {
  const upload = (bytes: number) => ({
    ...{ adapter: 'a', sender: 's', basis: null, account: null },
    files: [Buffer.alloc(bytes)],
  });
  const MINUTE = 60_000;
  const MEGABYTE = 1024 * 1024;

  it('are given up once, to their own session, within half an hour', () => {
    const uploads = new Uploads();
    const [one, late] = [uploads.keep('me', upload(1), 0), uploads.keep('me', upload(2), 0)];
    expect(uploads.take('you', one, 1)).toBeNull();
    expect(uploads.take('me', one, 29 * MINUTE)).toEqual(upload(1));
    expect(uploads.take('me', one, 29 * MINUTE)).toBeNull();
    expect(uploads.take('me', late, 31 * MINUTE)).toBeNull();
  });

  it('make way, the oldest first, where there are too many', () => {
    const uploads = new Uploads();
    const ids = [1, 2, 3].map((at) => uploads.keep('me', upload(30 * MEGABYTE), at));
    const left = ids.map((id) => uploads.take('me', id, 4) !== null);
    expect(left).toEqual([false, true, true]);
  });
});
