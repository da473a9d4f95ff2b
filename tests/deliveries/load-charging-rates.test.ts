import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chargingBook } from '../../src/charging/rate-store.ts';
import { rateOn } from '../../src/charging/rates.ts';
import { chargingRateCommands } from '../../src/commands/charging-rates.ts';
import { CommandRefused } from '../../src/commands/terminal.ts';
import { sql } from '../../src/db/database.ts';
import {
  type ChargingRatesRequest,
  loadChargingRates,
} from '../../src/deliveries/load-charging-rates.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { day } from '../awards/drafts.ts';
import { BOOK } from '../charging/books.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const SHEFFIELD = 'E08000039';
const TODAY = '2026-06-01' as PlainDate;
const HEAD = 'Kind,Authority,First Day,Last Day,Known From,Pounds,Deduced,Source';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
});
afterAll(() => hub.close());

/** A council's own guarantee of £130 from 25 on, in 2025/26; give what differs by place. */
const row = (differs: Partial<Record<number, string>> = {}) =>
  Object.assign(
    ['GUARANTEE_25_TO_PENSION', SHEFFIELD, '2025-04-01', '2026-03-31', '', '130.00', '', 'policy'],
    differs,
  ).join(',');

let files = 0;
async function load(rows: readonly string[], differs: Partial<ChargingRatesRequest> = {}) {
  files += 1;
  const path = join(hub.folder, `rates-${files}.csv`);
  await writeFile(path, `${[HEAD, ...rows].join('\n')}\n`);
  const request = { path, today: TODAY, history: false, actor: 'test', dryRun: false };
  return loadChargingRates(hub.db, { ...request, ...differs });
}
const own = async (on: string, knownOn: PlainDate = TODAY) => {
  const book = await chargingBook(hub.db, SHEFFIELD, knownOn);
  return rateOn(book, 'GUARANTEE_25_TO_PENSION', SHEFFIELD, day(on))?.amount ?? null;
};
const count = async () =>
  (await hub.db.rows('test.own-rates', sql`select from charging_rates where authority is not null`))
    .length;

it('the reference rates are stored as the files give them', async () => {
  const book = await chargingBook(hub.db, SHEFFIELD, TODAY);
  const sorted = (rates: typeof BOOK.rates) =>
    rates.map((rate) => JSON.stringify({ ...rate, amount: String(rate.amount) })).sort();
  expect(sorted(book.rates)).toEqual(sorted(BOOK.rates));
  expect(book.pensionAges).toEqual(BOOK.pensionAges);
});

it('a dry run writes nothing, the first load does, the second says so', async () => {
  const counts = { status: 'LOADED', rows: 1, added: 1, alreadyThere: 0, reason: null };
  expect(await load([row()], { dryRun: true })).toEqual({ ...counts, rejects: [] });
  expect(await count()).toBe(0);
  expect(await load([row()])).toEqual({ ...counts, rejects: [] });
  expect(await own('2025-06-01')).toBe(13_000n);
  expect(await own('2025-06-01', '2026-05-31' as PlainDate)).toBeNull();
  const tomorrow = await load([row()], { today: '2026-06-02' as PlainDate });
  expect(tomorrow).toMatchObject({ status: 'ALREADY_LOADED', added: 0, alreadyThere: 1 });
  expect(await count()).toBe(1);
});

it('a figure that is known later stands from that day on', async () => {
  const later = '2026-06-03' as PlainDate;
  expect(await load([row({ 5: '131.00' })], { today: later })).toMatchObject({ added: 1 });
  expect(await own('2025-06-01')).toBe(13_000n);
  expect(await own('2025-06-01', later)).toBe(13_100n);
});

