import { availableIn } from '../ledger/account.ts';
import type { ShownAccount } from '../ledger/shown.ts';
import { addPence, type Pence } from '../values/money.ts';

/** Money that somebody else holds for a person, and what of it may be spent. */
export interface HeldElsewhere {
  readonly mode: ShownAccount['mode'];
  readonly host: string;
  readonly amount: Pence;
}

/** What a person has now: in accounts that they hold themself, null where they hold none; and elsewhere. */
export interface Held {
  readonly inAccount: Pence | null;
  readonly elsewhere: readonly HeldElsewhere[];
  readonly sumElsewhere: Pence;
}

export function heldIn(accounts: readonly ShownAccount[]): Held {
  const own = accounts.filter(({ mode }) => mode === 'DIRECT_PAYMENT');
  const others = accounts.filter(({ mode }) => mode === 'NOTIONAL' || mode === 'THIRD_PARTY');
  return {
    inAccount: own.length === 0 ? null : addPence(...own.map(availableIn)),
    sumElsewhere: addPence(...others.map(availableIn)),
    elsewhere: others.map((account) => ({
      ...{ mode: account.mode, host: account.host.name, amount: availableIn(account) },
    })),
  };
}
