import postgres from 'postgres';
import type { Sql } from 'sql-template-tag';
import {
  ConnectionLost,
  checkTenant,
  type Database,
  type NamedStatement,
  oneByOne,
  type Queries,
  type Transaction,
  TransactionOver,
} from './database.ts';
import { currentDeadline, Unavailable, unlessPassed } from './deadline.ts';
import { Listeners } from './listeners.ts';
import { Places } from './places.ts';
import { beginning, type Scope } from './scope.ts';
import { type Client, send, told } from './send.ts';

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
  /** What statements may take, where people wait for them; without it, as long as they take. */
  readonly limits?: StatementLimits | null;
  /** The role that every connection takes on; without it, that of the login. */
  readonly role?: string | null;
}

/** Bounds that the server itself keeps, in seconds, whatever happens to the hub. */
export interface StatementLimits {
  readonly statementSeconds: number;
  readonly lockSeconds: number;
}

/** Work that may wait for each connection; more is refused at once where a deadline runs. */
const WAITING_FOR_EACH = 250;

/** Opens a PostgreSQL server, 15 or newer. Connects with the first statement. */
export function openServer(settings: ServerSettings): Database {
  const { tenant, connections = 4, limits = null } = settings;
  checkTenant(tenant);
  const listeners = new Listeners();
  const connect = connector(settings);
  const bounds = limits ? boundsOf(limits) : {};
  // Single statements look up a few keys by index whatever their parameters: planning one anew for
  // its parameters can take longer than running it. So can compiling one, which the server would do
  // anew each time for what a page could cost if it were read to its end.
  const planned = { ...bounds, plan_cache_mode: 'force_generic_plan', jit: 'off' };
  const statements = new StatementClients(
    (onclose) => connect(1, onclose, planned),
    connections,
    listeners,
  );
  const transactions = new TransactionClients(
    (max, onclose) => connect(max, onclose, bounds),
    connections,
    listeners,
  );
  const under = (scope: Scope): Queries => ({
    rows: (name, statement) => statements.together(scope, [{ name, statement }]),
    together: (...wanted) => statements.together(scope, wanted),
  });
  return {
    kind: 'server',
    tenant,
    ...under({}),
    rows: <Row>(name: string, statement: Sql) => statements.alone<Row>(name, statement),
    under,
    transaction: (work, scope = {}) => transactions.run(work, scope),
    exclusively: (key, work) => exclusively(connect, `${tenant}:${key}`, work),
    listen: (listener) => listeners.add(listener),
    time: (timer) => listeners.addTimer(timer),
    load: () => ({
      statements: loadOf(statements.places),
      transactions: loadOf(transactions.places),
    }),
    close: async () => {
      await Promise.all([statements.close(), transactions.close()]);
    },
  };
}

const loadOf = ({ inUse, waiting }: Places) => ({ inUse, waiting });

type Connect = (max: number, onclose?: () => void, settings?: Record<string, string>) => Client;

function connector({ url, tenant, role }: ServerSettings): Connect {
  return (max, onclose = () => undefined, settings = {}) =>
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
        ...(role ? { role } : {}),
        ...settings,
      },
    });
}

function boundsOf({ statementSeconds, lockSeconds }: StatementLimits): Record<string, string> {
  return {
    statement_timeout: `${Math.ceil(statementSeconds * 1000)}`,
    lock_timeout: `${Math.ceil(lockSeconds * 1000)}`,
    idle_in_transaction_session_timeout: `${Math.ceil(statementSeconds * 1000)}`,
  };
}

/** Clients of one connection each, and what is sent together has its client to itself. */
class StatementClients {
  readonly places: Places;
  private readonly idle: StatementClient[] = [];
  private readonly all = new Set<StatementClient>();

  constructor(
    private readonly connect: (onclose: () => void) => Client,
    size: number,
    private readonly listeners: Listeners,
  ) {
    this.places = new Places(size, size * WAITING_FOR_EACH);
  }

  alone<Row>(name: string, statement: Sql): Promise<Row[]> {
    return this.listeners.during(name, () =>
      this.use(({ client }) => send<Row>(client, name, statement)),
    );
  }

