import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, sql } from '../../src/db/database.ts';
import {
  type Migration,
  migrate,
  pendingMigrations,
  readMigrations,
} from '../../src/db/migrate.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import { openServer } from '../../src/db/server.ts';
import { dropTenant, openTestDatabase, SERVER } from '../support/hub.ts';
import { filesUnder } from './sources.ts';

const tables = filesUnder(['src'], '/tables.ts');
const GENERATE = '--dialect postgresql --schema ./src/*/tables.ts --out ./migrations';

describe('the tables and the migrations agree', () => {
  let folder = '';

  beforeAll(async () => {
    // A project of its own, so that nothing is written to ours.
    folder = await mkdtemp(join(tmpdir(), 'onepot-migrations-'));
    await symlink(join(packageRoot(), 'node_modules'), join(folder, 'node_modules'));
    await reset();
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function reset(): Promise<void> {
    await rm(join(folder, 'migrations'), { recursive: true, force: true });
    await cp(join(packageRoot(), 'src/db/migrations'), join(folder, 'migrations'), {
      recursive: true,
    });
    for (const { path, text } of tables) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  }

  /** What drizzle-kit would add, offline: the text of each new migration. */
  async function generated(): Promise<string[]> {
    const before = new Set(await readdir(join(folder, 'migrations')));
    const program = join(packageRoot(), 'node_modules/drizzle-kit/bin.cjs');
    const words = [program, 'generate', ...GENERATE.split(' '), '--casing', 'snake_case'];
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: folder });
    const after = await readdir(join(folder, 'migrations'));
    const added = after.filter((name) => name.endsWith('.sql') && !before.has(name));
    // It exits 0 on its own faults too.
    const finished = added.length > 0 ? 'Your SQL migration' : 'No schema changes';
    expect(stdout).toContain(finished);
    return Promise.all(added.map((name) => readFile(join(folder, 'migrations', name), 'utf8')));
  }

  it('the settings here are those of drizzle.config.ts', async () => {
    const { default: config } = await import('../../drizzle.config.ts');
    expect(config).toEqual({
      dialect: 'postgresql',
      schema: './src/*/tables.ts',
      out: './src/db/migrations',
      casing: 'snake_case',
    });
  });

  it('nothing new would be generated', async () => {
    expect(tables.length).toBeGreaterThan(0);
    expect(await generated()).toEqual([]);
  });

  it('a column more is seen', async () => {
    const path = join(folder, 'src/streams/tables.ts');
    const text = await readFile(path, 'utf8');
    const planted = text.replace('code: text().notNull(),', '$& plantedHere: text(),');
    expect(planted).not.toBe(text);
    await writeFile(path, planted);
    expect(await generated()).toEqual(['ALTER TABLE "streams" ADD COLUMN "planted_here" text;']);
    await reset();
  });
});

describe('a tenant is only a search path', () => {
  const NAMES_SCHEMA =
    /"?\bpublic"?\s*\.|\b(?:create|alter|drop)\s+schema\b|\bset\s+schema\b|\bsearch_path\b/i;
  // A function that sees more than its caller is bound to the tenant it was made in.
  const OWN_PATH = /SET search_path = %I, pg_temp', \w+, current_schema\(\)/g;
  const namesSchema = (text: string) => NAMES_SCHEMA.test(text.replaceAll(OWN_PATH, ''));

  it('no migration names a schema', () => {
    const migrations = filesUnder(['src/db/migrations'], '.sql');
    expect(migrations.length).toBe(readMigrations().length);
    expect(migrations.length).toBeGreaterThan(0);
    expect(migrations.filter(({ text }) => namesSchema(text))).toEqual([]);
  });

  it.each([
    'REFERENCES "public"."identities" ("id")',
    'create index a on public.awards (id)',
    'CREATE SCHEMA "other"',
    'set search_path to other',
    "SET search_path = %I, pg_temp', looks, 'other'",
  ])('seen: %s', (planted) => {
    expect(namesSchema(planted)).toBe(true);
  });
});

describe('migrating', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  it('a second time applies nothing', async () => {
    expect(await migrate(db)).toEqual([]);
    expect(await pendingMigrations(db)).toEqual([]);
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    const { name, sha256 } = readMigrations()[0] as Migration;
    const note = (text: string) =>
      db.rows(
        'test.note-migration',
        sql`update schema_migrations set sha256 = ${text} where name = ${name}`,
      );
    await note('another');
    await expect(migrate(db)).rejects.toThrow('was changed after it had been applied');
    await note(sha256);
    expect(await migrate(db)).toEqual([]);
  });

  it('refuses a database that is newer than the code', async () => {
    const later = '9999_later';
    await db.rows(
      'test.later',
      sql`insert into schema_migrations (name, sha256) values (${later}, '')`,
    );
    await expect(migrate(db)).rejects.toThrow('newer than this hub');
    await db.rows('test.no-later', sql`delete from schema_migrations where name = ${later}`);
  });
});

describe.runIf(SERVER)('two tenants on one server', () => {
  const open = () =>
    openServer({ url: SERVER as string, tenant: `gate_${randomBytes(6).toString('hex')}` });
  const tenants: Database[] = [];

  afterAll(async () => {
    for (const db of tenants) {
      await dropTenant(db);
      await db.close();
    }
  });

  const tablesOf = async (db: Database) => {
    const rows = await db.rows<{ name: string }>(
      'test.tables',
      sql`select table_name as name from information_schema.tables
        where table_schema = ${db.tenant} order by 1`,
    );
    return rows.map(({ name }) => name);
  };

  it('have each all the tables, and not each other’s rows', async () => {
    const first = open();
    const second = open();
    tenants.push(first, second);
    const all = readMigrations().map(({ name }) => name);
    expect(await migrate(first)).toEqual(all);
    expect(await tablesOf(second)).toEqual([]);
    expect(await migrate(second)).toEqual(all);
    expect(await tablesOf(first)).toContain('awards');
    expect(await tablesOf(second)).toEqual(await tablesOf(first));
    await first.rows('test.area', sql`insert into local_areas (name) values ('First')`);
    expect(await second.rows('test.areas', sql`select name from local_areas`)).toEqual([]);
  });
});
