import { list, records, sql, type Transaction } from '../db/database.ts';
import type { AccountId, MovementId } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { ToldPayment } from './money-line.ts';
import type { Suggestion } from './suggest.ts';

/** A line as it is recorded. */
export interface NewLine {
  readonly id: string;
  readonly accountId: string;
  readonly mark: string;
  readonly said: string;
  readonly times: number;
  readonly day: PlainDate;
  readonly amount: Pence;
  readonly balance: Pence | null;
  readonly description: string;
  readonly directDebit: boolean;
  readonly payment: ToldPayment | null;
  readonly journalId: MovementId;
  readonly posted: boolean;
  readonly waits: boolean;
  readonly suggestion: Suggestion | null;
}

/** What a mark stands for: the line that stands, if one does, and how often one was taken back. */
export interface KnownMark {
  readonly mark: string;
  readonly standing: string | null;
  readonly times: number;
}

export async function knownMarks(
  tx: Transaction,
  adapter: string,
  marks: readonly string[],
): Promise<Map<string, KnownMark>> {
  const rows = await tx.rows<KnownMark & { times: bigint }>(
    'deliveries.known-marks',
    sql`select l.mark, count(*) as times,
          max(l.id::text) filter (where not exists (select from line_endings e
            where e.line_id = l.id and e.kind = 'TAKEN_BACK')) as standing
        from money_lines l
        where l.adapter = ${adapter} and l.mark = any(${list(marks)}::text::text[])
        group by l.mark`,
  );
  return new Map(rows.map((row) => [row.mark, { ...row, times: Number(row.times) }]));
}

export async function keepLines(
  tx: Transaction,
  { host, adapter }: { readonly host: string; readonly adapter: string },
  lines: readonly NewLine[],
): Promise<void> {
  const rows = lines.map((line) => ({
    ...{ id: line.id, account_id: line.accountId, mark: line.mark, said: line.said },
    ...{ times: line.times, day: line.day, amount: line.amount, balance: line.balance },
    ...{ description: line.description, direct_debit: line.directDebit, payment: line.payment },
    reference: line.payment?.reference ?? null,
    ...{ journal_id: line.journalId, posted: line.posted, waits: line.waits },
    suggestion: line.suggestion,
  }));
  await tx.rows(
    'deliveries.keep-lines',
    sql`insert into money_lines (id, account_id, host, adapter, mark, said, times, day,
          amount_pence, balance_pence, description, direct_debit, reference, payment, journal_id,
          posted, waits, suggestion)
        select id, account_id, ${host}, ${adapter}, mark, said, times, day, amount, balance,
          description, direct_debit, reference, nullif(payment, 'null'::jsonb), journal_id, posted,
          waits, nullif(suggestion, 'null'::jsonb)
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (id uuid, account_id uuid,
          mark text, said text, times int, day date, amount bigint, balance bigint,
          description text, direct_debit boolean, reference text, payment jsonb, journal_id uuid,
          posted boolean, waits boolean, suggestion jsonb)`,
  );
}

/** Where a line stands in a file. */
export interface ToldLine {
  readonly row: number;
  readonly lineId: string;
  readonly accountId: string;
}

export async function keepTold(
  tx: Transaction,
  delivery: string,
  told: readonly ToldLine[],
): Promise<void> {
  const rows = told.map(({ row, lineId, accountId }) => ({
    ...{ row, line_id: lineId, account_id: accountId },
  }));
  await tx.rows(
    'deliveries.keep-told-lines',
    sql`insert into told_lines (delivery_id, row, line_id, account_id)
        select ${delivery}::uuid, row, line_id, account_id
        from jsonb_to_recordset(${records(rows)}::text::jsonb)
          as said (row int, line_id uuid, account_id uuid)`,
  );
}

/** The accounts that lines of a delivery are of. */
export async function accountsOfDelivery(tx: Transaction, delivery: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    'deliveries.accounts-of-delivery',
    sql`select distinct account_id as id from told_lines where delivery_id = ${delivery}::uuid`,
  );
  return rows.map(({ id }) => id);
}

/** A line that a withdrawn file alone has told, and what was recorded of it. */
export interface LineToTakeBack {
  readonly id: string;
  readonly accountId: AccountId;
  readonly row: number;
  /** What has to be reversed, the latest first; not what was reversed already. */
  readonly journals: readonly MovementId[];
}

/**
 * The lines of a delivery that no other loaded one tells, the latest recorded first, with the
 * movements that they and what was decided of them have posted.
 */
export function linesToTakeBack(tx: Transaction, delivery: string): Promise<LineToTakeBack[]> {
  return tx.rows(
    'deliveries.lines-to-take-back',
    sql`select l.id, l.account_id as "accountId", t.row, (
          select coalesce(json_agg(j.id order by j.ordinal desc), '[]'::json) from journals j
          where not exists (select from journals r where r.reverses = j.id) and (
            (l.posted and j.id = l.journal_id) or exists (select from line_endings e
              where e.line_id = l.id and e.kind = 'SETTLED' and e.journal_id = j.id))) as journals
        from told_lines t join money_lines l on l.id = t.line_id
        where t.delivery_id = ${delivery}::uuid
          and not exists (select from line_endings e
            where e.line_id = l.id and e.kind = 'TAKEN_BACK')
          and not exists (select from told_lines o join deliveries d on d.id = o.delivery_id
            where o.line_id = l.id and d.status = 'LOADED' and d.id <> ${delivery}::uuid)
        order by l.ordinal desc`,
  );
}

export async function keepTakenBack(
  tx: Transaction,
  lines: readonly LineToTakeBack[],
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<void> {
  const rows = lines.map(({ id, accountId }) => ({ line_id: id, account_id: accountId }));
  await tx.rows(
    'deliveries.keep-taken-back',
    sql`insert into line_endings (line_id, account_id, kind, reason, ended_by)
        select line_id, account_id, 'TAKEN_BACK', ${reason}, ${by}
        from jsonb_to_recordset(${records(rows)}::text::jsonb)
          as said (line_id uuid, account_id uuid)`,
  );
}
