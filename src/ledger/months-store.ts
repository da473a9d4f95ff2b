import { list, type Queries, sql, type Transaction } from '../db/database.ts';

/** Months of places whose sum is not what their entries come to, by the id of the place. */
export async function wrongMonths(queries: Queries): Promise<{ id: string }[]> {
  return queries.rows<{ id: string }>(
    'ledger.wrong-months',
    sql`with told as (
          select l.id, date_trunc('month', j.effective_day)::date as month,
            sum(e.amount_pence) as amount
          from entries e join ledger_accounts l on l.id = e.ledger_account_id
            and l.kind = 'PROVIDER'
          join journals j on j.id = e.journal_id and j.year = e.year
          group by 1, 2
        )
        select distinct coalesce(t.id, m.ledger_account_id) as id
        from told t full join spending_months m
          on m.ledger_account_id = t.id and m.month = t.month
        where m.amount_pence is distinct from t.amount
        order by 1 limit 100`,
  );
}

/** The ids of the next accounts after one, in order. */
export async function accountsAfter(
  queries: Queries,
  after: string | null,
  count: number,
): Promise<string[]> {
  const rows = await queries.rows<{ id: string }>(
    'ledger.accounts-after',
    sql`select id from accounts where ${after}::uuid is null or id > ${after}::uuid
        order by id limit ${count}`,
  );
  return rows.map(({ id }) => id);
}

/** Adds up the months of accounts anew, while nobody moves money in them. */
export async function rebuildMonths(tx: Transaction, accounts: readonly string[]): Promise<void> {
  const ids = sql`${list(accounts)}::text::uuid[]`;
  await tx.rows(
    'ledger.lock-for-months',
    sql`select id from accounts where id = any(${ids}) order by id for update`,
  );
  await tx.rows(
    'ledger.forget-months',
    // By places, which the months are in order of: else every batch would go through all months.
    sql`delete from spending_months m using ledger_accounts l
        where l.account_id = any(${ids}) and m.ledger_account_id = l.id`,
  );
  await tx.rows(
    'ledger.rebuild-months',
    sql`insert into spending_months (ledger_account_id, account_id, month, amount_pence)
        select l.id, l.account_id, date_trunc('month', j.effective_day)::date,
          sum(e.amount_pence)
        from ledger_accounts l join entries e on e.ledger_account_id = l.id
        join journals j on j.id = e.journal_id and j.year = e.year
        where l.account_id = any(${ids}) and l.kind = 'PROVIDER'
        group by 1, 2, 3`,
  );
}

/**
 * Adds up the sums of everybody together anew from the months. One statement sees months and changes as
 * of one moment, and what is moved meanwhile adds its change to what it finds.
 */
export async function rebuildSums(tx: Transaction): Promise<void> {
  await tx.rows(
    'ledger.lock-for-sums',
    sql`select pg_advisory_xact_lock(
          hashtextextended(current_schema() || ' adds up spending', 0))`,
  );
  await tx.rows(
    'ledger.rebuild-sums',
    sql`with gone as (delete from spending_changes), told as (
          select l.stream, l.funder, m.month, sum(m.amount_pence) as amount
          from spending_months m join ledger_accounts l on l.id = m.ledger_account_id
          where l.stream is not null and l.funder is not null group by 1, 2, 3
        )
        insert into spending_sums (stream, funder, month, amount_pence)
        select stream, funder, month, coalesce(t.amount, 0)
        from told t full join spending_sums s using (stream, funder, month)
        on conflict (stream, funder, month) do update set amount_pence = excluded.amount_pence`,
  );
}

/** Sums of everybody together that are not what their months come to, each by what it is of. */
export async function wrongSums(queries: Queries): Promise<{ id: string }[]> {
  return queries.rows<{ id: string }>(
    'ledger.wrong-sums',
    sql`with told as (
          select l.stream, l.funder, m.month, sum(m.amount_pence) as amount
          from spending_months m join ledger_accounts l on l.id = m.ledger_account_id
          where l.stream is not null and l.funder is not null group by 1, 2, 3
        ), kept as (
          select stream, funder, month, sum(amount_pence) as amount from (
            select stream, funder, month, amount_pence from spending_sums
            union all select stream, funder, month, amount_pence from spending_changes) both_kinds
          group by 1, 2, 3
        )
        select stream || ' ' || funder || ' ' || month as id
        from told t full join kept k using (stream, funder, month)
        where coalesce(t.amount, 0) <> coalesce(k.amount, 0) order by 1 limit 100`,
  );
}
