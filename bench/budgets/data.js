import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { applicationOf } from './servers.js';
import { DATA_DIR, DATABASE_URL, ROOT, say } from './settings.js';

const FOLDER = join(ROOT, 'bench/budgets/data');
const TABLES =
  'awards, claims, deliveries, expected_sources, identities, organisations, payments, relationships, sightings, streams, submission_windows, submissions';

/** @typedef {import('./settings.js').Size} Size */

/**
 * Fills the tenant's schema unless it holds the very same data already.
 * @param {Size} size
 */
export async function loadData(size) {
  const sql = connect(size.tenant, { onnotice: () => undefined });
  try {
    const wanted = fingerprint(size);
    if ((await found(sql, size.tenant)) === wanted) {
      say(`data: ${size.people} people are in schema ${size.tenant} already`);
      return;
    }
    const started = Date.now();
    say(`data: loading ${size.people} people into schema ${size.tenant}`);
    await makeSchema(sql, size.tenant);
    await fill(sql, size, wanted);
    await sql.unsafe(`vacuum (analyze) ${TABLES}`);
    say(`data: ${await counts(sql)}, in ${Math.round((Date.now() - started) / 1000)} s`);
  } finally {
    await sql.end();
  }
}

/**
 * @param {string} tenant
 * @param {object} [more]
 */
export function connect(tenant, more = {}) {
  return postgres(DATABASE_URL, {
    ...{ max: 1, fetch_types: false, connection: { search_path: tenant, TimeZone: 'UTC' } },
    ...more,
  });
}

/**
 * Keeps other benches out of the schema until the connection is ended.
 * @param {string} tenant
 */
export async function holdAlone(tenant) {
  const sql = connect(tenant);
  const [got] = await sql`select pg_try_advisory_lock(hashtextextended(${`bench ${tenant}`}, 0))
    as alone`;
  if (got?.alone) return sql;
  await sql.end();
  throw new Error(`another bench is using schema ${tenant}`);
}

/**
 * PostgreSQL's processes that serve a server's connections.
 * @param {postgres.Sql} sql
 * @param {string} server
 */
export async function backendsOf(sql, server) {
  const rows = await sql`select pid from pg_stat_activity
    where application_name = ${applicationOf(server)} order by pid`;
  return rows.map((row) => Number(row.pid));
}

const sqlIn = (/** @type {string} */ folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));

/** @param {Size} size */
function fingerprint({ people, related }) {
  const migrations = sqlIn(join(ROOT, 'src/db/migrations'));
  return createHash('sha256')
    .update(JSON.stringify([people, related, sqlIn(FOLDER), migrations]))
    .digest('hex');
}

/**
 * The fingerprint of what was loaded; null without one. Throws where the schema is not the bench's.
 * @param {postgres.Sql} sql
 * @param {string} tenant
 */
async function found(sql, tenant) {
  const [there] = await sql`select to_regnamespace(${tenant}) is not null as schema,
    to_regclass(${`${tenant}.bench_data`}) is not null as marked`;
  if (there?.schema && !there.marked) {
    throw new Error(`schema ${tenant} is not the bench's: move it away or name another database`);
  }
  if (!there?.marked) return null;
  const [row] = await sql`select fingerprint from bench_data`;
  return row?.fingerprint ?? null;
}

/**
 * @param {postgres.Sql} sql
 * @param {string} tenant
 */
async function makeSchema(sql, tenant) {
  await sql.unsafe(`drop schema if exists ${tenant} cascade; create schema ${tenant};
    create table ${tenant}.bench_data (fingerprint text)`);
  await hubCommand(tenant, ['migrate']);
  await hubCommand(tenant, ['seed', 'reference']);
}

/**
 * @param {string} tenant
 * @param {readonly string[]} words
 * @returns {Promise<string>}
 */
export async function hubCommand(tenant, words) {
  const program = join(ROOT, 'dist/src/cli.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], {
    ...{ cwd: ROOT, timeout: 300_000 },
    env: { ...process.env, DATABASE_URL, TENANT: tenant, DATA_DIR, SEED: 'none' },
  });
  return stdout.trim();
}

/**
 * @param {postgres.Sql} sql
 * @param {Size} size
 * @param {string} wanted
 */
async function fill(sql, { people, related }, wanted) {
  await sql.begin(async (tx) => {
    await tx`select set_config('bench.people', ${String(people)}, true),
      set_config('bench.related', ${String(related)}, true), set_config('jit', 'off', true)`;
    for (const text of sqlIn(FOLDER)) await tx.unsafe(text).simple();
    await tx`insert into bench_data values (${wanted})`;
  });
}

/** @param {postgres.Sql} sql */
async function counts(sql) {
  const [row] = await sql`select
    (select count(distinct person_id) from identities) as people,
    (select count(*) from identities) as identities,
    (select count(*) from awards where basis <> 'ACTIVITY') as awards,
    (select count(*) from awards where basis = 'ACTIVITY') as activity,
    (select count(*) from payments) as payments, (select count(*) from claims) as claims`;
  return Object.entries(row ?? {})
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}
