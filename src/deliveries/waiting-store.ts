import { PERSON_OF_ACCOUNT } from '../access/hosted-store.ts';
import {
  type Database,
  list,
  type Queries,
  type Sql,
  sql,
  type Transaction,
} from '../db/database.ts';
import type { NamedOrganisation } from '../ledger/account.ts';
import { organisationJson, STREAM_JSON } from '../ledger/store.ts';
import type { Purpose } from '../streams/purpose.ts';
import type { Stream } from '../streams/stream.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { AccountId, MovementId, PersonId } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Suggestion } from './suggest.ts';

/** What a waiting line may be, with names. */
export interface NamedSuggestion {
  readonly as: Suggestion['as'];
  readonly why: string;
  readonly stream: Stream | null;
  readonly funder: NamedOrganisation | null;
  readonly purpose: Purpose | null;
  readonly payee: string | null;
  readonly hold: MovementId | null;
  /** Of what came back, the payment. */
  readonly movement: MovementId | null;
}

/** A line of a file whose money is in question until somebody decides what it was. */
export interface WaitingLine {
  readonly id: string;
  readonly ordinal: bigint;
  readonly accountId: AccountId;
  /** Null where no source tells of the person any more. */
  readonly personId: PersonId | null;
  readonly day: PlainDate;
  /** Above zero where money came in, below where it went out. */
  readonly amount: Pence;
  readonly description: string;
  readonly isDirectDebit: boolean;
  readonly suggestion: NamedSuggestion | null;
  readonly adapter: string;
  /** The file that told of it first, and the row of it. */
  readonly delivery: string;
  readonly row: number;
}

interface WaitingRow {
  id: string;
  ordinal: bigint;
  account_id: AccountId;
  person_id: PersonId | null;
  day: PlainDate;
  amount_pence: bigint;
  description: string;
  direct_debit: boolean;
  adapter: string;
  delivery: string;
  row: number;
  suggestion: Suggestion | null;
  stream: Stream | null;
  funder: NamedOrganisation | null;
  purpose: Purpose | null;
}

const waiting = ({ suggestion, stream, funder, purpose, ...row }: WaitingRow): WaitingLine => ({
  ...{ id: row.id, ordinal: row.ordinal, accountId: row.account_id, personId: row.person_id },
  ...{ day: row.day, amount: pence(row.amount_pence), description: row.description },
  ...{ isDirectDebit: row.direct_debit, adapter: row.adapter, delivery: row.delivery },
  row: row.row,
  suggestion: suggestion && {
    ...{ as: suggestion.as, why: suggestion.why, stream, funder, purpose },
    payee: 'payee' in suggestion ? suggestion.payee : null,
    hold: 'hold' in suggestion ? (suggestion.hold as MovementId) : null,
    movement: 'movement' in suggestion ? (suggestion.movement as MovementId) : null,
  },
});

/**
 * What the line `l` may be: by a payment run that tells of the same movement, else as was found when
 * it was recorded.
 */
const SUGGESTED: Sql = sql`coalesce((
    select jsonb_strip_nulls(jsonb_build_object('why', 'a payment run tells of it',
      'as', case r.payment ->> 'kind' when 'DIRECT_PAYMENT' then 'DEPOSIT'
        when 'CONTRIBUTION' then 'CONTRIBUTION' when 'PROVIDER_INVOICE' then 'SPENDING' end,
      'stream', r.payment ->> 'stream', 'funder', r.payment ->> 'funder',
      'purpose', r.payment ->> 'purpose', 'payee', r.payment ->> 'payee'))
    from money_lines r
    where r.journal_id = l.journal_id and r.payment ->> 'kind' <> 'REFUND'
      and (r.payment ->> 'kind' <> 'PROVIDER_INVOICE' or r.payment ->> 'purpose' is not null)
      and not exists (select from line_endings e
        where e.line_id = r.id and e.kind = 'TAKEN_BACK')
    order by r.ordinal limit 1), l.suggestion)`;

/** Of the files that count, the one that told of a line first, and the row of it; by told lines or their keys. */
const firstTold = (told: Sql, line: Sql): Sql => sql`select t.delivery_id, t.row from ${told} t
  join deliveries d on d.id = t.delivery_id and d.status = 'LOADED'
  where t.line_id = ${line}.id order by d.received_at, t.row limit 1`;

/** All of a waiting line `l`. */
const TOLD: Sql = sql`l.id, l.ordinal, l.account_id, ${PERSON_OF_ACCOUNT} as person_id, l.day,
  l.amount_pence, l.description, l.direct_debit, l.adapter, hint.suggestion,
  told.delivery_id as delivery, told.row,
  (select ${STREAM_JSON} from streams s where s.code = hint.suggestion ->> 'stream') as stream,
  ${organisationJson(sql`hint.suggestion ->> 'funder'`)} as funder,
  (select json_build_object('code', p.code, 'name', p.name) from purposes p
    where p.code = hint.suggestion ->> 'purpose') as purpose
  from money_lines l
  join accounts a on a.id = l.account_id join identity_keys i on i.id = a.identity_id
  cross join lateral (select ${SUGGESTED} as suggestion) hint
  cross join lateral (${firstTold(sql`told_lines`, sql`l`)}) told`;

