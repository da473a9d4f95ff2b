import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { openServed, type Served } from './served.ts';
import { hiddenIn, tableIn, type Visitor } from './visitor.ts';

let served: Served;
let worker: Visitor;
let person: string;
beforeAll(async () => {
  served = await openServed();
  worker = await served.visit('worker');
  person = `/people/${served.annId}`;
});
afterAll(() => served.close());

/** Everything that these forms may write, counted. */
async function written(): Promise<string> {
  const [row] = await served.hub.db.rows<{ found: string }>(
    'test.written',
    sql`select concat_ws(' ', (select count(*) from awards), (select count(*) from award_ends),
          (select count(*) from funding_decisions), (select count(*) from told_amounts),
          (select count(*) from query_answers), (select count(*) from audit_events)) as found`,
  );
  return row?.found ?? '';
}

const fill = (form: string, fields: Readonly<Record<string, string>>, as = worker) =>
  as.fillIn(person + form, person + form, fields);

const AWARD = {
  ...{ stream: 'carer-support', basis: 'RECURRING', ratePounds: '£30.00', per: 'WEEK' },
  ...{ firstDay: '2026-01-05', lastDay: '', mode: 'DIRECT_PAYMENT', unitsPerWeek: '' },
  ...{ legalBasis: 'Care Act 2014 s20', contribution: 'NONE', weeklyContribution: '' },
  ...{ description: 'A companion for walks', reference: '', evidence: 'panel of 18 December' },
};
const TOLD = {
  ...{ stream: 'adult-social-care', year: '2025-26', amount: '13045.00', toldOn: '2026-01-12' },
  ...{ how: 'LARGE_PRINT', toldBy: 'social worker', evidence: 'letter in the record' },
};
const DECISION = {
  ...{ stream: 'adult-social-care', kind: 'JOINT', state: 'PROPOSED', interimPayer: '' },
  ...{ funder1: 'E08000039', percent1: '60', funder2: 'QF7', percent2: '40', funder3: '' },
  ...{ percent3: '', firstDay: '2026-02-01', lastDay: '', reason: 'health needs have grown' },
  evidence: 'panel of 12 January',
};

describe('what it would come to', () => {
  it('stands beside what it comes to, and is not stored', async () => {
    const before = await written();
    // 22.40 × 10 ÷ 7 × 365 = 11,680.00 and 52.50 ÷ 7 × 365 = 2,737.50; 350.00 ÷ 7 × 365 = 18,250.00.
    const { html, status } = await fill('/what-if', {
      ...{ kind: 'WITHOUT', 'without-stream': 'adult-social-care' },
    });
    expect(status).toBe(200);
    const rows = tableIn(html, 'As things are, and as you assume');
    expect(rows).toEqual([
      ['Sheffield', '£14,417.50', 'nothing priced'],
      ['South Yorkshire and Bassetlaw', '£18,250.00', '£18,250.00'],
      ['All together', '£32,667.50', '£18,250.00'],
    ]);
    expect(await written()).toBe(before);
  });

  it('is refused beside the field', async () => {
    const { html, status, text } = await fill('/what-if', {
      ...{ kind: 'HOURS', 'hours-stream': 'adult-social-care' },
      ...{ 'hours-scheme': 'home-care-hour/average', 'hours-hoursPerWeek': '0' },
    });
    expect([status, html.includes('id="hours-hoursPerWeek-error"')]).toEqual([422, true]);
    expect(text).toContain('is not a number of hours of a week');
    expect((await fill('/what-if', { kind: 'CLUSTER' })).status).toBe(404);
  });

  it('asks a clinical worker alone for a cluster', async () => {
    expect((await worker.get(`${person}/what-if`)).text).not.toContain('cluster');
  });
});

