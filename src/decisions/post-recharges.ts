import type { Transaction } from '../db/database.ts';
import type { LockedAccount } from '../ledger/journal-store.ts';
import { postRecharge } from '../ledger/post-recharge.ts';
import { MoneyRefused } from '../ledger/refusals.ts';
import type { Span } from '../values/period.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import type { ShownDecision } from './decision.ts';
import { backDated, backDatedPieces, rechargesFor, unpaidDays } from './recharge.ts';
import {
  borneBefore,
  type PostedRecharge,
  postedBy,
  RECHARGING,
  settlementsOf,
} from './recharges-store.ts';
import type { Recorder } from './recorder.ts';
import { DecisionRefused } from './refusals.ts';

/** What a decision moved between funders. */
export interface Recharged {
  readonly recharges: readonly PostedRecharge[];
  /** In words, the days of it for which the ledger knows no payment; null where it is none. */
  readonly unpaid: string | null;
}

/** Decided of which stream, by which id. */
interface Decided {
  readonly id: string;
  readonly stream: string;
  readonly reason: string;
}

/**
 * Posts, in the transaction that records a settlement, what funders owe each other for days that had
 * passed, and what the person gets back; all settlements of the stream that stand are looked at anew,
 * and the difference is posted, with effect of today. The rows of the accounts are locked. Throws
 * DecisionRefused where the host of an account has closed the year.
 */
export async function postRecharges(
  tx: Transaction,
  recorder: Recorder,
  decided: Decided,
  accounts: readonly LockedAccount[],
  today: PlainDate,
): Promise<void> {
  const { personId, organisation, subject: actor } = recorder;
  const { id, stream, reason } = decided;
  const pieces = backDatedPieces(await settlementsOf(tx, personId, stream, today));
  const { paid, recharged } = await borneBefore(tx, personId, decided);
  const due = rechargesFor(pieces, paid, recharged);
  for (const [at, { account: own, days: covers, paidBy, paidTo, amount }] of due.entries()) {
    const account = accounts.find((each) => each.id === own);
    if (!account) throw new Error('money was recharged in an account that is not locked');
    const by = { operation: RECHARGING, scope: organisation.code, key: `${id} ${at + 1}`, actor };
    await inTheseWords(
      postRecharge(tx, by, account, {
        ...{ paidBy: { stream, funder: paidBy }, paidTo: { stream, funder: paidTo } },
        ...{ amount, effectiveDay: today, reason, covers },
      }),
    );
  }
}

async function inTheseWords(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof MoneyRefused)) throw error;
    const reason = `is before today, and a recharge cannot be posted: ${error.message}`;
    throw new DecisionRefused('firstDay', error.code, reason);
  }
}

/** What a decision moved when it was recorded, told the same each time. */
export async function rechargedBy(
  tx: Transaction,
  { id, state, stream, days, personId }: ShownDecision,
  today: PlainDate,
): Promise<Recharged> {
  if (state !== 'SETTLED') return { recharges: [], unpaid: null };
  const recharges = await postedBy(tx, personId, id);
  const all = await settlementsOf(tx, personId, stream.code, today);
  const recordedOn = all.find((each) => each.id === id)?.recordedOn ?? today;
  const passed = backDated(days, recordedOn);
  if (!passed) return { recharges, unpaid: null };
  const { paid } = await borneBefore(tx, personId, { id, stream: stream.code });
  return { recharges, unpaid: inWords(unpaidDays(passed, paid)) };
}

const MOST_TOLD = 5;

function inWords(days: readonly Span[]): string | null {
  if (days.length === 0) return null;
  const told = days.slice(0, MOST_TOLD).map(({ from, until }) => {
    const last = addDays(until, -1);
    return from === last ? from : `${from} to ${last}`;
  });
  const more = days.length - told.length;
  const others = more === 0 ? '' : ` and ${more} other ${more === 1 ? 'gap' : 'gaps'}`;
  return `The ledger knows no payment for ${told.join(', ')}${others}: nothing is recharged for these days.`;
}
