import type { Viewer } from '../../src/access/viewer.ts';
import type { Database } from '../../src/db/database.ts';
import { decideQuestioned } from '../../src/ledger/decide-questioned.ts';
import type { Source } from '../../src/ledger/draw.ts';
import type { LockedAccount } from '../../src/ledger/journal-store.ts';
import type { Outcome } from '../../src/ledger/movement.ts';
import { placeHold } from '../../src/ledger/place-hold.ts';
import { postRecharge } from '../../src/ledger/post-recharge.ts';
import { postReclaim } from '../../src/ledger/post-reclaim.ts';
import { lockHosted, moving, type Posted } from '../../src/ledger/posting.ts';
import { recordContribution } from '../../src/ledger/record-contribution.ts';
import { recordDeposit } from '../../src/ledger/record-deposit.ts';
import { recordPaymentMade } from '../../src/ledger/record-payment-made.ts';
import { recordRefund } from '../../src/ledger/record-refund.ts';
import { recordSpend } from '../../src/ledger/record-spend.ts';
import { MoneyRefused } from '../../src/ledger/refusals.ts';
import { releaseHold } from '../../src/ledger/release-hold.ts';
import { reverseMovement } from '../../src/ledger/reverse-movement.ts';
import { setAside, takeBackSetAside } from '../../src/ledger/set-aside.ts';
import { settleHold } from '../../src/ledger/settle-hold.ts';
import { transferMoney } from '../../src/ledger/transfer-money.ts';
import type { AccountId, OrganisationCode } from '../../src/values/ids.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { COUNCIL, TODAY } from './money.ts';
import { PURPOSES, SOURCES } from './plain-model.ts';

/** One thing that is asked for; each kind reads of the numbers what it needs. */
export interface Operation {
  readonly what:
    | 'deposit'
    | 'contribute'
    | 'spend'
    | 'made'
    | 'hold'
    | 'settle'
    | 'release'
    | 'decide'
    | 'aside'
    | 'transfer'
    | 'refund'
    | 'reclaim'
    | 'recharge'
    | 'reverse'
    | 'repeat';
  readonly account: number;
  readonly to: number;
  readonly source: number;
  readonly purpose: number;
  readonly amount: number;
  readonly named: number | null;
  readonly which: number;
  readonly outcome: string;
  readonly flag: boolean;
}

export interface Asked {
  readonly accounts: readonly AccountId[];
  readonly key: string;
  /** The movement that it is about. */
  readonly of: string;
  /** What of that is in question. */
  readonly left: number;
}

const today = TODAY as PlainDate;

const sourceOf = (at: number): Source => {
  const [stream, funder] = SOURCES[at] as (typeof SOURCES)[number];
  return { stream, funder: funder as OrganisationCode };
};

/** The refusal's code, or what was posted. */
export const outcomeOf = (work: Promise<Posted>): Promise<Posted | string> =>
  work.catch((error) => {
    if (error instanceof MoneyRefused) return error.code;
    throw error;
  });

/** Asks the hub for it; `changed` by a penny or a word, by the same key. */
export function send(
  db: Database,
  office: Viewer,
  said: Operation,
  asked: Asked,
  changed: boolean,
): Promise<Posted> {
  const base = { effectiveDay: '2026-01-12' as PlainDate, idempotencyKey: asked.key };
  const sum = pence(said.amount + (changed ? 1 : 0));
  const words = changed ? 'another reason' : 'a reason';
  const account = asked.accounts[said.account] as AccountId;
  const purpose = PURPOSES[said.purpose] as string;
  const named = said.named === null ? {} : sourceOf(said.named);
  const on = { ...base, account, amount: sum };
  switch (said.what) {
    case 'deposit':
      return recordDeposit(db, office, { ...on, ...sourceOf(said.source % 4) }, today);
    case 'contribute': {
      const { stream } = sourceOf(4 + (said.source % 2));
      return recordContribution(db, office, { ...on, stream }, today);
    }
    case 'spend':
      return recordSpend(db, office, { ...on, payee: 'x', purpose, ...named }, today);
    case 'hold':
      return placeHold(db, office, { ...on, payee: 'x', purpose, ...named }, today);
    case 'made': {
      const made = { ...on, payee: 'x', purpose: said.flag ? purpose : null };
      return recordPaymentMade(db, office, made, today);
    }
    case 'aside':
      return (said.flag ? takeBackSetAside : setAside)(db, office, { ...on, ...named }, today);
    case 'transfer': {
      const to = asked.accounts[said.to] as AccountId;
      return transferMoney(db, office, { ...base, from: account, to, amount: sum }, today);
    }
    case 'settle':
      return settleHold(db, office, { ...base, hold: asked.of, amount: sum }, today);
    case 'release':
      return releaseHold(db, office, { ...base, hold: asked.of, reason: words }, today);
    case 'refund':
      return recordRefund(db, office, { ...base, movement: asked.of, amount: sum }, today);
    case 'decide': {
      const share = { ...sourceOf(said.named ?? 0), amount: pence(asked.left) };
      const sources = said.named === null ? null : [share];
      const outcome = said.outcome as Outcome;
      const decision = { ...base, movement: asked.of, outcome, sources, reason: words };
      return decideQuestioned(db, office, decision, today);
    }
    case 'reverse':
      return reverseMovement(db, office, { ...base, movement: asked.of, reason: words }, today);
    default:
      return between(db, said, { ...asked, account, amount: sum });
  }
}

/** What no request asks for, but a decision or a notice. */
function between(
  db: Database,
  { what, source, named }: Operation,
  { account, amount, key }: Asked & { account: AccountId; amount: ReturnType<typeof pence> },
): Promise<Posted> {
  const said = { amount, effectiveDay: '2026-01-12' as PlainDate, reason: 'a reason' };
  const by = { operation: what, scope: COUNCIL, key, actor: 'the office' };
  return moving(db, async (tx) => {
    const locked = (await lockHosted(tx, COUNCIL as OrganisationCode, account)) as LockedAccount;
    if (what === 'reclaim') {
      return postReclaim(tx, by, locked, { ...said, source: sourceOf(source) });
    }
    const [paidBy, paidTo] = [sourceOf(source), sourceOf(named ?? 0)];
    return postRecharge(tx, by, locked, { ...said, paidBy, paidTo });
  });
}
