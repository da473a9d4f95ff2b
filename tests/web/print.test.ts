import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { openServed, type Served } from './served.ts';
import { figuresIn, tableIn, type Visitor } from './visitor.ts';

let served: Served;
let at: string;
beforeAll(async () => {
  served = await openServed();
  at = `/people/${served.annId}/statement`;
});
afterAll(() => served.close());

const DAYS = { from: '2026-01-01', to: '2026-01-15' };
const print = (visitor: Visitor, fields: Record<string, string>) =>
  visitor.fillIn(at, at, { ...DAYS, ...fields });

const printedEvents = () =>
  served.hub.db.rows<{ actor: string; details: Record<string, unknown> }>(
    'test.printed',
    sql`select actor, details from audit_events where action = 'statement-printed' order by id`,
  );

const MOVED = 'Everything that went in and out';
/** On paper nobody can press what stands beside each line. */
const withoutQuestion = (cell: string) => cell.replace(/ Think this is wrong\?.*$/, '');
const numberIn = (text: string) => /Statement number (\S+)\./.exec(text)?.[1];

describe('a statement that is printed for somebody', () => {
  it('is the one that they would open, with a number of its own', async () => {
    const ann = await served.visit('ann');
    const own = await ann.get(`/statement?from=${DAYS.from}&to=${DAYS.to}`);
    for (const as of ['office', 'worker']) {
      const { status, html, text } = await print(await served.visit(as), { why: 'REGULAR' });
      expect([as, status]).toEqual([as, 200]);
      expect(numberIn(text)).toMatch(/^2026-01-01\/2026-01-15\/\d+$/);
      expect(figuresIn(html).slice(0, 4)).toEqual(figuresIn(own.html).slice(0, 4));
      const rows = tableIn(own.html, MOVED).map((row) => row.map(withoutQuestion));
      expect(tableIn(html, MOVED)).toEqual(rows);
      expect(html).not.toContain('href="/ask');
      expect(text).toContain('Think this is wrong? Ring or write to your team');
    }
  });

  it('says where it may not be all of their money, and why', async () => {
    const worker = await print(await served.visit('worker'), { why: 'ASKED' });
    expect(worker.text).toContain('This may not be all of your money');
    const office = await print(await served.visit('office'), { why: 'ASKED' });
    expect(office.text).toContain('Money that another organisation keeps for you is not in this.');
  });

  it('is noted: by whom, for whom, why and when, and the person reads it', async () => {
    const before = await printedEvents();
    const { text } = await print(await served.visit('office'), { why: 'QUESTION' });
    const [noted] = (await printedEvents()).slice(before.length);
    expect(noted).toEqual({
      actor: 'office',
      details: {
        ...{ person: served.annId, organisation: 'E08000039', why: 'QUESTION' },
        number: numberIn(text),
      },
    });
    const { html } = await (await served.visit('ann')).get('/who-looked');
    const looks = tableIn(html, 'Who has looked at your information');
    expect(looks.map(([, who, , why]) => [who, why])).toContainEqual([
      ...['Somebody who looks after payments, Sheffield', 'They printed a statement for you'],
    ]);
  });

  it('is in the language and the print that the person reads', async () => {
    const office = await served.visit('office');
    await office.get(`${at}?lang=cy&size=large`);
    const { html, text } = await print(office, { why: 'REVIEW' });
    expect(html).toContain('<html lang="cy" class="govuk-template op-large"');
    expect(text).toContain('Nid yw arian y mae sefydliad arall yn ei gadw ichi yn hwn.');
  });

  it.each([
    [{ why: '' }, 'choose one of these'],
    [{ why: 'CURIOSITY' }, 'choose one of these'],
    [{ why: 'ASKED', from: '2026-01-16' }, 'The last day must not be before the first'],
    [{ why: 'ASKED', from: '2020-01-01', to: '2026-01-15' }, 'Ask for five years at the most'],
    [{ why: 'ASKED', from: 'yesterday' }, 'Give each day as a date'],
  ])('is not, and nothing is noted, with %o', async (fields, words) => {
    const before = await printedEvents();
    const { status, text, html } = await print(await served.visit('office'), fields);
    expect([status, text.includes(words)]).toEqual([422, true]);
    expect(html).toContain('role="alert"');
    expect(text).not.toContain('£');
    expect(await printedEvents()).toEqual(before);
  });

  it('is printed by their teams alone', async () => {
    for (const as of ['ann', 'bob', 'other-worker', 'operator', 'analyst']) {
      expect([as, (await (await served.visit(as)).get(at)).status]).toEqual([as, 404]);
    }
  });
});
