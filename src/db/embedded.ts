import { Worker } from 'node:worker_threads';
import { Mutex } from 'async-mutex';
import type { Sql } from 'sql-template-tag';
import {
  checkTenant,
  type Database,
  named,
  oneByOne,
  parameters,
  type Queries,
  type Transaction,
  TransactionOver,
} from './database.ts';
import { Listeners } from './listeners.ts';
import { beginning, type Scope } from './scope.ts';

export interface EmbeddedSettings {
  /** A folder on disk, or null for a database in memory. */
  readonly folder: string | null;
  readonly tenant: string;
  /** A dump to start from (a test's template), as the worker's `dump` gave it. */
  readonly startFrom?: Uint8Array;
}

/** An embedded database that can also be dumped whole. */
export interface EmbeddedDatabase extends Database {
  dump(): Promise<Uint8Array>;
  /** The same database as a role that owns nothing of it. */
  as(role: string): Database;
}

/**
 * Opens the embedded PostgreSQL (PGlite) in a worker thread, so that a long statement does not stop
 * the server's own thread. It is one connection: transactions and statements take turns. Cancelling
 * statements, lock time-outs and pool limits do not exist here.
 */
export async function openEmbedded(settings: EmbeddedSettings): Promise<EmbeddedDatabase> {
  checkTenant(settings.tenant);
  const { folder, startFrom } = settings;
  const worker = new WorkerLine({ folder, startFrom });
  await worker.ask({ kind: 'open' });
  await worker.ask({
    kind: 'script',
    text: `set search_path to ${settings.tenant}; set timezone to 'UTC'`,
  });
  const turns: Turns = { turn: new Mutex(), locks: new Map(), listeners: new Listeners() };
  const { tenant } = settings;
  return {
    ...asRole(worker, turns, tenant, null),
    as: (role) => asRole(worker, turns, tenant, role),
    dump: () => turns.turn.runExclusive(() => worker.ask({ kind: 'dump' })) as Promise<Uint8Array>,
  };
}

/** What everybody who uses the one connection shares. */
interface Turns {
  readonly turn: Mutex;
  readonly locks: Map<string, Mutex>;
  readonly listeners: Listeners;
}

function asRole(worker: WorkerLine, turns: Turns, tenant: string, role: string | null): Database {
  const { turn, locks, listeners } = turns;
  const send = <Row>(name: string, statement: Sql): Promise<Row[]> =>
    listeners.during(name, async () => {
      const values = parameters(statement.values);
      return (await worker.ask({ kind: 'rows', text: named(name, statement), values })) as Row[];
    });
  const inTurn = <Result>(scope: Scope, work: (tx: Transaction) => Promise<Result>) =>
    turn.runExclusive(() => transaction(worker, send, beginning(scope, role), work));
  const under = (scope: Scope): Queries => ({
    rows: (name, statement) => inTurn(scope, ({ together }) => together({ name, statement })),
    together: (...statements) => inTurn(scope, ({ together }) => together(...statements)),
  });
  return {
    kind: 'embedded',
    tenant,
    ...under({}),
    ...(role === null && {
      rows: <Row>(name: string, statement: Sql) =>
        turn.runExclusive(() => send<Row>(name, statement)),
    }),
    under,
    transaction: (work, scope = {}) => inTurn(scope, work),
    exclusively: (key, work) => {
      const lock = locks.get(key) ?? new Mutex();
      locks.set(key, lock);
      return lock.runExclusive(work);
    },
    listen: (listener) => listeners.add(listener),
    time: (timer) => listeners.addTimer(timer),
    close: () => turn.runExclusive(() => worker.close()),
  };
}

async function transaction<Result>(
  worker: WorkerLine,
  send: Transaction['rows'],
  begin: string,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  await worker.ask({ kind: 'script', text: begin });
  let over = false;
  const rows = async <Row>(name: string, statement: Sql): Promise<Row[]> => {
    if (over) throw new TransactionOver();
    try {
      return await send<Row>(name, statement);
    } catch (error) {
      over = true;
      throw error;
    }
  };
  try {
    const result = await work({ inTransaction: true, rows, together: oneByOne(rows) });
    if (over) throw new TransactionOver();
    over = true;
    await worker.ask({ kind: 'script', text: 'commit' });
    return result;
  } catch (error) {
    over = true;
    await worker.ask({ kind: 'script', text: 'rollback' });
    throw error;
  }
}

interface Request {
  readonly kind: 'open' | 'script' | 'rows' | 'dump' | 'close';
  readonly text?: string;
  readonly values?: readonly unknown[];
}

interface Reply {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: { message: string; code?: string; constraint?: string };
}

/** Questions to the worker and their answers, in order. */
class WorkerLine {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, PromiseWithResolvers<unknown>>();
  private lastId = 0;
  /** Why no answer will come any more. */
  private stopped: Error | null = null;

  constructor(workerData: { folder: string | null; startFrom: Uint8Array | undefined }) {
    this.worker = new Worker(new URL('./embedded-worker.js', import.meta.url), { workerData });
    this.worker.on('message', (reply: Reply) => this.answer(reply));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('the embedded database has stopped')));
  }

  ask(request: Request): Promise<unknown> {
    if (this.stopped) return Promise.reject(this.stopped);
    this.lastId += 1;
    const waiting = withResolvers<unknown>();
    this.waiting.set(this.lastId, waiting);
    this.worker.postMessage({ id: this.lastId, ...request });
    return waiting.promise;
  }

  async close(): Promise<void> {
    await this.ask({ kind: 'close' });
    this.fail(new Error('the embedded database is closed'));
    await this.worker.terminate();
  }

  private answer({ id, answer, error }: Reply): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) waiting?.reject(Object.assign(new Error(error.message), error));
    else waiting?.resolve(answer);
  }

  private fail(error: Error): void {
    this.stopped ??= error;
    for (const waiting of this.waiting.values()) waiting.reject(error);
    this.waiting.clear();
  }
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

// Promise.withResolvers came with Node 22; the hub runs on 20.19.
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
