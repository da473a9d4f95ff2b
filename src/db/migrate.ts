import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, raw, sql } from './database.ts';
import { packageRoot } from './package-root.ts';
import { servingRole } from './scope.ts';

export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
  readonly sha256: string;
}

/** The migrations in their order. No statement names a schema: a tenant is only a search path. */
export function readMigrations(): Migration[] {
  const folder = join(packageRoot(), 'src/db/migrations');
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[];
  };
  return journal.entries.map(({ tag }) => {
    const text = readFileSync(join(folder, `${tag}.sql`), 'utf8');
    return {
      name: tag,
      statements: text
        .split('--> statement-breakpoint')
        .map((statement) => statement.trim())
        .filter((statement) => statement !== ''),
      sha256: createHash('sha256').update(text).digest('hex'),
    };
  });
}

/** Brings the tenant's tables up to date, one transaction a migration; gives those it applied. */
export function migrate(db: Database): Promise<string[]> {
  return db.exclusively('migrate', async () => {
    await prepare(db);
    const applied = await appliedMigrations(db);
    const pending = pendingOf(readMigrations(), applied);
    for (const migration of pending) await apply(db, migration);
    return pending.map((migration) => migration.name);
  });
}

/** The names of migrations that this database still lacks. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const [found] = await db.rows<{ found: boolean }>(
    'db.find-bookkeeping',
    sql`select to_regclass('schema_migrations') is not null as found`,
  );
  const applied = found?.found ? await appliedMigrations(db) : new Map<string, string>();
  return pendingOf(readMigrations(), applied).map((migration) => migration.name);
}

/**
 * What a database lacks to refuse overlapping prices. It belongs to the database, not to a tenant:
 * tenants that are made at the same time take turns.
 */
async function addExtension(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.rows(
      'db.lock-extension',
      sql`select pg_advisory_xact_lock(hashtextextended('btree_gist', 0))`,
    );
    await tx.rows(
      'db.add-extension',
      sql`create extension if not exists btree_gist with schema public`,
    );
  });
}

/**
 * The role under which requests are served. Roles belong to the whole server: one that somebody who
 * may make roles has made and granted is taken as it is.
 */
async function addServingRole(db: Database): Promise<void> {
  const role = servingRole(db.tenant);
  await db.rows(
    'db.add-serving-role',
    plain(`do $$ begin
        if not exists (select from pg_roles where rolname = '${role}') then
          create role ${role} nologin;
        end if;
        if not pg_has_role(current_user, '${role}', 'member') then
          grant ${role} to current_user;
        end if;
      exception
        when duplicate_object or unique_violation then null;
        when insufficient_privilege then
          raise exception 'this login may not make the role % that requests are served under: '
            'have it made (create role % nologin) and granted to this login', '${role}', '${role}';
      end $$`),
  );
}

async function prepare(db: Database): Promise<void> {
  await addExtension(db);
  await addServingRole(db);
  await db.rows('db.create-tenant', plain(`create schema if not exists ${db.tenant}`));
  await db.rows(
    'db.create-bookkeeping',
    sql`create table if not exists schema_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
  );
}

function plain(text: string) {
  return sql`${raw(text)}`;
}

async function appliedMigrations(db: Database): Promise<Map<string, string>> {
  const rows = await db.rows<{ name: string; sha256: string }>(
    'db.applied-migrations',
    sql`select name, sha256 from schema_migrations order by name`,
  );
  return new Map(rows.map((row) => [row.name, row.sha256]));
}

function pendingOf(all: readonly Migration[], applied: ReadonlyMap<string, string>): Migration[] {
  const known = new Set(all.map((migration) => migration.name));
  for (const name of applied.keys()) {
    if (!known.has(name)) throw new Error(`the database is newer than this hub: it holds ${name}`);
  }
  return all.filter((migration) => {
    const sha256 = applied.get(migration.name);
    if (sha256 !== undefined && sha256 !== migration.sha256) {
      throw new Error(`migration ${migration.name} was changed after it had been applied`);
    }
    return sha256 === undefined;
  });
}

function apply(db: Database, migration: Migration): Promise<void> {
  return db.transaction(async (tx) => {
    for (const statement of migration.statements) {
      await tx.rows(`db.migrate.${migration.name}`, plain(statement));
    }
    await tx.rows(
      'db.note-migration',
      sql`insert into schema_migrations (name, sha256) values (${migration.name}, ${migration.sha256})`,
    );
  });
}
