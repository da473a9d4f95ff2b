import { join } from 'node:path';
import type { Database } from '../../src/db/database.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import { loadPool } from '../../src/pools/load-pool.ts';
import { recordPoolContribution, recordPoolSpending } from '../../src/pools/record-entry.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { parsePounds } from '../../src/values/money.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import { CARE_BOARD, DEMO_DAY, SHEFFIELD } from './bodies.ts';
import { financeOf } from './money-book.ts';

/** Loads the one pool of the area, as its host would: an agreement of the council and the board. */
export async function loadDemoPool(db: Database, actor: string): Promise<string> {
  const path = join(packageRoot(), 'seeds/demo/pool.json');
  const { status, reason, added } = await loadPool(db, {
    ...{ path, actor, today: DEMO_DAY, history: true, dryRun: false },
  });
  if (status === 'REFUSED') throw new Error(`pool.json was refused: ${reason}`);
  return `a pool of ${added.schemes} schemes`;
}

/** The one pool of the area. */
export const POOL = 'sheffield-bcf';

/** What came in: each partner pays by the quarter, and the board has not paid this one. */
const CONTRIBUTIONS = [
  ['2025-26', '2025-04-14', SHEFFIELD, '250000.00'],
  ['2025-26', '2025-04-22', CARE_BOARD, '360000.00'],
  ['2026-27', '2026-04-13', SHEFFIELD, '65000.00'],
] as const;

/** The team that brings people home from hospital: its months are nobody's in particular. */
const TEAM_MONTHS = ['2026-04-30', '2026-05-31', '2026-06-30'] as const;

/** What the host's finance office records of the pool beside what moves for people. */
export async function recordDemoPool(db: Database): Promise<string> {
  const office = financeOf(SHEFFIELD);
  for (const [year, day, partner, pounds] of CONTRIBUTIONS) {
    await recordPoolContribution(
      db,
      office,
      {
        ...{ pool: POOL, partner, year: year as FinancialYear, amount: parsePounds(pounds) },
        ...{ receivedOn: parsePlainDate(day), idempotencyKey: `demonstration ${partner} ${day}` },
      },
      DEMO_DAY,
    );
  }
  for (const month of TEAM_MONTHS) {
    const incurredOn = parsePlainDate(month);
    await recordPoolSpending(
      db,
      office,
      {
        ...{ pool: POOL, scheme: '3', partner: CARE_BOARD, carrier: 'TEAM', nature: 'REVENUE' },
        ...{ amount: parsePounds('6900.00'), incurredOn, words: 'Home from hospital team' },
        ...{ paidOn: incurredOn <= DEMO_DAY ? incurredOn : null },
        idempotencyKey: `demonstration team ${month}`,
      },
      DEMO_DAY,
    );
  }
  return `${CONTRIBUTIONS.length} contributions to the pool`;
}
