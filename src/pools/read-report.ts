import type { Viewer } from '../access/viewer.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { dayReported, type PoolReport, reportOf } from './pool-report.ts';
import type { Part } from './publication.ts';
import { type PoolDatabase, type ReadPool, type ReadPoolYear, readPoolYear } from './read-pool.ts';

export interface AskedReport {
  readonly year: FinancialYear;
  readonly part: Part;
  readonly today: PlainDate;
  /** As it was known at the end of that day, at most today; null for what is known now. */
  readonly knownOn: PlainDate | null;
}

/**
 * The report of a quarter or a year, for whoever may read the pool’s account of that year; null for
 * everybody else. Asked for again as known on the same day it is the same, but for what its caveats say.
 */
export async function readPoolReport(
  db: PoolDatabase,
  viewer: Viewer,
  read: ReadPool,
  { year, part, today, ...asked }: AskedReport,
): Promise<PoolReport<ReadPoolYear> | null> {
  const isPast = asked.knownOn !== null && asked.knownOn < today;
  const knownOn = isPast ? (asked.knownOn as PlainDate) : today;
  const day = dayReported(year, part, knownOn);
  const past = isPast || day < today ? { past: { day, knownOn: isPast ? knownOn : null } } : {};
  const account = await readPoolYear(db, viewer, read, { year, today, ...past });
  return account && reportOf(account, { part, knownOn, isPast });
}
