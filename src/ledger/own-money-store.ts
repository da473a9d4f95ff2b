import { list, type Queries, records, sql } from '../db/database.ts';
import { SELF } from '../streams/stream.ts';
import { HELD_MODES } from './account.ts';
import type { Source } from './draw.ts';
import type { LockedAccount } from './journal-store.ts';
import type { MoneyBeside } from './own-money.ts';

/** Where money is that the account holds, free or kept apart. */
const HELD = [...HELD_MODES, 'COMMITTED', 'CONTINGENCY'];

/**
 * Of which streams money is in an account and comes into it, in order of their code; of which an NHS
 * body pays, or that are of health, it is NHS money. The person's own is none.
 */
export async function moneyBeside(
  queries: Queries,
  { id }: Pick<LockedAccount, 'id'>,
  arriving: readonly Pick<Source, 'stream' | 'funder'>[],
): Promise<MoneyBeside[]> {
  const rows = arriving.map(({ stream, funder }) => ({ stream, funder }));
  return queries.rows<MoneyBeside>(
    'ledger.money-beside',
    sql`with there as (
          select l.stream, l.funder, false as arrives from ledger_accounts l
          where l.account_id = ${id}::uuid and l.balance_pence > 0
            and l.kind = any(${list(HELD)}::text::text[])
          union
          select said.stream, said.funder, true
          from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (stream text, funder text)
        )
        select distinct t.stream collate "C" as stream, t.arrives, t.funder = ${SELF} as "isOwn",
          t.funder <> ${SELF}
            and (s.sector = 'HEALTH' or coalesce(o.kind in ('icb', 'trust'), false)) as "isNhs"
        from there t join streams s on s.code = t.stream
        left join organisations o on o.code = t.funder
        order by 1, 2, 3`,
  );
}
