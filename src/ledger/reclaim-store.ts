import { openingAccounts, PERSON_OF_ACCOUNT } from '../access/hosted-store.ts';
import { list, type Queries, type Sql, sql, type Transaction } from '../db/database.ts';
import { askedAbout } from '../queries/store.ts';
import type { Stream } from '../streams/stream.ts';
import type { AccountId, OrganisationCode, PersonId } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { AccountMode, NamedOrganisation } from './account.ts';
import type { Source } from './draw.ts';
import type { LockedAccount } from './journal-store.ts';
import type { Notice } from './reclaim.ts';
import { organisationJson, STREAM_JSON } from './store.ts';

/**
 * An account in which a funder has, or had, money of its own: its row locked, and what moved in it
 * opened to the rest of the transaction, which is to be rolled back where there is none.
 */
export async function lockAccountOfFunder(
  tx: Transaction,
  id: string,
  funder: string,
): Promise<LockedAccount | undefined> {
  const [row] = await tx.rows<{
    id: AccountId;
    mode: AccountMode;
    host: OrganisationCode;
    person_id: PersonId | null;
  }>(
    'ledger.lock-account-to-reclaim',
    sql`with locked as materialized (
          select a.id, a.mode, a.host, ${PERSON_OF_ACCOUNT} as person_id
          from accounts a join identity_keys i on i.id = a.identity_id
          where a.id = ${id}::uuid for update of a
        )
        select locked.* from locked cross join (
          select ${openingAccounts(sql`select id from locked`)}) opened`,
  );
  const funded = await tx.rows(
    'ledger.is-funder-of-account',
    sql`select from ledger_accounts where account_id = ${id}::uuid and funder = ${funder} limit 1`,
  );
  if (!row || funded.length === 0) return undefined;
  return { id: row.id, mode: row.mode, host: row.host, personId: row.person_id, isOwn: false };
}

/** The account of a notice, for whoever locks it first; undefined for an id of none. */
export async function accountOfNotice(
  queries: Queries,
  id: string,
): Promise<AccountId | undefined> {
  const [row] = await queries.rows<{ account_id: AccountId }>(
    'ledger.account-of-notice',
    sql`select account_id from reclaim_notice_keys where id = ${id}::uuid`,
  );
  return row?.account_id;
}

export interface Keyed {
  readonly scope: string;
  readonly key: string;
  readonly inputHash: string;
}

export interface NewNotice extends Source, Keyed {
  readonly accountId: string;
  readonly amount: Pence;
  readonly reasons: string;
  readonly law: string;
  readonly noticedOn: PlainDate;
  readonly reconsiderBy: PlainDate;
  readonly dueBy: PlainDate;
  readonly noticedBy: string;
}

export async function keepNotice(tx: Transaction, said: NewNotice): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    'ledger.keep-notice',
    sql`insert into reclaim_notices (account_id, stream, funder, amount_pence, reasons, law,
          noticed_on, reconsider_by, due_by, noticed_by, key_scope, idempotency_key, input_hash)
        values (${said.accountId}::uuid, ${said.stream}, ${said.funder},
          ${String(said.amount)}::bigint, ${said.reasons}, ${said.law}, ${said.noticedOn}::date,
          ${said.reconsiderBy}::date, ${said.dueBy}::date, ${said.noticedBy}, ${said.scope},
          ${said.key}, ${said.inputHash})
        returning id`,
  );
  return (row as { id: string }).id;
}

export interface EarlierNotice {
  readonly id: string;
  readonly inputHash: string;
}

/** What was recorded by a key before. */
export async function noticeOfKey(
  queries: Queries,
  { scope, key }: Pick<Keyed, 'scope' | 'key'>,
): Promise<EarlierNotice | undefined> {
  const [row] = await queries.rows<EarlierNotice>(
    'ledger.notice-of-key',
    sql`select id, input_hash as "inputHash" from reclaim_notice_keys
        where key_scope = ${scope} and idempotency_key = ${key}`,
  );
  return row;
}

export async function withdrawalOfKey(
  queries: Queries,
  { scope, key }: Pick<Keyed, 'scope' | 'key'>,
): Promise<EarlierNotice | undefined> {
  const [row] = await queries.rows<EarlierNotice>(
    'ledger.withdrawal-of-key',
    sql`select notice_id as id, input_hash as "inputHash" from reclaim_withdrawal_keys
        where key_scope = ${scope} and idempotency_key = ${key}`,
  );
  return row;
}

/** A notice, and the account that it is of. */
interface Named {
  readonly notice: string;
  readonly accountId: string;
}

export async function keepWithdrawal(
  tx: Transaction,
  said: Keyed & Named & { readonly reason: string; readonly by: string },
): Promise<void> {
  await tx.rows(
    'ledger.keep-withdrawal',
    sql`insert into reclaim_withdrawals (notice_id, account_id, reason, withdrawn_by, key_scope,
          idempotency_key, input_hash)
        values (${said.notice}::uuid, ${said.accountId}::uuid, ${said.reason}, ${said.by},
          ${said.scope}, ${said.key}, ${said.inputHash})`,
  );
}

