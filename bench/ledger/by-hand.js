import { createHash } from 'node:crypto';
import postgres from 'postgres';
import { DATABASE_URL, TODAY } from '../budgets/settings.js';
import { COUNCIL } from './books.js';

/** @typedef {{ from: string, to: string }} Path the place that money leaves, and where it goes */

/**
 * The inserts of a payment as somebody would write them who knows the answer to everything that the
 * hub asks: which key is new, which year is open, what each source gives. The same rows in the same
 * tables, with the same constraints and triggers, in one transaction each.
 */
export class ByHand {
  /**
   * @param {string} tenant
   * @param {number} connections
   */
  constructor(tenant, connections) {
    this.sql = postgres(DATABASE_URL, {
      ...{ max: connections, fetch_types: false, onnotice: () => undefined },
      connection: { search_path: tenant, TimeZone: 'UTC' },
    });
  }

  /**
   * The places of the accounts, by account and stream; made by a first payment of the hub's.
   * @param {readonly string[]} accounts
   * @returns {Promise<Map<string, Path[]>>}
   */
  async paths(accounts) {
    const rows = await this.sql`select h.account_id, h.id as held, p.id as gone
      from ledger_accounts h join ledger_accounts p on p.account_id = h.account_id
        and p.stream = h.stream and p.funder = h.funder and p.kind = 'PROVIDER'
      where h.kind = 'DIRECT_PAYMENT' and h.account_id in ${this.sql([...accounts])}`;
    return new Map(
      accounts.map((account) => [
        account,
        rows
          .filter((row) => row.account_id === account)
          .map((row) => ({ from: String(row.held), to: String(row.gone) })),
      ]),
    );
  }

  /**
   * @param {string} account
   * @param {readonly Path[]} paths
   * @param {number} amount pence, halved between the two sources
   * @param {string} key
   */
  async spend(account, paths, amount, key) {
    const half = amount / 2;
    const lines = paths
      .flatMap(({ from, to }) => [
        { id: from, amount: -half },
        { id: to, amount: half },
      ])
      .map((each, line) => ({ ...each, line }));
    const hash = createHash('sha256').update(key).digest('hex');
    await this.sql.begin(
      (tx) => tx`with said as (
          select * from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb)
            as said (id uuid, amount bigint, line int)
        ), kept as (
          insert into journals (account_id, host, kind, effective_day, year, recorded_at, actor,
            operation, key_scope, idempotency_key, input_hash, payee, purpose)
          values (${account}, ${COUNCIL}, 'SPENDING', ${TODAY}, '2026-27', clock_timestamp(),
            'by hand', 'recordSpend', ${COUNCIL}, ${key}, ${hash}, 'Helping Hands', 'personal-care')
          returning id
        ), moved as (
          update ledger_accounts l set balance_pence = l.balance_pence + said.amount
          from said where l.id = said.id
        )
        insert into entries (year, journal_id, line, ledger_account_id, account_id, amount_pence)
        select '2026-27', kept.id, said.line, said.id, ${account}, said.amount from said, kept`,
    );
  }

  /** Takes away what an earlier run left in the schema. @param {string} tenant */
  async clear(tenant) {
    await this.sql.unsafe(`drop schema if exists ${tenant} cascade`);
  }

  close() {
    return this.sql.end();
  }
}
