import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULE_VERSION } from '../../src/pools/publication.ts';
import { POOL, tellOfPool } from './pool-world.ts';
import { openServed, type Served } from './served.ts';
import { tableIn } from './visitor.ts';

let served: Served;
beforeAll(async () => {
  served = await openServed();
  await tellOfPool(served.hub);
});
afterAll(() => served.close());

const YEAR = '?year=2025-26';
const DASHBOARD = `/pools/${POOL}${YEAR}`;
const rows = (html: string, title: string) => tableIn(html, `${title}: the figures`);

describe('the list of pools', () => {
  it.each([
    ['office', 'Its account. How it was used, as published.'],
    ['board-office', 'Its account. How it was used, as published.'],
    ['far-office', 'How it was used, as published.'],
    ['analyst', 'How it was used, as published.'],
  ])('tells %s what they may see of each', async (as, open) => {
    const { html, status } = await (await served.visit(as)).get('/pools');
    expect(status).toBe(200);
    expect(tableIn(html, 'Pooled funds')).toEqual([
      ['Better Care Fund, Sheffield (invented)', 'Sheffield', open],
    ]);
  });

  it('is where an analyst begins', async () => {
    const visitor = await served.visit('analyst');
    expect((await visitor.get('/')).headers.get('location')).toBe('/pools');
  });

  it.each(['ann', 'worker', 'operator'])('is not there for %s', async (as) => {
    const visitor = await served.visit(as);
    const nothing = await visitor.get('/nothing');
    for (const path of ['/pools', DASHBOARD, `/pools/${POOL}/usage`, file('months', 'csv')]) {
      const { status, text } = await visitor.get(path);
      expect([path, status, text]).toEqual([path, 404, nothing.text]);
    }
  });
});

describe('the account of a pool', () => {
  it('is the same for finance of its host and of its partners', async () => {
    const [one, other] = [await served.visit('office'), await served.visit('board-office')];
    const main = (html: string) => html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    expect(main((await other.get(DASHBOARD)).html)).toBe(main((await one.get(DASHBOARD)).html));
  });

  it('tells what was spent by month beside the plan, and of months to come that they are', async () => {
    const { html } = await (await served.visit('office')).get(DASHBOARD);
    const months = rows(html, 'Spent by month of 2025-26, beside the plan');
    expect(months).toHaveLength(13);
    // £600,000.00 by days: 30, 31 and 30 of 365; 31 days are £50,958.904, and a penny is left for May.
    expect(months.slice(0, 3)).toEqual([
      ['April 2025', '£0.00', '£49,315.07'],
      // Twelve times £100.00, of which the pool bears 60 % and an eighth.
      ['May 2025', '£870.00', '£50,958.91'],
      ['June 2025', '£0.00', '£49,315.07'],
    ]);
    // Three times £50.00, and a grant of £4,000.00 that passes whole.
    expect(months[4]).toEqual(['August 2025', '£4,108.75', '£50,958.90']);
    expect(months[9]?.slice(0, 2)).toEqual(['January 2026', '£174.00']);
    expect(months[10]?.slice(0, 2)).toEqual(['February 2026', 'not yet']);
    expect(months[12]).toEqual(['Totals to check by', '£5,152.75', '£600,000.00']);
  });

  it('is the same by month, scheme, partner, stream, and revenue and capital', async () => {
    const { html } = await (await served.visit('office')).get(DASHBOARD);
    for (const title of ['Schemes of 2025-26', 'Revenue and capital of 2025-26']) {
      const [last] = rows(html, title).slice(-1);
      expect([title, last?.slice(0, 3)]).toEqual([
        ...[title, ['Totals to check by', '£600,000.00', '£5,152.75']],
      ]);
    }
    for (const title of ['Whose money it is, 2025-26', 'What the money was for, 2025-26']) {
      const [last] = rows(html, title).slice(-1);
      // Plans do not say it by partner or by what it is for: that is not nothing.
      expect([title, last?.slice(1, 3)]).toEqual([title, ['nothing of it is shown', '£5,152.75']]);
    }
  });

  it('tells contributions, risk with its working, what no rule catches, and grants beside it', async () => {
    const { html, text } = await (await served.visit('office')).get(DASHBOARD);
    expect(rows(html, 'Contributions of 2025-26, due and received')[1]).toEqual([
      ...['South Yorkshire and Bassetlaw', '£360,000.00', '£0.00'],
    ]);
    expect(text).toContain('By 31 March 2026 the pool is forecast to have');
    expect(text).toContain('shared by the shares that the agreement names');
    // 27.5 % of what people spent in May, of £1,200.00.
    expect(rows(html, 'Unattributed money of 2025-26')[0]?.at(-1)).toBe('£330.00');
    const { text: next } = await (await served.visit('office')).get(`/pools/${POOL}?year=2026-27`);
    expect(next).toContain('s256-2026');
    expect(next).toContain('The year has not begun');
  });

  it('is not there for finance of another body, nor are its figures', async () => {
    const visitor = await served.visit('far-office');
    const { status, html } = await visitor.get(DASHBOARD);
    expect(status).toBe(200);
    expect(html).not.toContain('The account');
    expect(html).toContain('Used in each month of 2025-26');
    for (const form of ['csv', 'xlsx', 'svg']) {
      expect((await visitor.get(file('contributions', form))).status).toBe(404);
    }
  });
});

