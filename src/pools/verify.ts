import { type Check, checkThat } from '../audit/check.ts';
import { type Database, type Queries, type Sql, sql } from '../db/database.ts';
import { addPence, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { CountedTwice } from './attribute.ts';
import { drawnOn, type MonthSum } from './drawn.ts';
import { overAttributed } from './judge-rules.ts';
import { spentSince } from './months-store.ts';
import { sumsBy } from './pool-year.ts';
import { rulesKnown } from './rules-store.ts';

const FIRST_DAY = '1800-01-01' as PlainDate;
const ALL_THAT_IS_KNOWN = '2299-12-31' as PlainDate;

/**
 * What must always hold of pools: contributions add up to what was agreed; no line of money is
 * attributed twice; what was spent for everybody is attributed to schemes or left unattributed, to the
 * penny, and is what the ledger holds; what is recorded about an entry agrees with it.
 */
export async function verifyPools(db: Database): Promise<Check[]> {
  const [looked] = await db.rows<{ totals: bigint; entries: bigint }>(
    'pools.count-kept',
    sql`select (select count(*) from pool_totals) as totals,
          (select count(*) from pool_entries) as entries`,
  );
  const { totals, entries } = looked as NonNullable<typeof looked>;
  const wrong = async (statement: Promise<{ id: string }[]>) =>
    (await statement).map(({ id }) => id);
  const rules = await rulesKnown(db, ALL_THAT_IS_KNOWN);
  const spent = await spentSince(db.under({ task: 'POOLING' }), FIRST_DAY);
  return [
    checkThat(
      'contributions to a pool add up to what was agreed',
      await wrong(db.rows('pools.wrongly-agreed', WRONGLY_AGREED)),
      `${totals} totals`,
    ),
    checkThat(
      'no money is attributed to pools twice',
      overAttributed(rules),
      `${rules.length} rules`,
    ),
    checkThat(
      'what was spent is attributed to a scheme or to none, to the penny',
      notConserved(rules, spent),
      `${spent.length} sums of months`,
    ),
    checkThat(
      'what pools are told was spent is what the ledger holds',
      await besideLedger(db, spent),
      `${spent.length} sums of months`,
    ),
    checkThat(
      'what is recorded about an entry of a pool agrees with it',
      await wrong(db.rows('pools.wrongly-about', WRONGLY_ABOUT)),
      `${entries} entries`,
    ),
  ];
}

/** By stream and funder: all parts and what is unattributed, against the sums themselves. */
function notConserved(
  rules: Awaited<ReturnType<typeof rulesKnown>>,
  spent: readonly MonthSum[],
): string[] {
  const keyOf = ({ stream, funder }: MonthSum) => `${stream} ${funder}`;
  const amountOf = ({ amount }: MonthSum) => amount;
  try {
    const { parts, unattributed } = drawnOn(rules, spent);
    const found = sumsBy([...parts, ...unattributed], keyOf, amountOf);
    return [...sumsBy(spent, keyOf, amountOf)]
      .filter(([key, amount]) => (found.get(key) ?? 0n) !== amount)
      .map(([key]) => key);
  } catch (error) {
    if (!(error instanceof CountedTwice)) throw error;
    return [error.message];
  }
}

/** Streams of which another sum has gone out of accounts and come back to them. */
async function besideLedger(db: Database, spent: readonly MonthSum[]): Promise<string[]> {
  const held = await providedTo(db.under({ task: 'CHECKING' }));
  const reported = new Set(
    (
      await db.rows<{ stream: string }>(
        'pools.reported-streams',
        sql`select stream from undepositable_streams`,
      )
    ).map(({ stream }) => stream),
  );
  const told = sumsBy(
    spent.filter(({ stream }) => !reported.has(stream)),
    ({ stream, funder }) => `${stream} ${funder}`,
    ({ amount }) => amount,
  );
  const keys = new Set([...held.keys(), ...told.keys()]);
  return [...keys].filter((key) => (held.get(key) ?? 0n) !== (told.get(key) ?? 0n));
}

async function providedTo(queries: Queries): Promise<Map<string, Pence>> {
  const rows = await queries.rows<{ stream: string; funder: string; amount: bigint }>(
    'pools.provided',
    sql`select stream, funder, sum(balance_pence)::bigint as amount from ledger_accounts
        where kind = 'PROVIDER' and stream is not null and funder <> 'SELF'
          and stream not in (select u.stream from undepositable_streams u)
        group by 1, 2`,
  );
  return new Map(
    rows.map(({ stream, funder, amount }) => [`${stream} ${funder}`, addPence(amount as Pence)]),
  );
}

/** Agreements of which the contributions to a year are not the total that stands. */
const WRONGLY_AGREED: Sql = sql`select distinct t.agreement_id as id from pool_totals t
  join (select agreement_id, year, max(ordinal) as ordinal from pool_totals group by 1, 2) last
    using (agreement_id, year, ordinal)
  where t.total_pence <> (select coalesce(sum(c.amount_pence), 0) from pool_contributions c
    where c.agreement_id = t.agreement_id and c.year = t.year)
  order by 1 limit 100`;

/** Only spending is paid, once; what is taken back is no taking back, of the same pool and no earlier. */
const WRONGLY_ABOUT: Sql = sql`select e.id from pool_entries e
  join pool_entries about on about.id = e.about
  where e.pool <> about.pool
    or (e.kind = 'PAID' and (about.kind <> 'SPENT' or about.day is not null))
    or (e.kind = 'REVERSED' and (about.kind not in ('RECEIVED', 'SPENT') or e.day < about.day))
  order by e.ordinal limit 100`;
