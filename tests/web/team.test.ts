import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveStatement } from '../deliveries/lines.ts';
import { cldFile } from '../support/cld.ts';
import { COUNCIL, openServed, type Served, tellOfTwins } from './served.ts';
import { figuresIn, tableIn } from './visitor.ts';

let served: Served;
beforeAll(async () => {
  served = await openServed();
  await tellOfTwins(served.hub);
});
afterAll(() => served.close());

describe('the people of a team', () => {
  it('are those whom they work with, with what is known of their money', async () => {
    const worker = await served.visit('worker');
    const { html, text } = await worker.get('/people');
    const rows = tableIn(html, 'People you work with');
    expect(rows).toHaveLength(1);
    const [name, agreed, paid, left, waiting, review, , complete] = rows[0] as string[];
    expect(name).toBe('No name is known');
    // £1,000.00 in and £240.00 out; the plan of 1 April 2025 was to be looked at after six months.
    expect([left, waiting, review]).toEqual(['£760.00', '0', '1 October 2025 Late']);
    // Health and housing streams are not all shown to the council's worker; what is shown is added.
    expect([agreed, paid, complete]).toEqual([
      '£22,145.00',
      'Nobody reports it',
      'Something is missing',
    ]);
    expect(text).toContain('As known on 15 January 2026, for the financial year 2025-26.');
    expect((await worker.get('/people?only=overpaid')).text).toContain('0 of 1 person.');
    expect((await worker.get('/people?after=x')).status).toBe(404);
  });

  it('are nobody to a team that works with nobody', async () => {
    const { text, status } = await (await served.visit('other-worker')).get('/people');
    expect([status, text.includes('Nobody yet.')]).toEqual([200, true]);
  });

  it('have their streams side by side, with what is missing said', async () => {
    const worker = await served.visit('worker');
    const { html, text, status } = await worker.get(`/people/${served.annId}`);
    expect(status).toBe(200);
    expect(figuresIn(html).slice(0, 2)).toEqual([
      ['Agreed', '£22,145.00'],
      ['Person pays', '£0.00'],
    ]);
    expect(text).toContain('You are not shown whether anything is there.'.slice(8));
    expect(text).toContain('£22.40 an hour × 10 hours a week ÷ 7 for each day: £11,680.00.');
    const [home = []] = tableIn(html, 'Streams side by side');
    expect(home.slice(1)).toEqual([
      ...['Sheffield', 'The funder holds it and buys the support', 'Care Act 2014 s18-19'],
      ...['£224.00', '£11,680.00', '£0.00', 'not reported'],
    ]);
    expect((await worker.get(`/people/${served.annId}?year=1`)).status).toBe(404);
    expect((await worker.get('/people/x')).status).toBe(404);
  });
});

describe('what is held for a person', () => {
  const ACCOUNT = 'The person, or somebody for them, holds it. Kept by Sheffield';

  it('is shown with what is left, what comes next and what waits', async () => {
    const worker = await served.visit('worker');
    const { html, text } = await worker.get(`/people/${served.annId}`);
    expect(tableIn(html, ACCOUNT)).toEqual([
      ['Care and support from the council', 'Sheffield', '£760.00', '£0.00', '£0.00'],
      ['All shown here', '', '£760.00', '£0.00', '£0.00'],
    ]);
    expect(text).toContain(
      'Next on 2 February 2026: £658.00 from Sheffield (Care and support from the council).',
    );
    expect(text).toContain('The accounts kept here know of £1,000.00 paid.');
    expect(text).toContain('Nobody has recorded that the person was told this amount.');
    // Six months after 1 April 2025, the first day of the first line.
    expect(text).toContain('Late Plan, Care and support from the council: due on 1 October 2025.');
  });

  it('is shown to finance where its organisation keeps it, and with its own lines alone', async () => {
    const office = await served.visit('office');
    const { html, status } = await office.get(`/people/${served.annId}`);
    expect(status).toBe(200);
    expect(tableIn(html, ACCOUNT)).toHaveLength(2);
    const funders = tableIn(html, 'Streams side by side').map(([, funder]) => funder);
    expect([...new Set(funders)]).toEqual(['Sheffield']);
  });
});

