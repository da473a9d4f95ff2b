import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_DAY } from '../../seeds/demo/bodies.ts';
import { demoSignIn } from '../../seeds/demo/readers.ts';
import { seedDemo } from '../../seeds/demo/seed.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import { AS_ANN, serveTest, type TestServer } from '../server/serving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { axeFinds, newReader, openChromium, type Reader, signInAs, WHY_NOT } from './chromium.ts';

/** Long: a demonstration is built, and each page that is come by is looked at. */
const TAKES = 300_000;

let hub: TestHub;
let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  if (WHY_NOT) return;
  hub = await openTestHub(DEMO_DAY);
  await seedDemo(hub);
  server = await serveTest(hub, {}, {}, AS_ANN, demoSignIn());
  browser = await openChromium();
}, TAKES);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await hub?.close();
});

/** Somebody of the demonstration, signed in at a telephone or, for work, at a desk. */
async function as(key: string, width = 390): Promise<Reader> {
  const reader = await newReader(browser, server.url, width);
  await signInAs(reader, key);
  return reader;
}

const textOf = async ({ page }: Reader): Promise<string> =>
  ((await page.textContent('main')) ?? '').replaceAll(/\s+/g, ' ');

/** Follows the first link or presses the first button that says this. */
async function go(reader: Reader, words: string): Promise<void> {
  const named = { name: words, exact: false };
  const { page } = reader;
  const place = page.getByRole('link', named).or(page.getByRole('button', named)).first();
  await Promise.all([page.waitForLoadState('load'), place.click()]);
  await page.waitForLoadState('load');
  await looksRight(reader);
}

async function looksRight(reader: Reader): Promise<void> {
  expect([reader.page.url(), await axeFinds(reader)]).toEqual([reader.page.url(), []]);
}

/** Nothing was asked of any other host, and no address named anybody. */
async function leave(reader: Reader): Promise<void> {
  const hosts = new Set(reader.asked.map(({ origin }) => origin));
  expect([...hosts]).toEqual([server.url]);
  const addresses = reader.asked.map(({ href }) => href).join(' ');
  expect(addresses).not.toMatch(/thornhill|calloway|qureshi|999002/i);
  expect(reader.complaints).toEqual([]);
  await reader.context.close();
}

/** A care worker finds somebody by name and answers the question that has these words. */
async function answer(name: string, question: string, words: string): Promise<void> {
  const worker = await as('care-team', 1280);
  await worker.page.getByLabel('Search', { exact: true }).fill(name);
  await go(worker, 'Search and filter');
  await go(worker, name);
  expect(await textOf(worker)).toContain(question);
  const asked = worker.page.locator('main .op-together', { hasText: question });
  await asked.getByRole('link', { name: 'Answer it' }).click();
  await looksRight(worker);
  await worker.page.getByLabel('It was right as it was').check();
  await worker.page.getByLabel('Your answer to the person').fill(words);
  await go(worker, 'Send the answer');
  expect(await textOf(worker)).toContain('The answer is sent.');
  await leave(worker);
}

