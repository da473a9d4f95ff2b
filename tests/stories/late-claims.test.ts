import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { accessToWorkFile, claimCells } from './files.ts';
import { budgetByNino, entryOf, inPence, loaded } from './reading.ts';

const NINO = 'AB123456C';
const LETTER = { 'Award First Day': '2024-04-01', 'Award Last Day': '2025-03-31' };
const OVER_THE_END = {
  ...LETTER,
  ...claimCells('CL1', '2025-03-17', '2025-04-13', '500.00'),
  'Amount Paid': '500.00',
  'Payment Date': '2025-05-09',
};

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  loaded(await hub.receive('employment-access-to-work', 'DWP', accessToWorkFile(OVER_THE_END)));
});
afterAll(() => hub.close());

it('a claim paid counts in the year its support ended, though the award ended in the one before', async () => {
  const entry = entryOf(await budgetByNino(hub, NINO, '2025-26'), 'access-to-work');
  expect(inPence(entry.figures)).toEqual([50_000, 0, 50_000, 0, 0]);
  expect(entry.ceilings).toEqual([]);
});

it('the ceiling is shown in the award’s own year, the claim counted in none of its figures', async () => {
  const entry = entryOf(await budgetByNino(hub, NINO, '2024-25'), 'access-to-work');
  expect(entry).toMatchObject({ amount: null, lines: [] });
  // 21,840 − 500
  expect(entry.ceilings).toMatchObject([{ leftToClaim: { pence: 2_134_000 } }]);
});
