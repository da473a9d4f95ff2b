import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractsOf } from '../../src/currencies/contract-store.ts';
import { reconciliationsOf } from '../../src/deliveries/contract-activity.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import { poundsText } from '../../src/values/money.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { ALIGNED, type Cells, contractsFile } from './contract-rows.ts';
import {
  ELECTIVE,
  EMERGENCY,
  keepTestPrices,
  loadContractsFile,
  tellSpells,
} from './spells-told.ts';

const ACTIVITY: Cells = {
  ...{ Form: 'ACTIVITY', Fixed: '', Elective: '12000', Other: '60000' },
  ...{ 'Emergency Baseline': '10000', 'Marginal Percent': '30' },
};

let hub: TestHub;
let early: Date;

beforeAll(async () => {
  hub = await openTestHub();
  await keepTestPrices(hub);
  await loadContractsFile(
    hub,
    contractsFile(
      { 'Contract Code': 'BLOCK', Provider: 'RBS' },
      { 'Contract Code': 'ACTIVITY', ...ACTIVITY },
      { ...ALIGNED, 'Contract Code': 'ALIGNED', Commissioner: 'QHL' },
    ),
  );
  await tellSpells(
    hub,
    'RCF',
    ['2022-04-05', ELECTIVE],
    ['2022-04-10', EMERGENCY],
    ['2022-05-10', EMERGENCY],
    ['2022-05-20', EMERGENCY],
    ['2022-07-01', ELECTIVE, 'QF7', 'AA02A'],
    ['2022-07-05', ELECTIVE, 'QHL'],
    ['2022-08-01', ELECTIVE, 'QHL'],
    ['2023-04-01', ELECTIVE],
  );
  early = new Date(Date.now() + 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
});
afterAll(() => hub.close());

async function monthsOf(code: string, knownAt: Date | null = null) {
  const year = parseFinancialYear('2022-23');
  const contracts = await contractsOf(hub.db, { code, year, knownAt });
  const [found] = await reconciliationsOf(hub.db, contracts, knownAt);
  return (found?.months ?? []).map(({ month, actual, shadow, unpriced, complete }) => ({
    month,
    actual: actual && poundsText(actual),
    shadow: shadow === null ? null : poundsText(shadow),
    unpriced,
    complete,
  }));
}

describe('what a contract’s activity comes to', () => {
  it('is priced by tariff and factor, emergencies through the year by the contract’s baseline', async () => {
    const months = await monthsOf('ACTIVITY');
    // April 1,500 × 1.1 + 4,000 × 1.1; May 4,400 + (2,000 + 30 % of 2,000) × 1.1 = 4,400 + 2,860
    expect(months.slice(0, 2)).toEqual([
      { month: 1, actual: '6050.00', shadow: '6050.00', unpriced: 0, complete: true },
      { month: 2, actual: '7260.00', shadow: '7260.00', unpriced: 0, complete: true },
    ]);
  });

  it('tells a month not told from a month without spells, and from spells without a price', async () => {
    const months = await monthsOf('ACTIVITY');
    // June was not told; of July the one spell has no tariff; in August only QHL had a spell.
    expect(months.slice(2, 6)).toMatchObject([
      { month: 3, actual: null, shadow: null, unpriced: 0 },
      { month: 4, shadow: '0.00', unpriced: 1, complete: false },
      { month: 5, shadow: '0.00', unpriced: 0 },
      { month: 6, actual: null, shadow: null, unpriced: 0 },
    ]);
  });

  it('is of its two bodies and its year only', async () => {
    const months = await monthsOf('ALIGNED');
    const known = months.filter(({ shadow }) => shadow !== null);
    // 900,000 + 75 % × (1,650 − 100,000) = 826,237.50; nothing of April or May was QHL’s
    expect(known.map(({ month, actual, shadow }) => [month, actual, shadow])).toEqual([
      [1, '825000.00', '0.00'],
      [2, '825000.00', '0.00'],
      [4, '826237.50', '1650.00'],
      [5, '826237.50', '1650.00'],
    ]);
    expect((await monthsOf('BLOCK')).every(({ shadow }) => shadow === null)).toBe(true);
  });

  it('takes one statement for the activity and one for the prices, however many contracts', async () => {
    const contracts = await contractsOf(hub.db, {});
    expect(contracts).toHaveLength(3);
    hub.statements.length = 0;
    await reconciliationsOf(hub.db, contracts, null);
    expect(hub.statements).toEqual(['deliveries.contract-spells', 'currencies.price-books']);
  });

  it('is that of the deliveries and prices which stand, and of those that stood when it was known', async () => {
    await tellSpells(hub, 'RCF', ['2022-04-06', ELECTIVE], ['2022-04-07', ELECTIVE]);
    // The new file for April replaces the old one: 2 × 1,500 × 1.1; the third emergency now fits
    // into the baseline: 2 × 4,000 × 1.1.
    const now = await monthsOf('ACTIVITY');
    expect(now.slice(0, 2)).toMatchObject([{ shadow: '3300.00' }, { shadow: '8800.00' }]);
    // April as told first, at the price known then: 1,000 × 1.1 + 4,000 × 1.1
    const then = await monthsOf('ACTIVITY', early);
    expect(then.slice(0, 2)).toMatchObject([{ shadow: '5500.00' }, { shadow: '7260.00' }]);
  });
});
