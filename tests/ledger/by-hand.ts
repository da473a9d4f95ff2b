import { randomUUID } from 'node:crypto';
import { sql } from '../../src/db/database.ts';
import type { MovementKind, PlaceKind } from '../../src/ledger/movement.ts';
import { financialYearOf } from '../../src/values/financial-year.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import type { TestHub } from '../support/hub.ts';
import { ADULTS, COUNCIL, newKey } from './money.ts';

/** What a movement adds to a place, in pence; of the council's adult social care but for `whose`. */
export interface Placed {
  readonly kind: PlaceKind;
  readonly amount: number;
  readonly account?: string;
  readonly whose?: { readonly stream: string; readonly funder: string } | null;
}

interface ByHand {
  readonly account: string;
  readonly day: string;
  readonly about?: string;
  readonly reverses?: string;
  readonly otherAccount?: string;
  readonly covers?: readonly [from: string, until: string];
  readonly gross?: boolean;
  readonly outcome?: string;
  readonly dueDay?: string;
  readonly reason?: string;
}

const PAID = ['SPENDING', 'HOLD', 'SETTLEMENT', 'REFUND', 'IN_QUESTION', 'ATTRIBUTION'];
const OWN = { stream: ADULTS, funder: COUNCIL };

/** Writes a journal as no operation does: for what a statement or a budget makes of its kind. */
export async function write(
  hub: TestHub,
  kind: MovementKind,
  said: ByHand,
  entries: readonly Placed[],
): Promise<string> {
  const id = randomUUID();
  const year = financialYearOf(said.day as PlainDate);
  const isPaid = PAID.includes(kind);
  const [from, until] = said.covers ?? [null, null];
  await hub.db.transaction(async (tx) => {
    await tx.rows(
      'test.write-journal',
      sql`insert into journals (id, account_id, host, kind, effective_day, year, recorded_at, actor,
            operation, key_scope, idempotency_key, input_hash, reverses, reason, payee, purpose,
            other_account_id, about, covers_from, covers_until, gross, outcome, due_day)
          values (${id}::uuid, ${said.account}::uuid, ${COUNCIL}, ${kind}, ${said.day}::date, ${year},
            clock_timestamp(), 'test', 'test', 'test', ${newKey()}, '', ${said.reverses ?? null}::uuid,
            ${said.reason ?? null}, ${isPaid ? 'Helping Hands' : null},
            ${isPaid ? 'personal-care' : null}, ${said.otherAccount ?? null}::uuid,
            ${said.about ?? null}::uuid, ${from}::date, ${until}::date, ${said.gross ?? null},
            ${said.outcome ?? null}, ${said.dueDay ?? null}::date)`,
    );
    for (const [line, { kind: place, amount, account, whose = OWN }] of entries.entries()) {
      const of = { account: account ?? said.account, place, whose };
      await tx.rows('test.write-place', newPlace(of));
      await tx.rows(
        'test.write-entry',
        sql`with place as (
              update ledger_accounts set balance_pence = balance_pence + ${amount}::bigint
              where account_id = ${of.account}::uuid and kind = ${place}
                and stream is not distinct from ${whose?.stream ?? null}::text
                and funder is not distinct from ${whose?.funder ?? null}::text
              returning id
            )
            insert into entries (year, journal_id, line, ledger_account_id, account_id, amount_pence)
            select ${year}, ${id}::uuid, ${line}::int, place.id, ${of.account}::uuid,
              ${amount}::bigint
            from place`,
      );
    }
  });
  return id;
}

interface PlaceOf {
  readonly account: string;
  readonly place: PlaceKind;
  readonly whose: NonNullable<Placed['whose']> | null;
}

const newPlace = ({ account, place, whose }: PlaceOf) =>
  sql`insert into ledger_accounts (account_id, stream, funder, kind, balance_pence)
      values (${account}::uuid, ${whose?.stream ?? null}, ${whose?.funder ?? null}, ${place}, 0)
      on conflict (account_id, stream, funder, kind) do nothing`;
