import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Mutex } from 'async-mutex';
import type { Browser } from 'playwright-core';
import { packageRoot } from '../db/package-root.ts';

/** Makes a page into a PDF with its structure in it, for a screen reader as for paper. */
export interface Printer {
  /** Throws PrinterBusy where too many wait. */
  print(html: string): Promise<Buffer>;
  close(): Promise<void>;
}

/** Too many wait to be printed; nobody is turned away for good. */
export class PrinterBusy extends Error {
  override readonly name = 'PrinterBusy';
  readonly status = 503;
}

const MOST_WAITING = 8;
/** A page that takes longer than this is not going to be printed; in milliseconds. */
const PRINTS_WITHIN = 20_000;
/** A browser that nobody needs for so long is closed; in milliseconds. */
const IDLE_FOR = 60_000;

const ARGUMENTS = [
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Nothing is there: what the page asks for is answered from here, or not at all. */
const ADDRESS = 'http://statement.invalid/';

/**
 * Opens a printer that starts Chromium when it is first needed. It runs no script, and what it asks
 * of any host is answered here. Pages are printed one after the other.
 */
export function openPrinter(program: string): Printer {
  const turn = new Mutex();
  let waiting = 0;
  let browser: Browser | null = null;
  let idle: NodeJS.Timeout | undefined;
  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const open = browser;
    browser = null;
    await open?.close();
  };
  const inTurn = async (html: string): Promise<Buffer> => {
    clearTimeout(idle);
    try {
      if (!browser?.isConnected()) browser = await start(program);
      return await printed(browser, html);
    } catch (error) {
      // What went wrong may go on in it: the next page begins with another.
      await end().catch(() => undefined);
      throw error;
    } finally {
      idle = setTimeout(() => void turn.runExclusive(end).catch(() => undefined), IDLE_FOR).unref();
    }
  };
  return {
    print: async (html) => {
      if (waiting >= MOST_WAITING) throw new PrinterBusy('too many others are being printed');
      waiting += 1;
      try {
        return await turn.runExclusive(() => inTurn(html));
      } finally {
        waiting -= 1;
      }
    },
    close: () => turn.runExclusive(end),
  };
}

async function start(executablePath: string): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    ...{ executablePath, args: ARGUMENTS, timeout: PRINTS_WITHIN },
    // Chromium has no sandbox for a process of root's, as in many containers.
    chromiumSandbox: process.getuid?.() !== 0,
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  });
}

async function printed(browser: Browser, html: string): Promise<Buffer> {
  const context = await browser.newContext({ javaScriptEnabled: false, serviceWorkers: 'block' });
  try {
    context.setDefaultTimeout(PRINTS_WITHIN);
    const page = await context.newPage();
    const style = await readFile(join(packageRoot(), 'dist/web/pages.css'), 'utf8');
    await page.route('**/*', (route) => {
      const asked = route.request().url();
      if (asked === ADDRESS) return route.fulfill({ contentType: 'text/html', body: html });
      if (asked === `${ADDRESS}assets/pages.css`) {
        return route.fulfill({ contentType: 'text/css', body: style });
      }
      return route.abort();
    });
    await page.goto(ADDRESS, { waitUntil: 'load' });
    return await page.pdf({ format: 'A4', tagged: true, outline: true, preferCSSPageSize: true });
  } finally {
    await context.close();
  }
}
