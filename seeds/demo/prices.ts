import { join } from 'node:path';
import type { Database } from '../../src/db/database.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import { loadContracts } from '../../src/deliveries/load-contracts.ts';
import { loadTariffs } from '../../src/deliveries/load-tariffs.ts';
import { DEMO_DAY } from './bodies.ts';

/**
 * Loads what the area prices care by beside the reference data, which has no price for most of its
 * days: a list of its own, every row marked illustrative, and a contract with each hospital.
 */
export async function loadPrices(db: Database, actor: string): Promise<string[]> {
  const tariffs = await loadTariffs(db, {
    file: seeded('tariffs.csv'),
    today: DEMO_DAY,
    history: true,
    actor,
    dryRun: false,
  });
  refuseToGoOn('tariffs.csv', tariffs.reason, tariffs.status);
  const path = seeded('contracts.csv');
  const contracts = await loadContracts(db, { path, actor, dryRun: false });
  refuseToGoOn('contracts.csv', contracts.reason, contracts.status);
  return [`${tariffs.rows} illustrative prices`, `${contracts.rows} contracts`];
}

const seeded = (file: string): string => join(packageRoot(), 'seeds/demo', file);

function refuseToGoOn(file: string, reason: string | null, status: string): void {
  if (status === 'REFUSED') throw new Error(`${file} was refused: ${reason}`);
}