describe('an award', () => {
  it('is recorded for the worker’s own organisation, and is a line from then on', async () => {
    const { status, headers } = await fill('/award', AWARD);
    expect([status, headers.get('location')]).toEqual([303, `${person}?done=award`]);
    const { text, html } = await worker.get(`${person}?done=award`);
    expect(text).toContain('Done The award is recorded.');
    const [line = []] = tableIn(html, 'Streams side by side').filter(([name]) =>
      name?.includes('A companion for walks'),
    );
    // 5 January to 31 March: 86 days × £30.00 ÷ 7 = £368.571… → £368.57.
    expect(line.slice(1)).toEqual([
      ...['Sheffield', 'The person, or somebody for them, holds it', 'Care Act 2014 s20'],
      ...['£30.00', '£368.57', '£0.00', 'not reported'],
    ]);
  });

  it('that is refused is shown again, with the words of the rule beside the field', async () => {
    const before = await written();
    const wrong: [Partial<typeof AWARD>, string, string][] = [
      [{ ratePounds: '0' }, 'ratePounds', 'is not above nothing'],
      [{ ratePounds: '' }, 'ratePounds', 'this is needed'],
      [{ ratePounds: 'a lot' }, 'ratePounds', 'is not a plain decimal number such as 12.50'],
      [{ per: 'ONCE' }, 'per', 'is ONCE with ONE_OFF and with nothing else'],
      [{ per: 'HOUR' }, 'unitsPerWeek', 'this is needed'],
      [{ lastDay: '2026-01-01' }, 'lastDay', 'is before the first day'],
      [{ firstDay: '2028-01-01' }, 'firstDay', 'is more than a year after today'],
      [{ firstDay: '2026-02-30' }, 'firstDay', 'is not a day of the calendar'],
      [{ mode: '' }, 'mode', 'choose one of these'],
      [{ evidence: ' ' }, 'evidence', 'this is needed'],
      [{ stream: 'personal-health-budget' }, 'stream', 'is NHS care, which an NHS body awards'],
      [{ contribution: 'WEEKLY' }, 'contribution', 'has a sum with WEEKLY and with nothing else'],
    ];
    for (const [change, field, words] of wrong) {
      const { status, html, text } = await fill('/award', { ...AWARD, ...change });
      expect([change, status]).toEqual([change, 422]);
      expect(html).toContain(`<a href="#${field}">`);
      expect(html).toContain(`id="${field}-error"`);
      expect(text).toContain(words);
      expect(text).toContain('There is a problem');
      // What was typed is not lost.
      expect(html).toContain('value="A companion for walks"');
    }
    expect(await written()).toBe(before);
  });

  it('sent twice is recorded once, and by its key nothing else is', async () => {
    const { html } = await worker.get(`${person}/award`);
    const form = { ...hiddenIn(html, `${person}/award`), ...AWARD, ratePounds: '31.00' };
    expect((await worker.post(`${person}/award`, form)).status).toBe(303);
    const once = await written();
    expect((await worker.post(`${person}/award`, form)).status).toBe(303);
    const other = await worker.post(`${person}/award`, { ...form, ratePounds: '32.00' });
    expect(other.status).toBe(422);
    expect(other.text).toContain('came with something else before; give a new one');
    expect(await written()).toBe(once);
  });

  it('is ended by whoever recorded it, from its line', async () => {
    const { html } = await worker.get(person);
    const [, to = ''] =
      /href="(\/people\/[0-9a-f-]{36}\/awards\/[0-9a-f-]{36}\/end)"/.exec(html) ?? [];
    const wrong = await worker.fillIn(to, to, { lastDay: '', reason: 'moved', evidence: 'call' });
    expect([wrong.status, wrong.html.includes('id="lastDay-error"')]).toEqual([422, true]);
    const said = { lastDay: '2026-01-31', reason: 'moves in February', evidence: 'call of today' };
    const { status, headers } = await worker.fillIn(to, to, said);
    expect([status, headers.get('location')]).toEqual([303, `${person}?done=end`]);
    const { text } = await worker.get(person);
    expect(text).toContain('Ended: from 1 February 2026 on it counts no more. moves in February');
    const office = await served.visit('office');
    expect((await office.get(to)).status).toBe(200);
    for (const as of ['other-worker', 'ann', 'operator', 'analyst']) {
      expect([as, (await (await served.visit(as)).get(to)).status]).toEqual([as, 404]);
    }
  });
});

describe('that the person was told', () => {
  it('is recorded, and the person reads it beside the amount', async () => {
    expect((await fill('/told', TOLD)).headers.get('location')).toBe(`${person}?done=told`);
    expect((await worker.get(person)).text).toContain(
      'On 12 January 2026 Sheffield recorded that the person was told £13,045.00. In large print',
    );
    const ann = await served.visit('ann');
    expect((await ann.get('/budget')).text).toContain(
      'You were told on 12 January 2026 that this is £13,045.00. You were told in large print. Who told you: social worker',
    );
  });

  it.each([
    [{ toldOn: '2026-01-16' }, 'toldOn', 'is after today'],
    [{ amount: '-1' }, 'amount', 'is below nothing'],
    [{ amount: '1.001' }, 'amount', 'is not pounds with at most two decimals'],
    [{ stream: 'nhs-tariff' }, 'stream', 'is no budget: nobody has it to use'],
    [{ how: 'BY PIGEON' }, 'how', 'choose one of these'],
    [{ year: '1999-00' }, 'year', 'choose one of these'],
  ])('is refused with %o', async (change, field, words) => {
    const before = await written();
    const { status, html, text } = await fill('/told', { ...TOLD, ...change });
    expect([status, html.includes(`id="${field}-error"`)]).toEqual([422, true]);
    expect(text).toContain(words);
    expect(await written()).toBe(before);
  });
});

