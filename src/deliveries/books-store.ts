import { PERSON_OF_ACCOUNT } from '../access/hosted-store.ts';
import { type Queries, sql } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { HostedAccount } from './money-line.ts';

/** One account by its id, where the organisation hosts it. */
export async function hostedAccount(
  queries: Queries,
  host: string,
  id: string,
): Promise<HostedAccount | null> {
  const [row] = await queries.rows<HostedAccount>(
    'deliveries.hosted-account',
    sql`select id, mode from accounts where id = ${id}::uuid and host = ${host}`,
  );
  return row ?? null;
}

export interface NumberedAccount extends HostedAccount {
  readonly nhsNumber: string | null;
  readonly nino: string | null;
}

/** Every account that an organisation hosts, once for each number that its person goes by. */
export function numberedAccounts(queries: Queries, host: string): Promise<NumberedAccount[]> {
  return queries.rows(
    'deliveries.numbered-accounts',
    sql`select distinct a.id, a.mode, k.nhs_number as "nhsNumber", k.nino
        from accounts a join identity_keys i on i.id = a.identity_id
        join identity_keys k on k.id = i.id or k.person_id = ${PERSON_OF_ACCOUNT}
        where a.host = ${host} and (k.nhs_number is not null or k.nino is not null)
        order by a.id`,
  );
}

export interface MoneyRules {
  readonly closedYears: readonly FinancialYear[];
  readonly undepositable: readonly { readonly stream: string; readonly reason: string }[];
  readonly purposes: readonly string[];
}

/** What lines of money are judged by: the years that a host has closed, and what is never held. */
export async function moneyRules(queries: Queries, host: string): Promise<MoneyRules> {
  const [row] = await queries.rows<MoneyRules>(
    'deliveries.money-rules',
    sql`select (select coalesce(json_agg(year), '[]'::json) from closed_years
            where host = ${host}) as "closedYears",
          (select coalesce(json_agg(json_build_object('stream', stream, 'reason', reason)),
            '[]'::json) from undepositable_streams) as undepositable,
          (select coalesce(json_agg(code), '[]'::json) from purposes) as purposes`,
  );
  return row as MoneyRules;
}

/** What lines that stand were recorded as, of one account or of all that a host has. */
export function standingMarks(
  queries: Queries,
  asked: { readonly adapter: string; readonly host: string; readonly account: string | null },
): Promise<{ mark: string; said: string }[]> {
  return queries.rows(
    'deliveries.standing-marks',
    sql`select l.mark, l.said from money_lines l
        where l.adapter = ${asked.adapter} and l.host = ${asked.host}
          and (${asked.account}::uuid is null or l.account_id = ${asked.account}::uuid)
          and not exists (select from line_endings e
            where e.line_id = l.id and e.kind = 'TAKEN_BACK')`,
  );
}
