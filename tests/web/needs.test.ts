import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { openServed, type Served } from './served.ts';
import type { Visitor } from './visitor.ts';

let served: Served;
let worker: Visitor;
let person: string;
beforeAll(async () => {
  served = await openServed();
  worker = await served.visit('worker');
  person = `/people/${served.annId}`;
});
afterAll(() => served.close());

const NEED = {
  ...{ need: 'Somebody to go swimming with', outcome: 'COMMUNITY', stream: 'adult-social-care' },
  ...{ assessedCost: '£1,060.00', unmetAmount: '20', per: 'WEEK', reason: 'NO_MONEY' },
  ...{ reasonWords: '', firstDay: '2026-01-05' },
};
const fill = (fields: Readonly<Record<string, string>>, form = `${person}/need`) =>
  worker.fillIn(form, form, fields);
const count = async () => {
  const [row] = await served.hub.db.rows<{ found: number }>(
    'test.needs',
    sql`select ((select count(*) from unmet_needs) + (select count(*) from unmet_need_ends))::int
      as found`,
  );
  return row?.found;
};

describe('a need that is not met', () => {
  it('is not there before anybody has recorded one, and that is said', async () => {
    expect((await worker.get(person)).text).toContain('No need that is not met is recorded');
    const ann = await served.visit('ann');
    expect((await ann.get('/budget')).text).toContain(
      'Nobody has written down that you need something that is not paid for.',
    );
  });

  it('is recorded by the team, and shown to it and to the person in their language', async () => {
    const { status, headers } = await fill(NEED);
    expect([status, headers.get('location')]).toEqual([303, `${person}?done=need`]);
    const { text } = await worker.get(`${person}?done=need`);
    expect(text).toContain('Done The need is recorded.');
    const said =
      'Somebody to go swimming with . Getting about and using what is around. Care and support from the council. It costs £1,060.00 a week. Nobody pays £20.00 of that. Why it is not met: There is no money for it. Not met since 5 January 2026. Written down by Sheffield.';
    expect(text).toContain(said);
    const ann = await served.visit('ann');
    expect((await ann.get('/budget')).text).toContain(said);
    expect((await ann.get('/budget?lang=cy')).text).toContain(
      'Mae’n costio £1,060.00 yr wythnos. Nid oes neb yn talu £20.00 o hynny. Pam nad yw wedi’i ddiwallu: Nid oes arian ar ei gyfer.',
    );
  });

  it('whose cost nobody knows is said to be so, and is not nothing', async () => {
    const unknown = { assessedCost: '', unmetAmount: '', per: '' };
    const reason = { reason: 'OTHER', reasonWords: 'the pool is shut', stream: '' };
    expect((await fill({ ...NEED, ...unknown, ...reason })).status).toBe(303);
    const { text } = await worker.get(person);
    expect(text).toContain(
      'Nobody knows yet what it costs. Why it is not met: Another reason. the pool is shut',
    );
    expect(text).not.toContain('It costs £0.00');
  });

  it.each([
    [{ need: ' ' }, 'need', 'this is needed'],
    [{ outcome: '' }, 'outcome', 'choose one of these'],
    [{ reason: 'x' }, 'reason', 'choose one of these'],
    [{ reason: 'OTHER' }, 'reasonWords', 'this is needed'],
    [{ unmetAmount: '2000' }, 'unmetAmount', 'is more than the need was said to cost'],
    [{ unmetAmount: '' }, 'unmetAmount', 'belongs to the other two'],
    [{ per: '' }, 'per', 'belongs to the other two'],
    [{ assessedCost: 'a lot' }, 'assessedCost', 'is not'],
    [{ firstDay: '2026-01-16' }, 'firstDay', 'is after today'],
    [{ stream: 'x' }, 'stream', 'is not a stream known here'],
  ])('with %j is shown again, with why beside the field', async (change, field, words) => {
    const before = await count();
    const { status, html, text } = await fill({ ...NEED, ...change });
    expect([status, html.includes(`id="${field}-error"`)]).toEqual([422, true]);
    expect(text).toContain(words);
    expect(await count()).toBe(before);
  });

  it('is for those who work with the person', async () => {
    for (const as of ['office', 'other-worker', 'ann', 'operator', 'analyst']) {
      const visitor = await served.visit(as);
      expect([as, (await visitor.get(`${person}/need`)).status]).toEqual([as, 404]);
    }
    expect((await worker.get(`/people/${served.bobId}/need`)).status).toBe(404);
  });
});

describe('the end of a need', () => {
  it('is recorded once; the person is told of it no longer, the team with why', async () => {
    const { html } = await worker.get(person);
    const [end = ''] = /\/people\/[^"]*\/needs\/[0-9a-f-]{36}\/end/.exec(html) ?? [];
    expect((await fill({ reason: 'MET', day: '2026-01-16' }, end)).text).toContain(
      'is after today',
    );
    const { headers } = await fill({ reason: 'MET', day: '2026-01-14' }, end);
    expect(headers.get('location')).toBe(`${person}?done=met`);
    expect((await worker.get(person)).text).toContain(
      'Unmet no longer from 14 January 2026: It is met.',
    );
    const ann = await served.visit('ann');
    expect((await ann.get('/budget')).text).not.toContain('£1,060.00');
    expect((await worker.get(end)).status).toBe(404);
  });
});
