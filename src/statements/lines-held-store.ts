import { list, type Queries, sql } from '../db/database.ts';
import { pence } from '../values/money.ts';
import type { HeldEnding, HeldLine } from './held-lines.ts';

type LineRow = Omit<HeldLine, 'amount' | 'balance' | 'endings'> & {
  readonly amount: bigint;
  readonly balance: bigint | null;
  readonly endings: readonly (Omit<HeldEnding, 'endedAt'> & { readonly endedAt: string })[];
};

/** The lines that files told of the accounts, in the order of recording, and what became of each. */
export async function linesHeld(
  queries: Queries,
  accountIds: readonly string[],
): Promise<HeldLine[]> {
  const rows = await queries.rows<LineRow>(
    'statements.lines-held',
    sql`select l.id, l.account_id as "accountId", l.adapter, l.day, l.amount_pence as amount,
          l.balance_pence as balance, l.description, l.direct_debit as "directDebit", l.payment,
          l.journal_id as movement, l.posted, l.waits, l.suggestion, l.recorded_at as "recordedAt",
          (select coalesce(json_agg(json_build_object('deliveryId', t.delivery_id, 'row', t.row)
              order by t.delivery_id, t.row), '[]'::json)
            from told_lines t where t.line_id = l.id) as "toldBy",
          (select coalesce(json_agg(json_build_object('kind', e.kind, 'settledAs', e.settled_as,
              'movement', e.journal_id, 'reason', e.reason, 'endedBy', e.ended_by,
              'endedAt', e.ended_at) order by e.ended_at), '[]'::json)
            from line_endings e where e.line_id = l.id) as endings
        from money_lines l where l.account_id = any(${list(accountIds)}::text::uuid[])
        order by l.ordinal`,
  );
  return rows.map(({ amount, balance, endings, ...row }) => ({
    ...row,
    amount: pence(amount),
    balance: balance === null ? null : pence(balance),
    endings: endings.map(({ endedAt, ...each }) => ({ ...each, endedAt: new Date(endedAt) })),
  }));
}
