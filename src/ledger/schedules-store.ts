import { openingAccounts, PERSON_OF_ACCOUNT } from '../access/hosted-store.ts';
import { join, type Queries, type Sql, sql, type Transaction } from '../db/database.ts';
import { waysOfFinance } from '../people/reach.ts';
import type { OrganisationKind, Stream } from '../streams/stream.ts';
import type { AccountId, OrganisationCode, PersonId } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { toDecimal } from '../values/ratio.ts';
import type { Source } from './draw.ts';
import type { LockedAccount } from './journal-store.ts';
import type { PaymentSchedule } from './schedule.ts';
import type { FreeMoney } from './surplus.ts';

/** Whose key it is: of each kind of request one set for each acting organisation. */
export interface OrganisationKey {
  readonly keyScope: OrganisationCode;
  readonly key: string;
  readonly inputHash: string;
  readonly recordedBy: string;
}

/** An account whose row is locked, and whether the acting organisation hosts it. */
export interface ScheduledAccount extends Omit<LockedAccount, 'isOwn'> {
  readonly isHosted: boolean;
}

/**
 * Locks an account that the organisation hosts, or that is of a person for whom it pays, and opens to
 * the rest of the transaction what moved in it; undefined where there is none such.
 */
export async function lockScheduledAccount(
  tx: Transaction,
  id: string,
  organisation: OrganisationCode,
): Promise<ScheduledAccount | undefined> {
  const ways = waysOfFinance(organisation, 'ONE').map(
    (way) => sql`exists (select from (${way}) way where way.person_id = ${PERSON_OF_ACCOUNT})`,
  );
  const [row] = await tx.rows<{
    id: AccountId;
    person_id: PersonId | null;
    mode: ScheduledAccount['mode'];
    host: OrganisationCode;
  }>(
    'ledger.lock-scheduled-account',
    sql`with locked as materialized (
          select a.id, a.mode, a.host, ${PERSON_OF_ACCOUNT} as person_id
          from accounts a join identity_keys i on i.id = a.identity_id
          where a.id = ${id}::uuid and (a.host = ${organisation} or ${join(ways, ' or ')})
          for update of a
        )
        select locked.* from locked
        cross join (select ${openingAccounts(sql`select id from locked`)}) opened`,
  );
  if (!row) return undefined;
  const { person_id: personId, ...account } = row;
  return { ...account, personId, isHosted: row.host === organisation };
}

export interface ScheduleTermsFound {
  /** What the key stands for already; null where it is new. */
  readonly earlier: { readonly id: string; readonly inputHash: string } | null;
  /** Null where there is no such stream. */
  readonly stream:
    | (Stream & { readonly chargeable: boolean; readonly undepositable: string | null })
    | null;
  /** The organisation that the funder's code leads to today; null where there is none. */
  readonly funder: { readonly code: OrganisationCode; readonly kind: OrganisationKind } | null;
}

/** What a new schedule is judged by. A code that another has taken over leads to the one in force. */
export async function scheduleTermsFor(
  tx: Transaction,
  asked: Pick<OrganisationKey, 'keyScope' | 'key'> & {
    readonly stream: string;
    readonly funder: string;
  },
): Promise<ScheduleTermsFound> {
  const [row] = await tx.rows<ScheduleTermsFound>(
    'ledger.schedule-terms',
    sql`with recursive lasting as (
          select o.code, o.kind, o.succeeded_by, 1 as step from organisations o
          where o.code = ${asked.funder} and o.kind not in ('provider', 'person')
          union all
          select o.code, o.kind, o.succeeded_by, l.step + 1
          from lasting l join organisations o on o.code = l.succeeded_by where l.step < 10
        )
        select (select json_build_object('id', p.id, 'inputHash', p.input_hash)
            from payment_schedule_keys p
            where p.key_scope = ${asked.keyScope} and p.idempotency_key = ${asked.key}) as earlier,
          (select json_build_object('code', s.code, 'name', s.name, 'sector', s.sector,
              'nature', s.nature, 'chargeable', s.chargeable, 'undepositable', (
                select u.reason from undepositable_streams u where u.stream = s.code))
            from streams s where s.code = ${asked.stream}) as stream,
          (select json_build_object('code', code, 'kind', kind) from lasting
            order by step desc limit 1) as funder`,
  );
  return row as ScheduleTermsFound;
}

export interface NewSchedule extends Omit<PaymentSchedule, 'id'>, OrganisationKey {
  readonly awardReference: string | null;
  readonly reason: string | null;
}

/** As many digits after the point as a decimal of pounds may have. */
const RATE_PLACES = 18;

