import { openingAccounts, PERSON_OF_ACCOUNT } from '../access/hosted-store.ts';
import { speakingFor } from '../access/sharing-store.ts';
import { list, type Queries, type Sql, sql, type Transaction } from '../db/database.ts';
import type { Stream } from '../streams/stream.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { AccountId, OrganisationCode, PersonId } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { Account, AccountMode, NamedOrganisation } from './account.ts';

/** An account to be opened. */
export interface NewAccount {
  readonly identityId: string;
  readonly mode: AccountMode;
  readonly host: string;
  readonly openedBy: string;
  readonly key: string;
  readonly inputHash: string;
}

/** Opens an account; null where the host has used the key before, which it waits to know. */
export async function keepAccount(tx: Transaction, said: NewAccount): Promise<AccountId | null> {
  const [row] = await tx.rows<{ id: AccountId }>(
    'ledger.keep-account',
    sql`insert into accounts (identity_id, mode, host, opened_by, idempotency_key, input_hash)
        values (${said.identityId}::uuid, ${said.mode}, ${said.host}, ${said.openedBy},
          ${said.key}, ${said.inputHash})
        on conflict (host, idempotency_key) do nothing
        returning id`,
  );
  return row?.id ?? null;
}

/** The account that a host opened by a key. */
export async function accountByKey(
  queries: Queries,
  host: string,
  key: string,
): Promise<{ id: AccountId; inputHash: string } | undefined> {
  const [row] = await queries.rows<{ id: AccountId; input_hash: string }>(
    'ledger.account-by-key',
    sql`select id, input_hash from accounts
        where host = ${host} and idempotency_key = ${key}`,
  );
  return row && { id: row.id, inputHash: row.input_hash };
}

/** The end of what was known; null reads what is known now. */
export type KnownAt = Date | null;

/** Whether what was written at that moment was known; always where nothing else is asked. */
export const isKnown = (recordedAt: Sql, knownAt: KnownAt): Sql =>
  knownAt === null ? sql`true` : sql`${recordedAt} < ${knownAt}::timestamptz`;

interface AccountRow {
  id: AccountId;
  person_id: PersonId | null;
  mode: AccountMode;
  host: NamedOrganisation;
  opened_at: Date;
  in_question: string;
  sources: {
    stream: Stream;
    funder: NamedOrganisation;
    available: string;
    committed: string;
    set_aside: string;
  }[];
}

const account = (
  { person_id, opened_at, in_question, sources, ...row }: AccountRow,
  knownAt: KnownAt,
): Account => ({
  ...row,
  knownAt,
  personId: person_id,
  openedAt: opened_at,
  inQuestion: BigInt(in_question) as Pence,
  sources: sources.map(({ stream, funder, available, committed, set_aside }) => ({
    ...{ stream, funder, available: BigInt(available) as Pence },
    ...{ committed: BigInt(committed) as Pence, setAside: BigInt(set_aside) as Pence },
  })),
});

/** A stream as JSON, where `s` is its row; and the organisation of a code. */
export const STREAM_JSON = sql`json_build_object('code', s.code, 'name', s.name,
  'sector', s.sector, 'nature', s.nature)`;
export const organisationJson = (code: Sql): Sql =>
  sql`(select json_build_object('code', o.code, 'name', o.name) from organisations o
    where o.code = ${code})`;

/**
 * The places of the account `a` with what is in them now; or with what its entries came to that were
 * recorded by then, of the places that had any.
 */
const placesOf = (knownAt: KnownAt): Sql =>
  knownAt === null
    ? sql`(select * from ledger_accounts own where own.account_id = a.id)`
    : sql`(select own.stream, own.funder, own.kind, sum(e.amount_pence)::bigint as balance_pence
        from ledger_accounts own join entries e on e.ledger_account_id = own.id
        join journals j on j.id = e.journal_id and j.year = e.year
        where own.account_id = a.id and ${isKnown(sql`j.recorded_at`, knownAt)}
        group by own.id)`;

/** What each source has in the places of an account that hold it. */
const bySource = (knownAt: KnownAt) => sql`select p.stream, p.funder,
    coalesce(sum(p.balance_pence) filter (where p.kind = a.mode), 0) as available,
    coalesce(sum(p.balance_pence) filter (where p.kind = 'COMMITTED'), 0) as committed,
    coalesce(sum(p.balance_pence) filter (where p.kind = 'CONTINGENCY'), 0) as set_aside
  from ${placesOf(knownAt)} p where p.stream is not null
  group by p.stream, p.funder`;

