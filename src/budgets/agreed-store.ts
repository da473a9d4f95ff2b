import { list, type Queries, type Sql, sql } from '../db/database.ts';
import { isKnown } from '../ledger/store.ts';
import { SELF } from '../streams/stream.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Ordered } from './agreed-ahead.ts';
import type { KnownAt } from './sources.ts';

/** Whoever has an award of a stream, by ids alone. */
export interface Awarded {
  readonly id: string;
  readonly identities: readonly string[];
  readonly accounts: readonly string[];
}

/** How many people are priced at once: few enough to stay small, many enough to spare round trips. */
export const PRICED_AT_ONCE = 500;

/** Everybody who has an award of these streams, in order of their ids. */
export function everybodyAwarded(queries: Queries, streams: readonly string[]): Promise<Awarded[]> {
  return queries.rows<Awarded>(
    'budgets.everybody-awarded',
    sql`with awarded as materialized (
          select distinct i.person_id from award_keys a join identity_keys i on i.id = a.identity_id
          where a.counts and a.stream = any(${list(streams)}::text::text[])
            and i.person_id is not null
        )
        select k.person_id::text as id, json_agg(distinct k.id::text) as identities,
          coalesce(json_agg(distinct held.id::text) filter (where held.id is not null), '[]'::json)
            as accounts
        from awarded join identity_keys k on k.person_id = awarded.person_id
        left join accounts held on held.identity_id = k.id
        group by k.person_id order by k.person_id`,
  );
}

/** The streams of which sources report the payments, for no account holds their money. */
export async function reportedStreams(queries: Queries): Promise<Set<string>> {
  const rows = await queries.rows<{ stream: string }>(
    'budgets.reported-streams',
    sql`select stream from undepositable_streams`,
  );
  return new Set(rows.map(({ stream }) => stream));
}

/** The first journal about what an entry moves: what it takes back, or what that was about. */
const ROOT: Sql = sql`left join journals taken on taken.id = j.reverses
  join journals root on root.id = coalesce(taken.about, taken.id, j.about, j.id)`;

/**
 * What is ordered out of open accounts and neither paid nor billed at the end of a day, by account,
 * stream and funder.
 */
export async function orderedOutOf(
  queries: Queries,
  accounts: readonly string[],
  { day, knownAt }: { readonly day: PlainDate; readonly knownAt: KnownAt },
): Promise<(Ordered & { readonly account: string })[]> {
  if (accounts.length === 0) return [];
  const rows = await queries.rows<{
    account: string;
    stream: string;
    funder: OrganisationCode;
    amount: bigint;
  }>(
    'budgets.ordered-out-of',
    sql`select l.account_id::text as account, l.stream, l.funder, sum(e.amount_pence)::bigint as amount
        from ledger_accounts l join entries e on e.ledger_account_id = l.id
        join journals j on j.id = e.journal_id and j.year = e.year
          and j.effective_day <= ${day}::date and ${isKnown(sql`j.recorded_at`, knownAt)}
        ${ROOT}
        where l.account_id = any(${list(accounts)}::text::uuid[]) and l.kind = 'COMMITTED'
          and l.stream is not null and l.funder <> ${SELF} and root.invoice is null
        group by 1, 2, 3 having sum(e.amount_pence) > 0 order by 1, 2, 3`,
  );
  return rows.map(({ amount, ...row }) => ({ ...row, amount: pence(amount) }));
}
