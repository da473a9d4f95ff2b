import { sql, type Transaction } from '../db/database.ts';
import { contributionsInto } from '../ledger/contributions-expected.ts';
import { expectedPayments, outstandingOf } from '../ledger/expected.ts';
import { expectedFactsOf } from '../ledger/expected-facts-store.ts';
import { keptOfSource } from '../ledger/expected-store.ts';
import type { LockedAccount } from '../ledger/journal-store.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { ExpectedPayment } from './match-lines.ts';

interface Asked {
  readonly by: PlainDate;
  readonly today: PlainDate;
}

/**
 * What is expected in an account by a day, and has not come whole: by payment schedules, and as the
 * person's own contribution.
 */
export async function expectedIn(
  tx: Transaction,
  account: LockedAccount,
  asked: Asked,
): Promise<ExpectedPayment[]> {
  return [
    ...(await scheduledIn(tx, account, asked)),
    ...(await contributionsIn(tx, account, asked)),
  ];
}

async function scheduledIn(
  tx: Transaction,
  account: LockedAccount,
  { by, today }: Asked,
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

async function contributionsIn(
  tx: Transaction,
  account: LockedAccount,
  asked: Asked,
): Promise<ExpectedPayment[]> {
  if (account.personId === null) return [];
  const facts = await expectedFactsOf(tx, account.personId);
  return contributionsInto(account, facts, asked).map(
    ({ stream, funder, days: covers, dueOn, outstanding: amount }) => ({
      ...{ kind: 'EXPECTED', as: 'CONTRIBUTION', schedule: null, covers, amount, dueOn },
      ...{ id: `contribution ${stream} ${funder} ${dueOn}`, stream, funder },
    }),
  );
}
