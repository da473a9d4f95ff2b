import { ReadLog } from './audit/read-log.ts';
import { Sealer } from './audit/sealer.ts';
import { keepReads } from './audit/store.ts';
import { dayInLondon } from './clock.ts';
import type { Config } from './config.ts';
import { NeedsMigrating, openDatabases } from './databases.ts';
import type { Database } from './db/database.ts';
import { Deadline, under, unlessPassed } from './db/deadline.ts';
import { type FolderLock, lockFolder } from './db/lock.ts';
import { pendingMigrations } from './db/migrate.ts';
import type { StatementLimits } from './db/server.ts';
import type { Adapter } from './deliveries/adapter.ts';
import { fixedDay } from './streams/store.ts';
import type { PlainDate } from './values/plain-date.ts';

/** An open hub: its database, the formats it reads, and the day it is. */
export interface Hub {
  readonly config: Config;
  /** As the owner of its tables: for loading, for commands, and for nobody's request. */
  readonly db: Database;
  /** As the role that owns nothing and sees only what it has been opened: for every request. */
  readonly serving: Database;
  readonly adapters: ReadonlyMap<string, Adapter>;
  /** Keeps who was seen, before an answer leaves. */
  readonly reads: ReadLog;
  /** Today, or the day a demonstration area stands still at. */
  today(): Promise<PlainDate>;
  /** Answers when the database does, within two seconds, and has the tables that this hub knows. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database that the settings name, makes it if need be, and brings it up to date. What is
 * written through the hub is sealed soon after; a fault in sealing is told, and it is tried again.
 * `limits` bound statements once the database is up to date, where people wait for them.
 */
export async function openHub(
  config: Config,
  adapters: readonly Adapter[],
  tellFault: (cause: unknown) => void = () => undefined,
  limits: StatementLimits | null = null,
): Promise<Hub> {
  const lock = config.databaseUrl === null ? await lockFolder(config.dataDir) : null;
  try {
    const { db, serving, close } = await openDatabases(config, limits);
    const sealer = new Sealer(db, tellFault);
    // What a process that was killed has left unsealed.
    sealer.wake();
    let fixed: PlainDate | null | undefined;
    return {
      config,
      db,
      serving,
      reads: new ReadLog((reads) => keepReads(serving, reads)),
      adapters: new Map(adapters.map((adapter) => [adapter.code, adapter])),
      today: async () => {
        if (config.today) return config.today;
        if (config.auth) return dayInLondon();
        if (fixed === undefined) fixed = await fixedDay(db);
        return fixed ?? dayInLondon();
      },
      ready: () => ready(serving),
      close: async () => {
        await sealer.stop();
        await close();
        await lock?.release();
      },
    };
  } catch (error) {
    await (lock as FolderLock | null)?.release();
    throw error;
  }
}

const READY_WITHIN = 2000;

/** Throws where the database does not answer, or lacks or has more migrations than this hub. */
async function ready(db: Database): Promise<void> {
  const deadline = new Deadline(READY_WITHIN);
  try {
    const pending = await unlessPassed(
      deadline,
      under(deadline, () => pendingMigrations(db)),
    );
    if (pending.length > 0) throw new NeedsMigrating('the database lacks migrations');
  } finally {
    deadline.end();
  }
}
