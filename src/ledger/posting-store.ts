import { randomUUID } from 'node:crypto';
import { list, records, sql, type Transaction } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { AccountId, MovementId } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { KeyScope, LockedAccount, Place } from './journal-store.ts';
import {
  type Entry,
  joined,
  type MovementKind,
  NEVER_OVERDRAWN,
  type Outcome,
} from './movement.ts';

/** A row of a delivery. */
export interface DeliveredRow {
  readonly deliveryId: string;
  readonly row: number;
}

/** A journal to be written, with its entries. */
export interface NewJournal extends KeyScope {
  readonly account: Pick<LockedAccount, 'id' | 'host'>;
  readonly kind: MovementKind;
  readonly effectiveDay: PlainDate;
  readonly year: FinancialYear;
  readonly actor: string;
  readonly inputHash: string;
  readonly reverses?: string;
  readonly reason?: string;
  readonly payee?: string;
  readonly purpose?: string | null;
  readonly otherAccountId?: AccountId | null;
  readonly about?: string;
  readonly covers?: { readonly from: PlainDate; readonly until: PlainDate } | null;
  readonly gross?: boolean | null;
  readonly scheduleId?: string | null;
  readonly dueDay?: PlainDate | null;
  readonly invoice?: string | null;
  readonly outcome?: Outcome;
  /** Where an import brought it. */
  readonly source?: DeliveredRow | null;
  readonly entries: readonly Entry[];
}

/**
 * Writes a journal with its entries and moves the balances; gives null, and has to be rolled back,
 * where money held would fall below nothing. The rows of the
 * accounts are locked.
 */
export async function keepJournal(
  tx: Transaction,
  journal: NewJournal,
  places: readonly Place[],
): Promise<MovementId | null> {
  const { account, entries } = journal;
  const lines = joined(entries).map(({ stream, funder, kind, amount, account: own }, line) => {
    const account_id = own ?? account.id;
    const known = places.find(
      (place) =>
        place.accountId === account_id &&
        place.kind === kind &&
        place.stream === stream &&
        place.funder === funder,
    );
    const place = { id: known?.id ?? randomUUID(), is_new: known === undefined };
    return { line, account_id, stream, funder, kind, amount, ...place };
  });
  const moved = lines.filter(({ is_new }) => !is_new).length;
  const [row] = await tx.rows<{ id: MovementId; moved: bigint }>(
    'ledger.keep-journal',
    sql`with said as materialized (
          select * from jsonb_to_recordset(${records(lines)}::text::jsonb) as said (line int,
            id uuid, is_new boolean, account_id uuid, stream text, funder text, kind text,
            amount bigint)
        ), kept as (
          insert into journals (account_id, host, kind, effective_day, year, recorded_at, actor,
            operation, key_scope, idempotency_key, input_hash, reverses, reason, payee, purpose,
            other_account_id, about, covers_from, covers_until, gross, schedule_id, due_day,
            invoice, outcome, delivery_id, row)
          values (${account.id}::uuid, ${account.host}, ${journal.kind},
            ${journal.effectiveDay}::date, ${journal.year}, clock_timestamp(), ${journal.actor},
            ${journal.operation}, ${journal.scope}, ${journal.key}, ${journal.inputHash},
            ${journal.reverses ?? null}::uuid, ${journal.reason ?? null}, ${journal.payee ?? null},
            ${journal.purpose ?? null}, ${journal.otherAccountId ?? null}::uuid,
            ${journal.about ?? null}::uuid, ${journal.covers?.from ?? null}::date,
            ${journal.covers?.until ?? null}::date, ${journal.gross ?? null}::boolean,
            ${journal.scheduleId ?? null}::uuid, ${journal.dueDay ?? null}::date,
            ${journal.invoice ?? null}, ${journal.outcome ?? null},
            ${journal.source?.deliveryId ?? null}::uuid, ${journal.source?.row ?? null}::int)
          returning id
        ), made as (
          insert into ledger_accounts (id, account_id, stream, funder, kind, balance_pence)
          select id, account_id, stream, funder, kind, amount from said where is_new
        ), moved as (
          update ledger_accounts l set balance_pence = l.balance_pence + said.amount from said
          where not said.is_new and l.id = said.id and (said.amount > 0
            or l.kind <> all(${list(NEVER_OVERDRAWN)}::text::text[])
            or l.balance_pence + said.amount >= 0)
          returning l.id
        ), entered as (
          insert into entries (year, journal_id, line, ledger_account_id, account_id, amount_pence)
          select ${journal.year}, kept.id, said.line, said.id, said.account_id, said.amount
          from said, kept
        )
        select kept.id, (select count(*) from moved) as moved from kept`,
  );
  return row && Number(row.moved) === moved ? row.id : null;
}
