import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractFor, contractsOf } from '../../src/currencies/contract-store.ts';
import { contractLayout, contractsIn, monthsOfYear } from '../../src/deliveries/contract-file.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { loadContracts } from '../../src/deliveries/load-contracts.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import { pence, poundsText } from '../../src/values/money.ts';
import { decimal } from '../../src/values/ratio.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { ALIGNED, COLUMNS, contractsFile, monthly } from './contract-rows.ts';
import { contentsOf, notedIn } from './receiving.ts';

const KNOWN = new Set(['QF7', 'RCF', 'RBS']);

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function readText(text: string) {
  const rows = [];
  for await (const row of contractLayout.read(bytesOf(text))) rows.push(row);
  return contractsIn(rows, (code) => KNOWN.has(code));
}

/** What is wrong, as `row field code`. */
async function faultsIn(text: string): Promise<string[]> {
  const { contracts, rejects } = await readText(text);
  expect(contracts.length === 0 || rejects.length === 0).toBe(true);
  return rejects.map(({ row, field, code }) => `${row} ${field} ${code}`);
}

async function termsIn(text: string) {
  const { contracts, rejects } = await readText(text);
  expect(rejects).toEqual([]);
  const [contract] = contracts;
  if (!contract) throw new Error('no contract');
  return contract.terms;
}