describe('the published use of a pool', () => {
  it('tells what is not shown in words, and how much', async () => {
    const { html, text } = await (await served.visit('analyst')).get(DASHBOARD);
    const months = rows(html, 'Used in each month of 2025-26');
    expect(text).toContain('Published up to 31 December 2025.');
    // 12 × £72.50 = £870.00, of which one brings £72.50: to whole hundreds.
    expect([months[1]?.[0], months[1]?.[2]]).toEqual(['May 2025', '£900.00']);
    const few = 'not shown: few people';
    expect(months[4]).toEqual(['August 2025', few, few, '1']);
    expect(months[11]?.[1]).toBe('not yet');
    expect(months.at(-1)).toEqual(['Totals to check by', '', '£900.00', '']);
    expect(text).toMatch(/\d cells? (?:is|are) not shown and (?:is|are) in no total\./);
    const modes = rows(html, 'How the money was held, 2025-26');
    const direct = modes.find(([mode]) => mode === 'Direct payment');
    expect(direct?.[2]).toBe('£900.00');
  });

  it('has beside it how many people of the whole area have money of several kinds', async () => {
    const { html } = await (await served.visit('analyst')).get(DASHBOARD);
    const found = rows(html, 'How many people have money of several kinds, 2025-26');
    // Ann has money of several sectors, Bob and the twelve of one; a few are shown in words alone.
    expect(found[0]).toEqual(['The whole area', 'Any', '15']);
    expect(found.find(([, what]) => what === 'Four kinds or more')?.[2]).toBe(
      'not shown: few people',
    );
  });

  it('has how money is held, with each share of what is shown, and what support costs', async () => {
    const { html } = await (await served.visit('analyst')).get(DASHBOARD);
    const modes = new Map(
      rows(html, 'The mix of how money is held, 2025-26').map(([mode, ...told]) => [mode, told]),
    );
    expect(modes.get('Direct payment')?.[0]).toBe('not shown: the year is not over');
    expect(modes.get('Direct payment')?.slice(3)).toEqual(['£900.00', '100.0 %']);
    // Of nobody and of few the same is said, where another is not shown.
    expect(modes.get('A third party holds it')?.at(3)).toBe('not shown: few people');
    const [direct] = rows(html, 'What support costs by service and area, 2025-26');
    expect([direct?.[0], direct?.at(-1)]).toEqual([
      ...['Direct payment', 'no list of prices is of this'],
    ]);
  });

  it('answers a question by lists, and refuses a fourth dimension with the reason', async () => {
    const visitor = await served.visit('analyst');
    const ask = `/pools/${POOL}/usage${YEAR}&ask=1&show-PEOPLE=on&show-ACTUAL=on`;
    const { html, status } = await visitor.get(
      `${ask}&by-SCHEME=on&by-QUARTER=on&only-MODE=DIRECT_PAYMENT`,
    );
    expect(status).toBe(200);
    const [first] = rows(html, 'Your answer, 2025-26');
    // 12 × £60.00, to whole hundreds.
    expect(first?.slice(0, 2)).toEqual(['Support at home (1)', 'April to June']);
    expect(first?.[3]).toBe('£700.00');
    const many = await visitor.get(
      `${ask}&by-SCHEME=on&by-QUARTER=on&by-SEX=on&only-MODE=DIRECT_PAYMENT`,
    );
    expect(many.status).toBe(422);
    expect(many.text).toContain('Choose at most 3, with what you narrow it down by');
    expect(many.html).toContain('aria-describedby="by-hint by-error"');
  });

  it.each([
    ['by-NAME=on&show-PEOPLE=on', 'Ask by the lists of this page alone.'],
    ['by-STREAM=on&only-SEX=1&show-PEOPLE=on', 'Ask by the lists of this page alone.'],
    ['by-STREAM=on&only-MODE=x&show-PEOPLE=on', 'Ask by the lists of this page alone.'],
    ['by-STREAM=on', 'Choose at least one figure to show.'],
  ])('refuses %s, whatever it is to be given as', async (asked, says) => {
    const visitor = await served.visit('analyst');
    for (const as of ['', '&as=csv', '&as=svg']) {
      const { status, text } = await visitor.get(`/pools/${POOL}/usage${YEAR}&ask=1&${asked}${as}`);
      expect([status, text.includes(says)]).toEqual([422, true]);
    }
  });
});

