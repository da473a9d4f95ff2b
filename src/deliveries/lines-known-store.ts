import { type Queries, type Sql, sql, type Transaction } from '../db/database.ts';
import type { MovementId } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { OpenHold } from './match-lines.ts';
import type { MadePayment } from './suggest.ts';

/** What was paid for before in an account, the latest first: by whom it went to, as was said. */
export function pastPayments(
  queries: Queries,
  account: string,
): Promise<{ payee: string; purpose: string }[]> {
  return queries.rows(
    'deliveries.past-payments',
    sql`select said.payee, j.purpose
        from journals j
        left join line_endings e on e.journal_id = j.id and e.kind = 'SETTLED'
        left join money_lines l on l.id = e.line_id or l.journal_id = j.id
        cross join lateral (values (j.payee), (l.description)) said (payee)
        where j.account_id = ${account}::uuid and j.purpose is not null
          and said.payee is not null
          and not exists (select from journals r where r.reverses = j.id)
        group by said.payee, j.purpose
        order by max(j.ordinal) desc, said.payee limit 500`,
  );
}

/**
 * Payments of an account of which something has not come back, the latest first; of one in question
 * that was decided, the decision.
 */
export async function madePayments(queries: Queries, account: string): Promise<MadePayment[]> {
  const rows = await queries.rows<Omit<MadePayment, 'left'> & { left: string }>(
    'deliveries.made-payments',
    sql`select j.id, j.effective_day as day, sum(e.amount_pence)::text as left, (
          select json_agg(distinct said.payee) from (
            select j.payee union all
            select l.description from money_lines l
            left join line_endings s on s.line_id = l.id and s.kind = 'SETTLED'
            where l.account_id = j.account_id and (l.journal_id = j.id or s.journal_id = j.id)) said
          where said.payee is not null) as payees
        from journals j
        join journals b on b.id = j.id or (b.about = j.id and b.kind = 'REFUND'
          and not exists (select from journals r where r.reverses = b.id))
        join entries e on e.year = b.year and e.journal_id = b.id
        join ledger_accounts p on p.id = e.ledger_account_id and p.kind = 'PROVIDER'
          and (p.stream is not null or j.kind = 'IN_QUESTION')
        where j.account_id = ${account}::uuid
          and j.kind in ('SPENDING', 'SETTLEMENT', 'ATTRIBUTION', 'IN_QUESTION')
          and not exists (select from journals r where r.reverses = j.id)
          and not exists (select from journals d where d.about = j.id and d.kind = 'ATTRIBUTION'
            and not exists (select from journals r where r.reverses = d.id))
        group by j.id having sum(e.amount_pence) > 0
        order by j.effective_day desc, j.ordinal desc limit 500`,
  );
  return rows.map(({ left, ...row }) => ({ ...row, left: pence(BigInt(left)) }));
}

/**
 * What a movement to or from the world outside did to the money in its account, in pence, above zero
 * where it came in; `journal` is its row.
 */
export const movedBy = (journal: Sql): Sql => sql`(
  select -sum(e.amount_pence) from entries e
  join ledger_accounts p on p.id = e.ledger_account_id
  where e.year = ${journal}.year and e.journal_id = ${journal}.id
    and p.kind = (case ${journal}.kind when 'DEPOSIT' then 'FUNDING'
      when 'CONTRIBUTION' then 'CONTRIBUTION' when 'RECLAIM' then 'RECLAIM' else 'PROVIDER' end))`;

interface RecordedRow {
  id: MovementId;
  kind: string;
  amount: string;
  day: PlainDate;
  payee: string | null;
}

export interface RecordedBefore {
  readonly id: MovementId;
  readonly kind: string;
  readonly amount: Pence;
  readonly day: PlainDate;
  readonly payee: string | null;
}

/**
 * Movements of an account between two days, to and from the world outside, of which no line of this
 * format has told; not those that were taken back. In pence, above zero where money came in.
 */
export async function recordedBefore(
  tx: Transaction,
  asked: {
    readonly account: string;
    readonly adapter: string;
    readonly from: PlainDate;
    readonly until: PlainDate;
  },
): Promise<RecordedBefore[]> {
  const rows = await tx.rows<RecordedRow>(
    'deliveries.recorded-before',
    sql`select j.id, j.kind, j.effective_day as day, j.payee, ${movedBy(sql`j`)}::text as amount
        from journals j
        where j.account_id = ${asked.account}::uuid
          and j.effective_day >= ${asked.from}::date and j.effective_day < ${asked.until}::date
          and j.kind in ('DEPOSIT', 'CONTRIBUTION', 'SPENDING', 'SETTLEMENT', 'REFUND', 'RECLAIM',
            'IN_QUESTION')
          and not exists (select from journals r where r.reverses = j.id)
          and not exists (select from money_lines l
            where l.journal_id = j.id and l.adapter = ${asked.adapter}
              and not exists (select from line_endings e
                where e.line_id = l.id and e.kind = 'TAKEN_BACK'))
          and not exists (select from line_endings e join money_lines l on l.id = e.line_id
            where e.journal_id = j.id and l.adapter = ${asked.adapter})
        order by j.ordinal`,
  );
  return rows.flatMap(({ amount, ...row }) =>
    amount === null ? [] : [{ ...row, amount: pence(BigInt(amount)) }],
  );
}

/** What is promised in an account and neither paid nor released, the earliest first. */
export async function openHolds(tx: Transaction, account: string): Promise<OpenHold[]> {
  const rows = await tx.rows<Omit<OpenHold, 'kind' | 'amount'> & { amount: string }>(
    'deliveries.open-holds',
    sql`select h.id, h.payee, h.invoice, h.effective_day as day, sum(e.amount_pence)::text as amount
        from journals h
        join journals j on (j.id = h.id or j.about = h.id)
          and not exists (select from journals r where r.reverses = j.id)
        join entries e on e.year = j.year and e.journal_id = j.id
        join ledger_accounts p on p.id = e.ledger_account_id and p.kind = 'COMMITTED'
        where h.account_id = ${account}::uuid and h.kind = 'HOLD'
          and not exists (select from journals r where r.reverses = h.id)
        group by h.id having sum(e.amount_pence) > 0 order by h.effective_day, h.ordinal`,
  );
  return rows.map(({ amount, ...row }) => ({
    ...{ ...row, kind: 'HOLD' as const, amount: pence(BigInt(amount)) },
  }));
}

/**
 * The payment that a run names as given back: by its reference, of this account, of at least this
 * amount; null where none stands. Its movement is what the refund is about.
 */
export async function paymentRefunded(
  tx: Transaction,
  asked: {
    readonly account: string;
    readonly host: string;
    readonly reference: string;
    readonly amount: Pence;
  },
): Promise<MovementId | null> {
  const [row] = await tx.rows<{ id: MovementId }>(
    'deliveries.payment-refunded',
    sql`select j.id from money_lines l join journals j on j.id = l.journal_id
        where l.host = ${asked.host} and l.reference = ${asked.reference}
          and l.account_id = ${asked.account}::uuid and -l.amount_pence >= ${asked.amount}::bigint
          and j.kind in ('SPENDING', 'SETTLEMENT')
          and not exists (select from journals r where r.reverses = j.id)
        order by j.ordinal desc limit 1`,
  );
  return row?.id ?? null;
}

export async function isInQuestion(tx: Transaction, movement: MovementId): Promise<boolean> {
  const [row] = await tx.rows<{ kind: string }>(
    'deliveries.kind-of-movement',
    sql`select kind from journals where id = ${movement}::uuid`,
  );
  return row?.kind === 'IN_QUESTION';
}
