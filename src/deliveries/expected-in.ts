import { sql, type Transaction } from '../db/database.ts';
import { expectedPayments, outstandingOf } from '../ledger/expected.ts';
import { keptOfSource } from '../ledger/expected-store.ts';
import type { LockedAccount } from '../ledger/journal-store.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { ExpectedPayment } from './match-lines.ts';

/** What payment schedules expect in an account by a day, and has not come whole. */
export async function expectedIn(
  tx: Transaction,
  account: LockedAccount,
  { by, today }: { readonly by: PlainDate; readonly today: PlainDate },
): Promise<ExpectedPayment[]> {
  const sources = await tx.rows<{ stream: string; funder: OrganisationCode }>(
    'deliveries.scheduled-sources',
    sql`select distinct stream, funder from payment_schedules
        where account_id = ${account.id}::uuid order by stream, funder`,
  );
  const found: ExpectedPayment[] = [];
  for (const source of sources) {
    const { diedOn, ...kept } = await keptOfSource(tx, account, source);
    for (const payment of expectedPayments(kept, { by, diedOn }, today)) {
      const { schedule, dueOn, days: covers } = payment;
      const amount = outstandingOf(payment);
      if (amount === 0n) continue;
      const id = `${schedule.id} ${dueOn}`;
      found.push({
        ...{ kind: 'EXPECTED', as: 'DEPOSIT', id, schedule: schedule.id, covers, amount, dueOn },
        ...source,
      });
    }
  }
  return found;
}