  together<Row>(scope: Scope, statements: readonly NamedStatement[]): Promise<Row[]> {
    return this.use((own) => own.together<Row>(scope, statements, this.listeners));
  }

  private use<Result>(work: (own: StatementClient) => Promise<Result>): Promise<Result> {
    const deadline = currentDeadline();
    if (deadline?.passed) throw deadline.passed;
    return unlessPassed(
      deadline,
      this.places.run(async () => {
        const own = this.idle.pop() ?? this.open();
        try {
          const result = await work(own);
          this.idle.push(own);
          return result;
        } catch (error) {
          // A client that could not connect would wait longer and longer before it tries again.
          if (error instanceof Unavailable || own.lost) this.discard(own);
          else this.idle.push(own);
          throw error;
        }
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.all].map(({ client }) => client.end({ timeout: 5 })));
  }

  private open(): StatementClient {
    const own = new StatementClient(this.connect);
    this.all.add(own);
    return own;
  }

  private discard(own: StatementClient): void {
    this.all.delete(own);
    void own.client.end({ timeout: 0 });
  }
}

class StatementClient {
  readonly client: Client;
  /** Whether the connection died since what was sent last had begun. */
  lost = false;

  constructor(connect: (onclose: () => void) => Client) {
    this.client = connect(() => {
      this.lost = true;
    });
  }

  /**
   * Sends a whole transaction without waiting between its statements. postgres.js would send what
   * is left of it on a new connection after the old one died, where nothing is opened: what came
   * back is then thrown away.
   */
  async together<Row>(
    scope: Scope,
    statements: readonly NamedStatement[],
    listeners: Listeners,
  ): Promise<Row[]> {
    this.lost = false;
    const sent = [
      this.client.unsafe(beginning(scope)).execute(),
      ...statements.map(({ name, statement }) =>
        listeners.during(name, () => send<Row>(this.client, name, statement)),
      ),
      this.client.unsafe('commit').execute(),
    ];
    const outcomes = await Promise.allSettled(sent);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw told(failed.reason);
    if (this.lost) throw new ConnectionLost();
    const last = outcomes.at(-2) as PromiseFulfilledResult<Row[]>;
    return last.value;
  }
}

/**
 * One connection a client, and a transaction has its client to itself. postgres.js 3.4.9 goes on
 * with a transaction's callback on a new connection after the old one died, and would commit half
 * of it there; here the death of the connection is heard at once, the handle refuses all further
 * work, neither COMMIT nor ROLLBACK is sent, and the client is thrown away.
 */
class TransactionClients {
  private readonly idle: GuardedClient[] = [];
  readonly places: Places;

  constructor(
    private readonly connect: (max: number, onclose: () => void) => Client,
    size: number,
    private readonly listeners: Listeners,
  ) {
    this.places = new Places(size, size * WAITING_FOR_EACH);
  }

  run<Result>(work: (tx: Transaction) => Promise<Result>, scope: Scope): Promise<Result> {
    return this.places.run(async () => {
      const guarded = await this.begin(beginning(scope));
      try {
        return await guarded.transaction(work, this.listeners);
      } finally {
        if (guarded.lost) guarded.discard();
        else this.idle.push(guarded);
      }
    });
  }

  /** A client that has begun a transaction; one whose connection died while idle is passed over. */
  private async begin(commands: string): Promise<GuardedClient> {
    for (;;) {
      const idle = this.idle.pop();
      const guarded = idle ?? new GuardedClient(this.connect);
      try {
        await guarded.command(commands);
        return guarded;
      } catch (error) {
        guarded.discard();
        if (!idle) throw told(error);
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
        return listeners.during(name, () =>
          this.unlessLost(send<Row>(this.client, name, statement)),
        );
      });
      last = next.catch(() => {
        over = true;
      });
      return next;
    };
    try {
      const result = await work({ inTransaction: true, rows, together: oneByOne(rows) });
      if (over) throw new TransactionOver();
      const late = currentDeadline()?.passed;
      if (late) throw late;
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

  async command(text: string): Promise<void> {
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
