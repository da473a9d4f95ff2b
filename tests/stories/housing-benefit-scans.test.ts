import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { scanFile } from './files.ts';
import { budgetByNino, entryOf, loaded, takeBack } from './reading.ts';

const STAYS = 'AB123456C';
const LEAVES = 'AB123457D';
const BENEFIT = ['housing-shbe', 'E08000039'] as const;
const SPRING = scanFile(
  '14-04-2025',
  { CCNINO: STAYS, LCHBREF: 'HB1', LAHBAMT: '9842' },
  { CCNINO: LEAVES, LCHBREF: 'HB2', LAHBAMT: '7000' },
);
/** The claim that stays now comes to 10,500 pence a week; the other is not there any more. */
const AUTUMN = scanFile('08-09-2025', { CCNINO: STAYS, LCHBREF: 'HB1', LAHBAMT: '10500' });

const linesOf = async (hub: TestHub, nino: string) => {
  const budget = await budgetByNino(hub, nino);
  return entryOf(budget, 'housing-benefit').lines.map(
    ({ firstDay, lastDay, amount }: Record<string, never>) => [firstDay, lastDay, amount],
  );
};

describe('two scans of a council’s housing benefit', () => {
  let hub: TestHub;
  let autumn: string;
  beforeAll(async () => {
    hub = await openTestHub();
    loaded(await hub.receive(...BENEFIT, SPRING));
  });
  afterAll(() => hub.close());

  it('the first speaks from its reference date on, and nothing is known before it', async () => {
    // 14 April to 31 March are 352 days: 1,406 × 352 and 1,000 × 352 pence
    expect(await linesOf(hub, STAYS)).toEqual([['2025-04-14', '2026-03-31', { pence: 494_912 }]]);
    expect(await linesOf(hub, LEAVES)).toEqual([['2025-04-14', '2026-03-31', { pence: 352_000 }]]);
  });

  it('a claim that the next one changes is one line, each rate for its own days', async () => {
    autumn = loaded(await hub.receive(...BENEFIT, AUTUMN));
    // 14 April to 7 September: 147 days of 1,406 = 206,682; 205 days of 1,500 = 307,500
    expect(await linesOf(hub, STAYS)).toEqual([['2025-04-14', '2026-03-31', { pence: 514_182 }]]);
  });

  it('a claim that the next one leaves out ended on that scan’s reference date', async () => {
    // 147 days of 1,000
    expect(await linesOf(hub, LEAVES)).toEqual([['2025-04-14', '2025-09-07', { pence: 147_000 }]]);
  });

  it('is an entitlement: beside the budget, in no total', async () => {
    const budget = await budgetByNino(hub, STAYS);
    expect(budget.beside.entitlements).toEqual({ pence: 514_182 });
    expect(budget.total.awarded).toBeNull();
    expect(budget).toMatchObject({ complete: true, gaps: [] });
  });

  it('the next one taken back, the first speaks on', async () => {
    await takeBack(hub, autumn);
    expect(await linesOf(hub, STAYS)).toEqual([['2025-04-14', '2026-03-31', { pence: 494_912 }]]);
    expect(await linesOf(hub, LEAVES)).toEqual([['2025-04-14', '2026-03-31', { pence: 352_000 }]]);
  });
});

it('the scans say the same when the later one arrives first', async () => {
  const hub = await openTestHub();
  loaded(await hub.receive(...BENEFIT, AUTUMN));
  loaded(await hub.receive(...BENEFIT, SPRING));
  expect(await linesOf(hub, STAYS)).toEqual([['2025-04-14', '2026-03-31', { pence: 514_182 }]]);
  expect(await linesOf(hub, LEAVES)).toEqual([['2025-04-14', '2025-09-07', { pence: 147_000 }]]);
  await hub.close();
});
