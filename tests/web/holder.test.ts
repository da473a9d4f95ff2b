import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { represent } from '../../src/people/representatives.ts';
import { keepContact } from '../../src/streams/contacts-store.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { ANN, BOB, COUNCIL, openServed, type Served, TODAY } from './served.ts';
import { figuresIn, tableIn, type Visitor } from './visitor.ts';

const OFFICE = { role: 'finance', subject: 'payments', organisation: COUNCIL } as const;
const RECORD_TOLD = `mutation ($input: RecordToldInput!) { recordTold(input: $input) { __typename } }`;
const SET_ASIDE = `mutation ($input: SetAsideInput!) { setAside(input: $input) { __typename } }`;
const TOLD = {
  ...{ person: { nhsNumber: ANN }, year: '2025-26', toldOn: '2026-01-12', how: 'MEETING' },
  ...{ toldBy: 'social worker', evidence: 'note of the visit' },
};

let served: Served;
let ann: Visitor;
beforeAll(async () => {
  served = await openServed();
  const contact = { organisation: COUNCIL, name: 'Money team', phone: '01632 960000' };
  await keepContact(served.hub.db, { ...contact, hours: null }, '2025-04-01' as PlainDate);
  ann = await served.visit('ann');
});
afterAll(() => served.close());

describe('the first page of a person', () => {
  it('says what is there now, what comes next, and whom to ring', async () => {
    const { status, text } = await ann.get('/');
    expect(status).toBe(200);
    // £1,000.00 in, £240.00 out.
    expect(text).toContain('You have £760.00 in your account today.');
    // (£210.00 − £45.50) × 4 = £658.00 on 2 February, 2 March and 30 March.
    expect(text).toContain('£1,974.00 more is due to be paid in by 31 March 2026.');
    expect(text).toContain('2 February 2026: £658.00 from Sheffield');
    expect(text).toContain('Every four weeks: £658.00 from Sheffield');
    expect(text).toContain('Sheffield: Money team, 01632 960000');
    expect(text).toContain('Department for Work and Pensions: We have no number for them.');
    expect(text).toContain('This is how things stand on 15 January 2026.');
  });

  it('is the same in Welsh, from then on', async () => {
    const visitor = await served.visit('ann');
    const { html, text } = await visitor.get('/?lang=cy');
    expect(html).toContain('<html lang="cy"');
    expect(text).toContain('Mae gennych £760.00 yn eich cyfrif heddiw.');
    expect(text).toContain('2 Chwefror 2026: £658.00 gan Sheffield');
    expect((await visitor.get('/questions')).html).toContain('<html lang="cy"');
    expect((await visitor.get('/?lang=xx')).html).toContain('<html lang="cy"');
  });

  it('of whom nothing is known says that, and never £0.00', async () => {
    const bob = await served.visit('bob');
    const { text } = await bob.get('/');
    expect(text).toContain('We do not know of an account with money that you hold yourself.');
    expect(text).toContain('We do not know of a payment to come.');
    expect(text).not.toContain('£0.00');
    expect((await (await served.visit('cai')).get('/')).status).toBe(404);
  });
});