describe.skipIf(WHY_NOT)('a story of the demonstration', () => {
  it(
    'Jamie sees what he has, asks about a payment and reads the answer',
    async () => {
      const jamie = await as('jamie');
      const home = await textOf(jamie);
      expect(home).toContain('You have £2,508.10 in your account today.');
      expect(home).toContain('£20,340.00 more is due to be paid in by 31 March 2027.');
      expect(home).toContain('29 June 2026: £1,650.00 from Sheffield');
      await go(jamie, 'Your statement');
      expect(await textOf(jamie)).toContain('HM Revenue and Customs');
      await go(jamie, 'Back to your home page');
      await go(jamie, 'Questions you asked, and the answers');
      expect(await textOf(jamie)).toContain('Was it paid twice?');
      await leave(jamie);
      await answer('Jamie Thornhill', 'Was it paid twice?', 'It was paid once, on 30 April.');
      const later = await as('jamie');
      await later.open('/questions');
      expect(await textOf(later)).toContain('It was paid once, on 30 April.');
      await leave(later);
    },
    TAKES,
  );

  it(
    'Edith’s daughter asks what her mother is to pay and reads the answer',
    async () => {
      const daughter = await as('daughter');
      expect(await textOf(daughter)).toContain('£40.50');
      await go(daughter, 'What was agreed for you');
      expect(await textOf(daughter)).toContain('We do not know what you are asked to pay.');
      await leave(daughter);
      const question = 'What is my mother’s own part';
      await answer('Edith Calloway', question, 'The council works it out by 10 July.');
      const later = await as('daughter');
      await later.open('/questions');
      expect(await textOf(later)).toContain('The council works it out by 10 July.');
      await leave(later);
    },
    TAKES,
  );

  it(
    'Nasreen reads why less came than she remembered, and how her support is worked out',
    async () => {
      const nasreen = await as('nasreen');
      const home = await textOf(nasreen);
      expect(home).toContain('You have £27.20 in your account today.');
      expect(home).toContain('1 July 2026: £25.00 from Barnsley');
      await nasreen.open('/questions');
      await looksRight(nasreen);
      expect(await textOf(nasreen)).toContain('It is £25.00 a month from 1 May.');
      await nasreen.open('/budget');
      await looksRight(nasreen);
      expect(await textOf(nasreen)).toContain('£25.00 for each whole month');
      await leave(nasreen);
    },
    TAKES,
  );

  it(
    'a care worker asks what it would come to, records that Jamie was told, and prints for Edith',
    async () => {
      const worker = await as('care-team', 1280);
      await go(worker, 'Jamie Thornhill');
      await go(worker, 'What would it come to if');
      await worker.page.getByLabel('Which stream').last().selectOption('personal-health-budget');
      await worker.page.getByRole('button', { name: /Without the lines of a stream/ }).click();
      await looksRight(worker);
      expect(await textOf(worker)).toContain('As you assume');
      await go(worker, 'Back to this person');
      await go(worker, 'Record that the person was told');
      await go(worker, 'Record it');
      expect(await worker.page.getByRole('alert').textContent()).toContain('this is needed');
      await worker.page.getByLabel('Which money').selectOption('personal-health-budget');
      await worker.page.getByLabel('The amount that they were told').fill('5,005.71');
      await worker.page.getByLabel('At a meeting').check();
      await worker.page.getByLabel('Who told them').fill('coordinator');
      await worker.page.getByLabel('On what evidence').fill('note of the meeting');
      await go(worker, 'Record it');
      expect(await textOf(worker)).toContain('It is recorded that the person was told.');
      await go(worker, 'Back to the people you work with');
      await go(worker, 'Edith Calloway');
      await go(worker, 'Print a statement for the person');
      await worker.page.getByLabel('For a review').check();
      await go(worker, 'Show it, to be printed');
      expect(await textOf(worker)).toContain('For Edith Calloway.');
      expect(await textOf(worker)).toContain('Statement number 2026-04-01/2026-06-15/');
      await leave(worker);
    },
    TAKES,
  );

  it(
    'an operator looks at a file before it is loaded, and at pairs side by side',
    async () => {
      const operator = await as('operator', 1280);
      await go(operator, 'Load a file');
      const { page } = operator;
      await page.getByLabel('Format').selectOption('social-care-cld');
      await page.getByLabel('From').selectOption('E08000039');
      const sample = 'adapters/social-care-cld/sample/e08000039-2025-26.csv';
      await page.getByLabel('File, or the files').setInputFiles(join(packageRoot(), sample));
      await go(operator, 'Look at the file');
      expect(await textOf(operator)).toContain('Nothing has been written yet.');
      await go(operator, 'Load it');
      expect(await textOf(operator)).toContain('The file is loaded.');
      await operator.open('/reviews');
      await looksRight(operator);
      await leave(operator);
    },
    TAKES,
  );
});
