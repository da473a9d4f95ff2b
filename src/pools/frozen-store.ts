import type { Currency } from '../awards/award.ts';
import { list, sql, type Transaction } from '../db/database.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Publication } from './publication.ts';
import type { UsageLine } from './usage-facts.ts';

/** Which months of a quarter’s publication are new: the year’s so far, and what came too late for it. */
const isNew = (pool: string, days: Span) => sql`m.month < ${days.until}::date
          and (m.month >= ${days.from}::date or exists (select from publications over
            where over.pool = ${pool} and over.part = 'Q4' and m.month <= over.as_of
              and m.month > over.as_of - interval '1 year'))`;

/**
 * Freezes, for a quarter, the months of these streams out of accounts that were not published yet: those
 * of the year’s days so far, and what came too late for a year of which all quarters were published.
 */
export async function freezeMonths(
  tx: Transaction,
  { id, pool }: Pick<Publication, 'id'> & { readonly pool: string },
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
        insert into published_months
          (publication_id, ledger_account_id, account_id, month, amount_pence)
        select ${id}::uuid, m.ledger_account_id, m.account_id, m.month,
          m.amount_pence - coalesce(t.amount, 0)
        from spending_months m join ledger_accounts l on l.id = m.ledger_account_id
        left join told t on t.ledger_account_id = m.ledger_account_id and t.month = m.month
        where ${isNew(pool, days)} and l.stream = any(${list(streams)}::text::text[])
          and m.amount_pence <> coalesce(t.amount, 0)`,
  );
}

/**
 * The same of payments that sources report, as they stand now, of streams of which no account holds the
 * money: what a source takes back is below nothing.
 */
export async function freezePayments(
  tx: Transaction,
  { id, pool }: Pick<Publication, 'id'> & { readonly pool: string },
  streams: readonly string[],
  days: Span,
): Promise<void> {
  await tx.rows(
    'pools.freeze-payments',
    sql`with reported as (
          select a.identity_id, a.stream, a.funder, a.mode, a.provider, a.scheme, a.currency,
            date_trunc('month', p.paid_on)::date as month, sum(p.amount_pence) as amount
          from undepositable_streams u join awards a on a.stream = u.stream and a.counts
          join payments p on p.award_id = a.id
          where a.stream = any(${list(streams)}::text::text[])
            and exists (select from submission_windows w
              where w.submission_id = a.submission_id and w.known_until is null)
          group by 1, 2, 3, 4, 5, 6, 7, 8
        ), told as (
          select f.identity_id, f.stream, f.funder, f.mode, f.provider, f.scheme, f.currency, f.month,
            -sum(f.amount_pence) as amount
          from published_payments f join publications p on p.id = f.publication_id
          where p.pool = ${pool} and f.stream = any(${list(streams)}::text::text[])
          group by 1, 2, 3, 4, 5, 6, 7, 8
        ), m as (
          select identity_id, stream, funder, mode, provider, scheme, currency, month,
            sum(amount) as amount
          from (select * from reported union all select * from told) parts
          group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(amount) <> 0
        )
        insert into published_payments (publication_id, identity_id, stream, funder, mode, provider,
          scheme, currency, month, amount_pence)
        select ${id}::uuid, m.* from m where ${isNew(pool, days)}`,
  );
}

interface FrozenRow {
  person: string;
  stream: string;
  funder: OrganisationCode;
  mode: string;
  provider: string | null;
  scheme: string | null;
  currency: string | null;
  month: PlainDate;
  amount: string;
}

/**
 * What the person’s awards in force in the month, of the stream and funder, all name; as the pool’s
 * account takes it (views spent_by_month).
 */
const NAMED = sql`left join lateral (
          select min(w.scheme) as scheme, min(w.currency) as currency
          from identities o join awards w on w.identity_id = o.id and w.counts
            and w.basis <> 'ACTIVITY'
          where o.person_id = i.person_id and w.stream = l.stream and w.funder = l.funder
            and w.first_day < f.month + interval '1 month'
            and (w.until_day is null or w.until_day > f.month)
            and exists (select from submission_windows s where s.submission_id = w.submission_id
              and s.known_until is null
              and (s.from_day is null or s.from_day < f.month + interval '1 month')
              and (s.until_day is null or s.until_day > f.month))
          having count(distinct (coalesce(w.scheme, ''), coalesce(w.currency, ''))) = 1
        ) c on true`;

/** What was frozen for these publications, with whose it is: one line for each way it was held. */
export async function frozenLines(
  tx: Transaction,
  publications: readonly string[],
): Promise<UsageLine[]> {
  const rows = await tx.rows<FrozenRow>(
    'pools.frozen-lines',
    sql`select coalesce(i.person_id, i.id)::text as person, l.stream, l.funder, a.mode,
          null as provider, c.scheme, c.currency, f.month, sum(f.amount_pence)::text as amount
        from published_months f join ledger_accounts l on l.id = f.ledger_account_id
        join accounts a on a.id = f.account_id join identities i on i.id = a.identity_id
        ${NAMED}
        where f.publication_id = any(${list(publications)}::text::uuid[])
        group by 1, 2, 3, 4, 5, 6, 7, 8
        union all
        select coalesce(i.person_id, i.id)::text, f.stream, f.funder, f.mode, f.provider, f.scheme,
          f.currency, f.month, sum(f.amount_pence)::text
        from published_payments f join identities i on i.id = f.identity_id
        where f.publication_id = any(${list(publications)}::text::uuid[])
        group by 1, 2, 3, 4, 5, 6, 7, 8
        order by 2, 3, 8, 1, 4, 5, 6, 7`,
  );
  return rows.map(({ scheme, currency, amount, ...row }) => ({
    ...{ ...row, measure: 'ACTUAL' as const, amount: BigInt(amount) as Pence },
    currency: currencyOf(scheme, currency),
  }));
}

const currencyOf = (scheme: string | null, code: string | null): Currency | null =>
  scheme === null || code === null ? null : { scheme, code };