describe('the statement', () => {
  it('adds up, with every movement', async () => {
    const { text, html } = await ann.get('/statement?from=2026-01-01&to=2026-01-15');
    expect(text).toContain('You have £760.00 in your account today.');
    expect(text).toContain('£1,974.00 more is due to be paid in by 31 March 2026.');
    // £22.40 × 10 for 365 of 7 days is £11,680.00, and £52.50 for the 26 weeks from 1 October £1,365.00.
    const each = 'Each part of your money, and what was agreed for 2025-26';
    expect(tableIn(html, each)).toEqual([
      [
        'Care and support from the council (Sheffield)',
        ...['£13,045.00', '£1,000.00', '£240.00', '£760.00'],
      ],
    ]);
    expect(text).toContain('(Sheffield): personal care, employing your assistants,');
    expect(figuresIn(html)).toEqual([
      ['In your account before', '£0.00'],
      ['Money in', '£1,000.00'],
      ['Money out', '£240.00'],
      ['In your account after', '£760.00'],
    ]);
    expect(tableIn(html, 'Where your money came from')).toEqual([
      ['Care and support from the council', 'Sheffield', '£1,000.00'],
    ]);
    expect(tableIn(html, 'What your money was spent on')).toEqual([
      ['Personal care', 'Helping Hands', '£240.00'],
    ]);
    const council = 'Care and support from the council';
    expect(tableIn(html, 'Everything that went in and out')).toEqual([
      [
        '10 January 2026',
        'Money from Sheffield Think this is wrong? Money from Sheffield, 10 January 2026',
        ...[council, '£1,000.00', '–', '£1,000.00'],
      ],
      [
        '12 January 2026',
        'Personal care, to Helping Hands Think this is wrong? Personal care, to Helping Hands, 12 January 2026',
        ...[council, '–', '£240.00', '£760.00'],
      ],
    ]);
  });

  it('has a page for each movement, of nobody else', async () => {
    const { html } = await ann.get('/statement?from=2026-01-01&to=2026-01-15');
    const [deposit, payment] = [...html.matchAll(/href="(\/movements\/[0-9a-f-]{36})"/g)].map(
      ([, to]) => to as string,
    ) as [string, string];
    expect((await ann.get(deposit)).text).toContain('Money from Sheffield: £1,000.00');
    const page = await ann.get(payment);
    expect(page.text).toContain('Personal care, to Helping Hands: £240.00');
    expect(page.text).toContain('Day 12 January 2026');
    expect(tableIn(page.html, 'Whose money it was')).toEqual([
      ['Care and support from the council', 'Sheffield', '-£240.00'],
    ]);
    expect(page.html).toContain('/ask?about=MOVEMENT&amp;id=');
    for (const other of ['bob', 'worker', 'office']) {
      const visitor = await served.visit(other);
      expect([other, (await visitor.get(payment)).status]).toEqual([other, 404]);
    }
    expect((await ann.get('/movements/x')).status).toBe(404);
  });

  it('of days gone by, or as it was, says nothing of today', async () => {
    for (const days of ['from=2026-01-01&to=2026-01-11', 'from=2026-01-01&version=3']) {
      const { text, html } = await ann.get(`/statement?${days}`);
      expect(text).toMatch(/You had £1,000\.00 in your account on 1[15] January 2026\./);
      expect(text).not.toContain('today');
      expect(tableIn(html, 'Each part of your money, and what was agreed for 2025-26')).toEqual([
        ['Care and support from the council (Sheffield)', ...['£13,045.00', '£1,000.00', '£0.00']],
      ]);
    }
  });

  it('is a spreadsheet with totals to check by, and no formula in it', async () => {
    const days = 'from=2026-01-01&to=2026-01-15';
    const { headers, html } = await ann.get(`/statement?${days}&as=csv`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename=statement-2026-01-01_2026-01-15_5\.csv$/,
    );
    const council = 'Care and support from the council';
    expect(html.replace('\uFEFF', '').split('\n')).toEqual([
      'Date,What it was,Paid to,Whose money,In,Out,In your account',
      `2026-01-10,Money from Sheffield,,${council},1000.00,0.00,1000.00`,
      `2026-01-12,"Personal care, to Helping Hands",Helping Hands,${council},0.00,240.00,760.00`,
      '2026-01-15,Totals to check by,,,1000.00,240.00,760.00',
      '',
    ]);
  });

  it('is data for a program, in pence, with the same totals', async () => {
    const { html } = await ann.get('/statement?from=2026-01-01&to=2026-01-15&as=json');
    const told = JSON.parse(html);
    expect(told).toMatchObject({ broughtForward: 0, moneyIn: 100_000, carriedForward: 76_000 });
    expect(told.control).toEqual({ rows: 2, in: 100_000, out: 24_000 });
    expect(told.movements).toHaveLength(2);
  });

  it.each([
    ['from=2026-01-15&to=2026-01-14', 'The last day must not be before the first'],
    ['from=2020-01-01&to=2025-01-02', 'Ask for five years at the most'],
    ['from=yesterday', 'Give each day as a date'],
    ['from=2026-02-30', 'Give each day as a date'],
  ])('is not given for %s', async (days, words) => {
    const { status, html, text } = await ann.get(`/statement?${days}`);
    expect(status).toBe(422);
    expect(text).toContain(words);
    expect(html).toContain('role="alert"');
    expect(text).not.toContain('£');
  });

  it('is given for five years to the day', async () => {
    expect((await ann.get('/statement?from=2021-01-15&to=2026-01-15')).status).toBe(200);
  });
});