export async function keepSchedule(tx: Transaction, said: NewSchedule): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    'ledger.keep-schedule',
    sql`insert into payment_schedules (account_id, stream, funder, award_reference, every, terms,
          timing, rate_pounds, per, weekly_contribution_pence, first_day, until_day,
          first_payment_on, reason, key_scope, idempotency_key, input_hash, recorded_by)
        values (${said.accountId}::uuid, ${said.stream}, ${said.funder}, ${said.awardReference},
          ${said.every}, ${said.terms}, ${said.timing},
          ${toDecimal(said.rate.pounds, RATE_PLACES)}::text::numeric, ${said.rate.per},
          ${said.weeklyContribution}::bigint, ${said.days.from}::date, ${said.days.until}::date,
          ${said.firstPaymentOn}::date, ${said.reason}, ${said.keyScope}, ${said.key}, ${said.inputHash},
          ${said.recordedBy})
        returning id`,
  );
  return (row as { id: string }).id;
}

/** The account of a schedule, for whoever locks it first; undefined for an id of none. */
export async function accountOfSchedule(
  queries: Queries,
  id: string,
): Promise<AccountId | undefined> {
  const [row] = await queries.rows<{ account_id: AccountId }>(
    'ledger.account-of-schedule',
    sql`select account_id from payment_schedule_keys where id = ${id}::uuid`,
  );
  return row?.account_id;
}

/** The source of a schedule of an account whose row is locked. */
export async function sourceOfSchedule(tx: Transaction, id: string): Promise<Source> {
  const [row] = await tx.rows<Source>(
    'ledger.source-of-schedule',
    sql`select stream, funder from payment_schedules where id = ${id}::uuid`,
  );
  return row as Source;
}

/** What is recorded once by a key, about a schedule. */
type KeyedAbout = { readonly id: string; readonly inputHash: string };

const byKey = (keys: Sql, { keyScope, key }: Pick<OrganisationKey, 'keyScope' | 'key'>): Sql =>
  sql`select id, input_hash as "inputHash" from ${keys}
    where key_scope = ${keyScope} and idempotency_key = ${key}`;

/** What an end was recorded by a key before. */
export async function endByKey(
  queries: Queries,
  key: Pick<OrganisationKey, 'keyScope' | 'key'>,
): Promise<KeyedAbout | undefined> {
  const statement = byKey(sql`payment_schedule_end_keys`, key);
  const [row] = await queries.rows<KeyedAbout>('ledger.schedule-end-by-key', statement);
  return row;
}

/** A schedule, and the account that it is of. */
interface AboutSchedule extends OrganisationKey {
  readonly scheduleId: string;
  readonly accountId: string;
}

export interface NewEnd extends AboutSchedule {
  readonly untilDay: PlainDate;
  readonly reason: string;
}

export async function keepEnd(tx: Transaction, said: NewEnd): Promise<void> {
  await tx.rows(
    'ledger.keep-schedule-end',
    sql`insert into payment_schedule_ends (schedule_id, account_id, until_day, reason, key_scope,
          idempotency_key, input_hash, recorded_by)
        values (${said.scheduleId}::uuid, ${said.accountId}::uuid, ${said.untilDay}::date,
          ${said.reason}, ${said.keyScope}, ${said.key}, ${said.inputHash}, ${said.recordedBy})`,
  );
}

/** What surplus was offset by a key before. */
export async function offsetByKey(
  queries: Queries,
  key: Pick<OrganisationKey, 'keyScope' | 'key'>,
): Promise<KeyedAbout | undefined> {
  const statement = byKey(sql`surplus_offset_keys`, key);
  const [row] = await queries.rows<KeyedAbout>('ledger.surplus-offset-by-key', statement);
  return row;
}

export interface NewOffset extends AboutSchedule {
  readonly dueDay: PlainDate;
  readonly amount: Pence;
  readonly reason: string;
}

export async function keepOffset(tx: Transaction, said: NewOffset): Promise<void> {
  await tx.rows(
    'ledger.keep-surplus-offset',
    sql`insert into surplus_offsets (schedule_id, account_id, due_day, amount_pence, reason,
          key_scope, idempotency_key, input_hash, recorded_by)
        values (${said.scheduleId}::uuid, ${said.accountId}::uuid, ${said.dueDay}::date,
          ${said.amount}::bigint, ${said.reason}, ${said.keyScope}, ${said.key}, ${said.inputHash},
          ${said.recordedBy})`,
  );
}

/** What is free in an account of one source, and of all less what is in question. */
export async function freeMoneyOf(
  tx: Transaction,
  account: Pick<ScheduledAccount, 'id' | 'mode'>,
  { stream, funder }: Source,
): Promise<FreeMoney> {
  const [row] = await tx.rows<{ free: string; free_in_all: string }>(
    'ledger.free-money',
    sql`select coalesce(sum(l.balance_pence) filter (where l.kind = ${account.mode}
            and l.stream = ${stream} and l.funder = ${funder}), 0)::text as free,
          (coalesce(sum(l.balance_pence) filter (where l.kind = ${account.mode}), 0)
            + least(coalesce(sum(l.balance_pence) filter (where l.kind = 'IN_QUESTION'), 0), 0)
          )::text as free_in_all
        from ledger_accounts l where l.account_id = ${account.id}::uuid
          and l.kind in (${account.mode}, 'IN_QUESTION')`,
  );
  const { free, free_in_all: all } = row as { free: string; free_in_all: string };
  return { free: pence(BigInt(free)), freeInAll: pence(BigInt(all)) };
}
