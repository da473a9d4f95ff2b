import type { Queries } from '../db/database.ts';
import type { Scope } from '../db/scope.ts';
import { type AgreedSum, type AskedAhead, agreedAhead, summed } from './agreed-ahead.ts';
import {
  type Awarded,
  everybodyAwarded,
  orderedOutOf,
  PRICED_AT_ONCE,
  reportedStreams,
} from './agreed-store.ts';
import type { KnownAt } from './sources.ts';
import { toldInYear } from './store.ts';

export type AskedAgreed = Omit<AskedAhead, 'reported' | 'streams'> & {
  readonly knownAt: KnownAt;
  readonly streams: readonly string[];
};

/**
 * What everybody’s awards of these streams come to that is still to come in a year. People are priced
 * as their own budgets are, some at a time, and nothing but the sums over all of them leaves.
 */
export async function readAgreed(
  db: { under(scope: Scope): Queries },
  { knownAt, ...asked }: AskedAgreed,
): Promise<AgreedSum[]> {
  if (asked.streams.length === 0) return [];
  const everybody = await everybodyAwarded(db.under({}), asked.streams);
  const reported = await reportedStreams(db.under({}));
  const said = { ...asked, streams: new Set(asked.streams), reported };
  let sums: AgreedSum[] = [];
  for (let at = 0; at < everybody.length; at += PRICED_AT_ONCE) {
    const people = everybody.slice(at, at + PRICED_AT_ONCE);
    sums = summed([...sums, ...(await agreedOfSome(db, people, said, knownAt))]);
  }
  return sums;
}

async function agreedOfSome(
  db: { under(scope: Scope): Queries },
  people: readonly Awarded[],
  asked: AskedAhead,
  knownAt: KnownAt,
): Promise<AgreedSum[]> {
  const accounts = people.flatMap((person) => person.accounts);
  const opened = db.under({ identities: people.flatMap((each) => each.identities), accounts });
  const personIds = people.map(({ id }) => id);
  const told = await toldInYear(opened, { personIds, year: asked.year, knownAt }, 'SUMS');
  const ordered = await orderedOutOf(opened, accounts, { day: asked.today, knownAt });
  return people.flatMap(({ id, accounts: own }) =>
    agreedAhead(
      {
        awards: told.awards.get(id) ?? [],
        decisions: told.decisions.get(id) ?? [],
        assessments: told.assessments.get(id) ?? [],
        ordered: ordered.filter(({ account }) => own.includes(account)),
      },
      asked,
    ),
  );
}
