import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { accountsOf, type ShownAccount } from '../ledger/shown.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import { type Statement, type StatementDays, statementOf } from './statement.ts';
import { NOTHING, type ToldAs, toldOver } from './store.ts';

export interface AskedStatement extends StatementDays, ToldAs {}

export interface FoundStatement {
  readonly person: VisiblePerson;
  readonly statement: Statement;
  /** What is left out for whoever reads it, in the same words for every person; null: nothing. */
  readonly leftOut: string | null;
  /** The accounts that it tells of. */
  readonly accounts: readonly ShownAccount[];
}

/**
 * Statements of people over the same days, of the sources that the viewer is shown; two database
 * statements for any number.
 */
export async function statementsOf(
  db: Database | Transaction,
  viewer: Viewer,
  people: readonly VisiblePerson[],
  { from, to, version, since }: AskedStatement,
): Promise<FoundStatement[]> {
  const accounts = await accountsOf(db, viewer, people);
  const asked = people.flatMap(({ id: personId }, at) =>
    (accounts[at] ?? []).map(({ id: accountId, sources, isWhole }) => ({
      ...{ personId, accountId, isWhole },
      streams: [...new Set(sources.map(({ stream }) => stream.code))],
    })),
  );
  const told = await toldOver(openedFor(db, people), asked, { from, to }, { version, since });
  return people.map((person, at) => ({
    person,
    statement: statementOf(told.get(person.id) ?? NOTHING, { from, to }),
    leftOut: leftOutFor(viewer, person),
    accounts: accounts[at] ?? [],
  }));
}

function leftOutFor(viewer: Viewer, { sharing }: VisiblePerson): string | null {
  if (viewer.role === 'finance') {
    return 'Accounts that another organisation hosts are not in this statement.';
  }
  if (sharing.audience === 'SELF' || sharing.granted === null) return null;
  return 'Money of sources that are not shown to you is not in this statement, nor are payments in question.';
}
