import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dayInLondon } from './clock.ts';
import type { Config } from './config.ts';
import { type Database, sql } from './db/database.ts';
import { openEmbedded } from './db/embedded.ts';
import { type FolderLock, lockFolder } from './db/lock.ts';
import { migrate, pendingMigrations } from './db/migrate.ts';
import { openServer } from './db/server.ts';
import type { Adapter } from './deliveries/adapter.ts';
import { fixedDay } from './streams/store.ts';
import type { PlainDate } from './values/plain-date.ts';

/** An open hub: its database, the formats it reads, and the day it is. */
export interface Hub {
  readonly config: Config;
  readonly db: Database;
  readonly adapters: ReadonlyMap<string, Adapter>;
  /** Today, or the day a demonstration area stands still at. */
  today(): Promise<PlainDate>;
  /** Answers when the database does. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** The database lacks migrations and the serving login may not make them. */
export class NeedsMigrating extends Error {
  override readonly name = 'NeedsMigrating';
}

/** Opens the database that the settings name, makes it if need be, and brings it up to date. */
export async function openHub(config: Config, adapters: readonly Adapter[]): Promise<Hub> {
  const lock = config.databaseUrl === null ? await lockFolder(config.dataDir) : null;
  try {
    const db = await openDatabase(config);
    await bringUpToDate(config, db);
    let fixed: PlainDate | null | undefined;
    return {
      config,
      db,
      adapters: new Map(adapters.map((adapter) => [adapter.code, adapter])),
      today: async () => {
        if (config.today) return config.today;
        if (config.auth) return dayInLondon();
        if (fixed === undefined) fixed = await fixedDay(db);
        return fixed ?? dayInLondon();
      },
      ready: async () => {
        await db.rows('hub.ready', sql`select 1`);
      },
      close: async () => {
        await db.close();
        await lock?.release();
      },
    };
  } catch (error) {
    await (lock as FolderLock | null)?.release();
    throw error;
  }
}

async function openDatabase(config: Config): Promise<Database> {
  const { tenant, databaseConnections: connections } = config;
  const url = config.databaseAppUrl ?? config.databaseUrl;
  if (url !== null) return openServer({ url, tenant, connections });
  const folder = join(config.dataDir, 'postgres');
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    await mkdir(folder, { recursive: true });
    // Making a database takes far more memory than using one: it is made in a worker of its own.
    await (await openEmbedded({ folder, tenant })).close();
  }
  return openEmbedded({ folder, tenant });
}

async function bringUpToDate(config: Config, db: Database): Promise<void> {
  if (config.databaseAppUrl === null) {
    await migrate(db);
    return;
  }
  const pending = await pendingMigrations(db);
  if (pending.length === 0) return;
  await db.close();
  throw new NeedsMigrating(
    `the database lacks ${pending.length} migrations; run "npm run hub -- migrate" with DATABASE_URL alone`,
  );
}
