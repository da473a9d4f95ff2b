import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { packageRoot } from '../../src/db/package-root.ts';

/** Where Debian puts it. */
export const PROGRAM = '/usr/bin/chromium';

const ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Why no browser test runs here, or null where they do. */
export const WHY_NOT = existsSync(PROGRAM)
  ? null
  : `there is no ${PROGRAM}: what a browser makes of the pages is not tested`;

if (WHY_NOT) process.stderr.write(`skipped: ${WHY_NOT}\n`);

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: PROGRAM, args: ARGUMENTS });

/** Somebody at a browser, and every address that it has asked for anything. */
export interface Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly asked: URL[];
  /** What the browser complains of: a policy that stopped something, a script that failed. */
  readonly complaints: string[];
  /** Opens a path of the hub in a look, and gives its status. */
  open(path: string, look?: Readonly<Record<string, string>>): Promise<number>;
}

export async function newReader(browser: Browser, hub: string, width = 390): Promise<Reader> {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  const [asked, complaints]: [URL[], string[]] = [[], []];
  page.on('request', (request) => asked.push(new URL(request.url())));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A page that is not there answers 404, and the browser says so.
    const said = message.text();
    if (message.type() === 'error' && !/status of 4\d\d/.test(said)) complaints.push(said);
  });
  return {
    ...{ page, context, asked, complaints },
    open: async (path, look = {}) => {
      const address = new URL(path, hub);
      for (const [name, value] of Object.entries(look)) address.searchParams.set(name, value);
      const response = await page.goto(address.href);
      return response?.status() ?? 0;
    },
  };
}

/** Signs in at the demonstration's page, with the mouse. */
export async function signInAs(reader: Reader, key: string): Promise<void> {
  await reader.open('/');
  const form = reader.page.locator('form', { has: reader.page.locator(`input[value="${key}"]`) });
  await form.getByRole('button').click();
}

const AXE = readFileSync(join(packageRoot(), 'node_modules/axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds on the open page, each as its rule and the place. */
export async function axeFinds({ page }: Reader): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: readonly Violation[] }>(
    `axe.run(document, { resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

/** By how many pixels the open page is wider than the window, and what sticks out of it. */
export async function overflowOf({ page }: Reader): Promise<string[]> {
  return await page.evaluate<string[]>(`(() => {
    const wide = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - wide;
    if (over <= 0) return [];
    const out = [...document.body.querySelectorAll('*')]
      .filter((each) => each.getBoundingClientRect().right > wide + 1)
      .map((each) => each.outerHTML.slice(0, 120));
    return [over + ' px', ...out.slice(0, 5)];
  })()`);
}

/** Opens every folded part of the page. */
export async function unfold({ page }: Reader): Promise<void> {
  await page.evaluate(
    `document.querySelectorAll('details').forEach((each) => { each.open = true; })`,
  );
}
