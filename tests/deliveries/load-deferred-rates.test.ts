import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { referenceDeferredRates } from '../../seeds/reference/charging.ts';
import { allDeferredRates, deferredBook } from '../../src/charging/deferred-rate-store.ts';
import { interestRatesOf, permittedOn } from '../../src/charging/deferred-rates.ts';
import { loadDeferredRates } from '../../src/deliveries/load-deferred-rates.ts';
import type { RatesRequest } from '../../src/deliveries/rate-file.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { decimal } from '../../src/values/ratio.ts';
import { day } from '../awards/drafts.ts';
import { runOn } from '../commands/running.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const SHEFFIELD = 'E08000039';
const TODAY = '2025-06-01' as PlainDate;
const HEAD = 'Kind,Authority,First Day,Last Day,Known From,Figure,Source';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
});
afterAll(() => hub.close());

/** A council’s own interest of 4 % in the first half of 2025; give what differs by place. */
const row = (differs: Partial<Record<number, string>> = {}) =>
  Object.assign(
    ['INTEREST', SHEFFIELD, '2025-01-01', '2025-06-30', '', '4', 'policy'],
    differs,
  ).join(',');

let files = 0;
async function load(rows: readonly string[], differs: Partial<RatesRequest> = {}) {
  files += 1;
  const path = join(hub.folder, `deferred-${files}.csv`);
  await writeFile(path, `${[HEAD, ...rows].join('\n')}\n`);
  const request = { path, today: TODAY, history: false, actor: 'test', dryRun: false };
  return loadDeferredRates(hub.db, { ...request, ...differs });
}
const count = async () => (await allDeferredRates(hub.db)).length;

it('the reference rates are stored as the file gives them, each with its source', async () => {
  const text = (rates: object[]) => rates.map((rate) => JSON.stringify(rate, big)).sort();
  const big = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
  const byName = ({ kind, authority, days, knownFrom, figure, source }: Rate) => ({
    ...{ kind, authority, days, knownFrom, figure, source },
  });
  type Rate = Awaited<ReturnType<typeof allDeferredRates>>[number];
  const stored = await allDeferredRates(hub.db);
  expect(text(stored.map(byName))).toEqual(text(referenceDeferredRates().map(byName)));
});

it('a dry run writes nothing, the first load does, the second says so', async () => {
  const before = await count();
  const charge = row({ 0: 'SET_UP', 3: '', 5: '567.50' });
  expect(await load([row(), charge], { dryRun: true })).toMatchObject({ status: 'LOADED' });
  expect(await count()).toBe(before);
  expect(await load([row(), charge])).toMatchObject({ status: 'LOADED', rows: 2, added: 2 });
  expect(await load([row(), charge])).toMatchObject({ status: 'ALREADY_LOADED', alreadyThere: 2 });
  const book = await deferredBook(hub.db, TODAY);
  expect(interestRatesOf(book, 'OWN_RATE', SHEFFIELD)).toMatchObject([{ percent: decimal('4') }]);
  expect(permittedOn(book, 'SET_UP', SHEFFIELD, day('2030-01-01'))).toBe(567_50n);
  const earlier = await deferredBook(hub.db, day('2025-05-31'));
  expect(interestRatesOf(earlier, 'OWN_RATE', SHEFFIELD)).toEqual([]);
});

it('a next half-year of the national maximum is known once it is loaded', async () => {
  const next = row({ 1: '', 2: '2025-07-01', 3: '2025-12-31', 5: '4.75' });
  expect(await load([next])).toMatchObject({ status: 'LOADED', added: 1 });
  const rates = interestRatesOf(await deferredBook(hub.db, TODAY), 'NATIONAL_MAXIMUM', SHEFFIELD);
  expect(rates?.at(-1)).toMatchObject({ percent: decimal('4.75') });
});

it.each<[string, Partial<Record<number, string>>, string, string]>([
  ['above the national maximum', { 5: '4.26' }, 'Figure', 'ABOVE_MAXIMUM'],
  ['that no maximum is known for', { 3: '' }, 'Figure', 'ABOVE_MAXIMUM'],
  ['of a national charge', { 0: 'SET_UP', 1: '' }, 'Figure', 'ABOVE_MAXIMUM'],
  ['of more than all', { 1: '', 2: '2026-01-01', 3: '', 5: '100.1' }, 'Figure', 'BAD_NUMBER'],
  ['of nothing', { 5: '0' }, 'Figure', 'BAD_NUMBER'],
  ['of too many decimals', { 5: '4.12345' }, 'Figure', 'BAD_NUMBER'],
  ['of an NHS body', { 1: 'QF7' }, 'Authority', 'UNKNOWN_ORGANISATION'],
  ['known before today', { 4: '2025-05-31' }, 'Known From', 'BACKDATED'],
  ['that ends before it begins', { 3: '2024-12-31' }, 'Last Day', 'END_BEFORE_START'],
  ['of an unknown kind', { 0: 'SHOES' }, 'Kind', 'UNKNOWN_CODE'],
  ['without a source', { 6: '' }, 'Source', 'BLANK'],
])('a rate %s is refused and none of the file is taken', async (_what, differs, field, code) => {
  const before = await count();
  const good = row({ 0: 'STATEMENT', 5: '25' });
  expect(await load([good, row(differs)])).toMatchObject({
    ...{ status: 'REFUSED', added: 0, rejects: [{ row: 2, field, code }] },
  });
  expect(await count()).toBe(before);
});

it('the command answers for machines', async () => {
  await writeFile(join(hub.folder, 'own.csv'), `${HEAD}\n${row({ 0: 'YEARLY', 5: '281.90' })}\n`);
  const { exit, out } = await runOn(hub, 'deferred-rates', 'load', 'own.csv', '--json');
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ status: 'LOADED', rows: 1, added: 1 });
});