export interface WaitingPage {
  readonly host: string;
  readonly account: string | null;
  /** The ordinal after which the page begins. */
  readonly after: bigint;
  readonly count: number;
}

/**
 * A page of what waits in the accounts of a host, or in one of them, in the order of recording. Which
 * lines they are is found by their keys, and the accounts of those alone are opened to read them.
 */
export async function waitingLines(
  db: Database,
  { host, account, after, count }: WaitingPage,
): Promise<WaitingLine[]> {
  const keys = await db.rows<{ id: string; account: string }>(
    'deliveries.waiting-keys',
    sql`select k.id, k.account_id as account from money_line_keys k
        join accounts a on a.id = k.account_id and a.host = ${host}
        where k.host = ${host} and k.ordinal > ${after}::bigint and k.is_waiting
          and (${account}::uuid is null or k.account_id = ${account}::uuid)
        order by k.ordinal limit ${count}::int`,
  );
  if (keys.length === 0) return [];
  const accounts = [...new Set(keys.map((key) => key.account))];
  const rows = await db.under({ accounts }).rows<WaitingRow>(
    'deliveries.waiting-lines',
    sql`select ${TOLD} where l.id = any(${list(keys.map(({ id }) => id))}::text::uuid[])
        order by l.ordinal`,
  );
  return rows.map(waiting);
}

/** How many lines wait of each of the deliveries, in the one that told of them first; none left out. */
export async function waitingByDelivery(
  queries: Queries,
  deliveries: readonly string[],
): Promise<Map<string, number>> {
  const rows = await queries.rows<{ id: string; waiting: bigint }>(
    'deliveries.waiting-by-delivery',
    sql`with asked as materialized (
          select id, sender from deliveries where id = any(${list(deliveries)}::text::uuid[]))
        select told.delivery_id as id, count(*) as waiting
        from money_line_keys k
        cross join lateral (${firstTold(sql`told_line_keys`, sql`k`)}) told
        where k.host in (select sender from asked) and k.is_waiting
          and told.delivery_id in (select id from asked)
        group by told.delivery_id`,
  );
  return new Map(rows.map(({ id, waiting }) => [id, Number(waiting)]));
}

/** The account of a line, for whoever locks it first; undefined for an id of none. */
export async function accountOfLine(
  queries: Queries,
  line: string,
): Promise<AccountId | undefined> {
  const [row] = await queries.rows<{ account_id: AccountId }>(
    'deliveries.account-of-line',
    sql`select account_id from money_line_keys where id = ${line}::uuid`,
  );
  return row?.account_id;
}

/** A line to be settled, as it stands under the lock on its account. */
export interface LineToSettle {
  readonly day: PlainDate;
  readonly amount: Pence;
  readonly description: string;
  readonly journalId: MovementId;
  readonly isWaiting: boolean;
  readonly closedYears: readonly FinancialYear[];
  readonly delivery: string;
  readonly row: number;
  /** Whose money a payment run says it was; a bank says nothing. */
  readonly source: { readonly stream: string; readonly funder: string } | null;
}

export async function lineToSettle(tx: Transaction, line: string): Promise<LineToSettle> {
  const [row] = await tx.rows<Omit<LineToSettle, 'amount'> & { amount: bigint }>(
    'deliveries.line-to-settle',
    sql`select l.day, l.amount_pence as amount, l.description, l.journal_id as "journalId",
          k.is_waiting as "isWaiting", (
            select coalesce(json_agg(c.year), '[]'::json) from closed_years c
            where c.host = l.host) as "closedYears",
          j.delivery_id as delivery, j.row,
          case when l.payment is not null then json_build_object('stream', l.payment ->> 'stream',
            'funder', l.payment ->> 'funder') end as source
        from money_lines l join money_line_keys k on k.id = l.id
        join journals j on j.id = l.journal_id
        where l.id = ${line}::uuid`,
  );
  const found = row as NonNullable<typeof row>;
  return { ...found, amount: pence(found.amount) };
}

/** Whose key a decision is by. */
export interface DecisionKey {
  readonly scope: string;
  readonly key: string;
}

/** What was decided by a key before. */
export async function decidedByKey(
  tx: Transaction,
  { scope, key }: DecisionKey,
): Promise<{ inputHash: string; movement: MovementId | null } | undefined> {
  const [row] = await tx.rows<{ inputHash: string; movement: MovementId | null }>(
    'deliveries.decided-by-key',
    sql`select input_hash as "inputHash", journal_id as movement from line_ending_keys
        where key_scope = ${scope} and idempotency_key = ${key}`,
  );
  return row;
}

export interface NewDecision extends DecisionKey {
  readonly line: string;
  readonly account: string;
  readonly settledAs: string;
  readonly movement: MovementId | null;
  readonly reason: string | null;
  readonly by: string;
  readonly inputHash: string;
}

export async function keepDecision(tx: Transaction, said: NewDecision): Promise<void> {
  await tx.rows(
    'deliveries.keep-decision',
    sql`insert into line_endings (line_id, account_id, kind, settled_as, journal_id, reason,
          ended_by, key_scope, idempotency_key, input_hash)
        values (${said.line}::uuid, ${said.account}::uuid, 'SETTLED', ${said.settledAs},
          ${said.movement}::uuid, ${said.reason}, ${said.by}, ${said.scope}, ${said.key},
          ${said.inputHash})`,
  );
}
