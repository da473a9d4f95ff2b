import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { openEmbedded } from './db/embedded.ts';
import { migrate, pendingMigrations } from './db/migrate.ts';
import { servingRole } from './db/scope.ts';
import { openServer, type StatementLimits } from './db/server.ts';

/** The database lacks migrations and the serving login may not make them. */
export class NeedsMigrating extends Error {
  override readonly name = 'NeedsMigrating';
}

/** One database, as its owner and as the role that requests are served under. */
export interface Databases {
  readonly db: Database;
  readonly serving: Database;
  close(): Promise<void>;
}

/**
 * Opens the database that the settings name and brings it up to date. With limits, people wait for
 * its statements: the serving login is then used alone where there is one, and owns nothing.
 */
export async function openDatabases(
  config: Config,
  limits: StatementLimits | null,
): Promise<Databases> {
  const { databaseAppUrl, databaseUrl } = config;
  const isForServing = limits !== null || databaseUrl === null;
  if (databaseAppUrl !== null && isForServing) return openAsServed(config, databaseAppUrl, limits);
  return databaseUrl === null ? openFolder(config) : openAsOwner(config, databaseUrl, limits);
}

async function openAsServed(
  { tenant, databaseConnections: connections }: Config,
  url: string,
  limits: StatementLimits | null,
): Promise<Databases> {
  const db = openServer({ url, tenant, connections, limits });
  const close = () => db.close();
  const pending = await pendingMigrations(db);
  if (pending.length === 0) return { db, serving: db, close };
  await close();
  throw new NeedsMigrating(
    `the database lacks ${pending.length} migrations; run "npm run hub -- migrate" with DATABASE_URL alone`,
  );
}

async function openAsOwner(
  { tenant, databaseConnections: connections }: Config,
  url: string,
  limits: StatementLimits | null,
): Promise<Databases> {
  // Bringing a large database up to date may take longer than any request may.
  const unbounded = openServer({ url, tenant, connections });
  await migrate(unbounded);
  await unbounded.close();
  // Requests are served under the other role: few statements of a serving hub are the owner's.
  const owners = limits === null ? connections : Math.min(connections, 2);
  const db = openServer({ url, tenant, connections: owners, limits });
  const serving = openServer({ url, tenant, connections, limits, role: servingRole(tenant) });
  const close = async () => {
    await Promise.all([db.close(), serving.close()]);
  };
  return { db, serving, close };
}

async function openFolder({ dataDir, tenant }: Config): Promise<Databases> {
  const folder = join(dataDir, 'postgres');
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    await mkdir(folder, { recursive: true });
    // Making a database takes far more memory than using one: it is made in a worker of its own.
    await (await openEmbedded({ folder, tenant })).close();
  }
  const db = await openEmbedded({ folder, tenant });
  await migrate(db);
  return { db, serving: db.as(servingRole(tenant)), close: () => db.close() };
}