describe('a decision on who pays', () => {
  it('is recorded with its shares', async () => {
    expect((await fill('/decision', DECISION)).headers.get('location')).toBe(
      `${person}?done=decision`,
    );
    const { text } = await worker.get(person);
    expect(text).toContain('Proposed Sheffield 60 %, South Yorkshire and Bassetlaw 40 %');
  });

  it.each([
    [{ percent2: '30' }, 'funder1'],
    [{ state: 'DISPUTED' }, 'interimPayer'],
    [{ funder1: 'E08000038' }, 'funder1'],
    [{ percent1: '' }, 'percent1'],
    [{ kind: 'SECTION_117', stream: 'housing-related-support' }, 'stream'],
  ])('is refused with %o', async (change, field) => {
    const before = await written();
    const { status, html } = await fill('/decision', { ...DECISION, ...change });
    expect([status, html.includes(`id="${field}-error"`)]).toEqual([422, true]);
    expect(await written()).toBe(before);
  });
});

describe('a question', () => {
  it('is answered by the team, and the person reads the answer', async () => {
    const ann = await served.visit('ann');
    await ann.fillIn('/ask?about=OTHER', '/ask', { words: 'Whose money is this?' });
    const { html, text } = await worker.get(person);
    expect(text).toContain('Whose money is this?');
    const [, to = ''] = /href="(\/people\/[0-9a-f-]{36}\/queries\/[0-9a-f-]{36})"/.exec(html) ?? [];
    const blank = await worker.fillIn(to, to, { outcome: 'UPHELD', words: ' ' });
    expect([blank.status, blank.html.includes('id="words-error"')]).toEqual([422, true]);
    const none = await worker.fillIn(to, to, { words: 'It is yours.' });
    expect([none.status, none.html.includes('id="outcome-error"')]).toEqual([422, true]);
    const sent = await worker.fillIn(to, to, { outcome: 'NOT_UPHELD', words: 'It is yours.' });
    expect(sent.headers.get('location')).toBe(`${person}?done=answer`);
    expect((await worker.get(person)).text).toContain('No question waits.');
    expect((await ann.get('/questions')).text).toContain(
      'We looked, and it was right as it was. It is yours.',
    );
    for (const as of ['other-worker', 'ann', 'operator', 'analyst']) {
      expect([as, (await (await served.visit(as)).get(to)).status]).toEqual([as, 404]);
    }
  });
});

describe('a change that is asked for', () => {
  it('is answered with whether it is agreed', async () => {
    const ann = await served.visit('ann');
    const [change = ''] =
      /\/change\?award=[0-9a-f-]{36}/.exec((await ann.get('/budget')).html) ?? [];
    const asked = { choice: 'MIX', words: 'I would go out more' };
    const form = { ...hiddenIn((await ann.get(change)).html, '/change'), ...asked };
    await ann.send('/change', form, [{ name: 'week.txt', body: 'Monday: swimming' }]);
    const { html } = await worker.get(person);
    const [, to = ''] = /href="(\/people\/[0-9a-f-]{36}\/queries\/[0-9a-f-]{36})"/.exec(html) ?? [];
    const { text } = await worker.get(to);
    expect(text).toContain('They ask for a mix: some of the money, and some arranged for them.');
    expect(text).toContain('What they sent with it week.txt');
    const wrong = await worker.fillIn(to, to, { outcome: 'UPHELD', words: 'Yes' });
    expect([wrong.status, wrong.html.includes('id="outcome-error"')]).toEqual([422, true]);
    const sent = await worker.fillIn(to, to, { outcome: 'PARTLY_AGREED', words: 'From May' });
    expect(sent.headers.get('location')).toBe(`${person}?done=answer`);
    expect((await ann.get('/questions')).text).toContain('A part of it is agreed. From May');
  });
});

describe('every form of a team', () => {
  const FORMS = { '/award': AWARD, '/told': TOLD, '/decision': DECISION } as const;

  it('is there for those alone who may see the person', async () => {
    for (const as of ['other-worker', 'ann', 'bob', 'operator', 'analyst']) {
      const visitor = await served.visit(as);
      for (const form of [...Object.keys(FORMS), '/what-if']) {
        expect([as, form, (await visitor.get(person + form)).status]).toEqual([as, form, 404]);
      }
    }
  });

  it('writes nothing without a token of its own address, or of somebody whom the sender may not see', async () => {
    const other = await served.visit('other-worker');
    const before = await written();
    for (const [form, fields] of Object.entries(FORMS)) {
      const { html } = await worker.get(person + form);
      const ours = hiddenIn(html, person + form);
      expect((await worker.post(person + form, fields)).status).toBe(403);
      const elsewhere = `/people/${served.bobId}${form}`;
      expect((await worker.post(elsewhere, { ...ours, ...fields })).status).toBe(403);
      expect((await other.post(person + form, { ...ours, ...fields })).status).toBe(403);
    }
    expect(await written()).toBe(before);
  });

  it('tells whoever looks that the person was looked at', async () => {
    const reads = async () =>
      (await served.hub.db.rows('test.reads', sql`select from reads`)).length;
    for (const form of [...Object.keys(FORMS), '/what-if']) {
      const before = await reads();
      await worker.get(person + form);
      expect([form, await reads()]).toEqual([form, before + 1]);
    }
  });
});
