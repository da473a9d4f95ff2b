import { join, type Queries, records, type Sql, sql, type Transaction } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { Publication, Published } from './publication.ts';
import type { PublishedFact } from './published-fact.ts';

const ROWS_AT_ONCE = 5000;

/** What was published of a subject in a year, in order of its parts. */
export async function publicationsOf(
  queries: Queries,
  { subject, pool }: Published,
  year: FinancialYear,
): Promise<Publication[]> {
  return queries.rows<Publication>(
    'pools.publications-of',
    sql`select id, subject, pool, year, part, as_of as "asOf", rule_version as "ruleVersion"
        from publications
        where subject = ${subject} and pool is not distinct from ${pool} and year = ${year}
        order by part`,
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

/** Waits until nobody else publishes of the subject, and keeps it so. */
export async function lockSubject(tx: Transaction, { subject }: Published): Promise<void> {
  await tx.rows(
    'pools.lock-subject',
    sql`select pg_advisory_xact_lock(hashtext(current_schema() || ' publishes ' || ${subject}))`,
  );
}

export async function keepPublication(
  tx: Transaction,
  said: Omit<Publication, 'id'> & { readonly publishedBy: string },
): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    'pools.keep-publication',
    sql`insert into publications (subject, pool, year, part, as_of, rule_version, published_by)
        values (${said.subject}, ${said.pool}, ${said.year}, ${said.part}, ${said.asOf}::date,
          ${said.ruleVersion}, ${said.publishedBy})
        returning id`,
  );
  return (row as { id: string }).id;
}

/** Keeps what each person brings, whoever they are: a number stands in for them, drawn anew each time. */
export async function keepFacts(
  tx: Transaction,
  publication: string,
  facts: readonly PublishedFact[],
): Promise<void> {
  const people = shuffled([...new Set(facts.map(({ person }) => person))]);
  const numbers = new Map(people.map((person, at) => [person, at + 1]));
  for (let at = 0; at < facts.length; at += ROWS_AT_ONCE) {
    const rows = facts.slice(at, at + ROWS_AT_ONCE).map(({ person, codes, amounts }) => ({
      ...{ person: numbers.get(person), codes, amounts: inText(amounts) },
    }));
    await tx.rows(
      'pools.keep-facts',
      sql`insert into publication_facts (publication_id, person_number, codes, amounts)
          select ${publication}::uuid, person, codes, amounts
          from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (person int, codes jsonb,
            amounts jsonb)`,
    );
  }
}

const inText = (amounts: PublishedFact['amounts']): Record<string, string> =>
  Object.fromEntries(Object.entries(amounts).map(([measure, amount]) => [measure, `${amount}`]));

const inPence = (amounts: Readonly<Record<string, string>>): PublishedFact['amounts'] =>
  Object.fromEntries(
    Object.entries(amounts).map(([measure, amount]) => [measure, BigInt(amount) as Pence]),
  );

function shuffled<Each>(all: readonly Each[]): Each[] {
  return all
    .map((each) => ({ each, at: crypto.getRandomValues(new Uint32Array(1))[0] as number }))
    .sort((one, other) => one.at - other.at)
    .map(({ each }) => each);
}

/**
 * What each person, by their number, brought to a publication under codes of these dimensions; added up
 * by the database, for a year of many people has far more facts than people.
 */
export async function factsOf(
  queries: Queries,
  publication: string,
  by: readonly string[],
): Promise<PublishedFact[]> {
  const codes = by.length === 0 ? sql`'[]'::jsonb` : sql`jsonb_build_array(${told(by)})`;
  const rows = await queries.rows<{
    person: number;
    codes: string[];
    amounts: Record<string, string> | null;
  }>(
    'pools.facts-of',
    sql`with brought as (
          select f.person_number as person, ${codes} as codes, a.key as measure,
            sum(a.value::bigint)::text as amount
          from publication_facts f left join lateral jsonb_each_text(f.amounts) a on true
          where f.publication_id = ${publication}::uuid group by 1, 2, 3
        )
        select person, codes,
          jsonb_object_agg(measure, amount) filter (where measure is not null) as amounts
        from brought group by 1, 2`,
  );
  return rows.map((row) => ({
    person: `${row.person}`,
    codes: Object.fromEntries(by.map((dimension, at) => [dimension, row.codes[at] as string])),
    amounts: inPence(row.amounts ?? {}),
  }));
}

const told = (by: readonly string[]): Sql =>
  join(by.map((dimension) => sql`f.codes->>${dimension}::text`));
