import { list, type Queries, sql } from '../db/database.ts';
import { SELF } from '../streams/stream.ts';
import { HELD_MODES } from './account.ts';
import type { LockedAccount } from './journal-store.ts';

/** Where money is that the account holds, free or kept apart. */
const HELD = [...HELD_MODES, 'COMMITTED', 'CONTINGENCY'];

/**
 * The streams of the NHS money that an account holds, in order of their code: of a health stream, or
 * of any that an NHS body pays. The person's own money beside it is none.
 */
export async function nhsMoneyIn(
  queries: Queries,
  { id }: Pick<LockedAccount, 'id'>,
): Promise<string[]> {
  const rows = await queries.rows<{ stream: string }>(
    'ledger.nhs-money-in-account',
    sql`select distinct l.stream collate "C" as stream from ledger_accounts l
        join streams s on s.code = l.stream
        left join organisations o on o.code = l.funder
        where l.account_id = ${id}::uuid and l.balance_pence > 0 and l.funder <> ${SELF}
          and l.kind = any(${list(HELD)}::text::text[])
          and (s.sector = 'HEALTH' or o.kind in ('icb', 'trust'))
        order by 1`,
  );
  return rows.map(({ stream }) => stream);
}
