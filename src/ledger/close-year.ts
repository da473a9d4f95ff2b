import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database } from '../db/database.ts';
import { findOrganisation } from '../streams/store.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { moving } from './posting.ts';
import { NotFound, UnfinishedYear } from './refusals.ts';
import {
  type ClosedYearRecord,
  closedYearsOf,
  keepClosedYear,
  lockAccountsOfHost,
} from './store.ts';

export interface Closed {
  readonly closed: ClosedYearRecord;
  readonly replayed: boolean;
}

/**
 * Closes a financial year of the viewer's organisation, by its dated act: from then on nothing is
 * recorded with a day in it, in no account that it hosts. Movements under way end first. Throws a
 * MoneyRefused.
 */
export async function closeYear(
  db: Database,
  viewer: Viewer,
  year: FinancialYear,
  today: PlainDate,
): Promise<Closed> {
  const { organisation: host, subject: by } = viewer;
  if (reachOf(viewer, 'close-year') !== 'hosted' || host === null) throw notTheirs();
  if (today < daysOf(year).until) {
    throw new UnfinishedYear('year', 'is not over yet');
  }
  return moving(db, async (tx) => {
    if (!(await findOrganisation(tx, host))) throw notTheirs();
    await lockAccountsOfHost(tx, host);
    const isNew = await keepClosedYear(tx, host, { year, by });
    if (isNew) await note(tx, by, { action: 'year-closed', host, year });
    const closed = (await closedYearsOf(tx, host)).find((each) => each.year === year);
    return { closed: closed as ClosedYearRecord, replayed: !isNew };
  });
}

const notTheirs = () => new NotFound('year', 'is none that you may close');
