import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { accessToWorkFile, chcFile, claimCells, dfgFile, localAwardsFile } from './files.ts';
import { budgetOf, loaded, takeBack } from './reading.ts';

const NHS_NUMBER = '9990000018';
const PAYMENT = {
  'Payment Reference': 'PAY1',
  'Payment Amount': '280.00',
  'Payment Basis': 'NET',
  'Payment Date': '2025-06-03',
  'Payment For First Day': '2025-05-05',
  'Payment For Last Day': '2025-06-01',
};
const CLAIM = {
  ...claimCells('CL1', '2025-06-01', '2025-06-30', '1764.00'),
  'Amount Paid': '1680.00',
  'Payment Date': '2025-07-18',
};

let hub: TestHub;
const receive = async (...file: Parameters<TestHub['receive']>) =>
  loaded(await hub.receive(...file));
beforeAll(async () => {
  hub = await openTestHub();
  await receive('social-care-cld', 'E08000039', cldFile({}));
  await receive('health-chc', 'QF7', chcFile({}));
  await receive('housing-dfg', 'E08000039', dfgFile({}));
  await receive('employment-access-to-work', 'DWP', accessToWorkFile(CLAIM));
  await receive('local-awards', 'E08000039', localAwardsFile(PAYMENT));
});
afterAll(() => hub.close());

const MONTH_LATER = {
  'REPORTING PERIOD START DATE': '2026-01-01',
  'REPORTING PERIOD END DATE': '2026-01-31',
};
const STAGE = {
  'Stage Reference': 'S1',
  'Stage Payment': '4000.00',
  'Stage Payment Date': '2025-08-15',
};

describe('a wrong file taken back leaves everything as it was before it', () => {
  it.each<[string, string, string, string]>([
    [
      'a council’s restated costs',
      'social-care-cld',
      'E08000039',
      cldFile({ 'Unit Cost': '1.00' }),
    ],
    [
      'a council’s shorter period',
      'social-care-cld',
      'E08000039',
      cldFile({ 'Reporting Period Start Date': '2025-07-01', 'Unit Cost': '5.00' }),
    ],
    [
      'the next month of a commissioner',
      'health-chc',
      'QF7',
      chcFile({ ...MONTH_LATER, 'CONTRACT UNIT COST (NHS CONTINUING HEALTHCARE)': '9.00' }),
    ],
    ['a case with a payment', 'housing-dfg', 'E08000039', dfgFile(STAGE)],
    [
      'an award letter without its claims',
      'employment-access-to-work',
      'DWP',
      accessToWorkFile({ 'Award Ceiling': '1.00' }),
    ],
    [
      'an award without its payments',
      'local-awards',
      'E08000039',
      localAwardsFile({ Amount: '3.00', 'Contribution per Week': '' }),
    ],
    [
      'another award of the same sender',
      'local-awards',
      'E08000039',
      localAwardsFile({ 'Award Reference': 'HRS2' }),
    ],
    [
      'a NINO that joins somebody else’s letter',
      'employment-access-to-work',
      'DWP',
      accessToWorkFile({ 'Award Reference': 'ATW9' }),
    ],
  ])('%s', async (_what, adapter, sender, text) => {
    const years = ['2024-25', '2025-26', '2026-27'];
    const read = () => Promise.all(years.map((year) => budgetOf(hub, NHS_NUMBER, year)));
    const before = await read();
    const wrong = await receive(adapter, sender, text);
    const between = await read();
    expect(between).not.toEqual(before);
    expect(await takeBack(hub, wrong)).toBe('WITHDRAWN');
    expect(await read()).toEqual(before);
    // It may be loaded again, says the same as the first time, and may be taken back again.
    const again = await receive(adapter, sender, text);
    expect(await read()).toEqual(between);
    expect(await takeBack(hub, again)).toBe('WITHDRAWN');
    expect(await takeBack(hub, again)).toBe('ALREADY_WITHDRAWN');
    expect(await read()).toEqual(before);
  });

  it('the only file that told of somebody, and they are no longer known', async () => {
    const somebody = { 'NHS Number': '9990000026', 'LA Person Unique Identifier': 'P2' };
    const file = cldFile({ ...somebody, 'LA Code': 'E06000001' });
    const wrong = await receive('social-care-cld', 'E06000001', file);
    expect(await budgetOf(hub, '9990000026')).not.toBeNull();
    await takeBack(hub, wrong);
    expect(await budgetOf(hub, '9990000026')).toBeNull();
  });
});
