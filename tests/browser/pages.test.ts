import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { represent } from '../../src/people/representatives.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { PDF } from '../queries/files.ts';
import { POOL, tellOfPool } from '../web/pool-world.ts';
import { ANN, openServed, type Served, TODAY, tellOfTwins } from '../web/served.ts';
import { hiddenIn, type Visitor } from '../web/visitor.ts';
import {
  axeFinds,
  newReader,
  openChromium,
  overflowOf,
  type Reader,
  signInAs,
  unfold,
  WHY_NOT,
} from './chromium.ts';

/** Long: each page is opened in many looks. */
const TAKES = 600_000;

const LOOKS: readonly Readonly<Record<string, string>>[] = [
  { lang: 'en', size: 'usual', format: 'full' },
  { lang: 'cy', size: 'usual', format: 'full' },
  { lang: 'en', size: 'large', format: 'full' },
  { lang: 'cy', size: 'large', format: 'full' },
  { lang: 'en', size: 'usual', format: 'easy' },
  { lang: 'cy', size: 'usual', format: 'easy' },
];
const PHONE = 390;
const DESKTOP = 1280;
const TABLET = 1024;
/** As a page of 1280 pixels is at 400 %. */
const NARROWEST = 320;

let served: Served;
let browser: Browser;
let paths: Record<string, readonly string[]>;

beforeAll(async () => {
  if (WHY_NOT) return;
  served = await openServed();
  await tellOfTwins(served.hub);
  await tellOfPool(served.hub);
  browser = await openChromium();
  const operator = await served.visit('operator');
  const { html } = await operator.get('/deliveries');
  const [delivery = ''] = /\/deliveries\/[0-9a-f-]{36}/.exec(html) ?? [];
  const ann = await served.visit('ann');
  const [change = ''] = /\/change\?award=[0-9a-f-]{36}/.exec((await ann.get('/budget')).html) ?? [];
  const wish = { choice: 'MIX', words: 'I would go out more' };
  await ann.fillIn(change, '/change', wish);
  const { html: form } = await ann.get('/ask?about=OTHER');
  const letter = { name: 'a letter with a long name that goes on and on.pdf', body: PDF };
  await ann.send('/ask', { ...hiddenIn(form, '/ask'), words: 'I think I get more' }, [letter]);
  await represent(served.hub.db, {
    ...{ key: { nhsNumber: ANN as NhsNumber }, subject: 'daughter', name: 'Siân', kind: 'deputy' },
    ...{ evidence: 'order seen', streams: ['adult-social-care'], actor: 'test' },
    days: { from: TODAY as PlainDate, until: null },
  });
  const help = { name: 'Gwen', kind: 'advocate', see: 'all', words: '01632 960001' };
  await ann.fillIn('/helpers', '/helpers', help, -1);
  const { html: told } = await ann.get('/statement');
  const [movement = ''] = /\/movements\/[0-9a-f-]{36}/.exec(told) ?? [];
  const [attach = ''] =
    /\/attach\?query=[0-9a-f-]{36}/.exec((await ann.get('/questions')).html) ?? [];
  await ann.fillIn('/ask?about=OTHER', '/ask', { words: 'Whose money is this?' });
  await ann.fillIn(
    '/agreements',
    '/agreements',
    { kind: 'OBJECTION', stream: '', to: 'HEALTH' },
    -1,
  );
  paths = {
    ann: [
      ...['/', '/statement', '/statement?from=x', '/budget', '/complain', '/questions?done=1'],
      ...[
        '/ask?about=OTHER',
        change,
        attach,
        movement,
        '/helpers?done=named',
        '/reading?done=1',
        '/still-here',
        '/agreements?done=1',
        '/who-looked',
        '/nothing',
      ],
    ],
    worker: ['/people', ...(await pagesOfPerson(await served.visit('worker')))],
    operator: ['/deliveries', delivery, '/deliveries/new', '/reviews'],
    office: [
      ...['/people', '/pools', `/pools/${POOL}?year=2025-26`],
      `/pools/${POOL}/report?year=2025-26&part=Q2`,
    ],
    analyst: [
      ...['/pools', `/pools/${POOL}?year=2025-26`, `/pools/${POOL}/usage?year=2025-26`],
      `/pools/${POOL}/usage?year=2025-26&ask=1&by-SCHEME=on&by-QUARTER=on&by-MODE=on&show-ACTUAL=on`,
      `/pools/${POOL}/usage?ask=1`,
    ],
    nobody: ['/', '/sign-in/return'],
  };
}, TAKES);
/** A team's pages of Ann, with an award that may be ended and a question that may be answered. */
async function pagesOfPerson(worker: Visitor): Promise<string[]> {
  const person = `/people/${served.annId}`;
  const award = {
    ...{ stream: 'carer-support', basis: 'RECURRING', ratePounds: '30', per: 'WEEK' },
    ...{ mode: 'DIRECT_PAYMENT', legalBasis: 'Care Act 2014 s20', contribution: 'NONE' },
    ...{ description: 'A companion', evidence: 'panel', firstDay: '2026-01-05' },
  };
  await worker.fillIn(`${person}/award`, `${person}/award`, award);
  const need = {
    ...{ need: 'Somebody to go swimming with', outcome: 'COMMUNITY', per: 'WEEK' },
    ...{ assessedCost: '60', unmetAmount: '20', reason: 'NO_MONEY', firstDay: '2026-01-05' },
  };
  await worker.fillIn(`${person}/need`, `${person}/need`, need);
  const { html } = await worker.get(person);
  const found = [...html.matchAll(/href="(\/people\/[^"]*\/(?:end|queries\/[0-9a-f-]{36}))"/g)];
  const forms = ['award', 'decision', 'told', 'need', 'what-if', 'statement'].map(
    (form) => `${person}/${form}`,
  );
  return [`${person}?done=award`, ...forms, ...new Set(found.map(([, to]) => to as string))];
}

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

