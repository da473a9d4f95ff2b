import { list, type Queries, records, sql, type Transaction } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { pence } from '../values/money.ts';
import type { Span } from '../values/period.ts';
import type { Codes } from './dimension.ts';
import type { ProtectedCell } from './protect.ts';
import type { Publication, SpentInMonth } from './publication.ts';
import type { UsageFact } from './usage-facts.ts';

const ROWS_AT_ONCE = 5000;

/** What was published of a pool in a year, in order of its parts. */
export async function publicationsOf(
  queries: Queries,
  pool: string,
  year: FinancialYear,
): Promise<Publication[]> {
  return queries.rows<Publication>(
    'pools.publications-of',
    sql`select id, pool, year, part, as_of as "asOf", rule_version as "ruleVersion"
        from usage_publications where pool = ${pool} and year = ${year} order by part`,
  );
}

/** Waits until nobody else publishes of the pool, and keeps it so. */
export async function lockPool(tx: Transaction, pool: string): Promise<boolean> {
  const found = await tx.rows(
    'pools.lock-pool',
    sql`select code from pools where code = ${pool} for update`,
  );
  return found.length > 0;
}

export async function keepPublication(
  tx: Transaction,
  said: Omit<Publication, 'id'> & { readonly publishedBy: string },
): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    'pools.keep-publication',
    sql`insert into usage_publications (pool, year, part, as_of, rule_version, published_by)
        values (${said.pool}, ${said.year}, ${said.part}, ${said.asOf}::date,
          ${said.ruleVersion}, ${said.publishedBy})
        returning id`,
  );
  return (row as { id: string }).id;
}

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
          from usage_months f join usage_publications p on p.id = f.publication_id
          where p.pool = ${pool} group by 1, 2
        )
        insert into usage_months (publication_id, ledger_account_id, account_id, month, amount_pence)
        select ${id}::uuid, m.ledger_account_id, m.account_id, m.month,
          m.amount_pence - coalesce(t.amount, 0)
        from spending_months m join ledger_accounts l on l.id = m.ledger_account_id
        left join told t on t.ledger_account_id = m.ledger_account_id and t.month = m.month
        where m.month < ${days.until}::date
          and (m.month >= ${days.from}::date or exists (select from usage_publications over
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
        from usage_months f join ledger_accounts l on l.id = f.ledger_account_id
        join accounts a on a.id = f.account_id join identities i on i.id = a.identity_id
        join streams s on s.code = l.stream
        left join lateral (select min(other.birth_date) as birth_date from identities other
          where other.id = i.id or other.person_id = i.person_id) born on true
        where f.publication_id = any(${list(publications)}::text::uuid[])
        group by 1, 2, 3, 4, 5, 6, 7, 8 order by 3, 5, 8, 1, 6, 7`,
  );
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) as SpentInMonth['amount'] }));
}

/** Keeps what each person brings, whoever they are: a number stands in for them, drawn anew each time. */
export async function keepFacts(
  tx: Transaction,
  publication: string,
  facts: readonly UsageFact[],
): Promise<void> {
  const people = shuffled([...new Set(facts.map(({ person }) => person))]);
  const numbers = new Map(people.map((person, at) => [person, at + 1]));
  for (let at = 0; at < facts.length; at += ROWS_AT_ONCE) {
    const rows = facts.slice(at, at + ROWS_AT_ONCE).map(({ person, codes, amount }) => ({
      ...{ person: numbers.get(person), codes, amount: `${amount}` },
    }));
    await tx.rows(
      'pools.keep-facts',
      sql`insert into usage_facts (publication_id, person_number, codes, amount_pence)
          select ${publication}::uuid, person, codes, amount::bigint
          from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (person int, codes jsonb,
            amount text)`,
    );
  }
}

function shuffled<Each>(all: readonly Each[]): Each[] {
  return all
    .map((each) => ({ each, at: crypto.getRandomValues(new Uint32Array(1))[0] as number }))
    .sort((one, other) => one.at - other.at)
    .map(({ each }) => each);
}

/** What was brought to a publication, by the number of each person in it. */
export async function factsOf(queries: Queries, publication: string): Promise<UsageFact[]> {
  const rows = await queries.rows<{ person: number; codes: Codes; amount: string }>(
    'pools.facts-of',
    sql`select person_number as person, codes, amount_pence::text as amount
        from usage_facts where publication_id = ${publication}::uuid`,
  );
  return rows.map(({ person, codes, amount }) => ({
    ...{ person: `${person}`, codes, amount: BigInt(amount) as UsageFact['amount'] },
  }));
}

interface CellRow {
  codes: string[];
  people: number | null;
  amount: string | null;
  base: string | null;
  withheld: ProtectedCell['withheld'];
}

/** A table of a publication as it was worked out before; undefined where nobody has asked for it. */
export async function publishedTable(
  queries: Queries,
  publication: string,
  by: string,
): Promise<ProtectedCell[] | undefined> {
  const [row] = await queries.rows<{ cells: CellRow[] }>(
    'pools.published-table',
    sql`select cells from usage_tables where publication_id = ${publication}::uuid and "by" = ${by}`,
  );
  return row?.cells.map(({ codes, people, amount, base, withheld }) => ({
    ...{ codes, withheld },
    shown:
      people === null
        ? null
        : { people, amount: pence(BigInt(amount ?? 0)), base: pence(BigInt(base ?? 0)) },
  }));
}

/** Keeps a table that was worked out; what another keeps meanwhile is the same. */
export async function keepTable(
  queries: Queries,
  publication: string,
  by: string,
  cells: readonly ProtectedCell[],
): Promise<void> {
  const rows: CellRow[] = cells.map(({ codes, shown, withheld }) => ({
    ...{ codes: [...codes], withheld, people: shown?.people ?? null },
    ...{ amount: shown ? `${shown.amount}` : null, base: shown ? `${shown.base}` : null },
  }));
  await queries.rows(
    'pools.keep-table',
    sql`insert into usage_tables (publication_id, "by", cells)
        values (${publication}::uuid, ${by}, ${JSON.stringify(rows)}::text::jsonb)
        on conflict do nothing`,
  );
}