describe('a file of contracts', () => {
  it('gives a year, split into twelve with the pence left over on the first months', async () => {
    // 1,000,000 pence ÷ 12 = 83,333 and 4 left over
    const { months } = await termsIn(contractsFile({ Fixed: '10000.00' }));
    expect(months.map(({ month, fixed }) => `${month} ${poundsText(fixed)}`)).toEqual([
      ...[1, 2, 3, 4].map((month) => `${month} 833.34`),
      ...[5, 6, 7, 8, 9, 10, 11, 12].map((month) => `${month} 833.33`),
    ]);
    expect(months.every(({ elective, other }) => elective === 0n && other === 0n)).toBe(true);
  });

  it('splits every sum to the penny, no part more than a penny from another', () => {
    const some = fc.bigInt(0n, 99_999_999_999n).map(pence);
    fc.assert(
      fc.property(some, some, some, (Fixed, Elective, Other) => {
        const months = monthsOfYear({ Fixed, Elective, Other });
        expect(months.map(({ month }) => month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        const columns = [
          [Fixed, months.map(({ fixed }) => fixed)],
          [Elective, months.map(({ elective }) => elective)],
          [Other, months.map(({ other }) => other)],
        ] as const;
        for (const [whole, parts] of columns) {
          expect(parts.reduce<bigint>((sum, part) => sum + part, 0n)).toBe(whole);
          expect((parts[0] ?? 0n) - (parts[11] ?? 0n) <= 1n).toBe(true);
        }
      }),
    );
  });

  it('or gives its months, in any order', async () => {
    const rows = monthly(ALIGNED, { 3: { Fixed: '5.05', Elective: '7' } }).reverse();
    const terms = await termsIn(contractsFile(...rows));
    expect(terms).toMatchObject({
      code: 'QF7-RCF',
      form: 'ALIGNED_PAYMENT',
      variable: { percent: decimal('75'), basis: 'DIFFERENCE' },
      marginal: null,
      limit: null,
    });
    expect(terms.months[2]).toEqual({ month: 3, fixed: 505n, elective: 700n, other: 0n });
    expect(terms.months.map(({ month }) => month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('has our columns and no other', async () => {
    for (const column of COLUMNS) {
      const text = contractsFile({}).replace(column, 'Something');
      await expect(readText(text)).rejects.toThrow(FileRefused);
    }
  });
});

describe('a row is refused', () => {
  const marginal = { 'Emergency Baseline': '5000', 'Marginal Percent': '30' };
  const activity = { Form: 'ACTIVITY', Fixed: '', Elective: '100', Other: '100' };
  it.each([
    ['an organisation not known', { Provider: 'ZZZ' }, ['1 Provider UNKNOWN_ORGANISATION']],
    ['a body’s contract with itself', { Provider: 'QF7' }, ['1 Provider SAME_ORGANISATION']],
    ['a code not in form', { 'Contract Code': 'A B' }, ['1 Contract Code BAD_TEXT']],
    ['no code', { 'Contract Code': '' }, ['1 Contract Code BLANK']],
    ['a form not known', { Form: 'CASH' }, ['1 Form UNKNOWN_CODE']],
    ['a year not in form', { 'Financial Year': '2022' }, ['1 Financial Year BAD_YEAR']],
    [
      'a percentage above 100',
      { ...ALIGNED, 'Variable Percent': '100.01' },
      ['1 Variable Percent BAD_NUMBER'],
    ],
    [
      'a percentage below nothing',
      { ...ALIGNED, ...marginal, 'Marginal Percent': '-1' },
      ['1 Marginal Percent BAD_NUMBER'],
    ],
    ['a sum below nothing', { Fixed: '-0.01' }, ['1 Fixed BAD_MONEY']],
    ['a part of a penny', { Fixed: '10.005' }, ['1 Fixed BAD_MONEY']],
    ['a month that is none', { Month: '13' }, ['1 Month UNKNOWN_CODE']],
    ['a block without its sum', { Fixed: '' }, ['1 Fixed NEEDED_BY_FORM']],
    [
      'activity without its plan',
      { ...activity, Elective: '', Other: '' },
      ['1 Elective NEEDED_BY_FORM', '1 Other NEEDED_BY_FORM'],
    ],
    [
      'an aligned payment without its percentage, basis or elective plan',
      { ...ALIGNED, 'Variable Percent': '', 'Variable Basis': '', Elective: '' },
      [
        '1 Variable Percent NEEDED_BY_FORM',
        '1 Variable Basis NEEDED_BY_FORM',
        '1 Elective NEEDED_BY_FORM',
      ],
    ],
    [
      'a block with a percentage',
      { 'Variable Percent': '75', 'Variable Basis': 'ACTUAL' },
      ['1 Variable Percent NOT_OF_FORM', '1 Variable Basis NOT_OF_FORM'],
    ],
    ['a block with a limit', { 'Low Volume Limit': '1' }, ['1 Low Volume Limit NOT_OF_FORM']],
    [
      'a baseline without its percentage',
      { ...activity, 'Emergency Baseline': '5000' },
      ['1 Marginal Percent INCOMPLETE_TERMS'],
    ],
    [
      'a percentage without its baseline',
      { ...activity, 'Marginal Percent': '30' },
      ['1 Emergency Baseline INCOMPLETE_TERMS'],
    ],
    [
      'a low-volume block without its limit',
      { Form: 'LOW_VOLUME_BLOCK' },
      ['1 Low Volume Limit NEEDED_BY_FORM'],
    ],
    [
      'a low-volume block a penny above its limit',
      { Form: 'LOW_VOLUME_BLOCK', 'Low Volume Limit': '1500000', Fixed: '1500000.01' },
      ['1 Fixed LIMIT_EXCEEDED'],
    ],
  ])('%s', async (_what, cells, faults) => {
    expect(await faultsIn(contractsFile(cells))).toEqual(faults);
  });

  it('a year of more pence than can be carried exactly', async () => {
    // 12 × 999,999,999,999,999p is more than 9,007,199,254,740,991p
    const rows = monthly({ Fixed: '9999999999999.99' });
    expect(await faultsIn(contractsFile(...rows))).toEqual(['12 Fixed TOO_LARGE']);
  });

  it('a low-volume block at its limit is not', async () => {
    const at = { Form: 'LOW_VOLUME_BLOCK', 'Low Volume Limit': '1500000', Fixed: '1500000' };
    expect(await faultsIn(contractsFile(at))).toEqual([]);
  });

  it('a month missing, a month twice, a year beside months', async () => {
    const rows = monthly({});
    expect(await faultsIn(contractsFile(...rows.slice(0, 10)))).toEqual(['10 Month MISSING_MONTH']);
    expect((await readText(contractsFile(...rows.slice(0, 10)))).rejects[0]?.reason).toContain(
      '11, 12',
    );
    expect(await faultsIn(contractsFile(...rows, { Month: '3' }))).toEqual([
      '13 Month REPEATED_MONTH',
    ]);
    expect(await faultsIn(contractsFile({}, { Month: '3' }))).toEqual(['2 Month REPEATED_MONTH']);
    expect(await faultsIn(contractsFile({ Month: '3' }, {}))).toEqual(['2 Month REPEATED_MONTH']);
    expect(await faultsIn(contractsFile({}, {}))).toEqual(['2 Month REPEATED_MONTH']);
  });

  it('terms that differ between the rows of a contract, and not where they only look so', async () => {
    const differing = { 2: { 'Marginal Percent': '40' }, 3: { Source: 'another' } };
    const cells = { ...activity, ...marginal };
    expect(await faultsIn(contractsFile(...monthly(cells, differing)))).toEqual([
      '12 Marginal Percent ROWS_DISAGREE',
      '12 Source ROWS_DISAGREE',
    ]);
    const alike = { 2: { 'Marginal Percent': '30.0', 'Emergency Baseline': '5000.00' } };
    expect(await faultsIn(contractsFile(...monthly(cells, alike)))).toEqual([]);
    const blank = { 2: { 'Marginal Percent': '', 'Emergency Baseline': '' } };
    expect(await faultsIn(contractsFile(...monthly(cells, blank)))).toEqual([
      '12 Emergency Baseline ROWS_DISAGREE',
      '12 Marginal Percent ROWS_DISAGREE',
    ]);
  });
});

describe('loading', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub();
  });
  afterAll(() => hub.close());

  async function load(text: string, dryRun = false) {
    const path = join(hub.folder, randomUUID());
    await writeFile(path, text);
    return loadContracts(hub.db, { path, actor: 'test', dryRun });
  }

  const year = parseFinancialYear('2022-23');

  it('takes a file whole, once', async () => {
    const text = contractsFile(...monthly(ALIGNED), {
      'Contract Code': 'QF7-RBS',
      Provider: 'RBS',
    });
    expect(await load(text)).toEqual({
      status: 'LOADED',
      rows: 13,
      accepted: 13,
      rejected: 0,
      reason: null,
      contracts: [
        { code: 'QF7-RCF', year: '2022-23', version: 1, isNew: true },
        { code: 'QF7-RBS', year: '2022-23', version: 1, isNew: true },
      ],
      rejects: [],
    });
    const before = await contentsOf(hub.db);
    expect(await load(text)).toMatchObject({
      status: 'ALREADY_LOADED',
      contracts: [
        { version: 1, isNew: false },
        { version: 1, isNew: false },
      ],
    });
    expect(await contentsOf(hub.db)).toEqual(before);
    const noted = (await notedIn(hub.db)).filter(({ action }) => action === 'contracts-loaded');
    expect(noted).toHaveLength(1);
    const ids = (await contractsOf(hub.db, { year })).map(({ id }) => id);
    expect(noted.flatMap(({ details }) => details.contracts as string[]).sort()).toEqual(
      ids.sort(),
    );
  });

  it('reads back what was written', async () => {
    expect(await contractFor(hub.db, 'RCF', 'QF7', year)).toMatchObject({
      code: 'QF7-RCF',
      commissioner: 'QF7',
      provider: 'RCF',
      providerName: 'Airedale NHS Foundation Trust',
      year: '2022-23',
      version: 1,
      form: 'ALIGNED_PAYMENT',
      variable: { percent: decimal('75'), basis: 'DIFFERENCE' },
      marginal: null,
      limit: null,
      source: 'signed 1 March 2022',
      months: Array.from({ length: 12 }, (_, index) => ({
        ...{ month: index + 1, fixed: 1_080_000_000n, elective: 120_000_000n, other: 0n },
      })),
    });
    expect(await contractFor(hub.db, 'QF7', 'RCF', year)).toBeUndefined();
  });

  it('makes other terms another version, which stands from then on', async () => {
    const before = new Date();
    const other = { ...ALIGNED, 'Variable Percent': '33.333' };
    expect(await load(contractsFile(...monthly(other)))).toMatchObject({
      status: 'LOADED',
      contracts: [{ version: 2, isNew: true }],
    });
    const now = await contractFor(hub.db, 'RCF', 'QF7', year);
    expect(now).toMatchObject({ version: 2, variable: { percent: decimal('33.333') } });
    const then = await contractFor(hub.db, 'RCF', 'QF7', year, before);
    expect(then).toMatchObject({ version: 1, variable: { percent: decimal('75') } });
    expect(await contractsOf(hub.db, { year })).toHaveLength(2);
    expect(await load(contractsFile(...monthly(ALIGNED)))).toMatchObject({
      contracts: [{ version: 3, isNew: true }],
    });
  });

  it('keeps a limit and a marginal rate', async () => {
    const low = { Form: 'LOW_VOLUME_BLOCK', 'Low Volume Limit': '1500000.50' };
    const marginal = { 'Emergency Baseline': '5000.01', 'Marginal Percent': '30' };
    const cells = { ...low, ...marginal, 'Financial Year': '2021-22' };
    await load(contractsFile(cells));
    const kept = await contractFor(hub.db, 'RCF', 'QF7', parseFinancialYear('2021-22'));
    expect(kept).toMatchObject({
      limit: 150_000_050n,
      marginal: { baseline: 500_001n, percent: decimal('30') },
      variable: null,
    });
  });

  it('refuses the whole file where one row is wrong, and says which', async () => {
    const before = await contentsOf(hub.db);
    const text = contractsFile(
      { 'Financial Year': '2030-31' },
      { 'Financial Year': '2031-32', Fixed: '-5' },
    );
    expect(await load(text)).toEqual({
      status: 'REFUSED',
      rows: 2,
      accepted: 1,
      rejected: 1,
      reason: expect.stringContaining('whole or not at all'),
      contracts: [],
      rejects: [{ row: 2, field: 'Fixed', code: 'BAD_MONEY', reason: 'is below nothing' }],
    });
    expect(await contentsOf(hub.db)).toEqual(before);
  });

  it('refuses a second contract of the same two bodies, and a code of two others', async () => {
    const codes = async (...rows: object[]) =>
      (await load(contractsFile(...rows))).rejects.map(({ row, code }) => `${row} ${code}`);
    expect(await codes({ 'Contract Code': 'NEW' })).toEqual(['1 SECOND_CONTRACT']);
    expect(await codes({ Provider: 'RTK' })).toEqual(['1 OTHER_PARTIES']);
    const next = { 'Financial Year': '2023-24' };
    expect(await codes(next, { ...next, 'Contract Code': 'NEW' })).toEqual(['2 SECOND_CONTRACT']);
    expect(await codes({ ...next, 'Contract Code': 'NEW', Provider: 'RTK' })).toEqual([]);
  });

  it('on trial says what it would do and writes nothing', async () => {
    const before = await contentsOf(hub.db);
    const text = contractsFile({ 'Financial Year': '2024-25' });
    expect(await load(text, true)).toMatchObject({
      status: 'LOADED',
      contracts: [{ version: 1, isNew: true }],
    });
    expect(await contentsOf(hub.db)).toEqual(before);
  });

  it('refuses what is no file of contracts', async () => {
    expect(await load('a,b\n1,2\n')).toMatchObject({ status: 'REFUSED', rows: 0 });
    expect(await load(contractsFile())).toMatchObject({
      status: 'REFUSED',
      reason: 'the file has no data rows',
    });
    const gone = await loadContracts(hub.db, { path: '/nowhere', actor: 'test', dryRun: false });
    expect(gone).toMatchObject({ status: 'REFUSED', reason: 'file 1 is not there or is no file' });
  });

  it('at the same time gives each its own version', async () => {
    const next = { 'Financial Year': '2026-27' };
    const files = ['1', '2', '3'].map((fixed) => contractsFile({ ...next, Fixed: fixed }));
    const outcomes = await Promise.all(files.map((text) => load(text)));
    expect(
      outcomes.flatMap(({ contracts }) => contracts.map((each) => each.version)).sort(),
    ).toEqual([1, 2, 3]);
  });
});