async function readerAs(as: string, width = PHONE): Promise<Reader> {
  const reader = await newReader(browser, served.server.url, width);
  if (as !== 'nobody') await signInAs(reader, as);
  return reader;
}

/** Where somebody begins, and there is nothing to go back to. */
const FIRST_PAGES = new Set(['/', '/people', '/deliveries', '/pools']);

/** What every page has, and this one has not: a title, one heading, a way back, the day it speaks of. */
async function missingOn(reader: Reader, path: string, speaks: boolean): Promise<string[]> {
  const { page } = reader;
  const has = {
    title: /\S .* OnePot/.test(await page.title()),
    'single heading': (await page.locator('h1').count()) === 1,
    'way back': FIRST_PAGES.has(path) || (await page.locator('.op-back a').count()) > 0,
    // Signing in, a form that is filled in wrongly, and what is not there, speak of no day.
    day: !speaks || /15 (January|Ionawr) 2026/.test((await page.textContent('main')) ?? ''),
  };
  return Object.entries(has).flatMap(([name, isThere]) => (isThere ? [] : name));
}

const READERS = ['ann', 'worker', 'operator', 'office', 'analyst', 'nobody'];

describe.skipIf(WHY_NOT)('every page in a browser', () => {
  it.each(READERS)(
    'has nothing that axe finds, asks no other host and does not overflow: %s',
    async (as) => {
      const reader = await readerAs(as);
      const found: string[] = [];
      for (const path of paths[as] ?? []) {
        for (const look of LOOKS) {
          const status = await reader.open(path, look);
          await unfold(reader);
          const where = `${path} ${Object.values(look).join(' ')}`;
          const missing = await missingOn(reader, path, as !== 'nobody' && status === 200);
          found.push(...missing.map((each) => `${where}: no ${each}`));
          for (const width of [DESKTOP, PHONE]) {
            // Easy read changes words alone.
            if (width === DESKTOP && look.format === 'easy') continue;
            await reader.page.setViewportSize({ width, height: 800 });
            const wrong = await axeFinds(reader);
            found.push(...wrong.map((each) => `${where} at ${width}: ${each}`));
          }
          for (const width of [DESKTOP, TABLET, NARROWEST]) {
            await reader.page.setViewportSize({ width, height: 800 });
            const over = await overflowOf(reader);
            if (over.length > 0) found.push(`${where} at ${width}: ${over.join(' ')}`);
          }
        }
      }
      expect(found).toEqual([]);
      expect(reader.complaints).toEqual([]);
      const hosts = new Set(reader.asked.map(({ origin }) => origin));
      expect([...hosts]).toEqual([served.server.url]);
      await reader.context.close();
    },
    TAKES,
  );

  it.each(READERS)(
    'is reached by the keyboard alone, in order: %s',
    async (as) => {
      const reader = await readerAs(as, DESKTOP);
      for (const path of paths[as] ?? []) {
        await reader.open(path);
        await unfold(reader);
        const places = await placesOf(reader);
        expect(places.length, path).toBeGreaterThan(3);
        expect([path, await tabbedThrough(reader, places.length)]).toEqual([path, places]);
      }
      await reader.context.close();
    },
    TAKES,
  );

  it('warns before the session ends, without a script and with what was typed kept', async () => {
    const reader = await readerAs('ann', NARROWEST);
    const { page, open, context } = reader;
    await open('/ask?about=OTHER');
    const words = page.getByLabel('What do you think is wrong?');
    await words.fill('I was typing this');
    const warning = page.getByRole('alert');
    expect(await warning.isVisible()).toBe(false);
    // Eighteen of twenty minutes, as if they had passed.
    const delays = await page.evaluate<number[]>(
      `document.getAnimations().map((each) => { const { delay } = each.effect.getTiming(); each.finish(); return delay; })`,
    );
    expect(delays).toEqual([17 * 60_000]);
    await warning.waitFor();
    expect(await warning.textContent()).toMatch(/You will be signed out on .* unless you do/);
    expect(await axeFinds(reader)).toEqual([]);
    expect(await overflowOf(reader)).toEqual([]);
    const stay = page.getByRole('link', { name: 'Stay signed in' });
    await stay.focus();
    const [other] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')]);
    await other.waitForLoadState();
    expect(await other.textContent('h1')).toBe('You are still signed in');
    expect(await words.inputValue()).toBe('I was typing this');
    await press(page, 'Send your question');
    expect(page.url()).toContain('/questions?done=1');
    await context.close();
  });

  it('lets somebody skip to what it is about', async () => {
    const { page, open, context } = await readerAs('ann');
    await open('/budget');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('govuk-skip-link');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
    await context.close();
  });

  it('takes somebody from sign-in to a question asked, by keyboard and without a mouse', async () => {
    const { page, context } = await newReader(browser, served.server.url);
    await page.goto(served.server.url);
    await press(page, 'Sign in as ann');
    expect(await page.title()).toContain('Your money');
    await press(page, 'What was agreed for you, and how we worked it out');
    await press(page, 'Think this is wrong?');
    const words = page.getByLabel('What do you think is wrong?');
    await words.focus();
    await page.keyboard.type('I think I get more hours');
    await press(page, 'Send your question');
    expect(page.url()).toContain('/questions?done=1');
    expect(await page.textContent('main')).toContain('I think I get more hours');
    await context.close();
  });

  it('takes somebody to a change asked for, with a letter, by keyboard', async () => {
    const { page, context } = await newReader(browser, served.server.url);
    await page.goto(served.server.url);
    await press(page, 'Sign in as ann');
    await press(page, 'What was agreed for you, and how we worked it out');
    await press(page, 'Ask for a change');
    await page.getByLabel('The money, to arrange it myself').focus();
    await page.keyboard.press('Space');
    await page.getByLabel('What would you like to be different, and why?').focus();
    await page.keyboard.type('I know whom I would like');
    const name = 'letter.pdf';
    const letter = { name, mimeType: 'application/pdf', buffer: PDF };
    await page.getByLabel('Add files (you do not have to)').setInputFiles(letter);
    await press(page, 'Send what you ask for');
    expect(page.url()).toContain('/questions?done=change');
    const said = await page.textContent('main');
    expect(said).toContain('You asked for the money, to arrange it yourself.');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).first().click(),
    ]);
    expect(file.suggestedFilename()).toBe(name);
    expect(page.url()).toContain('/questions?done=change');
    await context.close();
  });
});

