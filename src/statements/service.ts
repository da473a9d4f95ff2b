import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { accountsOf, type ShownAccount } from '../ledger/shown.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import { NO_PENCE } from '../values/money.ts';
import { type Statement, type StatementDays, statementOf, type Told } from './statement.ts';
import { toldOver } from './store.ts';

export interface AskedStatement extends StatementDays {
  /** As it was when so many movements had been recorded; null for now. */
  readonly version: number | null;
}

const NOTHING: Told = { broughtForward: NO_PENCE, version: 0, changes: [] };

/**
 * Statements of people over the same days, of the sources that the viewer is shown; two database
 * statements for any number. Beside each, the accounts it tells of.
 */
export async function statementsOf(
  db: Database | Transaction,
  viewer: Viewer,
  people: readonly VisiblePerson[],
  { from, to, version }: AskedStatement,
): Promise<{ statement: Statement; accounts: readonly ShownAccount[] }[]> {
  const accounts = await accountsOf(db, viewer, people);
  const asked = people.flatMap(({ id: personId }, at) =>
    (accounts[at] ?? []).map(({ id: accountId, sources }) => ({
      ...{ personId, accountId },
      streams: [...new Set(sources.map(({ stream }) => stream.code))],
    })),
  );
  const told = await toldOver(openedFor(db, people), asked, { from, to }, version);
  return people.map(({ id }, at) => ({
    statement: statementOf(told.get(id) ?? NOTHING, { from, to }),
    accounts: accounts[at] ?? [],
  }));
}
