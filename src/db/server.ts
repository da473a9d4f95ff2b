import { Semaphore } from 'async-mutex';
import postgres from 'postgres';
import type { Sql } from 'sql-template-tag';
import {
  ConnectionLost,
  checkTenant,
  type Database,
  named,
  parameters,
  type Transaction,
  TransactionOver,
} from './database.ts';
import { Listeners } from './listeners.ts';

type Client = postgres.Sql<{ bigint: bigint }>;

const TYPES = {
  // Raw `date` values would become a Date and shift a day west of Greenwich.
  date: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
  bigint: {
    to: 20,
    from: [20],
    serialize: String,
    parse: (text: string) => BigInt(text),
  },
};

export interface ServerSettings {
  readonly url: string;
  readonly tenant: string;
  /** Most connections for single statements; transactions have as many again of their own. */
  readonly connections?: number;
}

/** Opens a PostgreSQL server, 15 or newer. Connects with the first statement. */
export function openServer({ url, tenant, connections = 4 }: ServerSettings): Database {
  checkTenant(tenant);
  const listeners = new Listeners();
  const connect = (max: number, onclose: () => void = () => undefined, settings = {}): Client =>
    postgres(url, {
      max,
      onclose,
      // After 30 to 60 minutes postgres.js would end a connection, in the middle of a transaction
      // or while it holds a lock.
      max_lifetime: null,
      types: TYPES,
      fetch_types: false,
      onnotice: () => undefined,
      connection: {
        search_path: tenant,
        application_name: 'onepot',
        TimeZone: 'UTC',
        ...settings,
      },
    });
  // Single statements look up a few keys by index whatever their parameters: planning one anew for
  // its parameters can take longer than running it.
  const pool = connect(connections, undefined, { plan_cache_mode: 'force_generic_plan' });
  const transactions = new TransactionClients(connect, connections);
  return {
    kind: 'server',
    tenant,
    rows: async <Row>(name: string, statement: Sql) => {
      listeners.tell(name);
      return send<Row>(pool, name, statement);
    },
    transaction: (work) => transactions.run(work, listeners),
    exclusively: (key, work) => exclusively(connect, `${tenant}:${key}`, work),
    listen: (listener) => listeners.add(listener),
    close: async () => {
      await Promise.all([pool.end({ timeout: 5 }), transactions.close()]);
    },
  };
}

async function send<Row>(client: Client, name: string, statement: Sql): Promise<Row[]> {
  const values = parameters(statement.values);
  const text = named(name, statement);
  return (await client.unsafe(text, values, { prepare: true })) as unknown as Row[];
}

/**
 * One connection a client, and a transaction has its client to itself. postgres.js 3.4.9 goes on
 * with a transaction's callback on a new connection after the old one died, and would commit half
 * of it there; here the death of the connection is heard at once, the handle refuses all further
 * work, neither COMMIT nor ROLLBACK is sent, and the client is thrown away.
 */
class TransactionClients {
  private readonly idle: GuardedClient[] = [];
  private readonly places: Semaphore;

  constructor(
    private readonly connect: (max: number, onclose: () => void) => Client,
    size: number,
  ) {
    this.places = new Semaphore(size);
  }

  run<Result>(work: (tx: Transaction) => Promise<Result>, listeners: Listeners): Promise<Result> {
    return this.places.runExclusive(async () => {
      const guarded = await this.begin();
      try {
        return await guarded.transaction(work, listeners);
      } finally {
        if (guarded.lost) guarded.discard();
        else this.idle.push(guarded);
      }
    });
  }

  /** A client that has begun a transaction; one whose connection died while idle is passed over. */
  private async begin(): Promise<GuardedClient> {
    for (;;) {
      const idle = this.idle.pop();
      const guarded = idle ?? new GuardedClient(this.connect);
      try {
        await guarded.command('begin');
        return guarded;
      } catch (error) {
        guarded.discard();
        if (!idle) throw error;
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.idle.map((guarded) => guarded.close()));
  }
}

class GuardedClient {
  lost = false;
  private readonly client: Client;
  /** Refuses what is under way: one statement at most. */
  private abandon: (reason: ConnectionLost) => void = () => undefined;

  constructor(connect: (max: number, onclose: () => void) => Client) {
    this.client = connect(1, () => {
      this.lost = true;
      this.abandon(new ConnectionLost());
    });
  }

  /** Carries out the work in the transaction that has begun, and ends it. */
  async transaction<Result>(
    work: (tx: Transaction) => Promise<Result>,
    listeners: Listeners,
  ): Promise<Result> {
    let over = false;
    // One statement at a time: a statement still queued when the connection dies would be sent
    // again on the next connection.
    let last: Promise<unknown> = Promise.resolve();
    const rows = <Row>(name: string, statement: Sql): Promise<Row[]> => {
      const next = last.then(async () => {
        if (this.lost) throw new ConnectionLost();
        if (over) throw new TransactionOver();
        listeners.tell(name);
        return this.unlessLost(send<Row>(this.client, name, statement));
      });
      last = next.catch(() => {
        over = true;
      });
      return next;
    };
    try {
      const result = await work({ inTransaction: true, rows });
      if (over) throw new TransactionOver();
      over = true;
      await this.command('commit');
      return result;
    } catch (error) {
      over = true;
      await this.command('rollback').catch(() => {
        this.lost = true;
      });
      throw this.lost ? new ConnectionLost() : error;
    }
  }

  async command(text: 'begin' | 'commit' | 'rollback'): Promise<void> {
    if (this.lost) throw new ConnectionLost();
    await this.unlessLost(this.client.unsafe(text));
    if (this.lost) throw new ConnectionLost();
  }

  /** Ends when the statement does or the connection dies: postgres.js may wait for ever then. */
  private unlessLost<Result>(statement: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.abandon = reject;
      statement.then(resolve, reject);
    });
  }

  discard(): void {
    void this.client.end({ timeout: 0 });
  }

  close(): Promise<void> {
    return this.client.end({ timeout: 5 });
  }
}

async function exclusively<Result>(
  connect: (max: number) => Client,
  key: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = connect(1);
  try {
    await client`select pg_advisory_lock(hashtextextended(${key}, 0))`;
    return await work();
  } finally {
    await client.end({ timeout: 5 });
  }
}