/** Tabs to the first link or button that says this, and presses Enter. */
async function press(page: Reader['page'], words: string): Promise<void> {
  for (let at = 0; at < 200; at += 1) {
    await page.keyboard.press('Tab');
    const said = await page.evaluate<string>('document.activeElement.textContent.trim()');
    if (!said.startsWith(words)) continue;
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    return;
  }
  throw new Error(`the keyboard reaches nothing that says ${words}`);
}

/** Marks whatever somebody may act on, and gives the marks in their order; of radios one a group. */
function placesOf({ page }: Reader): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const can = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
    const seen = new Set();
    const places = [];
    for (const each of document.querySelectorAll(can)) {
      if (!each.checkVisibility({ visibilityProperty: true })) continue;
      const group = each.type === 'radio' ? each.form.id + each.name + [...document.forms].indexOf(each.form) : null;
      if (group !== null && seen.has(group)) continue;
      if (group !== null) seen.add(group);
      each.dataset.place = places.length + ' ' + each.tagName;
      places.push(each.dataset.place);
    }
    return places;
  })()`);
}

/** Presses Tab so often from the top of the page, and gives the marks that were come by. */
async function tabbedThrough({ page }: Reader, times: number): Promise<string[]> {
  const reached: string[] = [];
  for (let at = 0; reached.length < times && at < times * 4; at += 1) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate<string | null>(
      'document.activeElement?.dataset?.place ?? null',
    );
    // The parts of a date are reached one after the other within their field.
    if (place !== null && reached.at(-1) !== place) reached.push(place);
  }
  return reached;
}
