import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/db/package-root.ts';
import { AREA_FIGURES } from '../../src/pools/area-figures.ts';
import { loadPool } from '../../src/pools/load-pool.ts';
import { QUARTERS } from '../../src/pools/publication.ts';
import { publishUsage } from '../../src/pools/publish.ts';
import { type FactsOfArea, publishArea } from '../../src/pools/publish-area.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import {
  deposit,
  depositInput,
  makeKnownFile,
  openAccount,
  spend,
  spendInput,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { loaded } from '../stories/reading.ts';
import type { TestHub } from '../support/hub.ts';
import { COUNCIL, TODAY } from './served.ts';

export const POOL = 'sheffield-bcf';

/** Nobody else of these tests is of this council, so that its file replaces nothing. */
const ELSEWHERE = 'E08000036';
/** Apart from Bob and Cai. */
const PEOPLE = testNhsNumbers(14).slice(2);

/**
 * The demonstration's pool, of which twelve people each spent £100.00 in May 2025 and three of them
 * £50.00 in August; the first three quarters are published, how many streams people
 * have and what support costs.
 */
export async function tellOfPool(hub: TestHub): Promise<void> {
  const path = join(hub.folder, 'pool.json');
  await writeFile(path, readFileSync(join(packageRoot(), 'seeds/demo/pool.json')));
  const today = TODAY as PlainDate;
  const request = { path, today, history: true, dryRun: false, actor: 'test' };
  const { status, faults } = await loadPool(hub.db, request);
  if (status !== 'LOADED') throw new Error(JSON.stringify(faults));
  const file = makeKnownFile(...PEOPLE).replaceAll(`"${COUNCIL}"`, `"${ELSEWHERE}"`);
  loaded(await hub.receive('social-care-cld', ELSEWHERE, file));
  for (const [at, nhsNumber] of PEOPLE.entries()) {
    const account = await openAccount(hub, nhsNumber);
    await deposit(hub, depositInput(account, { amount: 500_00, effectiveDate: '2025-04-01' }));
    await spend(hub, spendInput(account, { amount: 100_00, effectiveDate: '2025-05-10' }));
    if (at >= 3) continue;
    await spend(hub, spendInput(account, { amount: 50_00, effectiveDate: '2025-08-10' }));
  }
  const year = '2025-26' as FinancialYear;
  for (const part of QUARTERS.slice(0, 3)) {
    await publishUsage(hub.db, { pool: POOL, year, part, by: 'test' }, today);
    for (const subject of ['STREAMS', 'PRICES'] as const) {
      const factsOf = AREA_FIGURES.get(subject) as FactsOfArea;
      await publishArea(hub.db, { subject, year, part, by: 'test' }, factsOf, today);
    }
  }
}
