import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKnown } from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { needOf, publishNeed } from '../pools/unmet.ts';
import { AS_ANN, serveTest, type TestServer } from '../server/serving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { DEMO } from './served.ts';
import { tableIn, Visitor } from './visitor.ts';

let hub: TestHub;
let open: TestServer;
let shut: TestServer;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const people = testNhsNumbers(14);
  await makeKnown(hub, ...people);
  for (const person of people.slice(0, 11)) await needOf(hub, person);
  for (const person of people.slice(11)) await needOf(hub, person, { cost: null });
  open = await serveTest(hub, { publicFigures: true }, {}, AS_ANN, DEMO);
  shut = await serveTest(hub, {}, {}, AS_ANN, DEMO);
});
afterAll(async () => {
  await open.stop();
  await shut.stop();
  await hub.close();
});

const PATHS = ['/unmet-need', '/unmet-need.csv'];

describe('what is published of unmet need', () => {
  it('is not there for anybody unless the switch is on: the same page as where nothing is', async () => {
    const visitor = new Visitor(shut);
    const nothing = await visitor.get('/nothing');
    for (const path of PATHS) {
      const { status, text } = await visitor.get(path);
      expect([status, text]).toEqual([404, nothing.text]);
    }
  });

  it('says that nothing is published before anything is', async () => {
    const { status, text } = await new Visitor(open).get('/unmet-need');
    expect([status, text.includes('Nothing has been published yet.')]).toEqual([200, true]);
    expect(text).not.toContain('£0');
  });

  it('is shown by area to whoever has not signed in, with what is not shown and why', async () => {
    await publishNeed(hub, 'Q3');
    const visitor = new Visitor(open);
    const { html, text, headers, status } = await visitor.get('/unmet-need');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    // 14 people, of whom 11 have £20.00 × 52: £11,440.00, to £2,000.00; the cost of 3 is not known.
    expect(tableIn(html, 'By area')).toEqual([
      [
        'Sheffield',
        '15',
        'not shown: fewer than 8 people',
        '£12,000.00',
        'not shown: fewer than 8 people',
      ],
    ]);
    expect(text).toContain('As it stood on 31 December 2025.');
    expect(text).toContain('4 figures are not shown.');
    expect(text).not.toContain('£0');
    const { text: welsh } = await visitor.get('/unmet-need?lang=cy');
    expect(welsh).toContain('heb ei ddangos: llai nag 8 o bobl');
  });

  it('can be saved, and says the same', async () => {
    const visitor = new Visitor(open);
    const { body, headers, status } = await visitor.download('/unmet-need.csv');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('no-store');
    const lines = body.toString('utf8').split('\n');
    expect(lines.slice(0, 3)).toEqual([
      '\uFEFFArea,People with a need that is not met,"Of them, with a need whose cost is not known",What the needs come to in a year,Money that waits to be paid',
      'Sheffield,15,not shown: fewer than 8 people,12000.00,not shown: fewer than 8 people',
      'Totals to check by,,,12000.00,',
    ]);
  });

  it('opens no session, and leaves one that somebody has as it is', async () => {
    const ann = new Visitor(open);
    await ann.signIn('ann');
    const cookies = new Map(ann.cookies);
    const before = hub.statements.length;
    for (const path of PATHS) {
      await ann.get(path);
      expect(ann.setCookies).toEqual([]);
    }
    expect(ann.cookies).toEqual(cookies);
    const asked = hub.statements.slice(before);
    expect(asked.length).toBeGreaterThan(0);
    const ofPeople = asked.filter((name) => !/^(pools\.|streams\.)/.test(name));
    expect(ofPeople).toEqual([]);
  });

  it.each(['?lang=xx&size=9', '?by=PERSON&year=1900', `?${'x'.repeat(2000)}`])(
    'answers %s as if nothing of it were there',
    async (query) => {
      const { status, text } = await new Visitor(open).get(`/unmet-need${query}`);
      expect([status, text]).toEqual([200, (await new Visitor(open).get('/unmet-need')).text]);
    },
  );

  it('is there to be read and not to be sent to', async () => {
    const { status } = await new Visitor(open).post('/unmet-need', { year: '2025-26' });
    expect(status).toBe(404);
  });
});
