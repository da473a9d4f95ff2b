import type { AccountMode } from '../ledger/account.ts';
import { SELF } from '../streams/stream.ts';
import { pence, poundsText } from '../values/money.ts';
import type { Change } from './change.ts';

const ACCOUNTS: Readonly<Record<AccountMode, string>> = {
  DIRECT_PAYMENT: 'direct payment account',
  THIRD_PARTY: 'account held by a third party',
  NOTIONAL: 'account held by the funder',
  COMMISSIONED: 'care bought by the funder',
};

/** What a movement was, in plain words. */
export function describe(change: Change): string {
  if (change.undoes === null) return done(change);
  return `Taken back: ${done({ ...change, kind: change.undoes })} (${change.reason})`;
}

function done(change: Change): string {
  const { kind, purpose, otherMode } = change;
  const what = purpose?.name ?? 'Payment';
  switch (kind) {
    case 'DEPOSIT':
      return `Money from ${fromOf(change)}`;
    case 'CONTRIBUTION':
      return 'Own money paid in';
    case 'TRANSFER':
      return change.amount < 0n === (change.undoes === null)
        ? `Moved to the ${ACCOUNTS[otherMode ?? 'DIRECT_PAYMENT']}`
        : `Moved from the ${ACCOUNTS[otherMode ?? 'DIRECT_PAYMENT']}`;
    case 'REFUND':
      return `Given back: ${what}`;
    case 'IN_QUESTION':
      return `${what}, in question: nobody answers for it yet`;
    case 'ATTRIBUTION':
      return change.stream === null ? `No longer in question: ${what}` : what;
    case 'RECLAIM':
      return `Given back to ${fromOf(change)}`;
    case 'RECHARGE':
      return `Between funders: ${fromOf(change)}`;
    default:
      return what;
  }
}

function fromOf({ funder, funderCode }: Change): string {
  return funderCode === SELF ? 'the person' : (funder ?? 'nobody');
}

/** Who bears more, or less, of what was spent; nothing moves of what is held. */
export function rechargeInWords(change: Change): string {
  const { recharged, stream, reason, undoes } = change;
  const size = poundsText(pence(recharged < 0n ? -recharged : recharged));
  const more = recharged > 0n ? 'more' : 'less';
  const by = fromOf(change);
  const who = `${by.charAt(0).toUpperCase()}${by.slice(1)} bears`;
  const what = stream === null ? '' : ` of ${stream.name}`;
  const why = reason === null ? '' : ` (${reason})`;
  return `${undoes === null ? '' : 'Taken back: '}${who} ${size} ${more}${what}${why}`;
}

/** What was recorded after the last statement that could have told it, and why. */
export function laterInWords(change: Change): string {
  const { undoes, undoneDay, day, recordedOn } = change;
  if (undoes !== null) return `${describe(change)}, which was told of ${undoneDay}`;
  return `${describe(change)}: of ${day}, recorded ${recordedOn}`;
}
