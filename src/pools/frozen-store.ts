import { list, sql, type Transaction } from '../db/database.ts';
import type { Span } from '../values/period.ts';
import type { Publication, SpentInMonth } from './publication.ts';

/**
 * Freezes, for a quarter, the months of these streams that were not published yet: those of the year's
 * days so far, and what came too late for a year of which all quarters were published.
 */
export async function freezeMonths(
  tx: Transaction,
  { id, pool }: Pick<Publication, 'id' | 'pool'>,
  streams: readonly string[],
  days: Span,
): Promise<void> {
  await tx.rows(
    'pools.freeze-months',
    sql`with told as (
          select f.ledger_account_id, f.month, sum(f.amount_pence) as amount
          from published_months f join publications p on p.id = f.publication_id
          where p.pool = ${pool} group by 1, 2
        )
        insert into published_months (publication_id, ledger_account_id, account_id, month, amount_pence)
        select ${id}::uuid, m.ledger_account_id, m.account_id, m.month,
          m.amount_pence - coalesce(t.amount, 0)
        from spending_months m join ledger_accounts l on l.id = m.ledger_account_id
        left join told t on t.ledger_account_id = m.ledger_account_id and t.month = m.month
        where m.month < ${days.until}::date
          and (m.month >= ${days.from}::date or exists (select from publications over
            where over.pool = ${pool} and over.part = 'Q4' and m.month <= over.as_of
              and m.month > over.as_of - interval '1 year'))
          and l.stream = any(${list(streams)}::text::text[])
          and m.amount_pence <> coalesce(t.amount, 0)`,
  );
}

/** What was frozen for these publications, with whose it is: one row for each place and month. */
export async function frozenMonths(
  tx: Transaction,
  publications: readonly string[],
): Promise<SpentInMonth[]> {
  const rows = await tx.rows<Omit<SpentInMonth, 'amount'> & { amount: string }>(
    'pools.frozen-months',
    sql`select coalesce(i.person_id, i.id)::text as person, born.birth_date as "birthDate",
          l.stream, s.sector, l.funder, a.mode, a.host, f.month, sum(f.amount_pence)::text as amount
        from published_months f join ledger_accounts l on l.id = f.ledger_account_id
        join accounts a on a.id = f.account_id join identities i on i.id = a.identity_id
        join streams s on s.code = l.stream
        left join lateral (select min(other.birth_date) as birth_date from identities other
          where other.id = i.id or other.person_id = i.person_id) born on true
        where f.publication_id = any(${list(publications)}::text::uuid[])
        group by 1, 2, 3, 4, 5, 6, 7, 8 order by 3, 5, 8, 1, 6, 7`,
  );
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) as SpentInMonth['amount'] }));
}