describe('the files that came in', () => {
  it('are listed for operators, with the rows that could not be taken', async () => {
    const bad = cldFile({ 'NHS Number': '9990000019' });
    await served.hub.receive('social-care-cld', COUNCIL, bad);
    const operator = await served.visit('operator');
    const { html } = await operator.get('/deliveries');
    const rows = tableIn(html, 'Files that came in');
    const [housing] = rows.filter(([format]) => format === 'housing-dfg');
    expect(housing?.slice(1, 2)).toEqual(['Sheffield']);
    expect(housing?.slice(4)).toEqual(['1', '0', 'not in this format', 'Loaded']);
    const ids = [...html.matchAll(/href="\/deliveries\/([0-9a-f-]{36})"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(rows.length);
    for (const id of ids) {
      const { status, text } = await operator.get(`/deliveries/${id}`);
      expect(status).toBe(200);
      expect(text).not.toContain('9990000019');
    }
    expect((await operator.get('/deliveries/01890000-0000-7000-8000-000000000000')).status).toBe(
      404,
    );
    expect((await operator.get('/deliveries?after=x')).status).toBe(404);
  });

  it('say how many of their lines wait for somebody to say what they were', async () => {
    const lines = [['2026-01-08', 'CARD 0114', -500]] as const;
    const sent = await receiveStatement(served.hub, served.account, lines, 5_000);
    expect(sent).toMatchObject({ status: 'LOADED', lines: { waiting: 1 } });
    const operator = await served.visit('operator');
    const { html } = await operator.get('/deliveries');
    const rows = tableIn(html, 'Files that came in');
    const [statement] = rows.filter(([format]) => format === 'bank-statement');
    expect(statement?.slice(4)).toEqual(['1', '0', '1', 'Loaded']);
    const { text } = await operator.get(`/deliveries/${sent.delivery}`);
    expect(text).toContain('1 line waits for somebody to say what it was.');
    expect(text).not.toContain('CARD');
  });
});

describe('two records that may be one person’s', () => {
  const AT = '/reviews';
  /** The pairs that wait, each with its table and the place of its form; in whatever order. */
  const pairsIn = (html: string) =>
    [...html.matchAll(/id="pair-([0-9a-f-]{36})"/g)].map(([, id], at) => ({
      ...{ id, at, cells: tableIn(html, `Pair ${at + 1}`) },
    }));
  const isTwins = ({ cells }: ReturnType<typeof pairsIn>[number]) =>
    cells.some(
      ([field, left, right]) => field === 'Surname' && left === 'Rawson' && right === left,
    );

  it('are shown side by side and decided once, with a reason', async () => {
    const operator = await served.visit('operator');
    const before = pairsIn((await operator.get(AT)).html);
    const [twins, ...others] = before.filter(isTwins);
    if (!twins) throw new Error('the twins do not wait');
    expect(others).toEqual([]);
    expect(twins.cells).toContainEqual(['Date of birth', '3 February 1971', '3 February 1971']);
    const undecided = await operator.fillIn(AT, AT, { reason: 'x' }, twins.at);
    expect([undecided.status, undecided.text.includes('Choose what you decide')]).toEqual([
      ...[422, true],
    ]);
    expect(undecided.html).toContain(`href="#pair-${twins.id}"`);
    const silent = { decision: 'NOT_SAME', reason: ' ' };
    const refused = await operator.fillIn(AT, AT, silent, twins.at);
    expect([refused.status, refused.text.includes('Say why, in words')]).toEqual([422, true]);
    const decision = { decision: 'NOT_SAME', reason: 'two letters of two people' };
    const decided = await operator.fillIn(AT, AT, decision, twins.at);
    expect([decided.status, decided.headers.get('location')]).toEqual([303, '/reviews?done=1']);
    const { text, html } = await operator.get('/reviews?done=1');
    expect(text).toContain('The decision is recorded.');
    const left = pairsIn(html).map(({ id }) => id);
    expect(left.sort()).toEqual(before.flatMap(({ id }) => (id === twins.id ? [] : [id])).sort());
  });
});