/** Notes by which notice a movement gave money back. */
export async function keepReclaimPayment(
  tx: Transaction,
  journal: string,
  { notice, accountId }: Named,
): Promise<void> {
  await tx.rows(
    'ledger.keep-reclaim-payment',
    sql`insert into reclaim_payments (journal_id, notice_id, account_id)
        values (${journal}::uuid, ${notice}::uuid, ${accountId}::uuid)`,
  );
}

interface NoticeRow {
  id: string;
  person_id: string | null;
  account_id: AccountId;
  host: string;
  stream: Stream;
  funder: NamedOrganisation;
  amount: bigint;
  reasons: string;
  law: string;
  noticed_on: PlainDate;
  reconsider_by: PlainDate;
  due_by: PlainDate;
  paid: bigint;
  withdrawn: string | null;
  recorded_at: Date;
  is_asked: boolean;
  is_disputed: boolean;
}

const noticeOf = (row: NoticeRow): Notice => ({
  ...{ id: row.id, personId: row.person_id, accountId: row.account_id, host: row.host },
  ...{ stream: row.stream, funder: row.funder, amount: pence(row.amount), law: row.law },
  ...{ reasons: row.reasons, noticedOn: row.noticed_on, reconsiderBy: row.reconsider_by },
  ...{ dueBy: row.due_by, paid: pence(row.paid), withdrawnBecause: row.withdrawn },
  ...{ recordedAt: row.recorded_at, isAsked: row.is_asked, isDisputed: row.is_disputed },
});

/** What was given back by notice `n`, but for what was reversed. */
const PAID = sql`(select coalesce(sum(e.amount_pence), 0)::bigint
  from reclaim_payments p join journals j on j.id = p.journal_id
  join entries e on e.year = j.year and e.journal_id = j.id
  join ledger_accounts l on l.id = e.ledger_account_id and l.kind = 'RECLAIM'
  where p.notice_id = n.id and not exists (select from journals r where r.reverses = j.id))`;

/**
 * Whether it is disputed who pays for the stream of notice `n`: a dispute stands until what is
 * recorded later, a proposal apart, replaces it from its first day on.
 */
const disputed = (person: Sql): Sql => sql`exists (
  select from funding_keys d join identity_keys di on di.id = d.identity_id
  where di.person_id = ${person} and d.stream = n.stream and d.interim_payer is not null
    and d.ended_at is null and not exists (
      select from funding_keys later join identity_keys li on li.id = later.identity_id
      where li.person_id = ${person} and later.stream = d.stream and later.state <> 'PROPOSED'
        and later.ended_at is null and later.first_day <= d.first_day
        and (later.recorded_at, later.first_day, later.id) > (d.recorded_at, d.first_day, d.id)))`;

/** Notices as they stand on a day, where `n` is the notice, `a` its account, `i` its identity. */
const told = (today: PlainDate, where: Sql): Sql => sql`
  select n.id, person.id as person_id, n.account_id, a.host, n.reasons, n.law, n.noticed_on,
    n.reconsider_by, n.due_by, n.recorded_at, n.amount_pence as amount, ${STREAM_JSON} as stream,
    ${organisationJson(sql`n.funder`)} as funder, ${PAID} as paid,
    (select w.reason from reclaim_withdrawals w where w.notice_id = n.id) as withdrawn,
    ${askedAbout(sql`person.id`, {
      stream: sql`n.stream`,
      notice: sql`n.id::text`,
      isReconsidered: sql`n.reconsider_by >= ${today}::date`,
    })} as is_asked,
    ${disputed(sql`person.id`)} as is_disputed
  from reclaim_notices n join accounts a on a.id = n.account_id
  join identity_keys i on i.id = a.identity_id
  join streams s on s.code = n.stream
  cross join lateral (select ${PERSON_OF_ACCOUNT} as id) person
  where ${where} order by n.ordinal`;

export async function findNotice(
  queries: Queries,
  id: string,
  today: PlainDate,
): Promise<Notice | undefined> {
  const [row] = await queries.rows<NoticeRow>(
    'ledger.find-notice',
    told(today, sql`n.id = ${id}::uuid`),
  );
  return row && noticeOf(row);
}

/** The notices of these accounts, in the order in which they were written. */
export async function noticesOfAccounts(
  queries: Queries,
  ids: readonly string[],
  today: PlainDate,
): Promise<Notice[]> {
  const rows = await queries.rows<NoticeRow>(
    'ledger.notices-of-accounts',
    told(today, sql`n.account_id = any(${list(ids)}::text::uuid[])`),
  );
  return rows.map(noticeOf);
}

/** The notices of people, in the order in which they were written. */
export async function noticesOfPeople(
  queries: Queries,
  ids: readonly string[],
  today: PlainDate,
): Promise<Notice[]> {
  const rows = await queries.rows<NoticeRow>(
    'ledger.notices-of-people',
    told(today, sql`person.id = any(${list(ids)}::text::uuid[])`),
  );
  return rows.map(noticeOf);
}
