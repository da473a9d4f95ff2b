import { type Check, checkThat } from '../audit/check.ts';
import { type Database, list, type Sql, sql } from '../db/database.ts';
import { HELD_MODES } from './account.ts';
import { wrongMonths, wrongSums } from './months-store.ts';
import { NEVER_OVERDRAWN } from './movement.ts';
import { verifyKept } from './verify-kept.ts';

/**
 * What must always hold of the ledger, worked out anew from its entries: each journal sums to
 * nothing, in all and of each source; each balance is the sum of its entries; money held, promised or
 * set aside is never below nothing; what is reversed is reversed once, by its exact opposite; what is
 * about an earlier movement is within it; what funders give each other sums to nothing; what is kept
 * beside agrees with it.
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
    checkThat(
      'what ends, pays, gives back or decides a movement does so once, and within it',
      await wrong(queries.rows('ledger.wrongly-about', WRONGLY_ABOUT)),
      `${journals} movements`,
    ),
    checkThat(
      'each month of spending is the sum of its entries',
      await wrong(wrongMonths(queries)),
      `${entries} entries`,
    ),
    checkThat(
      'each sum of everybody’s months is the sum of them',
      await wrong(wrongSums(queries)),
      `${places} places`,
    ),
    checkThat(
      'what funders give each other sums to nothing',
      await wrong(queries.rows('ledger.unequal-recharge', UNEQUAL_RECHARGE)),
      `${journals} movements`,
    ),
    ...(await verifyKept(queries)),
  ];
}

/** All entries are added up once: to look them up for each movement takes fifty times as long. */
const UNBALANCED: Sql = sql`with of_source as (
    select e.year, e.journal_id, count(*) as lines, sum(e.amount_pence) as total
    from entries e join ledger_accounts l on l.id = e.ledger_account_id
    group by e.year, e.journal_id, l.stream, l.funder
  ), of_journal as (
    select year, journal_id, sum(lines) as lines, bool_or(total <> 0) as is_off
    from of_source group by year, journal_id
  )
  select j.id from journals j
  left join of_journal s on s.year = j.year and s.journal_id = j.id
  where coalesce(s.lines, 0) < 2 or s.is_off
  order by j.ordinal limit 100`;

const OFF_BALANCE: Sql = sql`select l.id from ledger_accounts l
  join accounts a on a.id = l.account_id
  left join (select ledger_account_id, sum(amount_pence) as total from entries
    group by ledger_account_id) e on e.ledger_account_id = l.id
  where l.balance_pence <> coalesce(e.total, 0)
    or (l.kind = any(${list(NEVER_OVERDRAWN)}::text::text[]) and l.balance_pence < 0)
    or (l.kind = any(${list(HELD_MODES)}::text::text[]) and l.kind <> a.mode)
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

const stands = (journal: Sql): Sql =>
  sql`not exists (select from journals r where r.reverses = ${journal}.id)`;

/**
 * Of each movement that a later one is about: what is left of it at the place that says so. A promise
 * that ended leaves nothing promised, a decision nothing in question; no refund is more than was paid.
 */
const WRONGLY_ABOUT: Sql = sql`select distinct id from (
  select b.id from journals b join journals o on o.id = b.about
  where b.account_id <> o.account_id
    or (b.kind in ('RELEASE', 'SETTLEMENT') and o.kind <> 'HOLD')
    or (b.kind = 'ATTRIBUTION' and o.kind <> 'IN_QUESTION')
    or (b.kind = 'REFUND'
      and o.kind not in ('SPENDING', 'SETTLEMENT', 'ATTRIBUTION', 'IN_QUESTION'))
    or (${stands(sql`b`)} and not (${stands(sql`o`)}))
  union all
  select b.about from journals b
  where b.kind in ('RELEASE', 'SETTLEMENT', 'ATTRIBUTION') and ${stands(sql`b`)}
  group by b.about having count(*) > 1
  union all
  select o.id from journals o cross join lateral (
    select sum(e.amount_pence) as left_over,
      bool_or(b.kind in ('RELEASE', 'SETTLEMENT', 'ATTRIBUTION') and b.id <> o.id) as is_ended
    from journals b
    join entries e on e.year = b.year and e.journal_id = b.id
    join ledger_accounts l on l.id = e.ledger_account_id
    where (b.id = o.id or b.about = o.id) and ${stands(sql`b`)} and l.kind = (case o.kind
      when 'HOLD' then 'COMMITTED' when 'IN_QUESTION' then 'IN_QUESTION' else 'PROVIDER' end)
      and (l.stream is not null or o.kind = 'IN_QUESTION')
    group by l.id) s
  where o.kind in ('HOLD', 'SPENDING', 'SETTLEMENT', 'ATTRIBUTION', 'IN_QUESTION')
    and ${stands(sql`o`)} and exists (select from journals b where b.about = o.id)
    and (s.is_ended and o.kind in ('HOLD', 'IN_QUESTION') and s.left_over <> 0
      or (case o.kind when 'IN_QUESTION' then -s.left_over else s.left_over end) < 0)
) wrong limit 100`;

const UNEQUAL_RECHARGE: Sql = sql`select j.id from journals j where j.kind = 'RECHARGE' and (
    select sum(e.amount_pence) from entries e join ledger_accounts l on l.id = e.ledger_account_id
    where e.year = j.year and e.journal_id = j.id and l.kind = 'RECHARGE') <> 0
  order by j.ordinal limit 100`;