/** All of an account, where `a` is its row and `person` whose it is. */
const toldOf = (
  person: Sql,
  knownAt: KnownAt,
): Sql => sql`a.id, a.mode, a.opened_at, ${person} as person_id,
  ${organisationJson(sql`a.host`)} as host,
  (select coalesce(sum(l.balance_pence), 0)::text from ${placesOf(knownAt)} l
    where l.kind = 'IN_QUESTION') as in_question,
  (select coalesce(json_agg(json_build_object('stream', ${STREAM_JSON},
      'funder', ${organisationJson(sql`l.funder`)}, 'available', l.available::text,
      'committed', l.committed::text, 'set_aside', l.set_aside::text)
      order by l.stream collate "C", l.funder collate "C"), '[]'::json)
    from (${bySource(knownAt)}) l join streams s on s.code = l.stream) as sources`;

/** The accounts of people that were open, in order of id. */
export async function accountsOfPeople(
  queries: Queries,
  personIds: readonly string[],
  knownAt: KnownAt,
): Promise<Account[]> {
  const rows = await queries.rows<AccountRow>(
    'ledger.accounts-of-people',
    sql`select ${toldOf(sql`told.person_id`, knownAt)}
        from ${speakingFor(sql`= any(${list(personIds)}::text::uuid[])`)} told
        join accounts a on a.identity_id = told.id and ${isKnown(sql`a.opened_at`, knownAt)}
        order by a.id`,
  );
  return rows.map((row) => account(row, knownAt));
}

/** Whose an account is and who hosts it: by this it is decided who is told of it. */
export interface AccountKey {
  readonly id: AccountId;
  readonly host: OrganisationCode;
  readonly personId: PersonId | null;
}

export async function accountKey(queries: Queries, id: string): Promise<AccountKey | undefined> {
  const [row] = await queries.rows<AccountKey>(
    'ledger.account-key',
    sql`select a.id, a.host, ${PERSON_OF_ACCOUNT} as "personId"
        from accounts a join identity_keys i on i.id = a.identity_id
        where a.id = ${id}::uuid`,
  );
  return row;
}

/** An account whose money is opened. */
export async function findAccount(
  queries: Queries,
  id: string,
  knownAt: KnownAt,
): Promise<Account | undefined> {
  const [row] = await queries.rows<AccountRow>(
    'ledger.find-account',
    sql`select ${toldOf(PERSON_OF_ACCOUNT, knownAt)}
        from accounts a join identity_keys i on i.id = a.identity_id
        where a.id = ${id}::uuid and ${isKnown(sql`a.opened_at`, knownAt)}`,
  );
  return row && account(row, knownAt);
}

/**
 * Waits until nobody moves money in an account of the host, keeps it so to the end, and opens to the
 * rest of the transaction what moved in them.
 */
export async function lockAccountsOfHost(tx: Transaction, host: string): Promise<void> {
  await tx.rows(
    'ledger.lock-accounts-of-host',
    sql`with locked as materialized (
          select id from accounts where host = ${host} order by id for update)
        select ${openingAccounts(sql`select id from locked`)}`,
  );
}

/**
 * Closes a year of a host whose accounts are locked, at this moment: what was recorded before it was
 * in the books that were closed. False where it was closed before.
 */
export async function keepClosedYear(
  tx: Transaction,
  host: string,
  { year, by }: { year: FinancialYear; by: string },
): Promise<boolean> {
  const kept = await tx.rows(
    'ledger.close-year',
    sql`insert into closed_years (host, year, closed_by, closed_at)
        values (${host}, ${year}, ${by}, clock_timestamp())
        on conflict do nothing returning year`,
  );
  return kept.length > 0;
}

export interface ClosedYearRecord {
  readonly year: FinancialYear;
  readonly closedAt: Date;
}

/** The years that a host has closed, in order. */
export async function closedYearsOf(queries: Queries, host: string): Promise<ClosedYearRecord[]> {
  const rows = await queries.rows<{ year: FinancialYear; closed_at: Date }>(
    'ledger.closed-years',
    sql`select year, closed_at from closed_years where host = ${host} order by year`,
  );
  return rows.map(({ year, closed_at }) => ({ year, closedAt: closed_at }));
}
