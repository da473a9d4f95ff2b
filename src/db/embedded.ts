import { Worker } from 'node:worker_threads';
import { Mutex } from 'async-mutex';
import type { Sql } from 'sql-template-tag';
import {
  checkTenant,
  type Database,
  named,
  parameters,
  type Transaction,
  TransactionOver,
} from './database.ts';
import { Listeners } from './listeners.ts';

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
  const turn = new Mutex();
  const locks = new Map<string, Mutex>();
  const listeners = new Listeners();
  const send = <Row>(name: string, statement: Sql): Promise<Row[]> =>
    listeners.during(name, async () => {
      const values = parameters(statement.values);
      return (await worker.ask({ kind: 'rows', text: named(name, statement), values })) as Row[];
    });
  return {
    kind: 'embedded',
    tenant: settings.tenant,
    rows: <Row>(name: string, statement: Sql) =>
      turn.runExclusive(() => send<Row>(name, statement)),
    transaction: (work) => turn.runExclusive(() => transaction(worker, send, work)),
    exclusively: (key, work) => {
      const lock = locks.get(key) ?? new Mutex();
      locks.set(key, lock);
      return lock.runExclusive(work);
    },
    listen: (listener) => listeners.add(listener),
    time: (timer) => listeners.addTimer(timer),
    dump: () => turn.runExclusive(() => worker.ask({ kind: 'dump' })) as Promise<Uint8Array>,
    close: () => turn.runExclusive(() => worker.close()),
  };
}

async function transaction<Result>(
  worker: WorkerLine,
  send: Transaction['rows'],
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  await worker.ask({ kind: 'script', text: 'begin' });
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
    const result = await work({ inTransaction: true, rows });
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
