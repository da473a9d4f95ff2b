import type { Transaction } from '../db/database.ts';
import { postDecision } from '../ledger/decide-questioned.ts';
import type { LockedAccount } from '../ledger/journal-store.ts';
import { size } from '../ledger/movement.ts';
import type { Posted, Recording } from '../ledger/posting.ts';
import { postContribution } from '../ledger/record-contribution.ts';
import { postDeposit } from '../ledger/record-deposit.ts';
import { postRefund } from '../ledger/record-refund.ts';
import { postSettlement } from '../ledger/settle-hold.ts';
import type { MovementId } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { endQuestion } from './end-question.ts';
import type { SettledAs } from './settled-as.ts';
import type { LineToSettle } from './waiting-store.ts';

/** A waiting line, and what was decided of it. */
export interface SettledLine extends LineToSettle {
  readonly as: SettledAs;
  readonly effectiveDay: PlainDate;
  readonly today: PlainDate;
}

/**
 * Posts what was decided of a line in an account whose row is locked: its money is out of question
 * and recorded as what it was. Null where it was none of this account's. Throws a MoneyRefused.
 */
export async function postSettled(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  settled: SettledLine,
): Promise<MovementId | null> {
  const { as, journalId: movement, effectiveDay, delivery: deliveryId, row } = settled;
  const own: Recording = { ...by, source: { deliveryId, row } };
  if (as.as === 'SPENDING') {
    const { purpose, payee } = as;
    const said = { movement, purpose, payee, effectiveDay, sources: sourcesOf(account, settled) };
    const decided = { ...said, outcome: 'ALLOWED', reason: 'it was found out' } as const;
    return (await postDecision(tx, own, account, decided)).movement;
  }
  const reason = as.as === 'NOT_OURS' ? as.reason : WORDS[as.as];
  await endQuestion(tx, own, account, { movement, effectiveDay, reason });
  if (as.as === 'NOT_OURS') return null;
  return (await recordAs(tx, own, account, { ...settled, as })).movement;
}

/** Of care that its funder buys, the one that the payment run named; else by the rule of the purpose. */
function sourcesOf({ mode }: LockedAccount, { source, amount }: SettledLine) {
  return mode === 'COMMISSIONED' && source ? [{ ...source, amount: size(amount) }] : null;
}

const WORDS = {
  DEPOSIT: 'it was found to be money of a funder',
  CONTRIBUTION: 'it was found to be money of the person',
  HOLD: 'it was found to be what was promised',
  REFUND: 'it was found to be money of a payment that came back',
} as const;

type PlainAs = Exclude<SettledAs, { as: 'SPENDING' } | { as: 'NOT_OURS' }>;

function recordAs(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  { as, amount: signed, effectiveDay, today }: SettledLine & { readonly as: PlainAs },
): Promise<Posted> {
  const amount = size(signed);
  switch (as.as) {
    case 'DEPOSIT': {
      const { stream, funder } = as;
      return postDeposit(tx, by, account, { stream, funder, amount, effectiveDay });
    }
    case 'CONTRIBUTION': {
      const said = { stream: as.stream, amount, effectiveDay, knownOn: today };
      return postContribution(tx, by, account, said);
    }
    case 'HOLD':
      return postSettlement(tx, by, account, { hold: as.hold, amount, effectiveDay });
    case 'REFUND':
      return postRefund(tx, by, account, { movement: as.movement, amount, effectiveDay });
  }
}
