// Takes the README's pictures of the pages, from the demonstration: npm run pictures.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FOLDER = 'docs/pictures';
const PHONE = { width: 390, height: 900 };
const DESKTOP = { width: 1100, height: 900 };

/**
 * @typedef {{ name: string, as: string, path: string, size: { width: number, height: number } }} Picture
 * @type {readonly Picture[]}
 */
const PICTURES = [
  { name: 'home', as: 'jamie', path: '/', size: PHONE },
  { name: 'statement', as: 'jamie', path: '/statement', size: PHONE },
  {
    name: 'statement-welsh-large',
    as: 'jamie',
    path: '/statement?lang=cy&size=large',
    size: PHONE,
  },
  { name: 'budget', as: 'jamie', path: '/budget', size: DESKTOP },
  { name: 'caseload', as: 'care-team', path: '/people', size: DESKTOP },
  { name: 'pool', as: 'finance', path: '/pools/sheffield-bcf?year=2025-26#months', size: DESKTOP },
];

const folder = await mkdtemp(join(tmpdir(), 'onepot-pictures-'));
const hub = spawn(process.execPath, ['dist/src/main.js'], {
  env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '', PORT: '0', SEED: 'demo' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const url = await ready();
  const program = process.env.CHROMIUM || '/usr/bin/chromium';
  const browser = await chromium.launch({
    ...{ executablePath: program, chromiumSandbox: process.getuid?.() !== 0 },
    args: ['--disable-gpu', '--disable-background-networking', '--hide-scrollbars'],
  });
  await mkdir(FOLDER, { recursive: true });
  for (const picture of PICTURES) await take(browser, url, picture);
  await browser.close();
} finally {
  hub.kill('SIGTERM');
  await new Promise((ended) => hub.once('exit', ended));
  await rm(folder, { recursive: true });
}

/** @returns {Promise<string>} */
function ready() {
  return new Promise((resolve, reject) => {
    let told = '';
    hub.once('exit', (code) => reject(new Error(`the hub ended with ${code}: ${told}`)));
    hub.stdout.on('data', (chunk) => {
      told += chunk;
      const [, url] = /ready on (http:\S+)/.exec(told) ?? [];
      if (url) resolve(url);
    });
  });
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {Picture} picture
 */
async function take(browser, url, { name, as, path, size }) {
  const context = await browser.newContext({ viewport: size });
  const page = await context.newPage();
  await page.goto(url);
  await page
    .locator('form', { has: page.locator(`input[value="${as}"]`) })
    .getByRole('button')
    .click();
  await page.goto(new URL(path, url).href);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
}
