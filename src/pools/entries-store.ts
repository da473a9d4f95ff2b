import { type Queries, records, type Sql, sql } from '../db/database.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Carrier, PoolEntry } from './books.ts';
import type { NatureOfSpend } from './pool.ts';

interface EntryRow {
  id: string;
  kind: PoolEntry['kind'];
  year: string | null;
  partner: OrganisationCode | null;
  scheme: string | null;
  carrier: Carrier | null;
  nature: NatureOfSpend | null;
  amount_pence: bigint | null;
  incurred_day: PlainDate | null;
  day: PlainDate | null;
  words: string | null;
  about: string | null;
}

/** The database holds each kind to what it needs, so that nothing is null here that is read. */
function entryOf(row: EntryRow): PoolEntry {
  const { id, kind } = row;
  const day = row.day as PlainDate;
  if (kind === 'PAID' || kind === 'REVERSED') return { id, kind, day, about: row.about as string };
  const partner = row.partner as OrganisationCode;
  const amount = pence(row.amount_pence as bigint);
  if (kind === 'RECEIVED') return { id, kind, partner, amount, day, year: row.year as string };
  return {
    ...{ id, kind, partner, amount, day: row.day, scheme: row.scheme as string },
    ...{ carrier: row.carrier as Carrier, nature: row.nature as NatureOfSpend },
    ...{ incurredOn: row.incurred_day as PlainDate, words: row.words as string },
  };
}

/** What was recorded of a pool, in order: all of it, or by the end of a day, in UTC. */
export async function entriesOf(
  queries: Queries,
  pool: string,
  knownOn: PlainDate | null,
): Promise<PoolEntry[]> {
  const rows = await queries.rows<EntryRow>(
    'pools.entries-of',
    sql`select id, kind, year, partner, scheme, carrier, nature, amount_pence, incurred_day, day,
          words, about
        from pool_entries where pool = ${pool} and (${knownOn}::date is null
          or (recorded_at at time zone 'UTC')::date <= ${knownOn}::date)
        order by ordinal`,
  );
  return rows.map(entryOf);
}

/** An entry as it is shown, with what it is about beside it. */
export interface ListedEntry {
  readonly id: string;
  readonly kind: PoolEntry['kind'];
  readonly year: string | null;
  readonly partner: OrganisationCode | null;
  readonly scheme: string | null;
  readonly carrier: Carrier | null;
  readonly nature: NatureOfSpend | null;
  /** Of PAID and REVERSED that of what they are about. */
  readonly amount: Pence;
  readonly incurredOn: PlainDate | null;
  /** Null where it was not paid when it was recorded. */
  readonly day: PlainDate | null;
  readonly words: string | null;
  readonly about: string | null;
  /** In UTC. */
  readonly recordedOn: PlainDate;
}

/**
 * Entries that are of days of a year, or about one that is, in the order in which they were recorded:
 * as many as asked for after one of them, and one more where there is one.
 */
