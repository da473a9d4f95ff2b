import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { ruleLacking, ruleOn } from '../streams/money-rule.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import { findOrganisation } from '../streams/store.ts';
import { SELF } from '../streams/stream.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import {
  type CarryForwardRecord,
  carriedBy,
  carriedOfOwn,
  carryRule,
  type YearEnd,
} from './carry-forward.ts';
import { carryForwardsIn, keepCarryForwards, yearEnds } from './carry-store.ts';
import { moving } from './posting.ts';
import { NotFound, RuleNotKnown, UnfinishedYear } from './refusals.ts';
import {
  type ClosedYearRecord,
  closedYearsOf,
  keepClosedYear,
  lockAccountsOfHost,
} from './store.ts';

export interface Closed {
  readonly closed: ClosedYearRecord;
  /** What of each source’s unspent money is kept, may be asked back and is held apart. */
  readonly carried: readonly CarryForwardRecord[];
  readonly replayed: boolean;
}

/**
 * Closes a financial year of the viewer's organisation, by its dated act: from then on nothing is
 * recorded with a day in it, in no account that it hosts. Movements under way end first. Works out
 * what of each source's unspent money is carried forward, by the rule in force on the year's last
 * day, and moves none of it. Throws a MoneyRefused.
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
    if (isNew) {
      await carry(tx, host, year, today);
      await note(tx, by, { action: 'year-closed', host, year });
    }
    const closed = (await closedYearsOf(tx, host)).find((each) => each.year === year);
    const carried = await carryForwardsIn(tx, host, year);
    return { closed: closed as ClosedYearRecord, carried, replayed: !isNew };
  });
}

const notTheirs = () => new NotFound('year', 'is none that you may close');

async function carry(
  tx: Transaction,
  host: string,
  year: FinancialYear,
  today: PlainDate,
): Promise<void> {
  const ends = await yearEnds(tx, host, year);
  const funders = [...new Set(ends.map(({ funder }) => funder))];
  const book = await ruleBook(tx, ['CARRY_FORWARD'], funders, today);
  const lastDay = addDays(daysOf(year).until, -1);
  const carriedOf = (end: YearEnd) => {
    if (end.funder === SELF) return carriedOfOwn(end);
    const rule = ruleOn(book, carryRule(end), lastDay);
    if (!rule) throw new RuleNotKnown('year', ruleLacking(carryRule(end), lastDay));
    return carriedBy(rule, end);
  };
  const carried = ends.map((end) => {
    const { accountId, stream, funder } = end;
    return { accountId, stream, funder, ...carriedOf(end) };
  });
  await keepCarryForwards(tx, year, carried);
}
