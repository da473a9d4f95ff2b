import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, hubCommand } from '../budgets/data.js';
import { ROOT, say } from '../budgets/settings.js';

const FOLDER = join(ROOT, 'bench/pools');

/** @typedef {{ tenant: string, people: number, laps: number }} Books so many people, each paying so often a month */

/**
 * Fills a schema with a ledger, by statements and not by the hub. Foreign keys, balances of movements
 * and months are triggers, which do not fire while it is filled: balances are looked at afterwards, and
 * months added up by the hub's own command.
 * @param {Books} books
 */
export async function fillLedger(books) {
  const { tenant, people, laps } = books;
  const sql = connect(tenant, { onnotice: () => undefined });
  try {
    if (await isThere(sql, books)) return;
    const started = performance.now();
    await sql.unsafe(`drop schema if exists ${tenant} cascade; create schema ${tenant}`);
    await hubCommand(tenant, ['migrate']);
    await hubCommand(tenant, ['seed', 'reference']);
    await sql.begin(async (tx) => {
      await tx`select set_config('bench.people', ${String(people)}, true),
        set_config('bench.laps', ${String(laps)}, true), set_config('jit', 'off', true),
        set_config('work_mem', '256MB', true),
        set_config('session_replication_role', 'replica', true)`;
      await tx.unsafe(readFileSync(join(FOLDER, 'ledger.sql'), 'utf8')).simple();
      await tx`create table bench_books as select ${people}::int as people, ${laps}::int as laps`;
    });
    await sql.unsafe('vacuum (analyze) accounts, identities, ledger_accounts, journals, entries');
    await refuseUnbalanced(sql);
    const filled = performance.now();
    await hubCommand(tenant, ['rebuild-totals']);
    await sql.unsafe('vacuum (analyze) spending_months, spending_sums');
    await hubCommand(tenant, ['pools', 'load', 'seeds/demo/pool.json', '--history']);
    const [{ entries } = { entries: 0 }] = await sql`select count(*)::int as entries from entries`;
    say(
      `${tenant}: ${entries} entries of ${people} people, filled in ${inSeconds(filled - started)}, all months added up in ${inSeconds(performance.now() - filled)}`,
    );
  } finally {
    await sql.end();
  }
}

export const inSeconds = (/** @type {number} */ milliseconds) =>
  `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * @param {import('postgres').Sql} sql
 * @param {Books} books
 */
async function isThere(sql, { tenant, people, laps }) {
  const [there] = await sql`select to_regclass(${`${tenant}.bench_books`}) is not null as kept`;
  if (!there?.kept) return false;
  const [kept] = await sql`select people, laps from bench_books`;
  const same = kept?.people === people && kept?.laps === laps;
  if (same) say(`${tenant} is there from an earlier run`);
  return same;
}

/** @param {import('postgres').Sql} sql */
async function refuseUnbalanced(sql) {
  const wrong = await sql`select journal_id from entries group by 1 having sum(amount_pence) <> 0
    union all select e.journal_id from entries e
      left join ledger_accounts l on l.id = e.ledger_account_id and l.account_id = e.account_id
      where l.id is null
    limit 1`;
  if (wrong.length > 0) throw new Error('the ledger that was filled is no ledger');
}