describe('what was agreed', () => {
  it('is told by source, each kind of unknown in its own words', async () => {
    const { text, html } = await ann.get('/budget');
    // 13,045.00 + 9,100.00 + 9,700.00 + 1,680.00: see the story of four sectors.
    expect(text).toContain(
      '£33,525.00 was agreed for your support from 1 April 2025 to 31 March 2026.',
    );
    const unknownLeft =
      'We cannot say what is left, because part of what was agreed or paid is not known.';
    expect(figuresIn(html)).toEqual([
      ['Agreed for you', '£33,525.00'],
      ['You are asked to pay', '£1,200.00, as far as we know'],
      // 4,000.00 + 1,680.00
      ['Paid so far', '£5,680.00, as far as we know'],
      ['Left', '£4,500.00, as far as we know'],
      // 13,045.00 + 9,100.00
      ['Nobody has told us yet whether this was paid', '£22,145.00'],
      ['Agreed for you', '£13,045.00'],
      [
        'You are asked to pay',
        'We do not know what you are asked to pay. Ask Money team, 01632 960000.',
      ],
      ['Paid so far', 'Sheffield has not told us all that it has paid. We know of £1,000.00.'],
      ['Left', unknownLeft],
      ['Agreed for you', '£9,100.00'],
      ['You are asked to pay', 'Nothing'],
      ['Paid so far', 'South Yorkshire and Bassetlaw has not told us what it has paid'],
      ['Left', unknownLeft],
      ['Agreed for you', '£9,700.00'],
      ['You are asked to pay', '£1,200.00'],
      ['Paid so far', '£4,000.00'],
      ['Left', '£4,500.00'],
      ['Agreed for you', '£1,680.00'],
      ['You are asked to pay', 'Nothing'],
      ['Paid so far', '£1,680.00'],
      ['Left', '£0.00'],
    ]);
  });

  it('says what may be claimed, what help with rent is, and who holds the money', async () => {
    const { text } = await ann.get('/budget');
    // Claimed 1,764.00 + 1,344.00.
    expect(text).toContain(
      'You can claim up to £21,840.00. Claimed so far £3,108.00. Left to claim £18,732.00.',
    );
    expect(text).toContain('Not part of your support budget. Nobody here decides it.');
    expect(text).toContain('We hold the money and arrange this.');
    expect(text).toContain('You hold the money, or somebody you chose holds it for you.');
  });

  it('says of each line which of the four choices is open, whom to ask and by which rule', async () => {
    const { text } = await ann.get('/budget');
    const all = [
      // Support that the council arranges.
      'You can keep it as it is. You can ask Sheffield to change it. It must look at what you ask. You can take the money and arrange this yourself. Sheffield must agree, unless the law stops it. You can have a mix: some of the money, and some arranged for you. Sheffield must look at what you ask. Ask Money team, 01632 960000.',
      // The council’s direct payment.
      'You take the money and arrange this. That is how it is now. You can have a mix',
      // A grant that is not finished.
      'You can ask to take the money and arrange this yourself. Sheffield decides, and should tell you why if it says no.',
      // What may still be claimed.
      'You arrange this yourself and claim the money back. That is how it is now. You can ask for a mix: some of the money, and some arranged for you. Department for Work and Pensions decides. Ask Department for Work and Pensions.',
      'Care Act 2014 s31 to s33 and SI 2014/2871: the council must pay it',
      'This is a local rule, not a law.',
    ];
    expect(all.filter((each) => !text.includes(each))).toEqual([]);
    // Two lines of the council, one each of board and grant, and the ceiling; never what was claimed.
    expect(text.match(/What you can choose:/g)).toHaveLength(5);
    const { text: lastYear } = await ann.get('/budget?year=2024-25');
    expect(lastYear).not.toContain('What you can choose:');
  });

  it('says when, how and by whom the person was told the amount', async () => {
    expect((await ann.get('/budget')).text).toContain(
      'We have no note that somebody told you this amount.',
    );
    for (const more of [
      { stream: 'adult-social-care', amount: 13_045_00 },
      { amount: 33_525_00 },
    ]) {
      const input = { ...TOLD, ...more, idempotencyKey: `told ${more.amount}` };
      const { data } = await served.hub.ask(OFFICE, RECORD_TOLD, { input });
      expect(data.recordTold.__typename).toBe('RecordToldSuccess');
    }
    const { text } = await ann.get('/budget');
    expect(text).toContain(
      'You were told on 12 January 2026 that this is £13,045.00. You were told at a meeting. Who told you: social worker , Sheffield.',
    );
    expect(text).toContain(
      'You were told on 12 January 2026 that all of it together is £33,525.00. You were told at a meeting. Who told you: social worker , Sheffield.',
    );
    expect((await ann.get('/budget?year=2026-27')).text).not.toContain('You were told on');
  });

  it('is worked out from the figure that was sent', async () => {
    const { text } = await ann.get('/budget');
    expect(text).toContain('£22.40 an hour, for 10 hours a week.');
    expect(text).toContain('From 1 April 2025 to 31 March 2026, both days counted: 365 days.');
    // 22.40 × 10 ÷ 7 × 365
    expect(text).toContain('That comes to £11,680.00.');
    expect(text).toContain('£52.50 a week, a seventh of it for each day.');
    expect(text).toContain('A claim that was paid: £1,680.00.');
  });

  it('has a question beside every line, which is asked once', async () => {
    const { html } = await ann.get('/budget');
    const lines = html.match(/<h3/g) ?? [];
    const asks = [...html.matchAll(/href="\/ask\?about=AWARD&amp;id=([0-9a-f-]{36})"/g)];
    // Two of the council, one each of board, grant, claim and ceiling, and the rent.
    expect([lines.length, asks.length]).toEqual([6, 7]);
    const path = `/ask?about=AWARD&id=${asks[0]?.[1]}`;
    const { text } = await ann.get(path);
    expect(text).toContain('Asking will not stop your money.');
    const sent = await ann.fillIn(path, '/ask', { words: 'I get 12 hours, not 10' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/questions?done=1']);
    const shown = await ann.get('/questions?done=1');
    expect(shown.text).toContain('I get 12 hours, not 10');
    expect(shown.text).toContain('Your question is sent. Asking will not stop your money.');
    expect(shown.text).toContain('Asked on 15 January 2026');
  });

  it('has a change to ask for beside every line where one is open', async () => {
    const { html } = await ann.get('/budget');
    const [, id = ''] = /href="\/change\?award=([0-9a-f-]{36})"/.exec(html) ?? [];
    const path = `/change?award=${id}`;
    const { text } = await ann.get(path);
    expect(text).toContain('Care and support from the council, paid by Sheffield.');
    expect(text).toContain('Asking will not stop your money or your support.');
    expect(text).toContain('You can also ring: Money team, 01632 960000.');
    const nothing = await ann.fillIn(path, '/change', { words: 'I would go out more' });
    expect(nothing.status).toBe(422);
    expect(nothing.html).toContain('href="#choice-CHANGE"');
    expect(nothing.text).toContain('Choose what you would like');
    expect(nothing.html).toContain('I would go out more</textarea>');
    const blank = await ann.fillIn(path, '/change', { choice: 'MIX', words: ' ' });
    expect([
      blank.status,
      blank.html.includes('value="MIX" aria-describedby="choice-MIX-hint" checked'),
    ]).toEqual([422, true]);
    const sent = await ann.fillIn(path, '/change', { choice: 'MIX', words: 'I would go out more' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/questions?done=change']);
    const shown = await ann.get('/questions?done=change');
    expect(shown.text).toContain('What you ask for is sent.');
    expect(shown.text).toContain(
      'Care and support from the council You asked for a mix: some of the money, and some arranged for you. I would go out more You will have an answer by 12 February 2026.',
    );
  });

  it('of a year that is none is no page', async () => {
    expect((await ann.get('/budget?year=2025-27')).status).toBe(404);
    const { text } = await ann.get('/budget?year=2026-27');
    expect(text).toContain('from 1 April 2026 to 31 March 2027');
  });
});

describe('how to complain', () => {
  it('names those who pay, and who looks at it after them', async () => {
    const { text } = await ann.get('/complain');
    expect(text).toContain('Complaining will not stop your money or your support.');
    expect(text).toContain('Sheffield: Money team, 01632 960000');
    expect(text).toContain('Local Government and Social Care Ombudsman');
    expect(text).toContain('Parliamentary and Health Service Ombudsman');
    expect(text).toContain('Independent Case Examiner');
    const bob = await (await served.visit('bob')).get('/complain');
    expect(bob.text).not.toContain('Parliamentary and Health Service Ombudsman');
  });
});

describe('who may see what', () => {
  it('is said and taken back', async () => {
    const bob = await served.visit('bob');
    const said = { kind: 'OBJECTION', stream: '', to: 'HEALTH' };
    const at = '/agreements';
    const sent = await bob.fillIn(at, at, said);
    expect(sent.headers.get('location')).toBe('/agreements?done=1');
    const { text } = await bob.get(at);
    expect(text).toContain('You object to health teams seeing: everything. From 15 January 2026.');
    await bob.fillIn(at, at, {});
    expect((await bob.get(at)).text).toContain('You took it back on');
  });

  it('is not said without a choice', async () => {
    const bob = await served.visit('bob');
    const { status, text } = await bob.fillIn('/agreements', '/agreements', { kind: '' }, -1);
    expect(status).toBe(422);
    expect(text).toContain('There is a problem Choose whether you agree or object');
  });
});

describe('who helps', () => {
  const AT = '/helpers';
  const DAUGHTER = { role: 'representative', subject: 'daughter' } as const;
  const seesBob = async () =>
    (await served.hub.ask(DAUGHTER, '{ people(first: 9) { nodes { id } } }')).data.people.nodes
      .length > 0;

  it('is named to the team, and sees nothing by that', async () => {
    const bob = await served.visit('bob');
    const { text } = await bob.get(AT);
    expect(text).toContain('Nobody acts for you here now.');
    const help = { name: 'Siân', kind: 'nominee', see: 'some', words: '01632 960001' };
    const wrong = await bob.fillIn(AT, AT, help, -1);
    expect([wrong.status, wrong.text.includes('Choose what they may see')]).toEqual([422, true]);
    const chosen = { ...help, 'stream-adult-social-care': '1' };
    const sent = await bob.fillIn(AT, AT, chosen, -1);
    expect(sent.headers.get('location')).toBe('/helpers?done=named');
    const shown = await bob.get('/helpers?done=named');
    expect(shown.text).toContain('Nobody sees more by it until your team has answered.');
    expect(shown.text).toContain(
      'Siân: you will have an answer by 12 February 2026. They see nothing yet.',
    );
    expect((await bob.get('/questions')).text).toContain(
      'Care and support from the council You named Siân to help you. 01632 960001',
    );
  });

  it('is said plainly, and stopped at once by a word of the person', async () => {
    const grant = {
      ...{
        key: { nhsNumber: BOB as NhsNumber },
        subject: 'daughter',
        name: 'Siân',
        kind: 'nominee' as const,
      },
      ...{ evidence: 'form of consent', streams: ['adult-social-care'], actor: 'test' },
    } as const;
    const days = { from: TODAY as PlainDate, until: '2027-01-01' as PlainDate };
    await represent(served.hub.db, { ...grant, days });
    expect(await seesBob()).toBe(true);
    const bob = await served.visit('bob');
    expect((await bob.get(AT)).text).toContain(
      'Siân They receive or look after money for you. They may see: Care and support from the council. Since 15 January 2026. Until 31 December 2026. What shows it: form of consent',
    );
    const ann = await served.visit('ann');
    const { html } = await bob.get(AT);
    const [, id = ''] = /name="stop" value="([0-9a-f-]{36})"/.exec(html) ?? [];
    const other = await ann.fillIn(AT, AT, { stop: id }, -1);
    expect(other.status).toBe(422);
    expect(await seesBob()).toBe(true);
    const sent = await bob.fillIn(AT, AT, {});
    expect(sent.headers.get('location')).toBe('/helpers?done=stopped');
    expect(await seesBob()).toBe(false);
    const { text } = await bob.get('/helpers?done=stopped');
    expect(text).toContain('They see nothing here from now on.');
    expect(text).toMatch(/Siân: They receive or look after money for you\. You stopped it on \d/);
    expect(text).toContain('Nobody acts for you here now.');
  });

  it('is nobody’s page but the person’s', async () => {
    for (const as of ['worker', 'office', 'operator']) {
      expect((await (await served.visit(as)).get(AT)).status).toBe(404);
    }
  });
});

describe('who has looked', () => {
  it('is told with the reason, the reader’s own look too', async () => {
    const worker = await served.visit('worker');
    await worker.get(`/people/${served.annId}`);
    const { html } = await ann.get('/who-looked');
    const [newest = []] = tableIn(html, 'Who has looked at your information').filter(
      ([, who]) => who !== 'You',
    );
    expect(newest.slice(1)).toEqual([
      'A care worker, Sheffield',
      expect.stringContaining('Care and support from the council'),
      'They work with you',
    ]);
  });

  it('is of no other person', async () => {
    expect((await (await served.visit('worker')).get('/who-looked')).status).toBe(404);
  });
});

describe('money kept apart', () => {
  it('is taken off what there is, until what is left to use stands below', async () => {
    const input = {
      ...{ account: served.account, amount: 100_00, effectiveDate: '2026-01-15' },
      idempotencyKey: 'apart',
    };
    const { data } = await served.hub.ask(OFFICE, SET_ASIDE, { input });
    expect(data.setAside.__typename).toBe('SetAsideSuccess');
    const { html, text } = await ann.get('/statement?from=2026-01-01&to=2026-01-15');
    expect(text).toContain('You have £660.00 in your account today.');
    expect(figuresIn(html).slice(3)).toEqual([
      ['In your account after', '£760.00'],
      ['Set aside for emergencies', '£100.00'],
      ['You can use', '£660.00'],
    ]);
  });
});