const file = (name: string, form: string) => `/pools/${POOL}/figures/${name}.${form}${YEAR}`;

describe('a figure to be saved', () => {
  it('has in CSV and workbook exactly the rows of the page', async () => {
    const visitor = await served.visit('office');
    const { html } = await visitor.get(DASHBOARD);
    const files = [...html.matchAll(/href="([^"]*\.csv\?[^"]*)"/g)].map(([, to]) => to as string);
    expect(files.length).toBeGreaterThan(10);
    for (const path of files) {
      const [, name = ''] = /figures\/([a-z-]+)\./.exec(path) ?? [];
      const csv = await visitor.download(path);
      expect(csv.headers.get('content-disposition')).toContain(`${POOL}-2025-26-${name}.csv`);
      const lines = parse(csv.body, { bom: true }) as string[][];
      const [, title = ''] = new RegExp(`<h3[^>]*id="${name}">([^<]*)<`).exec(html) ?? [];
      const shown = html.includes(`id="${name}-rows"`) ? rows(html, plain(title)) : [];
      const totals = shown.at(-1)?.[0] === 'Totals to check by' ? 1 : 0;
      const told = shown.slice(0, shown.length - totals).map((row) => row.map(bare));
      const all = lines.findIndex(([first]) => first === 'Totals to check by');
      expect([name, lines.slice(1, all)]).toEqual([name, told]);
      expect(lines[all + 1]?.slice(0, 2)).toEqual(['Number of rows', `${told.length}`]);
      expect(await sheetOf(visitor.download(path.replace('.csv', '.xlsx')))).toEqual(
        lines.slice(0, all),
      );
    }
  });

  it('says in the workbook as of when, of what, and what is not shown by which rule', async () => {
    const visitor = await served.visit('analyst');
    const book = new exceljs.Workbook();
    const { body, headers } = await visitor.download(file('used-by-month', 'xlsx'));
    expect(headers.get('content-type')).toContain('spreadsheetml.sheet');
    await book.xlsx.load(body as unknown as Parameters<typeof book.xlsx.load>[0]);
    const about: string[][] = [];
    book.getWorksheet('About')?.eachRow((row) => {
      about.push((row.values as unknown[]).slice(1).map(String));
    });
    expect(Object.fromEntries(about)).toMatchObject({
      'As of': '31 December 2025',
      'Of what': 'Better Care Fund, Sheffield (invented), financial year 2025-26. By: Month.',
      'What is not shown': expect.stringMatching(/^\d cells? (?:is|are) not shown/),
      'Version of the rules by which figures are shown or not': `${RULE_VERSION}`,
      'Number of rows': '12',
      'Total to check by: Spent': '900',
    });
  });

  it('is a picture by its own address, which runs and fetches nothing', async () => {
    const visitor = await served.visit('analyst');
    const { html } = await visitor.get(DASHBOARD);
    const [, address = '', alt = ''] = /<img src="([^"]*)" alt="([^"]*)"/.exec(html) ?? [];
    expect(alt).toContain('May 2025, Spent £900.00');
    const { body, headers, status } = await visitor.download(plain(address));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body.toString()).toContain('not shown: few people');
    expect((await visitor.download(plain(address))).body.equals(body)).toBe(true);
  });

  it.each(['nothing.csv', 'months.pdf', 'months', '..%2Fmonths.csv', 'used-by-sex.csv'])(
    'is not there as %s',
    async (name) => {
      const visitor = await served.visit('office');
      expect((await visitor.get(`/pools/${POOL}/figures/${name}${YEAR}`)).status).toBe(404);
    },
  );

  it.each(['/pools/none', `/pools/${POOL}?year=2025-27`, `/pools/${POOL}/usage?year=x`])(
    'nor is %s anything',
    async (path) => {
      for (const as of ['office', 'analyst']) {
        expect((await (await served.visit(as)).get(path)).status).toBe(404);
      }
    },
  );
});