it('a year that is completed is known: the rest of 2026/27', async () => {
  const rest = [
    ...['CAPITAL_LOWER_LIMIT 1', 'CAPITAL_UPPER_LIMIT 2', 'TARIFF_INCOME_STEP 3', 'CHILD 4'],
    ...['GUARANTEE_25_TO_PENSION 5', 'PERSONAL_EXPENSES 6', 'DISABILITY_PREMIUM 7'],
    'ENHANCED_DISABILITY_PREMIUM 8',
  ].map((each) => {
    const [kind, pounds] = each.split(' ') as [string, string];
    return `${kind},,2026-04-01,2027-03-31,,${pounds}.00,yes,made up for a test`;
  });
  expect(await load(rest, { dryRun: true })).toMatchObject({ status: 'LOADED', added: 8 });
});

it.each<[string, Partial<Record<number, string>>, string, string]>([
  ['below the national floor', { 5: '112.49' }, 'Pounds', 'BELOW_FLOOR'],
  ['that no floor is known for', { 3: '' }, 'Pounds', 'BELOW_FLOOR'],
  ['of what no council sets', { 0: 'PERSONAL_EXPENSES' }, 'Pounds', 'BELOW_FLOOR'],
  ['of an NHS body', { 1: 'QF7' }, 'Authority', 'UNKNOWN_ORGANISATION'],
  ['of nobody', { 1: 'ZZZ' }, 'Authority', 'UNKNOWN_ORGANISATION'],
  ['known before today', { 4: '2026-05-31' }, 'Known From', 'BACKDATED'],
  ['that ends before it begins', { 3: '2025-03-31' }, 'Last Day', 'END_BEFORE_START'],
  ['that is another figure of the same knowledge', { 5: '140.00' }, 'Pounds', 'OTHER_FIGURE'],
  ['of an unknown kind', { 0: 'SHOES' }, 'Kind', 'UNKNOWN_CODE'],
  ['of nothing', { 5: '0.00' }, 'Pounds', 'BAD_MONEY'],
  ['without a source', { 7: '' }, 'Source', 'BLANK'],
])('a rate %s is refused and none of the file is taken', async (_what, differs, field, code) => {
  const before = await count();
  const good = 'GUARANTEE_PENSION,E08000039,2025-04-01,2026-03-31,,240.00,,policy';
  expect(await load([good, row(differs)])).toMatchObject({
    ...{ status: 'REFUSED', added: 0, rejects: [{ row: 2, field, code }] },
  });
  expect(await count()).toBe(before);
});

it('two rows of one day, or days gone by that are no history, are refused', async () => {
  const twice = await load([row({ 5: '135.00' }), row({ 2: '2025-10-01', 5: '136.00' })], {
    today: '2026-06-09' as PlainDate,
  });
  expect(twice.rejects).toMatchObject([{ row: 2, code: 'TWICE' }]);
  const old = row({ 4: '2025-03-01' });
  expect((await load([old])).rejects).toMatchObject([{ code: 'BACKDATED' }]);
  expect(await load([old], { history: true, dryRun: true })).toMatchObject({ rejects: [] });
});

it('the command answers in words and for machines', async () => {
  await writeFile(join(hub.folder, 'low.csv'), `${HEAD}\n${row({ 5: '1.00' })}\n`);
  await writeFile(join(hub.folder, 'same.csv'), `${HEAD}\n${row()}\n`);
  const run = async (...words: string[]) => {
    const lines: string[] = [];
    const program = new Command();
    chargingRateCommands(program, {
      ...{ config: hub.config, folder: hub.folder, actor: 'test' },
      terminal: { out: (l) => lines.push(l), error: (l) => lines.push(l), progress: () => {} },
      withHub: (work) => work(hub),
    });
    try {
      await program.parseAsync(['charging-rates', 'load', ...words], { from: 'user' });
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error;
      lines.push('refused');
    }
    return lines;
  };
  expect(await run('low.csv', '--dry-run')).toEqual([
    'REFUSED: some rows cannot be taken, and charging rates are loaded all or none\n' +
      'nothing was written\nrow 1: Pounds is below the national floor on 2025-04-01 (BELOW_FLOOR)',
    'refused',
  ]);
  const [line] = await run('same.csv', '--dry-run', '--json');
  expect(JSON.parse(line as string)).toMatchObject({ rows: 1, rejects: [] });
});
