import { type Check, checkThat } from '../audit/check.ts';
import { type Database, type Sql, sql } from '../db/database.ts';

/**
 * What must always hold of the ledger, worked out anew from its entries: each journal sums to
 * nothing, in all and of each source; each balance is the sum of its entries; money held is never
 * below nothing; what is reversed is reversed once, by its exact opposite.
 */
export async function verifyLedger(db: Database): Promise<Check[]> {
  const queries = db.under({ task: 'CHECKING' });
  const [looked] = await queries.rows<{ journals: bigint; entries: bigint; places: bigint }>(
    'ledger.count-all',
    sql`select (select count(*) from journals) as journals,
          (select count(*) from entries) as entries,
          (select count(*) from ledger_accounts) as places`,
  );
  const { journals, entries, places } = looked as NonNullable<typeof looked>;
  const wrong = async (statement: Promise<{ id: string }[]>) =>
    (await statement).map(({ id }) => id);
  return [
    checkThat(
      'each movement sums to nothing, of each source too',
      await wrong(queries.rows('ledger.unbalanced', UNBALANCED)),
      `${journals} movements, ${entries} entries`,
    ),
    checkThat(
      'each balance is the sum of its entries',
      await wrong(queries.rows('ledger.off-balance', OFF_BALANCE)),
      `${places} balances`,
    ),
    checkThat(
      'a movement is reversed once at most, by its exact opposite',
      await wrong(queries.rows('ledger.wrongly-reversed', WRONGLY_REVERSED)),
      `${journals} movements`,
    ),
  ];
}

const UNBALANCED: Sql = sql`select j.id from journals j
  where (select count(*) from entries e where e.year = j.year and e.journal_id = j.id) < 2
    or exists (select from entries e join ledger_accounts l on l.id = e.ledger_account_id
      where e.year = j.year and e.journal_id = j.id
      group by l.stream, l.funder having sum(e.amount_pence) <> 0)
  order by j.ordinal limit 100`;

const OFF_BALANCE: Sql = sql`select l.id from ledger_accounts l
  join accounts a on a.id = l.account_id
  left join (select ledger_account_id, sum(amount_pence) as total from entries
    group by ledger_account_id) e on e.ledger_account_id = l.id
  where l.balance_pence <> coalesce(e.total, 0) or (l.kind = a.mode and l.balance_pence < 0)
  order by l.id limit 100`;

const WRONGLY_REVERSED: Sql = sql`select r.id from journals r
  join journals o on o.id = r.reverses
  where o.kind = 'REVERSAL' or o.account_id <> r.account_id
    or (select count(*) from journals again where again.reverses = o.id) > 1
    or exists (select from (
        select e.ledger_account_id, e.amount_pence from entries e
        where e.year = o.year and e.journal_id = o.id
        union all
        select e.ledger_account_id, e.amount_pence from entries e
        where e.year = r.year and e.journal_id = r.id) both_ways
      group by ledger_account_id having sum(amount_pence) <> 0)
  order by r.ordinal limit 100`;