const plain = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&#39;', "'");

/** As a file writes what a page shows. */
const bare = (said: string): string =>
  /^-?£[\d,]+\.\d\d$/.test(said) ? said.replaceAll(/[£,]/g, '') : said;

/** The first sheet of a workbook, its money with two decimals. */
async function sheetOf(download: Promise<{ body: Buffer }>): Promise<string[][]> {
  const book = new exceljs.Workbook();
  const { body } = await download;
  await book.xlsx.load(body as unknown as Parameters<typeof book.xlsx.load>[0]);
  const sheet = book.worksheets[0] as exceljs.Worksheet;
  const lines: string[][] = [];
  sheet.eachRow((row) => {
    const cells: string[] = [];
    for (let at = 1; at <= sheet.columnCount; at += 1) {
      const { value, numFmt } = row.getCell(at);
      const isMoney = typeof value === 'number' && numFmt?.includes('0.00');
      cells.push(isMoney ? (value as number).toFixed(2) : String(value ?? ''));
    }
    lines.push(cells);
  });
  return lines;
}

describe('the report of a pool', () => {
  const REPORT = `/pools/${POOL}/report`;

  it('tells finance of a quarter, each table with its files, and what has to be known of it', async () => {
    const visitor = await served.visit('office');
    const { html, status } = await visitor.get(`${REPORT}?year=2025-26&part=Q1`);
    expect(status).toBe(200);
    expect(html).toContain('It counts from 1 April 2025 to 30 June 2025.');
    expect(html).toContain('orders have no day of their own');
    const partners = rows(
      html,
      'Income from each partner of 2025-26, and what is spent of its money',
    );
    expect(partners.length).toBeGreaterThan(1);
    expect(html).toContain(`${REPORT}/report.xlsx?year=2025-26&amp;part=Q1`);
    const welsh = await visitor.get(`${REPORT}?year=2025-26&part=Q1&lang=cy`);
    expect(welsh.html).toContain('Mae’n cyfrif o');
  });

  it('is one list of every table, as CSV', async () => {
    const visitor = await served.visit('board-office');
    const { body } = await visitor.download(`${REPORT}/report.csv?year=2025-26&part=Q2`);
    const lines = parse(body, { bom: true }) as string[][];
    expect(lines[0]).toEqual([
      ...['Table', 'What', 'Measure', 'Why there is no amount, or words', 'Amount'],
    ]);
    const received = lines.filter(([, , measure]) => measure === 'Received');
    expect(received.length).toBeGreaterThan(1);
  });

  it.each(['far-office', 'analyst', 'ann', 'worker'])('is not there for %s', async (as) => {
    const visitor = await served.visit(as);
    const nothing = await visitor.get('/nothing');
    for (const path of [`${REPORT}?year=2025-26`, `${REPORT}/report.csv?year=2025-26`]) {
      const { status, text } = await visitor.get(path);
      expect([path, status, text]).toEqual([path, 404, nothing.text]);
    }
  });
});
