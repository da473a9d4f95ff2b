import { list, type Queries, raw, type Sql, sql } from '../db/database.ts';
import type { Block, Kind, SealedRow } from './chain.ts';

interface Sealed {
  readonly table: string;
  /** The column by whose order the rows are sealed, and that of when each was written. */
  readonly id: string;
  readonly at: string;
  /** The others, in the order in which they are sealed. */
  readonly columns: string;
}

/**
 * What of a journal came to be kept after the first were sealed. A journal that has none of it is
 * sealed as it was before, so that blocks made then are whole still.
 */
const LATER = ['other_account_id', 'about', 'covers_from', 'covers_until', 'gross', 'schedule_id'];
const LATEST = ['due_day', 'invoice', 'outcome', 'delivery_id', 'row'];
const ADDED = [...LATER, ...LATEST].map((name) => `'${name}', journals."${name}"`).join(', ');

/** What of each kind is sealed; of a journal its entries too, in the order of its lines. */
const SEALED: Record<Kind, Sealed> = {
  READS: {
    ...{ table: 'reads', id: 'id', at: 'at' },
    columns: 'subject, role, organisation, person_id::text, streams::text, reason, request_id',
  },
  EVENTS: {
    ...{ table: 'audit_events', id: 'id', at: 'at' },
    columns: 'actor, action, details::text',
  },
  JOURNALS: {
    ...{ table: 'journals', id: 'ordinal', at: 'recorded_at' },
    columns: `journals.id::text, account_id::text, host, kind, effective_day::text, year, actor,
      operation, key_scope, idempotency_key, input_hash, reverses::text, reason, payee, purpose,
      (select json_agg(json_build_array(e.line, e.ledger_account_id, e.amount_pence::text)
          order by e.line)::text
        from entries e where e.year = journals.year and e.journal_id = journals.id)
        || coalesce(nullif(json_strip_nulls(json_build_object(${ADDED}))::text, '{}'), '')`,
  },
};

const tableOf = (kind: Kind): Sql => raw(SEALED[kind].table);
const idOf = (kind: Kind): Sql => raw(SEALED[kind].id);
const atOf = (kind: Kind): Sql => raw(SEALED[kind].at);

interface BlockRow {
  kind: Kind;
  ordinal: bigint;
  first_id: bigint;
  last_id: bigint;
  rows: number;
  previous_hash: string;
  hash: string;
}

const block = (row: BlockRow): Block => ({
  kind: row.kind,
  ordinal: row.ordinal,
  firstId: row.first_id,
  lastId: row.last_id,
  rows: row.rows,
  previousHash: row.previous_hash,
  hash: row.hash,
});

/** The newest block of a chain; null before the first. */
export async function chainHead(queries: Queries, kind: Kind): Promise<Block | null> {
  const rows = await queries.rows<BlockRow>(
    'audit.chain-head',
    sql`select kind, ordinal, first_id, last_id, rows, previous_hash, hash from audit_blocks
        where kind = ${kind} order by ordinal desc limit 1`,
  );
  return rows[0] ? block(rows[0]) : null;
}

/** Blocks after an ordinal, in order. */
export async function blocksAfter(
  queries: Queries,
  kind: Kind,
  after: bigint,
  count: number,
): Promise<Block[]> {
  const rows = await queries.rows<BlockRow>(
    'audit.blocks-after',
    sql`select kind, ordinal, first_id, last_id, rows, previous_hash, hash from audit_blocks
        where kind = ${kind} and ordinal > ${after}::bigint order by ordinal limit ${count}::int`,
  );
  return rows.map(block);
}

export async function appendBlock(queries: Queries, added: Block): Promise<void> {
  const { kind, ordinal, firstId, lastId, rows, previousHash, hash } = added;
  await queries.rows(
    'audit.append-block',
    sql`insert into audit_blocks (kind, ordinal, first_id, last_id, rows, previous_hash, hash)
        values (${kind}, ${ordinal}::bigint, ${firstId}::bigint, ${lastId}::bigint, ${rows}::int,
          ${previousHash}, ${hash})`,
  );
}

/** The newest row that can be seen after an id, and the transactions that are writing such rows. */
export async function newestAndWriters(
  queries: Queries,
  kind: Kind,
  after: bigint,
): Promise<{ newest: bigint | null; writers: string[] }> {
  const [row] = await queries.rows<{ newest: bigint | null; writers: string[] }>(
    'audit.newest-and-writers',
    sql`select (select max(${idOf(kind)}) from ${tableOf(kind)}
            where ${idOf(kind)} > ${after}::bigint) as newest,
          coalesce((select json_agg(virtualtransaction) from (${writing(kind)}) w), '[]') as writers`,
  );
  return row as { newest: bigint | null; writers: string[] };
}

/** Which of these transactions are still writing. */
export async function stillWriting(
  queries: Queries,
  kind: Kind,
  writers: readonly string[],
): Promise<string[]> {
  const rows = await queries.rows<{ virtualtransaction: string }>(
    'audit.still-writing',
    sql`${writing(kind)} and virtualtransaction = any (${list(writers)}::text::text[])`,
  );
  return rows.map((row) => row.virtualtransaction);
}

/** An insert takes this lock before its rows get their ids, and holds it until its end. */
function writing(kind: Kind): Sql {
  return sql`select virtualtransaction from pg_locks
    where locktype = 'relation' and mode = 'RowExclusiveLock' and granted
      and relation = ${SEALED[kind].table}::text::regclass
      and database = (select oid from pg_database where datname = current_database())`;
}

/** Rows after one id up to another, in order of id. */
export async function rowsBetween(
  queries: Queries,
  kind: Kind,
  range: { readonly after: bigint; readonly last: bigint; readonly count: number | null },
): Promise<SealedRow[]> {
  const { after, last, count } = range;
  return queries.rows<SealedRow>(
    'audit.rows-between',
    sql`select ${idOf(kind)} as id, json_build_array(
            to_char(${atOf(kind)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            ${raw(SEALED[kind].columns)}) as fields
        from ${tableOf(kind)}
        where ${idOf(kind)} > ${after}::bigint and ${idOf(kind)} <= ${last}::bigint
        order by ${idOf(kind)} limit ${count}::int`,
  );
}

export interface Tail {
  readonly rows: bigint;
  /** Seconds since the oldest of them was written; null where there is none. */
  readonly oldest: number | null;
}

/** What no block holds yet. */
export async function unsealed(queries: Queries, kind: Kind): Promise<Tail> {
  const [row] = await queries.rows<Tail>(
    'audit.unsealed',
    sql`select count(*) as rows,
          extract(epoch from clock_timestamp() - min(${atOf(kind)}))::float8 as oldest
        from ${tableOf(kind)} where ${idOf(kind)} > coalesce(
          (select max(last_id) from audit_blocks where kind = ${kind}), 0)`,
  );
  return row as Tail;
}
