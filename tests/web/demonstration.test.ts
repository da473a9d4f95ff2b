import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_DAY } from '../../seeds/demo/bodies.ts';
import { demoSignIn } from '../../seeds/demo/readers.ts';
import { seedDemo } from '../../seeds/demo/seed.ts';
import { sql } from '../../src/db/database.ts';
import { AS_ANN, serveTest, type TestServer } from '../server/serving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { tableIn, Visitor } from './visitor.ts';

let hub: TestHub;
let server: TestServer;
let worker: Visitor;
beforeAll(async () => {
  hub = await openTestHub(DEMO_DAY);
  await seedDemo(hub);
  server = await serveTest(hub, {}, {}, AS_ANN, demoSignIn());
  worker = await visit('care-team');
});
afterAll(async () => {
  await server?.stop();
  await hub?.close();
});

async function visit(as: string): Promise<Visitor> {
  const visitor = new Visitor(server);
  await visitor.signIn(as);
  return visitor;
}

/** The caseload as it is searched and filtered. */
async function caseload(fields: Record<string, string> = {}): Promise<string[][]> {
  const { html, status } = await worker.fillIn('/people', '/people', fields);
  expect(status).toBe(200);
  return html.includes('<table') ? tableIn(html, 'People you work with') : [];
}
const names = (rows: string[][]) => rows.map(([name]) => name).sort();

describe('the caseload of the demonstration', () => {
  it('has money, what waits, what is due, freshness and gaps', async () => {
    const rows = await caseload();
    expect(rows).toHaveLength(14);
    const row = (of: string) => rows.find(([name]) => name === of)?.slice(1);
    expect(row('Jamie Thornhill')).toEqual([
      ...['£32,721.93', '£1,351.29', '£2,508.10', '1', '1 July 2026', 'Up to date', 'Complete'],
    ]);
    expect(row('Edith Calloway')).toEqual([
      ...['£51,968.70', 'Nobody reports it', 'no account', '1', '3 July 2026', 'Old'],
      'Something is missing',
    ]);
  });

  it('is searched by name, birth date and NHS number, and none of them stands in an address', async () => {
    for (const who of ['thornhill', 'Jam', 'JAMIE t', '11/02/1992', '999 002 0019']) {
      expect([who, names(await caseload({ who }))]).toEqual([who, ['Jamie Thornhill']]);
    }
    expect(await caseload({ who: 'nobody of this name' })).toEqual([]);
    // Somebody of the area with whom this worker does not work.
    expect(await caseload({ who: '9990100012' })).toEqual([]);
    const { html } = await worker.fillIn('/people', '/people', { who: 'thornhill' });
    const addresses = [...html.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, to]) => to);
    expect(addresses.join(' ')).not.toMatch(/thornhill|9990020019/i);
  });

  it('is filtered by what is missing, old, waiting and due', async () => {
    const all = await caseload();
    const at = { waiting: 4, review: 5, files: 6, gaps: 7 };
    const gaps = await caseload({ only: 'gaps' });
    expect(names(gaps)).toEqual(names(all.filter((row) => row[at.gaps] !== 'Complete')));
    const old = await caseload({ only: 'old' });
    expect(names(old)).toEqual(names(all.filter((row) => row[at.files] !== 'Up to date')));
    const asked = await caseload({ only: 'questions' });
    expect(names(asked)).toEqual(['Edith Calloway', 'Jamie Thornhill']);
    const due = await caseload({ only: 'reviews', who: 'e' });
    expect(names(due)).toContain('Edith Calloway');
    expect(gaps.length).toBeGreaterThan(2);
    expect(old.length).toBeLessThan(all.length);
  });

  it('notes only those whom the answer tells of', async () => {
    const read = async () => {
      const rows = await hub.db.rows<{ person_id: string }>(
        'test.reads',
        sql`select person_id from reads order by id`,
      );
      return rows.map((row) => row.person_id);
    };
    const before = await read();
    await caseload({ who: 'thornhill' });
    // Opening the form first tells of everybody on it.
    const since = (await read()).slice(before.length + 14);
    expect(since).toHaveLength(1);
  });
});

describe('the page of a person of the demonstration', () => {
  const open = async (of: string) => {
    const { html } = await worker.get('/people');
    const [, to = ''] = new RegExp(`href="(/people/[^"]*)">${of}`).exec(html) ?? [];
    return worker.get(to);
  };

  it('names the prices behind a line, and what two files tell twice', async () => {
    const { text, html } = await open('Jamie Thornhill');
    expect(text).toContain('Prices behind it Illustrative: the demonstration area');
    expect(text).toContain('Told twice');
    const lines = tableIn(html, 'Streams side by side');
    expect(lines).toHaveLength(9);
    expect(text).toContain('On 14 April 2026 South Yorkshire and Bassetlaw recorded');
    expect(text).toContain('Was it paid twice?');
  });

  it('says which sectors are closed, and what nobody knows', async () => {
    const { text } = await open('Edith Calloway');
    expect(text).toContain('Housing: you are not shown whether anything is there.');
    expect(text).toContain('Employment: you are not shown whether anything is there.');
    expect(text).toContain('What the person is asked to pay is not known:');
    expect(text).toContain('What is my mother’s own part of the bill for the home?');
  });
});
