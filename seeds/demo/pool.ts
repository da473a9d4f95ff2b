import { join } from 'node:path';
import type { Database } from '../../src/db/database.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import { loadPool } from '../../src/pools/load-pool.ts';
import { DEMO_DAY } from './bodies.ts';

/** Loads the one pool of the area, as its host would: an agreement of the council and the board. */
export async function loadDemoPool(db: Database, actor: string): Promise<string> {
  const path = join(packageRoot(), 'seeds/demo/pool.json');
  const { status, reason, added } = await loadPool(db, {
    ...{ path, actor, today: DEMO_DAY, history: true, dryRun: false },
  });
  if (status === 'REFUSED') throw new Error(`pool.json was refused: ${reason}`);
  return `a pool of ${added.schemes} schemes`;
}