export async function listEntries(
  queries: Queries,
  { pool, year }: { readonly pool: string; readonly year: FinancialYear },
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<ListedEntry[]> {
  const { from, until } = daysOf(year);
  const isOf = (entry: Sql) => sql`(${entry}.year = ${year}
    or (${entry}.kind <> 'RECEIVED' and (${entry}.day >= ${from}::date and ${entry}.day < ${until}::date
      or ${entry}.incurred_day >= ${from}::date and ${entry}.incurred_day < ${until}::date)))`;
  const rows = await queries.rows<Omit<ListedEntry, 'amount'> & { amount_pence: bigint }>(
    'pools.list-entries',
    sql`select e.id, e.kind, e.year, e.partner, e.scheme, e.carrier, e.nature,
          coalesce(e.amount_pence, o.amount_pence) as amount_pence, e.incurred_day as "incurredOn",
          e.day, e.words, e.about, (e.recorded_at at time zone 'UTC')::date as "recordedOn"
        from pool_entries e left join pool_entries o on o.id = e.about
        where e.pool = ${pool} and (${isOf(sql`e`)} or ${isOf(sql`o`)})
          and (${after}::uuid is null
            or e.ordinal > (select ordinal from pool_entries where id = ${after}::uuid))
        order by e.ordinal limit ${first + 1}`,
  );
  return rows.map(({ amount_pence, ...row }) => ({ ...row, amount: pence(amount_pence) }));
}

/** An entry with the pool that it is of, and who hosts that. */
export interface FoundEntry {
  readonly entry: PoolEntry;
  readonly pool: string;
  readonly host: OrganisationCode;
  /** What was recorded about it. */
  readonly later: readonly ('PAID' | 'REVERSED')[];
}

export async function findEntry(queries: Queries, id: string): Promise<FoundEntry | undefined> {
  const [row] = await queries.rows<
    EntryRow & { pool: string; host: OrganisationCode; later: FoundEntry['later'] }
  >(
    'pools.find-entry',
    sql`select e.id, e.kind, e.year, e.partner, e.scheme, e.carrier, e.nature, e.amount_pence,
          e.incurred_day, e.day, e.words, e.about, p.code as pool, p.host,
          coalesce((select json_agg(l.kind) from pool_entries l where l.about = e.id), '[]'::json)
            as later
        from pool_entries e join pools p on p.code = e.pool where e.id = ${id}::uuid`,
  );
  return row && { entry: entryOf(row), pool: row.pool, host: row.host, later: row.later };
}

/** What a key stands for, if anything. */
export async function entryOfKey(
  queries: Queries,
  scope: string,
  key: string,
): Promise<{ readonly id: string; readonly inputHash: string } | undefined> {
  const [row] = await queries.rows<{ id: string; inputHash: string }>(
    'pools.entry-of-key',
    sql`select id, input_hash as "inputHash" from pool_entries
        where key_scope = ${scope} and idempotency_key = ${key}`,
  );
  return row;
}

/** Waits until nobody else records of the pool, and keeps it so to the end of the transaction. */
export async function lockBooks(queries: Queries, pool: string): Promise<void> {
  await queries.rows(
    'pools.lock-books',
    sql`select pg_advisory_xact_lock(hashtextextended('pool books ' || ${pool}::text, 0))`,
  );
}

export interface NewEntry {
  readonly pool: string;
  readonly kind: PoolEntry['kind'];
  readonly year?: string;
  readonly partner?: string;
  readonly scheme?: string;
  readonly carrier?: Carrier;
  readonly nature?: NatureOfSpend;
  readonly amount?: bigint;
  readonly incurredOn?: PlainDate;
  readonly day?: PlainDate | null;
  readonly words?: string;
  readonly about?: string;
  readonly keyScope: string;
  readonly idempotencyKey: string;
  readonly inputHash: string;
  readonly recordedBy: string;
}

/** Adds an entry; gives its id. */
export async function keepEntry(queries: Queries, said: NewEntry): Promise<string> {
  const { amount, incurredOn, keyScope, idempotencyKey, inputHash, recordedBy, ...rest } = said;
  const row = {
    ...{ ...rest, amount_pence: amount, incurred_day: incurredOn, key_scope: keyScope },
    ...{ idempotency_key: idempotencyKey, input_hash: inputHash, recorded_by: recordedBy },
  };
  const [kept] = await queries.rows<{ id: string }>(
    'pools.keep-entry',
    sql`insert into pool_entries (pool, kind, year, partner, scheme, carrier, nature, amount_pence,
          incurred_day, day, words, about, key_scope, idempotency_key, input_hash, recorded_by)
        select pool, kind, year, partner, scheme, carrier, nature, amount_pence, incurred_day, day,
          words, about, key_scope, idempotency_key, input_hash, recorded_by
        from jsonb_to_recordset(${records([row])}::text::jsonb) as said (pool text, kind text,
          year text, partner text, scheme text, carrier text, nature text, amount_pence bigint,
          incurred_day date, day date, words text, about uuid, key_scope text,
          idempotency_key text, input_hash text, recorded_by text)
        returning id`,
  );
  if (!kept) throw new Error('an entry was not kept');
  return kept.id;
}
