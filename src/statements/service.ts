import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { accountsOf, type ShownAccount } from '../ledger/shown.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import { earlier, later, type PlainDate } from '../values/plain-date.ts';
import {
  type AskedVersion,
  type Happened,
  type KnownThen,
  knownThen,
  momentsOf,
  NOTHING_HAPPENED,
} from './happenings.ts';
import { happenedTo } from './happenings-store.ts';
import { type Statement, type StatementDays, statementOf } from './statement.ts';
import { NOTHING, type ToldAccount, toldOver } from './store.ts';

export interface AskedStatement extends StatementDays, AskedVersion {}

export interface FoundStatement {
  readonly person: VisiblePerson;
  readonly statement: Statement;
  /** As of when it is told: what lies ahead is told as of the same. */
  readonly known: KnownThen;
  /** What is left out for whoever reads it, in the same words for every person; null: nothing. */
  readonly leftOut: string | null;
  /** The accounts that it tells of. */
  readonly accounts: readonly ShownAccount[];
}

/**
 * Statements of people over the same days, of the sources that the viewer is shown; three database
 * statements for any number. Days that are still to come are no part of them: such a statement ends
 * today, and its number says so.
 */
export async function statementsOf(
  db: Database | Transaction,
  viewer: Viewer,
  people: readonly VisiblePerson[],
  asked: AskedStatement,
  today: PlainDate,
): Promise<FoundStatement[]> {
  const { from } = asked;
  const days = { from, to: later(from, earlier(asked.to, today)) };
  const accounts = await accountsOf(db, viewer, people);
  const held = people.map(({ id }, at) => (accounts[at] ?? []).map((each) => toldOf(id, each)));
  const queries = openedFor(db, people);
  const ids = people.map(({ id }) => id);
  const isFunder = people.some(({ sharing }) => sharing.fundedBy !== undefined);
  const happened = await happenedTo(queries, ids, held.flat(), isFunder);
  const known = people.map((person, at) =>
    knownOf(viewer, person, held[at] ?? [], happened.get(person.id) ?? NOTHING_HAPPENED, asked),
  );
  const then = held.flatMap((own, at) =>
    own.map((account) => ({ ...account, ...(known[at] as KnownThen) })),
  );
  // Somebody who is asked for twice holds the same accounts, which would be added up twice.
  const once = [...new Map(then.map((account) => [account.accountId, account])).values()];
  const told = await toldOver(queries, once, days, asked.since !== null);
  return people.map((person, at) => {
    const knownAt = known[at] as KnownThen;
    return {
      ...{ person, known: knownAt, accounts: accounts[at] ?? [] },
      statement: statementOf(told.get(person.id) ?? NOTHING, days, knownAt.version),
      leftOut: leftOutFor(viewer, person),
    };
  });
}

const toldOf = (personId: string, { id, sources, isWhole }: ShownAccount): ToldAccount => ({
  ...{ personId, accountId: id, isWhole },
  streams: [...new Set(sources.map(({ stream }) => stream.code))],
});

function knownOf(
  viewer: Viewer,
  { sharing }: VisiblePerson,
  accounts: readonly ToldAccount[],
  happened: Happened,
  asked: AskedStatement,
): KnownThen {
  const held = new Set(accounts.flatMap(({ streams }) => streams));
  return knownThen(momentsOf(happened, { viewer, sharing, held }), asked, asked.from);
}

function leftOutFor(viewer: Viewer, { sharing }: VisiblePerson): string | null {
  if (viewer.role === 'finance') {
    return 'Accounts that another organisation hosts are not in this statement.';
  }
  if (sharing.audience === 'SELF' || sharing.granted === null) return null;
  return 'Money of sources that are not shown to you is not in this statement, nor are payments in question.';
}
