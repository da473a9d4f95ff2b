import { csv, figures, messages, workbook } from './built.js';

// Makes one file of invented rows, which are never all there at once, and tells how much memory that took.
const [, , form = 'xlsx', count = '50000'] = process.argv;
const { sayIn } = await messages();
const { writtenIn } = await figures();
const say = sayIn({ language: 'en', format: 'full' });
const written = writtenIn('en');
const make = form === 'xlsx' ? (await workbook()).figureWorkbook : (await csv()).figureCsv;

/** @typedef {import('../../src/web/figure.ts').Row} Row */

/**
 * @param {number} rows
 * @returns {Generator<Row>}
 */
function* invented(rows) {
  for (let at = 0; at < rows; at += 1) {
    const row = /** @type {unknown} */ ([
      ...[`Scheme ${at % 40}`, `Partner ${at % 7}`, `Stream ${at % 19}`, `Month ${at % 12}`],
      ...(at % 9 === 0 ? [FEW, FEW] : [(at % 300) * 5, BigInt(at) * 12_345n]),
    ]);
    yield/** @type {Row} */ (row);
  }
}

const FEW = { notShown: 'not shown: few people' };

/** @returns {import('../../src/web/figure.ts').Figure} */
const figure = (/** @type {number} */ rows) => ({
  ...{
    name: 'invented',
    title: 'Invented figures',
    words: '',
    rows: invented(rows),
    drawing: null,
  },
  columns: [
    ...['Scheme', 'Partner', 'Stream', 'Month'].map((name) => ({
      ...{ name, kind: /** @type {const} */ ('TEXT') },
    })),
    { name: 'People', kind: /** @type {const} */ ('COUNT') },
    { name: 'Spent', kind: /** @type {const} */ ('MONEY') },
  ],
  about: {
    ...{ asOf: null, filters: 'everything', suppression: 'few people', ruleVersion: 1 },
    source: 'invented for measuring',
  },
});

/** @param {number} rows */
async function made(rows) {
  let bytes = 0;
  for await (const chunk of make(figure(rows), say, written)) bytes += Buffer.byteLength(chunk);
  return bytes;
}

// What the code itself takes is the hub's, not the file's.
await made(10);
globalThis.gc?.();
const before = process.memoryUsage().rss;
let most = before;
const timer = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 2);
const started = performance.now();
const bytes = await made(Number(count));
const seconds = (performance.now() - started) / 1000;
clearInterval(timer);
most = Math.max(most, process.resourceUsage().maxRSS * 1024);
process.send?.({ rows: Number(count), bytes, seconds, growth: most - before });
