import type { Sql } from 'sql-template-tag';
import type { Scope } from './scope.ts';

export { default as sql, empty, join, raw, type Sql } from 'sql-template-tag';

/** A value that both databases accept as a parameter. */
export type Parameter = string | number | boolean | null;

/**
 * Where statements go. Rows come back with `bigint` for int8, text for numeric, date and uuid, and
 * `Date` for timestamptz, from either database alike.
 */
export interface Queries {
  /** Runs one statement; its name stands in the SQL as a comment, in the log and in the tests. */
  rows<Row>(name: string, statement: Sql): Promise<Row[]>;
  /**
   * Runs statements one after the other in one transaction, which is this one where there is one:
   * what one of them sets for the transaction holds for those after it. Gives the rows of the last.
   */
  together<Row>(...statements: readonly NamedStatement[]): Promise<Row[]>;
}

export interface NamedStatement {
  readonly name: string;
  readonly statement: Sql;
}

/** A statement to be sent with others. */
export function toSend(name: string, statement: Sql): NamedStatement {
  return { name, statement };
}

/** Queries of one transaction: all of them hold or none. Refuses work once it has failed. */
export interface Transaction extends Queries {
  readonly inTransaction: true;
}

/** The one connection to the hub's database, embedded or a PostgreSQL server; same SQL for both. */
export interface Database extends Queries {
  readonly kind: 'embedded' | 'server';
  /** The PostgreSQL schema that holds this tenant's tables. */
  readonly tenant: string;
  transaction<Result>(work: (tx: Transaction) => Promise<Result>, scope?: Scope): Promise<Result>;
  /** Statements that each see what the scope opens, besides what everybody may see. */
  under(scope: Scope): Queries;
  /** Runs `work` while nobody else, in any process, runs work under the same key. */
  exclusively<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
  /** Tells the listener the name of every statement sent; returns how to stop listening. */
  listen(listener: (name: string) => void): () => void;
  /** Lets the timer hear when every statement begins and ends; returns how to stop it. */
  time(timer: StatementTimer): () => void;
  /** How busy the connections to a server are; the embedded database has one and does not say. */
  readonly load?: () => { readonly statements: Load; readonly transactions: Load };
  close(): Promise<void>;
}

/**
 * Hears the name of a statement as it is sent. What it gives back is called when the statement has
 * ended, with the error where it failed; undefined where the end is not wanted.
 */
export type StatementTimer = (name: string) => ((failure: unknown) => void) | undefined;

/** Connections that do something, and work that waits for one. */
export interface Load {
  readonly inUse: number;
  readonly waiting: number;
}

/** The connection was lost: what was under way did not happen, and may be tried again. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  constructor() {
    super('the database connection was lost; the transaction did not happen');
  }
}

/** A transaction's handle was used after the transaction had failed or ended. */
export class TransactionOver extends Error {
  override readonly name = 'TransactionOver';
  constructor() {
    super('this transaction is over; no further statement was sent');
  }
}

/** `together`, where the statements are in a transaction already. */
export function oneByOne(rows: Queries['rows']): Queries['together'] {
  return async <Row>(...statements: readonly NamedStatement[]) => {
    let last: Row[] = [];
    for (const { name, statement } of statements) last = await rows<Row>(name, statement);
    return last;
  };
}

/** A list as one text parameter, to be cast: `${list(ids)}::text::uuid[]`. */
export function list(values: readonly (string | bigint | number)[]): string {
  return `{${values.map((value) => `"${String(value).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}

/** Rows as one JSON text parameter for `jsonb_to_recordset`, exact for bigint. */
export function records(rows: readonly object[]): string {
  return JSON.stringify(rows, (_key, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}

export function parameters(values: readonly unknown[]): Parameter[] {
  return values.map((value) => {
    if (typeof value === 'bigint') return value.toString();
    if (value instanceof Date) return value.toISOString();
    return (value ?? null) as Parameter;
  });
}

/** The statement as it is sent: its name first, as a comment. */
export function named(name: string, statement: Sql): string {
  return `/* ${name} */ ${statement.text}`;
}

const TENANT = /^[a-z][a-z0-9_]{0,40}$/;

/** A tenant's name is a PostgreSQL schema's name, written without quotes. */
export function checkTenant(tenant: string): string {
  if (!TENANT.test(tenant)) {
    throw new Error(
      'TENANT must start with a lower-case letter and hold only lower-case letters, digits and _',
    );
  }
  return tenant;
}
